"""Fields or panes side by side while there is room, one below the other when there is not (UI notes §6: 200 %)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import theme


class Reflow(QWidget):
    """A grid of *widgets* with as many columns (at most *columns*) as *least* px each allow.

    *stretch*: how the columns share the width while there is more than one; empty: the last spare width stays free.
    """

    def __init__(
        self,
        widgets: Sequence[QWidget],
        *,
        columns: int = 2,
        least: int = 320,
        stretch: Sequence[int] = (),
        gap: tuple[int, int] = (28, 12),
    ) -> None:
        super().__init__()
        self._widgets, self._most, self._least = tuple(widgets), columns, theme.px(least)
        self._stretch, self._now = tuple(stretch), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(gap[0]))
        self._grid.setVerticalSpacing(theme.px(gap[1]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lay(columns)

    def columns(self) -> int:
        """Return how many columns stand side by side now."""
        return self._now

    def minimumSizeHint(self) -> QSize:
        """Return one column's width: the page may be that narrow."""
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets), default=0)
        return QSize(min(widest, self._least), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again when another number of columns fits."""
        super().resizeEvent(event)
        gap = self._grid.horizontalSpacing()
        fitting = (event.size().width() + gap) // (self._least + gap)
        self._lay(min(max(fitting, 1), self._most))

    def _lay(self, columns: int) -> None:
        if columns == self._now:
            return
        self._now = columns
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        for place, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        # An unused column with a stretch would still take its share.
        for column in range(self._most + 1):
            side_by_side = columns > 1 and column < len(self._stretch)
            self._grid.setColumnStretch(column, self._stretch[column] if side_by_side else 0)
        if not self._stretch or columns == 1:
            self._grid.setColumnStretch(columns, 1 if not self._stretch else 0)
