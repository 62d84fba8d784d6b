"""The workplace's own 管理表 of before (an Excel book, mostly), read as history: in its own words, nothing judged.

Columns nobody knows are kept under their heading; they are the steps as the workplace called them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from desktop_app.domain.master_facts import FormerCase
from desktop_app.errors import ColumnsMissing, TableEmpty
from desktop_app.exchange.cells import CellReader, raw_text
from desktop_app.exchange.columns import Columns, Mapped, Vocabulary, find_columns
from desktop_app.exchange.findings import Finding, FindingKind, Level
from desktop_app.exchange.rows import rows_below
from desktop_app.exchange.tables import STEP, Progress, RawTable, Row, Stop, Watch
from desktop_app.resources import resource_path

_DATE, _NAME = "effective_date", "name"
_TEXTS = (
    "case_no",
    "employee_no",
    "kana",
    "origin",
    "destination",
    "reported_on",
    "confirmed_on",
    "confirmed_by",
    "remarks",
)


@dataclass(frozen=True, slots=True)
class FormerLedger:
    """All rows read and all findings, both in the order of the file."""

    columns: Columns
    rows: tuple[FormerCase, ...]
    findings: tuple[Finding, ...]

    def at(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)


@cache
def _vocabulary() -> Vocabulary:
    data: dict[str, Any] = yaml.safe_load(resource_path("office/former-ledger.yaml").read_text(encoding="utf-8"))
    return Vocabulary.of(data["fields"], data["required"])


def read_former_ledger(
    table: RawTable,
    *,
    today: dt.date,
    mapping: Mapped | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> FormerLedger:
    """Read *table* as a former ledger.

    Raises ColumnsMissing, ColumnUnknown, TableEmpty (no rows below the head), ReadingStopped.
    """
    columns = find_columns(table, mapping, _vocabulary())
    if columns.missing:
        raise ColumnsMissing(fields=columns.missing)
    reader, watch = CellReader(today, ""), Watch(progress, stop)
    rows = []
    for number, row in rows_below(table, columns, _NAME, _DATE):
        if number % STEP == 0:
            watch.look(number, len(table.rows))
        rows.append(_read_row(number, row, columns, reader))
    if not rows:
        raise TableEmpty
    return FormerLedger(columns, tuple(rows), tuple(sorted(reader.findings, key=lambda finding: finding.row)))


def _read_row(number: int, row: Row, columns: Columns, reader: CellReader) -> FormerCase:
    def text(field: str) -> str:
        index = columns.fields.get(field)
        return _shown(number, field, row, index, reader) if index is not None else ""

    name = text(_NAME)
    if not name:
        reader.note(number, _NAME, FindingKind.MISSING_VALUE)
    used = set(columns.fields.values())
    steps = {
        heading: _shown(number, None, row, index, reader)
        for index, heading in enumerate(columns.headings)
        if heading and index not in used
    }
    return FormerCase(
        row=number,
        name=name,
        effective_date=reader.date(number, _DATE, row[columns.fields[_DATE]]),
        steps={heading: value for heading, value in steps.items() if value},
        **{field: text(field) for field in _TEXTS},
    )


def _shown(number: int, field: str | None, row: Row, index: int, reader: CellReader) -> str:
    cell = row[index] if index < len(row) else None
    if isinstance(cell, dt.date):
        return f"{cell.year}.{cell.month}.{cell.day}"
    return reader.text(number, field or "", raw_text(cell))
