"""Confirming with a signing card, and being told that a time stamp is missing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Timestamp, TimestampServiceChosen
from desktop_app.keys.card import CardPlace
from desktop_app.usecases.cards import register_card
from tests.cards import CARD_PIN, MODULE, card, reader
from tests.homes import PIN
from tests.ui.cases.office import office_in
from tests.ui.confirmation.test_confirmation_screen import accept_all, reported, shown
from ui.case.history import _signed
from ui.parts.cards import EmptyState


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def _asked(office):
    screen = shown(office, case_id := reported(office))
    accept_all(office, screen)
    screen.confirm.click()
    return screen, case_id


def test_without_a_card_only_the_passphrase_is_asked_for(office) -> None:
    screen, _case_id = _asked(office)
    assert not screen.dialog.with_card.isVisible()
    assert screen.dialog.pin_row.isVisible()


def test_confirmed_with_the_card_after_a_wrong_pin_of_it(office, tmp_path) -> None:
    reader(tmp_path)
    card("岡部", "署名")
    place = CardPlace(MODULE, "岡部")
    office.do(lambda app: register_card(app, app.person_id, place, CARD_PIN, own_pin=PIN))
    screen, case_id = _asked(office)
    dialog = screen.dialog
    dialog.with_card.click()
    assert (dialog.pin_row.isVisible(), dialog.card_row.isVisible()) == (False, True)
    dialog.card_pin.setText("111111")
    dialog.press_primary()
    office.wait(dialog.card_row.has_error)
    assert dialog.card_pin.text() == ""
    assert "card" in dialog.card_row.message.words.text()
    dialog.card_pin.setText(CARD_PIN)
    dialog.press_primary()
    office.wait(lambda: isinstance(screen._pages.currentWidget(), EmptyState))
    assert office.do(lambda app: app.record.case(case_id)).state is CaseState.CONFIRMED


def test_a_time_stamp_that_was_not_to_be_had_is_told_after_confirming_and_stays_in_the_history(office) -> None:
    screen, case_id = _asked(office)
    office.do(lambda app: app.commit((TimestampServiceChosen("http://127.0.0.1:9/", ""),)))
    screen.dialog.pin_row.passphrase.setText(PIN)
    screen.dialog.press_primary()
    office.wait(lambda: isinstance(screen._pages.currentWidget(), EmptyState))
    assert office.do(lambda app: app.record.case(case_id)).confirmation.timestamp is Timestamp.UNREACHABLE
    words = "The time-stamp service did not answer. The paper is signed and holds without a time stamp."
    told = " ".join(found.text() for found in screen._pages.currentWidget().findChildren(QLabel))
    assert words in told
    assert words in _signed("Confirmed.", office.do(lambda app: app.record.case(case_id)).confirmation)
