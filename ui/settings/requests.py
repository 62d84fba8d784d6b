"""A PC that asks to join, in 共有フォルダ: its number is typed here, and two members vouch where there are two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.roles import Role
from desktop_app.errors import (
    PinLocked,
    RecoveryCodeUnreadable,
    SecondMemberNeeded,
    SekishoError,
    WrongPin,
    WrongRecoveryKey,
)
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases.second_member import SecondMember
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import Choice, EmployeeNoField, LineField
from ui.parts.files import ask_where
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph
from ui.settings import acts, request_acts
from ui.settings.people_forms import KIT, OwnPinRow
from ui.settings.section import line

if TYPE_CHECKING:
    from desktop_app.usecases.enrolment import Approval, WaitingRequest
    from ui.settings.share import ShareSection

_ELSEWHERE = "elsewhere"


class SecondRows(QWidget):
    """Who vouches as the second member: one whose key is on this PC, the kit, or somebody on another PC."""

    def __init__(self, second: acts.SecondView, vouched: tuple[str, ...], *, elsewhere: bool = True) -> None:
        super().__init__()
        others = tuple(name for name in vouched if name != second.own_name)
        self._asked = second.needed and not others
        later = [(_ELSEWHERE, _("Somebody on another PC, afterwards"))] if elsewhere else []
        self.who = Choice([*second.members, (KIT, _("The printed key copy")), *later], width=300)
        self.pin, self.code = LineField(secret=True, width=300), LineField(width=480)
        self._pin_row = FormRow(_("Passphrase of the second member"), self.pin, mark="required", reserve=False)
        self._code_row = FormRow(_("Letters on the key copy"), self.code, mark="required", reserve=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.who_row = FormRow(
            _("Second member"),
            self.who,
            mark="required",
            help_text=_("Two members vouch for whoever is let in.") if elsewhere else _("Two members vouch for it."),
        )
        if others:
            words = _("{names} has compared the number already.").format(names="・".join(others))
            column.addWidget(paragraph(words, leading=1.35))
        for row in (self.who_row, self._pin_row, self._code_row):
            column.addWidget(row)
            row.setVisible(self._asked)
        self.who.currentIndexChanged.connect(lambda _place: self._switch())
        self._switch()

    def check(self) -> bool:
        """Mark what is missing."""
        if not self._asked:
            return True
        missing = (self._pin_row, self.pin) if self._with_pin() else (self._code_row, self.code)
        needed = self.who.value() != _ELSEWHERE and not missing[1].text()
        missing[0].show_error(_("This is needed.") if needed else "")
        return not needed

    def member(self) -> SecondMember | None:
        """Return who vouches here."""
        if not self._asked:
            return None
        if self.who.value() == KIT:
            return SecondMember(kit_code=self.code.value())
        return SecondMember(str(self.who.value()), self.pin.text())

    def on_another_pc(self) -> bool:
        """Whether the second member follows on their own PC."""
        return self._asked and self.who.value() == _ELSEWHERE

    def show_error(self, words: str) -> None:
        """Say why the second member's word does not hold."""
        (self._code_row if self.who.value() == KIT else self.who_row).show_error(words)

    def _with_pin(self) -> bool:
        return self.who.value() not in {KIT, _ELSEWHERE}

    def _switch(self) -> None:
        self._pin_row.setVisible(self._asked and self._with_pin())
        self._code_row.setVisible(self._asked and self.who.value() == KIT)


class RequestCard(Card):
    """Somebody who asks to join: their number is typed here, that is the check."""

    def __init__(self, request: WaitingRequest, second: acts.SecondView, section: ShareSection) -> None:
        super().__init__(padding=20)
        self._request, self._section = request, section
        self._reply = b""
        self.answered = False
        person = request.person
        self.body.addWidget(label(person.name, bold=True))
        facts = (person.kana, person.employee_no, role_label(person.role), person.contact)
        self.body.addWidget(paragraph("　".join(filter(None, facts)), "caption", "ink2", leading=1.3))
        self.code = EmployeeNoField(width=300, limit=40)
        if request.again:
            words = _("This PC was a member already and asks to be let in again. All it recorded then counts.")
            self.body.addWidget(paragraph(words, leading=1.35))
        self.row = FormRow(
            _("Number on that PC's screen (20 digits)")
            if request.again
            else _("Number on the new PC's screen (20 digits)"),
            self.code,
            mark="required",
            help_text=_("Have it read to you by the person themselves, by telephone or in person."),
        )
        self.own = OwnPinRow()
        self.second = SecondRows(second, request.vouched)
        self.appoint = buttons.Check(_("This PC of headquarters may register others by itself"))
        self._offers_appointment = second.may_appoint and person.role is Role.SECOND_LINE
        self.let_in = buttons.primary(_("Let this PC in"), self._approve)
        self.drop = buttons.danger(_("Refuse"), self._refuse)
        self.answer = label("", "figure")
        self.answer_words = paragraph(
            _("This PC is let in. Read these six digits to them; they enter them on the new PC."), leading=1.35
        )
        self.save = buttons.secondary(_("Save the answer as a file"), self._choose_place, icon="export")
        self.save.setAccessibleDescription(person.name)
        self.body.addWidget(self.row)
        self.body.addWidget(self.own)
        self.body.addWidget(self.second)
        self.body.addWidget(self.appoint)
        self.appoint.setVisible(self._offers_appointment)
        self.body.addWidget(line(self.let_in, label("", "caption"), self.drop))
        self.body.addWidget(self.answer_words)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.save.hide()
        self.answer.hide()
        self.answer_words.hide()
        self.code.textChanged.connect(lambda _text: self.row.show_error(""))

    def _approve(self) -> None:
        if not self.code.value():
            self.row.show_error(_("This is needed."))
            return
        if not all([self.own.check(), self.second.check()]):
            return
        given = (self._request.request_id, self.code.value(), self.own.pin.text())
        if self.second.on_another_pc():
            self._section.desk.ask(
                request_acts.vouch_for, *given, then=lambda _nothing: self._vouched(), failed=self._wrong, owner=self
            )
            return
        self._section.desk.ask(
            request_acts.approve,
            *given,
            self.second.member(),
            self._offers_appointment and self.appoint.isChecked(),
            then=self._approved,
            failed=self._wrong,
            owner=self,
        )

    def _vouched(self) -> None:
        for widget in (self.row, self.own, self.second, self.appoint, self.let_in, self.drop):
            widget.hide()
        self.answer_words.setText(_("Your word is recorded. Another member lets the PC in on theirs."))
        self.answer_words.show()
        self.answered = True
        self._section.approved(_("Vouched"))

    def _approved(self, approval: Approval) -> None:
        for widget in (self.row, self.own, self.second, self.appoint, self.let_in, self.drop):
            widget.hide()
        self.answer.setText(approval.answer)
        self.answer.setAccessibleName(_("Number {code}").format(code=approval.answer))
        self.answer.show()
        self.answer_words.show()
        self._reply = approval.reply
        self.answered = True
        if not approval.answer:
            self.answer_words.setText(_("It is let in again. It goes on by itself with its next connection."))
            self.answer.hide()
        else:
            self.save.show()
            self.save.setFocus()
        self._section.approved()

    def write_answer(self, path: Path) -> None:
        """Write the answer as a file, for a PC that asked by file."""
        self._section.desk.ask(
            request_acts.write_reply,
            path,
            self._reply,
            then=lambda made: self._section.changed(_("Written: {name}").format(name=made.name)),
            failed=self._section.refused,
            owner=self,
        )

    def _choose_place(self) -> None:
        kinds = _("Answer (*.ret)")
        ask_where(self, _("Save the answer as a file"), "sekisho-reply.ret", kinds, self.write_answer)

    def _refuse(self) -> None:
        self._section.desk.ask(
            request_acts.refuse, self._request.request_id, then=lambda _nothing: self._section.load(), owner=self
        )

    def _wrong(self, error: SekishoError) -> None:
        words = sentence(error)
        if isinstance(error, SecondMemberNeeded | WrongRecoveryKey | RecoveryCodeUnreadable):
            self.second.show_error(words)
        elif isinstance(error, WrongPin | PinLocked):
            # Which of the two was wrong is not told apart by the error; both are looked at again.
            self.own.show_error(words)
        else:
            self.row.show_error(words)
