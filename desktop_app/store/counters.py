"""How far the journal's counters have come."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.store.bases import base_of
from desktop_app.store.tables import branch_entry, disposed_chain, entry

_HIGHEST = sa.select(sa.func.max(entry.c.lamport))
_BESIDE = sa.select(sa.func.max(branch_entry.c.lamport))
_GONE = sa.select(sa.func.max(disposed_chain.c.lamport))
_OWN = (
    sa.select(entry.c.lamport).where(entry.c.device_id == sa.bindparam("device")).order_by(entry.c.seq.desc()).limit(1)
)


def highest_counters(connection: sa.Connection, device_id: str) -> tuple[int, int]:
    """Return the highest counter of all, and that of the device's last entry."""
    highest = connection.execute(_HIGHEST).scalar() or 0
    beside = connection.execute(_BESIDE).scalar() or 0
    gone = connection.execute(_GONE).scalar() or 0
    own = connection.execute(_OWN, {"device": device_id}).scalar() or 0
    if gone:
        base = base_of(connection, device_id)
        own = max(own, base.lamport if base else 0)
    return max(highest, beside, gone), own
