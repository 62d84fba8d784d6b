"""履歴 in the place of the items: one row a fact, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.case.history import HistoryLine
from ui.parts.cards import Card, Page
from ui.parts.labels import paragraph

# Puts 12 px letters on the base line of the 14 px sentence beside them, whose lines are 135 % high.
_SMALL_LEADING = 1.7


class HistoryPage(Page):
    """A scrolling list of what happened."""

    def __init__(self) -> None:
        super().__init__(padding=0)
        # Without a field to stand on, the arrows scroll.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._card: QWidget | None = None
        self.body.setContentsMargins(0, 0, theme.px(8), theme.px(16))
        self.body.addStretch(1)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Show a history."""
        if self._card is not None:
            self.body.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(2, 1)
        for place, line in enumerate(lines):
            when = paragraph(line.when, "caption", "ink2", leading=_SMALL_LEADING)
            when.setFixedWidth(when.sizeHint().width())
            who = paragraph(line.who, "caption", "ink2", leading=_SMALL_LEADING)
            who.setFixedWidth(theme.px(120))
            what = paragraph(line.what, leading=1.35)
            what.setAccessibleName(f"{line.when}　{line.who}　{line.what}")
            for column, cell in enumerate((when, who, what)):
                grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        self.body.insertWidget(0, card)
        self._card = card
        self.verticalScrollBar().setValue(0)
