"""A headquarters' window on real homes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.home import Home
from tests.headquarters import Country
from ui.application import Desktop
from ui.places import nav_items
from ui.shell import MainWindow


@contextmanager
def at_headquarters(qtbot: QtBot, made: Country) -> Iterator[Desktop]:
    """Open it; whatever ends in the crash dialog fails the test."""
    crashes: list[BaseException] = []
    window = MainWindow(nav_items(), made.folder / "window.ini")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    opened = Desktop(window, Home(made.headquarters.folder), made.headquarters.surroundings)
    opened.crashed = crashes.append
    opened.begin()
    yield opened
    opened.close()
    QApplication.processEvents()
    assert crashes == []
