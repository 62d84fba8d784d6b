"""Which cases go with a fiscal year, and which stay although their period is over (domain notes §4.4; T25).

Judged as of the day of the order, from the record alone, so that every PC that holds the same says the same.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.case import ENDED_STATES
from desktop_app.domain.programme import Retention
from desktop_app.domain.retention import LegalHold, may_be_disposed_of, retention_expires_on
from desktop_app.domain.summary import CaseSummary


class Fate(StrEnum):
    """What becomes of a case when a fiscal year is disposed of."""

    GOES = "GOES"
    HELD = "HELD"
    """Its period is over, and something holds it."""
    NOT_YET = "NOT_YET"
    """It ended in the year, or before, and has to be kept longer."""
    STAYS = "STAYS"
    """It did not end in the year."""


def ended_on(summary: CaseSummary) -> date | None:
    """Return 完結日, the later of the day of the transfer and that on which the case ended; None while it goes on."""
    ended = summary.confirmed_on or summary.cancelled_on
    return max(ended, summary.effective_date) if ended else None


def kept_until(summary: CaseSummary, rule: Retention) -> date | None:
    """Return the last day on which the case must be kept, once it has ended (measures H7)."""
    completed = ended_on(summary)
    if completed is None:
        return None
    return retention_expires_on(rule.mode, rule.years, summary.effective_date, completed)


def fate(summary: CaseSummary, rule: Retention, year: int, ordered_on: date, holds: Collection[LegalHold]) -> Fate:
    """Return what becomes of a case when *year* goes by an order of *ordered_on*."""
    completed, until = ended_on(summary), kept_until(summary, rule)
    if completed is None or until is None or fiscal_year(completed) > year or summary.state not in ENDED_STATES:
        return Fate.STAYS
    if may_be_disposed_of(until, ordered_on, holds):
        return Fate.GOES
    return Fate.HELD if may_be_disposed_of(until, ordered_on, ()) else Fate.NOT_YET
