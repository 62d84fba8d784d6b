"""Pictures of every alarm as people see it: ``python -m tests.alarm_pictures FOLDER [KIND …]``.

Each is played from what really happened, in the whole window, in Japanese: the line on the first page, and the card.
``QT_SCALE_FACTOR=1.5`` before it gives them as on a screen at 150 %.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop_app.domain.alarms import AlarmKind
from tests.alarm_stories import STORIES, Story
from ui import theme
from ui.application import Desktop
from ui.demo.player import Player
from ui.places import nav_items
from ui.settings.share_alarms import AlarmCard
from ui.shell import MainWindow
from ui.today.alarm_line import AlarmLine


def main() -> None:
    """Leave two pictures an alarm."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    qt = QApplication([])
    theme.apply(qt)
    theme.load_late_fonts()
    for kind in [AlarmKind(name) for name in sys.argv[2:]] or list(AlarmKind):
        with tempfile.TemporaryDirectory() as folder:
            _picture(STORIES[kind](Path(folder)), Path(folder), out, kind)


def _picture(story: Story, folder: Path, out: Path, kind: AlarmKind) -> None:
    story.app.close()
    window = MainWindow(nav_items(), folder / "window.ini")
    window.resize(1280, 800)
    window.show()
    desktop = Desktop(window, story.app.home, story.app.surroundings)
    player = Player(window)
    desktop.begin()
    player.wait(lambda: list(player.visible(AlarmLine)), "the line of alarms")
    _grab(window, player, out / f"{kind}-today.png")
    desktop.show_settings("share")
    player.wait(lambda: kind in {card.alarm.kind for card in player.visible(AlarmCard)}, "the card")
    _grab(window, player, out / f"{kind}-card.png")
    desktop.close()
    window.close()
    for app in story.others:
        app.close()


def _grab(window: MainWindow, player: Player, file: Path) -> None:
    player.breathe(300)
    window.grab().save(str(file))


if __name__ == "__main__":
    main()
