"""A PC that does not count: its own card, the card on a PC that kept its records, and letting it in from there."""

from __future__ import annotations

import pytest

from desktop_app.domain.alarms import AlarmKind
from desktop_app.usecases.retiring import renew_registration
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.sharing import sync
from tests.core.share.test_let_in_too_late import GUEST, Office, kit_in_hand, let_in_too_late, over, settle
from tests.homes import PIN
from tests.ui.settings.test_settings import Guide, Opened
from ui.background import Lanes
from ui.desk import Desk
from ui.settings.people_forms import KIT


@pytest.fixture
def office(tmp_path):
    made = let_in_too_late(tmp_path)
    settle(*made.staying)
    yield made
    for pc in (made.first, made.host, made.guest, made.witness):
        pc.close()


@pytest.fixture
def opened(qtbot, settled):
    crashes: list[BaseException] = []
    lanes = Lanes(on_crash=crashes.append)

    def open_(app):
        return Opened(app, Desk(app, lanes), Guide(), qtbot, settled)

    yield open_
    assert lanes.close()
    assert crashes == []


def card_of(qtbot, section, kind: AlarmKind):
    qtbot.waitUntil(lambda: [card.alarm.kind for card in section.alarms.cards] == [kind])
    return section.alarms.cards[0]


def test_the_button_leads_to_the_request_and_once_it_is_let_in_the_alarm_is_gone(qtbot, office: Office, opened) -> None:
    desk = opened(office.witness)
    section = desk.section("share")
    card = card_of(qtbot, section, AlarmKind.NOT_COUNTED)
    card.button.click()
    qtbot.waitUntil(lambda: not card.told.isHidden())
    assert desk.guide.asked == ["sync"]
    assert section.cards == {}
    code = renew_registration(over(office.guest)).code
    desk.ask(sync)
    card.button.click()
    qtbot.waitUntil(lambda: len(section.cards) == 1)
    (request,) = section.cards.values()
    qtbot.waitUntil(lambda: section.focusWidget() is not None)
    request.code.setText(code)
    request.own.pin.setText(PIN)
    request.second.who.set_value(KIT)
    request.second.code.setText(kit_in_hand(office.first).kit_code)
    request.let_in.click()
    qtbot.waitUntil(lambda: request.answered)
    assert request.answer.isHidden()
    assert request.save.isHidden()
    assert desk.ask(alarms) == ()
    assert desk.ask(lambda app: app.workplace.person_with_number(GUEST.employee_no).name) == GUEST.name
    desk.ask(sync)
    sync(office.guest)
    assert office.guest.workplace.devices.keys() == desk.ask(lambda app: app.workplace.devices.keys())


def test_a_pc_nobody_knows_is_left_and_the_card_goes(qtbot, office: Office, opened) -> None:
    desk = opened(office.witness)
    section = desk.section("share")
    card = card_of(qtbot, section, AlarmKind.NOT_COUNTED)
    card.leave.click()
    qtbot.waitUntil(lambda: section.alarms.cards == [])
    assert desk.ask(alarms) == ()


def test_the_pc_itself_shows_the_number_to_be_read_out(qtbot, office: Office, opened) -> None:
    over(office.guest)
    desk = opened(office.guest)
    section = desk.section("share")
    card = card_of(qtbot, section, AlarmKind.LEFT_OUT)
    assert card.leave.isHidden()
    assert "no member at present" in section.state.text()
    card.button.click()
    qtbot.waitUntil(lambda: not card.code.isHidden())
    assert len(card.code.text().replace(" ", "")) == 20
    assert card.row.isHidden()
    assert card.go_on.isHidden()
