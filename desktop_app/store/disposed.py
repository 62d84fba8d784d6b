"""What of the read table of facts does not count after a disposal, on every PC alike.

The read table never holds what went: so nothing that reads it has to know of disposals, and where there was none
nothing is looked at twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from desktop_app.domain.disposal_facts import (
    CARRIED_PREFIX,
    CarriedForward,
    CasesDisposed,
    DisposalApproved,
    DisposalOrdered,
    YearDisposed,
)
from desktop_app.domain.disposed import NOTHING, Disposed, disposed_in
from desktop_app.domain.facts import Recorded, case_of
from desktop_app.journal.carrying import unfolded
from desktop_app.store.histories import WORKPLACE, history_of, recorded_in
from desktop_app.store.tables import fact

DISPOSING = frozenset({CarriedForward, CasesDisposed, DisposalApproved, DisposalOrdered, YearDisposed})
"""Kinds of facts after which something else may count."""

_ANYTHING = sa.select(fact.c.case_id).distinct()


def gone_from(connection: sa.Connection, told: Iterable[Recorded]) -> Disposed:
    """Return what the workplace's facts *told* say has gone."""
    told = tuple(told)
    if not any(isinstance(one.fact, YearDisposed) for one in told):
        return NOTHING
    return disposed_in(told, lambda order_no: frozenset(case_of(one.fact) for one in _carried(connection, order_no)))


def leave_out(connection: sa.Connection) -> frozenset[str]:
    """Bring the read table of facts to what counts after the disposals in it; returns the ids that changed.

    What is carried forward may itself tell of earlier disposals, so it goes on until nothing more changes.
    """
    touched: set[str] = set()
    before = NOTHING
    while True:
        now = gone_from(connection, history_of(connection, WORKPLACE))
        if now == before:
            return frozenset(touched)
        touched |= _fit(connection, now)
        before = now


def _fit(connection: sa.Connection, disposed: Disposed) -> set[str]:
    touched: set[str] = set()
    covered = [covered_by(disposed, device_id) for device_id in sorted(disposed.reach)]
    gone = sa.and_(sa.text("case_id IN (SELECT value FROM json_each(:gone))").bindparams(gone=_json(disposed.gone)))
    for where in (*covered, gone):
        touched |= set(connection.execute(_ANYTHING.where(where)).scalars())
        connection.execute(fact.delete().where(where))
    rows = list(_rows(connection, disposed))
    if rows:
        connection.execute(insert(fact).on_conflict_do_nothing(), rows)
    return touched | {str(row["case_id"]) for row in rows}


def covered_by(disposed: Disposed, device_id: str) -> sa.ColumnElement[bool]:
    """Return the condition that a row of the read table of facts stands in the part of a PC's record that went."""
    last, before = disposed.reach[device_id]
    return sa.and_(fact.c.device_id == device_id, fact.c.seq <= last, fact.c.at < before.isoformat())


def _rows(connection: sa.Connection, disposed: Disposed) -> Iterator[dict[str, object]]:
    """Yield what was carried forward as rows at the old places; of two at one place, the first counts."""
    for order_no in sorted({order_no for order_no, _device, _seq in disposed.carriers}):
        for wrapped in history_of(connection, CARRIED_PREFIX + order_no):
            carried = wrapped.fact
            if not isinstance(carried, CarriedForward) or not disposed.carried_by(wrapped):
                continue
            one = unfolded(carried)
            if one is None or not disposed.lets_stay(case_of(one.fact), one):
                continue
            yield {
                "case_id": case_of(one.fact),
                "lamport": carried.lamport,
                "device_id": carried.device_id,
                "seq": carried.seq,
                "place": carried.index,
                "entry": one.entry,
                "at": carried.at.isoformat(),
                "by": carried.by,
                "data": carried.data.encode(),
            }


def rows_in(connection: sa.Connection, part: Disposed) -> Iterator[tuple[Recorded, bytes]]:
    """Yield what the read table holds of a part of the record, but for what has gone, and what was carried to it."""
    for device_id in sorted(part.reach):
        rows = sa.select(fact).where(covered_by(part, device_id), sa.not_(fact.c.case_id.startswith(CARRIED_PREFIX)))
        for row in connection.execute(rows.order_by(fact.c.seq, fact.c.entry, fact.c.place)).all():
            if row.case_id not in part.gone:
                yield recorded_in(row), row.data


def naming_files(connection: sa.Connection) -> Iterator[Recorded]:
    """Yield the facts that name sealed files, where they stand."""
    named = sa.select(fact).where(sa.func.instr(fact.c.data, b'"sealed_sha256"') > 0)
    for row in connection.execute(named.where(sa.not_(fact.c.case_id.startswith(CARRIED_PREFIX)))).all():
        yield recorded_in(row)


def _carried(connection: sa.Connection, order_no: str) -> Iterator[Recorded]:
    for wrapped in history_of(connection, CARRIED_PREFIX + order_no):
        if isinstance(wrapped.fact, CarriedForward) and (one := unfolded(wrapped.fact)) is not None:
            yield one


def _json(ids: Iterable[str]) -> str:
    return json.dumps(sorted(ids))
