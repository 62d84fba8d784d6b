"""Fiscal years, half-years and business days (domain notes §5.1).

The Japanese fiscal year starts on 1 April. Saturdays, Sundays, listed holidays and 29 December to 3 January
are no business days; which days are holidays is data (``resources/calendars``, company holidays from a CSV).
"""

from __future__ import annotations

import calendar as months
import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

from desktop_app.errors import BadDate, BadHalfYear

_APRIL = 4
_OCTOBER = 10
_SATURDAY = 5
_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
_ONE_DAY = timedelta(days=1)
_YEAR_DIGITS = 4


def fiscal_year(day: date) -> int:
    """Return the fiscal year (April to March) *day* lies in."""
    return day.year if day.month >= _APRIL else day.year - 1


def period_end(start: date, years: int) -> date:
    """Return the last day of *years* that begin on *start* (Civil Code, articles 140 and 143).

    It ends on the day before the corresponding day, or on the last day of the month where there is none.
    """
    year = start.year + years
    last = months.monthrange(year, start.month)[1]
    return date(year, start.month, last) if start.day > last else date(year, start.month, start.day) - _ONE_DAY


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """Half a fiscal year: 1 is 上期 (April to September), 2 is 下期 (October to March of the next year)."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the half-year *day* lies in."""
        return cls(fiscal_year(day), 1 if _APRIL <= day.month < _OCTOBER else 2)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026H2``. Raises BadHalfYear."""
        year, mark, half = text.strip().upper().partition("H")
        digits = year.isascii() and year.isdecimal() and len(year) == _YEAR_DIGITS
        # The first and last years date can hold have no whole half-year.
        if not (digits and mark and half in {"1", "2"} and date.min.year < int(year) < date.max.year):
            raise BadHalfYear(text=text)
        return cls(int(year), int(half))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, _APRIL if self.half == 1 else _OCTOBER, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, 9, 30) if self.half == 1 else date(self.year + 1, 3, 31)

    @property
    def code(self) -> str:
        """The code used in case numbers: two digits of the year and A (上期) or B (下期)."""
        return f"{self.year % 100:02d}{'A' if self.half == 1 else 'B'}"

    def contains(self, day: date) -> bool:
        """Tell whether *day* lies in this half-year."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year}H{self.half}"


@dataclass(frozen=True)
class Calendar:
    """The business days, given the holidays."""

    holidays: frozenset[date]

    def is_business_day(self, day: date) -> bool:
        """Tell whether people work on *day*."""
        return day.weekday() < _SATURDAY and (day.month, day.day) not in _YEAR_END and day not in self.holidays

    def business_day_before(self, day: date) -> date:
        """Return the last business day strictly before *day*."""
        return self.add_business_days(day, -1)

    def add_business_days(self, day: date, count: int) -> date:
        """Return the *count*-th business day after *day* (before it when negative; *day* itself for 0)."""
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_business_day(day)
        return day

    def business_days_until(self, today: date, day: date) -> int:
        """Return the number of business days from the day after *today* through *day*; 0 when it has come."""
        return _business_days(self, today, day)


# Ten thousand cases share some hundred deadlines; counting their days anew took two seconds.
@lru_cache(maxsize=4096)
def _business_days(calendar: Calendar, today: date, day: date) -> int:
    span = (day - today).days
    return sum(calendar.is_business_day(today + timedelta(days=n)) for n in range(1, span + 1))


def read_holidays(text: str) -> frozenset[date]:
    """Read holidays from CSV text: a date (2026-01-01 or 2026/1/1) and anything after it on each line.

    Empty lines, lines starting with ``#`` and a head line are passed over. Raises BadDate.
    """
    days: set[date] = set()
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if not line.startswith("#")]
    for number, row in enumerate(csv.reader(lines)):
        cell = row[0].strip() if row else ""
        if not cell or (number == 0 and not any(char.isdecimal() for char in cell)):
            continue
        parts = cell.replace("/", "-").split("-")
        try:
            year, month, day = (int(part) for part in parts)
            days.add(date(year, month, day))
        except ValueError:
            raise BadDate(text=cell) from None
    return frozenset(days)
