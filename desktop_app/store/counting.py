"""What counts in a part of the record, for whoever disposes of it."""

from __future__ import annotations

from desktop_app.domain.disposed import Disposed
from desktop_app.domain.facts import Recorded
from desktop_app.store.disposed import naming_files, rows_in
from desktop_app.store.record import Record


def counting_in(record: Record, part: Disposed) -> tuple[tuple[Recorded, bytes], ...]:
    """Return what counts in a part of the record, with its bytes, but for what has gone with the part."""
    with record.database.transaction() as connection:
        found = tuple(rows_in(connection, part))
    return tuple((one, data) for one, data in found if any(record.counting((one,))))


def facts_with_files(record: Record) -> tuple[Recorded, ...]:
    """Return the facts that name sealed files."""
    with record.database.transaction() as connection:
        found = tuple(naming_files(connection))
    return tuple(record.counting(found))
