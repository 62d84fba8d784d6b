"""Which days are business days, as was known at any moment: holidays of the country and those the company states.

A deadline is judged by the calendar that was known when it was kept or missed: a list of holidays that comes later
moves what is still open and changes no verdict an auditor has read (domain notes §5.1, T8).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.calendar import Calendar, fiscal_year
from desktop_app.domain.case import TransferCase
from desktop_app.domain.facts import Position
from desktop_app.domain.holiday_facts import CompanyHoliday, CompanyHolidaysStated


@dataclass(frozen=True, slots=True)
class HolidaysKnown:
    """A statement of holidays with its place in the journal, and when (UTC) and by whom it was made."""

    stated: CompanyHolidaysStated
    position: Position
    at: datetime
    by: str


class OfficeCalendars:
    """The calendars that followed one another; *known* in the journal's order, which every PC agrees on."""

    def __init__(self, country: Calendar, known: Sequence[HolidaysKnown]) -> None:
        self.known = known
        self._positions = [one.position for one in known]
        self._country = country
        self._made: dict[int, Calendar] = {0: country}

    @property
    def now(self) -> Calendar:
        """The calendar of what is still open."""
        return self._after(len(self.known))

    def of_case(self, case: TransferCase) -> Calendar:
        """Return the calendar a case's report is judged by: that known when it was handed in or the case ended."""
        if case.settled_at is None:
            return self.now
        return self._after(bisect_left(self._positions, case.settled_at))

    def holidays(self) -> dict[int, tuple[CompanyHoliday, ...]]:
        """Return the company's holidays in force, by fiscal year."""
        return _in_force(self.known)

    def _after(self, count: int) -> Calendar:
        if count not in self._made:
            days = {one.day for year in _in_force(self.known[:count]).values() for one in year}
            self._made[count] = Calendar(self._country.holidays | days)
        return self._made[count]


def _in_force(known: Sequence[HolidaysKnown]) -> dict[int, tuple[CompanyHoliday, ...]]:
    found: dict[int, tuple[CompanyHoliday, ...]] = {}
    for one in known:
        for year in one.stated.fiscal_years:
            found[year] = tuple(each for each in one.stated.holidays if fiscal_year(each.day) == year)
    return {year: days for year, days in sorted(found.items()) if days}
