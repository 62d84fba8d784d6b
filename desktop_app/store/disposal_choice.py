"""Choosing the cases that go with a fiscal year out of all cases, and those laid aside while it can be withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.disposal_choice import Fate, fate, kept_until
from desktop_app.domain.disposal_facts import DisposalOrdered
from desktop_app.domain.disposals import DisposalStage
from desktop_app.domain.master_facts import RollRowsKept
from desktop_app.domain.retention import LegalHold
from desktop_app.domain.summary import CaseSummary
from desktop_app.store.findings import Findings
from desktop_app.store.queries import CaseFilter, Cases
from desktop_app.store.record import Record

_ORDERS_TAG, _ROWS_TAG = "correction-ordered/1", "roll-rows-kept/1"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an order takes: the cases that go, those that something holds (with what), and how many have to wait.

    *kept_until* is the latest last day of retention of those that go.
    """

    goes: tuple[CaseSummary, ...]
    held: tuple[tuple[CaseSummary, tuple[str, ...]], ...]
    not_yet: int
    kept_until: date | None


class DisposalChoice:
    """Chooses among the cases of one home."""

    def __init__(self, record: Record, findings: Findings) -> None:
        self._record, self._findings = record, findings
        self._cases = Cases(record.database)
        self._known: tuple[object, ...] = ()
        self._aside: frozenset[str] = frozenset()

    def choose(self, year: int, ordered_on: date) -> Chosen:
        """Return what goes with *year* by an order of *ordered_on*."""
        goes: list[CaseSummary] = []
        held: list[tuple[CaseSummary, tuple[str, ...]]] = []
        last, not_yet = HalfYear(year, 2).last, 0
        until: date | None = None
        ordered = self._cases.told(_ORDERS_TAG)
        for summary in self._cases.walk(CaseFilter(in_scope_only=False)):
            if summary.effective_date > last:
                break  # they come by that day
            rule = self._record.workplace.programme_of(summary.programme_id, summary.programme_version).retention
            holds = self.holds_on(summary.case_id, asked=summary.case_id in ordered)
            match fate(summary, rule, year, ordered_on, holds):
                case Fate.GOES:
                    goes.append(summary)
                    until = max(filter(None, (until, kept_until(summary, rule))), default=None)
                case Fate.HELD:
                    held.append((summary, tuple(one.finding_no for one in holds)))
                case Fate.NOT_YET:
                    not_yet += 1
                case Fate.STAYS:
                    pass
        return Chosen(tuple(goes), tuple(held), not_yet, until)

    def holds_on(self, case_id: str, *, asked: bool) -> tuple[LegalHold, ...]:
        """Return what keeps a case: findings that are not closed, and orders of headquarters that nobody answered."""
        open_ones = (one.finding_no for one in self._findings.of_case(case_id) if one.is_open)
        orders = (one.order_no for one in self._record.case(case_id).open_orders) if asked else ()
        return tuple(LegalHold(case_id, number) for number in (*open_ones, *orders))

    def laid_aside(self) -> frozenset[str]:
        """Return the cases that are in no list while an approved order can still be withdrawn."""
        disposals = self._record.workplace.disposals
        orders = tuple(one.order for one in disposals.values() if one.stage is DisposalStage.APPROVED)
        if not orders:
            return frozenset()
        # What else could change it is recorded about cases that ended years ago: it shows with the next of these.
        known = (orders, frozenset(one.case_id for one in self._findings.all() if one.is_open))
        if known != self._known:
            self._aside, self._known = self._of(orders), known
        return self._aside

    def _of(self, orders: Iterable[DisposalOrdered]) -> frozenset[str]:
        chosen = (self.choose(order.fiscal_year, order.ordered_on) for order in orders)
        return frozenset(summary.case_id for each in chosen for summary in each.goes)

    def with_cases(self, goes: Iterable[CaseSummary]) -> tuple[str, ...]:
        """Return what goes with cases: findings about them, and announcements whose cases have all gone.

        Rows without a case go with the others; where none of an announcement's cases ever goes, it stays.
        """
        goes = tuple(goes)
        numbers = {summary.case_no for summary in goes}
        gone = {case.case_no for one in self._record.workplace.disposals.values() for case in one.cases}
        named: dict[str, set[str]] = defaultdict(set)
        for list_id in self._cases.told(_ROWS_TAG):
            for recorded in self._record.history(list_id):
                if isinstance(recorded.fact, RollRowsKept):
                    named[list_id] |= {row.case_no for row in recorded.fact.rows if row.case_no}
        lists = sorted(one for one, some in named.items() if some & numbers and some <= numbers | gone)
        about = (one.finding_id for summary in goes for one in self._findings.of_case(summary.case_id))
        return (*about, *lists)
