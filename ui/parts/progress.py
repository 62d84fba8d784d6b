"""Progress with counts and a way to stop; nothing at all for what takes under 0.3 s."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.labels import label

_PATIENCE_MS = 300


class Bar(QWidget):
    """A bar alone; *parts* are (share 0..1, colour token) from the left."""

    def __init__(self, height: int = 8) -> None:
        super().__init__()
        self._parts: tuple[tuple[float, str], ...] = ()
        self.setFixedHeight(theme.px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, *parts: tuple[float, str]) -> None:
        """Show the shares."""
        self._parts = parts
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_bar(painter, QRectF(self.rect()), self._parts)


def draw_bar(painter: QPainter, place: QRectF, parts: tuple[tuple[float, str], ...]) -> None:
    """Draw shares (0..1, colour token) side by side, with a 2 px gap between several."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("neutral_soft"))
    radius = min(4.0, place.height() / 2)
    painter.drawRoundedRect(place, radius, radius)
    left = place.left()
    for share, token in parts:
        width = max(place.width() * min(share, 1.0), place.height() if share > 0 else 0)
        painter.setBrush(theme.colour(token))
        gap = 2 if len(parts) > 1 else 0
        painter.drawRoundedRect(QRectF(left, place.top(), max(0.0, width - gap), place.height()), radius, radius)
        left += width
    painter.restore()


class ProgressLine(QWidget):
    """「権限一覧を照合しています　1,240 / 3,000行」 over a bar, with 中止; hidden for the first 0.3 s.

    *counted* is a sentence with {done} and {total}. ``stop_asked`` when the person asks to stop.
    """

    stop_asked = Signal()

    def __init__(self, counted: str, *, stoppable: bool = True) -> None:
        super().__init__()
        self._counted = counted
        self._words = label("")
        self._bar = Bar()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._words)
        row.addStretch(1)
        self.stop_button = buttons.quiet(_("Stop"), self.stop_asked.emit)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(row)
        column.addWidget(self._bar)
        self.stop_button.setVisible(stoppable)  # not before: alone it would be a window of its own
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.setVisible(True))
        self.setVisible(False)

    def begin(self) -> None:
        """Start waiting; the line appears if it takes longer than a blink."""
        self.stop_button.setEnabled(True)
        self._patience.start()

    def say(self, counted: str) -> None:
        """Count in another sentence from now on."""
        self._counted = counted

    def show_progress(self, done: int, total: int) -> None:
        """Show the counts."""
        self._words.setText(self._counted.format(done=f"{done:,}", total=f"{total:,}"))
        self._bar.show_parts((done / total if total else 0.0, "accent"))
        self.setAccessibleName(self._words.text())

    def end(self) -> None:
        """Take the line away."""
        self._patience.stop()
        self.setVisible(False)
