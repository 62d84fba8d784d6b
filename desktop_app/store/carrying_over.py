"""Recording again, under a new device id, what a PC recorded under one that another PC holds too.

The former entries leave the chain, because the other PC's go in their place; they are set aside, not thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from desktop_app.domain.facts import AnswerWithdrawn, Fact, ItemAnswered, Position
from desktop_app.domain.rivals import at_places
from desktop_app.journal.codec import decode_fact
from desktop_app.journal.entry import GENESIS, Head, Sign, SignedEntry, make_entry
from desktop_app.store.append_only import deletable
from desktop_app.store.tables import aside, entry, fact, segment, sight


@dataclass(frozen=True, slots=True)
class Beyond:
    """What of a device's chain is to leave it: everything beyond an entry, and beyond a segment."""

    device_id: str
    entry: int
    segment: int


def set_aside(connection: sa.Connection, told: Beyond) -> tuple[SignedEntry, ...]:
    """Take what lies beyond out of a device's chain; returns the entries. Its files on the share are read again."""
    beyond = sa.and_(entry.c.device_id == told.device_id, entry.c.seq > told.entry)
    rows = connection.execute(sa.select(entry.c.body, entry.c.signature).where(beyond).order_by(entry.c.seq)).all()
    found = tuple(SignedEntry(body, signature) for body, signature in rows)
    if found:
        kept = [{"hash": one.hash, "body": one.body, "signature": one.signature} for one in found]
        connection.execute(aside.insert(), kept)
    with deletable(connection):
        connection.execute(entry.delete().where(beyond))
        connection.execute(segment.delete().where(segment.c.device_id == told.device_id, segment.c.seq > told.segment))
    connection.execute(fact.delete().where(fact.c.device_id == told.device_id, fact.c.seq > told.entry))
    connection.execute(sight.delete().where(sight.c.device_id == told.device_id))
    return found


def again(found: tuple[SignedEntry, ...], device_id: str, lamport: int, sign: Sign) -> Iterator[SignedEntry]:
    """Yield entries that say the same, with their time and person, as the first of a new device."""
    head = Head(device_id, 0, GENESIS)
    bodies = [former.entry for former in found]
    moved = {
        Position(0, body.device_id, body.seq, index).place: Position(0, device_id, seq, index).place
        for seq, body in enumerate(bodies, start=1)
        for index in range(len(body.facts))
    }
    for body in bodies:
        lamport += 1
        facts = tuple(_at_new_places(raw, moved) for raw in body.facts)
        signed = make_entry(head, facts, lamport=lamport, at=body.at, by=body.by, sign=sign)
        head = Head(device_id, head.seq + 1, signed.hash)
        yield signed


def _at_new_places(raw: msgspec.Raw, moved: Mapping[str, str]) -> Fact | msgspec.Raw:
    """Return a fact as it stands, or naming the answers it takes the place of by where they stand now."""
    fact = decode_fact(raw)
    if isinstance(fact, ItemAnswered | AnswerWithdrawn) and not moved.keys().isdisjoint(fact.replaces or ()):
        return at_places(fact, moved)
    return raw
