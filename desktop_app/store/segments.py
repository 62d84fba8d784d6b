"""Segments kept as they travel: our own before they are sent (the outbox), others' so that they can be re-created."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from desktop_app.store.database import Database
from desktop_app.store.tables import blob, entry, published, segment


@dataclass(frozen=True, slots=True)
class KeptSegment:
    """A segment file's bytes and which entries of which device are in it."""

    device_id: str
    seq: int
    fiscal_year: int
    first_entry: int
    last_entry: int
    data: bytes = field(repr=False)


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
        rows = [{"sealed_sha256": name, "fiscal_year": kept.fiscal_year} for name in blobs]
        if rows:
            connection.execute(insert(blob).on_conflict_do_nothing(), rows)

    def put(self, new: Iterable[tuple[KeptSegment, tuple[str, ...]]]) -> None:
        """Keep segments made here, each with the names of its sealed files, in one transaction."""
        with self._database.transaction() as connection:
            for kept, blobs in new:
                self.keep(connection, kept, blobs)

    def newest(self, device_id: str) -> KeptSegment | None:
        """Return the device's newest segment here."""
        query = sa.select(segment).where(segment.c.device_id == device_id).order_by(segment.c.seq.desc()).limit(1)
        return next(iter(self._read(query)), None)

    def places(self) -> tuple[tuple[str, int, int], ...]:
        """Return (device, fiscal year, seq) of every segment here, in order."""
        query = sa.select(segment.c.device_id, segment.c.fiscal_year, segment.c.seq)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(segment.c.device_id, segment.c.seq)).all()
        return tuple((row.device_id, row.fiscal_year, row.seq) for row in rows)

    def one(self, device_id: str, seq: int) -> KeptSegment | None:
        """Return one segment."""
        query = sa.select(segment).where(segment.c.device_id == device_id, segment.c.seq == seq)
        return next(iter(self._read(query)), None)

    def outbox(self, device_id: str) -> tuple[KeptSegment, ...]:
        """Return the device's segments that were not yet seen on the share, in order."""
        query = sa.select(segment).where(segment.c.device_id == device_id, _not_published())
        return self._read(query.order_by(segment.c.seq))

    def mark_published(self, places: Iterable[tuple[str, int, str]]) -> None:
        """Note that segments (device, seq) stand on the share at a path."""
        rows = [{"device_id": device, "seq": seq, "path": path} for device, seq, path in places]
        if rows:
            with self._database.transaction() as connection:
                connection.execute(insert(published).on_conflict_do_nothing(), rows)

    def unsent(self, device_id: str) -> int:
        """Return how many entries of the device are not known to be on the share."""
        sent = sa.select(sa.func.coalesce(sa.func.sum(segment.c.last_entry - segment.c.first_entry + 1), 0))
        sent = sent.where(segment.c.device_id == device_id, sa.not_(_not_published()))
        made = sa.select(sa.func.count()).select_from(entry).where(entry.c.device_id == device_id)
        with self._database.transaction() as connection:
            return int(connection.execute(made).scalar_one()) - int(connection.execute(sent).scalar_one())

    def blobs(self) -> frozenset[tuple[str, int]]:
        """Return (hash of the ciphertext, fiscal year) of every sealed file that segments speak of."""
        with self._database.transaction() as connection:
            return frozenset((row.sealed_sha256, row.fiscal_year) for row in connection.execute(sa.select(blob)))

    def _read(self, query: sa.Select[tuple[object, ...]]) -> tuple[KeptSegment, ...]:
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return tuple(KeptSegment(**row._mapping) for row in rows)  # noqa: SLF001 - documented, named so on purpose


def _not_published() -> sa.ColumnElement[bool]:
    seen = sa.exists().where(published.c.device_id == segment.c.device_id, published.c.seq == segment.c.seq)
    return sa.not_(seen)
