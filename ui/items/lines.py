"""The heading over the lines of one item: the item's own words, how many lines are answered, and the way to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.lines import LineItem
from desktop_app.domain.programme import Item
from desktop_app.text import _, language
from ui import theme
from ui.items.model import ItemState
from ui.parts.buttons import Link
from ui.parts.labels import label, paragraph

LINES = "lines"
"""The act that chooses the lines."""


class LinesHeading(QWidget):
    """Stands over its lines, with the room the cards have at their sides."""

    def __init__(self, item: Item, choose: Callable[[], Any]) -> None:
        super().__init__()
        self._item = item
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(paragraph(f"{item.id}　{item.text[language()]}", "", bold=True, leading=1.35), 1)
        self._count = label("", "body", "ink2")
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        self.choose = Link(_("Choose again"), choose, role="caption")
        self.choose.setAccessibleName(f"{item.id}　{_('Choose again')}")
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_lines(self, states: Sequence[ItemState]) -> None:
        """Count the lines that are answered; they can be chosen anew while they can be answered."""
        lines = [state for state in states if isinstance(state.item, LineItem) and state.item.part_of == self._item]
        self._count.setText(f"{sum(state.finished for state in lines)}/{len(lines)}")
        self.choose.setVisible(any(state.editable for state in lines))
