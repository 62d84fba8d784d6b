"""設定 → 署名: a service is tried before it is set, and a card is registered by who sits here."""

from __future__ import annotations

import pytest

from tests.cards import CARD_PIN, MODULE, card, reader
from tests.core.papers.timestamps import Tsa, served
from tests.homes import PIN, found
from tests.ui.settings.test_settings import Guide, Opened
from ui.background import Lanes
from ui.desk import Desk


@pytest.fixture
def office(qtbot, tmp_path, settled):
    crashes: list[BaseException] = []
    lanes = Lanes(on_crash=crashes.append)
    app = found(tmp_path)
    yield Opened(app, Desk(app, lanes), Guide(), qtbot, settled)
    lanes.desk(app.close)
    assert lanes.close()
    assert crashes == []


def test_a_time_stamp_service_is_tried_set_and_given_up(qtbot, office, tmp_path) -> None:
    signing = office.section("signing")
    assert "not stamped" in signing.stamp_state.text()
    assert not signing.off_button.isVisible()
    signing.set_button.click()
    assert signing.pin_row.has_error()
    tsa = Tsa(tmp_path / "tsa")
    signing.pin.setText(PIN)
    with served(lambda query: (200, tsa.answer(query))) as url:
        signing.address.setText("nowhere")
        signing.set_button.click()
        qtbot.waitUntil(signing.address_row.has_error)
        signing.address.setText(url)
        signing.take_certificate(tsa.folder / "root.pem")
        signing.set_button.click()
        qtbot.waitUntil(signing.off_button.isVisible, timeout=10_000)
    assert url in signing.stamp_state.text()
    assert "have to lead to" in signing.stamp_state.text()
    assert office.ask(lambda app: app.workplace.timestamp_service).url == url
    assert signing.pin.text() == ""
    signing.pin.setText("not mine")
    signing.off_button.click()
    qtbot.waitUntil(signing.pin_row.has_error)
    signing.pin.setText(PIN)
    signing.off_button.click()
    qtbot.waitUntil(lambda: not signing.off_button.isVisible())


def test_who_sits_here_registers_their_card_and_gives_it_up(qtbot, office, tmp_path) -> None:
    reader(tmp_path)
    card("岡部", "署名")
    signing = office.section("signing")
    signing.pin.setText(PIN)
    signing.module.setText("/nowhere/driver.so")
    signing.card_button.click()
    qtbot.waitUntil(signing.card_row.has_error)
    assert "driver" in signing.card_row.message.words.text()
    signing.module.setText(MODULE)
    signing.card_pin.setText("111111")
    signing.card_button.click()
    qtbot.waitUntil(lambda: "PIN is wrong" in signing.card_row.message.words.text())
    signing.card_pin.setText(CARD_PIN)
    signing.card_button.click()
    qtbot.waitUntil(signing.give_up_button.isVisible)
    assert "岡部" in signing.card_state.text()
    assert (signing.pin.text(), signing.card_pin.text()) == ("", "")
    signing.pin.setText(PIN)
    signing.give_up_button.click()
    qtbot.waitUntil(lambda: not signing.give_up_button.isVisible())
