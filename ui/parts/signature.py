"""The frame in which a name is signed: mouse, finger or pen; strokes come out in millimetres (x, y, pressure, ms)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.text import _, ngettext
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float, float, int]
Stroke = tuple[Point, ...]

# Logical pixels are 1/96 inch by definition; the paper scales the whole signature into its box anyway.
_MM_PER_PX = 25.4 / 96
_PLAIN_PRESSURE = 0.5


class SignaturePad(QWidget):
    """Takes handwriting. ``changed(count)`` after each stroke, undo and clear; the keyboard way is signing on paper."""

    changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[Point]] = []
        self._drawing = False
        self._by_pen = False
        self._clock = QElapsedTimer()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._speak()

    def strokes(self) -> tuple[Stroke, ...]:
        """Return the strokes: (x mm, y mm, pressure 0..1, ms since the first touch) from the pad's top left."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def size_mm(self) -> tuple[float, float]:
        """Return width and height of the pad in millimetres."""
        scale = _MM_PER_PX / theme.text_scale()
        return (self.width() * scale, self.height() * scale)

    def show_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show strokes taken earlier."""
        self._strokes = [list(stroke) for stroke in strokes]
        self._told()

    def undo(self) -> None:
        """Take the last stroke back (1画もどす)."""
        if self._strokes:
            self._strokes.pop()
            self._told()

    def clear(self) -> None:
        """Take all strokes back (すべて消す)."""
        if self._strokes:
            self._strokes = []
            self._told()

    def sizeHint(self) -> QSize:
        """Return the frame's size."""
        return QSize(theme.px(392), theme.px(188))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest frame a name fits in."""
        return QSize(theme.px(240), theme.px(120))

    def event(self, event: QEvent) -> bool:
        """Take fingers before they turn into mouse events."""
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Take a pen with its pressure."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._by_pen = True
            self._begin(event.position(), event.pressure())
        elif kind == QEvent.Type.TabletMove and self._drawing:
            self._go(event.position(), event.pressure())
        elif kind == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke with the mouse."""
        # Qt makes mouse events of pen and finger events nobody accepted; those are strokes already.
        if event.button() == Qt.MouseButton.LeftButton and not self._drawing:
            self._begin(event.position(), _PLAIN_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._drawing:
            self._go(event.position(), _PLAIN_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if event.button() == Qt.MouseButton.LeftButton and self._drawing:
            self._end()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, base line and ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 2))
        painter.setBrush(theme.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS_CARD, theme.RADIUS_CARD)
        base = self.height() * 0.79
        painter.setPen(QPen(theme.colour("line"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(self.width() * 0.06, base), QPointF(self.width() * 0.94, base))
        scale = theme.text_scale() / _MM_PER_PX
        for stroke in self._strokes:
            _draw_stroke(painter, stroke, scale)

    def _touch(self, event: QTouchEvent) -> bool:
        points = event.points()
        if points:
            first = points[0]
            kind = event.type()
            if kind == QEvent.Type.TouchBegin:
                self._begin(first.position(), first.pressure() or _PLAIN_PRESSURE)
            elif kind == QEvent.Type.TouchUpdate and self._drawing:
                self._go(first.position(), first.pressure() or _PLAIN_PRESSURE)
            elif kind in {QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}:
                self._end()
        event.accept()
        return True

    def _begin(self, place: QPointF, pressure: float) -> None:
        if not self._strokes or not self._clock.isValid():
            self._clock.start()
        self._drawing = True
        self._strokes.append([self._point(place, pressure)])
        self.update()

    def _go(self, place: QPointF, pressure: float) -> None:
        inside = QPointF(min(max(place.x(), 0), self.width()), min(max(place.y(), 0), self.height()))
        point = self._point(inside, pressure)
        if point[:2] != self._strokes[-1][-1][:2]:
            self._strokes[-1].append(point)
            self.update()

    def _end(self) -> None:
        self._drawing = self._by_pen = False
        self._told()

    def _point(self, place: QPointF, pressure: float) -> Point:
        scale = _MM_PER_PX / theme.text_scale()
        return (round(place.x() * scale, 2), round(place.y() * scale, 2), round(pressure, 3), self._clock.elapsed())

    def _told(self) -> None:
        self._speak()
        self.update()
        self.changed.emit(len(self._strokes))

    def _speak(self) -> None:
        count = len(self._strokes)
        self.setAccessibleName(_("Signature frame"))
        spoken = (
            ngettext("{count} stroke", "{count} strokes", count).format(count=count)
            if count
            else _("Nothing is signed yet")
        )
        self.setAccessibleDescription(spoken)


def _draw_stroke(painter: QPainter, stroke: Sequence[Point], scale: float) -> None:
    ink = theme.colour("pen")
    pen = QPen(ink, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if len(stroke) == 1:
        painter.setPen(pen)
        painter.drawPoint(QPointF(stroke[0][0] * scale, stroke[0][1] * scale))
        return
    for before, after in pairwise(stroke):
        pen.setWidthF((1.2 + 2.8 * (before[2] + after[2]) / 2) * theme.text_scale())
        painter.setPen(pen)
        painter.drawLine(QPointF(before[0] * scale, before[1] * scale), QPointF(after[0] * scale, after[1] * scale))
