"""The head of a table: bold captions, and a chevron drawn where the table is sorted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import icons, theme


class TableHead(QHeaderView):
    """The head: bold captions, and a chevron drawn where the table is sorted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(theme.px(theme.TABLE_HEAD))
        self.setFont(theme.font("caption", bold=True))
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the head and the chevron of the sorted column."""
        super().paintEvent(event)
        place = self.sortIndicatorSection()
        if not self.isSortIndicatorShown() or not 0 <= place < self.count() or self.isSectionHidden(place):
            return
        painter = QPainter(self.viewport())
        side = theme.px(12)
        right = self.sectionViewportPosition(place) + self.sectionSize(place)
        box = QRectF(right - side - 5, (self.height() - side) / 2, side, side)
        name = "chevron-down" if self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder else "chevron-up"
        icons.paint(painter, name, box, theme.colour("ink2"))
