"""The transferee's full window: only they, only their case, and no way out but the manager's passphrase."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Verdict
from desktop_app.usecases.answering import hand_over_seat
from desktop_app.usecases.confirming import Check, check_item, return_report
from desktop_app.usecases.people import seat_case
from desktop_app.usecases.reporting import sign_and_report
from tests.homes import PIN
from tests.ui.items.offices import NAME, NUMBER, STROKES, office
from ui.handover import HandoverFrame, ask_to_hand_over, make_handover
from ui.parts.dialogs import Dialog
from ui.shell import MainWindow


class Pledge(QWidget):
    """The page of the last step, as another room makes it."""

    reported = Signal()
    back = Signal()


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        opened.brief()
        yield opened


@pytest.fixture
def window(qtbot, tmp_path):
    made = MainWindow((), tmp_path / "window.ini")
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def seated(here, window, qtbot):
    """The frame, the transferee's number not typed yet."""

    def sit(**how: int):
        if here.do(seat_case) is None:
            here.do(hand_over_seat, here.case_id)
        returned: list[str] = []
        if how:
            frame = HandoverFrame(here.desk, here.case_id, lambda _case: Pledge(), returned.append, **how)
        else:
            frame = make_handover(here.desk, here.case_id, lambda _case: Pledge(), returned.append)
        frame.returned = returned
        window.show_frame(frame)
        qtbot.waitUntil(lambda: NAME in frame.person.text())
        return frame

    return sit


def identify(frame: HandoverFrame, qtbot, number: str = NUMBER) -> None:
    frame.identify.number.setText(number)
    qtbot.keyClick(frame.identify.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame.page() is not frame.identify or frame.identify.row.has_error())


def test_the_seat_is_handed_over_only_after_the_dialog(here, window, qtbot) -> None:
    handed: list[bool] = []
    ask_to_hand_over(window, here.desk, here.case_id, lambda: handed.append(True))
    qtbot.waitUntil(lambda: window.findChildren(Dialog) != [])
    (dialog,) = window.findChildren(Dialog)
    assert NAME in dialog.accessibleDescription()
    assert here.do(seat_case) is None
    dialog.press_primary()
    qtbot.waitUntil(lambda: handed == [True])
    assert here.do(seat_case) == here.case_id


def test_going_back_from_the_dialog_changes_nothing(here, window, qtbot) -> None:
    handed: list[bool] = []
    ask_to_hand_over(window, here.desk, here.case_id, lambda: handed.append(True))
    qtbot.waitUntil(lambda: window.findChildren(Dialog) != [])
    window.findChildren(Dialog)[0].reject()
    assert here.do(seat_case) is None
    assert handed == []


def test_only_the_transferees_own_number_opens_their_case(here, seated, qtbot) -> None:
    frame = seated()
    assert not frame.tabs.isVisible()
    identify(frame, qtbot, "0099999")
    assert frame.identify.row.message.words.text().startswith("This is not the transferee's employee number.")
    qtbot.keyClick(frame.window(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert frame.page() is frame.identify
    identify(frame, qtbot, " ００１２３４６ ")
    assert frame.page() is frame.steps_page
    assert frame.tabs.isVisible()
    assert {state.item.answered_by.value for state in frame.presenter.answering.items("DATA_DISPOSAL")} == {
        "TRANSFEREE"
    }


def test_answers_are_saved_and_the_bar_says_when(here, seated, qtbot) -> None:
    frame = seated()
    identify(frame, qtbot)
    qtbot.keyClick(frame.window(), Qt.Key.Key_F8)
    assert frame.current_item() == "D-01"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    details = frame.steps_page.items.card("D-01")._details
    details.note.setFocus()
    qtbot.keyClicks(details.note, "still needed")
    details.due.line.setFocus()
    qtbot.keyClicks(details.due.line, "10/1")
    frame.steps_bar.primary.click()
    qtbot.waitUntil(lambda: here.answer("D-01") is not None)
    assert here.answer("D-01").entered_by_transferee
    assert frame.current_item() == "D-02"
    qtbot.waitUntil(lambda: frame.steps_bar.saved.text() == "Saved  14:02")
    assert frame.steps_bar.left.text() == "Unanswered in this step  8 left"


def test_the_last_step_is_the_pledge_and_leads_back(here, seated, qtbot) -> None:
    here.answer_all()
    frame = seated()
    identify(frame, qtbot)
    page = frame.page()
    assert isinstance(page, Pledge)
    assert frame.tabs.current() == "PLEDGE_AND_REPORT"
    page.back.emit()
    assert frame.page() is frame.steps_page
    assert frame.tabs.current() == "CREDENTIAL_DELETION"
    frame.steps_bar.primary.click()
    assert frame.page() is page
    here.do(sign_and_report, here.case_id, STROKES)
    page.reported.emit()
    qtbot.waitUntil(lambda: frame.presenter.answering.hand.opened.case.state is CaseState.REPORTED)
    frame.step_asked.emit("DATA_DISPOSAL")
    assert frame.page() is page


def test_a_returned_report_opens_with_the_way_to_the_item(here, seated, qtbot) -> None:
    here.report()
    here.do(check_item, here.case_id, "C-02", Check(Verdict.TO_RETURN, "", "依頼先がもれています"))
    here.do(return_report, here.case_id)
    frame = seated()
    identify(frame, qtbot)
    (notice,) = frame.steps_page.banners.notices()
    assert (notice.kind, notice.event) == ("warn", "1 item was sent back. Read the reason and mend it.")
    notice.on_act()
    assert frame.current_item() == "C-02"
    assert "依頼先がもれています" in frame.steps_page.items.card("C-02")._reason.text()


def test_the_seat_comes_back_only_with_a_passphrase_and_three_wrong_ones_pause(here, seated, window, qtbot) -> None:
    frame = seated()
    identify(frame, qtbot)
    frame.leave_button.click()
    qtbot.waitUntil(lambda: frame.dialog is not None)
    dialog = frame.dialog
    for left in ("2", "1"):
        dialog.pin_row.passphrase.setText("not the passphrase")
        dialog.press_primary()
        qtbot.waitUntil(lambda said=left: said in dialog.pin_row.message.words.text())
        assert dialog.pin_row.passphrase.text() == ""
    dialog.pin_row.passphrase.setText("not the passphrase")
    dialog.press_primary()
    qtbot.waitUntil(lambda: dialog.pin_row.locked)
    assert not dialog.primary.isEnabled()
    assert here.do(seat_case) == here.case_id
    here.clock.advance(minutes=2)
    dialog.pin_row._seconds = 1
    qtbot.waitUntil(dialog.primary.isEnabled)
    dialog.pin_row.passphrase.setText(PIN)
    dialog.press_primary()
    qtbot.waitUntil(lambda: frame.returned == [here.case_id])
    assert here.do(seat_case) is None


def test_the_way_out_of_the_dialog_leads_back_to_the_entries(here, seated, qtbot) -> None:
    frame = seated()
    identify(frame, qtbot)
    frame.return_asked.emit()
    qtbot.waitUntil(lambda: frame.dialog is not None)
    frame.dialog.reject()
    assert frame.dialog is None
    assert frame.returned == []
    assert frame.page() is frame.steps_page


def test_losing_the_focus_covers_the_page_and_a_press_brings_everything_back(here, seated, qtbot) -> None:
    frame = seated()
    identify(frame, qtbot)
    qtbot.keyClick(frame.window(), Qt.Key.Key_F8)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    field = frame.steps_page.items.card("D-01")._details.note
    field.setFocus()
    qtbot.keyClicks(field, "half a sent")
    frame._state_changed(Qt.ApplicationState.ApplicationInactive)
    assert frame.covered()
    qtbot.mouseClick(frame._cover, Qt.MouseButton.LeftButton)
    assert not frame.covered()
    assert QApplication.focusWidget() is field
    assert field.text() == "half a sent"


def test_ten_idle_minutes_cover_the_page(here, seated, qtbot) -> None:
    frame = seated(idle_ms=1)
    qtbot.waitUntil(frame.covered)
    assert here.do(seat_case) == here.case_id


def test_after_a_restart_the_case_waits_where_it_was(here, seated, qtbot) -> None:
    frame = seated()
    identify(frame, qtbot)
    qtbot.keyClick(frame.window(), Qt.Key.Key_F8)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    qtbot.waitUntil(lambda: not frame.presenter.answering.unsaved)
    again = seated()
    assert again.page() is again.identify
    identify(again, qtbot)
    card = again.steps_page.items.card("D-01")
    assert card.control.value() == "NOT_DONE"
    assert card.state.problem is not None
