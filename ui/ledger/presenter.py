"""Reads the ledger on the desk lane: first what the window shows, then the figures, then what is scrolled to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.programme import Step
from desktop_app.domain.summary import Judgement
from desktop_app.store.queries import CaseFilter
from desktop_app.text import _, language
from desktop_app.usecases.ledger import (
    LedgerCounts,
    LedgerEntry,
    judged_so,
    ledger_counts,
    ledger_entries,
    remarks,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App, Changed
    from desktop_app.usecases.ledger_printing import LedgerPrint
    from ui.desk import Desk, Navigator

FIRST = 40
"""Rows of the first reading: what a window can show, a little more."""

PAGE = 100
"""Rows of every further reading."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row and its 備考 in words."""

    entry: LedgerEntry
    remarks: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person asks to see; ``half`` None means the half-year of today."""

    half: HalfYear | None = None
    text: str = ""
    judged: Judgement | None = None
    remarkable_only: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the period restricts the rows."""
        return bool(self.text or self.judged or self.remarkable_only)


class Span(Enum):
    """How much time is printed: the half-year in sight, its fiscal year, everything."""

    HALF = "half"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is printed; *place* is an org code, None for all; *narrowed*: only the rows in sight."""

    span: Span = Span.HALF
    place: str | None = None
    narrowed: bool = False
    cover: bool = False


@dataclass(frozen=True, slots=True)
class LedgerState:
    """What stands around the rows, and the first of them."""

    half: HalfYear
    halves: tuple[HalfYear, ...]
    steps: tuple[Step, ...]
    form: str
    workplace: str
    org_code: str
    rows: tuple[LedgerRow, ...]


class LedgerView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: LedgerState) -> None:
        """Show period, columns and first rows."""

    def show_counts(self, counts: LedgerCounts, whole: LedgerCounts) -> None:
        """Show the figures: of the rows in sight and of the whole period."""

    def show_page(self, number: int, rows: tuple[LedgerRow, ...]) -> None:
        """Show a page that was scrolled to."""

    def doubt_rows(self) -> None:
        """Have the rows in sight read again."""

    def show_places(self, places: tuple[tuple[str, str], ...]) -> None:
        """Offer workplaces (org code, name) to print."""

    def show_exported(self, path: Path, rows: int) -> None:
        """Say that a file was written."""


class LedgerPresenter:
    """Reads, filters, exports and prints the ledger."""

    def __init__(
        self, view: LedgerView, desk: Desk, navigator: Navigator, half: HalfYear | None, *, owner: QObject
    ) -> None:
        self._view, self._desk, self._navigator, self._owner = view, desk, navigator, owner
        self.wanted = Wanted(half)
        self.state: LedgerState | None = None
        self._turn = 0

    def read(self) -> None:
        """Read the first rows, then the figures; what an earlier filter still brings is passed over."""
        self._turn += 1
        self._desk.ask(look, self.wanted, then=partial(self._show, self._turn), owner=self._owner)

    def narrow(self, **changed: Any) -> None:
        """Ask for other rows: half, text, judged, remarkable_only."""
        wanted = replace(self.wanted, **changed)
        if wanted != self.wanted:
            self.wanted = wanted
            self.read()

    def heard(self, _changed: Changed) -> None:
        """Keep place and selection; read again what is in sight, and the figures."""
        if self.state is not None:
            self._view.doubt_rows()
            self.count()

    def page(self, number: int) -> None:
        """Read a page that came into sight."""
        show = partial(self._show_page, self._turn, number)
        self._desk.ask(read_page, self.wanted, number, then=show, owner=self._owner)

    def open(self, row: LedgerRow | None) -> None:
        """Open a case, if its row is here already."""
        if row is not None:
            self._navigator.show_case(row.entry.summary.case_id)

    def export(self, kind: str, path: Path) -> None:
        """Write the period's rows as csv, xlsx or json; a filter does not shorten the file."""
        if self.state is not None:
            done = partial(self._view.show_exported, path)
            self._desk.ask(_export, self.state.half, kind, path, then=done, owner=self._owner)

    def preview(self, scope: Scope = Scope()) -> None:
        """Open 印刷プレビュー of what was chosen."""
        if self.state is not None:
            name = file_name(self.state, "pdf", scope.span)
            begin = partial(begin_printing, half=self.state.half, scope=scope, wanted=self.wanted)
            self._navigator.show_preview(_("Ledger"), begin, name)

    def read_places(self) -> None:
        """Read which workplaces there are to choose from."""
        self._desk.ask(places, then=self._view.show_places, owner=self._owner)

    def _show(self, turn: int, state: LedgerState) -> None:
        if turn == self._turn:
            self.state = state
            self.wanted = replace(self.wanted, half=state.half)
            self._view.show_state(state)

    def _show_page(self, turn: int, number: int, rows: tuple[LedgerRow, ...]) -> None:
        if turn == self._turn:
            self._view.show_page(number, rows)

    def count(self) -> None:
        """Read the figures; the screen asks once its first rows are painted."""
        self._desk.ask(count, self.wanted, then=partial(self._show_counts, self._turn), owner=self._owner)

    def _show_counts(self, turn: int, counted: tuple[LedgerCounts, LedgerCounts]) -> None:
        if turn == self._turn:
            self._view.show_counts(*counted)


def look(app: App, wanted: Wanted) -> LedgerState:
    """Read what the window shows first (on the desk lane)."""
    programme, workplace = app.workplace.programme, app.workplace
    now = HalfYear.of(app.today())
    half = wanted.half or now
    halves = sorted({*app.cases.halves(), now, half}, reverse=True)
    return LedgerState(
        half=half,
        halves=tuple(halves),
        steps=programme.ledger_steps,
        form=f"{programme.ledger_number}　{programme.ledger_title[language()]}",
        workplace=workplace.name,
        org_code=workplace.org_code,
        rows=_rows(app, replace(wanted, half=half), 0, FIRST),
    )


def read_page(app: App, wanted: Wanted, number: int) -> tuple[LedgerRow, ...]:
    """Read one page of rows."""
    return _rows(app, wanted, number * PAGE, PAGE)


def count(app: App, wanted: Wanted) -> tuple[LedgerCounts, LedgerCounts]:
    """Count the rows in sight, and all of the period."""
    period = CaseFilter(half=wanted.half)
    whole = ledger_counts(app, period)
    return (ledger_counts(app, _filter(app, wanted)) if wanted.is_narrowed else whole), whole


def file_name(state: LedgerState, suffix: str, span: Span = Span.HALF) -> str:
    """Return e.g. 管理表_NSC01_2026上期.csv."""
    half = state.half
    part = {1: _("first half"), 2: _("second half")}[half.half]
    words = {
        Span.HALF: _("Ledger_{code}_{year}{half}").format(code=state.org_code, year=half.year, half=part),
        Span.YEAR: _("Ledger_{code}_{year}").format(code=state.org_code, year=half.year),
        Span.ALL: _("Ledger_{code}").format(code=state.org_code),
    }
    return f"{words[span]}.{suffix}"


def begin_printing(app: App, *, half: HalfYear, scope: Scope, wanted: Wanted) -> LedgerPrint:
    """Begin to set 様式第4号 (on the desk lane)."""
    from desktop_app.usecases.ledger_choice import LedgerChoice
    from desktop_app.usecases.ledger_printing import LedgerPrint

    narrowed = wanted if scope.narrowed else Wanted()
    choice = LedgerChoice(
        half=half if scope.span is Span.HALF else None,
        fiscal_year=half.year if scope.span is Span.YEAR else None,
        workplaces=frozenset({scope.place}) if scope.place is not None else frozenset(),
        text=narrowed.text,
        judged=narrowed.judged,
        remarkable_only=narrowed.remarkable_only,
        cover=scope.cover,
    )
    return LedgerPrint(app, choice)


def places(app: App) -> tuple[tuple[str, str], ...]:
    """Return the workplaces that have cases here."""
    from desktop_app.usecases.ledger_workplaces import known_workplaces

    return known_workplaces(app)


def _export(app: App, half: HalfYear, kind: str, path: Path) -> int:
    from desktop_app.usecases.ledger import export_ledger

    return export_ledger(app, half, kind, path)


def _rows(app: App, wanted: Wanted, offset: int, limit: int) -> tuple[LedgerRow, ...]:
    entries = ledger_entries(app, _filter(app, wanted), offset, limit)
    return tuple(LedgerRow(entry, remarks(app, entry.summary)) for entry in entries)


def _filter(app: App, wanted: Wanted) -> CaseFilter:
    every = CaseFilter(text=wanted.text, half=wanted.half, remarkable_only=wanted.remarkable_only)
    return judged_so(app, every, wanted.judged)
