"""``sekisho demo``: one announcement through the real windows, leaving pictures and the printed ledger."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.app import App, Surroundings
from desktop_app.domain.programme import Programme
from desktop_app.domain.summary import CaseSummary
from desktop_app.home import Home
from desktop_app.keys.wrapping import KdfParameters
from desktop_app.resources import resource_path
from desktop_app.store.queries import CaseFilter

ANNOUNCEMENT = "samples/announcement-20261001.csv"
BEGINNING = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)


class MovingClock:
    """Starts on the story's day and runs on with the machine's clock."""

    def __init__(self, beginning: datetime) -> None:
        self._ahead = beginning - datetime.now(UTC)

    def __call__(self) -> datetime:
        """Return the story's instant."""
        return datetime.now(UTC) + self._ahead

    def advance(self, duration: timedelta) -> None:
        """Let time pass."""
        self._ahead += duration


def play(out: Path) -> int:
    """Play the story into *out*; offscreen without a display. Returns the exit code."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("win32", "darwin")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.application import Desktop
    from ui.demo.fates import FATES
    from ui.demo.player import Player
    from ui.demo.story import Story
    from ui.places import nav_items
    from ui.shell import MainWindow

    pictures = out / "pictures"
    if out.exists() and any(out.iterdir()):
        from desktop_app.errors import TargetNotEmpty
        from desktop_app.sentences import sentence

        sys.stderr.write(sentence(TargetNotEmpty(path=str(out))) + "\n")
        return 1
    pictures.mkdir(parents=True)
    qt = QApplication.instance() or QApplication(["sekisho"])
    assert isinstance(qt, QApplication)
    theme.apply(qt)
    window = MainWindow(nav_items(), out / "window.ini")
    window.resize(1280, 800)
    window.show()
    surroundings = Surroundings(
        clock=MovingClock(BEGINNING), keyring=None, pin_cost=KdfParameters(memory_kib=1024, iterations=1, lanes=1)
    )
    desktop = Desktop(window, Home(out / "home"), surroundings)
    story = Story(desktop, Player(window, pictures))
    try:
        story.player.wake()
        desktop.begin()
        story.first_start()
        story.take_in(resource_path(ANNOUNCEMENT))
        shown: set[object] = set()
        for summary, programme in cases_of(desktop, story.player):
            fate = FATES.get(summary.transferee.employee_no)
            story.play_case(summary, programme, pictures=fate not in shown)
            shown.add(fate)
        story.desktop.show_today()
        story.player.picture("afterwards")
        story.print_ledger(out / "ledger-2026H2.pdf")
    finally:
        desktop.close()
        window.close()
    sys.stdout.write(f"{out}\n")
    return 0


def cases_of(desktop: object, player: object) -> tuple[tuple[CaseSummary, Programme], ...]:
    """Return the cases that were taken in, with their programme."""
    from ui.application import Desktop
    from ui.demo.player import Player

    assert isinstance(desktop, Desktop)
    assert isinstance(player, Player)
    assert desktop.desk is not None
    found: list[tuple[tuple[CaseSummary, Programme], ...]] = []
    desktop.desk.ask(_cases, then=found.append, owner=desktop)
    player.wait(lambda: found, "the cases")
    return found[0]


def _cases(app: App) -> tuple[tuple[CaseSummary, Programme], ...]:
    programme = app.workplace.programme
    return tuple((summary, programme) for summary in app.cases.page(CaseFilter()))
