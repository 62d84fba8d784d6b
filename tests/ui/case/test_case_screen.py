"""The manager's case: what to do next, the acts of the menu, and what is settled stays as it is."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer, CaseCorrected, ExceptionKind, Role, Transferee
from desktop_app.usecases.answering import answer_item, answer_items, cancel_case, correct_case, hand_over_seat
from desktop_app.usecases.confirming import accept_rest, confirm_case
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.people import enrol_person, sit_down
from tests.homes import PIN
from tests.ui.items.offices import NAME, NUMBER, office
from ui.case import make
from ui.case.acts import paper_of
from ui.case.dialogs import ExceptionDialog, ReasonDialog
from ui.case.state import Next
from ui.shell import MainWindow


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        yield opened


@pytest.fixture
def opened(here, qtbot, tmp_path):
    """The case in the office window."""

    def show(step: str = "", width: int = 1280, height: int = 800):
        window = MainWindow((), tmp_path / "window.ini")
        qtbot.addWidget(window)
        screen = make(here.desk, here.navigator, here.case_id, step)
        window.add_screen("case", screen)
        window.show_screen("case")
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        window.resize(width, height)
        qtbot.waitUntil(lambda: screen._state is not None)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return screen

    return show


def menu(screen) -> dict[str, bool]:
    return {entry.text(): entry.isEnabled() for entry in screen.header.menu.actions() if entry.text()}


def dialog_of(screen, kind: type):
    return next(dialog for dialog in screen.window().findChildren(kind) if dialog.isVisible())


def test_the_header_says_whose_case_it_is_and_what_can_be_done(here, opened) -> None:
    screen = opened()
    assert screen.title() == NAME
    assert screen.header.number.text() == NUMBER
    assert "あおば電力株式会社" in screen.facts()
    assert screen.header.brief_button.isVisible()
    assert not screen.header.hand_button.isVisible()
    screen.header.brief_button.click()
    assert here.navigator.places == [("show_briefing", here.case_id)]


def test_after_the_briefing_the_seat_can_be_handed_over(here, opened, qtbot) -> None:
    screen = opened()
    here.brief()
    qtbot.waitUntil(screen.header.hand_button.isVisible)
    screen.header.hand_button.click()
    assert ("hand_over", here.case_id) in here.navigator.places


def test_f8_takes_the_next_unanswered_item_in_hand_across_steps(here, opened, qtbot) -> None:
    here.brief()
    here.answer_all(but=("D-02", "C-04"))
    screen = opened()
    assert screen._state.step.key == "DATA_DISPOSAL"
    assert screen.bar.left.text() == "Unanswered  2 left"
    qtbot.keyClick(screen.window(), Qt.Key.Key_F8)
    assert screen.items.current() == "D-02"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert (screen._state.step.key, screen.items.current()) == ("SHARING_DISABLE", "C-04")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: here.answer("C-04") is not None)
    qtbot.waitUntil(lambda: screen.bar.left.text() == "Unanswered  1 left")


def test_the_primary_always_says_what_comes_next(here, opened, qtbot) -> None:
    here.brief()
    here.answer_all(but=("I-07",))
    screen = opened()
    assert screen._state.next is Next.NEXT_OPEN
    here.do(answer_item, here.case_id, "I-07", AnswerInput(Answer.DONE))
    qtbot.waitUntil(lambda: screen._state.next is Next.PLEDGE)
    screen.bar.primary.click()
    assert screen._state.step.key == "PLEDGE_AND_REPORT"
    assert screen._state.next is Next.HAND_OVER
    screen.bar.primary.click()
    assert here.navigator.places == [("hand_over", here.case_id)]


def test_a_reported_case_leads_to_the_confirmation_and_then_to_the_check_after_the_date(here, opened, qtbot) -> None:
    here.report()
    screen = opened()
    screen.bar.primary.click()
    assert here.navigator.places == [("show_confirmation", here.case_id)]
    here.do(accept_rest, here.case_id)
    here.do(confirm_case, here.case_id, PIN)
    qtbot.waitUntil(lambda: screen._state.next is Next.NOTHING)
    assert not screen.bar.primary.isVisible()
    assert screen.bar.left.text() == "Settled. Corrections become new records."
    assert all(screen.items.card(state.item.id).control is None for state in screen._state.items)
    here.clock.advance(days=10)
    screen.reload()
    qtbot.waitUntil(lambda: screen._state.next is Next.POST_CHECK)
    screen.bar.primary.click()
    assert here.navigator.places[-1] == ("show_post_check", here.case_id)


def test_a_07_is_answered_by_the_check_after_the_date(here, opened) -> None:
    screen = opened("after")
    assert [state.item.id for state in screen._state.items] == ["A-07"]
    assert screen.items.card("A-07").control is None
    screen.items.card("A-07")._act.click()
    assert here.navigator.places == [("show_post_check", here.case_id)]


def test_cancelling_asks_for_the_reason_and_can_be_withdrawn(here, opened, qtbot) -> None:
    screen = opened()
    screen.header.cancel_asked.emit()
    dialog = dialog_of(screen, ReasonDialog)
    dialog.press_primary()
    qtbot.waitUntil(dialog.row.has_error)
    dialog.reason.setPlainText("内示が取り消された")
    dialog.press_primary()
    qtbot.waitUntil(lambda: screen.presenter.answering.hand.opened.case.state is CaseState.CANCELLED)
    assert "Withdraw the cancellation" in menu(screen)
    assert "Mark the transfer as cancelled" not in menu(screen)
    screen.header.withdraw_asked.emit()
    dialog = dialog_of(screen, ReasonDialog)
    dialog.reason.setPlainText("まちがい")
    dialog.press_primary()
    qtbot.waitUntil(lambda: screen.presenter.answering.hand.opened.case.state is CaseState.DRAFT)


def test_the_manager_cannot_close_as_an_exception_and_is_told_who_can(opened) -> None:
    assert menu(opened())["Close as an exception (by the deputy or the department head)"] is False


def test_the_deputy_closes_as_an_exception_with_their_passphrase(here, opened, qtbot) -> None:
    deputy = PersonInput("佐藤　真", "サトウ　マコト", "0044444", "", Role.DEPUTY_MANAGER)
    person = here.do(lambda app: enrol_person(app, deputy, PIN, own_pin=PIN))
    here.do(sit_down, person.person_id, PIN)
    screen = opened()
    assert menu(screen)["Close as an exception"]
    screen.header.exception_asked.emit()
    dialog = dialog_of(screen, ExceptionDialog)
    dialog.kind.set_value(ExceptionKind.ABSENT)
    dialog.reason.setPlainText("長期療養のため")
    dialog.pin_row.passphrase.setText("not the passphrase")
    dialog.press_primary()
    qtbot.waitUntil(dialog.pin_row.has_error)
    assert dialog.reason.toPlainText() == "長期療養のため"
    dialog.pin_row.passphrase.setText(PIN)
    dialog.press_primary()
    qtbot.waitUntil(lambda: screen.presenter.answering.hand.opened.case.state is CaseState.CLOSED_EXCEPTION)
    assert here.case().exception.kind is ExceptionKind.ABSENT


def test_the_history_tells_every_act_in_words(here, opened, qtbot) -> None:
    here.brief()
    here.do(answer_item, here.case_id, "D-03", AnswerInput(Answer.DONE, count=412))
    here.do(correct_case, CaseCorrected(here.case_id, "発令の変更", effective_date=date(2026, 10, 15)))
    here.do(hand_over_seat, here.case_id)
    screen = opened()
    screen.header.history_asked.emit()
    said = [words.text() for words in screen._history.findChildren(QLabel)]
    joined = "\n".join(said)
    assert "Handed the seat over" in joined
    assert "Effective date 2026/10/15. Reason: 発令の変更" in joined
    assert "Answered D-03: Done.　412" in joined
    assert "Briefed on" in joined
    assert "2026/9/24 14:02" in said
    screen._back_to_items.click()
    assert screen.items.isVisible()


def test_ones_own_case_says_who_confirms_it(here, opened) -> None:
    manager = here.app.person
    entry = Transferee(manager.employee_no, manager.name, manager.kana)
    here.do(correct_case, CaseCorrected(here.case_id, "取り違え", transferee=entry))
    screen = opened()
    assert [notice.key for notice in screen._banners.notices()] == ["own"]


def test_everything_not_applicable_asks_for_a_reason(here, opened, qtbot) -> None:
    programme = here.app.workplace.programme
    allowed = [item.id for item in programme.items if item.not_applicable.value == "ALLOWED"]
    here.do(answer_items, here.case_id, {key: AnswerInput(Answer.NOT_APPLICABLE) for key in allowed})
    screen = opened()
    assert "all-na" in [notice.key for notice in screen._banners.notices()]
    here.do(answer_item, here.case_id, allowed[0], AnswerInput(Answer.NOT_APPLICABLE, note="窓口業務のみ"))
    qtbot.waitUntil(lambda: not screen._banners.notices())


def test_on_a_low_window_the_steps_become_a_strip(opened) -> None:
    screen = opened(width=960, height=500)
    assert not screen._steps.isVisible()
    assert screen.bar.choose.isVisible()
    assert not screen.bar.before.isVisible()
    assert "Print" in menu(screen)


def test_a_screen_reader_names_the_menu_wide_and_narrow(opened) -> None:
    for width in (1280, 960):
        assert opened(width=width).header.more.accessibleName() == "More"


def test_printing_previews_the_paper_in_force(here, opened) -> None:
    here.brief()
    screen = opened()
    screen.print_preview()
    name, title, render, file_name = here.navigator.places[0]
    assert name == "show_preview"
    assert title.endswith(file_name.removesuffix(".pdf"))
    assert here.do(render).startswith(b"%PDF")
    here.answer_all()
    here.report()
    assert here.do(paper_of, here.case_id).count(b"/ByteRange") == 1


def test_a_case_cancelled_elsewhere_meanwhile_loses_its_controls(here, opened, qtbot) -> None:
    screen = opened("DATA_DISPOSAL")
    here.do(cancel_case, here.case_id, "発令の取消")
    qtbot.waitUntil(lambda: screen.items.card("D-01").control is None)
    assert not screen.header.hand_button.isVisible()
