"""The ledger's 判定 as SQL, so that counts and filters never read a hundred thousand lines.

It says the same as ``domain.summary.judgement``; a test holds the two together. What the columns do not carry is
read from the line itself (JSON), which costs about 5 µs a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop_app.domain.case import OPEN_STATES, CaseState
from desktop_app.domain.summary import Judgement
from desktop_app.store.tables import case_summary

_line = sa.cast(case_summary.c.summary, sa.Text)
_late_days = sa.cast(sa.func.json_extract(_line, "$.report_late_days"), sa.Integer)
_open_items = sa.cast(sa.func.json_array_length(_line, "$.open_items"), sa.Integer)
_state = case_summary.c.state
_REPORTED = (CaseState.REPORTED.value, CaseState.CONFIRMED.value)


@dataclass(frozen=True, slots=True)
class Judged:
    """One 判定 as of *today*."""

    judgement: Judgement
    today: date


def overdue(today: date) -> sa.ColumnElement[bool]:
    """Return the condition that a case is open and its last day has passed."""
    passed = case_summary.c.report_due < today.isoformat()
    return sa.and_(_state.in_([state.value for state in OPEN_STATES]), passed)


def condition(wanted: Judged) -> sa.ColumnElement[bool]:
    """Return the condition that a case is judged so."""
    reported, late, left = _state.in_(_REPORTED), _late_days > 0, _open_items > 0
    still_open = _state.in_([state.value for state in OPEN_STATES])
    over = overdue(wanted.today)
    waiting = sa.and_(_state == CaseState.REPORTED.value, sa.not_(late), sa.not_(left))
    conditions: Mapping[Judgement, sa.ColumnElement[bool]] = {
        Judgement.CANCELLED: _state == CaseState.CANCELLED.value,
        Judgement.EXCEPTION: _state == CaseState.CLOSED_EXCEPTION.value,
        Judgement.OVERDUE: over,
        Judgement.LATE: sa.and_(reported, late),
        Judgement.OPEN_ITEMS: sa.and_(reported, sa.not_(late), left),
        Judgement.IN_TIME: sa.and_(_state == CaseState.CONFIRMED.value, sa.not_(late), sa.not_(left)),
        Judgement.PENDING: sa.or_(sa.and_(still_open, sa.not_(over)), waiting),
    }
    return conditions[wanted.judgement]


def figures(today: date) -> tuple[sa.ColumnElement[int], ...]:
    """Return what is counted over the ledger: all, settled, late, overdue, with items open, cancelled."""
    late = condition(Judged(Judgement.LATE, today))
    return (
        sa.func.count(),
        *(
            sa.func.coalesce(sa.func.sum(sa.cast(counted, sa.Integer)), 0)
            for counted in (
                case_summary.c.settled,
                late,
                overdue(today),
                _open_items > 0,
                _state == CaseState.CANCELLED.value,
            )
        ),
    )
