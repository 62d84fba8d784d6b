"""Taking a disposed year out of a home's database: entries, segments, second histories, names of files, keys.

Only what the workplace's facts say has gone, and only after somebody compared it with what was carried forward
(``usecases.disposing``). The read tables do not hold it any more (``store.disposed``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import office_date
from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.disposed import Disposed
from desktop_app.journal.entry import GENESIS, Entry, SignedEntry, read_entry
from desktop_app.journal.segment import parse_segment
from desktop_app.store.append_only import deletable
from desktop_app.store.bases import base_of, begin_from
from desktop_app.store.segments import Segments
from desktop_app.store.tables import (
    aside,
    blob,
    branch,
    branch_entry,
    desk,
    entry,
    fact,
    published,
    secret,
    segment,
    sight,
)

_SEALED = re.compile(rb'\\?"sealed_sha256\\?": ?\\?"([0-9a-f]{64})')
"""As a fact names its sealed files, also inside one that was carried forward."""


def chains_upto(connection: sa.Connection, year: int, *, shared: bool) -> tuple[DisposedChain, ...]:
    """Return what of each PC's record goes with *year*: what comes before its first segment of a later year.

    Clocks that were wrong may put an earlier year after a later one: that stays. Where nothing is *shared* there are
    no segments, and entries are looked at instead.
    """
    devices = sorted(connection.execute(sa.select(entry.c.device_id).distinct()).scalars())
    upto = _segments_upto if shared else _entries_upto
    found = (upto(connection, device, year) for device in devices)
    return tuple(chain for chain in found if chain is not None)


def _segments_upto(connection: sa.Connection, device_id: str, year: int) -> DisposedChain | None:
    base = base_of(connection, device_id)
    places = sa.select(segment.c.seq, segment.c.last_entry, segment.c.fiscal_year).where(
        segment.c.device_id == device_id, segment.c.seq > (base.segment if base else 0)
    )
    last = None
    for row in connection.execute(places.order_by(segment.c.seq)):
        if row.fiscal_year > year:
            break
        last = row
    if last is None:
        return None
    data = sa.select(segment.c.data).where(segment.c.device_id == device_id, segment.c.seq == last.seq)
    digest = hashlib.sha256(connection.execute(data).scalar_one()).hexdigest()
    return _chain(connection, device_id, year, last.last_entry, last.seq, digest)


def _entries_upto(connection: sa.Connection, device_id: str, year: int) -> DisposedChain | None:
    base = base_of(connection, device_id)
    last, upto = None, base.entry if base else 0
    rows = sa.select(entry.c.seq, entry.c.body).where(entry.c.device_id == device_id, entry.c.seq > upto)
    for row in connection.execute(rows.order_by(entry.c.seq)):
        if _year(read_entry(row.body)) > year:
            break
        last = row.seq
    if last is None:
        return None
    return _chain(connection, device_id, year, last, base.segment if base else 0, base.sha256 if base else GENESIS)


def _chain(
    connection: sa.Connection, device_id: str, year: int, last_entry: int, seq: int, sha256: str
) -> DisposedChain | None:
    row = connection.execute(
        sa.select(entry.c.body, entry.c.lamport).where(entry.c.device_id == device_id, entry.c.seq == last_entry)
    ).first()
    if row is None:
        return None  # segments of it are here, and the entries are not: nothing is known of it
    beside = sa.select(branch.c.sha256).where(
        branch.c.device_id == device_id, branch.c.last_entry <= last_entry, branch.c.fiscal_year <= year
    )
    return DisposedChain(
        device_id=device_id,
        segment=seq,
        sha256=sha256,
        entry=last_entry,
        entry_hash=hashlib.sha256(row.body).hexdigest(),
        lamport=row.lamport,
        branches=tuple(sorted(connection.execute(beside).scalars())),
        fiscal_year=year,
    )


def entries_in(connection: sa.Connection, disposed: Disposed) -> Iterator[tuple[SignedEntry, Entry]]:
    """Yield the entries here that stand in the part that went, of second histories too."""
    for device_id, (last, _before) in sorted(disposed.reach.items()):
        rows = sa.select(entry.c.body, entry.c.signature).where(entry.c.device_id == device_id, entry.c.seq <= last)
        yield from _within(disposed, connection.execute(rows.order_by(entry.c.seq)))
    if disposed:
        yield from _within(disposed, connection.execute(sa.select(branch_entry.c.body, branch_entry.c.signature)))


def _within(disposed: Disposed, rows: Iterable[sa.Row[Any]]) -> Iterator[tuple[SignedEntry, Entry]]:
    for row in rows:
        body = read_entry(row.body)
        if disposed.covers(body.device_id, body.seq, body.at):
            yield SignedEntry(row.body, row.signature), body


def remove(connection: sa.Connection, disposed: Disposed, chains: Mapping[str, DisposedChain], year: int) -> int:
    """Take the part that went out of the record, within a transaction under way; returns how many entries."""
    going = [(signed.hash, body.device_id, body.seq) for signed, body in entries_in(connection, disposed)]
    with deletable(connection):
        for device_id, chain in chains.items():
            upto = segment.c.device_id == device_id, segment.c.seq <= chain.segment
            connection.execute(segment.delete().where(*upto))
            connection.execute(entry.delete().where(entry.c.device_id == device_id, entry.c.seq <= chain.entry))
            beside = branch.c.last_entry <= chain.entry, branch.c.fiscal_year <= chain.fiscal_year
            connection.execute(branch.delete().where(branch.c.device_id == device_id, *beside))
            connection.execute(
                published.delete().where(published.c.device_id == device_id, published.c.seq <= chain.segment)
            )
            connection.execute(sight.delete().where(sight.c.device_id == device_id, sight.c.fiscal_year <= year))
        _remove_beside(connection, going)
    _remove_aside(connection, year)
    _name_blobs_anew(connection, year)
    for name in connection.execute(sa.select(desk.c.name).where(desk.c.name.startswith("draft/"))).scalars().all():
        if name.removeprefix("draft/") in disposed.gone:
            connection.execute(desk.delete().where(desk.c.name == name))
    begin_from(connection, chains.values())
    return len(going)


def _remove_beside(connection: sa.Connection, going: Iterable[tuple[str, str, int]]) -> None:
    """Remove entries of second histories that stand in no segment of one any more."""
    kept = connection.execute(sa.select(branch.c.device_id, branch.c.first_entry, branch.c.last_entry)).all()
    for hash_, device_id, seq in going:
        if not any(device_id == one.device_id and one.first_entry <= seq <= one.last_entry for one in kept):
            connection.execute(branch_entry.delete().where(branch_entry.c.hash == hash_))


def _remove_aside(connection: sa.Connection, year: int) -> None:
    for row in connection.execute(sa.select(aside.c.hash, aside.c.body)).all():
        if _year(read_entry(row.body)) <= year:
            connection.execute(aside.delete().where(aside.c.hash == row.hash))


def _name_blobs_anew(connection: sa.Connection, year: int) -> None:
    """Forget the names of sealed files that only segments named which went."""
    connection.execute(blob.delete().where(blob.c.fiscal_year <= year))
    for table in (segment, branch):
        left = sa.select(table.c.data, table.c.fiscal_year).where(table.c.fiscal_year <= year)
        for row in connection.execute(left).all():
            Segments.name_blobs(connection, parse_segment(row.data).header.blobs, row.fiscal_year)


def files_named(connection: sa.Connection) -> frozenset[str]:
    """Return the sealed files (hash of the ciphertext) that anything which counts, or a draft, speaks of."""
    found: set[str] = set()
    for (data,) in (*connection.execute(sa.select(fact.c.data)), *connection.execute(sa.select(desk.c.value))):
        found |= names_in(data)
    return frozenset(found)


def names_in(data: bytes) -> frozenset[str]:
    """Return the sealed files that a fact's, or an entry's, bytes speak of."""
    return frozenset(name.decode() for name in _SEALED.findall(data))


def _year(body: Entry) -> int:
    return _year_at(body.at)


def _year_at(at: datetime) -> int:
    return fiscal_year(office_date(at))


def remove_secrets(connection: sa.Connection, names: Iterable[str]) -> None:
    """Remove secrets of keys that went with their year, within a transaction under way."""
    for name in names:
        connection.execute(secret.delete().where(secret.c.name == name))
