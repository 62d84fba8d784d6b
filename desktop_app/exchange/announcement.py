"""A personnel announcement: rows of a table read as transfers, with everything a person should look at.

Only a table without the needed columns is refused. A cell that cannot be read, or was read with a guess,
becomes a finding beside its row (domain notes §6.1, §6.4); people decide what to do about it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from desktop_app.errors import ColumnsMissing, TableEmpty
from desktop_app.exchange.cells import CellReader, raw_text
from desktop_app.exchange.columns import AnnouncementField, Columns, Mapped, find_columns
from desktop_app.exchange.findings import Finding, FindingKind, Level
from desktop_app.exchange.rows import ABSENT, rows_below
from desktop_app.exchange.tables import STEP, Cell, Progress, RawTable, Row, Stop, Watch

_DECIDING = (
    AnnouncementField.EMPLOYEE_NO,
    AnnouncementField.NAME,
    AnnouncementField.EFFECTIVE_DATE,
    AnnouncementField.ORG_CODE,
    AnnouncementField.DESTINATION_COMPANY,
)
_TELLING = (AnnouncementField.EMPLOYEE_NO, AnnouncementField.DESTINATION_COMPANY)
_NAME_COLUMNS = (AnnouncementField.NAME, AnnouncementField.FAMILY_NAME, AnnouncementField.GIVEN_NAME)
_KANA_COLUMNS = (AnnouncementField.KANA, AnnouncementField.FAMILY_KANA, AnnouncementField.GIVEN_KANA)


@dataclass(frozen=True, slots=True)
class AnnouncedTransfer:
    """One row: what was read, and the row as it stands in the file. *row* counts as Excel does."""

    row: int
    employee_no: str
    name: str
    kana: str
    effective_date: dt.date | None
    notice_date: dt.date | None
    org_code: str
    department: str
    destination_company: str
    destination_department: str
    transfer_type: str
    specified_affiliate: bool | None
    own_workplace: bool
    raw: Row


@dataclass(frozen=True, slots=True)
class Announcement:
    """All rows read and all findings, both in the order of the file."""

    columns: Columns
    rows: tuple[AnnouncedTransfer, ...]
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
        own = tuple(row for row in self.rows if row.own_workplace)
        numbers = {self.columns.head_row, *(row.row for row in own)}
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
    places = _Places.of(columns)
    transfers = []
    for number, row in rows_below(table, columns, *_TELLING):
        if number % STEP == 0:
            watch.look(number, len(table.rows))
        transfers.append(_read_row(number, row, places, reader, own_org_code))
    if not transfers:
        raise TableEmpty
    transfers = _give_back_zeros(transfers, frozenset(known_employee_nos), reader)
    _compare_rows(transfers, reader)
    findings = sorted(reader.findings, key=lambda finding: finding.row)
    return Announcement(columns, tuple(transfers), tuple(findings))


def _check_columns(table: RawTable, columns: Columns, reader: CellReader, own_org_code: str) -> None:
    """Point out where the choice of a column was a guess that matters."""
    if AnnouncementField.ORG_CODE not in columns.fields:
        field, kind = AnnouncementField.ORG_CODE, FindingKind.ORG_CODE_ASSUMED
        reader.note(columns.head_row, field, kind, value=own_org_code)
    if columns.fields.keys().isdisjoint(_KANA_COLUMNS):
        reader.note(columns.head_row, AnnouncementField.KANA, FindingKind.KANA_MISSING)
    for field in _DECIDING:
        rivals = columns.rivals.get(field)
        if rivals and any(
            len({raw_text(row[index]) for index in rivals}) > 1 for _, row in rows_below(table, columns, *_TELLING)
        ):
            used, *others = (columns.headings[index] for index in rivals)
            reader.note(columns.head_row, field, FindingKind.RIVAL_COLUMNS, used=used, others=tuple(others))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the fields stand, worked out once for all rows; what is absent is read from the empty last cell."""

    at: Mapping[AnnouncementField, int]
    names: tuple[int, ...]
    kanas: tuple[int, ...]

    @classmethod
    def of(cls, columns: Columns) -> _Places:
        at = {field: columns.fields.get(field, ABSENT) for field in AnnouncementField}
        return cls(at, cls._whole_or_halves(at, *_NAME_COLUMNS), cls._whole_or_halves(at, *_KANA_COLUMNS))

    @staticmethod
    def _whole_or_halves(
        at: Mapping[AnnouncementField, int], whole: AnnouncementField, *halves: AnnouncementField
    ) -> tuple[int, ...]:
        present = (at[whole],) if at[whole] != ABSENT else tuple(at[half] for half in halves)
        return tuple(index for index in present if index != ABSENT)


def _read_row(number: int, row: Row, places: _Places, reader: CellReader, own: str) -> AnnouncedTransfer:
    field, at = AnnouncementField, places.at
    code = at[field.ORG_CODE]
    org_code, is_own = (own, True) if code == ABSENT else reader.org_code(number, row[code])
    transfer = AnnouncedTransfer(
        row=number,
        employee_no=reader.employee_no(number, row[at[field.EMPLOYEE_NO]]),
        name=reader.name(number, _together(row, places.names)),
        # Where no column has kana, that is said once for the whole file.
        kana=reader.kana(number, _together(row, places.kanas)) if places.kanas else "",
        effective_date=reader.date(number, field.EFFECTIVE_DATE, row[at[field.EFFECTIVE_DATE]]),
        notice_date=reader.date(number, field.NOTICE_DATE, row[at[field.NOTICE_DATE]]),
        org_code=org_code,
        department=reader.text(number, field.DEPARTMENT, row[at[field.DEPARTMENT]]),
        destination_company=reader.text(number, field.DESTINATION_COMPANY, row[at[field.DESTINATION_COMPANY]]),
        destination_department=reader.text(number, field.DESTINATION_DEPARTMENT, row[at[field.DESTINATION_DEPARTMENT]]),
        transfer_type=reader.text(number, field.TRANSFER_TYPE, row[at[field.TRANSFER_TYPE]]),
        specified_affiliate=reader.flag(number, row[at[field.SPECIFIED_AFFILIATE]]),
        own_workplace=is_own,
        raw=row,
    )
    _check_row(transfer, places, reader)
    return transfer


def _together(row: Row, places: tuple[int, ...]) -> Cell:
    """Return a name's cell, or family and given name put together."""
    if len(places) == 1:
        return row[places[0]]
    parts = [raw_text(row[index]).strip() for index in places]
    return "\u3000".join(part for part in parts if part)


def _check_row(transfer: AnnouncedTransfer, places: _Places, reader: CellReader) -> None:
    """Point out empty required cells and unusual days."""
    if not (transfer.employee_no and transfer.name and transfer.org_code and transfer.destination_company):
        for field in _DECIDING:
            if field is not AnnouncementField.EFFECTIVE_DATE and not getattr(transfer, field.value):
                reader.note(transfer.row, field, FindingKind.MISSING_VALUE)
    if transfer.effective_date:
        reader.timing(transfer.row, transfer.effective_date, transfer.notice_date)
    elif not raw_text(transfer.raw[places.at[AnnouncementField.EFFECTIVE_DATE]]).strip():
        reader.note(transfer.row, AnnouncementField.EFFECTIVE_DATE, FindingKind.MISSING_VALUE)


def _give_back_zeros(
    transfers: list[AnnouncedTransfer], known: frozenset[str], reader: CellReader
) -> list[AnnouncedTransfer]:
    """Return the rows with the zeros Excel took from employee numbers, as far as they can be told."""
    written = [row.employee_no for row in transfers if row.row not in reader.number_cells]
    lengths = Counter(len(number) for number in written if number.isdecimal())
    usual = lengths.most_common(1)[0][0] if lengths else 0
    zero_led = any(number.startswith("0") and len(number) == usual for number in written)
    by_bare = {number.lstrip("0"): number for number in known if number.isdecimal()}
    changed = []
    for row in transfers:
        number = row.employee_no
        shortened = zero_led and len(number) < usual and not number.startswith("0")
        if number.isdecimal() and number not in known and (shortened or row.row in reader.number_cells):
            value = by_bare.get(number) or (number.zfill(usual) if zero_led else number)
            facts = {"text": number, "value": value}
            reader.note(row.row, AnnouncementField.EMPLOYEE_NO, FindingKind.ZEROS_LOST, **facts)
            changed.append(replace(row, employee_no=value))
        else:
            changed.append(row)
    return changed


def _compare_rows(transfers: list[AnnouncedTransfer], reader: CellReader) -> None:
    """Point out the same person twice on one day, one number with two names, and people who share a name."""
    by_number: dict[str, list[AnnouncedTransfer]] = {}
    by_name: dict[str, list[AnnouncedTransfer]] = {}
    for row in transfers:
        by_number.setdefault(row.employee_no, []).append(row)
        by_name.setdefault("".join(row.name.split()), []).append(row)
    for number, group in by_number.items():
        if number and len(group) > 1:
            _compare_number(number, group, reader)
    for group in by_name.values():
        if len(group) > 1 and group[0].name and len({row.employee_no for row in group}) > 1:
            numbers = tuple(row.row for row in group)
            facts = {"rows": numbers, "name": group[0].name}
            reader.note(numbers[0], AnnouncementField.NAME, FindingKind.SAME_NAME, **facts)


def _compare_number(number: str, group: list[AnnouncedTransfer], reader: CellReader) -> None:
    days: dict[dt.date | None, list[int]] = {}
    for row in group:
        days.setdefault(row.effective_date, []).append(row.row)
    column = AnnouncementField.EMPLOYEE_NO
    doubles = [tuple(rows) for day, rows in days.items() if day and len(rows) > 1]
    for rows in doubles:
        reader.note(rows[0], column, FindingKind.DUPLICATE, rows=rows, employee_no=number)
    if not doubles and len({"".join(row.name.split()) for row in group}) > 1:
        rows = tuple(row.row for row in group)
        reader.note(rows[0], column, FindingKind.NUMBER_OF_ANOTHER, rows=rows, employee_no=number)
