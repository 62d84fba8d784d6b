"""The application around the window: opening the home, handing the seat over, how the windows look, the end.

It owns both lanes and everything that outlives a screen: the way between screens (``navigation``), the status bar
(``status_keeper``) and the share (``sharing``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.app import App, Surroundings
from desktop_app.errors import SekishoError
from desktop_app.home import Home, is_headquarters
from desktop_app.sentences import sentence
from desktop_app.text import language, use_language
from desktop_app.usecases import opening
from ui import theme
from ui.appearance import Appearance, remember, remembered
from ui.around import Around, look_around
from ui.background import Lanes
from ui.checking import show_checked, show_checking
from ui.desk import Desk
from ui.dropped import take_dropped
from ui.navigation import Navigation
from ui.opening import Opening
from ui.parts import ime
from ui.parts.banners import Notice
from ui.places import nav_items
from ui.sharing import ShareKeeper
from ui.shell import FullWindowFrame, MainWindow, NavItem
from ui.status_keeper import StatusKeeper
from ui.ticket_keeper import TicketKeeper

if TYPE_CHECKING:
    from ui.declaring import Declaration
    from ui.second_line import SecondLine


class Desktop(Navigation):
    """The running application; also the ``Navigator`` of every screen."""

    opened = Signal()
    """The home is open and its first screen in sight."""

    appearance_changed = Signal(object)
    """Emitted with the ``Appearance`` the person chose; the windows are built again."""

    def __init__(self, window: MainWindow, home: Home, surroundings: Surroundings) -> None:
        super().__init__(window)
        self.home, self.surroundings = home, surroundings
        self.crashed: Callable[[BaseException], None] = _raise
        self.lanes = Lanes(self, on_crash=self._crash, on_refused=self.alarm)
        self._app: App | None = None
        self._share: ShareKeeper | None = None
        self._status: StatusKeeper | None = None
        self._second_line: SecondLine | None = None
        self.declaration: Declaration | None = None
        self._opening = Opening(self)
        window.went.connect(self._go_to)
        window.help_asked.connect(self.show_help)
        window.save_asked.connect(self._save_now)
        window.register_asked.connect(self.show_registration)
        window.import_asked.connect(self.show_import)
        window.papers_dropped.connect(lambda paths: take_dropped(self, self._opening, paths))
        self._bind_bars()
        # Queued: the screen that asked is among those that are given away.
        self.appearance_changed.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
        window.enter_moves = self.appearance().enter_moves
        window.may_close = self._may_close

    # --- opening and closing -----------------------------------------------------------------------------

    def begin(self, ticket: Path | None = None) -> None:
        """Open the home, or begin the first start where there is none. A *ticket* needs neither."""
        if ticket is not None:
            self._opening.open_ticket(ticket)
        elif self.home.exists or is_headquarters(self.home.folder):
            self.open_home()
        else:
            self._opening.first_start()

    def open_home(self, passphrase: str = "") -> None:
        """Open the home on the desk lane; trouble leads to the page that can solve it."""
        ask = (lambda: passphrase) if passphrase else None
        if is_headquarters(self.home.folder):
            self._opening.open_headquarters(ask)
            return
        self.lanes.desk(
            opening.open_home,
            self.home,
            self.surroundings,
            named={"ask_passphrase": ask},
            then=self.take,
            failed=self._opening.trouble,
        )

    def take(self, app: App) -> None:
        """Take an open App: from now on there is a desk."""
        self._app = app
        self._opening.done()
        self.desk = Desk(app, self.lanes, self)
        self._status = StatusKeeper(self.desk, self.window, self)
        self._share = ShareKeeper(self.desk, self.lanes, self.window, self)
        self._tickets = TicketKeeper(self.desk, self.window, self, self)
        self._share.synced.connect(self._tickets.read)
        self.desk.ask(look_around, then=self._settle)

    def take_second_line(self, second_line: SecondLine) -> None:
        """Take an open headquarters: its overview is the first place."""
        self._opening.done()
        self._second_line = second_line
        second_line.begin()
        self.opened.emit()

    def show_today(self) -> None:
        """今日やること; at headquarters, all workplaces."""
        if self._second_line is not None:
            self._second_line.show_overview()
        else:
            super().show_today()

    def declare(self, app: App) -> None:
        """Take the record of an open ticket: the window is the transferee's until it closes."""
        from ui.declaring import Declaration

        self._app = app
        self.window.may_close = lambda: True  # everything entered is saved; the code opens it again
        self.declaration = Declaration(app, self.lanes, self.window, self)
        self.opened.emit()

    def _settle(self, around: Around) -> None:
        assert self._status is not None
        self._status.show_seat(around.seat)
        if around.handed_over is not None:
            self._enter_handover(around.handed_over)
        elif len(around.people) > 1:
            self._opening.choose_person(around.people, then=self._show_first)
        else:
            self._show_first()

    def _show_first(self) -> None:
        theme.load_late_fonts()
        self.show_today()
        if self._status is not None:
            self._status.read()
        self._tickets.read()
        if self._share is not None:
            self._share.start()
        self.opened.emit()

    def person_changed(self) -> None:
        """Somebody else sat down at the desk, or the workplace's own data changed."""
        if self._status is not None:
            self._status.read_seat()

    def close(self) -> None:
        """Finish what is under way and close the home; everything entered is on disk already."""
        if self._share is not None:
            self._share.end()
        if self._second_line is not None:
            self._second_line.end()
        if self._app is not None:
            self.lanes.desk(self._app.close)
        self.lanes.close()

    def _may_close(self) -> bool:
        frame = self.window.frame()
        if isinstance(frame, FullWindowFrame):
            frame.return_asked.emit()
            return False
        return True

    # --- what screens ask of the application beyond the way ---------------------------------------------------

    def hand_over(self, case_id: str) -> None:
        """席を渡す."""
        from ui.handover import ask_to_hand_over

        assert self.desk is not None
        ask_to_hand_over(self.window, self.desk, case_id, then=lambda: self._enter_handover(case_id))

    def sync_now(self) -> None:
        """Send and fetch records through the share folder."""
        if self._share is not None:
            self._share.look_through()

    def record_checked(self, findings: tuple[str, ...] | None) -> None:
        """Show how the check of the record stands: None while it is under way, else what does not hold, in words."""
        if findings is None:
            show_checking(self.window)
        else:
            show_checked(self.window, findings, lambda: self.show_settings("record"))

    def appearance(self) -> Appearance:
        """Return how the windows look for this OS user; the language is the one in use, whoever set it."""
        return replace(remembered(self.window.remembered), language=language())

    def wear(self, chosen: Appearance) -> None:
        """Let the windows look as chosen, at once and from now on."""
        # A language that only the environment asked for is not what the person chose.
        kept = remembered(self.window.remembered).language if chosen.language == language() else chosen.language
        remember(self.window.remember, replace(chosen, language=kept))
        self.appearance_changed.emit(chosen)

    def say(self, words: str) -> None:
        """Put a quiet sentence into the status bar."""
        self.window.status.show_part("saved", words, icon="check")

    def _crash(self, error: BaseException) -> None:
        self.crashed(error)

    def alarm(self, error: SekishoError) -> None:
        """Show an error's sentence in the alarm area."""
        event, _sep, meaning = sentence(error).partition("\n")
        self.window.banners.show_notice(Notice(type(error).__name__, "warn", event, meaning))

    # --- inside ------------------------------------------------------------------------------------------

    def _go_to(self, key: str) -> None:
        if key == "headquarters":
            self.show_today()
        else:
            super()._go_to(key)

    def _bind_bars(self) -> None:
        self.window.side.person_asked.connect(lambda: self.show_settings("people"))
        self.window.status.asked.connect(self._status_asked)

    def show_places(self, items: tuple[NavItem, ...]) -> None:
        """Build the office anew with these places in its side bar; all screens are given away."""
        self.window.rebuild(items)
        self._bind_bars()

    def _rebuild(self, chosen: Appearance) -> None:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        use_language(chosen.language)
        theme.apply(qt, text_scale=chosen.text_scale)
        self.window.enter_moves = chosen.enter_moves
        self.show_places(nav_items())
        self.forget_trail()
        self.show_settings("display")
        self.person_changed()
        if self._status is not None:
            self._status.read()
        if self._share is not None:
            self._share.redress()

    def _enter_handover(self, case_id: str) -> None:
        from ui.handover import make_handover
        from ui.pledge import make_pledge_page

        assert self.desk is not None
        desk = self.desk
        theme.load_late_fonts()
        frame = make_handover(desk, case_id, lambda case: make_pledge_page(desk, case), self._leave_handover)
        self.window.show_frame(frame)
        self.opened.emit()

    def _leave_handover(self, case_id: str) -> None:
        self.window.drop_frame()
        self.forget_trail()
        self.person_changed()
        self._show_first()
        self.show_case(case_id)

    def _save_now(self) -> None:
        ime.commit_input()
        if self._status is not None:
            self._status.show_saved(self.surroundings.clock())

    def _status_asked(self, part: str) -> None:
        if part == "share":
            self.show_settings("share")
        elif part in {"check", "programme"}:
            self.show_settings("record" if part == "check" else "programme")


def _raise(error: BaseException) -> None:
    raise error
