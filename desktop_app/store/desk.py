"""What belongs to this home alone: desk state (seat, preferences, outbox marks) and secrets (private keys)."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from desktop_app.store.database import Database
from desktop_app.store.tables import desk, secret

_READ = {table: sa.select(table.c.value).where(table.c.name == sa.bindparam("name")) for table in (desk, secret)}
"""Put together once: every errand reads some twenty values."""


class Desk:
    """Named values of this home; they are encrypted with the rest and never leave the PC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> bytes | None:
        """Return a value, or None."""
        return self._read(desk, name)

    def put(self, values: Mapping[str, bytes | None]) -> None:
        """Write values (None deletes) in one transaction."""
        with self._database.transaction() as connection:
            self.write(connection, values)

    def secret(self, name: str) -> bytes | None:
        """Return a secret, or None."""
        return self._read(secret, name)

    def secrets(self, prefix: str) -> dict[str, bytes]:
        """Return all secrets whose name begins with *prefix*."""
        query = sa.select(secret).where(secret.c.name.startswith(prefix, autoescape=True))
        with self._database.transaction() as connection:
            return {row.name: row.value for row in connection.execute(query)}

    def put_secrets(self, values: Mapping[str, bytes]) -> None:
        """Write secrets in one transaction."""
        with self._database.transaction() as connection:
            self.write_secrets(connection, values)

    def _read(self, table: sa.Table, name: str) -> bytes | None:
        with self._database.transaction() as connection:
            value: bytes | None = connection.execute(_READ[table], {"name": name}).scalar()
        return value

    @staticmethod
    def write(connection: sa.Connection, values: Mapping[str, bytes | None]) -> None:
        """Write values within a transaction that is under way (None deletes)."""
        for name, value in values.items():
            if value is None:
                connection.execute(desk.delete().where(desk.c.name == name))
            else:
                connection.execute(_WRITE[desk], {"name": name, "value": value})

    @staticmethod
    def write_secrets(connection: sa.Connection, values: Mapping[str, bytes]) -> None:
        """Write secrets within a transaction that is under way."""
        for name, value in values.items():
            connection.execute(_WRITE[secret], {"name": name, "value": value})


def _upsert(table: sa.Table) -> sa.sql.dml.Insert:
    statement = insert(table)
    return statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})


_WRITE = {table: _upsert(table) for table in (desk, secret)}
