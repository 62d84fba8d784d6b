"""The transferee's own PC: from a double click to the receipt, without a home, and back after a restart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QLabel

from desktop_app.domain.case import CaseState
from desktop_app.errors import ReplyDamaged
from desktop_app.home import Home
from desktop_app.usecases.declaring import tickets_folder
from desktop_app.usecases.declaring_post import DeclarationStanding
from desktop_app.usecases.sharing import sync
from tests.fakes import FixedClock
from tests.homes import surroundings
from tests.refusals import STROKES
from tests.tickets import NAME, NUMBER, Sides, issued
from ui.application import Desktop
from ui.code_dialog import CodeDialog
from ui.declaring import view_of
from ui.main import _options
from ui.places import nav_items
from ui.shell import MainWindow
from ui.shell.drops import welcome


@pytest.fixture
def sides(tmp_path):
    made = issued(tmp_path)
    made.folder = made.folder.rename(tickets_folder(Home(made.place / "none")))
    yield made
    made.close()


@pytest.fixture
def pc(qtbot, tmp_path, sides: Sides):
    """Start the application on the transferee's PC; the ticket's record lies where the core's tests keep it."""
    started: list[Desktop] = []

    def start(*, ticket=None) -> Desktop:
        window = MainWindow(nav_items(), tmp_path / "window.ini")
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitExposed(window):
            window.show()
        home = Home(sides.place / "none")
        desktop = Desktop(window, home, surroundings(sides.clock))
        crashes: list[BaseException] = []
        desktop.crashed = crashes.append
        desktop.crashes = crashes
        desktop.begin(ticket)
        started.append(desktop)
        return desktop

    yield start
    for desktop in started:
        desktop.close()
        assert desktop.crashes == []


def code_dialog(desktop: Desktop, qtbot) -> CodeDialog:
    qtbot.waitUntil(lambda: desktop.window.findChildren(CodeDialog) != [])
    return desktop.window.findChildren(CodeDialog)[0]


def opened(desktop: Desktop, sides: Sides, qtbot):
    """Type the code and the employee number; returns the frame."""
    dialog = code_dialog(desktop, qtbot)
    dialog.code.setText(sides.code)
    dialog.press_primary()
    qtbot.waitUntil(lambda: desktop.declaration is not None and desktop.declaration.frame is not None, timeout=10_000)
    frame = desktop.declaration.frame
    qtbot.waitUntil(lambda: NAME in frame.person.text())
    frame.identify.number.setText(NUMBER)
    qtbot.keyClick(frame.identify.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame.page() is not frame.identify)
    return frame


def do(desktop: Desktop, act, qtbot, *given):
    came: list[object] = []
    desktop.declaration.desk.ask(act, *given, then=came.append)
    qtbot.waitUntil(lambda: came != [], timeout=10_000)
    return came[0]


def test_a_double_click_hands_the_ticket_over_and_nothing_else_does():
    assert _options(["C:/Users/x/NSC01-26B-A001.sekisho-ticket"]).ticket.endswith(".sekisho-ticket")
    assert _options(["--ticket", "x"]).ticket == "x"
    assert _options([]).ticket is None


def test_the_first_page_offers_to_open_a_ticket(pc, qtbot, sides: Sides):
    desktop = pc()
    frame = desktop.window.frame()
    asked: list[object] = []
    frame.ticket_chosen.connect(asked.append)
    assert frame.company.ticket.text() == "Open a ticket"
    frame.ticket_chosen.emit(sides.file)
    dialog = code_dialog(desktop, qtbot)
    dialog.code.setText("1234")
    dialog.press_primary()
    qtbot.waitUntil(dialog.row.has_error)
    assert dialog.row.message.words.text().startswith("The code has 16 digits; 4 were entered.")
    dialog.reject()
    assert desktop.window.frame() is frame


def test_from_the_ticket_to_the_receipt_and_through_a_return(pc, qtbot, sides: Sides):
    desktop = pc(ticket=sides.file)
    frame = opened(desktop, sides, qtbot)
    assert frame.leave_button.text() == "Save and close"
    said = [label.text() for label in frame.top.findChildren(QLabel)]
    assert "Good until Thursday 1 October 2026" in said
    sides._mine = desktop._app
    do(desktop, lambda _app: sides.answer() or True, qtbot)
    frame.presenter.go_to_step("PLEDGE_AND_REPORT")
    qtbot.waitUntil(lambda: frame._pledge is not None and frame._pledge._state is not None)
    pledge = frame._pledge
    pledge.presenter.sign(STROKES, "")
    outcome = desktop.declaration.outcome
    qtbot.waitUntil(lambda: outcome.told() == "Your declaration is on its way. It has not been received yet.")
    assert outcome.number.text() == desktop.declaration.standing.number != ""
    sync(sides.app)
    assert sides.state is CaseState.REPORTED
    desktop.declaration.look()
    qtbot.waitUntil(lambda: outcome.told() == "Your declaration was received.")
    assert "岡部　誠司" in outcome._why.text()
    assert not outcome.number.isVisible()
    sides.send_back()
    desktop.declaration.look()
    qtbot.waitUntil(lambda: frame.page() is frame.steps_page, timeout=10_000)
    assert frame.current_item() == "D-01"
    assert "台帳では4件です" in frame.steps_page.items.card("D-01")._reason.text()
    sides._mine = None


def test_a_share_that_is_away_is_told_and_the_file_goes_another_way(pc, qtbot, sides: Sides):
    desktop = pc(ticket=sides.file)
    frame = opened(desktop, sides, qtbot)
    (sides.place / "share").rename(sides.place / "away")
    sides._mine = desktop._app
    do(desktop, lambda _app: sides.answer() or True, qtbot)
    frame.presenter.go_to_step("PLEDGE_AND_REPORT")
    qtbot.waitUntil(lambda: frame._pledge is not None and frame._pledge._state is not None)
    frame._pledge.presenter.sign(STROKES, "")
    outcome = desktop.declaration.outcome
    qtbot.waitUntil(lambda: outcome.banners.notices() != (), timeout=10_000)
    assert outcome.banners.notices()[0].event == "The share folder could not be reached just now."
    assert outcome.told() == "Your declaration has not been sent yet."
    path = sides.place / "x.sekisho-declaration"
    outcome.save_asked.emit(path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: outcome.told() == "Your declaration is on its way. It has not been received yet.")
    sides._mine = None


def test_save_and_close_leaves_everything_for_the_next_time(pc, qtbot, sides: Sides):
    desktop = pc(ticket=sides.file)
    frame = opened(desktop, sides, qtbot)
    frame.presenter.next_open()
    first = frame.current_item()
    frame.steps_page.items.card(first).control._choose("NOT_DONE")
    qtbot.waitUntil(lambda: not frame.presenter.answering.unsaved)
    frame.leave_button.click()
    qtbot.waitUntil(lambda: not desktop.window.isVisible())
    desktop.close()
    again = opened(pc(ticket=sides.file), sides, qtbot)
    again.presenter.show_item(first)
    assert again.steps_page.items.card(first).control.value() == "NOT_DONE"


def test_a_ticket_dropped_on_the_first_page_asks_for_its_code(pc, qtbot, sides: Sides):
    desktop = pc()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sides.file))])
    assert welcome(mime, desktop.window.frame()) == (sides.file,)
    assert welcome(mime, None) == ()
    desktop.window.papers_dropped.emit((sides.file,))
    assert code_dialog(desktop, qtbot).isVisible()


def test_a_refusal_that_signing_can_mend_offers_to_sign_again(pc, qtbot, sides: Sides):
    desktop = pc(ticket=sides.file)
    frame = opened(desktop, sides, qtbot)
    sides._mine = desktop._app
    do(desktop, lambda _app: sides.answer() or True, qtbot)
    frame.presenter.go_to_step("PLEDGE_AND_REPORT")
    qtbot.waitUntil(lambda: frame._pledge is not None and frame._pledge._state is not None)
    desktop._app.surroundings = replace(
        desktop._app.surroundings, clock=FixedClock(sides.clock.now + timedelta(days=5))
    )
    frame._pledge.presenter.sign(STROKES, "")
    outcome = desktop.declaration.outcome
    qtbot.waitUntil(lambda: outcome.told() == "Your declaration is on its way. It has not been received yet.")
    sync(sides.app)
    sync(sides.app)
    desktop.declaration.look()
    qtbot.waitUntil(outcome.again.isVisible)
    assert "the clock of the transferee's PC was wrong" in outcome.banners.notices()[0].meaning
    outcome.again.click()
    qtbot.waitUntil(lambda: frame._pledge._pages.currentIndex() == 0)
    sides._mine = None


def test_an_answer_that_does_not_hold_is_told_whatever_came_before():
    sent = FixedClock().now
    standing = DeclarationStanding("x", CaseState.REPORTED, sent.date(), is_expired=False, share="/share", number="1")
    for known in (standing, replace(standing, sent_at=sent, received_at=sent, by="y")):
        shown = view_of(known, ReplyDamaged(), busy=False)
        assert shown.alarm is not None
        assert shown.alarm[0] == "An answer on the share folder does not hold."
        assert not shown.away
