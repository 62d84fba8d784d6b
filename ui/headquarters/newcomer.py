"""加入する人を確かめる: headquarters compares the digits of whoever asks a workplace to be let in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from desktop_app.labels import role_label
from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.dialogs import Dialog, side_by_side
from ui.parts.fields import Choice, EmployeeNoField, LineField
from ui.parts.files import ask_where, ask_which
from ui.parts.form import FormRow, Message
from ui.parts.labels import label, paragraph

if TYPE_CHECKING:
    from desktop_app.usecases.enrolment import Approval, WaitingRequest
    from desktop_app.usecases.headquarters_checking import Newcomers

REPLY_NAME = "sekisho-reply.ret"


class NewcomerDialog(Dialog):
    """Who asks at one workplace, their digits, and the PIN of who checks; then what to read back."""

    def __init__(self, window: QWidget, workplace: str) -> None:
        super().__init__(
            window,
            _("Check a newcomer"),
            _("Who asks to be let in at {workplace}. Have the number read to you by the person themselves.").format(
                workplace=workplace
            ),
            way_out=_("Close"),
            primary=_("Check"),
            on_primary=self._press,
        )
        self.presenter: Any = None
        self._waiting: dict[str, WaitingRequest] = {}
        self._reply = b""
        self.who = Choice((), name=_("Who asks"), width=400)
        self.who_row = FormRow(_("Who asks"), self.who, reserve=False)
        self.facts = paragraph("", "caption", "ink2", leading=1.3)
        self.code = EmployeeNoField(width=240, limit=40)
        self.code_row = FormRow(_("Number read out (20 digits)"), self.code, mark="required")
        self.pin = LineField(secret=True, width=220)
        self.pin_row = FormRow(_("Your passphrase"), self.pin, mark="required")
        self.means = paragraph("", leading=1.35)
        self.nobody = paragraph("", "", "ink2", leading=1.35)
        self.open_request = buttons.secondary(_("Open a request"), self._choose_request, icon="import")
        self.file_message = Message()
        self.told, self.answer = paragraph("", leading=1.35), label("", "figure")
        self.save = buttons.secondary(_("Save the answer as a file"), self._choose_place, icon="export")
        self._form = self._column(self.who_row, self.facts, side_by_side(self.code_row, self.pin_row), self.means)
        self._end = self._column(self.told, self.answer, self.save)
        for widget in (self.nobody, self._form, self._end):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addWidget(self.open_request, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.file_message)
        self.file_message.hide()
        self.primary.setEnabled(False)
        self.who.picked.connect(lambda _one: self._show_facts())
        for row, field in ((self.code_row, self.code), (self.pin_row, self.pin)):
            field.textChanged.connect(lambda _text, row=row: row.show_error(""))

    def show_newcomers(self, found: Newcomers, chosen: str) -> None:
        """Show who asks; *chosen* is the request to look at first, empty for any."""
        self._waiting = {one.request_id: one for one in found.waiting}
        self.file_message.hide()
        self.nobody.setText(
            _("Nobody asks at the moment. What came as a file or a QR code can be opened here.")
            if found.opens
            else _("Requests open here once the workplace's first PC has exchanged with the share folder again.")
        )
        self.nobody.setVisible(not found.waiting)
        self._form.setVisible(bool(found.waiting))
        self.open_request.setVisible(found.opens)
        self.primary.setEnabled(bool(found.waiting))
        self.who.offer([(one.request_id, one.person.name) for one in found.waiting], chosen or None)
        self.means.setText(
            _("Headquarters' PC lets them in by itself.")
            if found.lets_in
            else _("Your word is the whole second check: one member of the workplace then lets them in.")
        )
        self.primary.relabel(_("Let this PC in") if found.lets_in else _("I checked them"))
        self._show_facts()
        if found.waiting:
            self.code.setFocus()
        self.settle()

    def show_checked(self, approval: Approval | None) -> None:
        """Show the digits to read back, or that a member of the workplace goes on."""
        for widget in (self._form, self.open_request, self.primary, self.file_message):
            widget.hide()
        lets_in = approval is not None
        self.told.setText(
            _("This PC is let in. Read these six digits to them; they enter them on the new PC.")
            if lets_in
            else _("Your word is recorded and goes out with this exchange. One member of the workplace lets them in.")
        )
        self.answer.setVisible(lets_in)
        self.save.setVisible(lets_in)
        if approval is not None:
            self._reply = approval.reply
            self.answer.setText(approval.answer)
            self.answer.setAccessibleName(_("Number {code}").format(code=approval.answer))
        self._end.show()
        self.way_out.setFocus()
        self.settle()

    def show_written(self, path: Path) -> None:
        """Say that the answer was written."""
        self.file_message.show()
        self.file_message.show_help(_("Written: {name}").format(name=path.name))
        self.settle()

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (code, pin, file) what is wrong."""
        self.primary.setEnabled(bool(self._waiting))
        self.file_message.setVisible(place == "file")
        self.means.setVisible(place != "file")  # the smallest window has no room for both
        for row in (self.code_row, self.pin_row):
            row.show_error("")
        {
            "code": self.code_row.show_error,
            "pin": self.pin_row.show_error,
            "file": self.file_message.show_error,
        }[place](words)
        self.settle()

    def _press(self) -> bool:
        for row, field in ((self.code_row, self.code), (self.pin_row, self.pin)):
            row.show_error("" if field.text() else _("This is needed."))
        if not self.code_row.has_error() and not self.pin_row.has_error():
            self.primary.setEnabled(False)
            self.presenter.check(str(self.who.value()), self.code.value(), self.pin.text())
        return False

    def _show_facts(self) -> None:
        one = self._waiting.get(str(self.who.value()))
        if one is None:
            return
        person = one.person
        facts = [person.kana, person.employee_no, role_label(person.role), person.contact]
        if one.vouched:
            facts.append(_("{names} has compared the number already.").format(names="・".join(one.vouched)))
        self.facts.setText("　".join(filter(None, facts)))

    def _choose_request(self) -> None:
        kinds = _("Requests, pictures and PDF (*.enr *.png *.jpg *.jpeg *.tif *.tiff *.pdf);;All files (*)")
        ask_which(self, _("Open a request"), kinds, lambda path: self.presenter.take(path))  # noqa: PLW0108 - there is no presenter yet

    def _choose_place(self) -> None:
        kinds = _("Answer (*.ret)")
        ask_where(
            self,
            _("Save the answer as a file"),
            REPLY_NAME,
            kinds,
            lambda path: self.presenter.write_reply(path, self._reply),
        )

    @staticmethod
    def _column(*parts: QWidget | QLayout) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for one in parts:
            if isinstance(one, QLayout):
                column.addLayout(one)
            elif isinstance(one, buttons.PushButton):
                column.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(one)
        return part
