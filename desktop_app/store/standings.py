"""Whose facts count in this home, as its own record tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.facts import Recorded
from desktop_app.keys.let_in import Standing, standing_of
from desktop_app.keys.opening import opening, root_of
from desktop_app.keys.standing import ends_of
from desktop_app.store.bases import bases
from desktop_app.store.desk import Desk
from desktop_app.store.ended_histories import outside
from desktop_app.store.tables import desk, entry, fact, secret

DEVICE_SECRET = "device"  # noqa: S105 - a name
"""Under which this PC's identity is kept."""

PINNED_ROOT = "root"
"""Desk state: the fingerprint of the organisation's root, as this home first came to know it (share protocol, 5)."""

_AT_ONCE = 500


def standing_here(connection: sa.Connection, told: Sequence[Recorded]) -> Standing:
    """Return whose facts count by what the workplace's facts tell, in the journal's order."""
    opened = _opening(connection, told)
    ends = ends_of(told, opened)
    stored = connection.execute(sa.select(secret.c.value).where(secret.c.name == DEVICE_SECRET)).scalar()
    own = str(json.loads(stored)["device_id"]) if stored else ""
    return standing_of(told, opened, ends, outside(connection, ends), own)


def _opening(connection: sa.Connection, told: Sequence[Recorded]) -> Recorded | None:
    """Return the workplace's opening; the root of the first one that comes here is pinned from then on."""
    pinned = connection.execute(sa.select(desk.c.value).where(desk.c.name == PINNED_ROOT)).scalar()
    opened = opening(told, pinned.decode() if pinned else "")
    if opened is not None and not pinned:
        Desk.write(connection, {PINNED_ROOT: root_of(opened).encode()})
    return opened


def cases_told_otherwise(connection: sa.Connection, before: Standing, after: Standing) -> frozenset[str]:
    """Return the cases of which another part of the facts counts now."""
    if before == after or (before.everything and after.everything):
        return frozenset()
    if before.everything or after.everything:
        return _cases(connection, (sa.true(),))
    ends = {*_last(before)} ^ {*_last(after)}
    others = sorted(before.let_in ^ after.let_in)
    # Nearly always a PC is let in before anything of it comes: the facts are not searched for it.
    known = (sa.select(entry.c.device_id).distinct().where(some) for some in _among(entry.c.device_id, others))
    here = {device for query in known for device in connection.execute(query).scalars()}
    here |= bases(connection).keys() & {*others}  # of these what was carried forward may be all there is
    return _cases(
        connection,
        (
            *(sa.and_(fact.c.device_id == device, fact.c.seq > last) for device, last in sorted(ends)),
            *_among(fact.c.entry, sorted(before.outside ^ after.outside)),
            *_among(fact.c.device_id, sorted(here)),
        ),
    )


def _last(standing: Standing) -> list[tuple[str, int]]:
    return [(device, end.last_entry) for device, end in standing.ends.items()]


def _among(column: sa.ColumnElement[Any], values: Sequence[object]) -> Iterator[sa.ColumnElement[bool]]:
    for start in range(0, len(values), _AT_ONCE):
        yield column.in_(values[start : start + _AT_ONCE])


def _cases(connection: sa.Connection, conditions: Iterable[sa.ColumnElement[bool]]) -> frozenset[str]:
    query = sa.select(fact.c.case_id).distinct()
    return frozenset(case for one in conditions for case in connection.execute(query.where(one)).scalars())
