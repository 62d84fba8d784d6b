"""The company's own holidays, stated fiscal year by fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CompanyHoliday:
    """A day on which this company does not work, and what it is called (empty: the file said nothing)."""

    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class CompanyHolidaysStated:
    """The company's holidays of some fiscal years, all of them: what was stated of those years before holds no more.

    ``holidays`` without a day of one of the years: there are none in it. ``source`` is the file's name, or "hand".
    """

    fiscal_years: tuple[int, ...]
    holidays: tuple[CompanyHoliday, ...]
    source: str
    source_sha256: str = ""
