"""The lines of a list at a page's left: one of them is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import theme


class ListEntry(QAbstractButton):
    """One line of the list; the chosen one is soft blue with an edge."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a row of 38."""
        return QSize(theme.px(140), theme.px(38))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, edge and word."""
        painter = QPainter(self)
        place = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.fillRect(place, theme.colour("accent_soft" if self.isChecked() else "sunk"))
        if self.isChecked():
            painter.fillRect(QRectF(0, 0, theme.px(4), place.height()), theme.colour("accent"))
        painter.setFont(theme.font("body", bold=self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "ink"))
        words = place.adjusted(theme.px(20), 0, -theme.px(4), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())
