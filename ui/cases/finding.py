"""Which cases are wanted, and reading them page by page on the desk lane.

A fiscal year is its two half-years one after the other: the ledger's order is by date, so the pages simply follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.domain.calendar import HalfYear, fiscal_year
from desktop_app.domain.case import CaseState
from desktop_app.domain.disposal_line import LeftTheLists
from desktop_app.domain.programme import Step
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.desk import CaseLine, case_lines
from desktop_app.usecases.disposal_overview import left_the_lists

if TYPE_CHECKING:
    from desktop_app.app import App

PAGE = 200
"""Cases read at once when there are many."""

WHOLE = 2_000
"""Up to here everything is read, and the table can be sorted by any column."""


@dataclass(frozen=True, slots=True)
class Period:
    """A whole fiscal year (half 0) or one half-year."""

    year: int
    half: int = 0

    def halves(self) -> tuple[HalfYear, ...]:
        """Return the half-years meant."""
        return tuple(HalfYear(self.year, half) for half in ((1, 2) if not self.half else (self.half,)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions of the page; None and empty do not restrict."""

    text: str = ""
    period: Period | None = None
    state: CaseState | None = None
    affiliates_only: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether no condition is set."""
        return self == Wanted()

    def filters(self) -> tuple[CaseFilter, ...]:
        """Return the store's filters, in ledger order."""
        halves: tuple[HalfYear | None, ...] = self.period.halves() if self.period else (None,)
        states = frozenset((self.state,)) if self.state else frozenset[CaseState]()
        return tuple(
            CaseFilter(text=self.text, half=half, states=states, in_scope_only=self.affiliates_only) for half in halves
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A case in the table, with the step its first gap is in."""

    line: CaseLine
    step: Step | None


@dataclass(frozen=True, slots=True)
class Found:
    """How many cases there are and those from *offset* on; ``total`` counts all cases, ``periods`` what exists."""

    wanted: Wanted
    count: int
    offset: int
    lines: tuple[Line, ...]
    total: int
    periods: tuple[Period, ...]
    left: LeftTheLists | None = None
    """What became of the case whose number was searched, when no list shows it any more."""


def find(app: App, wanted: Wanted) -> Found:
    """Count the cases wanted and read the first of them, or all while they are few."""
    counts = [app.cases.count(one) for one in wanted.filters()]
    count = sum(counts)
    lines = _read(app, wanted, counts, 0, count if count <= WHOLE else PAGE)
    total = count if wanted.is_everything else app.cases.count(CaseFilter(in_scope_only=False))
    left = left_the_lists(app, wanted.text) if wanted.text and not count else None
    return Found(wanted, count, 0, lines, total, _periods(app), left)


def read_page(app: App, wanted: Wanted, offset: int) -> Found:
    """Read one more page."""
    counts = [app.cases.count(one) for one in wanted.filters()]
    return Found(wanted, sum(counts), offset, _read(app, wanted, counts, offset, PAGE), 0, ())


def _read(app: App, wanted: Wanted, counts: list[int], offset: int, limit: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    for one, count in zip(wanted.filters(), counts, strict=True):
        if offset < count and len(lines) < limit:
            lines += (_line(app, line) for line in case_lines(app, one, offset, limit - len(lines)))
        offset = max(0, offset - count)
    return tuple(lines)


def _line(app: App, line: CaseLine) -> Line:
    code = line.summary.first_unanswered_step
    programme = app.workplace.programme_of(line.summary.programme_id, line.summary.programme_version)
    return Line(line, programme.step(code) if code else None)


def _periods(app: App) -> tuple[Period, ...]:
    """Return the fiscal years and half-years that have cases, this year always among them, newest first."""
    halves = app.cases.halves()
    found: list[Period] = []
    for year in sorted({half.year for half in halves} | {fiscal_year(app.today())}, reverse=True):
        found.append(Period(year))
        found += (Period(year, half) for half in (2, 1) if HalfYear(year, half) in halves)
    return tuple(found)
