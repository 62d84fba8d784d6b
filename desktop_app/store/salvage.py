"""What can still be read of a damaged database: which pages are damaged, and the rows on the others.

SQLCipher authenticates every page by itself, so one damaged page costs the rows on it and, if it is an inner page,
those below it. After a damaged page a connection answers no more; every attempt therefore has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.journal.entry import SignedEntry
from desktop_app.store.bases import chain_of
from desktop_app.store.segments import KeptSegment

_PAGE = re.compile(r"page (\d+)")
_PAGE_BYTES = 4096
_BASE = ("device_id", "segment", "sha256", "entry", "entry_hash", "lamport", "fiscal_year", "branches")
_MOST_FAILURES = 2_000
"""Rows tried in vain one after the other before the rest of a stretch is given up."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Rows that could be read; whether they hold is for the caller to check."""

    entries: tuple[SignedEntry, ...]
    segments: tuple[KeptSegment, ...]
    secrets: dict[str, bytes]
    desk: dict[str, bytes]
    bases: tuple[DisposedChain, ...] = ()
    """Where PCs' records begin behind a disposed year."""


def damaged_pages(path: Path, key: bytes) -> tuple[int, ...]:
    """Return the numbers (from 1) of the pages whose authentication code does not hold, also where nothing opens."""
    if path.stat().st_size == 0:
        return (1,)
    with closing(_connect(path, key)) as connection:
        cut = not _answers(connection)  # also rolls back what a killed process left half-written
        try:
            rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        except dbapi2.Error:
            return (1,)
    found = (_PAGE.search(str(row[0])) for row in rows)
    # A finding without a page is about the file's length, which is no multiple of a page.
    pages = {int(page[1]) if page else _pages_of(path) for page in found}
    return tuple(sorted(pages)) or ((_pages_of(path) + 1,) if cut else ())


def salvage(path: Path, key: bytes) -> Salvaged:
    """Return every row of the record that can still be read."""
    entries = _rows(path, key, "entry", ("device_id", "seq"), ("body", "signature"))
    segments = _rows(path, key, "segment", ("device_id", "seq"), ("fiscal_year", "first_entry", "last_entry", "data"))
    return Salvaged(
        entries=tuple(SignedEntry(bytes(row[2]), bytes(row[3])) for row in entries),
        segments=tuple(KeptSegment(*row) for row in segments),
        secrets={row[0]: bytes(row[1]) for row in _rows(path, key, "secret", ("name",), ("value",))},
        desk={row[0]: bytes(row[1]) for row in _rows(path, key, "desk", ("name",), ("value",))},
        bases=tuple(
            chain_of(dict(zip(_BASE, row, strict=True)))
            for row in _rows(path, key, "disposed_chain", _BASE[:1], _BASE[1:])
        ),
    )


def _rows(
    path: Path, key: bytes, table: str, identity: tuple[str, ...], values: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """Read a table from both ends, and then row by row into the gap between."""
    wide = len(identity)
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for way in ("ASC", "DESC"):
        order = ", ".join(f"{name} {way}" for name in identity)
        found |= {row[:wide]: row for row in _scan(path, key, table, (*identity, *values), order)}
    if identity == ("device_id", "seq"):
        for row in _between(path, key, table, (*identity, *values), found):
            found[row[:wide]] = row
    return [found[place] for place in sorted(found)]


def _scan(path: Path, key: bytes, table: str, columns: tuple[str, ...], order: str) -> Iterator[tuple[Any, ...]]:
    query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"  # noqa: S608 - our own names
    try:
        with closing(_connect(path, key, lenient=True)) as connection:
            cursor = connection.execute(query)
            while row := cursor.fetchone():
                yield row
    except dbapi2.Error:
        return


def _between(
    path: Path, key: bytes, table: str, columns: tuple[str, ...], found: dict[tuple[Any, ...], Any]
) -> Iterator[tuple[Any, ...]]:
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE device_id = ? AND seq = ?"  # noqa: S608
    for device in sorted({place[0] for place in found}):
        numbers = {place[1] for place in found if place[0] == device}
        failures = 0
        for seq in range(1, max(numbers)):
            if seq in numbers or failures >= _MOST_FAILURES:
                continue
            row = _one(path, key, query, (device, seq))
            failures = 0 if row else failures + 1
            if row:
                yield row


def _one(path: Path, key: bytes, query: str, place: tuple[Any, ...]) -> tuple[Any, ...] | None:
    try:
        with closing(_connect(path, key, lenient=True)) as connection:
            row: tuple[Any, ...] | None = connection.execute(query, place).fetchone()
    except dbapi2.Error:
        return None
    return row


def _answers(connection: Any) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.Error:
        return False
    return True


def _connect(path: Path, key: bytes, *, lenient: bool = False) -> Any:
    connection = dbapi2.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")  # or it writes about every damaged page to stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if lenient:  # or nothing at all is read of a file whose end is missing
        connection.execute("PRAGMA writable_schema = ON")
    return connection


def _pages_of(path: Path) -> int:
    return -(-path.stat().st_size // _PAGE_BYTES)
