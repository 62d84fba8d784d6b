"""Cases that other facts than their own make show differently."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.domain.workplace import Workplace
from desktop_app.store.tables import case_summary, fact


def not_shown(connection: sa.Connection) -> frozenset[str]:
    """Return the cases whose programme had not arrived so far."""
    shown = sa.exists().where(case_summary.c.case_id == fact.c.case_id)
    query = sa.select(fact.c.case_id).distinct().where(fact.c.case_id != "", sa.not_(shown))
    return frozenset(connection.execute(query).scalars())


def moved_by(connection: sa.Connection, former: Workplace | None, now: Workplace) -> frozenset[str]:
    """Return the cases that facts of the workplace show differently: a programme that arrived, other holidays."""
    if former is None:
        return frozenset()
    if former.programmes.keys() - now.programmes.keys() or former.holidays != now.holidays:
        return frozenset(connection.execute(sa.select(case_summary.c.case_id)).scalars()) | not_shown(connection)
    # Another PC's cases may have come in before the programme they follow.
    return not_shown(connection) if now.programmes.keys() - former.programmes.keys() else frozenset()
