"""One row of the 事後確認票: its picture, and the day, what was left and the note as they are written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import ImpossibleDate, ReasonMissing, SekishoError, TooEarly
from desktop_app.sentences import sentence
from desktop_app.text import _, language
from ui.paper_entry.pane import PicturePane, side_by_side
from ui.paper_entry.state import EntryState, item_words
from ui.parts import ime
from ui.parts.cards import Card
from ui.parts.dates import DateField
from ui.parts.fields import NumberField, TextField
from ui.parts.form import FormRow, focus_first_error
from ui.parts.labels import label, paragraph
from ui.words import day_short

_LONGEST_NOTE = 500
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class GatePage(QWidget):
    """``entered(item id, day, remaining, note)``: the row as the person reads it."""

    entered = Signal(str, object, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._item_id = ""
        self.pane = PicturePane()
        self._head = label("", "section")
        self._words, self._standing = paragraph("", leading=1.4), paragraph("", "caption", "ink2", leading=1.35)
        self.card = Card(padding=18)
        for widget in (self._head, self._words, self._standing):
            self.card.body.addWidget(widget)
        self.rows: tuple[FormRow, ...] = ()
        self.row = side_by_side(self.pane, self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.row)

    def show_item(self, state: EntryState, item_id: str) -> None:
        """Show a row with empty fields."""
        item = state.item(item_id)
        assert item is not None
        self._item_id = item_id
        shown = state.shown.get(item_id)
        self.pane.show_row(shown, item_words(item), shown.signature if shown else b"")
        self._head.setText(item.id)
        self._words.setText(item.text[language()])
        found = state.hand.opened.case.post_checks.get(item_id)
        self._standing.setText(
            _("In the record so far: checked {day}, {count} left").format(
                day=day_short(found.checked_on), count=found.remaining
            )
            if found
            else _("Not checked yet.")
        )
        self._make_fields(state)

    def focus_here(self) -> None:
        """Put the focus on the first field."""
        self.remaining.setFocus(Qt.FocusReason.TabFocusReason)

    def enter(self) -> None:
        """Go on: tell the row if it is complete, else say what it lacks."""
        ime.commit_input()
        remaining, day, note = self.rows
        on, left, said = self.day.value(), self.remaining.number(), self.note.value()
        remaining.show_error("" if left is not None else _("Enter the number. If there was none, write “0”."))
        day.show_error("" if on else _("Write the day of the check, like 10/5."))
        note.show_error(_("Write what was left and what will be done.") if left and not said else "")
        if not focus_first_error(self.rows) and on is not None and left is not None:
            self.entered.emit(self._item_id, on, left, said)

    def show_refusal(self, error: SekishoError) -> None:
        """Say it under the field it belongs to."""
        remaining, day, note = self.rows
        row = day if isinstance(error, TooEarly | ImpossibleDate) else remaining
        row = note if isinstance(error, ReasonMissing) else row
        row.show_error(sentence(error))
        focus_first_error(self.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if event.key() in _ENTER and not ime.composing():
            self.enter()
        else:
            super().keyPressEvent(event)

    def _make_fields(self, state: EntryState) -> None:
        for old in self.rows:
            self.card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.remaining = NumberField(name=_("How many were left"))
        self.day = DateField(None, near=state.hand.today, name=_("Checked on"))
        self.note = TextField(name=_("What was left and what will be done"), lines=2, limit=_LONGEST_NOTE)
        self.rows = (
            FormRow(_("How many were left"), self.remaining, mark="required"),
            FormRow(_("Checked on"), self.day, mark="required"),
            FormRow(_("What was left and what will be done"), self.note, mark="optional"),
        )
        for row in self.rows:
            self.card.body.addWidget(row)
