"""The application at headquarters: the overview, one workplace opened for reading, and the exchange with all of them.

Every workplace's home is open only as long as the desk lane works in it; the one somebody looks into stays open until
they come back, and waits for its exchange meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.facts import Role
from desktop_app.labels import role_label
from desktop_app.text import _
from ui import theme
from ui.desk import Desk
from ui.headquarters import make_headquarters_screen
from ui.headquarters.view import HeadquartersScreen
from ui.places import headquarters_items
from ui.status_keeper import StatusKeeper

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.app import App, Surroundings
    from desktop_app.errors import SekishoError
    from desktop_app.share.errand import Carried, Errand
    from desktop_app.usecases.checkpoints import CheckpointTask, PlacedCheckpoint
    from desktop_app.usecases.headquarters import Headquarters
    from desktop_app.usecases.headquarters_overview import WorkplaceLine
    from desktop_app.usecases.sharing import SyncReport
    from ui.application import Desktop

EVERY_MS = 15 * 60 * 1000
_MOST_ROUNDS = 64
PLACE = "headquarters"


class SecondLine(QObject):
    """Leads between the overview and single workplaces; exchanges with all shares by the clock."""

    def __init__(self, desktop: Desktop, office: Headquarters) -> None:
        super().__init__(desktop)
        self._desktop, self._office, self._lanes = desktop, office, desktop.lanes
        self._waiting: list[str] = []
        self._busy = self._ended = False
        self._inside = ""
        self._app: App | None = None
        self._status: StatusKeeper | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.exchange_now)

    def begin(self) -> None:
        """Show the overview, and fetch what is new."""
        theme.load_late_fonts()
        self.show_overview()
        self._clock.start()
        self.exchange_now()

    def end(self) -> None:
        """Begin no further exchange."""
        self._ended = True
        self._clock.stop()
        if self._app is not None:
            self._lanes.desk(self._app.close)

    # --- where ----------------------------------------------------------------------------------------------

    def show_overview(self) -> None:
        """Show all workplaces; one that was looked into is closed first."""
        window = self._desktop.window
        came_back, self._inside = bool(self._inside), ""
        self._leave()
        self._desktop.show_places(headquarters_items(inside=False))
        if not window.has_screen(PLACE):
            window.add_screen(PLACE, make_headquarters_screen(self._lanes, self._office, self))
        window.show_screen(PLACE)
        if came_back:
            self.exchange_now()  # what was ordered inside goes at once

    def show_reader(self, name: str, company: str) -> None:
        """Show in the side bar who reads here."""
        if not self._inside:
            self._desktop.window.side.person.show_person(name, role_label(Role.SECOND_LINE), company)

    def open_workplace(self, line: WorkplaceLine) -> None:
        """Show one workplace's cases, to be read."""
        self._inside = line.key
        self._lanes.desk(_open, self._office, line.key, then=self._entered, failed=self._not_entered, owner=self)

    def _entered(self, app: App) -> None:
        desktop, self._app = self._desktop, app
        desktop.show_places(headquarters_items(inside=True))
        desktop.desk = Desk(app, self._lanes, self, only_reads=True)
        self._status = StatusKeeper(desktop.desk, desktop.window, self)
        self._status.read_seat()
        self._status.read()
        desktop.forget_trail()
        desktop.show_cases()

    def _leave(self) -> None:
        """Close the workplace that was looked into, if one was."""
        if self._app is None:
            return
        desktop = self._desktop
        desktop.forget_trail()
        self._lanes.desk(self._app.close)
        for gone in filter(None, (self._status, desktop.desk)):
            gone.deleteLater()
        self._app = self._status = desktop.desk = None

    def _not_entered(self, error: SekishoError) -> None:
        self._inside = ""
        screen = self._screen()
        if screen is not None:
            screen.show_trouble(error)

    # --- the exchange with every share ------------------------------------------------------------------------

    def exchange_now(self) -> None:
        """Fetch what is new at every workplace, one after the other."""
        if self._busy or self._ended:
            return
        self._busy = True
        self._lanes.desk(_keys, self._office, then=self._go_round, owner=self)

    def _go_round(self, keys: tuple[str, ...]) -> None:
        self._waiting = list(keys)
        self._next()

    def _next(self) -> None:
        if self._ended or not self._waiting:
            self._busy = False
            self._say(_("Exchange with all workplaces: done"))
            return
        key = self._waiting.pop(0)
        if key == self._inside:
            self._next()
            return
        self._say(_("Exchange with all workplaces: {count} left").format(count=len(self._waiting) + 1))
        self._prepare(key, None, 0)

    def _prepare(self, key: str, before: SyncReport | None, rounds: int) -> None:
        def prepared(errand: Errand | None) -> None:
            if errand is None:
                self._next()
                return
            self._lanes.share(
                _carry, errand, then=lambda carried: self._take_in(key, errand, carried, before, rounds), owner=self
            )

        self._desk(_prepare, key, before, then=prepared)

    def _take_in(self, key: str, errand: Errand, carried: Carried, before: SyncReport | None, rounds: int) -> None:
        def taken(found: tuple[SyncReport, CheckpointTask | None]) -> None:
            report, task = found
            if report.again and rounds < _MOST_ROUNDS:
                self._prepare(key, report, rounds + 1)
            elif task is not None:
                self._leave_checkpoint(key, task)
            else:
                self._exchanged(key)

        self._desk(_take_in, key, errand, carried, before, then=taken)

    def _leave_checkpoint(self, key: str, task: CheckpointTask) -> None:
        def placed(one: PlacedCheckpoint) -> None:
            self._desk(_note_checkpoint, key, one, then=lambda _none: self._exchanged(key))

        # A checkpoint that cannot be written today is written with the next exchange.
        self._lanes.share(_place, task, then=placed, failed=lambda _error: self._exchanged(key), owner=self)

    def _desk(self, act: Callable[..., Any], key: str, *given: Any, then: Callable[[Any], Any]) -> None:
        # Whatever is wrong with one workplace stands in its line, and keeps no other waiting.
        self._lanes.desk(
            act, self._office, key, *given, then=then, failed=lambda _error: self._exchanged(key), owner=self
        )

    def _exchanged(self, key: str) -> None:
        screen = self._screen()
        if screen is not None and not self._inside:
            screen.presenter.read_one(key)
        self._next()

    def _screen(self) -> HeadquartersScreen | None:
        screen = self._desktop.window.current_screen()
        return screen if isinstance(screen, HeadquartersScreen) else None

    def _say(self, words: str) -> None:
        self._desktop.window.status.show_part("share", words, icon="folder")


def open_second_line(
    desktop: Desktop, ask_passphrase: Callable[[], str] | None, *, failed: Callable[[SekishoError], Any]
) -> None:
    """Open the headquarters in the application's folder, and let the application take it."""

    def opened(office: Headquarters) -> None:
        desktop.take_second_line(SecondLine(desktop, office))

    given = (desktop.home.folder, desktop.surroundings, ask_passphrase)
    desktop.lanes.desk(_open_headquarters, *given, then=opened, failed=failed, owner=desktop)


def _open_headquarters(folder: Path, surroundings: Surroundings, ask: Callable[[], str] | None) -> Headquarters:
    from desktop_app.usecases.headquarters import open_headquarters, try_passphrase

    office = open_headquarters(folder, surroundings, ask)
    try_passphrase(office)
    return office


def _keys(office: Headquarters) -> tuple[str, ...]:
    return office.workplaces()


def _open(office: Headquarters, key: str) -> App:
    from desktop_app.usecases.headquarters import open_workplace

    return open_workplace(office, key)


def _prepare(office: Headquarters, key: str, before: SyncReport | None) -> Errand | None:
    from desktop_app.errors import NotEnrolled
    from desktop_app.usecases.headquarters import opened
    from desktop_app.usecases.sharing import prepare_sync

    try:
        with opened(office, key) as app:
            return prepare_sync(app, before)
    except NotEnrolled:
        return None  # it waits to be let in


def _carry(errand: Errand) -> Carried:
    from desktop_app.usecases.sharing import exchange

    return exchange(errand)


def _take_in(
    office: Headquarters, key: str, errand: Errand, carried: Carried, before: SyncReport | None
) -> tuple[SyncReport, CheckpointTask | None]:
    from desktop_app.usecases.checkpoints import prepare_checkpoint
    from desktop_app.usecases.headquarters import note_exchange, note_trouble, opened
    from desktop_app.usecases.sharing import finish_sync

    with opened(office, key) as app:
        report = finish_sync(app, errand, carried, before)
        if report.trouble is not None:
            note_trouble(app, report.trouble)
            return report, None
        if report.again:
            return report, None
        note_exchange(app, report)
        return report, prepare_checkpoint(app)


def _place(task: CheckpointTask) -> PlacedCheckpoint:
    from desktop_app.usecases.checkpoints import place_checkpoint

    return place_checkpoint(task)


def _note_checkpoint(office: Headquarters, key: str, placed: PlacedCheckpoint) -> None:
    from desktop_app.usecases.checkpoints import note_checkpoint
    from desktop_app.usecases.headquarters import opened

    with opened(office, key) as app:
        note_checkpoint(app, placed)
