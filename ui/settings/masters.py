"""台帳 within 設定: which masters there are, how many entries each has, and the way to each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.text import _, language, ngettext
from desktop_app.usecases.masters import kinds
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.labels import label, paragraph
from ui.settings.section import Section, empty, line

if TYPE_CHECKING:
    from desktop_app.app import App


class MastersSection(Section):
    """A card a kind; each opens the window of the masters there."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Masters"), desk, navigator)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(theme.px(12))
        self.body.addLayout(self.cards)
        self.rolls = buttons.secondary(_("Lists that were taken in"), self.open_rolls)
        self.body.addWidget(self.rolls, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def load(self) -> None:
        """Read how many entries there are."""
        self.ask(_counts, then=self.show_counts)

    def open_rolls(self) -> None:
        """Go to the lists that were taken in."""
        self.navigator.show_rolls()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show a card a kind."""
        empty(self.cards)
        for kind in kinds():
            card = Card(padding=16)
            count = counts.get(kind.id, 0)
            told = ngettext("{count} entry", "{count} entries", count).format(count=f"{count:,}")
            way = buttons.secondary(_("Open"), partial(self.navigator.show_masters, kind.id), small=True)
            way.setAccessibleName(f"{kind.title[language()]}　{_('Open')}")
            head = line(label(kind.title[language()], bold=True), label(told, "caption", "ink2"))
            card.body.addWidget(head)
            card.body.addWidget(paragraph(kind.lead[language()], "caption", "ink2", leading=1.35))
            card.body.addWidget(way, 0, Qt.AlignmentFlag.AlignRight)
            self.cards.addWidget(card)


def _counts(app: App) -> dict[str, int]:
    return {kind: len(entries) for kind, entries in app.workplace.masters.by_kind.items()}
