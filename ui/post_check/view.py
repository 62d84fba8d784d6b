"""発令日後の確認: a card an item with the day, how much was left, and a note when something was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import ImpossibleDate, ReasonMissing, SekishoError, TooEarly
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from ui import theme, words
from ui.days import day_long
from ui.parts import buttons, ime
from ui.parts.badges import Badge, BadgeLook
from ui.parts.cards import Card, Note, Page
from ui.parts.dates import DateField
from ui.parts.fields import NumberField, TextField
from ui.parts.form import FormRow, focus_first_error
from ui.parts.labels import label, paragraph, symbol
from ui.post_check.presenter import GateItem, PostCheckPresenter, PostCheckState
from ui.shell import Screen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator

_LONGEST_NOTE = 500
_WIDEST = 760


class PostCheckScreen(Screen):
    """The second gate of one case."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__()
        self.presenter = PostCheckPresenter(self, desk, navigator, case_id, owner=self)
        self._state: PostCheckState | None = None
        self.cards: dict[str, GateCard] = {}
        self._kana, self._badge = label("", "body", "ink2"), Badge(BadgeLook("", "", "neutral"))
        self.compare = buttons.secondary(
            _("Compare with a list of rights"), navigator.show_access_check, icon="shield", rare=True
        )
        self._why = paragraph("", "body", "ink2")
        page = Page()
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(12))
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        holder.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._why)
        page.body.addWidget(holder)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        desk.changed.connect(self.presenter.heard)

    def show_state(self, state: PostCheckState) -> None:
        """Show the items."""
        self._state = state
        for item in state.items:
            if item.item_id not in self.cards:
                card = GateCard(item.item_id, state.today)
                card.recorded.connect(self.presenter.record)
                self.cards[item.item_id] = card
                self._column.addWidget(card)
            self.cards[item.item_id].show_item(item, allowed=state.can_record)
        self._why.setText(self._reason(state))
        self._why.setVisible(bool(self._why.text()))
        person = state.case.transferee
        self._kana.setText(
            "　".join(filter(None, (person.kana if words.reads_short(person.kana) else "", person.employee_no)))
        )
        done = BadgeLook(_("Checked after the effective date"), "check-disc", "ok")
        self._badge.show_look(done if state.is_done else words.standing_look(state.standing))
        self.headline_changed.emit()

    def show_refusal(self, item_id: str, error: SekishoError) -> None:
        """Say at the item what was refused."""
        self.cards[item_id].show_refusal(error)

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the transferee's name."""
        return self._state.case.transferee.name if self._state else _("Check after the effective date")

    def facts(self) -> str:
        """Return what this is, the number and the dates."""
        if self._state is None:
            return ""
        effective = _("effective {date}").format(date=words.day_short(self._state.case.effective_date))
        due = _("due {date}").format(date=words.day_short(self._state.due))
        kana = self._state.case.transferee.kana
        told = (_("Check after the effective date"), self._state.case.case_no, effective, due)
        return "　".join(told if words.reads_short(kana) else (kana, *told))

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Transfer cases")

    def title_extras(self) -> Sequence[QWidget]:
        """Return kana and number, and the deadline."""
        return (self._kana, self._badge)

    def header_actions(self) -> Sequence[buttons.PushButton]:
        """Return the way to the comparison of everybody at once."""
        return (self.compare,)

    def primary(self) -> QAbstractButton | None:
        """Return the first button that records."""
        return next((card.record for card in self.cards.values() if card.record.isEnabled()), None)

    def entered(self) -> None:
        """Read the case."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    def next_open(self, step: int) -> None:
        """Go to the next item that is not checked."""
        waiting = [card for card in self.cards.values() if not card.is_recorded()]
        if waiting:
            waiting[0 if step > 0 else -1].remaining.setFocus(Qt.FocusReason.TabFocusReason)

    def _reason(self, state: PostCheckState) -> str:
        if state.case.cancellation is not None:
            return _("The transfer was cancelled; nothing is checked any more.")
        if state.too_early:
            return _("This check comes on or after the effective date ({day}).").format(
                day=day_long(state.case.effective_date)
            )
        return "" if state.items else _("This programme has no check after the effective date.")


class GateCard(Card):
    """One item. ``recorded(item id, day, remaining, note)`` when the person records."""

    recorded = Signal(str, object, int, str)

    def __init__(self, item_id: str, today: date) -> None:
        super().__init__()
        self._item_id, self._found = item_id, False
        self._head, self._done = paragraph("", bold=True), QWidget()
        self._done_words = paragraph("", "body", "ok")
        self._guide = QVBoxLayout()
        self.day = DateField(today, near=today, name=_("Checked on"), beside=True)
        self.remaining = NumberField(name=_("How many were left"))
        self.note = TextField(name=_("What was left and what will be done"), lines=2, limit=_LONGEST_NOTE)
        self._rows = (
            FormRow(_("Checked on"), self.day, mark="required"),
            FormRow(
                _("How many were left"),
                self.remaining,
                mark="required",
                help_text=_("Write “0” when nothing was left."),
            ),
            FormRow(_("What was left and what will be done"), self.note, mark="optional"),
        )
        self.record = buttons.primary(_("Record the check"), self._record, icon="check")
        self._build()

    def show_item(self, item: GateItem, *, allowed: bool) -> None:
        """Show the item and what was found; fields that are being typed in stay."""
        self._head.setText(f"{item.item_id}　{item.text}")
        if self._guide.isEmpty():
            self._guide.addWidget(Note(((_("Guide"), item.help),)))
        found = item.found
        was, self._found = self._found, found is not None
        if found is not None:
            left = ngettext("{count} left", "{count} left", found.remaining).format(count=found.remaining)
            day = words.day_short(found.checked_on)
            told = _("Checked {day}").format(day=day)
            self._done_words.setText("　".join(filter(None, (told, left, found.note))))
            if not was:
                self.day.set_value(found.checked_on)
                self.remaining.fill(str(found.remaining))
                self.note.fill(found.note)
        self._done.setVisible(found is not None)
        self.record.relabel(_("Record it anew") if found is not None else _("Record the check"))
        for widget in (self.day, self.remaining, self.note, self.record):
            widget.setEnabled(allowed)

    def is_recorded(self) -> bool:
        """Say whether the item was checked."""
        return self._found

    def show_refusal(self, error: SekishoError) -> None:
        """Say it under the field it belongs to."""
        day, remaining, note = self._rows
        row = day if isinstance(error, TooEarly | ImpossibleDate) else remaining
        row = note if isinstance(error, ReasonMissing) else row
        row.show_error(sentence(error))
        focus_first_error(self._rows)

    def _record(self) -> None:
        ime.commit_input()
        day, remaining, note = self._rows
        on, left, said = self.day.value(), self.remaining.number(), self.note.value()
        day.show_error("" if on else _("Write the day of the check, like 10/5."))
        remaining.show_error("" if left is not None else _("Enter the number. If there was none, write “0”."))
        note.show_error(_("Write what was left and what will be done.") if left and not said else "")
        if not focus_first_error(self._rows) and on is not None and left is not None:
            self.recorded.emit(self._item_id, on, left, said)

    def _build(self) -> None:
        line = QHBoxLayout(self._done)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(symbol("check-disc", "ok", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._done_words, 1)
        self.body.addWidget(self._head)
        self.body.addWidget(self._done)
        self.body.addLayout(self._guide)
        for row in self._rows:
            self.body.addWidget(row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.record)
        self.body.addLayout(foot)
