"""Findings (是正) in real homes: raised by themselves exactly once, followed to the end, holding and counted."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app import errors, text
from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.facts import Answer, ExceptionKind, Role
from desktop_app.domain.finding_facts import CorrectiveActionRecorded, Leak, LeakTold, Severity, Trigger
from desktop_app.domain.finding_rules import Duty
from desktop_app.domain.findings import FindingState
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, circumstances, confirming, findings
from desktop_app.usecases.findings import FindingInput
from desktop_app.usecases.ledger import ledger_entries, remarks
from desktop_app.usecases.people import PersonInput, enrol_person, sit_down
from desktop_app.usecases.raising import judged_not, raised
from desktop_app.usecases.reporting import sign_and_report
from desktop_app.usecases.self_inspection import inspection_counts
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.homes import DEPUTY, MANAGER, PIN, enrolled, found, register, reopened
from tests.refusals import STROKES, answer_everything, refused

D = date
HEAD = PersonInput("大野　進", "オオノ　ススム", "0009001", role=Role.DEPARTMENT_HEAD)
LATER = D(2026, 10, 5)


@pytest.fixture
def app(tmp_path):
    text.use_language("en")
    opened = found(tmp_path)
    yield opened
    opened.close()


def reported(app: App, number: str = "0077777", *, leave: tuple[str, ...] = ("A-01", "C-01")) -> str:
    """A reported case with these items left 未完了."""
    case_id = register(app, number)
    answer_everything(app, case_id)
    left = AnswerInput(Answer.NOT_DONE, note="申請の回答待ち", due_on=LATER)
    answering.answer_items(app, case_id, dict.fromkeys(leave, left))
    sign_and_report(app, case_id, STROKES)
    return case_id


def deputy_sits(app: App) -> None:
    known = app.workplace.person_with_number(DEPUTY.employee_no)
    sit_down(app, (known or enrol_person(app, DEPUTY, PIN, own_pin=PIN)).person_id, PIN)


def confirm(app: App, case_id: str, duty: Duty | None = None) -> None:
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN, duty=duty)


def test_confirming_a_report_with_items_not_done_raises_one_finding_each_with_who_and_when(app):
    case_id = reported(app)
    assert app.findings.all() == (), "the report alone raises nothing"
    confirm(app, case_id, Duty("中村　由美子", D(2026, 10, 9)))
    first, second = app.findings.of_case(case_id)
    assert (first.finding_no, second.finding_no) == ("F-26A-A001", "F-26A-A002")
    assert {(one.in_charge, one.due_on) for one in (first, second)} == {("中村　由美子", D(2026, 10, 9))}
    assert "A-01" in first.raised.what
    assert "申請の回答待ち" in first.raised.what
    assert (first.raised.trigger, first.state, first.leak) == (Trigger.CONFIRMATION, FindingState.RAISED, Leak.LOOKING)
    assert first.about == "0077777"
    entry = app.record.history(first.finding_id)[0].position
    assert entry.seq == app.record.history(case_id)[-1].position.seq, "raised in the same act as the confirmation"


def test_without_a_word_the_confirmer_is_in_charge_until_the_day_the_answer_named(app):
    case_id = reported(app)
    confirm(app, case_id)
    assert {(one.in_charge, one.due_on) for one in app.findings.all()} == {(MANAGER.name, LATER)}


def test_an_item_done_before_the_confirmation_raises_nothing(app):
    case_id = reported(app)
    circumstances.finish_open_item(app, case_id, "A-01")
    confirm(app, case_id)
    assert ["C-01" in one.raised.what for one in app.findings.all()] == [True]


def test_a_refused_signature_raises_a_finding_at_once_and_ending_the_case_none_more(app):
    case_id = register(app, "0077777")
    answer_everything(app, case_id)
    answering.refuse_signing(app, case_id, "署名はしたくない")
    (finding,) = app.findings.of_case(case_id)
    assert finding.raised.trigger is Trigger.DECLARATION
    sit_down(app, enrol_person(app, HEAD, PIN, own_pin=PIN).person_id, PIN)
    confirming.close_as_exception(app, case_id, ExceptionKind.SIGNATURE_REFUSED, "説明済み", PIN)
    assert app.findings.of_case(case_id) == (app.findings.get(finding.finding_id),)


def test_somebody_absent_raises_a_finding_when_the_case_ends_and_another_exception_does_not(app):
    head = enrol_person(app, HEAD, PIN, own_pin=PIN)
    sit_down(app, head.person_id, PIN)
    for kind, number in ((ExceptionKind.ABSENT, "0077777"), (ExceptionKind.OTHER, "0077778")):
        confirming.close_as_exception(app, register(app, number), kind, "長期療養", PIN)
    (finding,) = app.findings.all()
    assert (finding.about, "長期療養" in finding.raised.what) == ("0077777", True)


def test_a_self_inspection_judged_not_raises_a_finding_about_the_workplace_once(app):
    seen = judged_not(HalfYear(2026, 1), 12, "ID残存なし", "1名が残っていた")
    for _again in range(2):
        facts = raised(app, (seen,))
        if facts:
            app.commit(facts)
    (finding,) = app.findings.all()
    assert (finding.case_id, finding.about, finding.raised.trigger) == ("", "", Trigger.SELF_INSPECTION)
    assert "2026年度上期" in finding.raised.what


def test_a_check_that_finds_something_left_raises_a_finding_by_hand_too(app):
    case_id = reported(app, leave=())
    confirm(app, case_id)
    app.surroundings.clock.now = app.now().replace(month=10, day=5)
    confirming.record_post_check(app, case_id, "A-07", app.today(), 2, "検針の権限が残っている")
    confirming.record_post_check(app, case_id, "A-07", app.today(), 1, "まだ1件")
    (finding,) = app.findings.all()
    assert "検針" in finding.raised.what


def test_a_finding_is_followed_to_its_end_by_two_people(app):
    case_id = reported(app, leave=("A-01",))
    confirm(app, case_id)
    number = app.findings.all()[0].finding_no
    findings.assign(app, number, "林　真理", D(2026, 9, 30), "担当の交代")
    findings.record_action(app, number, CorrectiveActionRecorded("", action="権限を解除した", why=("申請もれ",)))
    findings.judge_leak(app, number, Leak.NO, "利用の記録がない")
    findings.complete(app, number, own_pin=PIN)
    with refused(app, errors.CompletedBySelf):
        findings.verify_effect(app, number, "残存なし", own_pin=PIN)
    deputy_sits(app)
    with pytest.raises(errors.WrongPin):
        findings.verify_effect(app, number, "残存なし", own_pin="chigau-aikotoba")
    findings.verify_effect(app, number, "まだ残っている", effective=False, own_pin=PIN)
    findings.complete(app, number, words="もう一度解除した", own_pin=PIN)
    with refused(app, errors.CompletedBySelf):
        findings.verify_effect(app, number, "残存なし", own_pin=PIN)
    sit_down(app, app.workplace.person_with_number(MANAGER.employee_no).person_id, PIN)
    findings.verify_effect(app, number, "一覧で確かめた", own_pin=PIN)
    ended = findings.close(app, number, own_pin=PIN)
    assert (ended.state, ended.in_charge, ended.conflicts) == (FindingState.CLOSED, "林　真理", ())
    assert findings.open_findings(app) == 0
    assert findings.finding_lines(app, open_only=True) == ()
    assert len(findings.finding_lines(app)) == 1
    with pytest.raises(errors.FindingUnknown):
        findings.close(app, "F-00A-Z999", own_pin=PIN)


def test_somebody_of_whom_it_is_neither_looks_at_the_effect_nor_ends_it(app):
    case_id = register(app, DEPUTY.employee_no)
    number = findings.raise_finding(app, FindingInput("誤送信", "林", LATER, case=case_id)).finding_no
    findings.complete(app, number, words="回収した", own_pin=PIN)
    deputy_sits(app)
    with refused(app, errors.FindingAboutSelf):
        findings.verify_effect(app, number, "よい", own_pin=PIN)


def test_overdue_is_counted_for_the_inspection_and_shown_first(app):
    findings.raise_finding(app, FindingInput("あとで", "林", D(2026, 9, 30)))
    findings.raise_finding(app, FindingInput("先に", "林", D(2026, 9, 25)))
    half = HalfYear(2026, 1)
    assert inspection_counts(app, half).figures[23] == {"count": "0", "open": "2"}
    app.surroundings.clock.now += timedelta(days=5)
    lines = findings.finding_lines(app)
    assert [(line.finding.raised.what, line.days_overdue, line.due_soon) for line in lines] == [
        ("先に", 4, False),
        ("あとで", 0, True),
    ]
    assert inspection_counts(app, half).figures[23] == {"count": "1", "open": "2"}


def test_whom_somebody_told_stands_there_with_day_and_time_and_nothing_is_decided(app):
    number = findings.raise_finding(app, FindingInput("紛失", "林", LATER, severity=Severity.SERIOUS)).finding_no
    findings.judge_leak(app, number, Leak.YES)
    told = findings.tell(app, number, LeakTold("", "本社・行為規制担当", app.today(), "", "", "電話")).told
    assert [(one.contact, one.told_on, one.told_at, one.told_by) for one in told] == [
        ("本社・行為規制担当", app.today(), "14:02", MANAGER.name)
    ]
    guide = findings.leak_guide()
    assert guide.contacts
    assert guide.steps
    assert app.findings.find(number).state is FindingState.RAISED, "telling somebody moves nothing on"


def test_the_ledger_names_the_findings_and_an_open_one_holds_the_case(app):
    case_id = reported(app, leave=("A-01", "C-01", "D-01"))
    confirm(app, case_id)
    (entry,) = ledger_entries(app, CaseFilter())
    assert "F-26A-A001 F-26A-A002 and 1 more" in remarks(app, entry.summary)
    assert [hold.finding_no for hold in findings.holds_on(app, case_id)] == ["F-26A-A001", "F-26A-A002", "F-26A-A003"]


def test_a_home_with_findings_verifies_and_shows_them_after_a_rebuild(app):
    case_id = reported(app)
    confirm(app, case_id)
    before = app.findings.all()
    app.record.rebuild()
    assert app.findings.all() == before
    assert verify_home(app).ok
    again = reopened(app)
    assert again.findings.all() == before
    again.close()


def test_two_pcs_that_confirm_the_same_apart_raise_each_finding_once(tmp_path: Path):
    text.use_language("en")
    first = found(tmp_path, "first", share=tmp_path / "share")
    case_id = reported(first)
    second = enrolled(first, tmp_path)
    confirm(first, case_id, Duty("甲"))
    confirm(second, case_id, Duty("乙"))
    findings.raise_finding(second, FindingInput("別のこと", "乙", LATER))
    for one in (first, second, first, second):
        sync(one)
    assert first.findings.all() == second.findings.all()
    shown = first.findings.of_case(case_id)
    assert len(shown) == 2
    assert len({one.in_charge for one in shown}) == 1
    numbers = {number for one in first.findings.all() for number in (one.finding_no, *one.other_numbers)}
    assert numbers == {f"F-26A-{letter}{n:03d}" for letter, n in (("A", 1), ("A", 2), ("B", 1), ("B", 2), ("B", 3))}
    assert first.findings.find("F-26A-B001").finding_id == first.findings.find(shown[0].finding_no).finding_id
    assert all(one.conflicts == () for one in first.findings.all())
    number = first.findings.find("F-26A-B003").finding_no
    findings.complete(first, number, words="済んだ", own_pin=PIN)
    sync(first)
    sync(second)
    assert second.findings.find(number).state is FindingState.COMPLETED
    for one in (first, second):
        one.close()
