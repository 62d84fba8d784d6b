"""One entry more at the end of a device's chain, and its facts in the read table."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.domain.facts import Recorded
from desktop_app.journal.entry import SignedEntry, read_entry, recorded_facts
from desktop_app.store.absorbing import fact_rows
from desktop_app.store.tables import entry, fact


def append(connection: sa.Connection, signed: SignedEntry) -> list[Recorded]:
    """Put an entry into the journal and its facts into the read table; returns them."""
    body = read_entry(signed.body)
    row = {"device_id": body.device_id, "seq": body.seq, "lamport": body.lamport}
    connection.execute(entry.insert().values(**row, body=signed.body, signature=signed.signature))
    return show_facts(connection, signed.body)


def show_facts(connection: sa.Connection, body: bytes) -> list[Recorded]:
    """Put the facts of an entry's body into the read table; returns them."""
    parsed = read_entry(body)
    recorded = recorded_facts(parsed)
    rows = fact_rows(body, parsed, recorded)
    if rows:
        connection.execute(fact.insert(), rows)
    return list(recorded)
