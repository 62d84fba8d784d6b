"""The business days that deadlines are counted in: the holidays that ship (``resources/calendars``)."""

from __future__ import annotations

from functools import cache

from desktop_app.domain.calendar import Calendar, read_holidays
from desktop_app.resources import resource_path


@cache
def office_calendar() -> Calendar:
    """Return the calendar every deadline of this installation is counted in."""
    return Calendar(read_holidays(resource_path("calendars/japan.csv").read_text(encoding="utf-8")))
