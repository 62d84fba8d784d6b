"""Restricted moves and the cooling-off period: the verdict with its reason, from assignment history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import text as language
from desktop_app.domain import move_decisions
from desktop_app.domain.facts import CaseCancelled
from desktop_app.domain.move_facts import MoveAnswered, MoveConsulted, MoveDutiesStated
from desktop_app.domain.restricted_moves import (
    NO_RESTRICTED_DUTIES,
    Assignment,
    Move,
    MoveReason,
    MoveVerdict,
    SecondLineAnswer,
    judge_move,
    released_on,
    settled,
)
from desktop_app.errors import FieldMissing, ImpossibleDate, MoveDutiesUnknown, NoMoveRules, WrongState
from desktop_app.exchange.programme_file import read_programme, shipped_programmes
from desktop_app.sentences.moves import move_reason, verdict_word
from tests.core.domain.cases import PROGRAMME, TODAY, case_of

SHIPPED = {name: read_programme(path).programme for name, path in shipped_programmes()}
TOHOKU, KANSAI = SHIPPED["tohoku"].restricted_moves, SHIPPED["kansai"].restricted_moves
assert TOHOKU is not None
assert KANSAI is not None

A, C, P = MoveVerdict.ALLOWED, MoveVerdict.CONSULT, MoveVerdict.PROHIBITED
NSC, DISPATCH, GRID, BALANCE = (
    "ネットワークサービスセンター",
    "中央給電指令所",
    "系統計画グループ",
    "調整力調達グループ",
)
SALES, TRADE, SOURCES, WHOLESALE = "小売営業部", "電力取引部", "電源開発計画部", "特定卸供給室"


def move(department: str, to: str, effective: date = date(2025, 7, 1), **more) -> Move:
    return Move(effective, "", department, to, **({"to_specified_affiliate": True} | more))


def worked(department: str, first: date, last: date | None, function: str = "") -> Assignment:
    return Assignment("0012345", "", department, first, last, function)


@pytest.mark.parametrize("department", [NSC, DISPATCH, GRID, BALANCE])
@pytest.mark.parametrize("to", [SALES, TRADE, SOURCES, WHOLESALE])
def test_tohoku_prohibits_each_direct_move_from_four_departments_to_four_functions(department, to):
    judged = judge_move(TOHOKU, (), move(department, to))
    assert (judged.verdict, judged.reason) == (P, MoveReason.DIRECT)
    assert (judged.last_duty, judged.released_on) == (date(2025, 6, 30), None)


def test_tohoku_lets_pass_who_worked_elsewhere_in_between():
    history = (
        worked(NSC, date(2023, 4, 1), date(2025, 3, 31)),
        worked("総務部", date(2025, 4, 1), None),
    )
    judged = judge_move(TOHOKU, history, move("総務部", SALES))
    assert (judged.verdict, judged.reason) == (A, MoveReason.NOT_DIRECT)


KANSAI_ROWS = {1: "検針センター", 2: "配電営業所", 3: "経理グループ"}
KANSAI_COLUMNS = {1: "小売販売部", 2: "経営企画室", 3: "法務部"}
TABLE = {(1, 1): P, (1, 2): P, (1, 3): A, (2, 1): P, (2, 2): C, (2, 3): A, (3, 1): A, (3, 2): A, (3, 3): A}


@pytest.mark.parametrize(("row", "column"), list(TABLE))
def test_each_cell_of_kansais_table_says_what_holds(row, column):
    judged = judge_move(KANSAI, (), move(KANSAI_ROWS[row], KANSAI_COLUMNS[column]))
    assert judged.verdict is TABLE[row, column]
    assert (judged.origin.grade, judged.destination.grade) == (row, column)


def test_the_cooling_off_period_counts_from_the_day_after_the_last_duty():
    """The domain notes' own example: last duty 2025-06-30, free from 2026-07-01."""
    history = (worked(NSC, date(2022, 4, 1), date(2025, 6, 30)), worked("研修所", date(2025, 7, 1), None))
    early = judge_move(KANSAI, history, move("研修所", SALES, date(2026, 6, 30)))
    assert (early.verdict, early.reason) == (P, MoveReason.COOLING_OFF)
    assert (early.last_duty, early.released_on) == (date(2025, 6, 30), date(2026, 7, 1))
    language.use_language("ja")
    assert move_reason(early).endswith("最終従事 2025-06-30、解禁 2026-07-01。")
    assert [verdict_word(v) for v in MoveVerdict] == ["可", "要協議", "不可", "例外承認"]
    free = judge_move(KANSAI, history, move("研修所", SALES, date(2026, 7, 1)))
    assert (free.verdict, free.reason) == (A, MoveReason.COOLED_OFF)


def test_the_last_time_in_restricted_duties_decides():
    """T11: network, retail, network, retail: the second stay counts."""
    history = (
        worked(NSC, date(2020, 4, 1), date(2024, 3, 31)),
        worked("小売会社", date(2024, 4, 1), date(2024, 9, 30)),
        worked(NSC, date(2024, 10, 1), None),
    )
    judged = judge_move(KANSAI, history, move(NSC, SALES, date(2025, 4, 1)))
    assert (judged.verdict, judged.last_duty, judged.released_on) == (P, date(2025, 3, 31), date(2026, 4, 1))


def test_changing_duties_within_a_department_ends_the_duty_on_that_day():
    history = (
        worked("業務課", date(2023, 4, 1), date(2024, 5, 31), "CONTRACT_INFORMATION"),
        worked("業務課", date(2024, 6, 1), None, NO_RESTRICTED_DUTIES),
    )
    judged = judge_move(KANSAI, history, move("業務課", SALES, date(2025, 7, 1)))
    assert (judged.verdict, judged.reason, judged.last_duty) == (A, MoveReason.COOLED_OFF, date(2024, 5, 31))
    soon = judge_move(KANSAI, history, move("業務課", SALES, date(2025, 5, 31)))
    assert (soon.verdict, soon.released_on) == (P, date(2025, 6, 1))


@pytest.mark.parametrize(
    ("last", "free"),
    [
        (date(2024, 6, 30), date(2025, 7, 1)),
        (date(2024, 2, 28), date(2025, 3, 1)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2025, 6, 30), date(2026, 7, 1)),
    ],
)
def test_the_days_the_domain_notes_checked(last, free):
    assert released_on(last, 1) == free


def test_unknown_duties_at_the_destination_are_asked_about_unless_somebody_states_them():
    unknown = judge_move(KANSAI, (), move(NSC, "第三部"))
    assert (unknown.verdict, unknown.reason) == (C, MoveReason.DESTINATION_UNKNOWN)
    stated = judge_move(KANSAI, (), move(NSC, "第三部", destination_function="RETAIL_SALES"))
    assert stated.verdict is P
    none = judge_move(KANSAI, (), move(NSC, "第三部", destination_function=NO_RESTRICTED_DUTIES))
    assert (none.verdict, none.reason) == (A, MoveReason.NOT_RESTRICTED)


def test_no_restriction_where_the_programme_has_none_or_the_destination_is_no_affiliate():
    assert judge_move(None, (), move(NSC, SALES)).reason is MoveReason.NO_RULES
    elsewhere = judge_move(KANSAI, (), move(NSC, SALES, to_specified_affiliate=False))
    assert (elsewhere.verdict, elsewhere.reason) == (A, MoveReason.ELSEWHERE)
    assert judge_move(KANSAI, (), move("食堂", SALES)).reason is MoveReason.NOT_RESTRICTED


def test_the_strictest_of_several_stretches_is_told():
    history = (
        worked("配電営業所", date(2024, 7, 1), date(2025, 3, 31)),
        worked(NSC, date(2025, 4, 1), date(2025, 6, 30)),
    )
    judged = judge_move(KANSAI, history, move("経理グループ", "経営企画室", date(2025, 8, 1)))
    assert (judged.verdict, judged.origin.code) == (P, "CONTRACT_INFORMATION")


def test_the_second_line_settles_what_was_asked_and_nothing_that_was_free():
    exception = SecondLineAnswer(MoveVerdict.EXCEPTION_APPROVED, "第12号", TODAY, "本社", "公表済みの計画のみ")
    prohibited = judge_move(KANSAI, (), move(NSC, SALES))
    assert settled(prohibited, None) is P
    assert settled(prohibited, exception) is MoveVerdict.EXCEPTION_APPROVED
    assert settled(judge_move(KANSAI, (), move("食堂", SALES)), exception) is A


STRETCHES = st.lists(
    st.tuples(st.sampled_from([NSC, "総務部", "研修所", "配電営業所"]), st.integers(1, 500)), min_size=1, max_size=6
)


@given(STRETCHES, st.sampled_from([SALES, "経営企画室", "法務部"]))
def test_the_judgement_agrees_with_looking_at_every_single_day(stretches, to):
    """The naive way: every day within the year before the move, what was worked on it, and the worst of it."""
    history, start = [], date(2018, 4, 1)
    for department, days in stretches:
        history.append(worked(department, start, start + timedelta(days=days - 1)))
        start += timedelta(days=days)
    effective = start
    rows = {NSC: 1, "総務部": 3, "研修所": 0, "配電営業所": 2}
    column = {SALES: 1, "経営企画室": 2, "法務部": 3}[to]
    strictness = [A, C, P]
    worst = A
    for one in history:
        row = rows[one.department]
        direct = one is history[-1]
        if row and (direct or effective < released_on(one.last, 1)):
            worst = max(worst, TABLE[row, column], key=strictness.index)
    assert judge_move(KANSAI, history, move(history[-1].department, to, effective)).verdict is worst


# --- what people record about it --------------------------------------------------------------------------


def kansai_case(*facts):
    programme = SHIPPED["kansai"]
    case = case_of(*facts)
    return replace(case, programme_id=programme.id, programme_version=programme.version), programme


def test_duties_are_stated_by_codes_the_programme_knows():
    case, programme = kansai_case()
    stated = MoveDutiesStated("c1", "CONTRACT_INFORMATION", "RETAIL_SALES")
    assert move_decisions.state_duties(case, programme, stated) == (stated,)
    assert move_decisions.state_duties(kansai_case(stated)[0], programme, stated) == ()
    with pytest.raises(MoveDutiesUnknown):
        move_decisions.state_duties(case, programme, MoveDutiesStated("c1", "COOKING", ""))
    with pytest.raises(NoMoveRules):
        move_decisions.state_duties(case, PROGRAMME, stated)
    cancelled, _ = kansai_case(CaseCancelled("c1", TODAY, "中止"))
    with pytest.raises(WrongState):
        move_decisions.state_duties(cancelled, programme, stated)


def test_consultation_and_answer_are_facts_with_number_and_reason():
    case, programme = kansai_case()
    asked = MoveConsulted("c1", TODAY, "中村", "異動できますか。")
    answer = MoveAnswered("c1", TODAY, "本社　田中", MoveVerdict.EXCEPTION_APPROVED, "第12号", "公表済みのみ")
    assert move_decisions.consult(case, programme, asked, TODAY) == (asked,)
    assert move_decisions.record_answer(case, programme, answer, TODAY) == (answer,)
    folded, _ = kansai_case(asked, answer)
    assert (folded.consultations, folded.move_answers) == ((asked,), (answer,))
    for wrong in (replace(answer, number=" "), replace(answer, reason=""), replace(answer, answered_by="")):
        with pytest.raises(FieldMissing):
            move_decisions.record_answer(case, programme, wrong, TODAY)
    with pytest.raises(FieldMissing):
        move_decisions.record_answer(case, programme, replace(answer, verdict=MoveVerdict.CONSULT), TODAY)
    with pytest.raises(ImpossibleDate):
        move_decisions.consult(case, programme, replace(asked, asked_on=TODAY + timedelta(days=1)), TODAY)
