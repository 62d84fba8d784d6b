"""Keeps the side bar and the status bar true: who sits here, what waits, which day it is, when was saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.clock import office_time
from desktop_app.domain.dates import long_date
from desktop_app.labels import role_label
from desktop_app.text import _, language
from desktop_app.usecases.desk import tasks_waiting
from desktop_app.usecases.findings import open_findings

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.domain.workplace import Person
    from ui.desk import Desk
    from ui.shell import MainWindow


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at the desk, in words; ``programme`` as the status bar names it."""

    person: Person
    workplace: str
    programme: str
    programme_short: str


class StatusKeeper(QObject):
    """Reads the counts after every change, at most one reading ahead of the one under way."""

    def __init__(self, desk: Desk, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, window
        self._reading = self._stale = False
        desk.changed.connect(lambda _changed: self.read())
        desk.saved.connect(self.show_saved)

    def read_seat(self) -> None:
        """Read who sits here and where."""
        self._desk.ask(seat_of, then=self.show_seat, owner=self)

    def show_seat(self, seat: Seat) -> None:
        """Show who sits here and which programme holds."""
        person = seat.person
        self._window.side.person.show_person(person.name, role_label(person.role), seat.workplace)
        self._window.status.show_part("programme", seat.programme, short=seat.programme_short)

    def read(self) -> None:
        """Count what waits; while a count is under way, once more after it, however many changes there were."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        self._desk.ask(_waiting, then=self._show_waiting, failed=self._not_read, owner=self)

    def show_saved(self, at: datetime) -> None:
        """Show the quiet time stamp."""
        clock = f"{office_time(at):%H:%M}"
        self._window.status.show_part("saved", _("Saved  {time}").format(time=clock), icon="check")

    def _show_waiting(self, found: tuple[int, int, date]) -> None:
        waiting, findings, day = found
        self._reading = False
        self._window.side.set_count("today", waiting)
        self._window.side.set_count("findings", findings)
        shown = long_date(day) if language() == "ja" else f"{day:%A %d %B %Y}"
        self._window.status.show_part("date", shown, short=f"{day.month}/{day.day}")
        if self._stale:
            self.read()

    def _not_read(self, _error: object) -> None:
        # The act that follows meets the same trouble and says so; a figure that is a little old says nothing wrong.
        self._reading = False


def seat_of(app: App) -> Seat:
    """Return who sits here (on the desk lane)."""
    programme = app.workplace.programme
    named = _("Programme: {title}  version {version}").format(
        title=programme.title[language()], version=programme.version
    )
    short = _("{title} {version}").format(title=programme.title[language()], version=programme.version)
    place = _("{workplace} ({code})").format(workplace=app.workplace.name, code=app.workplace.org_code)
    return Seat(app.person, place, named, short)


def _waiting(app: App) -> tuple[int, int, date]:
    return tasks_waiting(app), open_findings(app), app.today()
