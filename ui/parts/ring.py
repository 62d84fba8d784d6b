"""The focus ring: one overlay a window, yellow inside dark, outside the control, clipped to its scroll area.

It shows after keyboard focus only, except around fields a person types in (UI notes §2).
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui import theme

_OUT = 5
_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange})
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress})
_KEYBOARD = Qt.WidgetAttribute.WA_KeyboardFocusChange


def follow_focus(window: QWidget) -> Ring:
    """Give *window* (shown already) its ring; a second call returns the same one."""
    for child in window.children():
        if isinstance(child, Ring):
            child.watch_window()
            return child
    return Ring(window)


class Ring(QWidget):
    """The overlay. It listens to the focused widget and those around it, never to the whole application."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._outer = QRect()
        self._handle: QObject | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)
        self._focus_changed(None, QApplication.focusWidget())

    def watch_window(self) -> None:
        """Listen to the native window for the kind of input: a press puts the ring away, a key brings it back."""
        handle = _native(self.window())
        if handle is not None and handle is not self._handle and shiboken6.isValid(handle):
            handle.installEventFilter(self)
            self._handle = handle

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow moves of the focused widget and of what it lies in; notice mouse and keyboard."""
        kind = event.type()
        if watched is self._handle:
            if kind in _PRESSES:
                self.window().setAttribute(_KEYBOARD, False)
                self.place()
            elif kind == QEvent.Type.KeyPress and not self.window().testAttribute(_KEYBOARD):
                self.window().setAttribute(_KEYBOARD, True)
                self.place()
        elif kind in _MOVES:
            self.place()
        return False

    def place(self) -> None:
        """Stand around the focused widget, or nowhere."""
        target = self._target
        if target is not None and not shiboken6.isValid(target):
            target = self._target = None
        shown = target is not None and target.isVisible() and self._wanted(target)
        if target is None or not shown:
            self.hide()
            return
        window = self.window()
        corner = target.mapTo(window, QPoint(0, 0))
        outer = QRect(corner, target.size()).adjusted(-_OUT, -_OUT, _OUT, _OUT)
        seen = outer.intersected(self._clip(target))
        if seen.isEmpty():
            self.hide()
            return
        self._outer = outer.translated(-seen.topLeft())
        self.setGeometry(seen)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw yellow next to the control, dark outside it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.RADIUS_CONTROL + 3
        outer = QRectF(self._outer)
        painter.setPen(QPen(theme.colour("focus_line"), 2))
        painter.drawRoundedRect(outer.adjusted(1, 1, -1, -1), radius, radius)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(outer.adjusted(3, 3, -3, -3), radius - 1.5, radius - 1.5)

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self):
            return
        for widget in filter(shiboken6.isValid, self._watched):
            widget.removeEventFilter(self)
        self._watched = []
        mine = now is not None and now.window() is self.window()
        self._target = now if mine else None
        around: QWidget | None = self._target
        while around is not None and around is not self.window():
            around.installEventFilter(self)
            self._watched.append(around)
            around = around.parentWidget()
        self.watch_window()
        self.place()

    def _wanted(self, target: QWidget) -> bool:
        # A table shows where it stands by its selected row; text fields always show the ring.
        if isinstance(target, QLineEdit | QPlainTextEdit):
            return True
        return self.window().testAttribute(_KEYBOARD)

    def _clip(self, target: QWidget) -> QRect:
        window = self.window()
        clip = window.rect()
        around = target.parentWidget()
        while around is not None and around is not window:
            if isinstance(around, QAbstractScrollArea) and not isinstance(target, QAbstractItemView):
                view = around.viewport()
                clip = clip.intersected(QRect(view.mapTo(window, QPoint(0, 0)), view.size()))
            around = around.parentWidget()
        return clip


def _native(window: QWidget) -> QWindow | None:
    # The stubs promise a handle; a window not shown yet has none.
    return window.windowHandle()
