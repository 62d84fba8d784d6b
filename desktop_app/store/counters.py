"""How far the journal's counters have come."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.store.tables import branch_entry, entry


def highest_counters(connection: sa.Connection, device_id: str) -> tuple[int, int]:
    """Return the highest counter of all, and that of the device's last entry."""
    highest = connection.execute(sa.select(sa.func.max(entry.c.lamport))).scalar() or 0
    beside = connection.execute(sa.select(sa.func.max(branch_entry.c.lamport))).scalar() or 0
    last = sa.select(entry.c.lamport).where(entry.c.device_id == device_id).order_by(entry.c.seq.desc()).limit(1)
    return max(highest, beside), connection.execute(last).scalar() or 0
