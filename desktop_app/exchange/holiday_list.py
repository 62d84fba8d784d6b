"""The company's holidays from a file: dates in every form that announcements have, and what the days are called.

With a head row the columns are found by their headings; without one, the dates are the first column in which the first
row has one. Nothing is guessed unseen: a doubtful date waits for a person.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.entered import is_office_day
from desktop_app.domain.holiday_facts import CompanyHoliday
from desktop_app.errors import ColumnsMissing, HolidaysTooMany, TableEmpty
from desktop_app.exchange.cells import CellReader, raw_text
from desktop_app.exchange.columns import Columns, Vocabulary, find_columns
from desktop_app.exchange.findings import Finding, FindingKind, Level
from desktop_app.exchange.rows import ABSENT, padded, rows_below
from desktop_app.exchange.tables import STEP, Progress, RawTable, Row, Stop, Watch
from desktop_app.resources import resource_path

DAY, NAME = "holiday_day", "holiday_name"
MOST_A_YEAR = 200
"""Nobody has more: a longer list is of something else, or of every day."""


@cache
def _vocabulary() -> Vocabulary:
    data: dict[str, Any] = yaml.safe_load(resource_path("office/holidays.yaml").read_text(encoding="utf-8"))
    return Vocabulary.of(data["fields"], data["required"])


@dataclass(frozen=True, slots=True)
class HolidayList:
    """All days read, in order, and all findings in the order of the file."""

    holidays: tuple[CompanyHoliday, ...]
    findings: tuple[Finding, ...]

    def at(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The fiscal years the days lie in."""
        return tuple(sorted({fiscal_year(one.day) for one in self.holidays}))


def read_holiday_list(
    table: RawTable, *, today: dt.date, progress: Progress | None = None, stop: Stop | None = None
) -> HolidayList:
    """Read *table* as holidays.

    Raises ColumnsMissing (no column of dates), TableEmpty (no rows below the head), HolidaysTooMany, ReadingStopped.
    """
    columns = _columns(table, today)
    width = max(columns.fields.values()) + 1
    reader, watch = CellReader(today, ""), Watch(progress, stop)
    found: dict[dt.date, CompanyHoliday] = {}
    rows = 0
    for number, row in rows_below(table, columns, DAY):
        if number % STEP == 0:
            watch.look(number, len(table.rows))
        if _is_remark(row):
            continue
        rows += 1
        row = padded(row, width)  # noqa: PLW2901 - without a head, rows are as short as they like
        cell = row[columns.fields[DAY]]
        if not raw_text(cell).strip():
            reader.note(number, DAY, FindingKind.MISSING_VALUE)
            continue
        day = reader.date(number, DAY, cell)
        if day is not None and not is_office_day(day):
            reader.note(number, DAY, FindingKind.IMPOSSIBLE_DATE, text=raw_text(cell))
        elif day is not None:
            name = reader.text(number, NAME, row[columns.fields.get(NAME, ABSENT)])
            found.setdefault(day, CompanyHoliday(day, name))
    if not rows:
        raise TableEmpty
    _refuse_too_many(found)
    return HolidayList(tuple(found[day] for day in sorted(found)), tuple(reader.findings))


def _columns(table: RawTable, today: dt.date) -> Columns:
    columns = find_columns(table, None, _vocabulary())
    if not columns.missing:
        return columns
    first = next((row for row in table.rows if any(row) and not _is_remark(row)), ())
    probe = CellReader(today, "")
    places = [place for place, cell in enumerate(first) if raw_text(cell).strip() and probe.date(1, DAY, cell)]
    if not places:
        raise ColumnsMissing(fields=(DAY,))
    day = places[0]
    fields: Mapping[str, int] = {DAY: day} | ({NAME: day + 1} if len(first) > day + 1 else {})
    return Columns(0, (), fields, (), (), {})


def _is_remark(row: Row) -> bool:
    text = raw_text(row[0]).lstrip() if row else ""
    return text.startswith("#") and not text[1:2].isupper()  # #REF! is no remark


def _refuse_too_many(found: Mapping[dt.date, CompanyHoliday]) -> None:
    for year, count in Counter(map(fiscal_year, found)).items():
        if count > MOST_A_YEAR:
            raise HolidaysTooMany(year=year, count=count, limit=MOST_A_YEAR)
