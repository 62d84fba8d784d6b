"""Where an item was answered on another PC too: the answers side by side, and the choice (UI notes §4, Conflict)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from desktop_app.domain.case import ItemAnswer
from desktop_app.domain.clock import office_time
from desktop_app.domain.programme import Item
from desktop_app.labels import answer_label
from desktop_app.text import _
from desktop_app.usecases.drafts import draft_of
from ui import theme
from ui.items import words
from ui.items.work import CaseInHand
from ui.parts import buttons
from ui.parts.labels import aside, paragraph, symbol
from ui.words import day_short


@dataclass(frozen=True, slots=True)
class Rival:
    """One of an item's answers: by what it is chosen, who gave it and when, what it says; ``here``: on this PC."""

    place: str
    who: str
    when: str
    what: str
    here: bool


def rivals_of(hand: CaseInHand, item: Item) -> tuple[Rival, ...]:
    """Return the answers of an item among which somebody has to choose, none for any other."""
    return tuple(_rival(hand, item, answer) for answer in hand.opened.case.rivals.get(item.id, ()))


def question(rivals: Sequence[Rival]) -> str:
    """Return what is said above the answers; it names the other PC's."""
    other = next((rival for rival in reversed(rivals) if not rival.here), rivals[-1])
    asked = _("This item was answered on another PC too ({who}, {when}). Choose the answer to use.")
    return asked.format(who=other.who, when=other.when)


class RivalsBox(QFrame):
    """Shows the answers; *choose* is told the place of the one to use."""

    def __init__(self, item_id: str, rivals: Sequence[Rival], choose: Callable[[str], Any], *, big: bool) -> None:
        super().__init__()
        self.setObjectName("note")
        self.rivals = tuple(rivals)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*(theme.px(side) for side in (14, 10, 12, 10)))
        outer.setSpacing(theme.px(10))
        outer.addWidget(symbol("triangle", "warn", 20 if big else 18), 0, Qt.AlignmentFlag.AlignTop)
        lines = QGridLayout()
        lines.setHorizontalSpacing(theme.px(12))
        lines.setVerticalSpacing(theme.px(8))
        lines.setColumnStretch(0, 1)
        lines.addWidget(paragraph(question(rivals), "", bold=True, leading=1.35), 0, 0, 1, 3)
        self.buttons = []
        for row, rival in enumerate(rivals, start=1):
            button = buttons.secondary(_("Use this one"), partial(choose, rival.place), big=big)
            button.setAccessibleName(f"{item_id}　{_('Use this one')}")
            button.setAccessibleDescription(f"{rival.what}　{rival.who}　{rival.when}")
            lines.addWidget(paragraph(rival.what), row, 0, Qt.AlignmentFlag.AlignVCenter)
            lines.addWidget(aside(f"{rival.who}　{rival.when}", "caption"), row, 1, Qt.AlignmentFlag.AlignVCenter)
            lines.addWidget(button, row, 2, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)
        outer.addLayout(lines, 1)

    def follow(self, before: QWidget) -> None:
        """Come after *before* when the Tab key is pressed."""
        for button in self.buttons:
            QWidget.setTabOrder(before, button)
            before = button


def _rival(hand: CaseInHand, item: Item, answer: ItemAnswer) -> Rival:
    case, fact = hand.opened.case, answer.fact
    told = words.caption(item, draft_of(fact), case, hand.opened.programme)
    by = case.transferee.name if fact.entered_by_transferee else hand.names.get(answer.entered_by, "")
    return Rival(
        place=answer.positions[-1].place,
        who=by,
        when=_moment(hand, answer.entered_at),
        what="　".join(filter(None, (answer_label(fact.answer), told))),
        here=any(position.device_id == hand.device_id for position in answer.positions),
    )


def _moment(hand: CaseInHand, instant: datetime) -> str:
    at = office_time(instant)
    return f"{at:%H:%M}" if at.date() == hand.today else f"{day_short(at.date())} {at:%H:%M}"
