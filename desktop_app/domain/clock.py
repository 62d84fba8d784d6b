"""Time comes in as an argument: the record is kept in UTC, the office lives in Japan's time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")

Clock = Callable[[], datetime]
"""Returns the present instant, timezone-aware, in UTC."""


def utc_now() -> datetime:
    """Return the machine's present instant in UTC."""
    return datetime.now(UTC)


def office_date(instant: datetime) -> date:
    """Return the date on which an instant falls in the office."""
    return instant.astimezone(JST).date()


def office_time(instant: datetime) -> datetime:
    """Return an instant as the office's clock shows it."""
    return instant.astimezone(JST)


def office_midnight(day: date) -> datetime:
    """Return the instant (UTC) at which a day begins in the office."""
    return datetime(day.year, day.month, day.day, tzinfo=JST).astimezone(UTC)
