"""What stands against the share folder or a PC on it: one card an alarm, with its one way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.alarms import Alarm, AlarmKind, Way
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.sentences.alarms import alarm_words
from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import EmployeeNoField
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph, symbol
from ui.settings import acts

if TYPE_CHECKING:
    from desktop_app.usecases.retiring import Renewal
    from ui.settings.section import Section

_GRAVE = frozenset({AlarmKind.COPIED, AlarmKind.FORK, AlarmKind.SHARE_ROLLED_BACK, AlarmKind.SHARE_SET_BACK})


class AlarmCards(QWidget):
    """The alarms of the moment; *look* looks through the share again, *load* reads everything anew."""

    def __init__(self, section: Section, look: Callable[[], Any], load: Callable[[], Any]) -> None:
        super().__init__()
        self._section, self._look, self._load = section, look, load
        self._shown: tuple[Alarm, ...] = ()
        self.cards: list[AlarmCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self.hide()

    def show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        """Show them, the most serious first; nothing is built again while they stay the same."""
        if alarms == self._shown:
            return
        self._shown = alarms
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [AlarmCard(alarm, self) for alarm in alarms]
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(alarms))

    def act(self, card: AlarmCard) -> None:
        """Go an alarm's way out."""
        match card.alarm.way:
            case Way.LOOK:
                self._look()
            case Way.NOTE:
                self._section.ask(acts.note_alarm, card.alarm, then=lambda _nothing: self._load())
            case Way.RENEW:
                self._section.ask(acts.renew, then=lambda done: self._renewed(card, done))

    def answer(self, card: AlarmCard, answer: str) -> None:
        """Go on under the new id with the digits that were read back."""
        self._section.ask(
            acts.finish_renewal, answer, then=lambda done: self._renewed(card, done), failed=card.show_trouble
        )

    def _renewed(self, card: AlarmCard, done: Renewal) -> None:
        if done.code:
            card.show_code(done.code)
            return
        self._section.changed(_("Registered anew"))
        self._look()
        self._load()


class AlarmCard(Card):
    """One alarm."""

    def __init__(self, alarm: Alarm, cards: AlarmCards) -> None:
        super().__init__()
        self.alarm, self._cards = alarm, cards
        words = alarm_words(alarm)
        grave = alarm.kind in _GRAVE
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(
            symbol("octagon" if grave else "triangle", "bad" if grave else "warn", 20), 0, Qt.AlignmentFlag.AlignTop
        )
        said = QVBoxLayout()
        said.setSpacing(theme.px(2))
        said.addWidget(paragraph(words.event, bold=True, leading=1.3))
        said.addWidget(paragraph(words.meaning, leading=1.35))
        head.addLayout(said, 1)
        self.button = buttons.secondary(words.act, lambda: cards.act(self))
        self.button.setAccessibleDescription(words.event)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.setAccessibleName(f"{words.event}{words.meaning}")
        self.code = label("", "figure")
        self.answer = EmployeeNoField(width=160, limit=12)
        self.row = FormRow(_("The six digits read back"), self.answer, mark="required")
        self.go_on = buttons.secondary(_("Go on"), self._answered)
        self._waiting: tuple[QWidget, ...] = (
            paragraph(_("Read this number to the person at the first PC of the workplace."), leading=1.35),
            self.code,
            self.row,
            self.go_on,
        )
        for widget in self._waiting:
            self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            widget.hide()

    def show_code(self, code: str) -> None:
        """Show the number to be read to the first PC, and ask for what is read back."""
        self.code.setText(code)
        self.code.setAccessibleName(_("Number {code}").format(code=code))
        self.button.hide()
        for widget in self._waiting:
            widget.show()

    def show_trouble(self, error: SekishoError) -> None:
        """Say under the field why it does not go on."""
        self.row.show_error(sentence(error))

    def _answered(self) -> None:
        if not self.answer.value():
            self.row.show_error(_("This is needed."))
            return
        self.row.show_error("")
        self._cards.answer(self, self.answer.value())
