"""The guide box of the item in hand: 手引き, 証跡, why 該当なし cannot be chosen, and the way to add evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from desktop_app.domain.programme import NotApplicable
from desktop_app.text import _, language
from ui import theme
from ui.items import words
from ui.items.model import ItemState
from ui.parts import buttons
from ui.parts.labels import Paragraph, label, symbol


class HelpBox(QFrame):
    """Says what an item means; *on_attach* is the button 証跡を追加 where files make sense."""

    def __init__(self, state: ItemState, on_attach: Callable[[], Any], *, big: bool) -> None:
        super().__init__()
        self.setObjectName("note")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in ((16, 10, 12, 10) if big else (14, 10, 12, 10))))
        row.setSpacing(theme.px(10))
        row.addWidget(symbol("info", "hand" if big else "accent", 20 if big else 18), 0, Qt.AlignmentFlag.AlignTop)
        lines = QGridLayout()
        lines.setHorizontalSpacing(theme.px(8))
        lines.setVerticalSpacing(theme.px(4))
        lines.setColumnStretch(1, 1)
        for place, (head, sentence) in enumerate(help_lines(state, big=big)):
            _add_line(lines, place, head, sentence)
        row.addLayout(lines, 1)
        self.attach: QWidget | None = None
        if state.takes_files and state.editable:
            self.attach = buttons.secondary(_("Add evidence"), on_attach, icon="attach", big=big)
            row.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignTop)


def help_lines(state: ItemState, *, big: bool) -> tuple[tuple[str, str], ...]:
    """Return heads and sentences; the transferee's guide needs no head."""
    item = state.item
    lines = [("" if big else _("Guide"), item.help[language()])]
    if state.editable and item.not_applicable is NotApplicable.NEVER:
        lines.append((_("Not applicable"), _("It cannot be chosen for this item. Choose “Done” or “Not done”.")))
    evidence = words.evidence_words(item)
    if evidence:
        lines.append((_("Evidence"), evidence))
    return tuple(line for line in lines if line[1])


def _add_line(lines: QGridLayout, place: int, head: str, sentence: str) -> None:
    said = Paragraph(sentence)
    if not head:
        lines.addWidget(said, place, 0, 1, 2)
        return
    name = label(head, bold=True)
    # On the base line of the first line beside it, whose line height is larger.
    name.setContentsMargins(0, theme.px(3), 0, 0)
    lines.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
    lines.addWidget(said, place, 1)
