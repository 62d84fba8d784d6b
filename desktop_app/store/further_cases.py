"""Cases that other facts than their own make show differently."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from desktop_app.domain.facts import ProgrammeAdopted, Recorded
from desktop_app.domain.holiday_facts import CompanyHolidaysStated
from desktop_app.store.tables import case_summary, fact

_ENTRIES_AT_ONCE = 500


def not_shown(connection: sa.Connection) -> frozenset[str]:
    """Return the cases whose programme had not arrived so far."""
    shown = sa.exists().where(case_summary.c.case_id == fact.c.case_id)
    query = sa.select(fact.c.case_id).distinct().where(fact.c.case_id != "", sa.not_(shown))
    return frozenset(connection.execute(query).scalars())


def moved_by(connection: sa.Connection, recorded: Iterable[Recorded]) -> frozenset[str]:
    """Return the cases that facts of the workplace show differently: a programme that arrived, other holidays."""
    kinds = {type(one.fact) for one in recorded}
    # Another PC's cases may have come in before the programme they follow.
    found = not_shown(connection) if ProgrammeAdopted in kinds else frozenset()
    if CompanyHolidaysStated in kinds:
        found |= frozenset(connection.execute(sa.select(case_summary.c.case_id)).scalars())
    return found


def beyond(connection: sa.Connection, ends: Iterable[tuple[str, int]], entries: Iterable[bytes]) -> frozenset[str]:
    """Return the cases that PCs wrote about after their end, or in *entries* outside it."""
    found: set[str] = set()
    for device, end in ends:
        query = sa.select(fact.c.case_id).distinct().where(fact.c.device_id == device, fact.c.seq > end)
        found.update(connection.execute(query).scalars())
    waiting = sorted(entries)
    for start in range(0, len(waiting), _ENTRIES_AT_ONCE):
        some = fact.c.entry.in_(waiting[start : start + _ENTRIES_AT_ONCE])
        found.update(connection.execute(sa.select(fact.c.case_id).distinct().where(some)).scalars())
    return frozenset(found)
