"""人とPC: who works here, under which passphrase and on which PCs, who sits at this one, and who left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.workplace import Person
from desktop_app.errors import SekishoError
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases import people
from desktop_app.usecases.member_list import MemberList
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.badges import Badge, BadgeLook
from ui.parts.cards import Card
from ui.parts.dialogs import PinDialog
from ui.parts.labels import label, paragraph
from ui.settings import acts, member_acts
from ui.settings.devices import DeviceCards, term_words
from ui.settings.endings import Endings
from ui.settings.people_forms import KIT, CorrectionForm, NewForm, OwnPinForm, PersonCard, ResetForm
from ui.settings.section import Section, empty, line


class PeopleSection(Section):
    """Cards of the people; one form at a time opens below the card it belongs to."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("People and PCs"), desk, navigator)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(theme.px(12))
        self.add_button = buttons.secondary(_("Register a deputy or department head"), self.open_new, icon="plus")
        self.body.addLayout(self.cards)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.endings = Endings(self)
        self.devices = DeviceCards(self.endings.of_device, self.endings.appoint)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(label(_("PCs of this workplace"), "section"))
        self.body.addLayout(self.devices)
        self.body.addStretch(1)
        self.members: MemberList | None = None
        self.colleagues: tuple[acts.Colleague, ...] = ()
        self.form: PersonCard | None = None
        self._cards: dict[str, QWidget] = {}

    def load(self) -> None:
        """Read the people; an open form keeps what was typed."""
        self.ask(member_acts.members, then=self.show_members)
        self.ask(acts.colleagues, then=self.show_people)

    def show_members(self, members: MemberList) -> None:
        """Show the PCs, and with the people their terms."""
        if self.form is not None or members == self.members:
            return
        self.members, self.colleagues = members, ()
        self.devices.show_members(members)

    def show_people(self, colleagues: tuple[acts.Colleague, ...]) -> None:
        """Show the cards."""
        if self.form is not None or colleagues == self.colleagues:
            return
        self.colleagues = colleagues
        empty(self.cards)
        self._cards = {}
        for one in colleagues:
            card = self._card(one)
            self._cards[one.person.person_id] = card
            self.cards.addWidget(card)

    def open_new(self) -> None:
        """Open the form for somebody new."""
        self.open_form(
            NewForm(
                self.close_form,
                lambda form: self.ask(
                    acts.enrol,
                    form.person.entry(),
                    form.role.value(),
                    form.pin.value(),
                    form.own.pin.text(),
                    then=lambda _person: self.done(_("Person registered")),
                    failed=form.refused,
                ),
            ),
            "",
        )

    def open_correction(self, person: Person) -> None:
        """Open the form for what stands on a card."""
        self.open_form(
            CorrectionForm(
                person,
                self.close_form,
                lambda form: self.ask(
                    acts.correct,
                    person.person_id,
                    form.person.entry(),
                    form.role.value(),
                    form.own.pin.text(),
                    then=lambda _nothing: self.done(_("Correction saved")),
                    failed=form.refused,
                ),
            ),
            person.person_id,
        )

    def open_own_pin(self, person: Person) -> None:
        """Open the form for another PIN of one's own."""
        self.open_form(
            OwnPinForm(
                self.close_form,
                lambda form: self.ask(
                    people.change_own_pin,
                    form.old.text(),
                    form.pin.value(),
                    then=lambda _nothing: self.done(_("Passphrase changed")),
                    failed=form.refused,
                ),
            ),
            person.person_id,
        )

    def open_reset(self, person: Person) -> None:
        """Open the form for somebody who forgot their PIN."""
        members = tuple(
            (one.person.person_id, one.person.name)
            for one in self.colleagues
            if one.here and one.person.person_id != person.person_id
        )
        self.open_form(ResetForm(members, self.close_form, lambda form: self._reset(person, form)), person.person_id)

    def sit_down(self, person: Person) -> None:
        """Let somebody else take the seat at this PC."""

        def given(_nobody: Any, pin: str) -> str | None:
            self.ask(people.sit_down, person.person_id, pin, then=lambda _person: seated(), failed=refused)
            return _("Checking…")

        def seated() -> None:
            dialog.accept()
            self.done(_("The seat has changed"))
            self.navigator.person_changed()

        def refused(error: SekishoError) -> None:
            dialog.row.show_error(sentence(error))

        dialog = PinDialog(
            self,
            _("Change seats"),
            _("From here on {name} works at this PC.").format(name=person.name),
            way_out=_("Go back"),
            on_primary=given,
        )
        dialog.open()

    def _reset(self, person: Person, form: ResetForm) -> None:
        def done(_nothing: object) -> None:
            self.done(_("Passphrase set anew"))

        if form.vouch.value() == KIT:
            self.ask(
                people.reset_pin_with_kit,
                person.person_id,
                form.pin.value(),
                form.code.value(),
                then=done,
                failed=form.refused,
            )
            return
        self.desk.ask(
            people.reset_pin_with_member,
            person.person_id,
            form.pin.value(),
            named={"member_id": form.vouch.value(), "member_pin": form.member_pin.text()},
            then=done,
            failed=form.refused,
            owner=self,
        )

    def _card(self, one: acts.Colleague) -> Card:
        person, card = one.person, Card(padding=16)
        head: list[QWidget] = [label(person.name, bold=True)]
        if one.seated:
            head.append(Badge(BadgeLook(_("At this PC"), "seat", "accent")))
        card.body.addWidget(line(*head))
        facts = (person.kana, person.employee_no, role_label(person.role), person.contact)
        card.body.addWidget(paragraph("　".join(filter(None, facts)), "caption", "ink2", leading=1.3))
        term = self.members.people.get(person.person_id) if self.members else None
        if term is not None:
            card.body.addWidget(paragraph(term_words(term), "caption", "ink2", leading=1.3))
        if person.ended is not None:
            return card
        ways: list[QWidget] = [_small(_("Correct"), lambda: self.open_correction(person), person)]
        if one.seated:
            ways.append(_small(_("Change passphrase"), lambda: self.open_own_pin(person), person))
        if one.here:
            ways.append(_small(_("Passphrase forgotten"), lambda: self.open_reset(person), person))
        if one.here and not one.seated:
            ways.append(_small(_("Change seats"), lambda: self.sit_down(person), person))
        if not one.here:
            ways.append(label(_("Works on another PC"), "caption", "ink2"))
        if self.members and self.members.may_remove and not one.seated:
            ways.append(_small(_("End the registration"), lambda: self.endings.of_person(person), person))
        card.body.addWidget(line(*ways))
        return card

    def open_form(self, form: PersonCard, below: str) -> None:
        """Open a form below the card it belongs to; another one that was open is dropped."""
        self._drop_form()
        self.form = form
        column: QVBoxLayout = self.devices if below in self.devices.cards else self.cards
        card = self._cards.get(below) or self.devices.cards.get(below)
        column.insertWidget(column.indexOf(card) + 1 if card else column.count(), form)
        form.show()
        form.first().setFocus()
        self.show_field(form)

    def close_form(self) -> None:
        """Give the form up."""
        self._drop_form()
        self.load()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def done(self, words: str) -> None:
        """Say what holds now and show it."""
        self._drop_form()
        self.changed(words)
        self.load()


def _small(words: str, act: Callable[[], Any], person: Person) -> buttons.PushButton:
    made = buttons.secondary(words, act, small=True)
    made.setAccessibleName(f"{words}　{person.name}")
    return made
