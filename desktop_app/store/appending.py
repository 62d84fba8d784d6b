"""One entry more at the end of a device's chain, and its facts in the read table."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.domain.disposed import NOTHING, Disposed
from desktop_app.domain.facts import Recorded
from desktop_app.errors import DatabaseDamaged, UnreadableFact
from desktop_app.journal.entry import GENESIS, Head, SignedEntry
from desktop_app.store.absorbing import fact_rows, insert_all
from desktop_app.store.bases import base_of
from desktop_app.store.ended_histories import branch_entries
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
    last = SignedEntry(row.body, row.signature)
    try:
        return Head(device_id, last.entry.seq, last.hash)
    except UnreadableFact as error:
        raise DatabaseDamaged(path="", where="page") from error


def append(connection: sa.Connection, signed: SignedEntry, disposed: Disposed = NOTHING) -> list[Recorded]:
    """Put an entry into the journal and its facts into the read table; returns them."""
    body = signed.entry
    row = {"device_id": body.device_id, "seq": body.seq, "lamport": body.lamport}
    connection.execute(entry.insert().values(**row, body=signed.body, signature=signed.signature))
    return show_facts(connection, signed, disposed)


def show_facts(connection: sa.Connection, signed: SignedEntry, disposed: Disposed = NOTHING) -> list[Recorded]:
    """Put the facts of an entry into the read table, but for what went with a year; returns them all."""
    insert_all(connection, fact, fact_rows(signed, disposed))
    return list(signed.recorded)


def show_all(connection: sa.Connection) -> list[Recorded]:
    """Put the facts of every entry here into the read table, those of second histories too; returns them."""
    recorded: list[Recorded] = []
    query = sa.select(entry.c.body, entry.c.signature).order_by(entry.c.lamport, entry.c.device_id, entry.c.seq)
    for body, signature in connection.execute(query).all():
        recorded += show_facts(connection, SignedEntry(body, signature))
    for signed in branch_entries(connection):
        recorded += show_facts(connection, signed)
    return recorded
