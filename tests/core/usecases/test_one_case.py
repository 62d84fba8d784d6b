"""One case through the use cases: the seat, the signed papers, the second person, and what is refused on the way."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop_app.app import App, open_app
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState, unanswered
from desktop_app.domain.facts import Answer, CaseCorrected, ExceptionKind, Role, Transferee, Verdict
from desktop_app.errors import (
    BadStrokes,
    EvidenceTooLarge,
    EvidenceUnreadable,
    FileDamaged,
    GlyphMissing,
    NotEntitled,
    OwnCase,
    PdfTampered,
    PinLocked,
    SeatHandedOver,
    WrongPin,
    WrongTransferee,
)
from desktop_app.usecases import answering, confirming, people, reporting
from desktop_app.usecases.desk import open_for_reading, todays_work
from desktop_app.usecases.first_start import PersonInput
from tests.fakes import FixedClock
from tests.homes import PIN, found, register, reopened

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))
HEAD_PIN = "bucho-no-aikotoba"
SMALL_PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    made = found(tmp_path, clock=clock)
    yield made
    made.close()


@pytest.fixture
def case_id(app: App) -> str:
    return register(app, "0012346", "\u9ad9橋　健一")


def briefed(app: App, case_id: str) -> None:
    answering.correct_case(
        app,
        CaseCorrected(case_id, "カナの補完", transferee=Transferee("0012346", "\u9ad9橋　健一", "タカハシ　ケンイチ")),
    )
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))


def answered(app: App, case_id: str) -> None:
    briefed(app, case_id)
    case, programme = answering.open_case(app, case_id)
    entries = {
        item.id: AnswerInput(Answer.DONE, count=3 if item.needs_count else None) for item in unanswered(case, programme)
    }
    answering.answer_items(app, case_id, entries)


def test_the_story_from_briefing_to_the_countersigned_paper(app, case_id, tmp_path):
    answered(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    (finding,) = confirming.verify_case_report(app, app.record.case(case_id))
    assert finding.name == "\u9ad9橋　健一"
    confirming.accept_rest(app, case_id)
    kept = confirming.confirm_case(app, case_id, PIN)
    opened = open_for_reading(app, case_id)
    assert opened.case.state is CaseState.CONFIRMED
    assert [f.name for f in confirming.verify_case_report(app, opened.case)] == ["\u9ad9橋　健一", app.person.name]
    paper = tmp_path / "report.pdf"
    paper.write_bytes(answering.read_file(app, kept))
    said = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    subprocess.run(["qpdf", "--check", paper], check=True, capture_output=True)


def test_papers_and_evidence_lie_sealed_and_a_changed_byte_is_found(app, case_id, tmp_path):
    evidence = tmp_path / "転送設定.png"
    evidence.write_bytes(SMALL_PNG)
    kept = answering.keep_evidence(app, case_id, evidence)
    sealed = app.files.path(kept.sealed_sha256)
    assert SMALL_PNG not in sealed.read_bytes()
    assert answering.read_file(app, kept) == SMALL_PNG
    data = bytearray(sealed.read_bytes())
    data[-1] ^= 1
    sealed.write_bytes(bytes(data))
    with pytest.raises(FileDamaged):
        answering.read_file(app, kept)


def test_evidence_too_large_or_unreadable_is_refused_by_name(app, case_id, tmp_path):
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(5_000_001))
    with pytest.raises(EvidenceTooLarge):
        answering.keep_evidence(app, case_id, large)
    with pytest.raises(EvidenceUnreadable):
        answering.keep_evidence(app, case_id, tmp_path / "none.png")


def test_with_the_seat_handed_over_only_that_case_can_be_worked_on(app, case_id):
    other = register(app, "0012347", "\U00020bb7田　誠")
    briefed(app, case_id)
    answering.hand_over_seat(app, case_id)
    for act in (
        lambda: answering.cancel_case(app, other, "x"),
        lambda: answering.answer_item(app, other, "D-07", AnswerInput(Answer.DONE)),
        lambda: answering.record_briefing(app, other, answering.Briefing(app.today(), "対面")),
        lambda: confirming.check_item(app, other, "D-07", confirming.Check(Verdict.ACCEPTED)),
        lambda: register(app, "0012399"),
        lambda: answering.hand_over_seat(app, other),
    ):
        with pytest.raises(SeatHandedOver):
            act()
    with pytest.raises(WrongTransferee):
        answering.identify_transferee(app, case_id, "0012347")
    answering.identify_transferee(app, case_id, "0012346")
    answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE))
    standing = app.record.case(case_id).answer("D-07")
    assert standing is not None
    assert standing.entered_by_transferee


def test_the_seat_stays_handed_over_across_a_restart_and_comes_back_by_pin_only(app, case_id, clock):
    briefed(app, case_id)
    answering.hand_over_seat(app, case_id)
    app.close()
    again = open_app(app.home, app.surroundings)
    assert people.seat_case(again) == case_id
    for remaining in (2, 1):
        with pytest.raises(WrongPin) as wrong:
            answering.take_seat_back(again, again.person_id, "chigau-aikotoba")
        assert wrong.value.remaining == remaining
    with pytest.raises(PinLocked):
        answering.take_seat_back(again, again.person_id, "chigau-aikotoba")
    with pytest.raises(PinLocked):
        answering.take_seat_back(again, again.person_id, PIN)
    clock.advance(seconds=61)
    answering.take_seat_back(again, again.person_id, PIN)
    assert people.seat_case(again) is None
    again.close()


def test_what_a_write_that_was_cut_off_left_is_swept_a_day_later(app, tmp_path):
    evidence = tmp_path / "a.png"
    evidence.write_bytes(SMALL_PNG)
    kept = answering.keep_evidence(app, register(app, "0012347"), evidence)
    path = app.files.path(kept.sealed_sha256)
    old, fresh = (path.with_name(f"{letter * 64}.bin.part") for letter in "ab")
    now = app.now().timestamp()
    for file, age in ((old, 25), (fresh, 23), (path, 1000)):
        file.touch()
        os.utime(file, (now - age * 3600,) * 2)
    again = reopened(app)
    assert (old.exists(), fresh.exists()) == (False, True)
    assert answering.read_file(again, kept) == SMALL_PNG
    again.close()


def test_a_wrong_pin_confirms_nothing(app, case_id):
    answered(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    before = app.record.heads()
    with pytest.raises(WrongPin):
        confirming.confirm_case(app, case_id, "chigau-aikotoba")
    assert app.record.heads() == before
    assert app.record.case(case_id).state is CaseState.REPORTED


def test_a_report_changed_after_signing_cannot_be_confirmed(app, case_id):
    answered(app, case_id)
    kept = reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    changed = answering.read_file(app, kept) + b"\n% appended"
    forged = app.files.put(kept.name, kept.media_type, changed, app.recipients())
    app.files.path(kept.sealed_sha256).write_bytes(app.files.sealed(forged.sealed_sha256))
    with pytest.raises((FileDamaged, PdfTampered)):
        confirming.confirm_case(app, case_id, PIN)
    assert app.record.case(case_id).state is CaseState.REPORTED


def test_a_second_person_works_here_under_their_own_pin_and_confirms_the_managers_own_case(app):
    own = register(app, app.person.employee_no, app.person.name)
    head = people.enrol_person(
        app, PersonInput("山下　薫", "ヤマシタ　カオル", "1100001", role=Role.DEPARTMENT_HEAD), HEAD_PIN, own_pin=PIN
    )
    answering.correct_case(
        app, CaseCorrected(own, "カナの補完", transferee=Transferee(app.person.employee_no, app.person.name, "オカベ"))
    )
    answering.record_briefing(app, own, answering.Briefing(app.today(), "対面", briefed_by=head.name))
    case, programme = answering.open_case(app, own)
    missing = unanswered(case, programme)
    answering.answer_items(
        app, own, {i.id: AnswerInput(Answer.DONE, count=0 if i.needs_count else None) for i in missing}
    )
    reporting.sign_and_report(app, own, STROKES)
    with pytest.raises(OwnCase):
        confirming.accept_rest(app, own)
    with pytest.raises(WrongPin):
        people.sit_down(app, head.person_id, PIN)
    people.sit_down(app, head.person_id, HEAD_PIN)
    confirming.accept_rest(app, own)
    confirming.confirm_case(app, own, HEAD_PIN)
    summary = app.cases.summary(own)
    assert summary is not None
    assert (summary.confirmed_by, summary.confirmer_role) == ("山下　薫", Role.DEPARTMENT_HEAD)


def test_a_forgotten_pin_gets_a_new_key_through_another_member_and_old_papers_still_verify(app, case_id):
    answered(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    head = people.enrol_person(
        app, PersonInput("山下　薫", "", "1100001", role=Role.DEPARTMENT_HEAD), HEAD_PIN, own_pin=PIN
    )
    manager = app.person_id
    with pytest.raises(NotEntitled):
        people.reset_pin_with_member(app, manager, "atarashii-pin", member_id=manager, member_pin=PIN)
    people.reset_pin_with_member(app, manager, "atarashii-pin", member_id=head.person_id, member_pin=HEAD_PIN)
    with pytest.raises(WrongPin):
        people.unlock_person(app, manager, PIN)
    people.unlock_person(app, manager, "atarashii-pin")
    assert len(confirming.verify_case_report(app, app.record.case(case_id))) == 2


def test_not_signing_ends_as_an_exception_by_a_superior(app, case_id):
    answered(app, case_id)
    answering.refuse_signing(app, case_id, "説明は受けた")
    with pytest.raises(NotEntitled):
        confirming.close_as_exception(app, case_id, ExceptionKind.SIGNATURE_REFUSED, "署名なし", PIN)
    head = people.enrol_person(
        app, PersonInput("山下　薫", "", "1100001", role=Role.DEPARTMENT_HEAD), HEAD_PIN, own_pin=PIN
    )
    people.sit_down(app, head.person_id, HEAD_PIN)
    confirming.close_as_exception(app, case_id, ExceptionKind.SIGNATURE_REFUSED, "署名なし", HEAD_PIN)
    assert app.record.case(case_id).state is CaseState.CLOSED_EXCEPTION


@pytest.mark.parametrize(
    "strokes", [(), (((1.0, 1.0, 0.5, 0.0),),), (tuple((1.0, 1.0, 0.5, 0.0) for _ in range(20_001)),)]
)
def test_a_signature_is_handwriting_of_a_sensible_size(app, case_id, strokes):
    answered(app, case_id)
    with pytest.raises(BadStrokes):
        reporting.sign_and_report(app, case_id, strokes)
    assert app.record.case(case_id).state is CaseState.IN_PROGRESS


def test_a_name_no_font_can_print_stops_before_anything_is_recorded(app):
    case_id = register(app, "0012356", "\uae40\ubbfc\uc900")
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    case, programme = answering.open_case(app, case_id)
    missing = unanswered(case, programme)
    answering.answer_items(
        app, case_id, {i.id: AnswerInput(Answer.DONE, count=0 if i.needs_count else None) for i in missing}
    )
    with pytest.raises(GlyphMissing):
        reporting.sign_and_report(app, case_id, STROKES)
    assert app.record.case(case_id).report is None


def test_a_returned_report_is_signed_again_and_the_first_one_stays_kept(app, case_id):
    answered(app, case_id)
    first = reporting.sign_and_report(app, case_id, STROKES)
    confirming.check_item(app, case_id, "C-01", confirming.Check(Verdict.TO_RETURN, text="転送先が写っていません"))
    confirming.return_report(app, case_id)
    answering.answer_item(app, case_id, "C-01", AnswerInput(Answer.DONE, note="撮り直した"))
    second = reporting.sign_and_report(app, case_id, STROKES)
    case = app.record.case(case_id)
    assert [report.pdf for report in case.superseded_reports] == [first]
    assert case.report is not None
    assert case.report.pdf == second
    assert answering.read_file(app, first)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)


def test_cancelling_and_its_withdrawal(app, case_id):
    answering.cancel_case(app, case_id, "発令取消の連絡")
    assert app.record.case(case_id).state is CaseState.CANCELLED
    answering.withdraw_cancellation(app, case_id, "取り違え")
    assert app.record.case(case_id).state is CaseState.DRAFT


def test_todays_work_leads_from_briefing_to_the_check_after_the_date(app, case_id, clock):
    def kinds() -> list[str]:
        return [task.kind.value for task in todays_work(app).tasks]

    assert kinds() == ["BRIEF"]
    answered(app, case_id)
    assert kinds() == ["SIGN"]
    reporting.sign_and_report(app, case_id, STROKES)
    assert kinds() == ["CONFIRM"]
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    assert kinds() == []
    clock.now = datetime(2026, 10, 2, 1, tzinfo=UTC)
    assert kinds() == ["POST_CHECK"]
    confirming.record_post_check(app, case_id, "A-07", date(2026, 10, 2), 0, "")
    assert kinds() == []
