"""What the desk shows: 今日やること, the list of cases, and one case opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear, fiscal_year
from desktop_app.domain.case import CaseState, TransferCase
from desktop_app.domain.case_no import counting_order
from desktop_app.domain.deadlines import target_date
from desktop_app.domain.disposal_tasks import DisposalTask
from desktop_app.domain.facts import Recorded
from desktop_app.domain.finding_tasks import FindingTask, finding_task
from desktop_app.domain.lines import programme_of_case
from desktop_app.domain.programme import Programme
from desktop_app.domain.summary import CaseSummary, Standing, standing
from desktop_app.domain.today import Task, next_task
from desktop_app.exchange.finding_file import finding_rules
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.disposal_overview import disposal_tasks


@dataclass(frozen=True, slots=True)
class Coming:
    """A date ahead and how many cases it concerns; ``kind`` is target, effective or post_check."""

    day: date
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Today:
    """今日やること: tasks by deadline, this fiscal year's cases by state, and what comes."""

    day: date
    tasks: tuple[Task, ...]
    fiscal_year: int
    state_counts: dict[CaseState, int]
    coming: tuple[Coming, ...]
    findings: tuple[FindingTask, ...] = ()
    disposals: tuple[DisposalTask, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a table: its summary, its badge and what it asks for next."""

    summary: CaseSummary
    standing: Standing
    task: Task | None


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """Everything the case screen shows; ``programme`` is the version the case stays on."""

    case: TransferCase
    programme: Programme
    line: CaseLine
    target: date
    history: tuple[Recorded, ...]


def todays_work(app: App) -> Today:
    """Return what needs somebody at this desk, most urgent first."""
    day, calendar = app.today(), app.calendar
    tasks: list[Task] = []
    coming: dict[tuple[date, str], int] = {}
    waiting = (*app.cases.unfinished(), *app.cases.awaiting_post_check(), *app.cases.awaiting_restoring())
    for summary in waiting:
        deadlines = _programme(app, summary).deadlines
        task = next_task(summary, deadlines, calendar, day)
        if task is not None:
            tasks.append(task)
        if summary.effective_date > day and summary.in_scope and summary.cancelled_on is None:
            aim = target_date(summary.effective_date, deadlines, calendar)
            for when, kind in ((aim, "target"), (summary.effective_date, "effective")):
                if when > day:
                    coming[when, kind] = coming.get((when, kind), 0) + 1
    year = fiscal_year(day)
    return Today(
        day=day,
        tasks=tuple(sorted(tasks, key=lambda t: (t.due, counting_order(t.summary.case_no)))),
        fiscal_year=year,
        state_counts=app.cases.state_counts(HalfYear(year, 1), HalfYear(year, 2)),
        coming=tuple(Coming(when, kind, n) for (when, kind), n in sorted(coming.items())[:6]),
        findings=finding_tasks(app),
        disposals=disposal_tasks(app),
    )


def tasks_waiting(app: App) -> int:
    """Return how many tasks ``todays_work`` has; those of cases are counted by the database."""
    return app.cases.waiting(app.today()) + len(finding_tasks(app)) + len(disposal_tasks(app))


def finding_tasks(app: App) -> tuple[FindingTask, ...]:
    """Return what open findings ask for, most urgent first."""
    soon = finding_rules().soon_days
    found = (finding_task(one, app.calendar, app.today(), soon) for one in app.findings.all())
    return tuple(sorted(filter(None, found), key=lambda task: (task.due, task.finding.finding_no)))


def case_lines(app: App, wanted: CaseFilter, offset: int = 0, limit: int = -1) -> tuple[CaseLine, ...]:
    """Return cases as table lines, in ledger order."""
    return tuple(_line(app, summary) for summary in app.cases.page(wanted, offset, limit))


def open_for_reading(app: App, case_id: str) -> OpenedCase:
    """Return everything about one case; raises UnknownCase."""
    case = app.record.case(case_id)
    programme = programme_of_case(app.workplace.programme_of(case.programme_id, case.programme_version), case)
    summary = app.cases.summary(case_id)
    assert summary is not None, "a case that folds has its line"
    target = target_date(case.effective_date, programme.deadlines, app.record.calendars.of_case(case))
    return OpenedCase(case, programme, _line(app, summary), target, app.record.history(case_id))


def _line(app: App, summary: CaseSummary) -> CaseLine:
    deadlines, day = _programme(app, summary).deadlines, app.today()
    return CaseLine(
        summary,
        standing(summary, deadlines, app.calendar, day),
        next_task(summary, deadlines, app.calendar, day),
    )


def _programme(app: App, summary: CaseSummary) -> Programme:
    return app.workplace.programme_of(summary.programme_id, summary.programme_version)
