"""The facts about a case, or the workplace, in the order every PC agrees on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.facts import Position, Recorded
from desktop_app.journal.codec import decode_fact
from desktop_app.store.tables import fact

WORKPLACE = ""
"""The case id under which facts about the workplace are kept in the read table."""

_CASES_AT_ONCE = 100
_ORDERED = sa.select(fact).order_by(
    fact.c.case_id, fact.c.lamport, fact.c.device_id, fact.c.seq, fact.c.entry, fact.c.place
)

_OF_ONE = _ORDERED.where(fact.c.case_id == sa.bindparam("case"))


def histories(connection: sa.Connection, case_ids: Iterable[str]) -> Iterator[Iterator[Recorded]]:
    """Yield the history of each case, reading many with one question."""
    ordered = sorted(case_ids)
    for start in range(0, len(ordered), _CASES_AT_ONCE):
        some = ordered[start : start + _CASES_AT_ONCE]
        rows = connection.execute(_ORDERED.where(fact.c.case_id.in_(some))).all()
        for _case_id, of_case in groupby(rows, key=lambda row: row.case_id):
            yield map(recorded_in, of_case)


def history_of(connection: sa.Connection, case_id: str) -> Iterator[Recorded]:
    """Yield all facts about a case."""
    return map(recorded_in, connection.execute(_OF_ONE, {"case": case_id}).all())


def recorded_in(row: sa.Row[Any]) -> Recorded:
    """Return the fact that a row of the read table holds."""
    position = Position(row.lamport, row.device_id, row.seq, row.place)
    return Recorded(decode_fact(row.data), position, datetime.fromisoformat(row.at), row.by, row.entry)
