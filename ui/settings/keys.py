"""鍵と控え: the year's paper and the start passphrase; both ask for the PIN again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.days import day_long
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import LineField
from ui.parts.files import ask_where
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph
from ui.parts.printing import Pages, ask_and_print
from ui.parts.secret_form import SecretPair
from ui.settings import acts
from ui.settings.section import Section, line

if TYPE_CHECKING:
    from desktop_app.usecases.recovery_kit import KitState
    from desktop_app.usecases.start_passphrase import KeyKeeping

START_MINIMUM = 12


class KeysSection(Section):
    """Two cards; one PIN field serves both."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Keys and their copies"), desk, navigator)
        self.pin = LineField(secret=True, width=300)
        self.pin_row = FormRow(
            _("Your passphrase"), self.pin, mark="required", help_text=_("Needed for everything on this page.")
        )
        self.kit_state = paragraph("", leading=1.35)
        self.print_button = buttons.secondary(_("Print the key copy again"), self.print_kit, icon="print")
        self.save_button = buttons.secondary(_("Save as PDF"), self._choose_file, icon="export")
        self.kept_button = buttons.secondary(_("The key copy is kept in a safe place"), self._kept, icon="check")
        self.kept_button.hide()
        self.start_state = paragraph("", leading=1.35)
        self.passphrase = SecretPair(
            _("Passphrase at the start"),
            minimum=START_MINIMUM,
            too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=START_MINIMUM),
            help_text=_("At least {minimum} characters. It opens the record on this PC.").format(minimum=START_MINIMUM),
        )
        self.set_button = buttons.secondary("", self.set_passphrase)
        self.remove_button = buttons.danger(_("Remove the passphrase at the start"), self.remove_passphrase)
        self._build()

    def load(self) -> None:
        """Read how it stands."""
        self.ask(acts.keys_here, then=self.show_keys)

    def show_keys(self, found: tuple[KitState, KeyKeeping]) -> None:
        """Show it."""
        kit, keeping = found
        year = kit.year
        if kit.printed_on is None:
            self.kit_state.setText(_("The key copy of fiscal year {year} has not been printed yet.").format(year=year))
        else:
            shown = day_long(kit.printed_on)
            self.kit_state.setText(
                _("The key copy of fiscal year {year} was printed on {date}.").format(year=year, date=shown)
            )
        self.start_state.setText(
            _("A passphrase is asked when this PC cannot give the key by itself.")
            if keeping.passphrase
            else _("No passphrase is set. This PC keeps the key by itself.")
        )
        self.set_button.relabel(_("Change") if keeping.passphrase else _("Set"))
        self.remove_button.setVisible(keeping.passphrase and keeping.keyring)

    def print_kit(self) -> None:
        """Print the year's paper again."""
        if self._pin_there():
            self.ask(acts.kit_pages, self.pin.text(), then=self._print, failed=self._pin_refused)

    def save_kit(self, path: Path) -> None:
        """Write the paper as a PDF."""
        self.ask(acts.save_kit, self.pin.text(), path, then=self._saved, failed=self._pin_refused)

    def set_passphrase(self) -> None:
        """Set or change the start passphrase."""
        if self._pin_there() and self.passphrase.check():
            self.ask(
                acts.set_passphrase,
                self.pin.text(),
                self.passphrase.value(),
                then=lambda _nothing: self._passphrase_done(_("Passphrase set")),
                failed=self._pin_refused,
            )

    def remove_passphrase(self) -> None:
        """Leave the key to the PC alone."""
        if self._pin_there():
            self.ask(
                acts.remove_passphrase,
                self.pin.text(),
                then=lambda _nothing: self._passphrase_done(_("Passphrase removed")),
                failed=self._pin_refused,
            )

    def _build(self) -> None:
        self.body.addWidget(self.pin_row)
        kit = Card(_("Key copy"), padding=20)
        kit.body.addWidget(self.kit_state)
        kit.body.addWidget(line(self.print_button, self.save_button))
        kit.body.addWidget(self.kept_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(kit)
        start = Card(_("Passphrase at the start"), padding=20)
        for widget in (self.start_state, self.passphrase, line(self.set_button)):
            start.body.addWidget(widget)
        self.body.addWidget(start)
        self.body.addWidget(label(""))
        self.body.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.pin.textChanged.connect(lambda _text: self.pin_row.show_error(""))

    def _pin_there(self) -> bool:
        self.pin_row.show_error("" if self.pin.text() else _("This is needed."))
        if not self.pin.text():
            self.pin.setFocus()
        return bool(self.pin.text())

    def _choose_file(self) -> None:
        if not self._pin_there():
            return
        ask_where(self, _("Save as PDF"), _("key-copy.pdf"), "PDF (*.pdf)", self.save_kit)

    def _print(self, pages: Pages) -> None:
        if ask_and_print(self, _("Key copy"), pages):
            self._handed_out(_("Sent to the printer."))

    def _saved(self, path: Path) -> None:
        self._handed_out(_("Saved ({name}). Print it, then delete the file.").format(name=path.name))

    def _handed_out(self, words: str) -> None:
        self.pin.clear()
        self.changed(words)
        self.kept_button.show()

    def _kept(self) -> None:
        def noted(_nothing: object) -> None:
            self.kept_button.hide()
            self.changed()
            self.load()

        self.ask(acts.note_kit_kept, then=noted)

    def _passphrase_done(self, words: str) -> None:
        self.pin.clear()
        self.passphrase.clear()
        self.changed(words)
        self.load()

    def _pin_refused(self, error: SekishoError) -> None:
        self.pin.clear()
        self.pin_row.show_error(sentence(error).replace("\n", " "))
        self.pin.setFocus()
        self.show_field(self.pin_row)
