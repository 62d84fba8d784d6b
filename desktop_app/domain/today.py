"""今日やること: what each case asks of the person at this desk, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.calendar import Calendar
from desktop_app.domain.case import OPEN_STATES, CaseState
from desktop_app.domain.deadlines import Deadlines, confirm_due, post_check_due, restore_due
from desktop_app.domain.summary import CaseSummary, Standing, standing_towards


class TaskKind(StrEnum):
    """What is to be done next."""

    BRIEF = "BRIEF"
    ANSWER = "ANSWER"
    SIGN = "SIGN"
    REPORT_AGAIN = "REPORT_AGAIN"
    CONFIRM = "CONFIRM"
    CLOSE_REFUSAL = "CLOSE_REFUSAL"
    POST_CHECK = "POST_CHECK"
    RESTORE = "RESTORE"


class TaskGroup(StrEnum):
    """Where a task stands on the page."""

    OVERDUE = "OVERDUE"
    TODAY = "TODAY"
    WITHIN_FIVE_DAYS = "WITHIN_FIVE_DAYS"
    LATER = "LATER"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the case it belongs to, what, and by when."""

    kind: TaskKind
    summary: CaseSummary
    due: date
    standing: Standing
    group: TaskGroup


def next_task(summary: CaseSummary, deadlines: Deadlines, calendar: Calendar, today: date) -> Task | None:
    """Return what a case asks for next, or None when nothing is to be done (yet)."""
    if not summary.in_scope:
        return None
    found = _kind_and_due(summary, deadlines, calendar, today)
    if found is None:
        return None
    kind, due = found
    badge = standing_towards(due, today, calendar, deadlines.soon_business_days)
    return Task(kind, summary, due, badge, group_of(due, today, calendar))


def _kind_and_due(
    summary: CaseSummary, deadlines: Deadlines, calendar: Calendar, today: date
) -> tuple[TaskKind, date] | None:
    due = summary.report_due
    if summary.state in OPEN_STATES:
        if summary.refused_on:
            return TaskKind.CLOSE_REFUSAL, due
        if summary.briefed_on is None:
            return TaskKind.BRIEF, due
        if summary.state is CaseState.RETURNED:
            return TaskKind.REPORT_AGAIN, due
        return (TaskKind.ANSWER if summary.unanswered_count else TaskKind.SIGN), due
    if summary.state is CaseState.REPORTED and summary.reported_on:
        return TaskKind.CONFIRM, confirm_due(summary.reported_on, deadlines, calendar)
    if summary.cancelled_on and summary.to_restore:
        return TaskKind.RESTORE, restore_due(summary.cancelled_on, deadlines, calendar)
    ended = summary.state in (CaseState.CONFIRMED, CaseState.CLOSED_EXCEPTION)
    if ended and summary.awaits_post_check and today >= summary.effective_date:
        return TaskKind.POST_CHECK, post_check_due(summary.effective_date, deadlines, calendar)
    return None


def group_of(due: date, today: date, calendar: Calendar) -> TaskGroup:
    """Return where something due on *due* stands on the page."""
    if due < today:
        return TaskGroup.OVERDUE
    if due == today:
        return TaskGroup.TODAY
    near = calendar.business_days_until(today, due) <= 5  # noqa: PLR2004 - the group's name
    return TaskGroup.WITHIN_FIVE_DAYS if near else TaskGroup.LATER
