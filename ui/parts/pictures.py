"""A picture of paper as wide as there is room, its height following; white in every scheme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_LEAST = 160


class Picture(QWidget):
    """Shows one picture (JPEG) whole; *name* is what a screen reader says of it."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, jpeg: bytes) -> None:
        """Show another picture; none at all when there are no bytes."""
        self._picture = QPixmap()
        if jpeg:
            self._picture.loadFromData(jpeg)
        if self._picture.isNull():
            self.hide()
        elif self.parentWidget() is not None:  # alone it would become a window
            self.show()
        self.updateGeometry()
        self.update()

    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return self._picture.isNull()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at which nothing is cut or stretched."""
        if self._picture.isNull():
            return 0
        return max(1, round(width * self._picture.height() / self._picture.width()))

    def sizeHint(self) -> QSize:
        """Return the picture's own size, as far as a page has room for it."""
        width = min(self._picture.width(), theme.px(620)) if not self._picture.isNull() else theme.px(_LEAST)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least at which a page is still known for what it is."""
        return QSize(theme.px(_LEAST), self.heightForWidth(theme.px(_LEAST)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it with a hairline around."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(0, 0, self.width(), self.heightForWidth(self.width()))
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
