"""Words on the window: a label with a role and a tone, a wrapping paragraph, a heading, a symbol."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui import icons, theme
from ui.parts.wrapping import draw_wrapped, wrapped_height

_BOX = 1.2


def label(text: str, role: str = "", tone: str = "", *, bold: bool | None = None) -> QLabel:
    """Return one line of words; *role* is a font role (empty: the parent's font), *tone* a colour token."""
    made = OneLine(text)
    dress(made, role, tone, bold=bold)
    return made


def paragraph(
    text: str, role: str = "", tone: str = "", *, bold: bool | None = None, leading: float = 1.5
) -> Paragraph:
    """Return words that wrap, at 150 % line height, and take the height they need."""
    made = Paragraph(text, leading=leading)
    dress(made, role, tone, bold=bold)
    return made


def aside(text: str = "", role: str = "", tone: str = "ink2", *, bold: bool | None = None) -> Paragraph:
    """Return words that lead up to a button at their right, as the reasons in an action bar do; they wrap, too."""
    made = paragraph(text, role, tone, bold=bold, leading=1.2)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def symbol(name: str, tone: str = "ink2", size: int = 20) -> Symbol:
    """Return a drawn symbol; it is decoration, so give what it says in words beside it."""
    return Symbol(name, tone, size)


def hairline() -> QFrame:
    """Return a decorative line across."""
    made = QFrame()
    made.setObjectName("hairline")
    return made


def dress(widget: QWidget, role: str, tone: str, *, bold: bool | None = None) -> None:
    """Give *widget* the font of *role* and the colour of *tone*."""
    if role:
        widget.setFont(theme.font(role, bold=bold))
    elif bold:
        theme.bolder(widget)
    if tone:
        widget.setProperty("tone", tone)


class OneLine(QLabel):
    """A label whose line box is fixed, so a fallback glyph (𠮷) makes it no taller than its neighbours."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the natural width and the fixed line height."""
        return QSize(super().sizeHint().width(), self._line())

    def minimumSizeHint(self) -> QSize:
        """Return the natural width: words are not cut."""
        return QSize(super().minimumSizeHint().width(), self._line())

    def _line(self) -> int:
        # The first family's own height: QFontMetrics never looks at fallback fonts. A little more: it is that of
        # Japanese letters, below which p and g reach.
        margins = self.contentsMargins()
        return round(QFontMetricsF(self.font()).height() * _BOX) + margins.top() + margins.bottom()


class Paragraph(QLabel):
    """Wrapping words: breaks at word boundaries or, when one word is wider than the line, anywhere."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, leading: float = 1.5) -> None:
        super().__init__(text, parent)
        self._leading = leading
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the words need at *width*; layouts ask for the same one again and again."""
        if width not in self._heights:
            self._heights[width] = math.ceil(wrapped_height(self.text(), self.font(), width, self._leading))
        return self._heights[width]

    def setText(self, text: str) -> None:
        """Show other words."""
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        if event.type() == QEvent.Type.FontChange:
            self._heights.clear()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Return at most forty characters across, as running text is read."""
        metrics = QFontMetricsF(self.font())
        width = min(math.ceil(metrics.horizontalAdvance(self.text())) + 1, round(metrics.height() * 40))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return one word's room; the layout asks heightForWidth for the rest."""
        metrics = QFontMetricsF(self.font())
        width = min(theme.px(80), math.ceil(metrics.horizontalAdvance(self.text())) + 1)
        return QSize(width, math.ceil(metrics.height() * self._leading))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines with the same layout that gave the height."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        place, align = QRectF(self.rect()), self.alignment()
        spare = self.height() - wrapped_height(self.text(), self.font(), self.width(), self._leading)
        if align & Qt.AlignmentFlag.AlignVCenter and spare > 0:
            place.adjust(0, spare / 2, 0, 0)
        draw_wrapped(painter, self.text(), place, leading=self._leading, align=align)


class Symbol(QWidget):
    """A drawn symbol in the colour of a token; ``accent`` is the deep green in hand-over mode."""

    def __init__(self, name: str, tone: str, size: int) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        side = theme.px(size)
        self.setFixedSize(side, side)

    def show_symbol(self, name: str, tone: str) -> None:
        """Show another symbol."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        tone = "hand" if self._tone == "accent" and theme.in_hand(self) else self._tone
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.paint(painter, self._name, QRectF(self.rect()), theme.colour(tone))
