"""The rules of a case, one sentence a test (domain notes §2, §5.1; measures H1, H6, H7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.domain import answers, decisions
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState, unanswered
from desktop_app.domain.facts import (
    Answer,
    CaseCorrected,
    CaseReturned,
    ExceptionKind,
    Fact,
    ItemAnswered,
    ItemChecked,
    PostCheckRecorded,
    ReportSigned,
    ReturnedItem,
    SigningRefused,
    Transferee,
    Verdict,
)
from desktop_app.domain.folding import fold
from desktop_app.domain.summary import Judgement, StandingKind, judgement, standing, summarise
from desktop_app.domain.today import TaskKind, next_task
from desktop_app.errors import (
    AnswersMissing,
    BriefingMissing,
    CountMissing,
    DueDateMissing,
    ImpossibleDate,
    ItemsMarkedForReturn,
    ItemsNotChecked,
    KanaMissing,
    LateReasonMissing,
    NotApplicableNotAllowed,
    NotEntitled,
    NothingToReturn,
    OwnCase,
    ReasonMissing,
    TooEarly,
    UnknownItem,
    WrongState,
)
from tests.core.domain.cases import (
    BRIEFED,
    CALENDAR,
    EFFECTIVE,
    HEAD,
    MANAGER,
    PDF,
    PROGRAMME,
    REGISTERED,
    TODAY,
    case_of,
    recorded,
)


def everything_answered(*, open_item: str = "") -> list[Fact]:
    """Everything answered 完了, but *open_item* 未完了."""
    facts: list[Fact] = []
    for item in unanswered(case_of(BRIEFED), PROGRAMME):
        kind = Answer.NOT_DONE if item.id == open_item else Answer.DONE
        due = EFFECTIVE if item.id == open_item else None
        facts.append(ItemAnswered("c1", item.id, kind, TODAY, 0, "", "理由", due, "", (), entered_by_transferee=True))
    return facts


def reported(on: date = TODAY) -> ReportSigned:
    return ReportSigned("c1", on, "1", "様式第1号", "1.0", "00", PDF, "ff", 3, "")


def answer(item_id: str, entry: AnswerInput, *facts: Fact) -> tuple[Fact, ...]:
    return answers.answer_item(case_of(BRIEFED, *facts), PROGRAMME, item_id, entry, today=TODAY, by_transferee=True)


@pytest.mark.parametrize(
    ("item_id", "entry", "error"),
    [
        ("D-01", AnswerInput(Answer.DONE), CountMissing),
        ("D-01", AnswerInput(Answer.DONE, count=-1), CountMissing),
        ("D-07", AnswerInput(Answer.NOT_APPLICABLE), NotApplicableNotAllowed),
        ("D-01", AnswerInput(Answer.NOT_APPLICABLE), ReasonMissing),
        ("D-01", AnswerInput(Answer.NOT_APPLICABLE, note="　"), ReasonMissing),
        ("D-01", AnswerInput(Answer.NOT_DONE, due_on=EFFECTIVE), ReasonMissing),
        ("D-01", AnswerInput(Answer.NOT_DONE, note="業務都合"), DueDateMissing),
        ("D-01", AnswerInput(Answer.NOT_DONE, note="業務都合", due_on=date(2026, 11, 19)), ImpossibleDate),
        ("D-07", AnswerInput(Answer.DONE, done_on=date(2026, 11, 21)), ImpossibleDate),
        ("A-07", AnswerInput(Answer.DONE), WrongState),
        ("R-03", AnswerInput(Answer.DONE), WrongState),
        ("Z-99", AnswerInput(Answer.DONE), UnknownItem),
    ],
)
def test_an_answer_is_refused_with_what_it_lacks(item_id, entry, error):
    with pytest.raises(error):
        answer(item_id, entry)


@pytest.mark.parametrize(
    ("item_id", "entry"),
    [
        ("D-01", AnswerInput(Answer.DONE, count=0)),
        ("D-04", AnswerInput(Answer.NOT_APPLICABLE)),
        ("D-01", AnswerInput(Answer.NOT_APPLICABLE, note="PCを使っていない")),
        ("D-01", AnswerInput(Answer.NOT_DONE, reason_code="SYSTEM", due_on=EFFECTIVE)),
    ],
)
def test_an_answer_with_what_it_needs_is_taken(item_id, entry):
    (fact,) = answer(item_id, entry)
    assert fact.answer is entry.answer


def test_zero_is_a_count_and_empty_is_not():
    (fact,) = answer("D-01", AnswerInput(Answer.DONE, count=0))
    assert fact.count == 0


def test_briefing_needs_the_transferees_acknowledgement_and_no_future_date():
    with pytest.raises(BriefingMissing):
        decisions.record_briefing(case_of(), replace(BRIEFED, acknowledged_by_transferee=False), TODAY)
    with pytest.raises(ImpossibleDate):
        decisions.record_briefing(case_of(), replace(BRIEFED, briefed_on=TODAY + timedelta(days=1)), TODAY)


def test_the_seat_is_handed_over_only_after_the_briefing():
    with pytest.raises(BriefingMissing):
        decisions.hand_over_seat(case_of())
    assert decisions.hand_over_seat(case_of(BRIEFED))


def test_reporting_names_the_items_that_are_missing():
    with pytest.raises(AnswersMissing) as missing:
        decisions.check_reportable(
            case_of(BRIEFED, *everything_answered()[1:]), PROGRAMME, CALENDAR, today=TODAY, late_reason=""
        )
    assert missing.value.item_ids == ("P-03",)


def test_items_not_done_do_not_keep_anybody_from_reporting():
    decisions.check_reportable(
        case_of(BRIEFED, *everything_answered(open_item="I-05")), PROGRAMME, CALENDAR, today=TODAY, late_reason=""
    )


def test_the_effective_date_itself_is_in_time_and_the_day_after_needs_a_reason():
    case = case_of(BRIEFED, *everything_answered())
    decisions.check_reportable(case, PROGRAMME, CALENDAR, today=EFFECTIVE, late_reason="")
    with pytest.raises(LateReasonMissing) as late:
        decisions.check_reportable(case, PROGRAMME, CALENDAR, today=EFFECTIVE + timedelta(days=2), late_reason=" ")
    assert late.value.days == 2
    decisions.check_reportable(case, PROGRAMME, CALENDAR, today=EFFECTIVE + timedelta(days=2), late_reason="内示が当日")


def test_kana_are_asked_for_when_reporting_but_not_of_names_without_kanji():
    nameless = CaseCorrected("c1", "x", transferee=Transferee("0012345", "佐藤　太郎", ""))
    foreign = CaseCorrected("c1", "x", transferee=Transferee("0012354", "Nguyễn Thị Minh Khai", ""))
    with pytest.raises(KanaMissing):
        decisions.check_reportable(
            case_of(nameless, BRIEFED, *everything_answered()), PROGRAMME, CALENDAR, today=TODAY, late_reason=""
        )
    decisions.check_reportable(
        case_of(foreign, BRIEFED, *everything_answered()), PROGRAMME, CALENDAR, today=TODAY, late_reason=""
    )


def test_nobody_checks_returns_confirms_or_closes_their_own_case():
    own = replace(MANAGER, employee_no=REGISTERED.transferee.employee_no)
    case = case_of(BRIEFED, *everything_answered(), reported())
    check = ItemChecked("c1", "D-01", Verdict.ACCEPTED, "", "")
    for act in (
        lambda: decisions.check_item(case, PROGRAMME, check, own),
        lambda: decisions.return_report(case, own, TODAY),
        lambda: decisions.check_confirmable(case, PROGRAMME, own, CALENDAR, today=TODAY, late_reason=""),
        lambda: decisions.close_as_exception(case, own, ExceptionKind.OTHER, "x", TODAY),
    ):
        with pytest.raises(OwnCase):
            act()


def test_confirming_wants_every_answered_item_looked_at_and_none_marked():
    base = [BRIEFED, *everything_answered(), reported()]
    with pytest.raises(ItemsNotChecked):
        decisions.check_confirmable(case_of(*base), PROGRAMME, MANAGER, CALENDAR, today=TODAY, late_reason="")
    checks: list[Fact] = [ItemChecked("c1", f.item_id, Verdict.ACCEPTED, "", "") for f in everything_answered()]
    decisions.check_confirmable(case_of(*base, *checks), PROGRAMME, MANAGER, CALENDAR, today=TODAY, late_reason="")
    marked = [*checks, ItemChecked("c1", "C-01", Verdict.TO_RETURN, "EVIDENCE", "")]
    with pytest.raises(ItemsMarkedForReturn):
        decisions.check_confirmable(case_of(*base, *marked), PROGRAMME, MANAGER, CALENDAR, today=TODAY, late_reason="")


def test_a_return_carries_its_reasons_and_a_new_answer_clears_the_mark():
    base = [BRIEFED, *everything_answered(), reported()]
    with pytest.raises(NothingToReturn):
        decisions.return_report(case_of(*base), MANAGER, TODAY)
    mark = ItemChecked("c1", "C-01", Verdict.TO_RETURN, "", "転送先の欄が写っていません")
    (back,) = decisions.return_report(case_of(*base, mark), MANAGER, TODAY)
    assert back == CaseReturned("c1", TODAY, (ReturnedItem("C-01", "", "転送先の欄が写っていません"),))
    again = case_of(*base, mark, back, *answer("C-01", AnswerInput(Answer.DONE), *base, mark, back))
    assert again.state is CaseState.RETURNED
    assert "C-01" not in again.checks
    assert again.superseded_reports == ()
    assert case_of(*base, mark, back, reported()).superseded_reports == (reported(),)


def test_a_late_confirmation_needs_a_reason_counted_in_business_days():
    checks: list[Fact] = [ItemChecked("c1", f.item_id, Verdict.ACCEPTED, "", "") for f in everything_answered()]
    case = case_of(BRIEFED, *everything_answered(), reported(), *checks)
    # 2026-11-20 is a Friday, Monday 23rd a holiday: three business days later is Thursday 26th.
    in_time, late = date(2026, 11, 26), date(2026, 11, 27)
    decisions.check_confirmable(case, PROGRAMME, MANAGER, CALENDAR, today=in_time, late_reason="")
    with pytest.raises(LateReasonMissing):
        decisions.check_confirmable(case, PROGRAMME, MANAGER, CALENDAR, today=late, late_reason="")


def test_a_refused_signature_is_ended_by_a_superior_not_by_the_manager():
    refusal = SigningRefused("c1", TODAY, MANAGER.name, "")
    case = case_of(
        BRIEFED,
        *everything_answered(),
        *decisions.refuse_signing(case_of(BRIEFED, *everything_answered()), refusal, PROGRAMME),
    )
    task = next_task(summarise(case, PROGRAMME, CALENDAR), PROGRAMME.deadlines, CALENDAR, TODAY)
    assert task is not None
    assert task.kind is TaskKind.CLOSE_REFUSAL
    with pytest.raises(NotEntitled):
        decisions.close_as_exception(case, MANAGER, ExceptionKind.SIGNATURE_REFUSED, "署名なし", TODAY)
    facts = decisions.close_as_exception(case, HEAD, ExceptionKind.SIGNATURE_REFUSED, "署名なし", TODAY)
    ended = case_of(BRIEFED, *everything_answered(), refusal, *facts)
    assert ended.state is CaseState.CLOSED_EXCEPTION
    assert judgement(summarise(ended, PROGRAMME, CALENDAR), TODAY) == (Judgement.EXCEPTION, 0)


def test_cancelling_and_its_withdrawal_are_facts_and_lead_back_to_where_the_case_was():
    base = [BRIEFED, *everything_answered(), reported()]
    cancelled = [*base, *decisions.cancel_case(case_of(*base), "発令取消", TODAY)]
    assert case_of(*cancelled).state is CaseState.CANCELLED
    back = case_of(*cancelled, *decisions.withdraw_cancellation(case_of(*cancelled), "取り違え"))
    assert back.state is CaseState.REPORTED
    assert back.report == reported()


def test_a_correction_records_only_what_changed_and_leaves_the_signed_report():
    case = case_of(BRIEFED, *everything_answered(), reported())
    same = CaseCorrected("c1", "確認", transferee=case.transferee, effective_date=case.effective_date)
    assert decisions.correct_case(case, same) == ()
    moved = CaseCorrected("c1", "発令日の訂正", transferee=case.transferee, effective_date=date(2027, 1, 1))
    (fact,) = decisions.correct_case(case, moved)
    assert fact == CaseCorrected("c1", "発令日の訂正", effective_date=date(2027, 1, 1))
    after = case_of(BRIEFED, *everything_answered(), reported(), fact)
    assert after.effective_date == date(2027, 1, 1)
    assert after.report == reported()


def test_the_second_gate_waits_for_the_effective_date_and_explains_what_is_left():
    case = case_of(BRIEFED, *everything_answered(), reported())
    with pytest.raises(TooEarly):
        decisions.record_post_check(case, PROGRAMME, PostCheckRecorded("c1", "A-07", TODAY, 0, ""), TODAY)
    day = EFFECTIVE + timedelta(days=1)
    with pytest.raises(ReasonMissing):
        decisions.record_post_check(case, PROGRAMME, PostCheckRecorded("c1", "A-07", day, 2, ""), day)
    assert decisions.record_post_check(case, PROGRAMME, PostCheckRecorded("c1", "A-07", day, 0, ""), day)


def test_a_fact_that_no_longer_fits_becomes_a_visible_conflict_and_changes_nothing():
    base = [BRIEFED, *everything_answered(), reported()]
    late = ItemAnswered(
        "c1", "D-01", Answer.NOT_DONE, None, None, "", "x", EFFECTIVE, "", (), entered_by_transferee=False
    )
    case = case_of(*base, late)
    assert case.answer("D-01") == case_of(*base).answer("D-01")
    assert [conflict.recorded.fact for conflict in case.conflicts] == [late]


def test_facts_that_arrive_before_the_registration_are_kept_as_conflicts():
    case = fold(recorded([BRIEFED, REGISTERED]))
    assert case is not None
    assert [conflict.recorded.fact for conflict in case.conflicts] == [BRIEFED]


@pytest.mark.parametrize(
    ("today", "kind", "days"),
    [
        (date(2026, 11, 20), StandingKind.DAYS_LEFT, 6),
        (date(2026, 11, 26), StandingKind.SOON, 3),
        (date(2026, 11, 30), StandingKind.TOMORROW, 1),
        (date(2026, 12, 1), StandingKind.TODAY, 0),
        (date(2026, 12, 7), StandingKind.OVERDUE, 6),
    ],
)
def test_the_badge_counts_business_days_left_and_calendar_days_over(today, kind, days):
    badge = standing(summarise(case_of(BRIEFED), PROGRAMME, CALENDAR), PROGRAMME.deadlines, CALENDAR, today)
    assert (badge.kind, badge.days) == (kind, days)


def test_an_item_not_done_reads_as_items_open_not_as_in_time():
    summary = summarise(case_of(BRIEFED, *everything_answered(open_item="I-05"), reported()), PROGRAMME, CALENDAR)
    assert judgement(summary, TODAY)[0] is Judgement.OPEN_ITEMS
    assert [item.item_id for item in summary.open_items] == ["I-05"]
