"""Every alarm from what really happened, to its card in Japanese, to its button, until it is gone."""

from __future__ import annotations

import re

import pytest

from desktop_app.domain.alarms import AlarmKind
from desktop_app.sentences.alarms import alarm_words
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.sharing import sync
from tests.alarm_stories import STORIES
from tests.ui.settings.test_settings import Guide, Opened
from tests.ui.settings.test_share_alarms import FORBIDDEN
from ui.background import Lanes
from ui.desk import Desk


@pytest.mark.parametrize("kind", AlarmKind)
def test_an_alarm_is_told_and_its_button_puts_it_right(qtbot, tmp_path, settled, japanese, kind: AlarmKind) -> None:
    story = STORIES[kind](tmp_path)
    crashes: list[BaseException] = []
    lanes = Lanes(on_crash=crashes.append)
    guide = Guide()
    office = Opened(story.app, Desk(story.app, lanes), guide, qtbot, settled)
    section = office.section("share")
    qtbot.waitUntil(lambda: kind in {card.alarm.kind for card in section.alarms.cards})
    card = next(card for card in section.alarms.cards if card.alarm.kind is kind)
    words = alarm_words(card.alarm)
    assert card.accessibleName() == f"{words.event}{words.meaning}"
    for said in (words.event, words.meaning, words.act):
        assert said
        assert not re.search(r"[a-z{}]{3}", re.sub(r"[0-9.]+seg", "", said))
        assert not any(word in said for word in FORBIDDEN)
    story.ask()
    card.button.click()
    office.ask(lambda _app: None)
    if "sync" in guide.asked:
        office.ask(sync)
    assert kind not in {alarm.kind for alarm in office.ask(alarms)}
    section.load()
    qtbot.waitUntil(lambda: kind not in {card.alarm.kind for card in section.alarms.cards})
    lanes.desk(story.app.close)
    assert lanes.close()
    assert crashes == []
    for app in story.others:
        app.close()
