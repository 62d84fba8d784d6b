"""The forms of 職場: another name, a workplace that is taken in, a headquarters to join. Each says what will happen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.errors import (
    HeadquartersCodeWrong,
    RecoveryCodeUnreadable,
    SecondMemberNeeded,
    SekishoError,
    WrongRecoveryKey,
)
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.parts import buttons
from ui.parts.dates import DateField
from ui.parts.fields import EmployeeNoField, LineField
from ui.parts.files import ask_which
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph
from ui.settings.removal_forms import VouchedCard
from ui.settings.requests import SecondRows
from ui.settings.section import line
from ui.settings.workplace_acts import Change, InvitationRead, WorkplaceView

Leave = Callable[[], Any]


class _ChangeForm(VouchedCard):
    """What changes, from when, and why."""

    def __init__(
        self, title: str, act: str, view: WorkplaceView, on_leave: Leave, on_act: Callable[[Any], Any]
    ) -> None:
        super().__init__(title, act, on_leave, on_act)
        self.day = DateField(near=view.today, name=_("First day"))
        self.reason = LineField(width=480, limit=200)
        self.day_row = FormRow(_("First day"), self.day, mark="required", reserve=False)
        self.reason_row = FormRow(
            _("Reason"),
            self.reason,
            mark="required",
            help_text=_("It stays in the record, e.g. the number of the order."),
        )
        self.needed: list[tuple[FormRow, Callable[[], Any]]] = []

    def ask_for(self, *fields: tuple[FormRow, Callable[[], Any]]) -> None:
        """Put the rows that are needed, then day, reason and who vouches."""
        self.needed = [*fields, (self.day_row, self.day.value), (self.reason_row, self.reason.value)]
        for row, _value in self.needed:
            self.body.addWidget(row)

    def check(self) -> bool:
        """Mark what is missing."""
        for row, value in self.needed:
            row.show_error("" if value() else _("This is needed."))
        return all([*(bool(value()) for _row, value in self.needed), self.own.check()])


class RenameForm(_ChangeForm):
    """The workplace is called otherwise from a day on."""

    def __init__(self, view: WorkplaceView, on_leave: Leave, on_act: Callable[[RenameForm], Any]) -> None:
        super().__init__(_("Rename the workplace"), _("Rename"), view, on_leave, on_act)
        self.name = LineField(view.name, width=480, limit=200)
        self.company = LineField(width=480, limit=200)
        self.say(
            _(
                "From that day the new name stands on screens, papers and the ledger. Papers about earlier days keep "
                "the present name, now and whenever they are printed again."
            ),
            _("The org code {code}, the share folder and all case numbers stay.").format(code=view.org_code),
        )
        self.ask_for((FormRow(_("New name"), self.name, mark="required", reserve=False), self.name.value))
        company = FormRow(
            _("New name of the company"), self.company, mark="optional", help_text=_("Only if that changes as well.")
        )
        self.body.insertWidget(self.body.indexOf(self.day_row), company)
        self.body.addWidget(self.own)
        self.finish()

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.name

    def change(self) -> Change:
        """Return what was entered."""
        day = self.day.value()
        assert day is not None, "check comes first"
        return Change(self.name.value(), day, self.reason.value(), company=self.company.value())


class TakeInForm(_ChangeForm):
    """Another workplace becomes part of this one."""

    def __init__(self, view: WorkplaceView, on_leave: Leave, on_act: Callable[[TakeInForm], Any]) -> None:
        super().__init__(_("Take another workplace in"), _("Take it in"), view, on_leave, on_act)
        self.code, self.name = EmployeeNoField(width=200, limit=40), LineField(width=480, limit=200)
        self.say(
            _(
                "From that day its cases are looked after here. Its own record stays where it is, whole and readable; "
                "its case numbers stay, and its rows stand in this ledger under its own heading."
            ),
            _(
                "The people there go on in their own record until their cases are closed, or are registered here "
                "as members like anybody else."
            ),
        )
        self.ask_for(
            (FormRow(_("Its org code"), self.code, mark="required", reserve=False), self.code.value),
            (FormRow(_("Its name until then"), self.name, mark="required", reserve=False), self.name.value),
        )
        self.body.addWidget(self.own)
        self.finish()

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.code

    def change(self) -> Change:
        """Return what was entered."""
        day = self.day.value()
        assert day is not None, "check comes first"
        return Change(self.name.value(), day, self.reason.value(), org_code=self.code.value())


class HeadquartersForm(VouchedCard):
    """The workplace joins a headquarters: its invitation, the number it reads out, and who vouches."""

    def __init__(
        self,
        view: WorkplaceView,
        on_leave: Leave,
        on_act: Callable[[HeadquartersForm], Any],
        on_file: Callable[[Path], Any],
    ) -> None:
        super().__init__(_("Join a headquarters"), _("Join this headquarters"), on_leave, on_act)
        self.invitation: InvitationRead | None = None
        self._on_file = on_file
        self.say(
            _(
                "What is recorded from now on is sealed to the headquarters as well, and the keys of earlier records "
                "are handed over to it: it can read all records of this workplace. Nothing that is recorded changes."
            ),
            _("It cannot be taken back, and a workplace joins one headquarters only."),
        )
        self.choose = buttons.secondary(_("Choose the invitation"), self._choose, icon="folder")
        self.named = paragraph("", bold=True, leading=1.35)
        holder = line(self.choose, label("", "caption"))
        holder.setFocusProxy(self.choose)
        self.file_row = FormRow(_("Invitation of the headquarters"), holder, mark="required", reserve=False)
        self.code = EmployeeNoField(width=300, limit=40)
        self.code_row = FormRow(
            _("Number that headquarters reads out (20 digits)"),
            self.code,
            mark="required",
            help_text=_("Call headquarters at a number you know yourself; the file proves nothing without it."),
        )
        self.second = SecondRows(view.second, (), elsewhere=False)
        for widget in (self.file_row, self.named, self.code_row, self.own, self.second):
            self.body.addWidget(widget)
        self.named.hide()
        self.code.textChanged.connect(lambda _text: self.code_row.show_error(""))
        self.finish()

    def first(self) -> QWidget:
        """Return what the cursor goes to."""
        return self.choose

    def show_invitation(self, invitation: InvitationRead) -> None:
        """Show whose invitation was chosen."""
        self.invitation = invitation
        self.file_row.show_error("")
        self.named.setText(_("It says it comes from: {name}").format(name=invitation.name))
        self.named.show()
        self.code.setFocus()

    def check(self) -> bool:
        """Mark what is missing."""
        self.file_row.show_error("" if self.invitation else _("This is needed."))
        self.code_row.show_error("" if self.code.value() else _("This is needed."))
        return all([self.invitation is not None, bool(self.code.value()), self.own.check(), self.second.check()])

    def refused(self, error: SekishoError) -> None:
        """Say why not where it belongs."""
        words = sentence(error).replace("\n", " ")
        if isinstance(error, HeadquartersCodeWrong):
            self.code_row.show_error(words)
        elif isinstance(error, SecondMemberNeeded | WrongRecoveryKey | RecoveryCodeUnreadable):
            self.second.show_error(words)
        else:
            super().refused(error)

    def _choose(self) -> None:
        kinds = _("Invitation (*.json);;All files (*)")
        ask_which(self, _("Choose the invitation"), kinds, self._on_file)
