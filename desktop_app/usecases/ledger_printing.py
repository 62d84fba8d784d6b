"""The ledger on paper: 様式第4号 from the same rows as the screen (measures H7, H8)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.clock import office_time
from desktop_app.domain.dates import time_stamp
from desktop_app.domain.facts import PrintSubstitute
from desktop_app.domain.summary import CaseSummary, Judgement
from desktop_app.errors import PrintingStopped
from desktop_app.exchange.durable import replacing
from desktop_app.journal.codec import encode_value
from desktop_app.papers.ledger.printing import (
    UNKNOWN,
    LedgerLine,
    LedgerSheet,
    Paging,
    StepHead,
    drawing,
    measuring,
    one_page,
)
from desktop_app.papers.typesetting.runs import missing_glyphs
from desktop_app.papers.typesetting.substitutes import substituted, substitution_note
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.ledger import judged_line
from desktop_app.usecases.ledger_choice import LedgerChoice, chosen, period_words, selection_words, whole
from desktop_app.usecases.ledger_cover import chain_heads, counted, uncounted_cover
from desktop_app.usecases.ledger_lines import paper_line
from desktop_app.usecases.ledger_tally import Tally
from desktop_app.usecases.ledger_workplaces import Workplaces, require_known, workplaces_of
from desktop_app.usecases.people import require_seat_free

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def write_ledger_pdf(
    app: App,
    choice: LedgerChoice | HalfYear,
    out: Path,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> int:
    """Write 様式第4号 to *out*, replacing it whole or not at all; returns the pages. A half-year alone is all of it.

    Its memory does not grow with the rows. Raises UnknownWorkplace, GlyphMissing, RowTooTall, PrintingStopped,
    FolderNotWritable.
    """
    print_ = LedgerPrint(app, choice)
    _run(print_.measuring(), lambda _done: 0, print_.total, progress, stop)
    with replacing(out) as file:
        _run(print_.drawing(file), lambda done: done, print_.total, progress, stop)
    return print_.pages


def render_ledger_pdf(
    app: App, choice: LedgerChoice | HalfYear, progress: Progress | None = None, stop: Stop | None = None
) -> tuple[bytes, int]:
    """Return 様式第4号 as a PDF, and its number of pages; otherwise like ``write_ledger_pdf``."""
    print_, out = LedgerPrint(app, choice), BytesIO()
    _run(print_.measuring(), lambda _done: 0, print_.total, progress, stop)
    _run(print_.drawing(out), lambda done: done, print_.total, progress, stop)
    return out.getvalue(), print_.pages


class LedgerPrint:
    """One printing of the ledger, which a window can make a little at a time: measure, then draw.

    Single pages can be looked at as soon as their rows are measured. ``is_stale`` once the record has changed since.
    """

    def __init__(self, app: App, choice: LedgerChoice | HalfYear) -> None:
        require_seat_free(app)
        self._app, self._choice = app, choice
        self._heads = app.record.heads()
        choice = LedgerChoice(half=choice) if isinstance(choice, HalfYear) else choice
        require_known(app, choice.workplaces)
        wanted = chosen(app, choice)
        places = workplaces_of(app, wanted)
        self.total = app.cases.count(wanted)
        all_rows = app.cases.count(whole(choice)) if choice.is_narrowed else self.total
        programme, workplace = app.workplace.programme, app.workplace
        # Nobody is asked for the name in the foot: it gets a blank for the pen.
        printer = tuple(PrintSubstitute(character, "") for character in missing_glyphs(app.person.name))
        self._lines = _Lines(app, wanted, places, self.total)
        self._sheet = LedgerSheet(
            form_number=programme.ledger_number,
            form_version=f"第{programme.ledger_version}版（案）",
            title=programme.ledger_title.ja,
            period=period_words(app, choice),
            workplace=places.words(choice.workplaces),
            counts=UNKNOWN,
            deadlines=UNKNOWN,
            step_heads=tuple(StepHead(step.number, step.column_title.ja) for step in programme.ledger_steps),
            lines=self._lines,
            printed_at=time_stamp(office_time(app.now())),
            printed_by=substituted(app.person.name, printer),
            check_code=UNKNOWN,
            created_at=app.now(),
            glossary=(workplace.name, *places.names()),
            print_note=substitution_note(app.person.name, printer),
            selection=selection_words(choice, self.total, all_rows),
            heads=chain_heads(app),
            cover=uncounted_cover(places) if choice.cover else None,
        )
        self._paging = Paging(self._sheet)

    @property
    def pages(self) -> int:
        """The number of pages that can be looked at, the cover included; of all pages once measuring is done."""
        return self._paging.known + (1 if self._sheet.cover and (self._paging.known or self._paging.is_finished) else 0)

    @property
    def is_counted(self) -> bool:
        """Whether the number of all pages is known."""
        return self._paging.is_finished

    def is_stale(self) -> bool:
        """Whether anything was recorded since the printing began; its pages would then not go together."""
        return self._app.record.heads() != self._heads

    def anew(self) -> LedgerPrint:
        """Begin the same printing again with what is recorded now."""
        return LedgerPrint(self._app, self._choice)

    def measuring(self) -> Iterator[int]:
        """Measure all rows; yields how many are done. Raises GlyphMissing, RowTooTall."""
        yield from measuring(self._sheet, self._paging)
        tally, cover = self._lines.tally, self._sheet.cover
        self._sheet = replace(
            self._sheet,
            counts=tally.counts(),
            deadlines=tally.deadlines(),
            check_code=self._lines.check_code,
            cover=counted(cover, tally) if cover else None,
        )

    def drawing(self, out: BinaryIO) -> Iterator[int]:
        """Draw all pages into *out*; yields after each how many rows are done."""
        return drawing(self._sheet, self._paging, out)

    def page(self, number: int) -> bytes:
        """Return one page alone (0 is the first) as a PDF; what is not counted yet is shown as …."""
        return one_page(self._sheet, self._paging, number)


class _Lines:
    """The rows as the paper shows them, read from the record each time they are asked for."""

    def __init__(self, app: App, wanted: CaseFilter, places: Workplaces, total: int) -> None:
        self._app, self._places, self._total = app, places, total
        # A combined ledger is that of one workplace after the other.
        self._parts = tuple((replace(wanted, workplaces=frozenset({code})), code) for code in places.codes())
        if not places.is_combined:
            self._parts = ((wanted, ""),)
        self.tally, self.check_code = Tally(), UNKNOWN
        """What all rows add up to, and the last eight digits of their hash; known once they were all read."""

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[LedgerLine]:
        digest, tally = hashlib.sha256(), Tally()
        walked = chain.from_iterable(self._app.cases.walk(wanted) for wanted, _code in self._parts)
        for summary in walked:
            judged = judged_line(self._app, summary)
            digest.update(encode_value(summary))
            tally.add(summary, judged[0])
            yield self._line(summary, judged)
        self.tally, self.check_code = tally, digest.hexdigest()[-8:].upper()

    def __getitem__(self, part: slice) -> Sequence[LedgerLine]:
        first, last = part.start, part.stop
        found: list[LedgerLine] = []
        for wanted, code in self._parts:
            here = self._places.rows(code) if self._places.is_combined else self._total
            if first < here and last > 0:
                begin = max(0, first)
                here_are = self._app.cases.page(wanted, begin, min(last, here) - begin)
                found += [self._line(summary, judged_line(self._app, summary)) for summary in here_are]
            first, last = first - here, last - here
        return found

    def _line(self, summary: CaseSummary, judged: tuple[Judgement, int]) -> LedgerLine:
        group = self._places.heading(summary.origin.org_code)
        return paper_line(self._app, summary, judged, group)


def _run(
    steps: Iterator[int], shown: Callable[[int], int], total: int, progress: Progress | None, stop: Stop | None
) -> None:
    for done in steps:
        if progress:
            progress(shown(done), total)
        if stop and stop():
            raise PrintingStopped
