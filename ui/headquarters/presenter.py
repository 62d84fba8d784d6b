"""Reads every workplace's line on the desk lane, narrows what is shown, and leads into one. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import office_date
from desktop_app.domain.names import search_key
from desktop_app.errors import SekishoError
from desktop_app.usecases.headquarters_overview import News, Period, Totals, WorkplaceLine, by_concern, totals
from ui.headquarters.invitation_presenter import InvitationPresenter
from ui.headquarters.key_presenter import KeyPresenter
from ui.headquarters.newcomer_presenter import NewcomerPresenter

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.usecases.first_start import PersonInput
    from desktop_app.usecases.headquarters import Headquarters
    from ui.background import Lanes


class Which(Enum):
    """Which workplaces are shown."""

    ALL = "all"
    NOT_ARRIVED = "not_arrived"
    OVERDUE = "overdue"
    TO_CONFIRM = "to_confirm"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person asks to see; *period* None means the fiscal year of today."""

    period: Period | None = None
    text: str = ""
    which: Which = Which.ALL


@dataclass(frozen=True, slots=True)
class OverviewState:
    """What stands on the screen: the lines that are wanted, and the figures of all."""

    wanted: Wanted
    period: Period
    lines: tuple[WorkplaceLine, ...]
    all_lines: tuple[WorkplaceLine, ...]
    totals: Totals
    read_at: datetime
    today: date


class Ways(Protocol):
    """Where the overview can lead."""

    def open_workplace(self, line: WorkplaceLine) -> None:
        """Show the cases of one workplace."""

    def exchange_now(self) -> None:
        """Fetch what is new at every workplace."""

    def show_reader(self, name: str, company: str) -> None:
        """Show in the side bar who reads here."""


class View(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: OverviewState) -> None:
        """Show the table and the figures over it."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how many workplaces are read; all of them: nothing is under way."""

    def show_written(self, path: Path) -> None:
        """Say that a file was written."""

    def show_trouble(self, error: SekishoError) -> None:
        """Say what could not be done."""

    def ask_answer(self, line: WorkplaceLine) -> None:
        """Show a waiting workplace's number, and ask for the one its manager reads back."""


class HeadquartersPresenter:
    """The overview of one headquarters."""

    def __init__(self, view: View, lanes: Lanes, office: Headquarters, ways: Ways) -> None:
        self._view, self._lanes, self._office, self._ways = view, lanes, office, ways
        self._lines: tuple[WorkplaceLine, ...] = ()
        self._read_at: datetime | None = None
        self._turn = 0
        self.wanted = Wanted()
        self.person: PersonInput | None = None
        """Who asked last: offered again for the next workplace."""

    @property
    def period(self) -> Period:
        """The period in sight."""
        return self.wanted.period or Period(fiscal_year(self._today()))

    def read(self) -> None:
        """Read every workplace; what an earlier reading still brings is passed over."""
        self._turn += 1
        self._ask(
            _overview,
            self._office,
            self.period,
            then=partial(self._took, self._turn),
            progress=self._view.show_progress,
        )

    def read_one(self, key: str) -> None:
        """Read one workplace again, after an exchange with it."""
        self._ask(_line, self._office, key, self.period, then=partial(self._took_one, self._turn))

    def narrow(self, **changed: Any) -> None:
        """Ask for other lines: period, text, which."""
        before, self.wanted = self.wanted, replace(self.wanted, **changed)
        if self.wanted.period != before.period:
            self.read()
        elif self.wanted != before:
            self._show()

    def clear(self) -> None:
        """Take all conditions away."""
        self.narrow(text="", which=Which.ALL)

    def open(self, line: WorkplaceLine) -> None:
        """Go where a line leads: to the workplace's cases, or to the number it waits for."""
        if line.news is News.WAITING:
            self._view.ask_answer(line)
        elif line.news is News.UNREADABLE:
            self.read_one(line.key)
        else:
            self._ways.open_workplace(line)

    def exchange(self) -> None:
        """Fetch what is new at every workplace."""
        self._ways.exchange_now()

    def export(self, kind: str, path: Path) -> None:
        """Write what is in sight as a file."""
        assert self._state is not None
        given = (self._state.lines, self.period, kind, path, self._office.surroundings.clock())
        self._ask(_write, *given, then=self._view.show_written)

    def keep_memo(self, line: WorkplaceLine, text: str) -> None:
        """Keep a note on a workplace."""
        self._ask(_memo, self._office, line.key, text, then=lambda _none: self.read_one(line.key))

    def join(
        self, url: str, person: PersonInput, pin: str, then: Callable[[Any], Any], failed: Callable[..., Any]
    ) -> None:
        """Ask a workplace to let headquarters in; *then* hears the number to be read out."""
        self.person = person

        def asked(found: Any) -> None:
            then(found)
            self.read()

        self._lanes.desk(_join, self._office, url, person, pin, then=asked, failed=failed, owner=self._owner)

    def finish(self, line: WorkplaceLine, answer: str, then: Callable[[], Any], failed: Any) -> None:
        """Complete joining a workplace with the number its manager read back."""

        def finished(_none: object) -> None:
            then()
            self.read_one(line.key)

        self._lanes.desk(_finish, self._office, line.key, answer, then=finished, failed=failed, owner=self._owner)

    def lead_invitation(self, dialog: Any) -> None:
        """Lead the dialog about the headquarters' invitation."""
        dialog.presenter = InvitationPresenter(dialog, self._lanes, self._office, self._ways.exchange_now)
        dialog.presenter.load()

    def lead_key(self, dialog: Any) -> None:
        """Lead the dialog about the headquarters' own key."""
        dialog.presenter = KeyPresenter(dialog, self._lanes, self._office)
        dialog.presenter.load()

    def lead_newcomers(self, dialog: Any, line: WorkplaceLine) -> None:
        """Lead the dialog about who asks to be let in at a workplace; a word that was given goes out at once."""
        dialog.presenter = NewcomerPresenter(dialog, self._lanes, self._office, line.key, self._ways.exchange_now)
        dialog.presenter.load()

    # --- inside -------------------------------------------------------------------------------------------

    @property
    def _owner(self) -> QObject:
        return self._view  # type: ignore[return-value] # the screen is one

    @property
    def _state(self) -> OverviewState | None:
        if self._read_at is None:
            return None
        lines = tuple(line for line in self._lines if _fits(line, self.wanted))
        return OverviewState(
            self.wanted, self.period, lines, self._lines, totals(self._lines), self._read_at, self._today()
        )

    def _ask(self, act: Callable[..., Any], *given: Any, then: Callable[[Any], Any], **how: Any) -> None:
        self._lanes.desk(act, *given, then=then, failed=self._view.show_trouble, owner=self._owner, **how)

    def _took(self, turn: int, lines: tuple[WorkplaceLine, ...]) -> None:
        if turn == self._turn:
            self._lines, self._read_at = lines, self._office.surroundings.clock()
            self._show()
            reader = next((line for line in lines if line.reader is not None), None)
            if reader is not None and reader.reader is not None:
                self.person = self.person or reader.reader
                self._ways.show_reader(reader.reader.name, reader.company)

    def _took_one(self, turn: int, line: WorkplaceLine) -> None:
        if turn == self._turn and self._read_at is not None:
            others = (other for other in self._lines if other.key != line.key)
            self._lines = tuple(sorted((*others, line), key=by_concern))
            self._read_at = self._office.surroundings.clock()
            self._show()

    def _show(self) -> None:
        state = self._state
        if state is not None:
            self._view.show_state(state)

    def _today(self) -> date:
        return office_date(self._office.surroundings.clock())


def _fits(line: WorkplaceLine, wanted: Wanted) -> bool:
    text = search_key(wanted.text)
    if text and not any(text in search_key(one) for one in (line.name, line.org_code, line.manager)):
        return False
    match wanted.which:
        case Which.ALL:
            return True
        case Which.NOT_ARRIVED:
            return line.news in {News.LATE, News.SILENT, News.WAITING, News.UNREADABLE}
        case Which.OVERDUE:
            return line.figures.overdue > 0
        case Which.TO_CONFIRM:
            return line.figures.reported > 0
        case Which.AWAY:
            return line.away_since is not None


def _overview(
    office: Headquarters, period: Period, *, progress: Callable[[int, int], None]
) -> tuple[WorkplaceLine, ...]:
    from desktop_app.usecases.headquarters_overview import overview

    return overview(office, period, progress)


def _line(office: Headquarters, key: str, period: Period) -> WorkplaceLine:
    from desktop_app.usecases.headquarters_overview import line_of

    return line_of(office, key, period)


def _write(lines: tuple[WorkplaceLine, ...], period: Period, kind: str, path: Path, at: datetime) -> Path:
    from desktop_app.usecases.headquarters_export import write_overview

    write_overview(lines, period, kind, path, at)
    return path


def _memo(office: Headquarters, key: str, text: str) -> None:
    from desktop_app.usecases.headquarters import write_memo

    write_memo(office, key, text)


def _join(office: Headquarters, url: str, person: PersonInput, pin: str) -> Any:
    from desktop_app.usecases.headquarters import ask_to_join, passphrase_for_new

    passphrase = passphrase_for_new(office, pin)
    return ask_to_join(office, url, person, pin=pin, passphrase=passphrase)


def _finish(office: Headquarters, key: str, answer: str) -> None:
    from desktop_app.usecases.headquarters import complete_joining

    complete_joining(office, key, answer)
