"""The people who have cases already: whom a new transfer could repeat, or be mistaken for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from desktop_app.domain.summary import KnownCase


class KnownPeople:
    """Cases by employee number, as far as they were asked for, and by name without blanks."""

    def __init__(self, by_number: Mapping[str, Sequence[KnownCase]]) -> None:
        self.by_number = by_number
        self._by_name: dict[str, list[KnownCase]] = defaultdict(list)
        for summaries in by_number.values():
            for summary in summaries:
                self._by_name[_joined(summary.transferee.name)].append(summary)

    def has(self, employee_no: str, effective_date: date) -> bool:
        """Whether this person has a case for that day."""
        return any(known.effective_date == effective_date for known in self.by_number.get(employee_no, ()))

    def others_named(self, name: str, employee_no: str) -> tuple[KnownCase, ...]:
        """Return the cases of other people who share a name."""
        alike = self._by_name.get(_joined(name), ())
        return tuple(known for known in alike if known.transferee.employee_no != employee_no)


def _joined(name: str) -> str:
    return "".join(name.split())
