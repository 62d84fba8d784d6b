"""表示 in the running application: other sizes and languages at once, remembered, and nothing lost of the office."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.home import Home
from tests.homes import found, surroundings
from ui import theme
from ui.appearance import Appearance, remember, remembered
from ui.application import Desktop
from ui.parts.banners import Notice
from ui.places import nav_items
from ui.shell import MainWindow


@pytest.fixture
def desktop(qtbot, tmp_path):
    around = surroundings()
    found(tmp_path, keyring=around.keyring).close()
    window = MainWindow(nav_items(), tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    remember(window.remember, Appearance(language="en"))
    made = Desktop(window, Home(tmp_path / "home"), around)
    crashes: list[BaseException] = []
    made.crashed = crashes.append
    with qtbot.waitSignal(made.opened):
        made.begin()
    yield made
    made.close()
    theme.apply(QApplication.instance())
    assert crashes == []


def test_the_windows_wear_what_was_chosen_and_keep_their_banners(qtbot, desktop, tmp_path) -> None:
    window = desktop.window
    window.banners.show_notice(Notice("test", "warn", "Something is away."))
    desktop.show_settings("display")
    before = window.side
    window.current_screen().sections["display"].sizes.choose(1.5)
    qtbot.waitUntil(lambda: window.side is not before)
    assert theme.text_scale() == 1.5
    assert window.current_screen().key == "display"
    assert window.current_screen().sections["display"].sizes.value() == 1.5
    assert [notice.event for notice in window.banners.notices()] == ["Something is away."]
    qtbot.waitUntil(lambda: "version" in window.status.text("programme"))
    qtbot.waitUntil(lambda: window.status.text("share") == "Share: not used")
    window.side.went.emit("help")
    assert window.current_key() == "help"


def test_another_language_is_spoken_at_once_and_after_a_restart(qtbot, desktop, tmp_path) -> None:
    window = desktop.window
    desktop.show_settings("display")
    before = window.side
    window.current_screen().sections["display"].languages.choose("ja")
    qtbot.waitUntil(lambda: window.side is not before)
    assert window.current_screen().title() == "設定"
    assert remembered(window.remembered).language == "ja"


def test_enter_can_be_left_to_tab(qtbot, desktop) -> None:
    desktop.show_settings("display")
    desktop.window.current_screen().sections["display"].enter.choose(False)
    qtbot.waitUntil(lambda: not desktop.window.enter_moves)


def test_f1_opens_the_chapter_of_the_place(desktop) -> None:
    desktop.show_settings()
    desktop.window.help_asked.emit("settings")
    assert desktop.window.current_screen().chapter().topic == "settings"


@pytest.mark.parametrize("edited", ["huge", "", "-1", "nan"])
def test_an_edited_memory_gives_something_that_exists(edited) -> None:
    assert remembered(lambda _key, _default: edited) == Appearance()


def test_the_check_of_the_record_shows_in_the_status_bar_and_alarms_until_all_holds(desktop) -> None:
    window = desktop.window
    desktop.record_checked(None)
    assert window.status.text("check") == "Check of the record: under way"
    desktop.record_checked(("Entry 3 of PC A cannot be read.",))
    (alarm,) = window.banners.notices()
    assert alarm.kind == "alarm"
    assert "Entry 3" in alarm.meaning
    alarm.on_act()
    assert window.current_screen().key == "record"
    desktop.record_checked(())
    assert window.banners.notices() == ()
    assert window.status.text("check").startswith("Check of the record: everything holds (")
