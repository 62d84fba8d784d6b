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

_GRAVE = frozenset(
    {
        AlarmKind.COPIED,
        AlarmKind.LEFT_OUT,
        AlarmKind.NOT_COUNTED,
        AlarmKind.FORK,
        AlarmKind.SHARE_ROLLED_BACK,
        AlarmKind.SHARE_SET_BACK,
    }
)


class AlarmCards(QWidget):
    """The alarms of the moment; *look* looks through the share again, *load* reads everything anew.

    *show_request* goes to the card of a PC that asks to be let in.
    """

    def __init__(
        self,
        section: Section,
        look: Callable[[], Any],
        load: Callable[[], Any],
        show_request: Callable[[str], Any] = lambda _request: None,
    ) -> None:
        super().__init__()
        self._section, self._look, self._load, self._show_request = section, look, load, show_request
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
                self.note(card)
            case Way.LET_IN:
                letter = card.alarm.about.partition(" ")[0]
                self._section.ask(acts.request_of, letter, then=lambda request: self._let_in(card, request))
            case Way.RENEW | Way.ASK:
                self._section.ask(acts.renew, then=lambda done: self._renewed(card, done))

    def note(self, card: AlarmCard) -> None:
        """Take note of an alarm."""
        self._section.ask(acts.note_alarm, card.alarm, then=lambda _nothing: self._load())

    def _let_in(self, card: AlarmCard, request: str) -> None:
        if request:
            self._show_request(request)
            return
        card.say_not_asked_yet()
        self._look()

    def answer(self, card: AlarmCard, answer: str) -> None:
        """Go on under the new id with the digits that were read back."""
        self._section.ask(
            acts.finish_renewal, answer, then=lambda done: self._renewed(card, done), failed=card.show_trouble
        )

    def _renewed(self, card: AlarmCard, done: Renewal) -> None:
        if done.code:
            card.show_code(done.code, answered=done.answered)
            if not done.answered:
                self._look()  # it may have been let in meanwhile
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
        self.leave = buttons.secondary(_("Leave it"), lambda: cards.note(self))
        self.leave.setAccessibleDescription(words.event)
        self.leave.setVisible(alarm.way is Way.LET_IN)
        ways = QVBoxLayout()
        ways.setSpacing(theme.px(8))
        ways.addWidget(self.button)
        ways.addWidget(self.leave)
        head.addLayout(ways)
        head.setAlignment(ways, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.setAccessibleName(f"{words.event}{words.meaning}")
        self.code = label("", "figure")
        self.answer = EmployeeNoField(width=160, limit=12)
        self.row = FormRow(_("The six digits read back"), self.answer, mark="required")
        self.go_on = buttons.secondary(_("Go on"), self._answered)
        self.told = paragraph("", leading=1.35)
        for widget in (self.told, self.code, self.row, self.go_on):
            self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            widget.hide()

    def show_code(self, code: str, *, answered: bool) -> None:
        """Show the number to be read out, and ask for what is read back where anything is."""
        self.told.setText(
            _("Read this number to the person at the first PC of the workplace.")
            if answered
            else _(
                "Read this number to a member at a PC that lets others in. Once they have let this PC in, it goes on "
                "by itself with the next connection."
            )
        )
        self.code.setText(code)
        self.code.setAccessibleName(_("Number {code}").format(code=code))
        self.button.hide()
        self.told.show()
        self.code.show()
        self.row.setVisible(answered)
        self.go_on.setVisible(answered)

    def say_not_asked_yet(self) -> None:
        """Say what has to happen on the other PC first."""
        self.told.setText(
            _(
                "That PC has not asked yet. Have “Ask to be let in again” pressed there: its request then stands "
                "below, on every PC that lets others in."
            )
        )
        self.told.show()

    def show_trouble(self, error: SekishoError) -> None:
        """Say under the field why it does not go on."""
        self.row.show_error(sentence(error))

    def _answered(self) -> None:
        if not self.answer.value():
            self.row.show_error(_("This is needed."))
            return
        self.row.show_error("")
        self._cards.answer(self, self.answer.value())
