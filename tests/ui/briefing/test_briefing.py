"""The briefing: what is said comes from the programme, and both sides stand behind the record."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.items.offices import NAME, office
from ui.briefing import make


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(here, qtbot, settled):
    made = make(here.desk, here.navigator, here.case_id)
    qtbot.waitUntil(lambda: made._sheet is not None)
    return settled(made, 1040, 640)


def test_the_talk_sheet_is_the_programmes(here, screen) -> None:
    said = [words.text() for words in screen._talk.findChildren(QLabel)]
    sheet = here.app.workplace.programme.briefing
    assert sheet.tone.en in said
    for head, text in sheet.paragraphs:
        assert head.en in said
        assert text.en in said
    assert NAME in screen.title()


def test_without_the_transferees_acknowledgement_nothing_is_recorded(here, screen, qtbot) -> None:
    screen.record_button.click()
    qtbot.waitUntil(lambda: screen.reason.text() != "")
    assert screen._missing.isVisible()
    assert here.case().briefing is None
    assert screen.record_button.isEnabled()


def test_a_briefing_is_recorded_and_leads_back(here, screen, qtbot) -> None:
    screen.day.line.setText("9/22")
    screen.day.line.editingFinished.emit()
    screen.method.set_value("Telephone")
    screen.place.setText("会議室　Ａ")
    screen.acknowledged.click()
    screen.record_button.click()
    qtbot.waitUntil(lambda: here.navigator.places == [("go_back",)])
    briefing = here.case().briefing
    assert (briefing.briefed_on, briefing.method, briefing.place) == (date(2026, 9, 22), "Telephone", "会議室　Ａ")
    assert briefing.briefed_by == here.app.person.name


@pytest.mark.parametrize(("day", "words"), [("9/25", "not come yet"), ("", "Enter the day.")])
def test_a_day_that_cannot_be_is_said_at_its_field(here, screen, qtbot, day, words) -> None:
    screen.day.line.setText(day)
    screen.day.line.editingFinished.emit()
    screen.acknowledged.click()
    screen.record_button.click()
    qtbot.waitUntil(screen.day_row.has_error)
    assert words in screen.day_row.message.words.text()
    assert here.case().briefing is None
