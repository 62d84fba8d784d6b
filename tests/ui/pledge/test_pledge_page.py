"""Reading and signing: nothing is signed unread, nothing half-done stays, and no handwriting is ever lost."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer, Verdict
from desktop_app.usecases.answering import answer_items, withdraw_answer
from desktop_app.usecases.confirming import Check, check_item, return_report
from tests.ui.cases.office import answer, brief, office_in, register
from ui.pledge import make_pledge_page

STROKES = (((1.0, 1.0, 0.5, 0), (20.0, 4.0, 0.5, 80)), ((10.0, 1.0, 0.5, 200), (11.0, 20.0, 0.5, 300)))
NAME = "\u9ad9\u6a4b\u3000\u5065\u4e00"


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def answered(office, name=NAME, day=date(2026, 10, 1), kana="タカハシ　ケンイチ"):
    case_id = register(office.app, "0012346", name, day, kana=kana)
    brief(office.app, case_id)
    answer(office.app, case_id)
    return case_id


@pytest.fixture
def page_of(office, settled):
    """The page as the frame shows it, deep green around it."""

    def make(case_id):
        page = make_pledge_page(office.desk, case_id)
        page.setProperty("hand", True)
        bar = page.action_bar()
        office.qtbot.addWidget(bar)
        settled(page, 1280, 600)
        bar.show()
        page.activateWindow()
        office.qtbot.waitUntil(page.isActiveWindow)
        office.wait(lambda: page._state is not None)
        page.reading.sheet.setFocus()
        return page

    return make


def ready(page):
    page.reading.sheet.verticalScrollBar().setValue(page.reading.sheet.verticalScrollBar().maximum())
    page.signing.pad.show_strokes(STROKES)
    page.signing.agreed.box.setChecked(True)
    QApplication.processEvents()


def test_signing_waits_for_reading_handwriting_and_the_check_and_says_for_which(office, page_of) -> None:
    page = page_of(answered(office))
    assert (page.sign.isEnabled(), page._why.text()) == (False, "Read to the end to sign.")
    assert page.reading.where().startswith("Read to the end to sign (1 / ")
    page.reading.sheet.verticalScrollBar().setValue(page.reading.sheet.verticalScrollBar().maximum())
    assert page._why.text() == "Sign in the frame."
    assert page.reading.where().startswith("Shown to the end")
    page.signing.pad.show_strokes(STROKES)
    assert page._why.text() == "Tick that you have read it."
    page.signing.agreed.box.setChecked(True)
    assert page.sign.isEnabled()
    page.signing.clear.click()
    assert (page.sign.isEnabled(), page._why.text()) == (False, "Sign in the frame.")


def test_reading_by_keyboard_counts_as_reading(office, page_of) -> None:
    page = page_of(answered(office))
    for _step in range(page.reading.sheet.pages() + 1):
        office.qtbot.keyClick(page.reading.sheet, Qt.Key.Key_PageDown)
    assert page.reading.at_end()
    office.qtbot.keyClick(page.reading.sheet, Qt.Key.Key_Home)
    assert page.reading.at_end(), "going back to the start unreads nothing"


def test_end_shows_the_end(office, page_of) -> None:
    page = page_of(answered(office))
    office.qtbot.keyClick(page.reading.sheet, Qt.Key.Key_End)
    assert page.reading.at_end()


def test_the_form_is_shown_whole_with_names_filled_in(office, page_of) -> None:
    page = page_of(answered(office))
    text = page.reading.sheet.toPlainText()
    form = office.app.workplace.programme.report_form
    assert form.title in text
    assert NAME in text
    declarations = next(block.items for block in form.blocks if block.items)
    assert all(declaration[:12] in text for declaration in declarations)
    assert "{{" not in text
    assert text.rstrip().endswith("以上")


def test_signed_and_reported_with_a_copy_to_take_along(office, page_of) -> None:
    case_id = answered(office)
    page = page_of(case_id)
    ready(page)
    page.sign.click()
    assert "cannot be changed" in page.dialog.accessibleDescription()
    with office.qtbot.waitSignal(page.reported, timeout=10_000):
        page.dialog.press_primary()
    case = office.do(lambda app: app.record.case(case_id))
    assert case.state is CaseState.REPORTED
    assert case.report.stroke_count == 2
    assert page.outcome.told() == "The completion report was accepted. Print your copy and take it with you."
    page.outcome.copy.click()
    office.wait(page.paper.document.is_ready)
    assert page.paper.print.isEnabled()
    assert page.paper.document.pages() == 1
    page._leave_paper()
    with office.qtbot.waitSignal(page.seat_return_asked):
        page.outcome.give_back.click()


def test_what_is_refused_leaves_the_handwriting_and_nothing_half_done(office, page_of) -> None:
    case_id = answered(office)
    page = page_of(case_id)
    ready(page)
    endless = (tuple((float(n % 40), 1.0, 0.5, n) for n in range(20_001)),)
    page.signing.pad.show_strokes(endless)
    page.sign.click()
    page.dialog.press_primary()
    office.wait(page.banners.notices)
    assert "too many points" in page.banners.notices()[0].event
    assert page.signing.pad.strokes() == endless
    assert page.sign.isEnabled(), "after what stood in the way is mended it can be signed at once"
    assert office.do(lambda app: app.record.case(case_id)).state is CaseState.IN_PROGRESS


def test_late_asks_for_the_reason(office, page_of) -> None:
    case_id = answered(office, day=date(2026, 9, 22))
    page = page_of(case_id)
    ready(page)
    assert page.signing.reason_row.isVisible()
    assert "2 days late" in page.signing._late._words.text()
    assert page._why.text() == "Enter the reason for the delay."
    page.signing.reason.setPlainText("システム都合")
    assert page.sign.isEnabled()
    page.sign.click()
    with office.qtbot.waitSignal(page.reported, timeout=10_000):
        page.dialog.press_primary()
    assert office.do(lambda app: app.record.case(case_id)).report.late_reason == "システム都合"


def test_missing_answers_are_listed_with_a_way_to_each(office, page_of) -> None:
    case_id = answered(office)
    office.do(withdraw_answer, case_id, "D-03")
    page = page_of(case_id)
    assert page._why.text() == "1 item is unanswered, so it cannot be signed."
    asked = []
    page.item_asked.connect(asked.append)
    link = next(w for w in page.findChildren(type(page.reading._again)) if w.text() == "Go to the item")
    link.click()
    assert asked == ["D-03"]


def test_items_not_done_are_told_and_do_not_keep_anybody_from_reporting(office, page_of) -> None:
    case_id = answered(office)
    late = AnswerInput(Answer.NOT_DONE, note="引継ぎ中", due_on=date(2026, 10, 20))
    office.do(answer_items, case_id, {"D-03": late})
    page = page_of(case_id)
    assert page.signing._left_open._words.text().startswith("1 item is not done. You can report as it is.")
    assert "D-03" in page.reading.sheet.toPlainText()
    ready(page)
    assert page.sign.isEnabled()


def test_a_word_that_is_not_settled_is_named_and_nothing_can_be_signed(office, page_of) -> None:
    page = page_of(register(office.app, "0012346", NAME))
    office.wait(page.banners.notices)
    assert "not settled" in page.banners.notices()[0].event
    assert not page.sign.isEnabled()


def test_changed_wording_has_to_be_read_and_checked_again_but_the_handwriting_stays(office, page_of) -> None:
    case_id = answered(office)
    page = page_of(case_id)
    ready(page)
    late = AnswerInput(Answer.NOT_DONE, note="引継ぎ中", due_on=date(2026, 10, 20))
    office.do(answer_items, case_id, {"D-03": late})
    office.wait(lambda: "D-03" in page.reading.sheet.toPlainText())
    assert not page.signing.agreed.box.isChecked()
    assert page.signing.pad.strokes() == STROKES
    assert not page.sign.isEnabled()


def test_not_signing_is_recorded_without_blame(office, page_of) -> None:
    case_id = answered(office)
    page = page_of(case_id)
    page._not_signing.click()
    page.dialog.press_primary()
    office.wait(lambda: page._pages.currentWidget() is page.outcome)
    assert page.outcome.told() == "It was recorded that you were given the explanation."
    assert office.do(lambda app: app.record.case(case_id)).refusal is not None


def test_the_keyboard_way_is_the_paper_with_an_empty_line(office, page_of) -> None:
    page = page_of(answered(office))
    page._not_signing.click()
    office.qtbot.keyClick(page.dialog.paper, Qt.Key.Key_Return)
    office.wait(lambda: page.paper is not None and page.paper.document.is_ready())
    assert page.dialog is None
    page._leave_paper()
    assert page.sign.isVisible()


def test_a_report_sent_back_is_read_and_signed_anew(office, page_of) -> None:
    case_id = answered(office)
    page = page_of(case_id)
    ready(page)
    page.sign.click()
    with office.qtbot.waitSignal(page.reported, timeout=10_000):
        page.dialog.press_primary()
    office.do(check_item, case_id, "D-03", Check(Verdict.TO_RETURN, "OTHER"))
    office.do(return_report, case_id)
    office.wait(lambda: page._pages.currentIndex() == 0)
    assert page._why.text() in {"Sign in the frame.", "Read to the end to sign."}


def test_a_name_no_font_has_is_asked_about_before_anybody_signs(office, page_of):
    case_id = answered(office, "\uae40\ubbfc\uc900", kana="キム　ミンジュン")
    page = page_of(case_id)
    ready(page)
    assert "Choose what is printed" in page._why.text()
    assert not page.sign.isEnabled()
    page.substitutes.panel.choose.click()
    for field, text in zip(page.substitutes.panel.fields.values(), "金民俊", strict=True):
        field.setText(text)
    page.substitutes.panel.send.click()
    office.wait(lambda: page.substitutes.panel is None and not page.banners.notices())
    assert "金民俊" in page.reading.sheet.toPlainText()
    ready(page)
    assert page.sign.isEnabled()
