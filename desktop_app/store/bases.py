"""Where each PC's record begins here: at its first entry, or after the part that went with a disposed year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.store.database import Database
from desktop_app.store.tables import disposed_chain

_ALL = sa.select(disposed_chain)


def bases(connection: sa.Connection) -> Mapping[str, DisposedChain]:
    """Return where the record of each PC begins here, by device id, if not at its first entry."""
    found = {}
    for row in connection.execute(_ALL):
        values = dict(row._mapping)  # noqa: SLF001 - documented, named so on purpose
        found[row.device_id] = DisposedChain(**values | {"branches": tuple(str(values["branches"]).split())})
    return found


def note_bases(database: Database, chains: Iterable[DisposedChain]) -> None:
    """Note where records begin; one that begins later already stays as it is."""
    with database.transaction() as connection:
        known = bases(connection)
        for chain in chains:
            if chain.device_id not in known or known[chain.device_id].entry < chain.entry:
                connection.execute(disposed_chain.delete().where(disposed_chain.c.device_id == chain.device_id))
                row = {column.name: getattr(chain, column.name) for column in disposed_chain.c}
                connection.execute(disposed_chain.insert().values(**row | {"branches": " ".join(chain.branches)}))
