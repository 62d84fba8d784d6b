"""Where each PC's record begins in this home: what came before went with a disposed year, or never came here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.store.database import Database
from desktop_app.store.tables import disposed_chain

_ALL = sa.select(disposed_chain)


def bases(connection: sa.Connection) -> Mapping[str, DisposedChain]:
    """Return where the records begin that do not begin at their first entry, by device."""
    return {row.device_id: DisposedChain(**row._mapping) for row in connection.execute(_ALL)}  # noqa: SLF001 - documented


def note_bases(database: Database, chains: Iterable[DisposedChain]) -> None:
    """Note where records begin; one that begins later already stays as it is."""
    with database.transaction() as connection:
        known = bases(connection)
        for chain in chains:
            if chain.device_id not in known or known[chain.device_id].segment < chain.segment:
                connection.execute(disposed_chain.delete().where(disposed_chain.c.device_id == chain.device_id))
                row = {column.name: getattr(chain, column.name) for column in disposed_chain.c}
                connection.execute(disposed_chain.insert().values(**row))
