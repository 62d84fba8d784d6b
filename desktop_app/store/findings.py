"""Reading findings (是正) out of the record: all of them at once, since a workplace has few.

They have no read table: each is folded once and kept until more facts about it are recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import sqlalchemy as sa

from desktop_app.domain.findings import FINDING_PREFIX, Finding, fold_finding
from desktop_app.errors import FindingUnknown
from desktop_app.keys.let_in import Standing
from desktop_app.store.record import Record
from desktop_app.store.tables import fact

_AFTER_PREFIX = FINDING_PREFIX[:-1] + chr(ord(FINDING_PREFIX[-1]) + 1)


class Findings:
    """The findings of this home."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._read_at = -1
        self._standing: Standing | None = None
        self._folded: dict[str, tuple[int, Finding | None]] = {}
        self._by_id: Mapping[str, Finding] = {}
        self._by_case: Mapping[str, tuple[Finding, ...]] = {}

    def all(self) -> tuple[Finding, ...]:
        """Return all findings by number."""
        self._refresh()
        return tuple(self._by_id.values())

    def get(self, finding_id: str) -> Finding | None:
        """Return a finding by its id, None when there is none."""
        self._refresh()
        return self._by_id.get(finding_id)

    def of_case(self, case_id: str) -> tuple[Finding, ...]:
        """Return the findings about a case, by number."""
        self._refresh()
        return self._by_case.get(case_id, ())

    def find(self, number: str) -> Finding:
        """Return the finding with a number (also one that another PC gave it), or an id. Raises FindingUnknown."""
        wanted = number.strip()
        for finding in self.all():
            if wanted in {finding.finding_id, finding.finding_no, *finding.other_numbers}:
                return finding
        raise FindingUnknown(finding_no=wanted)

    def with_cases(self, touched: frozenset[str]) -> frozenset[str]:
        """Return ids that were touched, and with each finding the case it is about, which shows it."""
        about = (self.get(one) for one in touched if one.startswith(FINDING_PREFIX))
        return touched | {finding.case_id for finding in about if finding is not None and finding.case_id}

    def _refresh(self) -> None:
        if self._read_at == self._record.writings:
            return
        now, standing = self._record.writings, self._record.standing
        if standing != self._standing:  # what counts of a history may be another part of it
            self._standing, self._folded = standing, {}
        counted = sa.select(fact.c.case_id, sa.func.count()).group_by(fact.c.case_id)
        with self._record.database.transaction() as connection:
            kept = counted.where(fact.c.case_id.between(FINDING_PREFIX, _AFTER_PREFIX))
            counts = {str(finding_id): int(count) for finding_id, count in connection.execute(kept)}
        self._folded = {finding_id: self._fold(finding_id, count) for finding_id, count in counts.items()}
        found = sorted(
            (finding for _count, finding in self._folded.values() if finding is not None),
            key=lambda one: (one.finding_no, one.finding_id),
        )
        of_case = defaultdict[str, list[Finding]](list)
        for finding in found:
            of_case[finding.case_id].append(finding)
        self._by_id = {finding.finding_id: finding for finding in found}
        self._by_case = {case_id: tuple(some) for case_id, some in of_case.items() if case_id}
        self._read_at = now

    def _fold(self, finding_id: str, count: int) -> tuple[int, Finding | None]:
        known = self._folded.get(finding_id)
        return known if known and known[0] == count else (count, fold_finding(self._record.history(finding_id)))
