"""Findings (是正): a fold that takes the facts in any order, and decisions that may refuse (domain notes §4.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import errors
from desktop_app.domain import finding_decisions as decisions
from desktop_app.domain.facts import Position, Recorded, Role
from desktop_app.domain.finding_facts import (
    CorrectionCompleted,
    CorrectiveActionRecorded,
    EffectVerified,
    FindingAssigned,
    FindingClosed,
    FindingFact,
    FindingRaised,
    Grade,
    Leak,
    LeakJudged,
    LeakTold,
    Severity,
    Trigger,
)
from desktop_app.domain.findings import (
    TO_BE_DONE,
    Finding,
    FindingState,
    days_overdue,
    finding_id_of,
    fold_finding,
)
from desktop_app.domain.retention import LegalHold, may_be_disposed_of
from desktop_app.domain.workplace import Person
from desktop_app.journal.codec import decode_fact, encode_fact
from tests.refusals import told

D = date
TODAY = D(2026, 9, 24)
AT = datetime(2026, 9, 24, 3, 0, tzinfo=UTC)
ID = finding_id_of(("NOT_DONE", "c1", "A-01"))
RAISED = FindingRaised(
    ID, "F-26A-A001", "c1", "0012345", ("NOT_DONE", "c1", "A-01"), TODAY, Trigger.CONFIRMATION,
    Grade.NONCONFORMITY, Severity.MEDIUM, Leak.LOOKING, "未完了 A-01", "", "岡部　誠司", D(2026, 10, 5),
)  # fmt: skip
ACTION = CorrectiveActionRecorded(ID, meanwhile="回線停止", why=("期限の見落とし", "一覧がない"), action="権限を解除")
DONE = CorrectionCompleted(ID, TODAY, "岡部　誠司", "0009999", "")
GOOD = EffectVerified(ID, TODAY, "中村　由美子", "0008888", effective=True, words="残存なし")
POOR = replace(GOOD, effective=False, words="まだ残っている")
ENDED = FindingClosed(ID, TODAY, "中村　由美子", "0008888", "")
NO_LEAK = LeakJudged(ID, Leak.NO, TODAY, "中村　由美子", "持出しなし")


def person(number: str, role: Role = Role.WORKPLACE_INFORMATION_MANAGER) -> Person:
    return Person(number, number, f"人 {number}", "", role, "", ())


MANAGER, DEPUTY = person("0009999"), person("0008888", Role.DEPUTY_MANAGER)


def recorded(*facts: FindingFact, device: str = "a", first: int = 1) -> list[Recorded]:
    return [Recorded(fact, Position(n, device, n, 0), AT, "p") for n, fact in enumerate(facts, start=first)]


def finding(*facts: FindingFact) -> Finding:
    folded = fold_finding(recorded(RAISED, *facts))
    assert folded is not None
    return folded


WAY = (
    (ACTION, FindingState.IN_HAND),
    (DONE, FindingState.COMPLETED),
    (GOOD, FindingState.EFFECT_VERIFIED),
    (ENDED, FindingState.CLOSED),
)


def test_a_finding_goes_from_raised_to_ended_one_act_a_state():
    assert finding().state is FindingState.RAISED
    facts: list[FindingFact] = []
    for fact, state in WAY:
        facts.append(fact)
        assert finding(*facts).state is state
    ended = finding(*facts)
    assert not ended.is_open
    assert ended.conflicts == ()
    assert (ended.meanwhile, ended.why, ended.action) == ("回線停止", ("期限の見落とし", "一覧がない"), "権限を解除")


def test_measures_keep_what_they_do_not_speak_of():
    after = finding(ACTION, CorrectiveActionRecorded(ID, prevention="一覧を作る", severity=Severity.SERIOUS))
    assert (after.action, after.prevention, after.severity) == ("権限を解除", "一覧を作る", Severity.SERIOUS)


def test_an_effect_that_is_not_there_puts_the_finding_in_hand_again():
    again = finding(ACTION, DONE, POOR)
    assert again.state is FindingState.IN_HAND
    assert finding(ACTION, DONE, POOR, DONE, GOOD).state is FindingState.EFFECT_VERIFIED


@pytest.mark.parametrize("stray", [DONE, GOOD, ENDED, ACTION, NO_LEAK, FindingAssigned(ID, "別の人", TODAY, "")])
def test_what_no_longer_fits_an_ended_finding_stays_visible(stray):
    ended = finding(ACTION, DONE, GOOD, ENDED, stray)
    assert ended.state is FindingState.CLOSED
    assert [one.fact for one in ended.conflicts] == [stray]


def test_being_told_of_a_leak_fits_whatever_the_state():
    call = LeakTold(ID, "本社", TODAY, "09:15", "岡部　誠司", "")
    assert finding(ACTION, DONE, GOOD, ENDED, call).told == (call,)


def test_two_pcs_that_raise_the_same_have_one_finding_with_both_numbers():
    other = replace(RAISED, finding_no="F-26A-B001", in_charge="中村　由美子")
    folded = fold_finding([*recorded(other, device="b", first=3), *recorded(RAISED)])
    assert folded is not None
    assert (folded.finding_no, folded.other_numbers, folded.in_charge) == ("F-26A-A001", ("F-26A-B001",), "岡部　誠司")
    assert folded.conflicts == ()


def test_acts_without_their_raising_wait_for_it():
    assert fold_finding(recorded(ACTION)) is None
    late = fold_finding([*recorded(ACTION), *recorded(RAISED, device="b", first=2)])
    assert late is not None
    assert [one.fact for one in late.conflicts] == [ACTION]


def test_the_id_is_made_of_the_cause_and_of_nothing_else():
    assert finding_id_of(("NOT_DONE", "c1", "A-01")) == ID
    assert len({finding_id_of(cause) for cause in ((), ("",), ("a", "b"), ("ab",), ("a", "", "b"), ("1:a",))}) == 6


# --- any two PCs, any order ---------------------------------------------------------------------------------

NUMBERS = st.sampled_from(("0009999", "0008888", "0012345"))
ACTS = st.one_of(
    st.just(RAISED),
    st.just(replace(RAISED, finding_no="F-26A-B001", due_on=None)),
    st.builds(FindingAssigned, st.just(ID), st.sampled_from("甲乙"), st.dates(TODAY, D(2027, 1, 1)), st.just("")),
    st.builds(CorrectiveActionRecorded, st.just(ID), action=st.sampled_from((None, "措置", "別の措置"))),
    st.builds(LeakJudged, st.just(ID), st.sampled_from(Leak), st.just(TODAY), st.just("甲"), st.just("")),
    st.just(LeakTold(ID, "本社", TODAY, "09:15", "甲", "")),
    st.builds(CorrectionCompleted, st.just(ID), st.just(TODAY), st.just("甲"), NUMBERS, st.just("")),
    st.builds(EffectVerified, st.just(ID), st.just(TODAY), st.just("乙"), NUMBERS, st.booleans(), st.just("")),
    st.builds(FindingClosed, st.just(ID), st.just(TODAY), st.just("乙"), NUMBERS, st.just("")),
)
PCS = st.tuples(st.lists(ACTS, max_size=7), st.lists(ACTS, max_size=7))


@st.composite
def told_apart(draw: st.DrawFn) -> tuple[list[Recorded], list[Recorded]]:
    """What two PCs recorded apart from each other, each with the counter it had by then; and one order of arrival."""
    chains = []
    for device, facts in zip("ab", draw(PCS), strict=True):
        lamport, chain = 0, []
        for seq, fact in enumerate(([RAISED] if device == "a" else []) + facts, start=1):
            lamport += draw(st.integers(1, 4))
            chain.append(Recorded(fact, Position(lamport, device, seq, 0), AT, "p"))
        chains += chain
    return chains, draw(st.permutations(chains))


@given(told_apart())
def test_what_two_pcs_did_adds_up_to_the_same_in_every_order_of_arrival(told_facts):
    facts, arrived = told_facts
    assert fold_finding(arrived) == fold_finding(facts)


@given(told_apart())
def test_no_act_is_lost_and_nobody_ends_up_looking_at_their_own(told_facts):
    facts, _arrived = told_facts
    folded = fold_finding(facts)
    assert folded is not None
    assert sorted(one.position for one in folded.history) == sorted(one.position for one in facts)
    done, seen = folded.completion, folded.verification
    if folded.state in {FindingState.EFFECT_VERIFIED, FindingState.CLOSED}:
        assert done is not None
        assert seen is not None
        assert seen.verified_by_no not in {done.completed_by_no, folded.about}
    if folded.closure is not None:
        assert folded.closure.closed_by_no != folded.about


@given(st.lists(ACTS, max_size=8))
def test_every_fact_comes_back_from_bytes_as_it_was(facts):
    assert [decode_fact(encode_fact(fact)) for fact in facts] == facts


@given(st.integers(-40, 40), st.sampled_from(WAY))
def test_overdue_is_asked_of_the_dates_and_only_while_somebody_is_in_charge(days, step):
    facts = [fact for fact, _state in WAY[: WAY.index(step) + 1]]
    one, due = finding(*facts), RAISED.due_on
    assert due is not None
    assert days_overdue(one, due + timedelta(days=days)) == (max(days, 0) if one.state in TO_BE_DONE else 0)


# --- who may do what ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("refusal", "act"),
    [
        (errors.CompletedBySelf, lambda: decisions.verify_effect(finding(DONE), MANAGER, "可", TODAY, effective=True)),
        (
            errors.FindingAboutSelf,
            lambda: decisions.verify_effect(finding(DONE), person("0012345"), "可", TODAY, effective=True),
        ),
        (errors.FindingAboutSelf, lambda: decisions.close(finding(DONE, GOOD, NO_LEAK), person("0012345"), "", TODAY)),
        (errors.LeakNotJudged, lambda: decisions.close(finding(DONE, GOOD), DEPUTY, "", TODAY)),
        (errors.FieldMissing, lambda: decisions.verify_effect(finding(DONE), DEPUTY, " ", TODAY, effective=True)),
        (errors.FieldMissing, lambda: decisions.complete(finding(), MANAGER, TODAY, "", TODAY)),
        (errors.ImpossibleDate, lambda: decisions.complete(finding(ACTION), MANAGER, D(2026, 9, 25), "", TODAY)),
        (errors.FindingElsewhere, lambda: decisions.complete(finding(DONE), MANAGER, TODAY, "済", TODAY)),
        (errors.FindingElsewhere, lambda: decisions.close(finding(DONE), DEPUTY, "", TODAY)),
        (errors.FieldMissing, lambda: decisions.record_action(finding(), MANAGER, CorrectiveActionRecorded(ID))),
        (errors.FieldMissing, lambda: decisions.judge_leak(finding(), MANAGER, Leak.NO, "", TODAY)),
        (errors.FieldMissing, lambda: decisions.assign(finding(), MANAGER, "　", TODAY)),
        (errors.ImpossibleDate, lambda: decisions.assign(finding(), MANAGER, "甲", D(1, 1, 1))),
        (
            errors.FieldMissing,
            lambda: decisions.tell(finding(), MANAGER, LeakTold(ID, "本社", TODAY, "9時", "", ""), TODAY),
        ),
        (errors.FieldMissing, lambda: decisions.raise_by_hand(replace(RAISED, what=""), MANAGER, TODAY)),
        (errors.FieldMissing, lambda: decisions.raise_by_hand(replace(RAISED, due_on=None), MANAGER, TODAY)),
        (errors.FieldTooLong, lambda: decisions.raise_by_hand(replace(RAISED, what="長" * 2001), MANAGER, TODAY)),
        (errors.NotEntitled, lambda: decisions.close(finding(DONE, GOOD), person("1", Role.SECOND_LINE), "", TODAY)),
        (errors.NotEntitled, lambda: decisions.raise_by_hand(RAISED, person("1", Role.AUDITOR), TODAY)),
    ],
)
def test_what_is_refused_is_refused_in_words(refusal, act):
    with pytest.raises(refusal) as error:
        act()
    told(error.value)


def test_what_is_allowed_makes_the_fact_of_the_day():
    assert decisions.complete(finding(ACTION), MANAGER, TODAY, "", TODAY).completed_by_no == "0009999"
    assert decisions.verify_effect(finding(DONE), DEPUTY, "残存なし", TODAY, effective=True).effective
    assert decisions.close(finding(DONE, GOOD, NO_LEAK), MANAGER, "", TODAY).closed_by == MANAGER.name
    assert decisions.may_verify(finding(DONE), "0008888")
    assert not decisions.may_verify(finding(DONE), "0009999")
    assert not decisions.may_verify(finding(DONE), "0012345")


def test_t25_a_case_whose_period_is_over_stays_while_a_finding_about_it_is_open():
    """3年満了、是正未了が1件: only that one is held."""
    over = D(2030, 4, 1)
    assert may_be_disposed_of(D(2030, 3, 31), over, ())
    assert not may_be_disposed_of(D(2030, 3, 31), over, (LegalHold("c1", "F-26A-A001"),))
    assert not may_be_disposed_of(over, over, ())
