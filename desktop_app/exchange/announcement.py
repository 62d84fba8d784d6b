"""A personnel announcement: rows of a table read as transfers, with everything a person should look at.

Only a table without the needed columns is refused. A cell that cannot be read, or was read with a guess,
becomes a finding beside its row (domain notes §6.1, §6.4); people decide what to do about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from desktop_app.errors import ColumnsMissing, TableEmpty
from desktop_app.exchange.alike_rows import compare_rows, give_back_zeros
from desktop_app.exchange.cells import CellReader, raw_text
from desktop_app.exchange.columns import AnnouncementField, Columns, Mapped, find_columns
from desktop_app.exchange.findings import Finding, FindingKind, Level
from desktop_app.exchange.plain_rows import PlainRows, look_over
from desktop_app.exchange.rows import ABSENT, counted, padded, rows_below
from desktop_app.exchange.tables import STEP, Progress, RawTable, Stop, Watch
from desktop_app.exchange.transfer_rows import DECIDING, KANA_COLUMNS, AnnouncedTransfer, Places, TransferRows, read_row

__all__ = ["AnnouncedTransfer", "Announcement", "read_announcement"]

_TELLING = (AnnouncementField.EMPLOYEE_NO, AnnouncementField.DESTINATION_COMPANY)


@dataclass(frozen=True, slots=True)
class Announcement:
    """All rows read and all findings, both in the order of the file."""

    columns: Columns
    rows: Sequence[AnnouncedTransfer]
    findings: tuple[Finding, ...]

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The headings nothing was made of."""
        return self.columns.unmapped

    def at(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    def without(self, left_out: Collection[int]) -> Announcement:
        """Return the announcement without some rows, by number, and without what was found only there.

        People who were found to be alike are alike no more once only one of them is left.
        """
        if not left_out:
            return self
        findings = []
        for finding in self.findings:
            staying = tuple(row for row in finding.rows if row not in left_out)
            if staying == finding.rows:
                findings.append(finding)
            elif len(staying) > 1:
                findings.append(replace(finding, row=staying[0], facts={**finding.facts, "rows": staying}))
        rows = tuple(row for row in self.rows if row.row not in left_out)
        return replace(self, rows=rows, findings=tuple(findings))

    def own_only(self) -> Announcement:
        """Return the announcement without rows of other workplaces, and without what was found only there."""
        assert isinstance(self.rows, TransferRows), "rows are left out afterwards"
        own = self.rows.own_only()
        if len(own) == len(self.rows):
            return self
        numbers = {self.columns.head_row, *own.numbers()}
        findings = tuple(finding for finding in self.findings if numbers.intersection(finding.rows))
        return replace(self, rows=own, findings=findings)

    def raw_text(self, transfer: AnnouncedTransfer, column: AnnouncementField) -> str:
        """Return a cell as it stands in the file (empty where the file has no such column)."""
        index = self.columns.fields.get(column)
        return raw_text(transfer.raw[index]) if index is not None and index < len(transfer.raw) else ""


def read_announcement(
    table: RawTable,
    *,
    today: dt.date,
    own_org_code: str,
    mapping: Mapped | None = None,
    known_employee_nos: Collection[str] = (),
    also_own: Collection[str] = (),
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Announcement:
    """Read *table* as an announcement.

    *mapping* overrides single columns (see find_columns). *known_employee_nos* help to give back zeros that
    Excel took. *also_own* are org codes that count as ours (after a merger). Missing years are filled in near *today*.
    Raises ColumnsMissing, ColumnUnknown, TableEmpty (no rows below the head), ReadingStopped.
    """
    columns = find_columns(table, mapping)
    if columns.missing:
        raise ColumnsMissing(fields=columns.missing)
    reader = CellReader(today, own_org_code, also_own)
    _check_columns(table, columns, reader, own_org_code)
    watch = Watch(progress, stop)
    places = Places.of(columns)
    plain = _plain(table, columns, places, CellReader(today, own_org_code, also_own))
    if plain is None:
        read = _one_by_one(table, columns, places, reader, watch, own_org_code)
    else:
        silent = CellReader(today, own_org_code, also_own)
        read = _by_columns(table, columns, places, plain, reader, silent, watch, own_org_code)
    if not read.rows:
        raise TableEmpty
    transfers = read.transfers
    zeros = give_back_zeros(read.rows, read.numbers, frozenset(known_employee_nos), reader)
    numbers = list(read.numbers)
    for place, number in zeros.items():
        numbers[place] = number
        read.ready[read.rows[place] - 1] = replace(transfers[place], employee_no=number)
    compare_rows(read.rows, numbers, read.names, lambda place: transfers[place].effective_date, reader)
    findings = sorted(reader.findings, key=lambda finding: finding.row)
    return Announcement(columns, transfers, tuple(findings))


@dataclass(frozen=True, slots=True)
class _Read:
    """All rows that count: their numbers as Excel counts, and the columns they are compared by.

    ``ready`` are the rows that were read with care, by place in the table; ``transfers`` asks it first.
    """

    rows: Sequence[int]
    numbers: Sequence[str]
    names: Sequence[str]
    ready: dict[int, AnnouncedTransfer]
    transfers: TransferRows


def _plain(table: RawTable, columns: Columns, places: Places, probe: CellReader) -> PlainRows | None:
    """Return which rows below the head are plain; None where they have to be read one by one."""
    if table.encoding is None or len(places.names) != 1 or len(places.kanas) > 1:
        return None
    at: dict[str, int] = {field: index for field, index in places.at.items() if index != ABSENT}
    kana = places.kanas[0] if places.kanas else None
    return look_over(table.rows[columns.head_row :], at, places.names[0], kana, probe)


def _one_by_one(table: RawTable, columns: Columns, places: Places, reader: CellReader, watch: Watch, own: str) -> _Read:
    ready: dict[int, AnnouncedTransfer] = {}
    for number, row in rows_below(table, columns, *_TELLING):
        if number % STEP == 0:
            watch.look(number, len(table.rows))
        ready[number - 1] = read_row(number, row, places, reader, own)
    met = list(ready.values())
    names = ["".join(one.name.split()) for one in met]
    transfers = TransferRows(list(ready), ready.__getitem__, ready, frozenset())
    return _Read([one.row for one in met], [one.employee_no for one in met], names, ready, transfers)


def _by_columns(
    table: RawTable,
    columns: Columns,
    places: Places,
    plain: PlainRows,
    reader: CellReader,
    silent: CellReader,
    watch: Watch,
    own: str,
) -> _Read:
    """Read with care only what is odd; the plain rows are made when somebody asks for them."""
    head, telling = columns.head_row, tuple(columns.fields.get(field, ABSENT) for field in _TELLING)
    ready: dict[int, AnnouncedTransfer] = {}
    numbers, names = list(plain.numbers), list(plain.names)
    dropped = set()
    for count, place in enumerate(sorted(plain.odd), start=1):
        if count % STEP == 0:
            watch.look(place, len(table.rows))
        row = counted(table.rows[head + place], table.rows[head - 1], telling)
        if row is None:
            dropped.add(place)
            continue
        made = read_row(head + place + 1, row, places, reader, own)
        ready[head + place] = made
        numbers[place], names[place] = made.employee_no, "".join(made.name.split())
    for place, said in plain.unusual:
        reader.note(head + place + 1, said.column, said.kind, **said.facts)
    watch.look(len(table.rows), len(table.rows))
    every = range(head, head + len(numbers))
    kept = every if not dropped else [place for place in every if place - head not in dropped]
    width = len(table.rows[head - 1]) + 1

    def make(place: int) -> AnnouncedTransfer:
        return read_row(place + 1, padded(table.rows[place], width), places, silent, own)

    transfers = TransferRows(kept, make, ready, frozenset(head + at for at in plain.elsewhere))
    if not dropped:
        return _Read(range(head + 1, head + 1 + len(numbers)), numbers, names, ready, transfers)
    chosen = [place - head for place in kept]
    rows = [place + 1 for place in kept]
    return _Read(rows, [numbers[at] for at in chosen], [names[at] for at in chosen], ready, transfers)


def _check_columns(table: RawTable, columns: Columns, reader: CellReader, own_org_code: str) -> None:
    """Point out where the choice of a column was a guess that matters."""
    if AnnouncementField.ORG_CODE not in columns.fields:
        field, kind = AnnouncementField.ORG_CODE, FindingKind.ORG_CODE_ASSUMED
        reader.note(columns.head_row, field, kind, value=own_org_code)
    if columns.fields.keys().isdisjoint(KANA_COLUMNS):
        reader.note(columns.head_row, AnnouncementField.KANA, FindingKind.KANA_MISSING)
    for field in DECIDING:
        rivals = columns.rivals.get(field)
        if rivals and any(
            len({raw_text(row[index]) for index in rivals}) > 1 for _, row in rows_below(table, columns, *_TELLING)
        ):
            used, *others = (columns.headings[index] for index in rivals)
            reader.note(columns.head_row, field, FindingKind.RIVAL_COLUMNS, used=used, others=tuple(others))
