"""One step for the transferee: heading, deadline, lead, items; and the bar under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.items import ItemList, ItemState
from ui.parts import buttons
from ui.parts.banners import BannerArea
from ui.parts.labels import aside, label, paragraph, symbol


@dataclass(frozen=True, slots=True)
class StepView:
    """What a step's page shows. *left*: how many items of the step are open, in words; *next_word*: the primary."""

    heading: str
    lead: str
    deadline: str
    items: tuple[ItemState, ...]
    troubles: dict[str, str]
    left: str
    next_word: str
    first: bool


class StepsPage(QWidget):
    """The page of every step but the last; ``next_open_asked(±1)`` for F8."""

    next_open_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.items = ItemList(big=True)
        self.banners = BannerArea()
        self._title = paragraph("", "title", leading=1.3)
        self._deadline = label("", "body", "ink2")
        self._lead = paragraph("", "body", "ink2", leading=1.4)
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addWidget(self._title, 1)
        line.addWidget(self._deadline, 0, Qt.AlignmentFlag.AlignVCenter)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, theme.px(8))
        column.setSpacing(theme.px(8))
        column.addWidget(self.banners)
        column.addLayout(line)
        column.addWidget(self._lead)
        self.items.put_on_top(head)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.items)

    def show_state(self, view: StepView) -> None:
        """Show the step; focus, scrolling and what is being typed stay."""
        self._title.setText(view.heading)
        self._lead.setText(view.lead)
        self._deadline.setText(view.deadline)
        self.items.show_items(view.items, view.troubles)

    def next_open(self, step: int) -> None:
        """Pass F8 on."""
        self.next_open_asked.emit(step)


class StepsBar(QWidget):
    """前の手順 … 保存しました, what is left, the primary. ``before_asked``, ``next_asked``."""

    before_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.before = buttons.secondary(_("Previous step"), self.before_asked.emit, big=True)
        self._check = symbol("check", "ink2", 16)
        self.saved, self.left = label("", "body", "ink2"), aside(tone="")
        self.primary = buttons.primary("", self.next_asked.emit, big=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self._check)
        row.addWidget(self.saved)
        row.addSpacing(theme.px(20))
        row.addWidget(self.left, 100)
        row.addSpacing(theme.px(12))
        row.addWidget(self.primary)
        self._check.hide()

    def show_state(self, view: StepView) -> None:
        """Show what is left and what the primary does."""
        self.left.setText(view.left)
        self.primary.relabel(view.next_word)
        self.before.setVisible(not view.first)

    def show_saved(self, words: str) -> None:
        """Say when something was saved last; quietly."""
        self.saved.setText(words)
        self._check.setVisible(bool(words))
