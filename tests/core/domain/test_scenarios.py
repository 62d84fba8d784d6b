"""The scenarios of domain notes §6.2 that are matters of dates and rules, as a table that can be read.

T12–T17, T19–T26 are stories of masters, people, papers and exchange; their tests stand with those parts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import decisions
from desktop_app.domain.calendar import Calendar, HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.deadlines import DeadlineBasis, days_late, report_due, target_date
from desktop_app.domain.facts import (
    Answer,
    CancellationWithdrawn,
    CaseCancelled,
    CaseConfirmed,
    CaseCorrected,
    ItemAnswered,
    ReportSigned,
    Role,
    Transferee,
)
from desktop_app.domain.restoring import to_restore
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.restricted_moves import released_on
from desktop_app.domain.retention import RetentionMode, retention_expires_on, retention_starts_on
from desktop_app.domain.summary import Judgement, StandingKind, judgement, standing, summarise
from desktop_app.domain.today import TaskKind, next_task
from desktop_app.exchange.programme_file import read_programme, shipped_programmes
from tests.core.domain.cases import BRIEFED, CALENDAR, EFFECTIVE, MANAGER, PDF, PROGRAMME, TODAY, case_of

DAY = timedelta(days=1)
PROGRAMMES = {name: read_programme(path).programme for name, path in shipped_programmes()}
RULES = PROGRAMME.deadlines
STRICT = replace(RULES, basis=DeadlineBasis.LAST_BUSINESS_DAY_BEFORE)


@dataclass(frozen=True)
class Scenario:
    """A row of the table: when it takes effect, when it was reported, and what has to come of it."""

    name: str
    effective: date
    reported: date
    late: int
    late_by_business_day: int
    half: str
    target: date


TABLE = (
    Scenario("T1 報告は前日", date(2025, 4, 1), date(2025, 3, 31), 0, 0, "2025H1", date(2025, 3, 31)),
    Scenario("T2 報告は当日", date(2025, 4, 1), date(2025, 4, 1), 0, 1, "2025H1", date(2025, 3, 31)),
    Scenario("T3 報告は翌日", date(2025, 4, 1), date(2025, 4, 2), 1, 2, "2025H1", date(2025, 3, 31)),
    Scenario("T4 年度の末日", date(2025, 3, 31), date(2025, 3, 28), 0, 0, "2024H2", date(2025, 3, 28)),
    Scenario("T5 上期の末日", date(2025, 9, 30), date(2025, 9, 30), 0, 1, "2025H1", date(2025, 9, 29)),
    Scenario("T5 下期の初日", date(2025, 10, 1), date(2025, 10, 1), 0, 1, "2025H2", date(2025, 9, 30)),
    Scenario("T6 月の途中", date(2025, 7, 16), date(2025, 7, 16), 0, 1, "2025H1", date(2025, 7, 15)),
    Scenario("T7 閏日", date(2024, 2, 29), date(2024, 2, 29), 0, 1, "2023H2", date(2024, 2, 28)),
    Scenario("T7 次の閏日", date(2028, 2, 29), date(2028, 3, 1), 1, 2, "2027H2", date(2028, 2, 28)),
    Scenario("T8 祝日", date(2026, 5, 4), date(2026, 5, 1), 0, 0, "2026H1", date(2026, 5, 1)),
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_the_table_of_dates(row: Scenario) -> None:
    assert days_late(row.effective, row.reported, RULES, CALENDAR) == row.late
    assert days_late(row.effective, row.reported, STRICT, CALENDAR) == row.late_by_business_day
    assert str(HalfYear.of(row.effective)) == row.half
    assert target_date(row.effective, RULES, CALENDAR) == row.target


@pytest.mark.parametrize("name", list(PROGRAMMES))
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_every_programme_keeps_the_first_gate_by_its_own_dates(name: str, row: Scenario) -> None:
    rules = PROGRAMMES[name].deadlines
    due = report_due(row.effective, rules, CALENDAR)
    assert days_late(row.effective, row.reported, rules, CALENDAR) == max((row.reported - due).days, 0)


def test_t4_is_kept_from_the_next_fiscal_year() -> None:
    mode = RetentionMode.FROM_NEXT_FISCAL_YEAR
    assert retention_starts_on(mode, date(2025, 3, 31), date(2025, 4, 2)) == date(2026, 4, 1)


def test_t7_leap_days_in_retention_and_cooling_off() -> None:
    mode = RetentionMode.FROM_EFFECTIVE_DATE
    assert retention_expires_on(mode, 3, date(2024, 2, 29), date(2024, 2, 29)) == date(2027, 2, 28)
    assert released_on(date(2024, 2, 28), 1) == date(2025, 3, 1)


def test_t8_a_company_holiday_moves_the_target_a_day_further() -> None:
    closed = Calendar(CALENDAR.holidays | {date(2026, 5, 1)})
    assert target_date(date(2026, 5, 4), RULES, closed) == date(2026, 4, 30)


# --- the two gates, over all days -------------------------------------------------------------------------


def done(item: str, day: date) -> ItemAnswered:
    return ItemAnswered("c1", item, Answer.DONE, day, None, "", "", None, "", (), entered_by_transferee=True)


DONE = (done("A-01", TODAY), done("I-05", TODAY))


def reported_on(day: date) -> ReportSigned:
    return ReportSigned("c1", day, "F", "様式第1号", "1.0", "0" * 64, PDF, "0" * 64, 2, "")


def confirmed_on(day: date) -> CaseConfirmed:
    return CaseConfirmed("c1", day, MANAGER.name, Role.WORKPLACE_INFORMATION_MANAGER, PDF, 2, "")


AFTER = st.integers(-20, 30).map(lambda n: EFFECTIVE + timedelta(days=n))


@given(AFTER)
def test_overdue_is_asked_of_the_dates_and_stands_nowhere(today: date) -> None:
    """overdue(today) = today > 発令日 and the case is open (§5.1)."""
    summary = summarise(case_of(BRIEFED), PROGRAMME, CALENDAR)
    judged, days = judgement(summary, today)
    assert (judged is Judgement.OVERDUE) == (today > EFFECTIVE)
    assert days == max((today - EFFECTIVE).days, 0)


@given(AFTER, AFTER)
def test_late_is_how_far_the_report_lies_behind_and_never_changes_with_the_day(reported: date, today: date) -> None:
    summary = summarise(case_of(BRIEFED, reported_on(reported), confirmed_on(reported)), PROGRAMME, CALENDAR)
    judged, days = judgement(summary, today)
    assert days == max((reported - EFFECTIVE).days, 0)
    assert judged is (Judgement.LATE if days else Judgement.IN_TIME)


@given(AFTER, AFTER)
def test_a_report_waits_for_its_confirmation_three_business_days(reported: date, today: date) -> None:
    """confirm_overdue = reported and today > report + confirm_within (§5.1), by walking through the days."""
    limit, left = reported, RULES.confirm_within_business_days
    while left:
        limit += DAY
        left -= CALENDAR.is_business_day(limit)
    case = case_of(BRIEFED, reported_on(reported))
    summary = summarise(case, PROGRAMME, CALENDAR)
    badge = standing(summary, RULES, CALENDAR, today)
    assert (badge.kind is StandingKind.OVERDUE) == (today > limit)
    assert decisions.days_confirm_late(case, PROGRAMME, CALENDAR, today) == max((today - limit).days, 0)
    task = next_task(summary, RULES, CALENDAR, today)
    assert task is not None
    assert (task.kind, task.due) == (TaskKind.CONFIRM, limit)


@given(AFTER, st.integers(0, 60))
def test_t10_putting_off_keeps_what_was_and_asks_anew(today: date, later: int) -> None:
    moved = EFFECTIVE + timedelta(days=later)
    corrected = CaseCorrected("c1", "延期", effective_date=moved)
    case = case_of(BRIEFED, corrected)
    assert case.corrections == (corrected,)
    judged, days = judgement(summarise(case, PROGRAMME, CALENDAR), today)
    assert (judged is Judgement.OVERDUE, days) == (today > moved, max((today - moved).days, 0))


def test_t9_cancelling_keeps_the_case_and_asks_for_the_rights_back() -> None:
    cancelled = CaseCancelled("c1", EFFECTIVE, "発令取消")
    case = case_of(BRIEFED, *DONE, cancelled)
    assert case.state is CaseState.CANCELLED
    assert [item.id for item in to_restore(case, PROGRAMME)] == ["A-01", "I-05"]
    summary = summarise(case, PROGRAMME, CALENDAR)
    assert judgement(summary, EFFECTIVE) == (Judgement.CANCELLED, 0)
    task = next_task(summary, RULES, CALENDAR, EFFECTIVE)
    assert task is not None
    assert task.kind is TaskKind.RESTORE
    back = TakenAwayRestored("c1", "A-01", EFFECTIVE, needed=True, reference="88", note="")
    some = case_of(BRIEFED, *DONE, cancelled, back)
    assert [item.id for item in to_restore(some, PROGRAMME)] == ["I-05"]
    again = case_of(BRIEFED, *DONE, cancelled, back, CancellationWithdrawn("c1", "誤り"))
    assert (again.state, to_restore(again, PROGRAMME)) == (CaseState.IN_PROGRESS, ())


@given(st.integers(0, 20))
def test_an_answer_is_marked_when_it_was_entered_more_than_three_days_after(before: int) -> None:
    case = case_of(BRIEFED, done("A-01", TODAY - timedelta(days=before)), done("I-05", TODAY))
    assert summarise(case, PROGRAMME, CALENDAR).entered_afterwards == (1 if before > 3 else 0)


def test_something_given_back_on_a_case_that_was_never_cancelled_is_a_visible_conflict() -> None:
    stray = TakenAwayRestored("c1", "A-01", EFFECTIVE, needed=True, reference="", note="")
    case = case_of(BRIEFED, *DONE, stray)
    assert case.restored == {}
    assert len(case.conflicts) == 1


def test_t18_a_case_of_nothing_but_not_applicable_is_told() -> None:
    """The screen asks for the reason (ui/case); the ledger shows a dash for every step."""
    facts = [
        ItemAnswered("c1", item.id, Answer.NOT_APPLICABLE, None, None, "", "x", None, "", (), True)
        for item in PROGRAMME.items
        if item.step == "SHARING_DISABLE"
    ]
    marks = {mark.step: mark for mark in summarise(case_of(BRIEFED, *facts), PROGRAMME, CALENDAR).marks}
    assert (marks["SHARING_DISABLE"].kind.value, marks["SHARING_DISABLE"].day) == ("NOT_APPLICABLE", None)


PEOPLE = (  # domain notes §6.1: names where a rule looks at them
    ("佐藤　太郎", "0012345"),
    ("\u9ad9橋　健一", "0012346"),
    ("\ufa11山　美咲", "A001234"),
    ("\U00020bb7田　誠", "0012347"),
    ("\u845b\U000e0100西　亮", "0012348"),
    ("渡邉　由紀子", "0012349"),
    ("渡邊　由紀子", "0012350"),
    ("\ufa19谷　葵", "0012351"),
    ("\u69d7本　陽子", "0012352"),
    ("鈴木　一郎", "0012353"),
    ("鈴木　一郎", "0099001"),
    ("Nguyễn Thị Minh Khai", "0012354"),
    ("O'Brien-Fitzgerald, Jonathan Maximilian Alexander", "0012355"),
    ("김민준（金　民俊）", "0012356"),
    ("王　小明", "0012357"),
    ("山本　恵", "0012358"),
    ("長谷川　ヱイ子", "0012359"),
    ("氏名不詳", "0012360"),
    ("一　一", "0012361"),
    ("林　真理", "0012362"),
)


@pytest.mark.parametrize(("name", "number"), PEOPLE)
def test_everybody_of_the_list_goes_through_both_gates_under_their_own_name(name: str, number: str) -> None:
    correction = CaseCorrected("c1", "登録", transferee=Transferee(number, name, "カナ"))
    case = case_of(correction, BRIEFED, reported_on(EFFECTIVE), confirmed_on(EFFECTIVE))
    summary = summarise(case, PROGRAMME, CALENDAR)
    assert summary.transferee == Transferee(number, name, "カナ")
    assert judgement(summary, EFFECTIVE + DAY) == (Judgement.IN_TIME, 0)
    task = next_task(summary, RULES, CALENDAR, EFFECTIVE)
    assert task is not None
    assert task.kind is TaskKind.POST_CHECK
