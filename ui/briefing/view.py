"""The briefing screen: the talk sheet in large letters at the left, the record at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.usecases.answering import Briefing
from ui import theme
from ui.briefing.presenter import BriefingPresenter, TalkSheet
from ui.desk import Desk, Navigator
from ui.parts import buttons, ime
from ui.parts.cards import Card, Note, Page
from ui.parts.dates import DateField
from ui.parts.fields import Choice, LineField
from ui.parts.form import FormRow, Message
from ui.parts.labels import label, paragraph
from ui.shell import Screen
from ui.shell.bars import action_row


class BriefingScreen(Screen):
    """One case's briefing; it owns its presenter."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__()
        self._sheet: TalkSheet | None = None
        self.presenter = BriefingPresenter(self, desk, navigator, case_id)
        self._talk, self._record = Page(padding=0, spacing=16), Page(padding=0, spacing=8)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        side = theme.px(theme.PAGE)
        self._columns.setContentsMargins(side, theme.px(16), theme.px(16), 0)
        self._columns.setSpacing(theme.px(16))
        self._columns.addWidget(self._talk, 3)
        self._columns.addWidget(self._record, 2)
        self.reason = paragraph("", "caption", "bad", leading=1.25)
        self.record_button = buttons.primary(_("Record the briefing"), self._submit)
        self._bar = action_row(
            (buttons.quiet(_("Stop entering"), self.presenter.leave),), (self.reason, self.record_button)
        )
        self.presenter.load()

    # --- the screen contract ------------------------------------------------------------------------------

    def title(self) -> str:
        """Return whose briefing it is."""
        return _("Briefing of {name}").format(name=self._sheet.name) if self._sheet else _("Briefing")

    def facts(self) -> str:
        """Return number and date."""
        return self._sheet.facts if self._sheet else ""

    def back_word(self) -> str:
        """Return the way back."""
        return _("Back")

    def action_bar(self) -> QWidget:
        """Return the bar."""
        return self._bar

    def primary(self) -> QAbstractButton:
        """Return the primary button."""
        return self.record_button

    def help_topic(self) -> str:
        """Return the guide's chapter."""
        return "briefing"

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Keep both columns as long as there is room; the margins shrink first."""
        top = theme.px(8 if low else 16)
        self._columns.setContentsMargins(theme.px(theme.PAGE), top, theme.px(16), 0)
        too_narrow = narrow and theme.text_scale() > 1
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if too_narrow else direction.LeftToRight)

    # --- showing ------------------------------------------------------------------------------------------

    def show_state(self, sheet: TalkSheet) -> None:
        """Show the sheet and an empty record, or the record that stands."""
        self._sheet = sheet
        self._fill_talk(sheet)
        self._fill_record(sheet)
        self.headline_changed.emit()

    def show_error(self, field: str, words: str) -> None:
        """Say at the field and beside the button what is missing."""
        self.record_button.setEnabled(True)
        rows = {"day": self.day_row, "by": self.by_row}
        if field in rows:
            rows[field].show_error(words)
            rows[field].focus_field()
        elif field == "acknowledged":
            self._missing.show_error(words)
            self._missing.show()
            self.acknowledged.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.setText(words)

    # --- inside -------------------------------------------------------------------------------------------

    def _fill_talk(self, sheet: TalkSheet) -> None:
        body = self._talk.body
        body.setContentsMargins(0, 0, theme.px(8), theme.px(16))
        body.addWidget(Note((("", sheet.tone),)))
        card = Card(padding=24)
        card.body.setSpacing(theme.px(6))
        for place, (head, text) in enumerate(sheet.paragraphs):
            if place:
                card.body.addSpacing(theme.px(12))
            card.body.addWidget(paragraph(head, "section", leading=1.4))
            card.body.addWidget(paragraph(text, "touch", leading=1.6))
        body.addWidget(card)
        body.addStretch(1)

    def _fill_record(self, sheet: TalkSheet) -> None:
        known = sheet.recorded
        self.day = DateField(known.briefed_on if known else sheet.today, near=sheet.today)
        # A briefing recorded in the other language keeps the word it was recorded with.
        said = (known.method,) if known and known.method not in sheet.methods else ()
        methods = tuple((method, method) for method in (*said, *sheet.methods))
        self.method = Choice(methods, known.method if known else sheet.methods[0], width=180)
        self.place = LineField(known.place if known else "", limit=200)
        self.by = LineField(known.briefed_by if known else sheet.person, limit=200)
        self.acknowledged = buttons.Check(_("(Transferee) I was briefed"))
        self.acknowledged.setChecked(bool(known))
        self.acknowledged.toggled.connect(self._acknowledge)
        self.day_row = FormRow(_("Day of the briefing"), self.day, mark="required")
        self.by_row = FormRow(_("Briefed by"), self.by, mark="required")
        self._missing = Message()
        self._missing.hide()
        card = Card(padding=20)
        card.body.addWidget(label(_("Record"), "section"))
        card.body.addWidget(self.day_row)
        card.body.addWidget(FormRow(_("How"), self.method, mark="required"))
        card.body.addWidget(FormRow(_("Place"), self.place, mark="optional"))
        card.body.addWidget(self.by_row)
        holder = QVBoxLayout()
        holder.setSpacing(theme.px(4))
        holder.addWidget(self.acknowledged)
        holder.addWidget(self._missing)
        card.body.addLayout(holder)
        self._record.body.setContentsMargins(0, 0, theme.px(8), theme.px(16))
        self._record.body.addWidget(card)
        self._record.body.addStretch(1)

    def _acknowledge(self, checked: bool) -> None:
        if checked:
            self._missing.hide()
            self.reason.setText("")

    def _submit(self) -> None:
        if self._sheet is None:
            return
        ime.commit_input()
        for row in (self.day_row, self.by_row):
            row.show_error("")
        self._missing.hide()
        self.reason.setText("")
        day = self.day.value()
        if day is None:
            self.show_error("day", _("Enter the day."))
            return
        if not self.by.value():
            self.show_error("by", _("Enter who briefed."))
            return
        self.record_button.setEnabled(False)
        self.presenter.record(
            Briefing(day, self.method.value(), self.place.value(), self.by.value(), self.acknowledged.isChecked())
        )
