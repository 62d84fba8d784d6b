"""The guide: complete in both languages, reachable from every place, and found by other spellings."""

from __future__ import annotations

import re

import pytest

from ui.help import make
from ui.help.chapters import chapters
from ui.places import nav_items

PLACES = ("today", "cases", "case", "registration", "briefing", "confirmation", "post_check", "ledger", "handover")
FORBIDDEN = ("同期", "コミット", "バリデーション", "失敗しました", "不正", "違反", "キャンセル", "OK", "エラー")


def test_both_languages_have_the_same_chapters_for_the_same_places() -> None:
    assert [one.topic for one in chapters("ja")] == [one.topic for one in chapters("en")]
    topics = {one.topic for one in chapters("ja")}
    assert {item.key for item in nav_items()} - {"help"} <= topics
    assert set(PLACES) - {"briefing"} <= topics


def test_both_key_tables_name_the_same_keys() -> None:
    def keys(language: str) -> list[str]:
        (table,) = (one.text for one in chapters(language) if one.topic == "keys")
        return [
            re.sub(r"\s|、|,|・|〜|to", "", row.split("|")[1]) for row in table.splitlines() if row.startswith("|")
        ][2:]

    assert keys("ja") == keys("en")


def test_the_japanese_guide_uses_no_jargon() -> None:
    text = "".join(one.title + one.text for one in chapters("ja"))
    assert [word for word in FORBIDDEN if word in text] == []


def test_it_opens_at_the_place_that_was_asked_from_and_searches_titles_and_text(qtbot, settled) -> None:
    screen = settled(make(None, None, "keys"), 960, 500)
    assert screen.chapter().topic == "keys"
    assert "Ctrl+PgDn" in screen.text.toPlainText()
    screen.search.setText("ＵＮＡＮＳＷＥＲＥＤ")
    qtbot.waitUntil(lambda: screen.listed() == ("Keys",))
    screen.search.setText("no such word anywhere")
    qtbot.waitUntil(screen.nothing.isVisible)
    assert screen.chapter().topic == "keys"
    screen.search.clear()
    qtbot.waitUntil(lambda: len(screen.listed()) == len(chapters("en")))


@pytest.mark.parametrize("topic", ["", "no-such-place"])
def test_without_a_chapter_of_its_own_it_begins_at_the_beginning(settled, topic) -> None:
    assert settled(make(None, None, topic)).chapter() == chapters("en")[0]
