"""The business days deadlines are counted in: holidays that ship (``resources/calendars``), and the company's own."""

from __future__ import annotations

from functools import cache

from desktop_app.domain.calendar import Calendar, read_holidays
from desktop_app.domain.office_calendars import OfficeCalendars
from desktop_app.domain.workplace import Workplace
from desktop_app.resources import resource_path


@cache
def office_calendar() -> Calendar:
    """Return the calendar of the country, which every installation has."""
    return Calendar(read_holidays(resource_path("calendars/japan.csv").read_text(encoding="utf-8")))


class KnownCalendars:
    """The calendars of the workplace as it is known now; made anew only when its holidays changed."""

    def __init__(self) -> None:
        self._made = OfficeCalendars(office_calendar(), ())

    def of(self, workplace: Workplace | None) -> OfficeCalendars:
        """Return the calendars as *workplace* knows them."""
        if workplace is not None and self._made.known is not workplace.holidays:
            self._made = OfficeCalendars(office_calendar(), workplace.holidays)
        return self._made
