"""様式第4号, the ledger, as a PDF in A4 landscape (paper notes §7; measures H7).

All rows are measured before the first is drawn: pages can be counted, and what cannot be printed is refused whole. The
rows are read twice and never held; each page goes to the file as it is finished. Both passes are iterators, so that a
window can go on a little at a time and a person can stop anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from desktop_app.errors import GlyphMissing, PrintingStopped, Unprintable
from desktop_app.papers.ledger.columns import columns_for
from desktop_app.papers.ledger.cover import draw_cover
from desktop_app.papers.ledger.data import (
    NOT_DONE,
    NOTHING,
    Cell,
    Emphasis,
    LedgerCover,
    LedgerLine,
    LedgerLines,
    LedgerSheet,
    StepHead,
)
from desktop_app.papers.ledger.page import UNKNOWN, draw_page
from desktop_app.papers.ledger.paging import Paging
from desktop_app.papers.ledger.rows import measure
from desktop_app.papers.page.printable import check_all, refuse, texts_in
from desktop_app.papers.page.seals import SEALS, ConfirmationMark, SealField
from desktop_app.papers.page.sheet import Sheet
from desktop_app.papers.typesetting.fonts import Face, embedded_font
from desktop_app.papers.typesetting.runs import runs

__all__ = [
    "NOTHING",
    "NOT_DONE",
    "SEALS",
    "UNKNOWN",
    "Cell",
    "ConfirmationMark",
    "Emphasis",
    "LedgerCover",
    "LedgerLine",
    "LedgerLines",
    "LedgerSheet",
    "Paging",
    "SealField",
    "StepHead",
    "drawing",
    "measuring",
    "one_page",
    "render_ledger",
]

_AT_ONCE = 50  # rows measured between two looks at the clock


def render_ledger(
    ledger: LedgerSheet,
    out: BinaryIO,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> int:
    """Write the ledger to *out*, page by page, and return its number of pages.

    *progress* is told (rows done, rows in all) after every page, *stop* is asked as often and while rows are measured.
    Raises GlyphMissing (all rows concerned, by case number) and RowTooTall (field, where) before anything is written;
    PrintingStopped, then what is in *out* is no document.
    """
    paging = Paging(ledger)
    for _measured in measuring(ledger, paging):
        if progress:
            progress(0, len(ledger.lines))
        _ask(stop)
    for done in drawing(ledger, paging, out):
        if progress:
            progress(done, len(ledger.lines))
        _ask(stop)
    return paging.known + (1 if ledger.cover else 0)


def measuring(ledger: LedgerSheet, paging: Paging) -> Iterator[int]:
    """Measure every row into *paging*, having made sure that it can be printed; yields how many are done."""
    heads = (ledger.title, ledger.period, ledger.workplace, ledger.counts, ledger.deadlines, ledger.printed_by)
    around = (ledger.step_heads, ledger.seals, ledger.selection, ledger.cover, ledger.heads, ledger.print_note)
    check_all((*heads, *texts_in(around)), where=ledger.form_number)
    columns = columns_for(len(ledger.step_heads))
    done, group = 0, ""
    missing: list[Unprintable] = []
    for done, line in enumerate(ledger.lines, start=1):
        missing += _unprintable(line)
        if line.group != group:
            group = line.group
            check_all((group,), where=line.case_no)
        if not missing:
            paging.add(measure(line, columns, ledger.glossary).height, group)
        if done % _AT_ONCE == 0:
            yield done
    refuse(missing)
    paging.finish()
    yield done


def drawing(ledger: LedgerSheet, paging: Paging, out: BinaryIO) -> Iterator[int]:
    """Draw every page of a measured ledger into *out*; yields after each how many rows are done."""
    columns = columns_for(len(ledger.step_heads))
    sheet = _sheet(ledger, out)
    if ledger.cover:
        draw_cover(sheet, ledger, ledger.cover, paging.known + 1)
        sheet.new_page()
    lines = iter(ledger.lines)
    for page in range(paging.known):
        if page:
            sheet.new_page()
        rows = paging.rows(page)
        draw_page(sheet, ledger, columns, paging, page, tuple(islice(lines, len(rows))))
        if paging.is_last(page):
            sheet.save()
        yield rows.stop


def one_page(ledger: LedgerSheet, paging: Paging, page: int) -> bytes:
    """Return page *page* (0 is the first, the cover included) alone, as a PDF to look at while the rest is made."""
    out = BytesIO()
    sheet = _sheet(ledger, out)
    if ledger.cover and not page:
        draw_cover(sheet, ledger, ledger.cover, paging.known + 1 if paging.is_finished else None)
    else:
        place = page - 1 if ledger.cover else page
        rows = paging.rows(place)
        columns = columns_for(len(ledger.step_heads))
        draw_page(sheet, ledger, columns, paging, place, ledger.lines[rows.start : rows.stop])
    sheet.save()
    return out.getvalue()


def _sheet(ledger: LedgerSheet, out: BinaryIO) -> Sheet:
    return Sheet(
        out,
        title=f"{ledger.title}　{ledger.period}",
        author=ledger.workplace,
        created_at=ledger.created_at,
        face=Face.GOTHIC,
        landscape=True,
    )


def _ask(stop: Callable[[], bool] | None) -> None:
    if stop and stop():
        raise PrintingStopped


def _unprintable(line: LedgerLine) -> Iterator[Unprintable]:
    """Yield what the rows' own face cannot print.

    Only where that face lacks something are the others asked: each takes as much memory as a ledger may.
    """
    texts = [text.replace("\n", "") for text in _texts(line)]
    if not embedded_font(Face.GOTHIC.value[0]).draws_plainly("".join(texts)):
        for text in texts:
            try:
                runs(text, Face.GOTHIC)
            except GlyphMissing as missing:
                yield Unprintable(line.case_no, text, tuple(missing.characters))


def _texts(line: LedgerLine) -> tuple[str, ...]:
    return (
        line.case_no,
        line.name_kana,
        line.full_name,
        line.employee_no,
        line.origin,
        line.org_code,
        line.destination_company,
        line.destination_department,
        line.effective_date,
        line.remarks,
        *(text for cell in line.steps for text in cell.lines),
        *line.briefed_on.lines,
        *line.reported_on.lines,
        *line.pledge.lines,
        *line.confirmed.lines,
        *line.judgement.lines,
    )
