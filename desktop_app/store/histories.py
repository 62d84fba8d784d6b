"""The facts about a case, or the workplace, in the order every PC agrees on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.facts import Position, Recorded, case_of, in_order
from desktop_app.journal.codec import decode_fact
from desktop_app.store.tables import fact

WORKPLACE = ""
"""The case id under which facts about the workplace are kept in the read table."""

_CASES_AT_ONCE = 100
_ORDERED = sa.select(fact).order_by(
    fact.c.case_id, fact.c.lamport, fact.c.device_id, fact.c.seq, fact.c.entry, fact.c.place
)

_OF_ONE = _ORDERED.where(fact.c.case_id == sa.bindparam("case"))
_COUNTS = sa.select(fact.c.case_id, sa.func.count()).group_by(fact.c.case_id)


def histories(
    connection: sa.Connection, case_ids: Iterable[str], added: Iterable[Recorded] = ()
) -> Iterator[Iterable[Recorded]]:
    """Yield the history of each case, reading many with one question.

    A case that has no other facts than those just *added* is not read back: in a replay that is nearly every one.
    """
    told: dict[str, list[Recorded]] = defaultdict(list)
    for one in added:
        told[case_of(one.fact)].append(one)
    ordered = sorted(case_ids)
    for start in range(0, len(ordered), _CASES_AT_ONCE):
        some = ordered[start : start + _CASES_AT_ONCE]
        counts = connection.execute(_COUNTS.where(fact.c.case_id.in_(some))).all()
        new = [case_id for case_id, count in counts if count == len(told[case_id])]
        yield from (sorted(told[case_id], key=in_order) for case_id in new)
        if others := {*some}.difference(new):
            rows = connection.execute(_ORDERED.where(fact.c.case_id.in_(others))).all()
            for _case_id, of_case in groupby(rows, key=lambda row: row.case_id):
                yield map(recorded_in, of_case)


def history_of(connection: sa.Connection, case_id: str) -> Iterator[Recorded]:
    """Yield all facts about a case."""
    return map(recorded_in, connection.execute(_OF_ONE, {"case": case_id}).all())


def recorded_in(row: sa.Row[Any]) -> Recorded:
    """Return the fact that a row of the read table holds."""
    position = Position(row.lamport, row.device_id, row.seq, row.place)
    return Recorded(decode_fact(row.data), position, datetime.fromisoformat(row.at), row.by, row.entry)
