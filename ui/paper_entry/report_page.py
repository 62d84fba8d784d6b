"""The signature: looked at on the paper's picture, with its day, and the report handed in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import ImpossibleDate, LateReasonMissing, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases.paper_way import HandedIn
from ui import theme
from ui.paper_entry.pane import PicturePane, side_by_side
from ui.paper_entry.state import REPORT, EntryState
from ui.parts import buttons, ime
from ui.parts.cards import Card
from ui.parts.dates import DateField
from ui.parts.fields import LineField
from ui.parts.form import FormRow, Message, focus_first_error
from ui.parts.labels import label, paragraph
from ui.parts.pictures import Picture

_LONGEST = 500


class ReportPage(QWidget):
    """``entered(HandedIn)``: the person has seen the signature and hands the report in."""

    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._state: EntryState | None = None
        self.pane = PicturePane()
        self._pages = QVBoxLayout()
        self._pages.setSpacing(theme.px(8))
        self.pictures: list[QWidget] = []
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._pages)
        column.addWidget(self.pane)
        self.card = Card(padding=18)
        self._why = paragraph("", "", "warn", leading=1.35)
        self._taken = paragraph("", leading=1.35)
        self.seen = buttons.Check(_("I have seen the handwritten signature on the paper"))
        self._unseen = Message()
        self._unseen.hide()
        self.rows: tuple[FormRow, ...] = ()
        self._fields = QVBoxLayout()
        for widget in (label(_("Hand the report in"), "section"), self._why, self._taken):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(self._fields)
        self.card.body.addWidget(self.seen)
        self.card.body.addWidget(self._unseen)
        self.row = side_by_side(left, self.card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.row)

    def show_state(self, state: EntryState) -> None:
        """Show the pages of the report and what keeps it from being handed in."""
        first = self._state is None
        self._state = state
        shown = state.shown.get(REPORT)
        self.pane.show_row(shown, _("declaration and signature of the checklist"))
        self.pane.setVisible(shown is not None)
        if first:
            self._show_pages(state)
            self._make_fields(state)
        reason = state.why_not()
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        self._taken.setText(_("{who} receives it.").format(who=state.hand.person.name))

    def focus_here(self) -> None:
        """Put the focus on the first field."""
        self.signed.setFocus(Qt.FocusReason.TabFocusReason)

    def enter(self) -> None:
        """Hand it in, or say what is missing."""
        ime.commit_input()
        assert self._state is not None
        signed, received, late = self.rows
        on, got = self.signed.value(), self.received.value()
        signed.show_error("" if on else _("Enter the day beside the signature, like 9/28."))
        received.show_error("" if got else _("Enter the day on which you received it."))
        needs_reason = got is not None and self._state.days_late(got) > 0
        late.setVisible(needs_reason)
        late.show_error(_("Enter the reason for the delay.") if needs_reason and not self.reason.value() else "")
        seen = self.seen.isChecked()
        self._unseen.show_error("" if seen else _("Look at the signature on the paper itself, then tick this box."))
        self._unseen.setVisible(not seen)
        if not focus_first_error(self.rows) and seen and on is not None and got is not None:
            self.entered.emit(HandedIn(on, got, self.reason.value() if needs_reason else ""))

    def show_refusal(self, error: SekishoError) -> bool:
        """Say it under the field it belongs to; False when it belongs to none."""
        signed, received, late = self.rows
        if isinstance(error, LateReasonMissing):
            late.show()
            late.show_error(sentence(error))
        elif isinstance(error, ImpossibleDate):
            row = received if error.date == self.received.value() else signed
            row.show_error(_("The days do not follow each other: signed, received, today."))
        else:
            return False
        focus_first_error(self.rows)
        return True

    def _make_fields(self, state: EntryState) -> None:
        today = state.hand.today
        self.signed = DateField(None, near=today, name=_("Day beside the signature"))
        self.received = DateField(today, near=today, name=_("Received on"))
        self.reason = LineField(name=_("Reason for the delay"), limit=_LONGEST)
        self.rows = (
            FormRow(_("Day beside the signature"), self.signed, mark="required"),
            FormRow(_("Received on"), self.received, mark="required"),
            FormRow(_("Reason for the delay"), self.reason, mark="required", help_text=self._late_words(state)),
        )
        for row in self.rows:
            self._fields.addWidget(row)
        self.rows[2].setVisible(state.days_late(today) > 0)
        self.received.changed.connect(lambda day: self.rows[2].setVisible(day is not None and state.days_late(day) > 0))

    def _late_words(self, state: EntryState) -> str:
        days = state.days_late(state.hand.today)
        told = ngettext("Received today it is {count} day late.", "Received today it is {count} days late.", days)
        return told.format(count=days) if days else ""

    def _show_pages(self, state: EntryState) -> None:
        for page in state.report_pages:
            name = label(page.page, "caption", "ink2")
            picture = Picture(_("Picture of the page: {name}").format(name=page.page))
            picture.show_picture(page.whole)
            self.pictures += [name, picture]
            self._pages.addWidget(name)
            self._pages.addWidget(picture)
