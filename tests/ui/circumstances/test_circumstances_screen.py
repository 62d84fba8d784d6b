"""事情とその後の対応: recorded with the fields of its kind, ended, and what waits because of it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.usecases import answering, circumstances
from desktop_app.usecases.answering import answer_items, cancel_case
from tests.ui.cases.office import brief, register


@pytest.fixture
def case_id(office) -> str:
    made: str = office.do(register, "0012345", "\U00020bb7田　誠", date(2026, 9, 24))
    office.do(brief, made)
    return made


@pytest.fixture
def screen(office, case_id):
    made = office.show("circumstances", case_id=case_id)
    office.wait(lambda: made.form.rows)
    return made


def held(office, case_id) -> list[str]:
    return [one.kind for one in office.do(lambda app: app.record.case(case_id).circumstances)]


def test_the_form_asks_for_what_the_kind_needs(office, screen, case_id) -> None:
    screen.form.choose("loss")
    assert list(screen.form.rows) == ["what", "lost_on", "report_no", "remote_erasure", "leak"]
    screen.form.press()
    assert screen.form.rows["what"].has_error()
    assert screen.form.rows["lost_on"].has_error()
    assert not screen.form.rows["remote_erasure"].has_error()
    screen.form.rows["what"].field.fill("ノートPC")
    screen.form.rows["lost_on"].field.line.fill("9/23")
    screen.form.rows["lost_on"].field._read()
    screen.form.rows["report_no"].field.fill("L-1")
    screen.form.press()
    office.wait(lambda: held(office, case_id) == ["loss"])


def test_a_day_that_cannot_be_read_is_said_at_its_field(screen) -> None:
    screen.form.rows["noticed_on"].field.line.setText("きのう")
    screen.form.rows["noticed_on"].field._read()
    screen.form.press()
    assert "10/5" in screen.form.rows["noticed_on"].message.words.text()


def test_what_is_over_is_ended_with_a_button(office, screen, case_id) -> None:
    details = {"declarer": "大野", "relation": "所属長", "reason": "休業", "reached": "PHONE"}
    office.do(circumstances.record_circumstance, case_id, "deputy_declaration", details)
    office.wait(lambda: screen._top.count() == 1)
    screen.presenter.end("deputy_declaration", date(2026, 9, 24))
    office.wait(lambda: screen._top.count() == 0)
    assert held(office, case_id) == []


def test_an_urgent_case_leaves_the_rest_once_the_first_items_are_answered(office, screen, case_id) -> None:
    details = {"noticed_on": "2026-09-24", "rest_by": "2026-10-05"}
    office.do(circumstances.record_circumstance, case_id, "urgent", details)
    office.wait(lambda: screen._top.count() == 2)
    assert not screen.leave_button.isEnabled()
    done = AnswerInput(Answer.DONE, count=0)
    first = ("A-01", "A-03", "C-01", "C-03", "I-01", "D-06")
    office.do(answer_items, case_id, dict.fromkeys(first, done))
    office.wait(lambda: screen.leave_button.isEnabled() is True)  # it is made anew each time
    screen.leave_button.click()
    office.wait(lambda: len(office.do(lambda app: app.record.case(case_id).answers)) == 34)


def test_an_act_that_is_refused_is_said_at_the_top(office, screen, case_id) -> None:
    screen.presenter.finish("A-01", "")
    office.wait(screen.trouble.isVisible)


def test_the_case_tells_of_short_notice_and_of_what_holds(office, case_id) -> None:
    made = office.show("case", case_id=case_id)
    office.wait(made.title)
    office.wait(lambda: "short" in {notice.key for notice in made._banners.notices()})
    details = {"noticed_on": "2026-09-24", "rest_by": "2026-10-05"}
    office.do(circumstances.record_circumstance, case_id, "urgent", details)
    office.wait(lambda: "first" in {notice.key for notice in made._banners.notices()})
    made.presenter.show_circumstances()
    assert office.ways.went[-1] == ("show_circumstances", case_id)


def test_the_case_tells_of_a_late_registration_and_of_rights_to_be_given_back(office) -> None:
    late = office.do(register, "0012399", "林　真理", date(2026, 7, 1))
    made = office.show("case", case_id=late)
    office.wait(lambda: "late" in {notice.key for notice in made._banners.notices()})
    office.do(brief, late)
    office.do(answering.answer_item, late, "A-01", AnswerInput(Answer.DONE))
    office.do(cancel_case, late, "取消")
    office.wait(lambda: "restore" in {notice.key for notice in made._banners.notices()})
