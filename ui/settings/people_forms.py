"""The forms of 職場と担当者: somebody new, a correction, another passphrase, a forgotten one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.roles import Role, same_side
from desktop_app.domain.workplace import Person
from desktop_app.errors import SekishoError
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import Choice, LineField
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph
from ui.parts.person_form import PersonEntry, PersonForm
from ui.parts.secret_form import SecretPair
from ui.settings.section import line

PIN_MINIMUM = 6
KIT = "kit"


def pin_pair() -> SecretPair:
    """Return the two fields of a new PIN."""
    return SecretPair(
        _("New passphrase"),
        minimum=PIN_MINIMUM,
        too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=PIN_MINIMUM),
        help_text=_("Whoever will use it chooses and enters it. At least {minimum} characters.").format(
            minimum=PIN_MINIMUM
        ),
    )


class OwnPinRow(FormRow):
    """In it whoever sits at this PC vouches with their own PIN."""

    def __init__(self) -> None:
        self.pin = LineField(secret=True, width=300)
        super().__init__(
            _("Passphrase of who is at this PC"),
            self.pin,
            mark="required",
            help_text=_("Whoever has the seat now vouches with it."),
        )
        self.pin.textChanged.connect(lambda _text: self.show_error(""))

    def check(self) -> bool:
        """Mark the row while nothing stands in it."""
        self.show_error("" if self.pin.text() else _("This is needed."))
        return not self.has_error()


class PersonCard(Card):
    """A card with fields, a way out and an act."""

    def __init__(self, title: str, act: str, on_leave: Callable[[], Any], on_act: Callable[[Any], Any]) -> None:
        super().__init__(title, padding=20)
        self.set_open(True)
        self.body.setSpacing(theme.px(12))
        self._on_act = on_act
        self.act = buttons.primary(act, self.press)
        self.leave = buttons.quiet(_("Stop entering"), on_leave)
        self.trouble = label("", "error", "bad")

    def finish(self) -> None:
        """Put the buttons below the fields."""
        self.body.addWidget(self.trouble)
        self.trouble.hide()
        self.body.addWidget(line(self.act, self.leave))

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        raise NotImplementedError

    def check(self) -> bool:
        """Mark what is missing."""
        raise NotImplementedError

    def press(self) -> None:
        """Do it if everything stands there."""
        if self.check():
            self._on_act(self)

    def refused(self, error: SekishoError) -> None:
        """Say beside the button why not."""
        self.trouble.setText(sentence(error).replace("\n", " "))
        self.trouble.show()


def _roles(value: Role, among: Iterable[Role] = Role) -> Choice:
    return Choice([(role, role_label(role)) for role in Role if role in among], value, width=300)


class NewForm(PersonCard):
    """Somebody who is to work here."""

    def __init__(self, on_leave: Callable[[], Any], on_act: Callable[[NewForm], Any]) -> None:
        super().__init__(_("Register a deputy or department head"), _("Register"), on_leave, on_act)
        self.person, self.role, self.pin = PersonForm(), _roles(Role.DEPUTY_MANAGER), pin_pair()
        self.own = OwnPinRow()
        self.body.addWidget(FormRow(_("Role"), self.role, mark="required", reserve=False))
        self.body.addWidget(self.person)
        self.body.addWidget(self.pin)
        self.body.addWidget(self.own)
        self.finish()

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.person.name

    def check(self) -> bool:
        """Mark what is missing."""
        return all([self.person.check(), self.pin.check(), self.own.check()])


class CorrectionForm(PersonCard):
    """What stands on a card, to be corrected."""

    def __init__(self, person: Person, on_leave: Callable[[], Any], on_act: Callable[[CorrectionForm], Any]) -> None:
        super().__init__(_("Correct"), _("Save the correction"), on_leave, on_act)
        entry = PersonEntry(person.name, person.kana, person.employee_no, person.contact)
        self.person, self.role = PersonForm(entry, known=True), _roles(person.role, same_side(person.role))
        self.own = OwnPinRow()
        self.body.addWidget(self.person)
        self.body.addWidget(FormRow(_("Role"), self.role, mark="required", reserve=False))
        self.body.addWidget(
            paragraph(_("Papers that were signed already stay as they were."), "caption", "ink2", leading=1.3)
        )
        self.body.addWidget(self.own)
        self.finish()

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.person.name

    def check(self) -> bool:
        """Mark what is missing."""
        return all([self.person.check(), self.own.check()])


class OwnPinForm(PersonCard):
    """Another passphrase of one's own."""

    def __init__(self, on_leave: Callable[[], Any], on_act: Callable[[OwnPinForm], Any]) -> None:
        super().__init__(_("Change passphrase"), _("Change"), on_leave, on_act)
        self.old, self.pin = LineField(secret=True, width=300), pin_pair()
        self.body.addWidget(FormRow(_("Present passphrase"), self.old, mark="required", reserve=False))
        self.body.addWidget(self.pin)
        self.finish()

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.old

    def check(self) -> bool:
        """Mark what is missing."""
        return self.pin.check()


class ResetForm(PersonCard):
    """A new passphrase for somebody who forgot theirs; *members* may vouch."""

    def __init__(
        self, members: tuple[tuple[str, str], ...], on_leave: Callable[[], Any], on_act: Callable[[ResetForm], Any]
    ) -> None:
        super().__init__(_("Passphrase forgotten"), _("Set anew"), on_leave, on_act)
        self.body.addWidget(
            paragraph(
                _("A forgotten passphrase cannot be brought back. Somebody vouches for the person, who gets a new one.")
            )
        )
        self.pin = pin_pair()
        self.vouch = Choice([*members, (KIT, _("The printed key copy"))], width=300)
        self.member_pin = LineField(secret=True, width=300)
        self.code = LineField(width=480)
        self._member_row = FormRow(_("Passphrase of who vouches"), self.member_pin, mark="required", reserve=False)
        self._code_row = FormRow(_("Letters on the key copy"), self.code, mark="required", reserve=False)
        self.body.addWidget(self.pin)
        self.body.addWidget(FormRow(_("Who vouches"), self.vouch, mark="required", reserve=False))
        self.body.addWidget(self._member_row)
        self.body.addWidget(self._code_row)
        self.vouch.currentIndexChanged.connect(lambda _place: self._switch())
        self._switch()
        self.finish()

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.pin.first

    def check(self) -> bool:
        """Mark what is missing."""
        return self.pin.check()

    def _switch(self) -> None:
        with_kit = self.vouch.value() == KIT
        self._member_row.setVisible(not with_kit)
        self._code_row.setVisible(with_kit)
