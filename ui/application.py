"""The application around the window: opening the home, leading from screen to screen, the seat, the status bar.

It owns both lanes and everything that outlives a screen. Use cases run on the desk lane; what they changed comes
back as one signal, on which the counts and the status bar are read again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.app import App, Surroundings, open_app
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.clock import office_time
from desktop_app.domain.workplace import Person
from desktop_app.errors import SekishoError
from desktop_app.home import Home
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _, language, use_language
from desktop_app.usecases.desk import todays_work
from desktop_app.usecases.people import people_here, seat_case
from ui import theme
from ui.appearance import Appearance, remember, remembered
from ui.background import Lanes
from ui.checking import show_checked, show_checking
from ui.days import day_long
from ui.desk import Desk
from ui.opening import Opening
from ui.parts import ime
from ui.parts.banners import Notice
from ui.places import make_screen, nav_items
from ui.sharing import ShareKeeper
from ui.shell import FullWindowFrame, MainWindow

_KEPT = frozenset({"today", "cases", "ledger"})
"""Screens that are kept while others are shown: their place in the list matters to the person."""


class Desktop(QObject):
    """The running application; also the ``Navigator`` of every screen."""

    opened = Signal()
    """The home is open and its first screen in sight."""

    appearance_changed = Signal(object)
    """Emitted with the ``Appearance`` the person chose; the windows are built again."""

    def __init__(self, window: MainWindow, home: Home, surroundings: Surroundings) -> None:
        super().__init__(window)
        self.window = window
        self.home, self.surroundings = home, surroundings
        self.crashed: Callable[[BaseException], None] = _raise
        self.lanes = Lanes(self, on_crash=self._crash, on_refused=self.alarm)
        self.desk: Desk | None = None
        self._app: App | None = None
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._share: ShareKeeper | None = None
        self._opening = Opening(self)
        window.went.connect(self._go_to)
        window.help_asked.connect(self.show_help)
        window.save_asked.connect(self._save_now)
        window.register_asked.connect(self.show_registration)
        window.import_asked.connect(self.show_import)
        self._bind_bars()
        # Queued: the screen that asked is among those that are given away.
        self.appearance_changed.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
        window.enter_moves = self.appearance().enter_moves
        window.may_close = self._may_close

    # --- opening and closing -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the home, or begin the first start where there is none."""
        if self.home.exists:
            self.open_home()
        else:
            self._opening.first_start()

    def open_home(self, passphrase: str = "") -> None:
        """Open the home on the desk lane; trouble leads to the page that can solve it."""
        ask = (lambda: passphrase) if passphrase else None
        self.lanes.desk(
            open_app,
            self.home,
            self.surroundings,
            named={"ask_passphrase": ask},
            then=self.take,
            failed=self._opening.trouble,
        )

    def take(self, app: App) -> None:
        """Take an open App: from now on there is a desk."""
        self._app = app
        self.desk = Desk(app, self.lanes, self)
        self.desk.changed.connect(lambda _changed: self._read_counts())
        self.desk.saved.connect(self._show_saved)
        self._share = ShareKeeper(self.desk, self.lanes, self.window, self)
        self.desk.ask(_look_around, then=self._settle)

    def _settle(self, around: tuple[str | None, tuple[Person, ...], Person, str, str]) -> None:
        seated, people, person, workplace, programme = around
        self.window.side.person.show_person(person.name, role_label(person.role), workplace)
        self.window.status.show_part("programme", programme)
        if seated is not None:
            self._enter_handover(seated)
        elif len(people) > 1:
            self._opening.choose_person(people, then=self._show_first)
        else:
            self._show_first()

    def _show_first(self) -> None:
        theme.load_late_fonts()
        self.show_today()
        self._read_counts()
        if self._share is not None:
            self._share.start()
        self.opened.emit()

    def person_changed(self) -> None:
        """Somebody else sat down at the desk, or the workplace's own data changed."""
        assert self.desk is not None
        self.desk.ask(_look_around, then=self._show_person)

    def _show_person(self, around: tuple[str | None, tuple[Person, ...], Person, str, str]) -> None:
        _seated, _people, person, workplace, programme = around
        self.window.side.person.show_person(person.name, role_label(person.role), workplace)
        self.window.status.show_part("programme", programme)

    def close(self) -> None:
        """Finish what is under way and close the home; everything entered is on disk already."""
        if self._share is not None:
            self._share.end()
        if self._app is not None:
            self.lanes.desk(self._app.close)
        self.lanes.close()

    def _may_close(self) -> bool:
        frame = self.window.frame()
        if isinstance(frame, FullWindowFrame):
            frame.return_asked.emit()
            return False
        return True

    # --- Navigator ---------------------------------------------------------------------------------------

    def show_today(self) -> None:
        """今日やること."""
        self._show("today")

    def show_cases(self) -> None:
        """異動案件."""
        self._show("cases")

    def show_case(self, case_id: str, step: str = "") -> None:
        """One case, at a step if one is named."""
        self._show("case", case_id=case_id, step=step)

    def show_registration(self) -> None:
        """異動を登録."""
        self._show("registration")

    def show_correction(self, case_id: str) -> None:
        """登録した内容を直す."""
        self._show("registration", case_id=case_id)

    def show_import(self) -> None:
        """人事発令の取り込み."""
        self._show("import")

    def show_briefing(self, case_id: str) -> None:
        """説明."""
        self._show("briefing", case_id=case_id)

    def show_confirmation(self, case_id: str) -> None:
        """報告の確認・差戻し."""
        self._show("confirmation", case_id=case_id)

    def show_post_check(self, case_id: str) -> None:
        """発令日後の確認."""
        self._show("post_check", case_id=case_id)

    def show_ledger(self, half: HalfYear | None = None) -> None:
        """管理表."""
        self._show("ledger", **({"half": half} if half else {}))

    def show_preview(self, title: str, render: Callable[[App], bytes], file_name: str) -> None:
        """印刷プレビュー."""
        self._show("preview", title=title, render=render, file_name=file_name)

    def show_settings(self, section: str = "") -> None:
        """設定."""
        self._show("settings", **({"section": section} if section else {}))

    def show_help(self, topic: str = "") -> None:
        """ヘルプ, at the chapter of *topic*."""
        self._show("help", **({"topic": topic} if topic and topic != "help" else {}))

    def hand_over(self, case_id: str) -> None:
        """席を渡す."""
        from ui.handover import ask_to_hand_over

        assert self.desk is not None
        ask_to_hand_over(self.window, self.desk, case_id, then=lambda: self._enter_handover(case_id))

    def go_back(self) -> None:
        """Return to the screen before, or to 今日やること."""
        if len(self._trail) > 1:
            self._trail.pop()
            key, arguments = self._trail.pop()
            self._show(key, **arguments)
        else:
            self._trail.clear()
            self.show_today()

    def sync_now(self) -> None:
        """Send and fetch records through the share folder."""
        if self._share is not None:
            self._share.sync_now()

    def record_checked(self, findings: tuple[str, ...] | None) -> None:
        """Show how the check of the record stands: None while it is under way, else what does not hold, in words."""
        if findings is None:
            show_checking(self.window)
        else:
            show_checked(self.window, findings, lambda: self.show_settings("record"))

    def appearance(self) -> Appearance:
        """Return how the windows look for this OS user."""
        return remembered(self.window.remembered)

    def wear(self, chosen: Appearance) -> None:
        """Let the windows look as chosen, at once and from now on."""
        remember(self.window.remember, chosen)
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

    def _bind_bars(self) -> None:
        self.window.side.person_asked.connect(lambda: self.show_settings("people"))
        self.window.status.asked.connect(self._status_asked)

    def _rebuild(self, chosen: Appearance) -> None:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        use_language(chosen.language)
        theme.apply(qt, text_scale=chosen.text_scale)
        self.window.enter_moves = chosen.enter_moves
        self.window.rebuild(nav_items())
        self._bind_bars()
        self._trail.clear()
        self.show_settings("display")
        self.person_changed()
        self._read_counts()
        if self._share is not None:
            self._share.redress()

    def _go_to(self, key: str) -> None:
        self._trail.clear()
        self._show(key)

    def _show(self, key: str, **arguments: Any) -> None:
        if self.desk is None or self.window.frame() is not None:
            return
        same = bool(self._trail) and self._trail[-1] == (key, arguments)
        if self.window.has_screen(key) and (arguments or key not in _KEPT) and not same:
            current = self.window.current_screen()
            if current is not None:
                current.leave()
            self.window.drop_screen(key)
        if not self.window.has_screen(key):
            screen = make_screen(key, self.desk, self, arguments)
            screen.back_requested.connect(self.go_back)
            self.window.add_screen(key, screen)
        if not same:
            self._trail.append((key, arguments))
        self.window.show_screen(key)

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
        self._trail.clear()
        self.person_changed()
        self._show_first()
        self.show_case(case_id)

    def _read_counts(self) -> None:
        if self.desk is not None:
            self.desk.ask(_waiting, then=self._show_counts)

    def _show_counts(self, found: tuple[int, date]) -> None:
        waiting, day = found
        self.window.side.set_count("today", waiting)
        shown = day_long(day)
        self.window.status.show_part("date", shown, short=f"{day.month}/{day.day}")

    def _show_saved(self, at: datetime) -> None:
        clock = f"{office_time(at):%H:%M}"
        self.window.status.show_part("saved", _("Saved  {time}").format(time=clock), icon="check")

    def _save_now(self) -> None:
        ime.commit_input()
        self._show_saved(self.surroundings.clock())

    def _status_asked(self, part: str) -> None:
        if part == "share":
            self.show_settings("share")
        elif part in {"check", "programme"}:
            self.show_settings("record" if part == "check" else "programme")


def _look_around(app: App) -> tuple[str | None, tuple[Person, ...], Person, str, str]:
    programme = app.workplace.programme
    named = _("Programme: {title}  version {version}").format(
        title=programme.title[language()], version=programme.version
    )
    place = _("{workplace} ({code})").format(workplace=app.workplace.name, code=app.workplace.org_code)
    return seat_case(app), people_here(app), app.person, place, named


def _waiting(app: App) -> tuple[int, date]:
    return len(todays_work(app).tasks), app.today()


def _raise(error: BaseException) -> None:
    raise error
