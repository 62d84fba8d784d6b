"""Taking in what other PCs recorded: many entries in one transaction, each device's chain in its order.

A device that was copied has two histories. Whichever came here first is its chain; the other is its *branch*, kept
whole beside it. Facts of both count, in an order that does not depend on which came first (share protocol,
principle 1: state is a function of the set of segments).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.disposed import NOTHING, Disposed
from desktop_app.domain.facts import Recorded, UnknownFact, case_of
from desktop_app.errors import JournalBroken
from desktop_app.journal.entry import GENESIS, SignedEntry, leaps
from desktop_app.store.bases import bases
from desktop_app.store.segments import KeptSegment, Segments
from desktop_app.store.tables import blob, branch, branch_entry, entry, fact, segment


@dataclass(frozen=True, slots=True)
class Incoming:
    """A checked segment with its entries opened; ``branch`` when it belongs to a device's second history."""

    kept: KeptSegment
    blobs: tuple[str, ...]
    entries: tuple[SignedEntry, ...] = field(repr=False)
    branch: bool = False


class Absorbed(Enum):
    """What became of a segment."""

    TAKEN = "taken"
    KNOWN = "known"
    GAP = "gap"
    BROKEN = "broken"
    LEAP = "leap"
    DISPOSED = "disposed"
    """It went with its year, and still lies on the share."""


@dataclass(frozen=True, slots=True)
class _End:
    """Where a device's chain ends."""

    seq: int
    hash: str
    lamport: int


class Intake:
    """One transaction's worth of entries: checked as they come, written together by ``write``."""

    def __init__(self, connection: sa.Connection, disposed: Disposed = NOTHING) -> None:
        """*disposed*: what of the record does not count any more, as far as it is known here."""
        self._connection = connection
        self._disposed = disposed
        self._bases: Mapping[str, DisposedChain] | None = None
        self._ends: dict[str, _End] = {}
        self._newest: dict[str, int] = {}
        self._entries: list[SignedEntry] = []
        self._branches: list[SignedEntry] = []
        self._segments: list[KeptSegment] = []
        self._blobs: list[dict[str, object]] = []
        self.recorded: list[Recorded] = []

    def add_segment(self, incoming: Incoming) -> Absorbed:
        """Take in a segment whole, or nothing of it."""
        kept = incoming.kept
        base = self._base_of(kept.device_id)
        if base is not None and kept.seq <= base.segment and kept.fiscal_year <= base.fiscal_year:
            return Absorbed.DISPOSED
        if incoming.branch:
            return self._add_branch(incoming)
        newest = self._newest_of(kept.device_id)
        if kept.seq <= newest:
            return Absorbed.KNOWN
        if kept.seq != newest + 1:
            return Absorbed.GAP
        if kept.first_entry <= self._end_of(kept.device_id).seq and not self._agrees(incoming.entries):
            return self._add_branch(incoming)  # entries of another history are here already
        taken = self._following(incoming.entries)
        if isinstance(taken, Absorbed):
            return taken
        self._add(taken)
        self._segments.append(kept)
        self._blobs += [{"sealed_sha256": name, "fiscal_year": kept.fiscal_year} for name in incoming.blobs]
        self._newest[kept.device_id] = kept.seq
        return Absorbed.TAKEN

    def add_entries(self, entries: Iterable[SignedEntry]) -> None:
        """Take in entries that came without a segment; raises JournalBroken for one that does not follow."""
        for signed in entries:
            taken = self._following((signed,))
            if isinstance(taken, Absorbed):
                raise JournalBroken(device=signed.entry.device_id, seq=signed.entry.seq, reason="chain")
            self._add(taken)

    def write(self) -> None:
        """Write what was added."""
        insert_all(self._connection, entry, map(_entry_row, self._entries))
        insert_all(self._connection, segment, map(_SEGMENT_ROW, self._segments))
        added = (*self._entries, *self._branches)
        insert_all(self._connection, fact, (row for signed in added for row in fact_rows(signed, self._disposed)))
        branches = [
            {"hash": one.hash, "lamport": one.entry.lamport, "body": one.body, "signature": one.signature}
            for one in self._branches
        ]
        for table, rows in ((branch_entry, branches), (blob, self._blobs)):
            if rows:
                self._connection.execute(insert(table).on_conflict_do_nothing(), rows)

    def _following(self, entries: Iterable[SignedEntry]) -> list[SignedEntry] | Absorbed:
        """Return those that are not here yet, if they follow."""
        taken: list[SignedEntry] = []
        end: _End | None = None
        for signed in entries:
            body = signed.entry
            end = end or self._end_of(body.device_id)
            if body.seq <= end.seq:
                continue
            if body.seq != end.seq + 1 or body.prev != end.hash:
                return Absorbed.BROKEN
            if leaps(end.lamport, body.lamport):
                return Absorbed.LEAP
            end = _End(body.seq, signed.hash, body.lamport)
            taken.append(signed)
        return taken

    def _add(self, taken: list[SignedEntry]) -> None:
        self._entries += taken
        for signed in taken:
            self.recorded += signed.recorded
        if taken:
            last = taken[-1]
            self._ends[last.entry.device_id] = _End(last.entry.seq, last.hash, last.entry.lamport)

    def _add_branch(self, incoming: Incoming) -> Absorbed:
        kept = incoming.kept
        digest = hashlib.sha256(kept.data).hexdigest()
        earlier = (one for one in self._segments if (one.device_id, one.seq) == (kept.device_id, kept.seq))
        if any(one.data == kept.data for one in earlier) or Segments.has(
            self._connection, kept.device_id, kept.seq, digest
        ):
            return Absorbed.KNOWN
        row = {name: getattr(kept, name) for name in ("device_id", "seq", "first_entry", "last_entry", "fiscal_year")}
        self._connection.execute(branch.insert().values(**row, sha256=digest, data=kept.data))
        self._blobs += [{"sealed_sha256": name, "fiscal_year": kept.fiscal_year} for name in incoming.blobs]
        for signed in incoming.entries:
            if not self._is_here(signed):
                self._branches.append(signed)
                self.recorded += signed.recorded
        return Absorbed.TAKEN

    def _agrees(self, entries: Iterable[SignedEntry]) -> bool:
        """Whether the entries are those of the chain, as far as it goes."""
        for signed in entries:
            body = signed.entry
            if body.seq > self._end_of(body.device_id).seq:
                return True
            held = sa.select(entry.c.body).where(entry.c.device_id == body.device_id, entry.c.seq == body.seq)
            added = any(one.body == signed.body for one in self._entries)
            if not added and self._connection.execute(held).scalar() != signed.body:
                return False
        return True

    def unknown(self) -> frozenset[str]:
        """Return the types of facts that this version does not know."""
        return frozenset(r.fact.type for r in self.recorded if isinstance(r.fact, UnknownFact))

    def _is_here(self, signed: SignedEntry) -> bool:
        body = signed.entry
        here = sa.select(entry.c.body).where(entry.c.device_id == body.device_id, entry.c.seq == body.seq)
        beside = sa.select(sa.exists().where(branch_entry.c.hash == signed.hash))
        return (
            self._connection.execute(here).scalar() == signed.body
            or bool(self._connection.execute(beside).scalar())
            or any(one.body == signed.body for one in (*self._entries, *self._branches))
        )

    def _end_of(self, device_id: str) -> _End:
        if device_id not in self._ends:
            query = sa.select(entry.c.seq, entry.c.body, entry.c.lamport).where(entry.c.device_id == device_id)
            row = self._connection.execute(query.order_by(entry.c.seq.desc()).limit(1)).first()
            end = _End(row.seq, hashlib.sha256(row.body).hexdigest(), row.lamport) if row else _End(0, GENESIS, 0)
            base = self._base_of(device_id)
            if base is not None and base.entry > end.seq:
                end = _End(base.entry, base.entry_hash, base.lamport)
            self._ends[device_id] = end
        return self._ends[device_id]

    def _base_of(self, device_id: str) -> DisposedChain | None:
        if self._bases is None:
            self._bases = bases(self._connection)
        return self._bases.get(device_id)

    def _newest_of(self, device_id: str) -> int:
        if device_id not in self._newest:
            base = self._base_of(device_id)
            newest = Segments.newest_seq(self._connection, device_id)
            self._newest[device_id] = max(newest, base.segment if base else 0)
        return self._newest[device_id]


_SEGMENT_ROW = attrgetter(*segment.c.keys())


def _entry_row(signed: SignedEntry) -> tuple[object, ...]:
    body = signed.entry
    return body.device_id, body.seq, body.lamport, signed.body, signed.signature


def fact_rows(signed: SignedEntry, disposed: Disposed = NOTHING) -> list[tuple[object, ...]]:
    """Return an entry's rows of the read table of facts, but for those of what was *disposed* of."""
    body, at = signed.entry, signed.entry.at.isoformat()
    return [
        (case_of(r.fact), body.lamport, body.device_id, body.seq, r.position.index, r.entry, at, body.by, bytes(raw))
        for r, raw in zip(signed.recorded, body.facts, strict=True)
        if not (disposed and disposed.leaves_out(case_of(r.fact), body.device_id, body.seq, body.at))
    ]


def insert_all(connection: sa.Connection, table: sa.Table, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert rows in the order of the table's columns, of types the driver knows: past SQLAlchemy's look at each."""
    waiting = list(rows)
    if waiting:
        connection.exec_driver_sql(_insertion(table), waiting)


@cache
def _insertion(table: sa.Table) -> str:
    return str(table.insert().compile(dialect=sqlite.dialect()))
