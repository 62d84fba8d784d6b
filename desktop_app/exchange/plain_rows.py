"""Which rows of an announcement need a second look, told column by column: the short way for a file of thousands.

Most rows of a personnel department's CSV are plain: a number, a name, a date that ten thousand others share. What the
readers of cells would say of a value they say once here, for every distinct value; names, kana and numbers, which are
all different, are looked at in one pass over the whole column. A row is odd when anything would be pointed out about
it: only odd rows are read cell by cell, so nothing is judged differently by being fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from desktop_app.exchange.cells import PLAIN_KANA, PLAIN_NAME, PLAIN_NUMBER, CellReader
from desktop_app.exchange.columns import AnnouncementField
from desktop_app.exchange.findings import Finding
from desktop_app.exchange.tables import Row

_F = AnnouncementField
_TEXTS = (_F.DEPARTMENT, _F.DESTINATION_COMPANY, _F.DESTINATION_DEPARTMENT, _F.TRANSFER_TYPE)
_NEEDED = (_F.ORG_CODE, _F.DESTINATION_COMPANY, _F.EFFECTIVE_DATE)
_TURNED = 256
_LENGTHS = frozenset(range(1, 21))
"""Of plain numbers."""
Column = Sequence[object]


@dataclass(frozen=True, slots=True)
class PlainRows:
    """The columns that rows are compared by, and which rows (by place, from 0) are odd or another workplace's."""

    numbers: Sequence[str]
    names: tuple[str, ...]
    odd: frozenset[int]
    elsewhere: frozenset[int]
    unusual: tuple[tuple[int, Finding], ...]
    """What is pointed out about the days of plain rows: where, and what (its row is to be filled in)."""


def look_over(
    rows: Sequence[Row], at: dict[str, int], names: int, kanas: int | None, probe: CellReader
) -> PlainRows | None:
    """Return what is odd among *rows*; None when they have to be read one by one.

    *at* gives the places of the fields there are, *names* and *kanas* those of the whole name and reading. *probe* is
    a reader of its own: what it notes is not kept.
    """
    needed = max((*at.values(), names, kanas or 0))
    odd: set[int] = set()
    if min(map(len, rows), default=0) <= needed:
        odd = {place for place, row in enumerate(rows) if len(row) <= needed}
        blank = ("",) * (needed + 1)
        rows = [blank if place in odd else row for place, row in enumerate(rows)]
    if not rows:
        return None
    columns = _columns(rows, needed + 1)
    for place, pattern in ((at[_F.EMPLOYEE_NO], PLAIN_NUMBER), (names, PLAIN_NAME), (kanas, PLAIN_KANA)):
        if place is not None:
            bad = _unlike(columns[place], pattern)
            if bad is None:
                return None
            odd |= bad
    for field, read in _readers(at, probe):
        column = columns[at[field]]
        odd |= _places(column, _noted(set(column), read, probe, needed=field in _NEEDED))
    unusual = tuple((place, said) for place, said in _unusual_days(columns, at, probe) if place not in odd)
    elsewhere: set[int] = set()
    if _F.ORG_CODE in at:
        codes = columns[at[_F.ORG_CODE]]
        foreign = {code for code in set(codes) if not probe.org_code(0, code)[1]}  # type: ignore[arg-type] # text
        elsewhere = _places(codes, foreign)
    joined = {name: name.replace("\u3000", "").replace(" ", "") for name in set(columns[names])}  # type: ignore[attr-defined]
    return PlainRows(
        columns[at[_F.EMPLOYEE_NO]],  # type: ignore[arg-type]
        tuple(map(joined.__getitem__, columns[names])),
        frozenset(odd),
        frozenset(elsewhere),
        unusual,
    )


def _columns(rows: Sequence[Row], count: int) -> list[list[object]]:
    """Return the first *count* columns. A part of the rows is turned while it is at hand: twice as fast as all."""
    columns: list[list[object]] = [[] for _ in range(count)]
    for start in range(0, len(rows), _TURNED):
        for column, part in zip(columns, zip(*rows[start : start + _TURNED], strict=False), strict=False):
            column.extend(part)
    return columns


def _readers(at: dict[str, int], probe: CellReader) -> Iterable[tuple[str, Callable[[object], object]]]:
    for field in _TEXTS:
        if field in at:
            yield field, lambda cell, field=field: probe.text(0, field, cell)  # type: ignore[misc]
    for field in (_F.EFFECTIVE_DATE, _F.NOTICE_DATE):
        if field in at:
            yield field, lambda cell, field=field: probe.date(0, field, cell)  # type: ignore[misc]
    if _F.ORG_CODE in at:
        yield _F.ORG_CODE, lambda cell: probe.org_code(0, cell)[0]  # type: ignore[arg-type]
    if _F.SPECIFIED_AFFILIATE in at:
        yield _F.SPECIFIED_AFFILIATE, lambda cell: probe.flag(0, cell)  # type: ignore[arg-type]


def _noted(
    values: Collection[object], read: Callable[[object], object], probe: CellReader, *, needed: bool = False
) -> set[object]:
    """Return the values to point something out about; where one is *needed*, also those that say nothing."""
    found = set()
    for value in values:
        before = len(probe.findings)
        told = read(value)
        if len(probe.findings) > before or (needed and not told):
            found.add(value)
    return found


def _unusual_days(columns: Sequence[Column], at: dict[str, int], probe: CellReader) -> Iterable[tuple[int, Finding]]:
    effective = columns[at[_F.EFFECTIVE_DATE]]
    notice = columns[at[_F.NOTICE_DATE]] if _F.NOTICE_DATE in at else ("",) * len(effective)
    said: dict[tuple[object, object], list[Finding]] = {}
    for pair in set(zip(effective, notice, strict=True)):
        first, second = (probe.date(0, _F.EFFECTIVE_DATE, day) for day in pair)  # type: ignore[arg-type] # text
        before = len(probe.findings)
        if first is not None:
            probe.timing(0, first, second)
            if len(probe.findings) > before:
                said[pair] = probe.findings[before:]
    if said:
        for place, pair in enumerate(zip(effective, notice, strict=True)):
            for finding in said.get(pair, ()):
                yield place, finding


def _places(column: Column, values: Collection[object]) -> set[int]:
    if not values:
        return set()
    return {place for place, value in enumerate(column) if value in values}


def _unlike(column: Column, pattern: str) -> set[int] | None:
    """Return where a column's texts are not wholly like *pattern*; None when one is no text or has several lines."""
    try:
        joined = "".join(column)  # type: ignore[arg-type] # whether all are texts is what is asked
    except TypeError:
        return None
    if "\n" in joined:
        return None
    if pattern is PLAIN_NUMBER and joined.isascii() and joined.isalnum() and _is_short(column):
        return set()  # numbers are all different: what the pattern says of each is said of all at once
    is_like = re.compile(pattern).fullmatch
    return _places(column, {text for text in set(column) if not is_like(text)})  # type: ignore[call-overload]


def _is_short(column: Column) -> bool:
    return _LENGTHS.issuperset(map(len, column))  # type: ignore[arg-type]
