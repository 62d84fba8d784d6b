"""The histories of PCs that are no members any more: which of their entries stand outside what the end names.

A PC that was copied has more than one history. The list that ends its membership names the last entry of each that was
known then; what leads up to one of them counts, anything else that bears its signature does not, whichever came here
first. Where none of the named entries has arrived yet, what is numbered up to the end counts for the time being.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from desktop_app.journal.entry import DIGEST, SignedEntry, read_entry
from desktop_app.keys.standing import Ends
from desktop_app.store.bases import base_of
from desktop_app.store.tables import branch_entry, entry


def branch_entries(connection: sa.Connection) -> tuple[SignedEntry, ...]:
    """Return the signed entries of second histories, of whichever PC."""
    rows = connection.execute(sa.select(branch_entry.c.body, branch_entry.c.signature)).all()
    return tuple(SignedEntry(row.body, row.signature) for row in rows)


def last_entries(connection: sa.Connection, device_id: str, upto: int) -> tuple[str, ...]:
    """Return the hash of the last entry of each history of a PC: of its chain at entry *upto*, and of its branches."""
    own = sa.select(entry.c.body).where(entry.c.device_id == device_id, entry.c.seq == upto)
    chain = [hashlib.sha256(body).hexdigest() for body in connection.execute(own).scalars()]
    base = base_of(connection, device_id)
    if not chain and base is not None and base.entry == upto:
        chain = [base.entry_hash]
    beside = _branches(connection, device_id)
    leaves = sorted(set(beside) - set(beside.values()))
    return (*chain, *leaves)


def outside(connection: sa.Connection, ends: Ends) -> frozenset[bytes]:
    """Return the entries (the first DIGEST bytes of their hash) that no end of their PC's leads back to."""
    found: set[bytes] = set()
    for device_id, end in ends.items():
        named, beside = set(end.histories), _branches(connection, device_id)
        if not named or (not beside and named == {*last_entries(connection, device_id, end.last_entry)}):
            continue  # nearly always: the chain ends as named, and nothing stands beside it
        before = {**_chain(connection, device_id), **beside}
        reached: set[str] = set()
        for hash_ in named & before.keys():
            at: str | None = hash_
            while at in before and at not in reached:
                reached.add(at)
                at = before[at]
        if reached:
            found |= {bytes.fromhex(hash_)[:DIGEST] for hash_ in before.keys() - reached}
    return frozenset(found)


def _chain(connection: sa.Connection, device_id: str) -> dict[str, str]:
    """Return the hash of each entry of a PC's chain, with that of the one before."""
    bodies = connection.execute(sa.select(entry.c.body).where(entry.c.device_id == device_id)).scalars()
    return {hashlib.sha256(body).hexdigest(): read_entry(body).prev for body in bodies}


def _branches(connection: sa.Connection, device_id: str) -> dict[str, str]:
    beside = (signed for signed in branch_entries(connection) if signed.entry.device_id == device_id)
    return {signed.hash: signed.entry.prev for signed in beside}
