"""Alarms on the share page: each in words, with one way out, nothing modal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.domain.alarms import Alarm, AlarmKind
from desktop_app.sentences.alarms import alarm_words
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.share_folder import create_share
from desktop_app.usecases.share_watch import keep_watch, watch_of
from desktop_app.usecases.sharing import sync
from tests.ui.settings.test_settings import office  # noqa: F401 - the fixture

FORBIDDEN = ("不正", "違反", "失敗しました", "同期", "バリデーション", "コミット")


def planted(app, **changed: object) -> None:
    keep_watch(app, replace(watch_of(app), **changed))


def test_an_alarm_is_shown_with_its_way_out_and_goes_once_it_is_noted(qtbot, office, tmp_path) -> None:  # noqa: F811
    office.ask(create_share, str(tmp_path / "share"))
    office.ask(sync)
    office.ask(lambda app: planted(app, lost=3, lost_at=app.now()))
    section = office.section("share")
    qtbot.waitUntil(lambda: len(section.alarms.cards) == 1)
    (card,) = section.alarms.cards
    assert card.accessibleName().startswith("3 records were missing from the share folder and were put back")
    card.button.click()
    qtbot.waitUntil(lambda: section.alarms.cards == [])
    assert office.ask(alarms) == ()


def test_a_copied_founder_is_registered_anew_with_one_press(qtbot, office, tmp_path) -> None:  # noqa: F811
    office.ask(create_share, str(tmp_path / "share"))
    office.ask(sync)
    before = office.ask(lambda app: app.device.device_id)
    office.ask(lambda app: planted(app, copied=True))
    section = office.section("share")
    qtbot.waitUntil(lambda: len(section.alarms.cards) == 1)
    section.alarms.cards[0].button.click()
    qtbot.waitUntil(lambda: section.alarms.cards == [])
    assert office.ask(lambda app: app.device.device_id) != before
    assert office.guide.asked == ["sync"]


def test_missing_records_are_looked_for_again(qtbot, office, tmp_path) -> None:  # noqa: F811
    section = office.section("share")
    section.alarms.show_alarms((Alarm(AlarmKind.RECORDS_MISSING, "B", "岡部　誠司", 3),))
    section.alarms.cards[0].button.click()
    assert office.guide.asked == ["sync"]


@pytest.mark.parametrize("kind", AlarmKind)
def test_every_alarm_speaks_the_language_of_the_office(japanese, kind: AlarmKind) -> None:
    words = alarm_words(Alarm(kind, "B", "岡部　誠司", 3))
    for text in (words.event, words.meaning, words.act):
        assert text
        assert text.isascii() is False
        assert not any(word in text for word in FORBIDDEN)


def test_the_words_for_missing_records_are_those_of_the_notes(japanese) -> None:
    words = alarm_words(Alarm(AlarmKind.RECORDS_MISSING, "B", "岡部　誠司", 3))
    assert (words.event, words.meaning) == (
        "岡部　誠司さんのPCの記録が3件届いていません。",
        "そのPCを共有フォルダにつないでください。",
    )
