"""The two acts that may take rows out of the record: giving up a device id, and disposing of a fiscal year."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from desktop_app.store.tables import APPEND_ONLY, JOURNAL_TRIGGERS


@contextmanager
def deletable(connection: sa.Connection) -> Iterator[None]:
    """Let rows of the record be deleted inside, within a transaction under way; what fails brings all of it back."""
    for table in APPEND_ONLY:
        connection.exec_driver_sql(f"DROP TRIGGER {table}_no_delete")
    yield
    for statement in JOURNAL_TRIGGERS:
        connection.exec_driver_sql(statement)
