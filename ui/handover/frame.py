"""The transferee's full window: no other case, no menu, no way out but the manager's 合言葉.

It covers itself when the window loses the focus and after ten idle minutes; what was entered stays (UI notes §7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.clock import office_time
from desktop_app.domain.workplace import Person
from desktop_app.errors import SekishoError
from desktop_app.text import _
from ui.desk import Desk
from ui.handover.identify import IdentifyPage
from ui.handover.presenter import HandoverPresenter
from ui.handover.seat_return import SeatReturnDialog
from ui.handover.steps_page import StepsBar, StepsPage, StepView
from ui.parts import ime
from ui.parts.banners import Notice
from ui.parts.files import ask_several
from ui.parts.stepper import Step
from ui.shell import FullWindowFrame

IDLE_MS = 10 * 60 * 1000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


@dataclass(frozen=True, slots=True)
class Tops:
    """What stands at the top of the window, and the word on the way out."""

    tag: str
    note: str
    leave_word: str
    note_icon: str = "lock"


class HandoverFrame(FullWindowFrame):
    """The frame with its pages; it owns its presenter."""

    def __init__(
        self,
        desk: Desk,
        case_id: str,
        pledge_page: Callable[[str], QWidget],
        on_returned: Callable[[str], Any],
        *,
        idle_ms: int = IDLE_MS,
        tops: Tops | None = None,
    ) -> None:
        tops = tops or _at_the_desk()
        super().__init__(tag=tops.tag, person="", note=tops.note, leave_word=tops.leave_word, note_icon=tops.note_icon)
        self._case_id, self._make_pledge, self._on_returned = case_id, pledge_page, on_returned
        self._pledge: QWidget | None = None
        self._before_cover: QWidget | None = None
        self._handle: object = None
        self.dialog: SeatReturnDialog | None = None
        self.identify, self.steps_page, self.steps_bar = IdentifyPage(), StepsPage(), StepsBar()
        self.presenter = HandoverPresenter(self, desk, case_id)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle_ms)
        self._idle.timeout.connect(self.cover)
        self._connect()
        desk.saved.connect(self._show_saved)
        self.show_page(self.identify, primary=self.identify.begin)
        self.presenter.load()

    # --- what the presenter shows -------------------------------------------------------------------------

    def show_name(self, name: str) -> None:
        """Show whose seat it is."""
        self.person.setText(_("{name}, transferee").format(name=name))
        self.identify.show_name(name)
        self.identify.number.setFocus()

    def show_step(self, view: StepView, steps: tuple[Step, ...], current: str) -> None:
        """Show a step's items."""
        coming = self.page() is not self.steps_page
        self.show_steps(steps, current)
        self.steps_page.show_state(view)
        self.steps_bar.show_state(view)
        self.show_page(self.steps_page, self.steps_bar, self.steps_bar.primary)
        if coming:
            self.steps_page.setFocus()

    def show_pledge(self, steps: tuple[Step, ...], current: str) -> None:
        """Show the page of the last step."""
        if self._pledge is None:
            self._pledge = self._embed(self._make_pledge(self._case_id))
        self.show_steps(steps, current)
        bar = _given(self._pledge, "action_bar")
        self.show_page(self._pledge, bar, _given(self._pledge, "primary"))

    def show_wrong_number(self, words: str) -> None:
        """Say that it is not their number."""
        self.identify.show_wrong(words)

    def show_returned(self, event: str) -> None:
        """Show or take away the banner of returned items."""
        if not event:
            self.steps_page.banners.drop("returned")
        elif all(notice.event != event for notice in self.steps_page.banners.notices()):
            notice = Notice("returned", "warn", event, "", _("To the item"), self.presenter.mend)
            self.steps_page.banners.show_notice(notice)

    def show_trouble(self, words: str) -> None:
        """Show or take away the alarm that something is not saved."""
        if not words:
            self.steps_page.banners.drop("saving")
            return
        again = (_("Save again"), self.presenter.answering.retry) if self.presenter.answering.unsaved else ("", None)
        self.steps_page.banners.show_notice(Notice("saving", "alarm", words, "", *again))
        self.steps_page.items.go_to_first()

    def show_seat_return(self, name: str, people: tuple[Person, ...], at_desk: str) -> None:
        """Ask the manager for their passphrase."""
        if self.dialog is None:
            self.dialog = SeatReturnDialog(self, name, people, at_desk, self.presenter.take_seat)
            self.dialog.finished.connect(self._dialog_closed)
            self.dialog.open()

    def refuse_seat(self, error: SekishoError) -> None:
        """Say why the seat was not taken."""
        if self.dialog is not None:
            self.dialog.show_refusal(error)

    def seat_taken(self) -> None:
        """Close the dialog and hand the window back."""
        if self.dialog is not None:
            self.dialog.accept()
        self._idle.stop()
        self._on_returned(self._case_id)

    def go_to(self, item_id: str) -> None:
        """Take an item in hand."""
        self.steps_page.items.go_to(item_id)

    def current_item(self) -> str:
        """Return the item in hand."""
        return self.steps_page.items.current()

    # --- covering -----------------------------------------------------------------------------------------

    def cover(self) -> None:
        """Cover the page; what is being typed is settled first, and the focus comes back afterwards."""
        if not self.covered():
            ime.commit_input()
            self._before_cover = QApplication.focusWidget()
            super().cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the focus back with the cover's end; count idle time from the last sign of life."""
        kind = event.type()
        if watched is self._cover and kind == QEvent.Type.Hide:
            before, self._before_cover = self._before_cover, None
            if before is not None and _is_alive(before):
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            self._idle.start()
        elif kind in _SIGNS_OF_LIFE and watched is self._handle and not self.covered():
            self._idle.start()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the native window from now on."""
        super().showEvent(event)
        handle = self.window().windowHandle()
        if handle is not self._handle:
            handle.installEventFilter(self)
            self._handle = handle
        self._idle.start()

    # --- inside -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        presenter, page = self.presenter, self.steps_page
        self.identify.begun.connect(presenter.identify)
        self.step_asked.connect(self._go_to_step)
        self.back_requested.connect(self._step_before)
        self.return_asked.connect(self._ask_return)
        self.steps_bar.before_asked.connect(self._step_before)
        self.steps_bar.next_asked.connect(lambda: self._next_open(1))
        page.next_open_asked.connect(self._next_open)
        page.items.changed.connect(presenter.answering.change)
        page.items.taken_back.connect(presenter.answering.take_back)
        page.items.chosen.connect(presenter.answering.choose)
        page.items.file_asked.connect(self._choose_files)
        self._cover.installEventFilter(self)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._state_changed)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if shiboken6.isValid(self) and state != Qt.ApplicationState.ApplicationActive and self.isVisible():
            self.cover()

    def _show_saved(self, at: datetime) -> None:
        self.steps_bar.show_saved(_("Saved  {time}").format(time=f"{office_time(at):%H:%M}"))

    def _go_to_step(self, key: str) -> None:
        ime.commit_input()
        self.presenter.go_to_step(key)
        self.steps_page.items.go_to_first()

    def _step_before(self) -> None:
        ime.commit_input()
        self.presenter.step_before()

    def _next_open(self, by: int) -> None:
        ime.commit_input()
        self.presenter.next_open(by)

    def _ask_return(self) -> None:
        ime.commit_input()
        self.presenter.ask_return()

    def _dialog_closed(self, _result: int) -> None:
        self.dialog = None

    def _embed(self, page: QWidget) -> QWidget:
        for name, heard in (
            ("reported", self.presenter.load),
            ("back", self._step_before),
            ("seat_return_asked", self._ask_return),
        ):
            signal = getattr(page, name, None)
            if signal is not None:
                # The signals may bring something along (a paper, a page); here only that they came counts.
                signal.connect(lambda *_given, act=heard: act())
        asked = getattr(page, "item_asked", None)
        if asked is not None:
            asked.connect(self.presenter.show_item)
        return page

    def _choose_files(self, item_id: str) -> None:
        ask_several(self, _("Add evidence"), lambda paths: self.presenter.attach(item_id, paths))


def _at_the_desk() -> Tops:
    return Tops(
        tag=_("Entered by the transferee"),
        note=_("Taking the seat back needs the workplace information manager."),
        leave_word=_("Give the seat back"),
    )


def _is_alive(widget: object) -> bool:
    return shiboken6.isValid(widget)


def _given(page: QWidget, name: str) -> Any:
    asked = getattr(page, name, None)
    return asked() if callable(asked) else None
