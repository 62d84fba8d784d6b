"""Dates as people write them, read and written (domain notes §6.4, §7.1; paper notes §4).

A date is *doubtful* when more than one reading is possible or something had to be guessed; a wareki, compact
or Excel serial date has exactly one reading and is not. Eras are a table; a new one is one line. Of the written forms,
one paper keeps to one: letters have the weekday, tables points, ledger steps month and day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache


class DateReason(Enum):
    """Why a reading is doubtful, or why there is none."""

    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE = "impossible"  # written like a date, but no such day
    YEAR_GUESSED = "year_guessed"  # month and day only
    SHORT_YEAR = "short_year"  # two digits, era or century guessed
    DAY_OR_MONTH = "day_or_month"  # 01/02/2026
    OUTSIDE_ERA = "outside_era"  # 平成32年
    WEEKDAY_DIFFERS = "weekday_differs"


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text means as a date: *value* is None when nothing; *doubtful* asks a person to look."""

    value: date | None
    doubtful: bool
    reason: DateReason | None


@dataclass(frozen=True, slots=True)
class Era:
    """One era: its first day, its name and the letter it is abbreviated with."""

    first: date
    name: str
    letter: str


ERAS = (  # newest first; an era ends the day before the one above it starts
    Era(date(2019, 5, 1), "令和", "R"),
    Era(date(1989, 1, 8), "平成", "H"),
    Era(date(1926, 12, 25), "昭和", "S"),
    Era(date(1912, 7, 30), "大正", "T"),
)
WEEKDAYS = "月火水木金土日"

_SERIAL_EPOCH = date(1899, 12, 30)  # Excel's 1900 system, its phantom 1900-02-29 included
_SERIALS = range(30_000, 65_000)  # 1982 to 2077; smaller numbers are rather other things
_YEARS = range(1900, 2100)
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")

_ERA_MARKS = {mark: era for era in ERAS for mark in (era.name, era.name[0], era.letter)}
_SEP = r"[-/.]"
_ERA_DATE = re.compile(rf"({'|'.join(_ERA_MARKS)})(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})")
_ERA_COMPACT = re.compile(rf"({'|'.join(_ERA_MARKS)})(\d{{1,2}})(\d\d)(\d\d)")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})")
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}})")
_SHORT_YEAR = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})")
_MONTH_DAY = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}})")
_TIME = re.compile(r"(?<=\d)(?:T| +)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\(([{WEEKDAYS}])(?:曜日?)?\)$")
_KANJI_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")


@lru_cache(maxsize=4096)
def read_date(text: str, *, near: date) -> DateReading:
    """Read *text* as a date; missing years are filled in so that the date lies nearest to *near*."""
    folded = _TIME.sub("", unicodedata.normalize("NFKC", text).strip().upper())
    compact = "".join(folded.split()).removesuffix("付")
    weekday = _WEEKDAY.search(compact)
    if weekday:
        compact = compact[: weekday.start()]
    if not compact:
        return DateReading(None, doubtful=False, reason=DateReason.EMPTY)
    reading = _read(_with_separators(compact), near)
    if weekday and reading.value and WEEKDAYS[reading.value.weekday()] != weekday[1] and not reading.doubtful:
        return DateReading(reading.value, doubtful=True, reason=DateReason.WEEKDAY_DIFFERS)
    return reading


def serial_date(number: float) -> date | None:
    """Return the date an Excel serial number stands for, or None outside 1982 to 2077."""
    whole = int(number)
    return _SERIAL_EPOCH + timedelta(days=whole) if whole in _SERIALS else None


def to_wareki(day: date) -> str:
    """Return ``令和8年10月1日`` (元年 for the first year; the western year before the oldest era known)."""
    for era in ERAS:
        if day >= era.first:
            year = day.year - era.first.year + 1
            return f"{era.name}{'元' if year == 1 else year}年{month_and_day(day)}"
    return f"{day.year}年{month_and_day(day)}"


def long_date(day: date, *, era: bool = False, weekday: bool = True) -> str:
    """Return ``2026年10月1日（木）``, or with *era* ``令和8年10月1日（木）``; inside brackets without *weekday*."""
    written = to_wareki(day) if era else f"{day.year}年{month_and_day(day)}"
    return f"{written}{_weekday(day) if weekday else ''}"


def month_and_day(day: date) -> str:
    """Return ``10月1日``."""
    return f"{day.month}月{day.day}日"


def short_date(day: date) -> str:
    """Return ``10/1``."""
    return f"{day.month}/{day.day}"


def step_date(day: date, effective_date: date) -> str:
    """Return ``3/28`` in the year of *effective_date*, else ``24.12.20``: for the narrowest columns."""
    return short_date(day) if day.year == effective_date.year else f"{day.year % 100:02d}.{day.month}.{day.day}"


def dotted(day: date, *, weekday: bool = False) -> str:
    """Return ``2026.10.1``, or ``2026.10.1（木）`` in columns of at least 26 mm."""
    return f"{day.year}.{day.month}.{day.day}{_weekday(day) if weekday else ''}"


def period(first: date, last: date) -> str:
    """Return ``2026.4.1〜2026.9.30``, never with a shortened end: it is quoted alone in audits."""
    return f"{dotted(first)}〜{dotted(last)}"


def time_stamp(moment: datetime) -> str:
    """Return ``2026.10.2 09:14``."""
    return f"{dotted(moment.date())} {moment:%H:%M}"


def _weekday(day: date) -> str:
    return f"（{WEEKDAYS[day.weekday()]}）"


def _with_separators(text: str) -> str:
    """Write 令和七年十月一日 and 令和7年10月1日 as 令和7-10-1; anything else stays."""
    if text.isascii():
        return text
    text = _KANJI_TENS.sub(lambda tens: f"{tens[1] or '一'}{tens[2] or '〇'}", text).translate(_KANJI_DIGITS)
    text = text.replace("元年", "1年").replace("年度", "?")
    return text.replace("年", "-").replace("月", "-").removesuffix("日")


def _read(text: str, near: date) -> DateReading:
    if text.isascii() and text.removesuffix(".0").isdecimal():
        return _read_digits(text.removesuffix(".0"), near)
    if found := _ERA_DATE.fullmatch(text) or _ERA_COMPACT.fullmatch(text):
        return _read_era(_ERA_MARKS[found[1]], int(found[2]), int(found[3]), int(found[4]))
    if found := _YEAR_FIRST.fullmatch(text):
        return _certain(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(text):
        return _read_year_last(int(found[3]), int(found[1]), int(found[2]))
    if found := _SHORT_YEAR.fullmatch(text):
        return _read_short_year(int(found[1]), int(found[2]), int(found[3]), near)
    if found := _MONTH_DAY.fullmatch(text):
        return _read_month_day(int(found[1]), int(found[2]), near)
    return DateReading(None, doubtful=False, reason=DateReason.NOT_A_DATE)


def _read_digits(text: str, near: date) -> DateReading:
    match len(text):
        case 8:
            return _certain(int(text[:4]), int(text[4:6]), int(text[6:]))
        case 6:
            return _read_short_year(int(text[:2]), int(text[2:4]), int(text[4:]), near)
        case 5 if serial := serial_date(int(text)):
            return DateReading(serial, doubtful=False, reason=None)
        case 4:
            return _read_month_day(int(text[:2]), int(text[2:]), near)
        case _:
            return DateReading(None, doubtful=False, reason=DateReason.NOT_A_DATE)


def _read_era(era: Era, year: int, month: int, day: int) -> DateReading:
    value = _day(era.first.year + year - 1, month, day)
    if not value or not year:
        return DateReading(None, doubtful=False, reason=DateReason.IMPOSSIBLE)
    if era is not next((known for known in ERAS if value >= known.first), None):
        return DateReading(value, doubtful=True, reason=DateReason.OUTSIDE_ERA)
    return DateReading(value, doubtful=False, reason=None)


def _read_year_last(year: int, first: int, second: int) -> DateReading:
    month_first, day_first = _day(year, first, second), _day(year, second, first)
    if month_first and day_first and month_first != day_first:
        return DateReading(month_first, doubtful=True, reason=DateReason.DAY_OR_MONTH)
    return _certain(year, *((first, second) if month_first else (second, first)))


def _read_short_year(first: int, second: int, third: int, near: date) -> DateReading:
    candidates = [_day(base + first, second, third) for base in (2000, *(era.first.year - 1 for era in ERAS[:2]))]
    if not any(candidates):
        candidates = [_day(2000 + third, first, second), _day(2000 + third, second, first)]
    return _nearest(iter(candidates), near, DateReason.SHORT_YEAR)


def _read_month_day(month: int, day: int, near: date) -> DateReading:
    # Eight years hold at least one 29 February, whatever the century.
    years = range(near.year - 8, near.year + 9)
    return _nearest((_day(year, month, day) for year in years), near, DateReason.YEAR_GUESSED)


def _nearest(candidates: Iterator[date | None], near: date, reason: DateReason) -> DateReading:
    days = [day for day in candidates if day]
    if not days:
        return DateReading(None, doubtful=False, reason=DateReason.IMPOSSIBLE)
    return DateReading(min(days, key=lambda day: abs(day - near)), doubtful=True, reason=reason)


def _certain(year: int, month: int, day: int) -> DateReading:
    value = _day(year, month, day)
    return DateReading(value, doubtful=False, reason=None if value else DateReason.IMPOSSIBLE)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
