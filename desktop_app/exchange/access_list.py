"""A list of accounts or rights exported from a system: who still has one (measures H3, T7; item A-07).

Only the number and the name of system and right are read; nothing else of the list is kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from desktop_app.errors import ColumnsMissing, TableEmpty
from desktop_app.exchange.cells import CellReader
from desktop_app.exchange.columns import Mapped, Vocabulary, find_columns
from desktop_app.exchange.rows import ABSENT, rows_below
from desktop_app.exchange.tables import STEP, Progress, RawTable, Stop, Watch
from desktop_app.resources import resource_path


@dataclass(frozen=True, slots=True)
class HeldRight:
    """One row: whose, in which system (empty: the file is of one system), which right. *row* counts as Excel does."""

    row: int
    employee_no: str
    system: str
    right: str


@cache
def _vocabulary() -> Vocabulary:
    data: dict[str, Any] = yaml.safe_load(resource_path("office/access-list.yaml").read_text(encoding="utf-8"))
    return Vocabulary.of(data["fields"], data["required"])


def read_access_list(
    table: RawTable,
    *,
    today: dt.date,
    mapping: Mapped | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[HeldRight, ...]:
    """Read *table* as a list of rights. Raises ColumnsMissing, ColumnUnknown, TableEmpty, ReadingStopped."""
    columns = find_columns(table, mapping, _vocabulary())
    if columns.missing:
        raise ColumnsMissing(fields=columns.missing)
    reader, watch = CellReader(today, ""), Watch(progress, stop)
    at = {name: columns.fields.get(name, ABSENT) for name in ("employee_no", "system", "right")}
    rights = []
    for number, row in rows_below(table, columns, "employee_no", "system"):
        if number % STEP == 0:
            watch.look(number, len(table.rows))
        employee_no = reader.code(number, "employee_no", row[at["employee_no"]])
        if employee_no:
            told = (reader.text(number, name, row[at[name]]) for name in ("system", "right"))
            rights.append(HeldRight(number, employee_no, *told))
    if not rights:
        raise TableEmpty
    return tuple(rights)
