"""What a person really used: chosen from the masters, answered line by line, on the papers, and in the ledger."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from desktop_app import errors, text
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import answerable
from desktop_app.domain.facts import Answer, ItemAnswered
from desktop_app.domain.lines import LineItem, programme_of_case
from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.restoring import to_restore
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.step_marks import MarkKind
from desktop_app.usecases import answering, confirming
from desktop_app.usecases.form_reading import report_text
from desktop_app.usecases.ledger import remarks
from desktop_app.usecases.lines import choose_lines, offers_for
from desktop_app.usecases.masters import record_version
from desktop_app.usecases.people import enrol_person, sit_down
from desktop_app.usecases.reporting import preview_report, sign_and_report
from desktop_app.usecases.verifying import verify_home
from tests.core.papers.paper_tools import extracted_bytes
from tests.homes import DEPUTY, PIN, found, register, reopened
from tests.refusals import STROKES, answer_everything, refused

S1, S2 = ("system", "S1"), ("system", "S2")


@pytest.fixture
def app(tmp_path):
    text.use_language("en")
    opened = found(tmp_path)
    for code, name, properties in (
        ("S1", "託送業務支援システム", {"individually_managed": "yes"}),
        ("S2", "検針データ管理システム", {"automatic": "yes"}),
        ("S3", "再エネ申請サイト", {"external": "yes"}),
    ):
        record_version(opened, "system", MasterVersion(code, name, date(2020, 4, 1), None, properties))
    yield opened
    opened.close()


def marks(app, case_id):
    return {mark.step: mark.kind for mark in app.cases.summary(case_id).marks}


def test_a_case_without_lines_is_as_it_always_was(app):
    case_id = register(app, "0012345")
    case, programme = answering.open_case(app, case_id)
    assert programme == app.workplace.programme
    assert programme_of_case(programme, case) is programme
    assert len(answerable(programme)) == 36


def test_each_chosen_system_is_a_line_with_an_answer_of_its_own(app):
    case_id = register(app, "0012345")
    assert choose_lines(app, case_id, [S1, S2]) == 3
    case, programme = answering.open_case(app, case_id)
    lines = [item for item in programme.items if isinstance(item, LineItem)]
    assert [(item.id, item.number, item.line.name) for item in lines] == [
        ("A-03/S1", 1, "託送業務支援システム"),
        ("A-03/S2", 2, "検針データ管理システム"),
        ("I-01/S1", 1, "託送業務支援システム"),
    ]
    assert len(answerable(programme)) == 36 - 2 + 3
    answering.answer_item(app, case_id, "A-03/S1", AnswerInput(Answer.DONE, reference="申-1"))
    with refused(app, errors.LinesAnswered):
        answering.answer_item(app, case_id, "A-03", AnswerInput(Answer.DONE))
    # What is switched automatically is done on the effective date, which is to come; the other is not.
    answering.answer_item(app, case_id, "A-03/S2", AnswerInput(Answer.DONE, done_on=date(2026, 10, 1)))
    with refused(app, errors.ImpossibleDate):
        answering.answer_item(app, case_id, "A-03/S1", AnswerInput(Answer.DONE, done_on=date(2026, 10, 1)))
    case, _programme = answering.open_case(app, case_id)
    assert case.answer("A-03/S1").reference == "申-1"
    assert case.conflicts == ()


def test_an_item_is_done_when_all_its_lines_are(app):
    case_id = register(app, "0012345")
    choose_lines(app, case_id, [S1, S2])
    done, left = (
        AnswerInput(Answer.DONE, count=0),
        AnswerInput(Answer.NOT_DONE, note="依頼中", due_on=date(2026, 9, 30)),
    )
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    for item in ("A-01", "A-02", "A-04", "A-05", "A-06", "A-03/S1"):
        answering.answer_item(app, case_id, item, done)
    assert marks(app, case_id)["ACCESS_REVOCATION"] is MarkKind.BLANK
    answering.answer_item(app, case_id, "A-03/S2", left)
    assert marks(app, case_id)["ACCESS_REVOCATION"] is MarkKind.NOT_DONE
    assert "A-03 due 9/30" in remarks(app, app.cases.summary(case_id))
    answering.answer_item(app, case_id, "A-03/S2", done)
    assert marks(app, case_id)["ACCESS_REVOCATION"] is MarkKind.DONE


def test_choosing_again_keeps_the_answers_of_lines_that_stay(app):
    case_id = register(app, "0012345")
    answering.answer_item(app, case_id, "A-03", AnswerInput(Answer.DONE, reference="whole"))
    choose_lines(app, case_id, [S1, S2])
    answering.answer_item(app, case_id, "A-03/S1", AnswerInput(Answer.DONE, reference="申-1"))
    choose_lines(app, case_id, [S1])
    case, programme = answering.open_case(app, case_id)
    assert case.is_answered(programme.item("A-03/S1"))
    choose_lines(app, case_id, [])
    case, programme = answering.open_case(app, case_id)
    assert case.answer("A-03").reference == "whole", "without lines the item has its own answer again"
    before = app.record.heads()
    choose_lines(app, case_id, [])
    assert app.record.heads() == before, "the same choice is no new fact"


def test_what_is_not_in_the_master_cannot_be_chosen(app):
    case_id = register(app, "0012345")
    for wrong in (("system", "S9"), ("company", "C1"), ("nothing", "S1")):
        with refused(app, errors.MasterEntryUnknown):
            choose_lines(app, case_id, [S1, wrong])


def test_a_line_keeps_the_name_of_its_day(app):
    case_id = register(app, "0012345")
    choose_lines(app, case_id, [S1])
    record_version(app, "system", MasterVersion("S1", "新しい託送システム", app.today()))
    _case, programme = answering.open_case(app, case_id)
    assert programme.item("A-03/S1").line.name == "託送業務支援システム"


def test_a_device_in_somebodys_hands_is_proposed_for_them(app):
    record_version(app, "system", MasterVersion("S4", "端末", None, None, {"holder": "0012345"}))
    record_version(app, "device", MasterVersion("PC-1", "ノートPC", None, None, {"holder": "0012345"}))
    case_id = register(app, "0012345")
    offers = offers_for(app, case_id)
    assert [(one.version.code, one.chosen) for one in offers.entries] == [
        ("S1", False),
        ("S2", False),
        ("S3", False),
        ("S4", False),
    ], "the shipped programme has no items for devices, and a system has no holder"


def test_a_whole_case_with_lines_is_signed_confirmed_and_holds(app, tmp_path):
    case_id = register(app, "0012345")
    choose_lines(app, case_id, [S1, S2, ("system", "S3")])
    answer_everything(app, case_id)
    shown = report_text(app, case_id)
    assert [row[:3] for row in shown.lines.rows] == [
        ("A-03", "託送業務支援システム", "完了"),
        ("A-03", "検針データ管理システム\n（発令日に自動切替）", "完了"),
        ("I-01", "託送業務支援システム", "完了"),
        ("I-02", "再エネ申請サイト", "完了"),
    ]
    printed = extracted_bytes(preview_report(app, case_id).pdf)
    assert "システム・物ごとの処理の明細" in printed
    assert "再エネ申請サイト" in printed
    sign_and_report(app, case_id, STROKES)
    deputy = enrol_person(app, DEPUTY, PIN, own_pin=PIN)
    sit_down(app, deputy.person_id, PIN)
    confirming.check_item(app, case_id, "A-03/S2", confirming.Check(confirming.Verdict.TO_RETURN, text="番号がない"))
    confirming.return_report(app, case_id)
    assert app.record.case(case_id).returned_item_ids == ("A-03/S2",)
    answering.answer_item(app, case_id, "A-03/S2", AnswerInput(Answer.DONE, reference="申-2"))
    sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    assert verify_home(app).findings == []
    app = reopened(app)
    try:
        assert app.cases.summary(case_id).confirmed_by == DEPUTY.name
        answers = [one.fact for one in app.record.history(case_id) if isinstance(one.fact, ItemAnswered)]
        assert {"A-03/S1", "A-03/S2", "I-02/S3"} <= {fact.item_id for fact in answers}
    finally:
        app.close()


def test_after_cancelling_each_line_is_given_back_by_itself(app):
    case_id = register(app, "0012345")
    choose_lines(app, case_id, [S1, S2])
    answering.answer_item(app, case_id, "A-03/S1", AnswerInput(Answer.DONE, reference="申-1"))
    answering.answer_item(app, case_id, "A-03/S2", AnswerInput(Answer.DONE, done_on=date(2026, 10, 1)))
    answering.cancel_case(app, case_id, "発令取消")
    back = partial(TakenAwayRestored, case_id, restored_on=app.today(), needed=True, reference="再-1", note="")
    with refused(app, errors.NothingToRestore):
        answering.restore_taken_away(app, case_id, back("A-03"))
    answering.restore_taken_away(app, case_id, back("A-03/S1"))
    assert [item.id for item in to_restore(*answering.open_case(app, case_id))] == ["A-03/S2"]
    assert app.cases.summary(case_id).to_restore == 1


def test_lines_chosen_on_another_pc_after_the_report_are_a_visible_conflict(app):
    case_id = register(app, "0012345")
    answer_everything(app, case_id)
    sign_and_report(app, case_id, STROKES)
    with refused(app, errors.WrongState):
        choose_lines(app, case_id, [S1])
