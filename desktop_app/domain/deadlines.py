"""A programme's deadlines, and the days they make of a case's dates (domain notes §5.1).

Only dates are compared, never times of day. Nothing here is stored: overdue and late are asked of the dates anew, so
that a changed effective date changes the answer and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.calendar import Calendar

_ONE_DAY = timedelta(days=1)


class DeadlineBasis(StrEnum):
    """The last day on which a report is in time."""

    EFFECTIVE_DATE = "EFFECTIVE_DATE"
    DAY_BEFORE = "DAY_BEFORE"
    LAST_BUSINESS_DAY_BEFORE = "LAST_BUSINESS_DAY_BEFORE"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadline rules, in days; business days where the name says so.

    ``basis`` None: programmes written before it could be said; ``report_on_effective_date_is_in_time`` decides then.
    """

    report_on_effective_date_is_in_time: bool
    target_business_days_before: int
    post_check_business_days: int
    confirm_within_business_days: int
    soon_business_days: int
    entered_late_after_days: int
    basis: DeadlineBasis | None = None
    register_within_business_days: int = 2

    @property
    def report_basis(self) -> DeadlineBasis:
        """The last day on which a report is in time."""
        if self.basis is not None:
            return self.basis
        in_time = self.report_on_effective_date_is_in_time
        return DeadlineBasis.EFFECTIVE_DATE if in_time else DeadlineBasis.DAY_BEFORE


def report_due(effective_date: date, deadlines: Deadlines, calendar: Calendar) -> date:
    """Return the last day on which a report is in time (異動発令日まで, the day itself included by default)."""
    match deadlines.report_basis:
        case DeadlineBasis.EFFECTIVE_DATE:
            return effective_date
        case DeadlineBasis.DAY_BEFORE:
            return effective_date - _ONE_DAY
        case DeadlineBasis.LAST_BUSINESS_DAY_BEFORE:
            return calendar.business_day_before(effective_date)


def days_late(effective_date: date, reported_on: date, deadlines: Deadlines, calendar: Calendar) -> int:
    """Return by how many calendar days a report on that day is late; 0 when in time."""
    return max((reported_on - report_due(effective_date, deadlines, calendar)).days, 0)


def target_date(effective_date: date, deadlines: Deadlines, calendar: Calendar) -> date:
    """Return the date to aim at: so many business days before the effective date (目標日)."""
    return calendar.add_business_days(effective_date, -deadlines.target_business_days_before)


def post_check_due(effective_date: date, deadlines: Deadlines, calendar: Calendar) -> date:
    """Return the day by which the check after the effective date is due."""
    return calendar.add_business_days(effective_date, deadlines.post_check_business_days)


def confirm_due(reported_on: date, deadlines: Deadlines, calendar: Calendar) -> date:
    """Return the last day on which a confirmation of a report of that day is in time."""
    return calendar.add_business_days(reported_on, deadlines.confirm_within_business_days)


def restore_due(cancelled_on: date, deadlines: Deadlines, calendar: Calendar) -> date:
    """Return the day by which what a cancelled transfer took away should be given back: as soon as a check is due."""
    return calendar.add_business_days(cancelled_on, deadlines.post_check_business_days)


def register_due(notice_date: date, effective_date: date, deadlines: Deadlines, calendar: Calendar) -> date:
    """Return the day by which a transfer should stand in the ledger: soon after the notice, never after the date."""
    after_notice = calendar.add_business_days(notice_date, deadlines.register_within_business_days)
    return min(after_notice, effective_date)


def entered_afterwards(done_on: date, entered_on: date, deadlines: Deadlines) -> bool:
    """Whether an answer was entered long after the day it was done (△ on screen and paper)."""
    return (entered_on - done_on).days > deadlines.entered_late_after_days
