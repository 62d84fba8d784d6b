"""When a period of keeping runs out: told a month ahead and once it is over, counted, and what orders ask for then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.disposal_facts import DisposalApproved, DisposalDone, DisposalOrdered, YearDisposed
from desktop_app.domain.disposal_tasks import DisposalTaskKind, YearOfKeeping, order_task, year_task
from desktop_app.domain.disposals import Disposal
from desktop_app.domain.today import TaskGroup
from desktop_app.usecases.keeping import cases_over, years_of_keeping, years_over
from desktop_app.usecases.self_inspection import inspection_counts
from tests.fakes import FixedClock
from tests.homes import found, register
from tests.years_ago import YEAR, furnish, then

END = date(2026, 3, 31)


@pytest.fixture
def clock() -> FixedClock:
    return then()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    made = found(tmp_path, clock=clock)
    furnish(made, clock, cases=3)
    yield made
    made.close()


def at(clock: FixedClock, day: date) -> None:
    clock.now = datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2026, 2, 27), ()),
        (date(2026, 3, 1), (YearOfKeeping(YEAR, END),)),
        (END, (YearOfKeeping(YEAR, END),)),
        (date(2026, 4, 1), (YearOfKeeping(YEAR, END),)),
    ],
)
def test_the_end_of_a_year_s_period_is_told_a_month_ahead_and_afterwards(app, clock, day, years) -> None:
    at(clock, day)
    assert years_of_keeping(app) == years


def test_what_a_finding_holds_is_neither_told_nor_counted(tmp_path: Path, clock: FixedClock) -> None:
    app = found(tmp_path, clock=clock)
    furnish(app, clock, cases=1)
    at(clock, date(2026, 4, 1))
    assert years_of_keeping(app) == ()
    assert cases_over(app) == 0
    app.close()


def test_the_inspection_counts_what_could_have_gone(app: App, clock: FixedClock) -> None:
    at(clock, END)
    assert cases_over(app) == 0
    at(clock, date(2026, 4, 1))
    assert cases_over(app) == 2
    assert inspection_counts(app, HalfYear(2026, 1)).figures[24] == {"count": "2", "under_way": "0"}


def test_an_open_case_never_runs_out_and_years_begin_with_the_oldest_case(app: App, clock: FixedClock) -> None:
    register(app, "0030001", effective=date(2021, 5, 1))
    assert cases_over(app) == 2
    assert years_over(app) == (2021, 2022)
    at(clock, END)
    assert years_over(app) == (2021,)


ORDER = DisposalOrdered("H26-A001", YEAR, "保存期間満了", date(2026, 9, 1))


def task_of(app: App, disposal: Disposal, *, missing: int = 0, today: date = date(2026, 9, 24)):
    return order_task(disposal, missing, app.calendar, today, 3, own=False)


def test_an_order_asks_for_approval_then_waits_thirty_days_then_asks_to_be_carried_out(app: App) -> None:
    ordered = Disposal(ORDER, "somebody")
    assert task_of(app, ordered).kind is DisposalTaskKind.APPROVE
    approved = replace(ordered, approved=DisposalApproved("H26-A001", "other", date(2026, 9, 1)))
    assert task_of(app, approved, today=date(2026, 9, 30)) is None
    due = task_of(app, approved, today=date(2026, 10, 1))
    assert (due.kind, due.group) == (DisposalTaskKind.CARRY_OUT, TaskGroup.TODAY)
    gone = YearDisposed("H26-A001", YEAR, "somebody", date(2026, 10, 2), (), 0, ())
    done = replace(approved, disposed=(gone,), done={"d": DisposalDone("H26-A001", "d", 1, 1, date(2026, 10, 2))})
    assert task_of(app, done, missing=1).kind is DisposalTaskKind.ELSEWHERE
    assert task_of(app, done) is None


def test_a_year_that_is_over_is_due_when_the_half_year_is_inspected(app: App) -> None:
    task = year_task(YearOfKeeping(YEAR, END), app.calendar, date(2026, 9, 24), 3)
    assert (task.kind, task.due) == (DisposalTaskKind.OVER, date(2026, 9, 30))
    task = year_task(YearOfKeeping(YEAR, END), app.calendar, date(2026, 3, 5), 3)
    assert (task.kind, task.due) == (DisposalTaskKind.FORETOLD, END)
