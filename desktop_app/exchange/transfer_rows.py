"""One row of an announcement read as a transfer, and all rows of one, made when somebody asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import eq
from typing import overload

from desktop_app.exchange.cells import CellReader, raw_text
from desktop_app.exchange.columns import AnnouncementField, Columns
from desktop_app.exchange.findings import FindingKind
from desktop_app.exchange.rows import ABSENT
from desktop_app.exchange.tables import Cell, Row

DECIDING = (
    AnnouncementField.EMPLOYEE_NO,
    AnnouncementField.NAME,
    AnnouncementField.EFFECTIVE_DATE,
    AnnouncementField.ORG_CODE,
    AnnouncementField.DESTINATION_COMPANY,
)
_NAME_COLUMNS = (AnnouncementField.NAME, AnnouncementField.FAMILY_NAME, AnnouncementField.GIVEN_NAME)
KANA_COLUMNS = (AnnouncementField.KANA, AnnouncementField.FAMILY_KANA, AnnouncementField.GIVEN_KANA)


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


class TransferRows(Sequence[AnnouncedTransfer]):
    """The rows of an announcement, each made anew when it is asked for: a hundred thousand of them weigh little.

    *places* are the rows' places in the table, *make* makes one, *ready* are those that were read with care.
    """

    def __init__(
        self,
        places: Sequence[int],
        make: Callable[[int], AnnouncedTransfer],
        ready: Mapping[int, AnnouncedTransfer],
        elsewhere: frozenset[int],
    ) -> None:
        self._places, self._make, self._ready, self._elsewhere = places, make, ready, elsewhere

    def __eq__(self, other: object) -> bool:
        """Whether *other* holds the same rows."""
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment] # as other rows, which are compared one by one

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> AnnouncedTransfer: ...

    @overload
    def __getitem__(self, index: slice) -> TransferRows: ...

    def __getitem__(self, index: int | slice) -> AnnouncedTransfer | TransferRows:
        """Return a row, or some of them."""
        if isinstance(index, slice):
            return TransferRows(self._places[index], self._make, self._ready, self._elsewhere)
        place = self._places[index]
        return self._ready.get(place) or self._make(place)

    def __iter__(self) -> Iterator[AnnouncedTransfer]:
        """Yield every row."""
        ready, make = self._ready, self._make
        return (ready.get(place) or make(place) for place in self._places)

    def numbers(self) -> tuple[int, ...]:
        """Return the rows' numbers as Excel counts."""
        return tuple(place + 1 for place in self._places)

    def own_only(self) -> TransferRows:
        """Return our workplace's rows."""
        ready, elsewhere = self._ready, self._elsewhere
        own = [
            place
            for place in self._places
            if (ready[place].own_workplace if place in ready else place not in elsewhere)
        ]
        return TransferRows(own, self._make, ready, elsewhere)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the fields stand, worked out once for all rows; what is absent is read from the empty last cell."""

    at: Mapping[AnnouncementField, int]
    names: tuple[int, ...]
    kanas: tuple[int, ...]

    @classmethod
    def of(cls, columns: Columns) -> Places:
        """Return the places in a table with these columns."""
        at = {field: columns.fields.get(field, ABSENT) for field in AnnouncementField}
        return cls(at, cls._whole_or_halves(at, *_NAME_COLUMNS), cls._whole_or_halves(at, *KANA_COLUMNS))

    @staticmethod
    def _whole_or_halves(
        at: Mapping[AnnouncementField, int], whole: AnnouncementField, *halves: AnnouncementField
    ) -> tuple[int, ...]:
        present = (at[whole],) if at[whole] != ABSENT else tuple(at[half] for half in halves)
        return tuple(index for index in present if index != ABSENT)


def read_row(number: int, row: Row, places: Places, reader: CellReader, own: str) -> AnnouncedTransfer:
    """Read a row (padded, see ABSENT); what there is to point out, *reader* notes."""
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


def _check_row(transfer: AnnouncedTransfer, places: Places, reader: CellReader) -> None:
    """Point out empty required cells and unusual days."""
    if not (transfer.employee_no and transfer.name and transfer.org_code and transfer.destination_company):
        for field in DECIDING:
            if field is not AnnouncementField.EFFECTIVE_DATE and not getattr(transfer, field.value):
                reader.note(transfer.row, field, FindingKind.MISSING_VALUE)
    if transfer.effective_date:
        reader.timing(transfer.row, transfer.effective_date, transfer.notice_date)
    elif not raw_text(transfer.raw[places.at[AnnouncementField.EFFECTIVE_DATE]]).strip():
        reader.note(transfer.row, AnnouncementField.EFFECTIVE_DATE, FindingKind.MISSING_VALUE)
