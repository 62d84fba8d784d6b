"""様式第4号, the ledger of a half-year, as a PDF in A4 landscape (paper notes §7; measures H7).

All rows are measured before the first is drawn: pages can be counted, and what cannot be printed is refused whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from desktop_app.errors import PrintingStopped, Unprintable
from desktop_app.papers.ledger import columns as table
from desktop_app.papers.ledger.columns import HEAD_HEIGHT, LEFT, RIGHT, Columns
from desktop_app.papers.ledger.data import (
    NOT_DONE,
    NOTHING,
    Cell,
    Emphasis,
    LedgerLine,
    LedgerSheet,
    StepHead,
)
from desktop_app.papers.ledger.rows import ROW, draw_row, measure
from desktop_app.papers.page.blocks import caution, one_line, rest_is_blank, seal_boxes
from desktop_app.papers.page.flow import rows_per_page
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.printable import check_all, refuse, texts_in, unprintable
from desktop_app.papers.page.seals import SEALS, ConfirmationMark, SealField
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.runs import width

__all__ = [
    "NOTHING",
    "NOT_DONE",
    "SEALS",
    "Cell",
    "ConfirmationMark",
    "Emphasis",
    "LedgerLine",
    "LedgerSheet",
    "SealField",
    "StepHead",
    "render_ledger",
]

_TOP, _NEXT_TOP = 37.5, 21.0
_BOTTOM = 196.5
_LAST_BOTTOM = 194.6  # leaves room for （以下余白） above the foot
_FOOT_RULE, _FOOT_BASELINE = 198.6, 202.6
_TITLE = Lettering(Face.MINCHO, 17)
_TITLE_ROOM = 178.0
_SMALL_TITLE = Lettering(Face.MINCHO, 11)
_FACT = Lettering(Face.GOTHIC, 8.5)
_FOOT = Lettering(Face.GOTHIC, 6.5)
_PAGE = Lettering(Face.GOTHIC, 8)
_NOBODY = Lettering(Face.GOTHIC, 9.5)
_LABEL_WIDTH, _VALUE_AFTER = 14.0, 17.0
_ASKED_EVERY = 500  # rows measured between two questions whether to stop


def render_ledger(
    ledger: LedgerSheet,
    out: BinaryIO,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> int:
    """Write the ledger to *out* and return its number of pages.

    *progress* is told (rows done, rows in all) after every page; *stop* is asked as often. Nothing is written
    to *out* before the last row is drawn.
    Raises GlyphMissing (all rows concerned, by case number), RowTooTall (field, where), PrintingStopped.
    """
    columns = table.columns_for(len(ledger.step_heads))
    heights = _measured(ledger, columns, stop)
    pages = _paginate(heights)
    sheet = Sheet(
        out,
        title=f"{ledger.title}　{ledger.period}",
        author=ledger.workplace,
        created_at=ledger.created_at,
        face=Face.GOTHIC,
        landscape=True,
    )
    for number, rows in enumerate(pages):
        if number:
            sheet.new_page()
        _draw_page(sheet, ledger, columns, rows, last=number == len(pages) - 1)
        _foot(sheet, ledger, len(pages))
        if progress:
            progress(rows.stop, len(ledger.lines))
        _ask(stop)
    sheet.save()
    return len(pages)


def _ask(stop: Callable[[], bool] | None) -> None:
    if stop and stop():
        raise PrintingStopped


def _measured(ledger: LedgerSheet, columns: Columns, stop: Callable[[], bool] | None) -> list[float]:
    """Return the heights of all rows, having made sure that each can be printed."""
    heads = (ledger.title, ledger.period, ledger.workplace, ledger.counts, ledger.deadlines, ledger.printed_by)
    check_all((*heads, *texts_in(ledger.step_heads), *texts_in(ledger.seals)), where=ledger.form_number)
    heights: list[float] = []
    missing: list[Unprintable] = []
    for number, line in enumerate(ledger.lines):
        if number % _ASKED_EVERY == 0:
            _ask(stop)
        if found := unprintable(_texts(line), line.case_no):
            missing += found
        elif not missing:
            heights.append(measure(line, columns, ledger.glossary).height)
    refuse(missing)
    return heights


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


def _paginate(heights: Sequence[float]) -> list[range]:
    """Return the rows of each page; the last keeps room for （以下余白）."""
    first, following = _BOTTOM - _TOP - HEAD_HEIGHT, _BOTTOM - _NEXT_TOP - HEAD_HEIGHT
    pages = rows_per_page(heights, first, following)
    last = pages[-1]
    top = (_NEXT_TOP if len(pages) > 1 else _TOP) + HEAD_HEIGHT
    if len(last) > 1 and top + sum(heights[last.start : last.stop]) > _LAST_BOTTOM:
        pages[-1:] = [range(last.start, last.stop - 1), range(last.stop - 1, last.stop)]
    return pages


def _draw_page(sheet: Sheet, ledger: LedgerSheet, columns: Columns, rows: range, *, last: bool) -> None:
    top = _NEXT_TOP if sheet.page else _TOP
    if sheet.page:
        _following_head(sheet, ledger)
    else:
        _first_head(sheet, ledger)
    table.draw_head(sheet, top, columns, ledger.step_heads)
    y = top + HEAD_HEIGHT
    for number in rows:
        line = ledger.lines[number]
        row = measure(line, columns, ledger.glossary)
        draw_row(sheet, y, number + 1, line, row, columns=columns)
        y += row.height
    if ledger.lines:
        table.draw_verticals(sheet, top, y, columns)
    else:
        y = _draw_nobody(sheet, top, columns)
    if last:
        size = 9 if _FOOT_RULE - y > 9 else 7.5
        centre = min(y + 6.0, (y + _FOOT_RULE) / 2)
        rest_is_blank(sheet, (LEFT + RIGHT) / 2, middle(centre, size), size)


def _draw_nobody(sheet: Sheet, top: float, columns: Columns) -> float:
    table.draw_head_verticals(sheet, top, columns)
    y = top + HEAD_HEIGHT
    words = "対象期間に会社間異動者はいません（該当者なし）"
    sheet.text((LEFT + RIGHT) / 2, middle(y + ROW / 2, _NOBODY.size), words, _NOBODY, Align.CENTRE)
    sheet.box(LEFT, top, RIGHT - LEFT, HEAD_HEIGHT + ROW)
    return y + ROW


def _first_head(sheet: Sheet, ledger: LedgerSheet) -> None:
    if width(ledger.title, _TITLE.face, _TITLE.size) * 1.05 <= _TITLE_ROOM:
        sheet.tracked(LEFT, 19.2, ledger.title, _TITLE, 0.05)
    else:
        one_line(sheet, LEFT, 19.2, ledger.title, _TITLE, room=_TITLE_ROOM, smallest=11)
    caution(sheet, 202.8, 12)
    seal_boxes(sheet, RIGHT, 12, ledger.seals)
    facts = (
        (LEFT, 27.0, "対象期間", ledger.period, 80.0),
        (LEFT, 32.4, "職場", ledger.workplace, 80.0),
        (120.0, 27.0, "登載件数", ledger.counts, 88.0),
        (120.0, 32.4, "期限", ledger.deadlines, 88.0),
    )
    for x, y, label, value, room in facts:
        sheet.spread(x, y, label, _FACT, _LABEL_WIDTH)
        one_line(sheet, x + _VALUE_AFTER, y, value, _FACT, room=room)


def _following_head(sheet: Sheet, ledger: LedgerSheet) -> None:
    one_line(sheet, LEFT, 17.2, ledger.title, _SMALL_TITLE, room=110, smallest=9)
    x = max(95.0, LEFT + 8 + min(110.0, width(ledger.title, _SMALL_TITLE.face, _SMALL_TITLE.size)))
    where = f"{ledger.period}　{ledger.workplace}"
    one_line(sheet, x, 17.2, where, _FACT, room=RIGHT - 19 - 4 - x)
    caution(sheet, RIGHT - 19, 12.5)


def _foot(sheet: Sheet, ledger: LedgerSheet, pages: int) -> None:
    sheet.rule(LEFT, _FOOT_RULE, RIGHT, _FOOT_RULE)
    sheet.text(LEFT, _FOOT_BASELINE, f"{ledger.form_number}　{ledger.form_version}", _FOOT)
    sheet.text((LEFT + RIGHT) / 2, _FOOT_BASELINE, f"ページ {sheet.page + 1} / {pages}", _PAGE, Align.CENTRE)
    right = f"出力 {ledger.printed_at}　{ledger.printed_by}　照合コード {ledger.check_code}"
    one_line(sheet, RIGHT, _FOOT_BASELINE, right, _FOOT, room=118, align=Align.RIGHT)
    one_line(sheet, LEFT, _FOOT_BASELINE + 3.2, ledger.print_note, _FOOT, room=RIGHT - LEFT)
