"""A master from a file: rows read as dated versions, with everything a person should look at.

The reading is that of announcements: the head row and the columns are found by their headings, a cell that cannot be
read becomes a finding beside its row. Periods of one entry that overlap are wrong, gaps between them are named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.master_kinds import CODE, NAME, VALID_FROM, VALID_TO, FieldType, MasterField, MasterKind
from desktop_app.domain.masters import NO, SUCCEEDED_BY, YES, Masters, clashes, ended_in_turn
from desktop_app.errors import ColumnsMissing, TableEmpty
from desktop_app.exchange.cells import CellReader
from desktop_app.exchange.columns import Columns, Mapped, Vocabulary, find_columns
from desktop_app.exchange.findings import Finding, FindingKind, Level
from desktop_app.exchange.rows import rows_below
from desktop_app.exchange.tables import STEP, Cell, Progress, RawTable, Row, Stop, Watch

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MasterRow:
    """One row: the version it makes; ``known``: it is recorded already, with the same words."""

    row: int
    version: MasterVersion
    known: bool = False


@dataclass(frozen=True, slots=True)
class MasterTable:
    """All rows read and all findings, both in the order of the file."""

    kind: MasterKind
    columns: Columns
    rows: tuple[MasterRow, ...]
    findings: tuple[Finding, ...]

    def at(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    @property
    def news(self) -> tuple[MasterVersion, ...]:
        """The versions that are not recorded yet."""
        return tuple(row.version for row in self.rows if not row.known)


def vocabulary_of(kind: MasterKind) -> Vocabulary:
    """Return the headings of a kind's files."""
    needed = (field.name for field in kind.fields if field.required)
    words = {field.name: (field.label.ja, field.label.en, *field.aliases) for field in kind.fields}
    return Vocabulary.of(words, needed)


def read_master(
    table: RawTable,
    kind: MasterKind,
    masters: Masters,
    *,
    today: dt.date,
    mapping: Mapped | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> MasterTable:
    """Read *table* as a master of *kind* and compare it with what is recorded.

    Raises ColumnsMissing, ColumnUnknown, TableEmpty (no rows below the head), ReadingStopped.
    """
    columns = find_columns(table, mapping, vocabulary_of(kind))
    if columns.missing:
        raise ColumnsMissing(fields=tuple(f"{kind.id}.{name}" for name in columns.missing))
    reader, watch = CellReader(today, ""), Watch(progress, stop)
    rows = []
    for number, row in rows_below(table, columns, CODE, NAME):
        if number % STEP == 0:
            watch.look(number, len(table.rows))
        rows.append(MasterRow(number, _read_row(number, row, columns, kind, reader)))
    if not rows:
        raise TableEmpty
    judged = tuple(_compare(rows, kind, masters, reader))
    findings = sorted(reader.findings, key=lambda finding: finding.row)
    return MasterTable(kind, columns, judged, tuple(findings))


def _read_row(number: int, row: Row, columns: Columns, kind: MasterKind, reader: CellReader) -> MasterVersion:
    def value(field: MasterField) -> object:
        index = columns.fields.get(field.name)
        cell = row[index] if index is not None else None
        return _read_cell(number, _column(kind, field.name), field, cell, reader)

    read = {field.name: value(field) for field in kind.fields}
    for field in kind.fields:
        if field.required and not read[field.name]:
            reader.note(number, _column(kind, field.name), FindingKind.MISSING_VALUE)
    first, last = read.pop(VALID_FROM), read.pop(VALID_TO)
    assert first is None or isinstance(first, dt.date)
    assert last is None or isinstance(last, dt.date)
    if first and last and last < first:
        reader.note(number, _column(kind, VALID_TO), FindingKind.ENDS_FIRST, first=first, last=last)
    code, name = str(read.pop(CODE)), str(read.pop(NAME))
    if code and read.get(SUCCEEDED_BY) == code:
        reader.note(number, _column(kind, SUCCEEDED_BY), FindingKind.OWN_SUCCESSOR, text=code)
    return MasterVersion(code, name, first, last, {key: str(text) for key, text in read.items() if text})


def _read_cell(number: int, column: str, field: MasterField, cell: Cell, reader: CellReader) -> object:
    if field.name in {VALID_FROM, VALID_TO}:
        return reader.date(number, column, cell)
    if field.name == CODE or field.type is FieldType.CODE:
        return reader.code(number, column, cell)
    if field.type is FieldType.FLAG:
        return {True: YES, False: NO, None: ""}[reader.flag(number, cell, column)]
    return reader.text(number, column, cell)


def _compare(rows: list[MasterRow], kind: MasterKind, masters: Masters, reader: CellReader) -> Iterator[MasterRow]:
    by_code: dict[str, list[MasterRow]] = {}
    for row in rows:
        by_code.setdefault(row.version.code, []).append(row)
    for code, group in by_code.items():
        if code:
            _compare_with_each_other(code, group, kind, reader)
    known = set(masters.by_kind.get(kind.id, {})) | by_code.keys()
    for row in rows:
        heir = row.version.properties.get(SUCCEEDED_BY)
        if heir and heir not in known:
            reader.note(row.row, _column(kind, SUCCEEDED_BY), FindingKind.CODE_UNKNOWN, text=heir)
        yield _compared_with_the_record(row, kind, masters, reader)


def _compare_with_each_other(code: str, group: list[MasterRow], kind: MasterKind, reader: CellReader) -> None:
    numbers: dict[int, int] = {id(row.version): row.row for row in group}
    for clash in clashes(row.version for row in group):
        rows = tuple(sorted((numbers[id(clash.earlier)], numbers[id(clash.later)])))
        if clash.earlier.valid_from == clash.later.valid_from:
            reader.note(rows[0], _column(kind, VALID_FROM), FindingKind.CODE_TWICE, rows=rows, code=code)
        elif clash.overlaps:
            reader.note(rows[0], _column(kind, VALID_TO), FindingKind.OVERLAP, rows=rows, code=code)
        else:
            assert clash.earlier.valid_to
            assert clash.later.valid_from
            days = {"first": clash.earlier.valid_to + _DAY, "last": clash.later.valid_from - _DAY}
            reader.note(rows[0], _column(kind, VALID_FROM), FindingKind.GAP, rows=rows, code=code, **days)


def _compared_with_the_record(row: MasterRow, kind: MasterKind, masters: Masters, reader: CellReader) -> MasterRow:
    version, column = row.version, _column(kind, VALID_FROM)
    recorded = masters.by_kind.get(kind.id, {}).get(version.code, ())
    same_day = next((one for one in recorded if one.valid_from == version.valid_from), None)
    if same_day == version:
        reader.note(row.row, _column(kind, CODE), FindingKind.UNCHANGED, code=version.code)
        return MasterRow(row.row, version, known=True)
    if same_day is not None:
        facts = {"code": version.code, "name": same_day.name, "value": same_day.valid_from or "―"}
        reader.note(row.row, column, FindingKind.REPLACES, **facts)
    following = next((one for one in recorded if _begins_within(one, version)), None)
    if following is not None:
        facts = {"code": version.code, "name": following.name, "value": following.valid_from or "―"}
        reader.note(row.row, column, FindingKind.CUTS_SHORT, **facts)
    earlier = [one for one in ended_in_turn(recorded) if _before(one, version)]
    if earlier and version.valid_from and (end := earlier[-1].valid_to) and end + _DAY < version.valid_from:
        days = {"first": end + _DAY, "last": version.valid_from - _DAY}
        reader.note(row.row, column, FindingKind.GAP, code=version.code, **days)
    return row


def _begins_within(one: MasterVersion, version: MasterVersion) -> bool:
    starts = one.valid_from
    after = starts is not None and (version.valid_from is None or starts > version.valid_from)
    return after and (version.valid_to is None or (starts is not None and starts <= version.valid_to))


def _before(one: MasterVersion, version: MasterVersion) -> bool:
    return version.valid_from is not None and (one.valid_from or dt.date.min) < version.valid_from


def _column(kind: MasterKind, name: str) -> str:
    # With its kind: findings of different kinds are told apart, and their words found again.
    return f"{kind.id}.{name}"
