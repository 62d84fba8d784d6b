"""The four steps of the import beside the title: done, current, to come."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.text import _
from ui import icons, theme

_DISC, _GAP, _LINE = 24, 8, 22


class StepTrail(QWidget):
    """Names of steps in order; shown, not pressed. On a narrow window only the current one has its name."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names, self._current, self._narrow = names, 0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Show which step it is."""
        self._current = current
        number = _("Step {number} of {total}: {name}").format(
            number=current + 1, total=len(self._names), name=self._names[current]
        )
        self.setAccessibleName(number)
        self.setFixedSize(self.sizeHint())
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Drop the names of the other steps."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_step(self._current)

    def sizeHint(self) -> QSize:
        """Return the room of discs, names and lines."""
        width = sum(self._width(place) for place in range(len(self._names)))
        return QSize(round(width) + theme.px(_LINE + _GAP) * (len(self._names) - 1) + 2, theme.px(_DISC) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the steps."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 1.0, self.height() / 2
        for place in range(len(self._names)):
            if place:
                painter.setPen(QPen(theme.colour("line2"), 1))
                painter.drawLine(round(left), round(middle), round(left + theme.px(_LINE)), round(middle))
                left += theme.px(_LINE + _GAP)
            self._draw(painter, place, left)
            left += self._width(place)

    def _draw(self, painter: QPainter, place: int, left: float) -> None:
        side = theme.px(_DISC)
        disc = QRectF(left, (self.height() - side) / 2, side, side)
        here, done = place == self._current, place < self._current
        painter.setPen(Qt.PenStyle.NoPen if here or done else QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("accent" if here else "ok_soft" if done else "surface"))
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        if done:
            icons.paint(painter, "check", disc.adjusted(6, 6, -6, -6), theme.colour("ok"))
        else:
            painter.setFont(theme.font("caption", bold=True))
            painter.setPen(theme.colour("on_accent" if here else "ink2"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        if self._named(place):
            painter.setFont(theme.font("body", bold=here))
            painter.setPen(theme.colour("ink" if here else "ink2"))
            words = QRectF(disc.right() + theme.px(_GAP), 0, self._width(place), self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._names[place])

    def _named(self, place: int) -> bool:
        return not self._narrow or place == self._current

    def _width(self, place: int) -> float:
        width = float(theme.px(_DISC + _GAP))
        if self._named(place):
            metrics = QFontMetricsF(theme.font("body", bold=True))
            width += metrics.horizontalAdvance(self._names[place]) + theme.px(_GAP)
        return width
