"""チケットを渡す: the code is shown once, what arrives is seen, and what does not is decided by a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.usecases import ticket_inbox
from desktop_app.usecases.tickets import usual_address
from tests.tickets import issued
from tests.ui.items.offices import Went, office
from ui.background import Lanes
from ui.case import make as make_case
from ui.case.history import history_lines
from ui.desk import Desk
from ui.shell import MainWindow
from ui.ticket_keeper import TicketKeeper
from ui.tickets import make


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        yield opened


@pytest.fixture
def shown(qtbot, tmp_path):
    """The screen in the office window."""

    def show(desk, navigator, case_id):
        window = MainWindow((), tmp_path / "window.ini")
        qtbot.addWidget(window)
        screen = make(desk, navigator, case_id)
        window.add_screen("ticket", screen)
        window.show_screen("ticket")
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: screen._state is not None)
        return screen

    return show


@pytest.fixture
def handed_in(tmp_path, qapp):
    """A desk over a workplace whose transferee has signed but not handed anything in, and both sides."""
    sides = issued(tmp_path, share=False)
    sides.answer()
    sides.sign()
    lanes = Lanes(on_crash=lambda error: pytest.fail(repr(error)))
    yield sides, Desk(sides.app, lanes)
    lanes.desk(sides.close)
    assert lanes.close()


def file_of(sides):
    path = sides.place / "x.sekisho-declaration"
    path.write_bytes(sides.sealed)
    return path


def test_a_ticket_is_made_only_after_the_briefing(here, shown, qtbot):
    screen = shown(here.desk, here.navigator, here.case_id)
    assert not screen.issue.isEnabled()
    assert screen.reason.text() == "Brief the transferee first."
    here.brief()
    qtbot.waitUntil(screen.issue.isEnabled)
    assert screen.reason.text() == ""


def test_the_code_is_shown_once_and_opens_what_was_written(here, shown, qtbot, tmp_path):
    here.brief()
    screen = shown(here.desk, here.navigator, here.case_id)
    qtbot.waitUntil(screen.issue.isEnabled)
    path = tmp_path / "case.sekisho-ticket"
    screen._make(path)
    qtbot.waitUntil(lambda: screen.issuing.code.text() != "", timeout=20_000)
    assert len(screen.issuing.code.text().replace("-", "")) == 16
    assert path.read_bytes().startswith(b"age-encryption.org/")
    qtbot.waitUntil(lambda: "Nothing has arrived yet." in screen.arrival.standing.text())
    assert screen.issue.text() == "Make a new ticket"
    again = shown(here.desk, here.navigator, here.case_id)
    assert again.issuing.code.text() == ""


def test_a_day_that_has_passed_is_told_at_the_field(here, shown, qtbot, tmp_path):
    here.brief()
    screen = shown(here.desk, here.navigator, here.case_id)
    qtbot.waitUntil(screen.issue.isEnabled)
    screen.issuing.expiry.set_value(here.do(lambda app: app.today()) - timedelta(days=1))
    screen._make(tmp_path / "x")
    qtbot.waitUntil(screen.issuing.expiry_row.has_error)
    assert screen.issue.isEnabled()
    assert not (tmp_path / "x").exists()


def test_the_share_is_called_as_the_transferees_pc_calls_it(here, shown, qtbot, tmp_path):
    here.brief()
    screen = shown(here.desk, here.navigator, here.case_id)
    qtbot.waitUntil(screen.issue.isEnabled)
    assert screen.issuing.address.value() == here.do(usual_address)
    screen.issuing.address.fill("smb://me:secret@server/share")
    screen._make(tmp_path / "x")
    qtbot.waitUntil(screen.issuing.address_row.has_error)
    assert not (tmp_path / "x").exists()
    screen.issuing.address.fill("smb://fileserver.example.co.jp/異動")
    screen._make(tmp_path / "x")
    qtbot.waitUntil(lambda: screen.issuing.code.text() != "", timeout=20_000)


def test_a_file_is_taken_in_and_the_receipt_can_be_handed_back(handed_in, shown, qtbot):
    sides, desk = handed_in
    screen = shown(desk, Went(), sides.case_id)
    assert not screen.arrival.reply.isVisible()
    screen.presenter.take(file_of(sides))
    qtbot.waitUntil(screen.arrival.reply.isVisible, timeout=20_000)
    assert "Taken in 24 Sep (Thu) 14:02" in screen.arrival.standing.text()
    assert not screen.issue.isEnabled()
    reply = sides.place / "x.sekisho-reply"
    screen.presenter.write_reply(reply)
    qtbot.waitUntil(reply.exists)
    screen.presenter.take(file_of(sides))
    qtbot.waitUntil(lambda: any(n.key == "trouble" for n in screen.banners.notices()))
    (trouble,) = [n for n in screen.banners.notices() if n.key == "trouble"]
    assert "this ticket was used already" in trouble.event


def test_what_came_after_the_last_day_is_decided_by_a_person(handed_in, shown, qtbot):
    sides, desk = handed_in
    sides.clock.advance(days=30)
    screen = shown(desk, Went(), sides.case_id)
    screen.presenter.take(file_of(sides))
    qtbot.waitUntil(lambda: screen.banners.notices() != (), timeout=10_000)
    (notice,) = screen.banners.notices()
    assert "the ticket has run out" in notice.event
    notice.on_act()
    qtbot.waitUntil(screen.arrival.reply.isVisible, timeout=20_000)


def test_what_the_inbox_kept_aside_is_listed_with_its_way_out(handed_in, shown, qtbot):
    sides, desk = handed_in
    sides.clock.advance(days=30)
    data = sides.sealed
    desk.ask(ticket_inbox.take_inbox, {f"w/00000000/in/202609/{'0' * 32}.sub": data})
    screen = shown(desk, Went(), sides.case_id)
    qtbot.waitUntil(screen.asides.isVisible, timeout=10_000)
    (line,) = screen._state.asides
    assert line.can_be_taken_in
    screen.asides.take_asked.emit(line.sha256)
    qtbot.waitUntil(lambda: not screen.asides.isVisible(), timeout=20_000)
    assert screen.arrival.reply.isVisible()


def test_a_number_read_out_stays_in_sight_until_it_arrives(handed_in, shown, qtbot, tmp_path):
    sides, desk = handed_in
    screen = shown(desk, Went(), sides.case_id)
    ways = Went()
    keeper = TicketKeeper(desk, screen.window(), ways, screen)
    screen._announce("12")
    qtbot.waitUntil(screen.arrival.number_row.has_error)
    screen._announce("1234 5678")
    qtbot.waitUntil(screen.arrival.missing.isVisible)
    assert "1234 5678" in screen.arrival.missing.text()
    window = screen.window()
    qtbot.waitUntil(lambda: [n.key for n in window.banners.notices()] == ["tickets-missing"])
    window.banners.notices()[0].on_act()
    assert ways.places == [("show_ticket", sides.case_id)]
    screen.presenter.take(file_of(sides))
    qtbot.waitUntil(lambda: window.banners.notices() == (), timeout=20_000)
    assert keeper.parent() is screen


def test_a_ticket_is_called_back_after_one_question(handed_in, shown, qtbot):
    sides, desk = handed_in
    screen = shown(desk, Went(), sides.case_id)
    screen._ask_withdraw()
    screen.dialog.press_primary()
    qtbot.waitUntil(lambda: not screen._state.has_ticket)
    assert "No ticket has been issued." in screen.arrival.standing.text()


def test_the_case_leads_to_its_ticket_and_says_that_it_is_out(handed_in, qtbot, tmp_path):
    sides, desk = handed_in
    ways = Went()
    window = MainWindow((), tmp_path / "window.ini")
    qtbot.addWidget(window)
    screen = make_case(desk, ways, sides.case_id, "")
    window.add_screen("case", screen)
    window.show_screen("case")
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: screen._state is not None)
    assert screen.header.ticket_button.isVisible()
    (remark,) = [one for one in screen._state.remarks if one.key == "ticket"]
    assert remark.event == "The case is with the transferee as a ticket (good until 1 Oct (Thu))."
    screen.header.ticket_button.click()
    assert ways.places == [("show_ticket", sides.case_id)]
    assert any("Issued a ticket, good until" in line.what for line in history_lines(screen._state.hand))
