"""The keys of the window (UI notes §5). While an input method composes, every one of them belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from ui.parts import ime
from ui.parts.buttons import PushButton
from ui.shell import areas

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


def bind(window: MainWindow) -> None:
    """Give *window* its shortcuts."""

    def on(key: str, act: Callable[[], Any], *, office: bool = True) -> None:
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.activated.connect(lambda: _do(window, act, office=office))
        # Two claims on one key would silently disable both; then ours comes second to a dialog's.
        shortcut.activatedAmbiguously.connect(lambda: _do(window, act, office=office))

    on("F1", lambda: window.help_asked.emit(_page(window).help_topic()), office=False)
    on("F5", lambda: _page(window).reload())
    on("Ctrl+F", lambda: _search(window))
    on("Ctrl+S", window.save_asked.emit, office=False)
    on("Ctrl+P", lambda: _page(window).print_preview(), office=False)
    on("Ctrl+N", window.register_asked.emit)
    on("Ctrl+O", window.import_asked.emit)
    on("F8", lambda: _page(window).next_open(1), office=False)
    on("Shift+F8", lambda: _page(window).next_open(-1), office=False)
    on("Ctrl+PgDown", lambda: _page(window).next_step(1), office=False)
    on("Ctrl+PgUp", lambda: _page(window).next_step(-1), office=False)
    on("F6", lambda: areas.jump(window.areas(), forward=True), office=False)
    on("Shift+F6", lambda: areas.jump(window.areas(), forward=False), office=False)
    on("Alt+Left", lambda: back(window), office=False)
    for enter in ("Ctrl+Return", "Ctrl+Enter"):
        on(enter, lambda: press_primary(window), office=False)
    for number, key in enumerate(window.side.keys()[:9], start=1):
        on(f"Ctrl+{number}", partial(window.went.emit, key))


class AltHeld(QObject):
    """Writes the mnemonics of all buttons of a window while Alt is held, and takes them away with it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown = False
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at the native window's keys only; this runs for no widget."""
        kind = event.type()
        if kind in _KEYS and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            self._show(shown=kind == QEvent.Type.KeyPress)
        elif kind == QEvent.Type.FocusOut:
            self._show(shown=False)
        return False

    def _show(self, *, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            for button in self._window.findChildren(PushButton):
                button.show_letter(shown)


def unclaimed(window: MainWindow, event: QKeyEvent) -> bool:
    """Take Enter and Esc that no field wanted; say whether they were taken."""
    if ime.composing():
        return False
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Escape and plain:
        return back(window)
    if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and window.enter_moves:
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QComboBox):
            return areas.tab(window.areas(), forward=True)
    return False


def back(window: MainWindow) -> bool:
    """Go back from a detail; everything entered stays."""
    frame, screen = window.frame(), window.current_screen()
    if frame is not None:
        ime.commit_input()
        frame.back_requested.emit()
        return True
    if screen is None or not screen.back_word():
        return False
    screen.leave()
    screen.back_requested.emit()
    return True


def press_primary(window: MainWindow) -> None:
    """Press the primary button of the page in sight."""
    primary = _page(window).primary()
    if primary is not None and primary.isEnabled() and primary.isVisible():
        primary.click()


def _page(window: MainWindow) -> Any:
    # Before the first screen there is nothing to ask; the shortcuts are then silent.
    return window.frame() or window.current_screen() or _Nowhere()


def _search(window: MainWindow) -> None:
    field = _page(window).search_field()
    if field is not None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()


def _do(window: MainWindow, act: Callable[[], Any], *, office: bool) -> None:
    if ime.composing() or (office and window.frame() is not None):
        return
    ime.commit_input()
    act()


class _Nowhere:
    """A page that answers nothing."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *_given: "" if name == "help_topic" else None
