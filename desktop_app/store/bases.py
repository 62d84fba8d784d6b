"""Where each PC's record begins here: at its first entry, or after the part that went with a disposed year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.disposed import farthest
from desktop_app.store.database import Database
from desktop_app.store.tables import disposed_chain, entry

_ALL = sa.select(disposed_chain).order_by(disposed_chain.c.device_id)
_ONE = sa.select(disposed_chain).where(disposed_chain.c.device_id == sa.bindparam("device"))


def bases(connection: sa.Connection) -> Mapping[str, DisposedChain]:
    """Return where the record of each PC begins here, by device id, if not at its first entry."""
    return {str(row.device_id): _read(row) for row in connection.execute(_ALL)}


def base_of(connection: sa.Connection, device_id: str) -> DisposedChain | None:
    """Return where the record of one PC begins here, None at its first entry."""
    row = connection.execute(_ONE, {"device": device_id}).first()
    return _read(row) if row else None


def last_numbers(connection: sa.Connection) -> Mapping[str, int]:
    """Return the number of the last entry known of every device, whether it is here or went."""
    query = sa.select(entry.c.device_id, sa.func.max(entry.c.seq)).group_by(entry.c.device_id)
    found = {device: base.entry for device, base in bases(connection).items()}
    for device, seq in connection.execute(query):
        found[str(device)] = max(int(seq), found.get(device, 0))
    return found


def note_bases(database: Database, chains: Iterable[DisposedChain]) -> None:
    """Note from where on PCs' records begin here, as a notice of the share says whose signature holds.

    Where less is held it goes on from there; where more went already, nothing changes.
    """
    with database.transaction() as connection:
        begin_from(connection, chains)


def begin_from(connection: sa.Connection, chains: Iterable[DisposedChain]) -> None:
    """Note it within a transaction under way; a base never goes back."""
    for chain in chains:
        known = base_of(connection, chain.device_id)
        longest = _longest(known, chain) if known else chain
        row = {name: getattr(longest, name) for name in DisposedChain.__slots__}
        statement = insert(disposed_chain).values(**row | {"branches": " ".join(longest.branches)})
        changed = {c.name: c for c in statement.excluded if c.name != "device_id"}
        connection.execute(statement.on_conflict_do_update(index_elements=["device_id"], set_=changed))


def _longest(one: DisposedChain, other: DisposedChain) -> DisposedChain:
    longest = farthest((one, other))[one.device_id]
    branches = tuple(dict.fromkeys((*one.branches, *other.branches)))
    return replace(longest, branches=branches, fiscal_year=max(one.fiscal_year, other.fiscal_year))


def _read(row: sa.Row[Any]) -> DisposedChain:
    return chain_of(dict(row._mapping))  # noqa: SLF001 - documented, named so on purpose


def chain_of(values: dict[str, Any]) -> DisposedChain:
    """Return what the columns of a row say, by name."""
    return DisposedChain(**values | {"branches": tuple(str(values["branches"]).split())})
