"""The story at real windows, as a process of its own: ``python -m tests.journeys.windows_player FOLDER FILE PDF``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.app import Surroundings
from desktop_app.home import Home
from desktop_app.text import use_language
from tests.fakes import CHEAP_KDF
from ui import theme
from ui.application import Desktop
from ui.demo import cases_of
from ui.demo.player import Player
from ui.demo.story import Story
from ui.places import nav_items
from ui.shell import MainWindow


def main(folder: Path, file: Path, pdf: Path) -> None:
    """First start, import, every person, the printed ledger."""
    use_language("ja")
    application = QApplication([])
    theme.apply(application)
    window = MainWindow(nav_items(), folder / "window.ini")
    window.resize(1280, 800)
    window.show()
    desktop = Desktop(window, Home(folder / "home"), Surroundings(keyring=None, pin_cost=CHEAP_KDF))
    player = Player(window, folder)
    story = Story(desktop, player)
    try:
        player.wake()
        desktop.begin()
        story.first_start()
        story.take_in(file)
        for summary, programme in cases_of(desktop, player):
            story.play_case(summary, programme)
        story.print_ledger(pdf)
    finally:
        desktop.close()
        window.close()
    sys.stdout.write(f"{application.platformName()}\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
