"""Steps 1 and 4: choosing a file (or dropping one), and what was taken in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.form import Message
from ui.parts.labels import paragraph, symbol


class FilePage(QWidget):
    """Step 1. *on_choose* opens the system's file chooser."""

    def __init__(self, on_choose: Callable[[], Any]) -> None:
        super().__init__()
        self.choose = buttons.primary(_("Choose a file"), on_choose, icon="folder")
        self._trouble = Message()
        card = Card(padding=28)
        card.setMaximumWidth(theme.px(680))
        head = paragraph(_("Choose the file of the personnel announcement."), "section")
        card.body.addWidget(head)
        card.body.addWidget(
            paragraph(
                _("CSV and Excel files (.xlsx) can be read. You can also drop the file onto this window."), "", "ink2"
            )
        )
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(8), 0, theme.px(4))
        row.addWidget(self.choose)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self._trouble)
        card.body.addWidget(
            paragraph(_("Nothing is registered before you have looked at the rows."), "caption", "ink2")
        )
        column = QVBoxLayout(self)
        side = theme.px(theme.PAGE)
        column.setContentsMargins(side, theme.px(24), side, side)
        column.addWidget(card)
        column.addStretch(1)

    def show_trouble(self, words: str) -> None:
        """Say why the file cannot be read."""
        self._trouble.show_error(words)
        self._trouble.setAccessibleName(words)

    def trouble(self) -> str:
        """Return what is said."""
        return self._trouble.words.text()


class DonePage(QWidget):
    """Step 4."""

    def __init__(self, on_today: Callable[[], Any], on_more: Callable[[], Any]) -> None:
        super().__init__()
        self.today = buttons.primary(_("Open what to do today"), on_today)
        self.words = paragraph("", "section")
        card = Card(padding=28)
        card.setMaximumWidth(theme.px(680))
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(symbol("check-disc", "ok", 28), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        card.body.addLayout(line)
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(12), 0, 0)
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(buttons.secondary(_("Read another file"), on_more))
        row.addWidget(self.today)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        side = theme.px(theme.PAGE)
        column.setContentsMargins(side, theme.px(24), side, side)
        column.addWidget(card)
        column.addStretch(1)
