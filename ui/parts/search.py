"""The search field: a magnifying glass, a hint that fits, and a short wait before anybody searches."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui import icons, theme
from ui.parts.fields import LineField

_HINT_ENDS = re.compile(r"[,・]|\s*[(（]|$")
_SEARCH_EDGES = 46  # the magnifying glass, the padding and a little air


class SearchField(LineField):
    """Search: ``searched(text)`` 200 ms after the last committed change; Esc empties it."""

    searched = Signal(str)

    def __init__(self, hint: str, *, width: int = 280) -> None:
        super().__init__(hint=hint, name=hint)
        self.setProperty("searching", True)
        self.setToolTip(hint)
        self._hints = tuple(hint[: cut.start()] for cut in _HINT_ENDS.finditer(hint))
        self.setMaximumWidth(theme.px(width))
        self.setMinimumWidth(theme.px(min(width, 140)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._wide = theme.px(width)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(200)
        self._wait.timeout.connect(self._tell)
        # textChanged brings committed text only; preedit is not part of text().
        self.textChanged.connect(lambda _text: self._wait.start())

    def sizeHint(self) -> QSize:
        """Return the full width; a narrow page may shrink it."""
        return QSize(self._wide, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the hint's last words where it would be cut; the whole of it is the name and the tool tip."""
        super().resizeEvent(event)
        room = event.size().width() - theme.px(_SEARCH_EDGES)
        wide = self.fontMetrics().horizontalAdvance
        self.setPlaceholderText(next((hint for hint in self._hints[::-1] if wide(hint) <= room), self._hints[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Esc before Esc means back."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its magnifying glass."""
        super().paintEvent(event)
        side = theme.px(16)
        place = QRectF(theme.px(9), (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "search", place, theme.colour("ink2"))

    def _tell(self) -> None:
        self.searched.emit(self.value())
