"""What 会社の休日 asks of the desk lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.usecases import company_holidays
from desktop_app.usecases.programmes import MAY_ADOPT

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.domain.holiday_facts import CompanyHoliday
    from desktop_app.usecases.company_holidays import HolidayPreview, Statement


@dataclass(frozen=True, slots=True)
class HolidayState:
    """The years with their days, the history, the latest first, and whether the person here may change anything."""

    years: tuple[tuple[int, tuple[CompanyHoliday, ...]], ...]
    history: tuple[Statement, ...]
    may_change: bool


def state(app: App) -> HolidayState:
    """Return what the section shows."""
    years = tuple(company_holidays.company_holidays(app).items())
    return HolidayState(years, company_holidays.stated_holidays(app), app.person.role in MAY_ADOPT)


def take_in(app: App, preview: HolidayPreview) -> int:
    """Record a list that the person looked at; returns how many days."""
    return company_holidays.import_holidays(app, preview, accept_doubtful=True)


def withdraw(app: App, year: int) -> int:
    """Take a year's holidays back; returns how many they were."""
    return company_holidays.withdraw_holidays(app, year)
