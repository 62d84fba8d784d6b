"""署名: the service that stamps signatures with the time, and the own card to confirm with; both ask for the PIN."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import PinLocked, SekishoError, WrongPin
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import LineField
from ui.parts.files import ask_which
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph
from ui.settings import signing_acts
from ui.settings.section import Section, line

if TYPE_CHECKING:
    from desktop_app.domain.facts import TimestampServiceChosen


class SigningSection(Section):
    """Two cards; one PIN field serves both."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Signatures"), desk, navigator)
        self.pin = LineField(secret=True, width=300)
        self.pin_row = FormRow(
            _("Your passphrase"), self.pin, mark="required", help_text=_("Needed for everything on this page.")
        )
        self.stamp_state = paragraph("", leading=1.35)
        self.address = LineField(width=480)
        self.certificate: Path | None = None
        self.certificate_name = label(_("None chosen"), "", "ink2")
        self.choose_certificate = buttons.secondary(_("Choose a file"), self._ask_certificate)
        self.set_button = buttons.secondary(_("Try it and set it"), self.set_service)
        self.off_button = buttons.danger(_("Stamp no more"), self.stop_stamping)
        self.card_state = paragraph("", leading=1.35)
        self.module = LineField(width=480)
        self.choose_module = buttons.secondary(_("Choose a file"), self._ask_module)
        self.token, self.key = LineField(width=300), LineField(width=300)
        self.card_pin = LineField(secret=True, width=300)
        self.card_button = buttons.secondary(_("Register this card"), self.register_card)
        self.give_up_button = buttons.danger(_("Confirm without the card"), self.give_card_up)
        self._build()

    def load(self) -> None:
        """Read how it stands."""
        self.ask(signing_acts.signing_here, then=self.show_signing)

    def show_signing(self, found: signing_acts.SigningView) -> None:
        """Show it."""
        self.stamp_state.setText(found.stamps)
        self.off_button.setVisible(found.is_stamped)
        self.card_state.setText(found.card)
        self.give_up_button.setVisible(found.has_card)
        if not self.module.text():
            self.module.setText(found.module)

    def set_service(self) -> None:
        """Try the service on the lane that may hang on the network, then set it."""
        if self._pin_there():
            self.set_button.setEnabled(False)
            self.set_button.relabel(_("Trying…"))
            given = (self.address.text(), self.certificate)
            self.desk.share(signing_acts.try_stamps, *given, then=self._tried, failed=self._not_set, owner=self)

    def stop_stamping(self) -> None:
        """Have no signature stamped any more."""
        if self._pin_there():
            done = self._done(_("Signatures are not stamped with the time."))
            self.ask(signing_acts.stop_stamps, self.pin.text(), then=done, failed=self._pin_refused)

    def register_card(self) -> None:
        """Let who sits here confirm with the card in the reader."""
        if self._pin_there():
            given = (self.module.text(), self.token.text(), self.key.text(), self.card_pin.text(), self.pin.text())
            self.ask(
                signing_acts.register_card, *given, then=self._done(_("Card registered")), failed=self._card_refused
            )

    def give_card_up(self) -> None:
        """Let nothing more be confirmed with the card."""
        if self._pin_there():
            done = self._done(_("Card given up"))
            self.ask(signing_acts.give_card_up, self.pin.text(), then=done, failed=self._pin_refused)

    def _build(self) -> None:
        self.body.addWidget(self.pin_row)
        stamps = Card(_("Time stamps"), padding=20)
        stamps.body.addWidget(self.stamp_state)
        self.address_row = FormRow(
            _("Address of the service"), self.address, help_text=_("An RFC 3161 service: https:// or http://.")
        )
        stamps.body.addWidget(self.address_row)
        chosen = FormRow(
            _("Certificates of the service (PEM)"),
            line(self.choose_certificate, self.certificate_name),
            mark="optional",
            help_text=_("With them it is checked whose stamps they are."),
        )
        stamps.body.addWidget(chosen)
        stamps.body.addWidget(line(self.set_button, self.off_button))
        card = Card(_("Signing card"), padding=20)
        card.body.addWidget(self.card_state)
        self.module_row = FormRow(
            _("Driver of the card reader"),
            line(self.module, self.choose_module),
            help_text=_("The PKCS#11 module that came with the card or the reader."),
        )
        card.body.addWidget(self.module_row)
        for text, field in ((_("Name of the card"), self.token), (_("Name of the key on it"), self.key)):
            help_text = _("Leave it empty when there is only one.")
            card.body.addWidget(FormRow(text, field, mark="optional", help_text=help_text))
        self.card_row = FormRow(_("PIN of the card"), self.card_pin, help_text=_("It is not kept."))
        card.body.addWidget(self.card_row)
        card.body.addWidget(line(self.card_button, self.give_up_button))
        self.body.addWidget(stamps)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.pin.textChanged.connect(lambda _text: self.pin_row.show_error(""))

    def _ask_certificate(self) -> None:
        kinds = _("Certificates (*.pem *.crt *.cer)")
        ask_which(self, _("Certificates of the service (PEM)"), kinds, self.take_certificate)

    def take_certificate(self, path: Path) -> None:
        """Use the certificates in a file."""
        self.certificate = path
        self.certificate_name.setText(path.name)

    def _ask_module(self) -> None:
        kinds = _("Drivers (*.dll *.so *.dylib)")
        ask_which(self, _("Driver of the card reader"), kinds, lambda path: self.module.setText(str(path)))

    def _pin_there(self) -> bool:
        self.pin_row.show_error("" if self.pin.text() else _("This is needed."))
        if not self.pin.text():
            self.pin.setFocus()
            self.show_field(self.pin_row)
        return bool(self.pin.text())

    def _tried(self, chosen: TimestampServiceChosen) -> None:
        self._rest()
        done = self._done(_("Signatures are stamped from now on."))
        self.ask(signing_acts.set_stamps, chosen, self.pin.text(), then=done, failed=self._pin_refused)

    def _not_set(self, error: SekishoError) -> None:
        self._rest()
        self.address_row.show_error(sentence(error).replace("\n", " "))
        self.address.setFocus()

    def _rest(self) -> None:
        self.address_row.show_error("")
        self.set_button.setEnabled(True)
        self.set_button.relabel(_("Try it and set it"))

    def _done(self, words: str) -> signing_acts.Then:
        def done(_nothing: object) -> None:
            self.pin.clear()
            self.card_pin.clear()
            self.card_row.show_error("")
            self.changed(words)
            self.load()

        return done

    def _card_refused(self, error: SekishoError) -> None:
        self.card_pin.clear()
        if isinstance(error, WrongPin | PinLocked):
            self._pin_refused(error)
        else:
            self.card_row.show_error(sentence(error).replace("\n", " "))
            self.card_pin.setFocus()

    def _pin_refused(self, error: SekishoError) -> None:
        self.pin.clear()
        self.pin_row.show_error(sentence(error).replace("\n", " "))
        self.pin.setFocus()
        self.show_field(self.pin_row)
