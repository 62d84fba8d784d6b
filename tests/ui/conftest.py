"""One offscreen application for all window tests, dressed as people see it, and a language that needs no catalogue."""

from __future__ import annotations

import os

import pytest

# Before Qt is imported anywhere: a test must never need a display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("QT_SCALE_FACTOR", None)

from PySide6.QtWidgets import QApplication

from desktop_app import text
from ui import theme


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp_cls, qapp_args, pytestconfig) -> QApplication:
    """The session's application with fonts, palette and style sheet."""
    app = QApplication.instance() or qapp_cls(qapp_args)
    theme.apply(app)
    theme.load_late_fonts()
    return app


@pytest.fixture(autouse=True)
def _english(_first_language) -> None:
    """Windows speak the source language, so that tests read like the code and need no compiled catalogue."""
    text.use_language("en")


@pytest.fixture
def japanese(_english) -> None:
    """The compiled Japanese catalogue, for tests that look at what people read."""
    text.use_language("ja")


@pytest.fixture
def settled(qtbot):
    """Show a widget and let its layout, fonts and row heights settle."""

    def show(widget, width: int = 800, height: int = 600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        QApplication.processEvents()
        return widget

    return show


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say that it has no window manager; every other Qt warning fails the test."""
    silent = pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise|grabbing)", extend=True)
    for item in items:
        if "/tests/ui/" in item.path.as_posix():
            item.add_marker(silent)
