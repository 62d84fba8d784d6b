"""Assignment history (所属履歴) as CSV or Excel brings it: who worked where, from when until when.

The judgement of a move rests on it, so nothing is guessed: a date that may mean two days refuses the whole file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.dates import read_date
from desktop_app.domain.entered import is_office_day
from desktop_app.domain.names import clean_text, fold_digits
from desktop_app.domain.restricted_moves import Assignment
from desktop_app.errors import AssignmentsUnreadable
from desktop_app.exchange.tables import STEP, Cell, Progress, Row, Stop, Watch, read_table


class AssignmentFault(StrEnum):
    """Why a history cannot be used (the fact ``reason`` of AssignmentsUnreadable)."""

    COLUMN_MISSING = "COLUMN_MISSING"
    VALUE_MISSING = "VALUE_MISSING"
    DATE_UNCLEAR = "DATE_UNCLEAR"
    ENDS_BEFORE = "ENDS_BEFORE"
    NO_ROWS = "NO_ROWS"


@dataclass(frozen=True, slots=True)
class AssignmentTable:
    """The history a file holds, and the file's SHA-256 (hex)."""

    assignments: tuple[Assignment, ...]
    source_sha256: str


_HEADINGS = {
    "employee_no": "社員番号 従業員番号 職員番号 employeeno employeenumber",
    "org_code": "所属コード 所属組織コード 組織コード orgcode",
    "department": "所属 所属名 部署 部署名 職場 department",
    "first": "開始日 着任日 発令日 異動日 従事開始日 from first",
    "last": "終了日 離任日 従事終了日 to last",
    "function": "業務区分 制限対象業務 担当業務 function",
}
_FIELDS = {alias: field for field, aliases in _HEADINGS.items() for alias in aliases.split()}
_NEEDED = ("employee_no", "department", "first")
_HEAD_WITHIN = 20
_OPEN = frozenset(("", "-", "―", "現在", "在職中", "継続"))


def read_assignments(
    path: Path, *, today: date, progress: Progress | None = None, stop: Stop | None = None
) -> AssignmentTable:
    """Read a history.

    Raises the table's BadInput errors, AssignmentsUnreadable (with row and heading), ReadingStopped.
    """
    table = read_table(path, progress=progress, stop=stop)
    head, places = _head(table.rows)
    watch = Watch(progress, stop)
    found = []
    for at in range(head + 1, len(table.rows)):
        if at % STEP == 0:
            watch.look(at, len(table.rows))
        if any(_text(cell) for cell in table.rows[at]):
            found.append(_assignment(table.rows[at], at + 1, places, today))
    if not found:
        raise AssignmentsUnreadable(reason=AssignmentFault.NO_ROWS, row=head + 1, heading="")
    return AssignmentTable(tuple(found), table.source_sha256)


def _head(rows: tuple[Row, ...]) -> tuple[int, Mapping[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        found: dict[str, int] = {}
        for place, cell in enumerate(row):
            field = _FIELDS.get("".join(unicodedata.normalize("NFKC", _text(cell)).split()).casefold())
            if field:
                found.setdefault(field, place)
        if len(found) > len(best[1]):
            best = (at, found)
    for field in _NEEDED:
        if field not in best[1]:
            heading = _HEADINGS[field].split()[0]
            raise AssignmentsUnreadable(reason=AssignmentFault.COLUMN_MISSING, row=best[0] + 1, heading=heading)
    return best


def _assignment(row: Row, number: int, places: Mapping[str, int], today: date) -> Assignment:
    def refuse(reason: AssignmentFault, field: str) -> AssignmentsUnreadable:
        return AssignmentsUnreadable(reason=reason, row=number, heading=_HEADINGS[field].split()[0])

    def cell(field: str) -> Cell:
        place = places.get(field, len(row))
        return row[place] if place < len(row) else None

    texts = {field: clean_text(_text(cell(field))).text for field in ("employee_no", "org_code", "department")}
    for field in ("employee_no", "department"):
        if not texts[field]:
            raise refuse(AssignmentFault.VALUE_MISSING, field)
    first = _day(cell("first"), today, lambda: refuse(AssignmentFault.DATE_UNCLEAR, "first"))
    if first is None:
        raise refuse(AssignmentFault.VALUE_MISSING, "first")
    last = _day(cell("last"), today, lambda: refuse(AssignmentFault.DATE_UNCLEAR, "last"))
    if last is not None and last < first:
        raise refuse(AssignmentFault.ENDS_BEFORE, "last")
    return Assignment(
        employee_no=fold_digits(texts["employee_no"]),
        org_code=fold_digits(texts["org_code"]),
        department=texts["department"],
        first=first,
        last=last,
        function=clean_text(_text(cell("function"))).text,
    )


def _day(cell: Cell, today: date, unclear: Callable[[], AssignmentsUnreadable]) -> date | None:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if unicodedata.normalize("NFKC", text) in _OPEN:
        return None
    reading = read_date(text, near=today)
    if reading.value is None or reading.doubtful or not is_office_day(reading.value):
        raise unclear()
    return reading.value


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()
