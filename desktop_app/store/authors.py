"""Who recorded something on which PC."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from desktop_app.store.database import Database
from desktop_app.store.tables import fact


def authors(database: Database) -> Mapping[str, frozenset[str]]:
    """Return the ids of the people who recorded something, by PC."""
    found: dict[str, set[str]] = {}
    query = sa.select(fact.c.device_id, fact.c.by).distinct().where(fact.c.by != "")
    with database.transaction() as connection:
        for device, person in connection.execute(query):
            found.setdefault(str(device), set()).add(str(person))
    return {device: frozenset(people) for device, people in found.items()}
