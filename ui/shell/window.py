"""The office window: side bar, header, alarms, content, action bar, status bar; it knows frames, no screen by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import files, ime
from ui.parts.banners import BannerArea
from ui.parts.ring import follow_focus
from ui.shell import areas, keys
from ui.shell.bars import ActionBar, StatusBar
from ui.shell.full import FullWindowFrame
from ui.shell.header import Header
from ui.shell.screen import Screen
from ui.shell.sidebar import NavItem, SideBar
from ui.shell.wizard import WizardFrame

NARROW, LOW = 1180, 620
Frame = FullWindowFrame | WizardFrame


@dataclass(frozen=True, slots=True)
class _Place:
    screen: Screen
    header: Header
    bar: QWidget | None


class MainWindow(QMainWindow):
    """The one window of the process.

    *settings*: the ini file that remembers size, columns and filters. ``went(key)``: a side bar place was asked for;
    ``help_asked(topic)``, ``save_asked``, ``register_asked``, ``import_asked``: F1, Ctrl+S, Ctrl+N, Ctrl+O.
    ``papers_dropped(paths)``: PDFs or pictures of paper were dropped anywhere on it, no frame covering the office.
    *may_close* is asked before the window closes; False keeps it open.
    """

    went = Signal(str)
    shown = Signal(str)
    help_asked = Signal(str)
    save_asked = Signal()
    register_asked = Signal()
    import_asked = Signal()
    papers_dropped = Signal(object)
    closing = Signal()

    def __init__(self, nav: Sequence[NavItem], settings: Path) -> None:
        super().__init__()
        self.setWindowTitle(_("Sekisho"))
        self.may_close: Callable[[], bool] = lambda: True
        #: Enter in a field goes to the next field; 設定 can leave that to Tab alone.
        self.enter_moves = True
        self._memory = QSettings(str(settings), QSettings.Format.IniFormat)
        self._places: dict[str, _Place] = {}
        self._current = ""
        self._alt: keys.AltHeld | None = None
        self._room = (False, False)
        self.side, self.banners, self.status, self.bar = SideBar(nav), BannerArea(), StatusBar(), ActionBar()
        self._headers, self._screens = QStackedWidget(), QStackedWidget()
        self._frames = QStackedWidget()
        self._frames.addWidget(self._office())
        self.setCentralWidget(self._frames)
        self.side.went.connect(self.went)
        self.setAcceptDrops(True)
        keys.bind(self)
        self._restore()

    # --- screens ------------------------------------------------------------------------------------------

    def add_screen(self, key: str, screen: Screen) -> None:
        """Take a screen; it is shown with show_screen."""
        header, bar = Header(screen), screen.action_bar()
        self._places[key] = _Place(screen, header, bar)
        # A longer title may need another line.
        screen.headline_changed.connect(self._fit_header)
        self._headers.addWidget(header)
        self._screens.addWidget(screen)
        if bar is not None:
            self.bar.add(bar)

    def has_screen(self, key: str) -> bool:
        """Say whether a screen was added under *key*."""
        return key in self._places

    def screen_at(self, key: str) -> Screen:
        """Return the screen added under *key*."""
        return self._places[key].screen

    def drop_screen(self, key: str) -> None:
        """Give a screen away for good (a case that was closed)."""
        place = self._places.pop(key)
        if self._current == key:
            self._current = ""
        self._headers.removeWidget(place.header)
        self._screens.removeWidget(place.screen)
        if place.bar is not None:
            self.bar.drop(place.bar)
            place.bar.deleteLater()
        place.header.deleteLater()
        place.screen.deleteLater()

    def show_screen(self, key: str) -> None:
        """Leave the current screen (its typing is committed) and show another."""
        before = self.current_screen()
        if before is not None:
            before.leave()
        place = self._places[key]
        self._current = key
        self._headers.setCurrentWidget(place.header)
        self._screens.setCurrentWidget(place.screen)
        self.bar.show_bar(place.bar)
        self.side.mark(place.screen.nav_key or key)
        self.setWindowTitle(_("{title} - Sekisho").format(title=place.screen.title()))
        self._fit()
        place.screen.entered()
        self.shown.emit(key)

    def current_screen(self) -> Screen | None:
        """Return the screen in sight, None before the first."""
        place = self._places.get(self._current)
        return place.screen if place is not None else None

    def current_key(self) -> str:
        """Return the key of the screen in sight."""
        return self._current

    # --- frames -------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        """Cover everything with a hand-over or wizard frame."""
        screen = self.current_screen()
        if screen is not None:
            screen.leave()
        if self._frames.indexOf(frame) < 0:
            self._frames.addWidget(frame)
        self._frames.setCurrentWidget(frame)
        frame.set_room(narrow=self._room[0], low=self._room[1])

    def drop_frame(self) -> None:
        """Take the frame away and show the office again."""
        frame = self._frames.currentWidget()
        if isinstance(frame, FullWindowFrame | WizardFrame):
            ime.commit_input()
            self._frames.setCurrentIndex(0)
            self._frames.removeWidget(frame)
            frame.deleteLater()

    def frame(self) -> Frame | None:
        """Return the frame in sight, None when the office is."""
        frame = self._frames.currentWidget()
        return frame if isinstance(frame, FullWindowFrame | WizardFrame) else None

    def rebuild(self, nav: Sequence[NavItem]) -> None:
        """Build the office again, in another size or language; all screens are given away."""
        for key in tuple(self._places):
            self.drop_screen(key)
        old, notices = self._frames.widget(0), self.banners.notices()
        self.side, self.banners, self.status, self.bar = SideBar(nav), BannerArea(), StatusBar(), ActionBar()
        self._headers, self._screens = QStackedWidget(), QStackedWidget()
        self._room = (False, False)
        self._frames.insertWidget(0, self._office())
        self._frames.setCurrentIndex(0)
        if old is not None:
            self._frames.removeWidget(old)
            old.deleteLater()
        self.side.went.connect(self.went)
        for notice in notices:
            self.banners.show_notice(notice)
        self._fit()

    # --- memory -------------------------------------------------------------------------------------------

    def remember(self, key: str, value: object) -> None:
        """Keep a small setting of the window (columns, filters) for this user."""
        self._memory.setValue(key, value)

    def remembered(self, key: str, default: object = None) -> object:
        """Return what was kept; numbers and truth come back as text, as an ini file holds them."""
        return self._memory.value(key, default)

    # --- Qt -----------------------------------------------------------------------------------------------

    def areas(self) -> list[QWidget]:
        """Return the areas in reading order, for Tab and F6."""
        frame = self.frame()
        if frame is not None:
            return frame.areas()
        bar_first = (
            [self.bar, self.banners, self._screens] if self._room[1] else [self.banners, self._screens, self.bar]
        )
        return [self.side, self._headers, *bar_first, self.status]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        return areas.tab(self.areas(), forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what no field wanted: Enter to the next field, Esc back."""
        if not keys.unclaimed(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take papers; while somebody else has the seat nothing is taken."""
        if self.frame() is None and files.dropped_papers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand them on."""
        event.acceptProposedAction()
        self.papers_dropped.emit(files.dropped_papers(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the window its focus ring."""
        super().showEvent(event)
        # Sizes are final only now that the style sheet has seen every widget.
        self._fit()
        follow_focus(self)
        if self._alt is None:
            self._alt = keys.AltHeld(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what is being typed, ask, remember the size."""
        ime.commit_input()
        screen = self.current_screen()
        if screen is not None:
            screen.leave()
        if not self.may_close():
            event.ignore()
            return
        self._memory.setValue("window/geometry", self.saveGeometry())
        self._memory.sync()
        self.closing.emit()
        super().closeEvent(event)

    def _office(self) -> QWidget:
        office = QWidget()
        office.setObjectName("canvas")
        alarm = QWidget()
        holder = QVBoxLayout(alarm)
        holder.setContentsMargins(theme.px(theme.PAGE), theme.px(16), theme.px(theme.PAGE), 0)
        holder.addWidget(self.banners)
        self.banners.filled.connect(alarm.setVisible)
        alarm.hide()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self._headers, alarm, self._screens, self.bar, self.status):
            self._column.addWidget(widget, 1 if widget is self._screens else 0)
        row = QHBoxLayout(office)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(self._column, 1)
        return office

    def _fit(self) -> None:
        narrow, low = self.width() < theme.px(NARROW), self.height() < theme.px(LOW)
        if (narrow, low) != self._room:
            self._room = (narrow, low)
            self.side.fold(folded=narrow)
            self.status.set_narrow(narrow=narrow)
            self.bar.set_low(low=low)
            self.banners.set_low(low=low)
            # On a low window the action bar is the strip right under the header.
            self._column.removeWidget(self.bar)
            self._column.insertWidget(1 if low else 3, self.bar)
        place = self._places.get(self._current)
        if place is not None:
            place.header.set_room(narrow=narrow, low=low)
            place.screen.set_room(narrow=narrow, low=low)
            self._fit_header()
        frame = self.frame()
        if frame is not None:
            frame.set_room(narrow=narrow, low=low)

    def _fit_header(self) -> None:
        place = self._places.get(self._current)
        if place is not None:
            self._headers.setFixedHeight(place.header.wanted_height(self.width() - self.side.width()))

    def _restore(self) -> None:
        self.setMinimumSize(theme.px(960) if theme.text_scale() == 1.0 else 960, 500)
        self.resize(1280, 800)
        kept = self._memory.value("window/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
