"""Segments kept as they travel: our own before they are sent (the outbox), others' so that they can be re-created."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.store.append_only import deletable
from desktop_app.store.bases import base_of, bases
from desktop_app.store.database import Database
from desktop_app.store.tables import blob, branch, entry, published, segment


@dataclass(frozen=True, slots=True)
class KeptSegment:
    """A segment file's bytes and which entries of which device are in it."""

    device_id: str
    seq: int
    fiscal_year: int
    first_entry: int
    last_entry: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SegmentEnd:
    """Where a device's chain of segments ends here, which may be at the end of a part that went with its year."""

    device_id: str
    seq: int
    sha256: str
    last_entry: int
    fiscal_year: int


def _ends() -> sa.Select[tuple[object, ...]]:
    first = sa.select(sa.func.min(segment.c.device_id).label("device_id")).cte("known", recursive=True)
    later = sa.select(sa.func.min(segment.c.device_id)).where(segment.c.device_id > first.c.device_id)
    known = first.union_all(sa.select(later.scalar_subquery()).where(first.c.device_id.is_not(None)))
    last = segment.alias()
    newest = sa.select(sa.func.max(last.c.seq)).where(last.c.device_id == known.c.device_id).scalar_subquery()
    ends = sa.and_(segment.c.device_id == known.c.device_id, segment.c.seq == newest)
    return sa.select(segment).select_from(known.join(segment, ends))


# Put together once: an errand asks these dozens of times, and putting one together costs more than its answer.
_DEVICE: sa.BindParameter[str] = sa.bindparam("device")
_SEQ: sa.BindParameter[int] = sa.bindparam("seq")
_MOST: sa.BindParameter[int] = sa.bindparam("most")
_PLACE = (segment.c.device_id, segment.c.fiscal_year, segment.c.seq)
_OF_DEVICE = sa.select(segment).where(segment.c.device_id == _DEVICE)
_ONE = _OF_DEVICE.where(segment.c.seq == _SEQ)
_NEWEST = _OF_DEVICE.order_by(segment.c.seq.desc()).limit(1)
_NEWEST_SEQ = sa.select(sa.func.max(segment.c.seq)).where(segment.c.device_id == _DEVICE)
_ENDS = _ends()
_AFTER = (
    sa.select(*_PLACE)
    .where(sa.tuple_(segment.c.device_id, segment.c.seq) > sa.tuple_(_DEVICE, _SEQ))
    .order_by(segment.c.device_id, segment.c.seq)
    .limit(_MOST)
)
_COUNT = sa.select(sa.func.count()).select_from(sa.select(segment.c.seq).limit(_MOST).subquery())
_PUBLISHED = (
    sa.select(sa.func.count()).select_from(published).where(published.c.device_id == _DEVICE, published.c.seq > _SEQ)
)
_SEEN = sa.exists().where(published.c.device_id == segment.c.device_id, published.c.seq == segment.c.seq)
_NOT_PUBLISHED = _OF_DEVICE.where(sa.not_(_SEEN)).order_by(segment.c.seq)
_LAST_ENTRY = sa.select(sa.func.max(entry.c.seq)).where(entry.c.device_id == _DEVICE)
_LAST_CUT = sa.select(sa.func.max(segment.c.last_entry)).where(
    segment.c.device_id == _DEVICE, segment.c.seq == _NEWEST_SEQ.scalar_subquery()
)
_BRANCHES = sa.select(*(column for column in branch.c if column.name != "sha256")).order_by(
    branch.c.device_id, branch.c.seq, branch.c.sha256
)


class Segments:
    """The segments of one home, and what of ours was seen on the share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def keep(connection: sa.Connection, kept: KeptSegment, blobs: Iterable[str]) -> None:
        """Keep a segment, and the names of the sealed files it speaks of, within a transaction under way."""
        connection.execute(
            segment.insert().values(
                device_id=kept.device_id,
                seq=kept.seq,
                first_entry=kept.first_entry,
                last_entry=kept.last_entry,
                fiscal_year=kept.fiscal_year,
                data=kept.data,
            )
        )
        Segments.name_blobs(connection, blobs, kept.fiscal_year)

    @staticmethod
    def name_blobs(connection: sa.Connection, blobs: Iterable[str], fiscal_year: int) -> None:
        """Note the names of sealed files that a segment of a year speaks of, within a transaction under way."""
        rows = [{"sealed_sha256": name, "fiscal_year": fiscal_year} for name in blobs]
        if rows:
            connection.execute(insert(blob).on_conflict_do_nothing(), rows)

    @staticmethod
    def newest_seq(connection: sa.Connection, device_id: str) -> int:
        """Return the number of the device's newest segment here, or that went, within a transaction under way."""
        newest = connection.execute(_NEWEST_SEQ, {"device": device_id}).scalar() or 0
        base = base_of(connection, device_id)
        return max(newest, base.segment if base else 0)

    @staticmethod
    def has(connection: sa.Connection, device_id: str, seq: int, sha256: str) -> bool:
        """Whether the segment with this hash is here, in the device's chain or in a branch."""
        own = sa.select(segment.c.data).where(segment.c.device_id == device_id, segment.c.seq == seq)
        data = connection.execute(own).scalar()
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            return True
        beside = sa.exists().where(branch.c.device_id == device_id, branch.c.seq == seq, branch.c.sha256 == sha256)
        return bool(connection.execute(sa.select(beside)).scalar())

    def put(self, new: Iterable[tuple[KeptSegment, tuple[str, ...]]]) -> None:
        """Keep segments made here, each with the names of its sealed files, in one transaction."""
        with self._database.transaction() as connection:
            for kept, blobs in new:
                self.keep(connection, kept, blobs)

    def end(self, device_id: str) -> SegmentEnd | None:
        """Return where the device's segments end here; None where it never sent one."""
        newest = next(iter(self._read(_NEWEST, device=device_id)), None)
        with self._database.transaction() as connection:
            base = base_of(connection, device_id)
        return _end(newest, base)

    def places(self) -> tuple[tuple[str, int, int], ...]:
        """Return (device, fiscal year, seq) of every segment here, in order."""
        query = sa.select(segment.c.device_id, segment.c.fiscal_year, segment.c.seq)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(segment.c.device_id, segment.c.seq)).all()
        return tuple((row.device_id, row.fiscal_year, row.seq) for row in rows)

    def one(self, device_id: str, seq: int) -> KeptSegment | None:
        """Return one segment."""
        return next(iter(self._read(_ONE, device=device_id, seq=seq)), None)

    def some(self, places: Iterable[tuple[str, int]]) -> tuple[KeptSegment, ...]:
        """Return the segments (device, seq) of *places* that are here."""
        wanted = sorted(places)
        query = sa.select(segment).where(sa.tuple_(segment.c.device_id, segment.c.seq).in_(wanted))
        return self._read(query.order_by(segment.c.device_id, segment.c.seq)) if wanted else ()

    def ends(self) -> tuple[SegmentEnd, ...]:
        """Return where every device's segments end, one step a device whatever the number of segments."""
        newest = {kept.device_id: kept for kept in self._read(_ENDS)}
        gone = self.bases()
        found = (_end(newest.get(device), gone.get(device)) for device in sorted({*newest, *gone}))
        return tuple(end for end in found if end is not None)

    def bases(self) -> Mapping[str, DisposedChain]:
        """Return where the record of each PC begins here, by device id, if not at its first entry."""
        with self._database.transaction() as connection:
            return bases(connection)

    def of_years(self, device_id: str, years: Iterable[int]) -> tuple[tuple[str, int, int], ...]:
        """Return (device, fiscal year, seq) of a device's segments of some years."""
        query = sa.select(segment.c.device_id, segment.c.fiscal_year, segment.c.seq)
        query = query.where(segment.c.device_id == device_id, segment.c.fiscal_year.in_(sorted(years)))
        with self._database.transaction() as connection:
            return tuple((row.device_id, row.fiscal_year, row.seq) for row in connection.execute(query))

    def after(self, device_id: str, seq: int, count: int) -> tuple[tuple[str, int, int], ...]:
        """Return (device, fiscal year, seq) of the *count* segments after one, in order of device and number."""
        with self._database.transaction() as connection:
            rows = connection.execute(_AFTER, {"device": device_id, "seq": seq, "most": count}).all()
        return tuple((row.device_id, row.fiscal_year, row.seq) for row in rows)

    def count(self, most: int) -> int:
        """Return how many segments are here; counting ends at *most*."""
        with self._database.transaction() as connection:
            return int(connection.execute(_COUNT, {"most": most}).scalar_one())

    def outbox(self, device_id: str) -> tuple[KeptSegment, ...]:
        """Return the device's segments that were not yet seen on the share, in order."""
        if self._all_published(device_id):
            return ()
        return self._read(_NOT_PUBLISHED, device=device_id)

    def mark_published(self, places: Iterable[tuple[str, int, str]]) -> None:
        """Note that segments (device, seq) stand on the share at a path."""
        rows = [{"device_id": device, "seq": seq, "path": path} for device, seq, path in places]
        if rows:
            with self._database.transaction() as connection:
                connection.execute(insert(published).on_conflict_do_nothing(), rows)

    def take_back(self, device_id: str, seq: int) -> None:
        """Forget the segments of this PC from one on, which nobody has seen: their entries are cut anew."""
        with self._database.transaction() as connection, deletable(connection):
            connection.execute(segment.delete().where(segment.c.device_id == device_id, segment.c.seq >= seq))

    def unsent(self, device_id: str) -> int:
        """Return how many entries of the device are not known to be on the share."""
        waiting = sum(kept.last_entry - kept.first_entry + 1 for kept in self.outbox(device_id))
        with self._database.transaction() as connection:
            base = base_of(connection, device_id)
            begin = base.entry if base else 0
            made = connection.execute(_LAST_ENTRY, {"device": device_id}).scalar() or 0
            cut = connection.execute(_LAST_CUT, {"device": device_id}).scalar() or 0
        return max(made, begin) - max(cut, begin) + waiting

    def sent(self, device_id: str) -> tuple[int, int]:
        """Return the device's last segment, and entry, that was seen on the share with all before it."""
        waiting = self.outbox(device_id)
        if waiting:
            return waiting[0].seq - 1, waiting[0].first_entry - 1
        end = self.end(device_id)
        return (end.seq, end.last_entry) if end else (0, 0)

    def branches(self) -> tuple[KeptSegment, ...]:
        """Return the segments of second histories."""
        return self._read(_BRANCHES)

    def branch_ends(self) -> dict[str, int]:
        """Return the last entry of the second histories that are here, by device."""
        query = sa.select(branch.c.device_id, sa.func.max(branch.c.last_entry)).group_by(branch.c.device_id)
        with self._database.transaction() as connection:
            return {str(device): int(last) for device, last in connection.execute(query)}

    def blobs(self) -> frozenset[tuple[str, int]]:
        """Return (hash of the ciphertext, fiscal year) of every sealed file that segments speak of."""
        with self._database.transaction() as connection:
            return frozenset((row.sealed_sha256, row.fiscal_year) for row in connection.execute(sa.select(blob)))

    def _all_published(self, device_id: str) -> bool:
        # The usual case, told by the newest number alone: they are numbered without gaps.
        with self._database.transaction() as connection:
            base = base_of(connection, device_id)
            begin = base.segment if base else 0
            count = connection.execute(_PUBLISHED, {"device": device_id, "seq": begin}).scalar_one()
            return begin + count == self.newest_seq(connection, device_id)

    def _read(self, query: sa.Select[tuple[object, ...]], **given: object) -> tuple[KeptSegment, ...]:
        with self._database.transaction() as connection:
            rows = connection.execute(query, given).all()
        return tuple(KeptSegment(**row._mapping) for row in rows)  # noqa: SLF001 - documented, named so on purpose


def _end(newest: KeptSegment | None, base: DisposedChain | None) -> SegmentEnd | None:
    if base is not None and (newest is None or newest.seq < base.segment):
        return SegmentEnd(base.device_id, base.segment, base.sha256, base.entry, base.fiscal_year)
    if newest is None:
        return None
    digest = hashlib.sha256(newest.data).hexdigest()
    return SegmentEnd(newest.device_id, newest.seq, digest, newest.last_entry, newest.fiscal_year)
