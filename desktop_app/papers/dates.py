"""Dates as our papers write them; one form keeps to one calendar.

Letters have the weekday, tables points, ledger steps month and day (paper notes §4).
"""

from __future__ import annotations

import datetime as dt

_WEEKDAYS = "月火水木金土日"
_ERAS = (
    (dt.date(2019, 5, 1), "令和", 2018),
    (dt.date(1989, 1, 8), "平成", 1988),
    (dt.date(1926, 12, 25), "昭和", 1925),
)


def weekday_mark(day: dt.date) -> str:
    """Return the weekday in full-width brackets, e.g. （火）."""
    return f"（{_WEEKDAYS[day.weekday()]}）"


def letter_date(day: dt.date, *, era: bool = False, weekday: bool = True) -> str:
    """Return e.g. 2025年4月1日（火）, or 令和7年4月1日（火） with *era*; no weekday inside brackets."""
    year = f"{day.year}"
    if era:
        for first, name, before in _ERAS:
            if day >= first:
                year = f"{name}{'元' if day.year - before == 1 else day.year - before}"
                break
    return f"{year}年{day.month}月{day.day}日{weekday_mark(day) if weekday else ''}"


def table_date(day: dt.date, *, weekday: bool = False) -> str:
    """Return e.g. 2025.4.1, or 2025.4.3（木） in columns of at least 26 mm."""
    return f"{day.year}.{day.month}.{day.day}{weekday_mark(day) if weekday else ''}"


def step_date(day: dt.date, effective_date: dt.date) -> str:
    """Return e.g. 3/28 in the year of *effective_date*, else 24.12.20."""
    if day.year == effective_date.year:
        return f"{day.month}/{day.day}"
    return f"{day.year % 100:02d}.{day.month}.{day.day}"


def short_date(day: dt.date) -> str:
    """Return e.g. 3月27日, for the result table of the completion report."""
    return f"{day.month}月{day.day}日"


def period(first: dt.date, last: dt.date) -> str:
    """Return e.g. 2025.4.1〜2025.9.30, never with a shortened end: it is quoted alone in audits."""
    return f"{table_date(first)}〜{table_date(last)}"


def time_stamp(moment: dt.datetime) -> str:
    """Return e.g. 2025.10.2 09:14."""
    return f"{table_date(moment.date())} {moment:%H:%M}"
