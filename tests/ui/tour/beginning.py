"""The way through an empty home: はじめの設定 page by page, and the first day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop_app.app import App
from tests.ui.tour.joining import waiting_stops
from tests.ui.tour.way import Wait
from ui.application import Desktop
from ui.parts.dialogs import PinDialog

PAGES = ("company", "manager", "programme", "share", "secrets", "kit", "join", "code", "restore", "restored")


def wizard_stops(desktop: Desktop, wait: Wait) -> Iterator[str]:
    """Yield the wizard's pages, each as it comes and with what is missing marked."""
    frame: Any = desktop.window.frame()
    wait(lambda: frame.programme.chosen() is not None)
    for key in PAGES:
        frame.show_page(key)
        QApplication.processEvents()
        yield f"wizard-{key}"
        frame.check()
        QApplication.processEvents()
        yield f"wizard-{key}-marked"
    yield from waiting_stops(frame)
    frame.ask_passphrase("", lambda _given: None)
    yield "wizard-passphrase"
    (dialog,) = frame.findChildren(PinDialog) or desktop.window.findChildren(PinDialog)
    dialog.rejected.disconnect()
    dialog.reject()


def first_day_stops(desktop: Desktop, app: App, wait: Wait) -> Iterator[str]:
    """Yield what stands there before the first case."""
    desktop.window.drop_frame()
    desktop.take(app)
    for key in ("today", "cases", "ledger"):
        getattr(desktop, f"show_{key}")()
        wait(lambda key=key: desktop.window.current_key() == key)
        told: list[bool] = []
        assert desktop.desk is not None
        for _again in range(3):
            desktop.desk.ask(lambda _app: True, then=told.append)
        wait(lambda told=told: len(told) == 3)
        QApplication.processEvents()
        yield f"{key}-empty"
