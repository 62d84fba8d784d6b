"""紙の答えの入力: the picture of each row, nothing chosen, 1 2 3 and Enter; the signature and the report handed in."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer
from desktop_app.usecases import answering, confirming, paper_printing
from desktop_app.usecases.drafts import read_drafts
from desktop_app.usecases.paper_entry import answer_from_paper, items_to_enter
from desktop_app.usecases.paper_scans import take_in_scan
from desktop_app.usecases.paper_way import record_scan
from tests.scans import pictures
from tests.ui.cases.office import answer, office_in
from tests.ui.paper_way.papers import briefed, kept, printed, saved

FIRST = slice(0, 1)
"""Of the pack: the row in question is on its first page."""


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def entering(office, case_id, at=""):
    screen = office.show("paper_entry", case_id=case_id, at=at)
    office.wait(lambda: screen._state is not None)
    return screen


def press(keys):
    for key in keys:
        if key == "\n":
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        else:
            QTest.keyClicks(QApplication.focusWidget(), key)


def case_of(office, case_id):
    return office.do(lambda app: app.record.case(case_id))


def enter_the_rest(office, case_id):
    def work(app):
        case, programme = answering.open_case(app, case_id)
        for item in items_to_enter(case, programme):
            done = AnswerInput(Answer.DONE, date(2026, 9, 20), count=2 if item.needs_count else None)
            answer_from_paper(app, case_id, item.id, done)

    office.do(work)


def test_a_row_is_shown_and_nothing_is_chosen_whatever_stands_in_the_record(office) -> None:
    case_id = kept(office, pages=FIRST)
    office.do(answering.answer_item, case_id, "D-03", AnswerInput(Answer.DONE, count=4))
    screen = entering(office, case_id, "D-03")
    assert screen.answer.control.value() == ""
    assert not screen.answer.pane.strip.is_empty()
    assert screen.answer.pane.strip.accessibleName().startswith("Picture of the row: D-03")
    assert "In the record so far: Done" in screen.answer._standing.text()


def test_one_key_a_number_a_day_and_enter_record_a_row_and_show_the_next(office) -> None:
    case_id = kept(office, pages=FIRST)
    screen = entering(office, case_id, "D-01")
    press("1")
    assert QApplication.focusWidget() is screen.answer.details.count
    press("12")
    screen.answer.details.done.line.setFocus()
    press("9/20\n")
    office.wait(lambda: screen.presenter.stop_shown == "D-02")
    answer = case_of(office, case_id).answer("D-01")
    assert (answer.answer, answer.count, answer.done_on) == (Answer.DONE, 12, date(2026, 9, 20))
    assert answer.from_scan.page == 1
    assert not answer.entered_by_transferee
    assert screen.answer.control.value() == ""


def test_enter_alone_never_answers(office) -> None:
    case_id = kept(office, pages=FIRST)
    screen = entering(office, case_id, "D-01")
    press("\n\n")
    assert "Choose what is ticked" in screen.answer._said.words.text()
    assert case_of(office, case_id).answers == {}


def test_what_an_answer_lacks_is_said_at_its_field_and_nothing_is_recorded(office) -> None:
    case_id = kept(office, pages=FIRST)
    screen = entering(office, case_id, "D-01")
    press("1")
    screen.enter.click()
    assert "the day as it is written" in screen.answer.details.rows["done"].message.words.text()
    press("9/20\n")
    assert QApplication.focusWidget() is screen.answer.details.count
    assert case_of(office, case_id).answers == {}


def test_an_open_item_shows_the_table_of_reasons_beside_its_row(office) -> None:
    screen = entering(office, kept(office), "D-01")
    assert screen.answer.pane.more.is_empty()
    press("3")
    assert not screen.answer.pane.more.is_empty()
    screen.answer.focus_here()
    press("1")
    assert screen.answer.pane.more.is_empty()


def test_the_whole_page_is_shown_when_asked_for(office) -> None:
    screen = entering(office, kept(office, pages=FIRST), "D-01")
    assert screen.answer.pane.page.isHidden()
    screen.answer.pane.whole_link.click()
    assert not screen.answer.pane.page.isHidden()
    screen.next_step(1)
    assert screen.answer.pane.page.isHidden()


def test_an_answer_given_before_is_recorded_as_read_on_paper_with_one_press(office) -> None:
    case_id = kept(office, pages=FIRST)
    office.do(answering.answer_item, case_id, "D-03", AnswerInput(Answer.DONE, date(2026, 9, 18), count=4))
    screen = entering(office, case_id, "D-03")
    screen.answer.same.click()
    office.wait(lambda: screen.presenter.stop_shown == "D-04")
    answer = case_of(office, case_id).answer("D-03")
    assert (answer.done_on, answer.count, answer.from_scan.page) == (date(2026, 9, 18), 4, 1)


def test_what_was_chosen_and_not_recorded_waits_where_it_was(office) -> None:
    case_id = kept(office, pages=FIRST)
    screen = entering(office, case_id, "D-01")
    press("3")
    screen.answer.details.note.setText("認証局を待つ")
    screen.leave()
    assert office.do(read_drafts, case_id)["D-01"].note == "認証局を待つ"
    again = entering(office, case_id, "D-01")
    assert (again.answer.control.value(), again.answer.details.note.text()) == ("NOT_DONE", "認証局を待つ")


def test_the_report_waits_for_pages_and_answers_and_says_for_which(office) -> None:
    case_id = kept(office, pages=slice(0, 4))
    screen = entering(office, case_id, "report")
    assert not screen.enter.isEnabled()
    assert screen._left.text() == "Missing pages: Report form 2/2"


def test_the_signature_is_looked_at_and_the_report_handed_in(office) -> None:
    case_id = kept(office)
    enter_the_rest(office, case_id)
    screen = entering(office, case_id)
    assert screen.presenter.stop_shown == "report"
    assert len(screen.report.pictures) == 4
    assert not screen.report.pane.strip.is_empty()
    assert screen.report.signed.value() is None
    screen.enter.click()
    assert screen.report.rows[0].has_error()
    assert case_of(office, case_id).state is CaseState.IN_PROGRESS
    screen.report.signed.line.setFocus()
    press("9/22")
    screen.report.seen.setChecked(True)
    screen.enter.click()
    office.wait(lambda: screen._done)
    report = case_of(office, case_id).report
    assert (report.signed_on, report.reported_on, report.received_by) == (
        date(2026, 9, 22),
        date(2026, 9, 24),
        office.app.person.name,
    )
    assert screen._pages.currentWidget().accessibleName().startswith("\u9ad9橋　健一's report on paper is handed in.")


def test_days_that_do_not_follow_each_other_are_said_at_the_field(office) -> None:
    case_id = kept(office)
    enter_the_rest(office, case_id)
    screen = entering(office, case_id)
    screen.report.signed.set_value(date(2026, 9, 25))
    screen.report.seen.setChecked(True)
    screen.enter.click()
    office.wait(screen.report.rows[0].has_error)
    assert case_of(office, case_id).report is None


def test_confirming_shows_that_it_was_signed_on_paper_and_what_came_from_there(office) -> None:
    case_id = kept(office)
    enter_the_rest(office, case_id)
    office.do(hand_in, case_id)
    screen = office.show("confirmation", case_id=case_id)
    office.wait(screen.side._signed.text)
    who = office.app.person.name
    assert screen.side._pen[1].text() == f"On paper, signed 24 Sep (Thu), received 24 Sep (Thu) by {who}"
    assert screen.side._signed.text().startswith(f"紙面受付　{who}")
    assert all(item.evidence.startswith("From paper") for item in screen._state.items)


def hand_in(app, case_id):
    from desktop_app.usecases.paper_way import HandedIn, report_on_paper

    report_on_paper(app, case_id, HandedIn(app.today()))


def test_the_sheet_for_afterwards_is_entered_from_its_own_picture(office) -> None:
    case_id = kept(office)
    enter_the_rest(office, case_id)

    def afterwards(app):
        hand_in(app, case_id)
        confirming.accept_rest(app, case_id)
        confirming.confirm_case(app, case_id, "himitsu-no-aikotoba")
        sheet = pictures(paper_printing.print_post_check(app, case_id).pdf, 150)
        record_scan(app, case_id, take_in_scan(app, [saved(office.folder, sheet, "after.png")]), {})
        app.surroundings.clock.advance(days=10)

    office.do(afterwards)
    screen = entering(office, case_id)
    assert screen.presenter.stop_shown == "A-07"
    assert not screen.gate.pane.strip.is_empty()
    assert screen.gate.day.value() is None
    press("1")
    screen.gate.day.line.setFocus()
    press("10/2\n")
    assert screen.gate.rows[2].has_error()
    screen.gate.note.fill("共有フォルダが1件残っていたため、設定を外した")
    screen.enter.click()
    office.wait(lambda: not screen._state.left)
    check = case_of(office, case_id).post_checks["A-07"]
    assert (check.checked_on, check.remaining, check.from_scan.page) == (date(2026, 10, 2), 1, 1)


def test_without_kept_pages_the_way_to_take_them_in_is_shown(office) -> None:
    case_id = office.do(briefed)
    screen = entering(office, case_id)
    assert screen._pages.currentWidget().accessibleName().startswith("No page of this case waits")
    assert not screen.enter.isVisible()


def test_cutting_the_pictures_can_be_stopped(office) -> None:
    case_id = kept(office)
    screen = office.show("paper_entry", case_id=case_id)
    screen.progress.stop_button.click()
    assert office.ways.went == [("show_paper_way", case_id)]
    office.do(lambda _app: True)
    assert screen._state is None


def test_the_next_thing_to_do_is_the_primary_of_a_cases_paper(office) -> None:
    case_id = office.do(briefed)
    screen = office.show("paper_way", case_id=case_id)
    office.wait(lambda: screen._state)
    assert screen.primary() is screen.print.buttons[0]
    screen.primary().click()
    assert office.ways.went[-1][0] == "show_preview"
    assert office.do(office.ways.went[-1][2]).startswith(b"%PDF-")
    path = office.do(lambda app: saved(office.folder, printed(app, case_id)))
    office.do(lambda app: record_scan(app, case_id, take_in_scan(app, [path]), {}))
    office.wait(lambda: screen.primary() is screen.enter.buttons[0])
    enter_the_rest(office, case_id)
    office.wait(lambda: screen.primary() is screen.report.buttons[0])
    screen.primary().click()
    assert office.ways.went[-1] == ("show_paper_entry", case_id, "report")
    office.do(hand_in, case_id)
    office.wait(lambda: "received" in screen.report.said.text())
    assert screen.primary() is None


def test_before_the_explanation_nothing_is_printed_and_this_is_said(office) -> None:
    from tests.ui.cases.office import register

    case_id = office.do(register, "0012346", "佐藤　太郎")
    screen = office.show("paper_way", case_id=case_id)
    office.wait(lambda: screen._state)
    assert not screen.print.buttons[0].isEnabled()
    assert screen.print.said.text().startswith("The explanation comes first")


def test_a_late_report_asks_for_its_reason(office) -> None:
    case_id = kept(office)
    enter_the_rest(office, case_id)
    office.do(lambda app: app.surroundings.clock.advance(days=12))
    screen = entering(office, case_id)
    assert screen.report.rows[2].isVisible()
    screen.report.signed.set_value(date(2026, 9, 29))
    screen.report.seen.setChecked(True)
    screen.enter.click()
    assert screen.report.rows[2].has_error()
    screen.report.received.set_value(date(2026, 9, 30))
    screen.enter.click()
    office.wait(lambda: screen._done)
    assert case_of(office, case_id).report.reported_on == date(2026, 9, 30)


def test_after_answering_on_the_screen_only_the_report_is_printed_and_its_signature_looked_at(office) -> None:
    case_id = office.do(briefed)
    office.do(answer, case_id)
    screen = office.show("paper_way", case_id=case_id)
    office.wait(lambda: screen._state)
    screen.print.buttons[2].click()
    pdf = office.do(office.ways.went[-1][2])
    path = saved(office.folder, pictures(pdf, 120))
    office.do(lambda app: record_scan(app, case_id, take_in_scan(app, [path]), {}))
    office.wait(lambda: screen.primary() is screen.report.buttons[0])
    entry = entering(office, case_id, "report")
    assert entry._state.stops == ("report",)
    assert entry.enter.isEnabled()
