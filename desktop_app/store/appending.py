"""One entry more at the end of a device's chain, and its facts in the read table."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.domain.disposed import NOTHING, Disposed
from desktop_app.domain.facts import Recorded
from desktop_app.errors import DatabaseDamaged, UnreadableFact
from desktop_app.journal.entry import GENESIS, Head, SignedEntry, read_entry, recorded_facts
from desktop_app.store.absorbing import fact_rows
from desktop_app.store.bases import base_of
from desktop_app.store.tables import entry, fact

_LAST = (1 << 63) - 1
_HEAD = (
    sa.select(entry.c.seq, entry.c.body, entry.c.signature)
    .where(entry.c.device_id == sa.bindparam("device"), entry.c.seq <= sa.bindparam("upto"))
    .order_by(entry.c.seq.desc())
    .limit(1)
)


def head_of(connection: sa.Connection, device_id: str, upto: int | None = None) -> Head:
    """Return where a device's chain stands here, or stood at its entry *upto*. Raises DatabaseDamaged.

    Of a part that went with a disposed year only its end is known.
    """
    row = connection.execute(_HEAD, {"device": device_id, "upto": _LAST if upto is None else upto}).first()
    base = base_of(connection, device_id)
    if base is not None and (row is None or row.seq < base.entry <= (upto or _LAST)):
        return Head(device_id, base.entry, base.entry_hash)
    if row is None:
        return Head(device_id, 0, GENESIS)
    # SQLCipher reads a damaged last page of a long value as zeros and says nothing (measured): an entry that
    # follows such a body would break the chain for ever.
    try:
        read_entry(row.body)
    except UnreadableFact as error:
        raise DatabaseDamaged(path="", where="page") from error
    return Head(device_id, row.seq, SignedEntry(row.body, row.signature).hash)


def append(connection: sa.Connection, signed: SignedEntry, disposed: Disposed = NOTHING) -> list[Recorded]:
    """Put an entry into the journal and its facts into the read table; returns them."""
    body = read_entry(signed.body)
    row = {"device_id": body.device_id, "seq": body.seq, "lamport": body.lamport}
    connection.execute(entry.insert().values(**row, body=signed.body, signature=signed.signature))
    return show_facts(connection, signed.body, disposed)


def show_facts(connection: sa.Connection, body: bytes, disposed: Disposed = NOTHING) -> list[Recorded]:
    """Put the facts of an entry's body into the read table, but for what went with a year; returns them all."""
    parsed = read_entry(body)
    recorded = recorded_facts(parsed)
    rows = fact_rows(body, parsed, recorded, disposed)
    if rows:
        connection.execute(fact.insert(), rows)
    return list(recorded)
