"""What open findings ask of the people at this desk: 今日やること beside the cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.calendar import Calendar
from desktop_app.domain.findings import TO_BE_DONE, Finding, FindingState
from desktop_app.domain.summary import Standing, standing_towards
from desktop_app.domain.today import TaskGroup, group_of


class FindingTaskKind(StrEnum):
    """What is to be done next."""

    CORRECT = "CORRECT"
    VERIFY_EFFECT = "VERIFY_EFFECT"
    END = "END"


@dataclass(frozen=True, slots=True)
class FindingTask:
    """One thing to do: the finding, what, and by when."""

    kind: FindingTaskKind
    finding: Finding
    due: date
    standing: Standing
    group: TaskGroup


def finding_task(finding: Finding, calendar: Calendar, today: date, soon: int) -> FindingTask | None:
    """Return what a finding asks for, None while its day is not near; what waits for somebody else is due today."""
    if not finding.is_open:
        return None
    if finding.state in TO_BE_DONE:
        kind, due = FindingTaskKind.CORRECT, finding.due_on or today
    else:
        at = FindingTaskKind.VERIFY_EFFECT if finding.state is FindingState.COMPLETED else FindingTaskKind.END
        kind, due = at, today
    group = group_of(due, today, calendar)
    if group is TaskGroup.LATER:
        return None
    return FindingTask(kind, finding, due, standing_towards(due, today, calendar, soon), group)
