"""Hands for the demo: finds what a person would look for on the window, by its words, and presses, types, draws.

It knows labels, not code: what it cannot find by words, a person could not find either.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from ui.parts.answer import AnswerControl
from ui.parts.signature import SignaturePad

W = TypeVar("W", bound=QWidget)

PATIENCE = 20.0
"""Seconds to wait for anything before the story ends in an error."""


class Lost(Exception):
    """What the player looked for did not appear."""


class Player:
    """Plays on one window; with *pictures* it leaves a numbered PNG at each ``picture``."""

    def __init__(self, window: QWidget, pictures: Path | None = None) -> None:
        self.window = window
        self._pictures = pictures
        self._taken = 0

    # --- looking ------------------------------------------------------------------------------------------

    def stage(self) -> QWidget:
        """Return what a person can work on now: the dialog in front, or the window."""
        return QApplication.activeModalWidget() or self.window

    def wake(self) -> None:
        """Make the stage the active window: without a window manager nothing gives the focus back by itself."""
        stage = self.stage()
        if not stage.isActiveWindow():
            stage.activateWindow()
            self.wait(lambda: self.stage().isActiveWindow(), "an active window")

    def visible(self, kind: type[W]) -> Iterator[W]:
        """Yield the visible widgets of a kind on the stage."""
        stage = self.stage()
        yield from (w for w in stage.findChildren(kind) if w.isVisibleTo(stage) and w.isVisible())

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Let the application run until *condition* holds; raises Lost."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                self.picture("lost")
                raise Lost(f"{what}; on the window: {self.buttons()}")
            self.breathe()

    def breathe(self, ms: int = 5) -> None:
        """Let the application run for a moment."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def buttons(self) -> list[str]:
        """Return the words of all buttons in sight (for error messages)."""
        return [words for b in self.visible(QAbstractButton) if (words := _words(b))]

    def find_button(self, words: str) -> QAbstractButton | None:
        """Return the enabled button that says *words*, exactly or with more after them."""
        shown = [b for b in self.visible(QAbstractButton) if b.isEnabled()]
        exact = [b for b in shown if words in (_words(b), b.accessibleName())]
        close = [b for b in shown if _words(b).startswith(words) or b.accessibleName().startswith(words)]
        return next(iter(exact or close), None)

    def find_field(self, name: str, kind: type[W]) -> W | None:
        """Return the input whose label begins with *name*."""
        return next((w for w in self.visible(kind) if w.accessibleName().startswith(name)), None)

    # --- doing --------------------------------------------------------------------------------------------

    def press(self, words: str) -> None:
        """Press a button by its words, as soon as it can be pressed."""
        self.wait(lambda: self.find_button(words), f"button {words}")
        button = self.find_button(words)
        assert button is not None
        self.click(button)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press and release the left button on a widget, scrolled into sight first."""
        self.wake()
        _into_sight(widget)
        self.breathe(1)
        place = at if at is not None else widget.rect().center()
        _mouse(widget, QEvent.Type.MouseButtonPress, QPointF(place))
        _mouse(widget, QEvent.Type.MouseButtonRelease, QPointF(place))
        self.breathe(1)

    def write(self, name: str, text: str) -> None:
        """Put *text* into the input labelled *name*, committed as an input method would."""
        self.wait(lambda: self.find_field(name, QLineEdit) or self.find_field(name, QPlainTextEdit), f"field {name}")
        field = self.find_field(name, QLineEdit) or self.find_field(name, QPlainTextEdit)
        assert field is not None
        self.write_into(field, text)

    def write_into(self, field: QLineEdit | QPlainTextEdit, text: str) -> None:
        """Type *text* into a field, replacing what stands there."""
        self.wake()
        _into_sight(field)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        field.selectAll()
        commit = QInputMethodEvent("", [])
        commit.setCommitString(text)
        QApplication.sendEvent(field, commit)
        self.breathe(1)

    def choose(self, name: str, words: str) -> None:
        """Choose the entry *words* of the list labelled *name*."""
        self.wait(lambda: self.find_field(name, QComboBox), f"list {name}")
        box = self.find_field(name, QComboBox)
        assert box is not None
        box.setFocus(Qt.FocusReason.TabFocusReason)
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        self.breathe(1)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.stage()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))
        self.breathe(1)

    def answer(self, item_id: str, key: Qt.Key) -> None:
        """Answer an item with the keyboard: 1 完了, 2 該当なし, 3 未完了."""
        self.wait(lambda: self._control(item_id), f"item {item_id}")
        control = self._control(item_id)
        assert control is not None
        self.wake()
        _into_sight(control)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        self.breathe(1)
        QApplication.sendEvent(control, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        self.breathe(1)

    def draw(self, strokes: tuple[tuple[tuple[float, float], ...], ...]) -> None:
        """Write on the signature pad; points are fractions of its size."""
        self.wait(lambda: next(self.visible(SignaturePad), None), "signature pad")
        pad = next(self.visible(SignaturePad))
        _into_sight(pad)
        for stroke in strokes:
            points = [QPointF(x * pad.width(), y * pad.height()) for x, y in stroke]
            _mouse(pad, QEvent.Type.MouseButtonPress, points[0])
            for point in points[1:]:
                _mouse(pad, QEvent.Type.MouseMove, point)
            _mouse(pad, QEvent.Type.MouseButtonRelease, points[-1])
        self.breathe(1)

    def choose_file(self, path: Path) -> None:
        """Give *path* to the file chooser that is open."""

        def chooser() -> QFileDialog | None:
            return next(
                (w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible()), None
            )

        self.wait(chooser, "file chooser")
        dialog = chooser()
        assert dialog is not None
        dialog.setDirectory(str(path.parent))
        dialog.fileSelected.emit(str(path))
        dialog.filesSelected.emit([str(path)])
        dialog.reject()
        self.breathe(1)

    def picture(self, name: str) -> None:
        """Leave a picture of the window (with the dialog in front, if any)."""
        if self._pictures is None:
            return
        self.breathe(150)
        self._taken += 1
        shown = self.window.grab()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            from PySide6.QtGui import QPainter

            painter = QPainter(shown)
            painter.drawPixmap(dialog.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0)), dialog.grab())
            painter.end()
        shown.save(str(self._pictures / f"{self._taken:02d}-{name}.png"))

    def _control(self, item_id: str) -> AnswerControl | None:
        controls = self.visible(AnswerControl)
        return next((c for c in controls if c.isEnabled() and c.accessibleName().startswith(f"{item_id}\u3000")), None)


def _words(button: QAbstractButton) -> str:
    return button.text().replace("&", "").strip()


def _into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def _mouse(widget: QWidget, kind: QEvent.Type, at: QPointF) -> None:
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, QPointF(widget.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
