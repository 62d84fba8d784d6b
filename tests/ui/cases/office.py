"""A desk with a real home behind it, a way around that remembers where it was led, and cases in every state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.domain.programme import AnsweredThrough, Phase
from desktop_app.errors import SekishoError
from desktop_app.usecases.answering import Briefing, answer_items, record_briefing
from desktop_app.usecases.intake import CaseNumbers, TransferInput, outlook, register_transfer
from desktop_app.usecases.transfer_entry import registration
from tests.homes import found
from ui.background import Lanes
from ui.desk import Desk
from ui.places import make_screen
from ui.shell import MainWindow, Screen


class Ways:
    """A navigator that goes nowhere and remembers every wish."""

    def __init__(self) -> None:
        self.went: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *given: self.went.append((name, *given))


@dataclass
class Office:
    """One open home at a desk."""

    app: App
    desk: Desk
    lanes: Lanes
    qtbot: Any
    folder: Path
    ways: Ways = field(default_factory=Ways)
    refused: list[SekishoError] = field(default_factory=list)

    def show(self, key: str, *, width: int = 1280, height: int = 800, **arguments: Any) -> Screen:
        """Show a screen in a window of its own, as the application does."""
        window = MainWindow((), self.folder / "window.ini")
        self.qtbot.addWidget(window)
        screen = make_screen(key, self.desk, self.ways, arguments)
        window.add_screen(key, screen)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        window.show_screen(key)
        return screen

    def do(self, act: Callable[..., Any], *given: Any) -> Any:
        """Do something with the App where it lives, on the desk lane, and return what comes of it."""
        came: list[Any] = []
        self.desk.ask(act, *given, then=came.append, owner=self.desk)
        self.qtbot.waitUntil(lambda: bool(came), timeout=10_000)
        return came[0]

    def wait(self, until: Any) -> None:
        """Wait until something is so, then let layouts settle."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=10_000)
        QApplication.processEvents()


@contextmanager
def office_in(folder: Path, qtbot: Any) -> Iterator[Office]:
    """Open an office; bugs on the lanes fail the test."""
    crashes: list[BaseException] = []
    app = found(folder)
    lanes = Lanes(on_crash=crashes.append)
    office = Office(app, Desk(app, lanes), lanes, qtbot, folder)
    lanes._on_refused = office.refused.append
    yield office
    assert lanes.close(10)
    QApplication.processEvents()
    app.close()
    assert crashes == []


def register(
    app: App, number: str, name: str, day: date = date(2026, 10, 1), *, affiliate: bool = True, kana: str = "カナ"
) -> str:
    """Register a transfer."""
    entry = TransferInput(number, name, day, "あおば電力株式会社", kana, "電力小売部", specified_affiliate=affiliate)
    return register_transfer(app, entry)


def register_many(app: App, count: int) -> None:
    """Register many transfers as one act, as an announcement does."""
    numbers, day = CaseNumbers(app), date(2026, 10, 1)
    entries = [
        TransferInput(f"{n:07d}", f"異動　{n}", day, "あおば電力株式会社", specified_affiliate=True)
        for n in range(count)
    ]
    seen = outlook(app, entries[0])
    app.commit(tuple(registration(app, entry, seen, numbers, "hand") for entry in entries))


def brief(app: App, case_id: str) -> None:
    """Record a briefing."""
    record_briefing(app, case_id, Briefing(date(2026, 9, 15), "対面"))


def answer(app: App, case_id: str, count: int = 1_000) -> None:
    """Answer the first items with 完了."""
    items = [
        item
        for item in app.workplace.programme.items
        if item.answered_through is AnsweredThrough.ANSWER and item.phase is Phase.BEFORE_EFFECTIVE
    ]
    done = {
        item.id: AnswerInput(Answer.DONE, done_on=date(2026, 9, 20), count=0 if item.needs_count else None)
        for item in items[:count]
    }
    answer_items(app, case_id, done)
