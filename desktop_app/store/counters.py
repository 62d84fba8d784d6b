"""How far the journal has come: its counters, and where a device's chain stands."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.errors import DatabaseDamaged, UnreadableFact
from desktop_app.journal.entry import GENESIS, Head, SignedEntry, read_entry
from desktop_app.store.tables import branch_entry, entry

_HIGHEST = sa.select(sa.func.max(entry.c.lamport))
_BESIDE = sa.select(sa.func.max(branch_entry.c.lamport))
_OWN = (
    sa.select(entry.c.lamport).where(entry.c.device_id == sa.bindparam("device")).order_by(entry.c.seq.desc()).limit(1)
)
_LAST = (1 << 63) - 1
_HEAD = (
    sa.select(entry.c.seq, entry.c.body, entry.c.signature)
    .where(entry.c.device_id == sa.bindparam("device"), entry.c.seq <= sa.bindparam("upto"))
    .order_by(entry.c.seq.desc())
    .limit(1)
)


def highest_counters(connection: sa.Connection, device_id: str) -> tuple[int, int]:
    """Return the highest counter of all, and that of the device's last entry."""
    highest = connection.execute(_HIGHEST).scalar() or 0
    beside = connection.execute(_BESIDE).scalar() or 0
    return max(highest, beside), connection.execute(_OWN, {"device": device_id}).scalar() or 0


def head_of(connection: sa.Connection, device_id: str, upto: int | None = None) -> Head:
    """Return where a device's chain stands, or stood at its entry *upto*. Raises DatabaseDamaged."""
    row = connection.execute(_HEAD, {"device": device_id, "upto": _LAST if upto is None else upto}).first()
    if row is None:
        return Head(device_id, 0, GENESIS)
    # SQLCipher reads a damaged last page of a long value as zeros and says nothing (measured): an entry that
    # follows such a body would break the chain for ever.
    try:
        read_entry(row.body)
    except UnreadableFact as error:
        raise DatabaseDamaged(path="", where="page") from error
    return Head(device_id, row.seq, SignedEntry(row.body, row.signature).hash)
