"""Text that wraps at a word boundary or anywhere: one layout gives both the height and the drawing (UI notes §10)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def line_height(font: QFont, leading: float = 1.0) -> float:
    """Return the height of one line of *font*, whatever fallback glyphs stand in it."""
    return QFontMetricsF(font).height() * leading


def wrapped_height(text: str, font: QFont, width: float, leading: float = 1.0) -> float:
    """Return the height *text* needs at *width*."""
    return sum(1 for _ in _lines(text, font, width)) * line_height(font, leading)


def wrapped_lines(text: str, font: QFont, width: float) -> int:
    """Return the number of lines *text* needs at *width*."""
    return len(_lines(text, font, width))


def natural_height(text: str, font: QFont) -> float:
    """Return the height Qt itself gives one line of *text*, fallback glyphs included."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.height() if line.isValid() else 0.0


def draw_wrapped(
    painter: QPainter,
    text: str,
    place: QRectF,
    *,
    leading: float = 1.0,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Draw *text* in the painter's font and pen into *place*; return the height used."""
    metrics = QFontMetricsF(painter.font())
    lines = measured_lines(text, painter.font(), place.width())
    return draw_lines(painter, lines, place, (metrics.height(), metrics.ascent()), leading=leading, align=align)


def measured_lines(text: str, font: QFont, width: float) -> tuple[tuple[str, float], ...]:
    """Return the lines *text* breaks into at *width*, each with its own width."""
    metrics = QFontMetricsF(font)
    return tuple((line, metrics.horizontalAdvance(line)) for line in _lines(text, font, width))


def draw_lines(
    painter: QPainter,
    lines: tuple[tuple[str, float], ...],
    place: QRectF,
    metrics: tuple[float, float],
    *,
    leading: float = 1.0,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Draw *lines* (from measured_lines) in the painter's font, of height and ascent *metrics*; return the height."""
    height, ascent = metrics
    step = height * leading
    rise = (step - height) / 2 + ascent
    top = place.top()
    for line, taken in lines:
        room = place.width() - taken
        shift = (
            room if align & Qt.AlignmentFlag.AlignRight else room / 2 if align & Qt.AlignmentFlag.AlignHCenter else 0
        )
        painter.drawText(QPointF(place.left() + max(0.0, shift), top + rise), line)
        top += step
    return top - place.top()


def _lines(text: str, font: QFont, width: float) -> list[str]:
    return [line for part in text.split("\n") for line in _wrapped(part, font, width)] if text else []


def _wrapped(text: str, font: QFont, width: float) -> list[str]:
    # Most cells fit: asking for the width is far cheaper than laying out.
    if QFontMetricsF(font).horizontalAdvance(text) <= width or width <= 0:
        return [text]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    raw = text.encode("utf-16-le")
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        # Positions count UTF-16 units; a Python string counts characters (𠮷 is two and one).
        start = line.textStart() * 2
        lines.append(raw[start : start + line.textLength() * 2].decode("utf-16-le").rstrip(" "))
    layout.endLayout()
    return lines
