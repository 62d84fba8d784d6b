"""What 今日やること shows, worked out on the desk lane, and where its buttons lead. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.case import CaseState
from desktop_app.domain.disposal_tasks import DisposalTask, DisposalTaskKind
from desktop_app.domain.finding_tasks import FindingTask, FindingTaskKind
from desktop_app.domain.today import Task, TaskGroup, TaskKind
from desktop_app.sentences.alarms import alarm_words
from desktop_app.sentences.disposal import task_words as disposal_words
from desktop_app.sentences.disposal import upto_label
from desktop_app.store.queries import CaseFilter
from desktop_app.text import _
from desktop_app.usecases.desk import Coming, todays_work
from desktop_app.usecases.share_alarms import alarms
from ui import finding_words, words

if TYPE_CHECKING:
    from desktop_app.app import App
    from ui.desk import Desk, Navigator
    from ui.parts.badges import BadgeLook

SHOWN = 30
"""Rows a group shows; the rest stands in 異動案件."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One row: everything in words already."""

    case_id: str
    """Of the case, or of the finding; for a disposal, the year and the order's number."""
    kind: TaskKind | FindingTaskKind | DisposalTaskKind
    symbol: tuple[str, str]
    name: str
    what: str
    sub: str
    badge: BadgeLook
    act: str
    own: bool


@dataclass(frozen=True, slots=True)
class GroupState:
    """One group: how many tasks there are, and the first of them."""

    group: TaskGroup
    count: int
    lines: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class TodayState:
    """The whole page. ``has_cases`` is False before the first case ever."""

    day: date
    groups: tuple[GroupState, ...]
    fiscal_year: int
    counts: tuple[tuple[CaseState, int], ...]
    coming: tuple[Coming, ...]
    has_cases: bool
    alarms: tuple[str, ...] = ()
    """What stands against the share folder or a PC on it, in words."""

    @property
    def count(self) -> int:
        """All tasks, those not shown included."""
        return sum(group.count for group in self.groups)


class TodayView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: TodayState) -> None:
        """Show the page."""


def look(app: App) -> TodayState:
    """Read the page (on the desk lane)."""
    work = todays_work(app)
    counts = tuple((state, work.state_counts[state]) for state in CaseState if work.state_counts.get(state))
    return TodayState(
        day=work.day,
        groups=tuple(_groups(app, (*work.tasks, *work.findings, *work.disposals))),
        fiscal_year=work.fiscal_year,
        counts=counts,
        coming=work.coming,
        has_cases=bool(
            work.tasks or work.findings or work.disposals or counts or app.cases.count(CaseFilter(in_scope_only=False))
        ),
        alarms=tuple(alarm_words(alarm).event for alarm in alarms(app)),
    )


class TodayPresenter:
    """Reads the page and follows its buttons."""

    def __init__(self, view: TodayView, desk: Desk, navigator: Navigator) -> None:
        self._view, self._desk, self._navigator = view, desk, navigator
        self._reading = self._stale = False

    def refresh(self) -> None:
        """Read again; while a reading is under way, once more after it."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        self._desk.ask(look, then=self._show)

    def act(self, line: TaskLine) -> None:
        """Go where a row's button leads."""
        match line.kind:
            case DisposalTaskKind():
                self._navigator.show_disposal()
            case FindingTaskKind():
                self._navigator.show_finding(line.case_id)
            case TaskKind.BRIEF:
                self._navigator.show_briefing(line.case_id)
            case TaskKind.CONFIRM if not line.own:
                self._navigator.show_confirmation(line.case_id)
            case TaskKind.POST_CHECK:
                self._navigator.show_post_check(line.case_id)
            case _:
                self._navigator.show_case(line.case_id)

    def _show(self, state: TodayState) -> None:
        self._reading = False
        self._view.show_state(state)
        if self._stale:
            self.refresh()


def _groups(app: App, tasks: tuple[Task | FindingTask | DisposalTask, ...]) -> list[GroupState]:
    found: list[GroupState] = []
    for group in TaskGroup:
        of_group = sorted((task for task in tasks if task.group is group), key=lambda task: task.due)
        if of_group:
            found.append(GroupState(group, len(of_group), tuple(_line(app, task) for task in of_group[:SHOWN])))
    return found


def _line(app: App, task: Task | FindingTask | DisposalTask) -> TaskLine:
    match task:
        case FindingTask():
            return _finding_line(app, task)
        case DisposalTask():
            return _disposal_line(task)
        case Task():
            return _case_line(app, task)


def _disposal_line(task: DisposalTask) -> TaskLine:
    return TaskLine(
        case_id=f"{task.fiscal_year} {task.order_no}",
        kind=task.kind,
        symbol=("trash", "accent"),
        name=_("Records {upto}").format(upto=upto_label(task.fiscal_year)),
        what=disposal_words(task.kind, own=task.own),
        sub=task.order_no or _("No order yet"),
        badge=words.standing_look(task.standing),
        act=_("Open the disposal"),
        own=task.own,
    )


def _finding_line(app: App, task: FindingTask) -> TaskLine:
    finding = task.finding
    return TaskLine(
        case_id=finding.finding_id,
        kind=task.kind,
        symbol=("octagon", "bad") if task.group is TaskGroup.OVERDUE else ("flag", "accent"),
        name=f"{finding.finding_no}　{finding.raised.what.partition(chr(10))[0]}",
        what=finding_words.task_words(task, app.person.employee_no),
        sub=f"{_('In charge')}　{finding.in_charge or '―'}",
        badge=words.standing_look(task.standing),
        act=_("Open the finding"),
        own=False,
    )


def _case_line(app: App, task: Task) -> TaskLine:
    summary = task.summary
    programme = app.workplace.programme_of(summary.programme_id, summary.programme_version)
    code = summary.first_unanswered_step
    own = summary.transferee.employee_no == app.person.employee_no
    return TaskLine(
        case_id=summary.case_id,
        kind=task.kind,
        symbol=words.task_symbol(task),
        name=summary.transferee.name,
        what=words.task_words(task, programme.step(code) if code else None, own=own),
        sub=words.task_facts(task),
        badge=words.standing_look(task.standing),
        act=words.task_act(task.kind, own=own),
        own=own,
    )
