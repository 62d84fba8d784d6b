"""How a screen for files looks: what happens on top, then where to drop them, or a card for each of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.parts.cards import EmptyState, Page

_WIDEST = 860


def lay_out(screen: QWidget, top: Sequence[QWidget], empty: EmptyState, page: Page) -> QVBoxLayout:
    """Put *top* over *empty* and *page*, which begins hidden; returns the column that takes the page's cards."""
    holder = QWidget()
    holder.setMaximumWidth(theme.px(_WIDEST))
    cards = QVBoxLayout(holder)
    cards.setContentsMargins(0, 0, 0, 0)
    cards.setSpacing(theme.px(12))
    page.body.addWidget(holder)
    page.body.addStretch(1)
    page.hide()
    above = QVBoxLayout()
    above.setContentsMargins(theme.px(theme.PAGE), theme.px(8), theme.px(theme.PAGE), 0)
    for widget in top:
        above.addWidget(widget)
    column = QVBoxLayout(screen)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(above)
    column.addWidget(empty, 1)
    column.addWidget(page, 1)
    return cards
