"""本社の鍵: headquarters' own key as a file under a passphrase or on paper, and its way back to a new PC."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.dialogs import Dialog
from ui.parts.fields import LineField
from ui.parts.files import ask_where, ask_which
from ui.parts.form import FormRow, Message
from ui.parts.labels import hairline, label, paragraph
from ui.parts.printing import Pages, ask_and_print
from ui.parts.secret_form import SecretPair
from ui.words import run_on

if TYPE_CHECKING:
    from desktop_app.usecases.headquarters_own import OwnInvitation

KEY_FILE = "sekisho-headquarters-key.age"
KEY_MINIMUM = 12


class KeyDialog(Dialog):
    """While the key is here it goes out, asked for with the own PIN; while it is not, it comes in."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(
            window,
            _("Headquarters' key"),
            _("It opens every record and paper of the workplaces that joined. Keep a copy apart from this PC."),
            way_out=_("Close"),
            primary=_("Save as a file"),
            on_primary=self._press,
        )
        self.presenter: Any = None
        self._here = True
        self.who = paragraph("", bold=True)
        self.fingerprint = paragraph("", "caption", "ink2", leading=1.3)
        self.pin = LineField(secret=True, width=300)
        self.pin_row = FormRow(_("Your passphrase"), self.pin, mark="required")
        self.words = SecretPair(
            _("Passphrase of the key file"),
            minimum=KEY_MINIMUM,
            too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=KEY_MINIMUM),
            help_text=_("The age program asks for it too. Use letters and digits of a plain keyboard."),
        )
        self.print = buttons.secondary(_("Print the key copy"), self.print_key, icon="print")
        self.save_page = buttons.secondary(_("Save as PDF"), self._choose_page, icon="export")
        self.file_words = LineField(secret=True, width=300)
        self.file_words_row = FormRow(_("Passphrase of the key file"), self.file_words)
        self.letters = LineField(width=480)
        self.letters_row = FormRow(_("Letters on the key copy"), self.letters)
        self.take_letters = buttons.secondary(_("Take it in from the letters"), self._take_letters)
        self.take_invited = buttons.secondary(_("With the invitation's file…"), self._choose_invitation, icon="import")
        self.told = Message()
        self._out, self._in = self._going_out(), self._coming_in()
        for widget in (self._out, self._in):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addWidget(self.told)
        self.primary.setEnabled(False)
        for row, field in (
            (self.pin_row, self.pin),
            (self.file_words_row, self.file_words),
            (self.letters_row, self.letters),
        ):
            field.textChanged.connect(lambda _text, row=row: row.show_error(""))

    # --- what the presenter shows -------------------------------------------------------------------------

    def show_key(self, own: OwnInvitation | None) -> None:
        """Show whose key is here; without one, how it comes back."""
        self._here = own is not None
        if own is not None:
            letters = own.fingerprint.upper()
            groups = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
            self.who.setText(own.name)
            self.fingerprint.setText(_("Fingerprint  {fingerprint}").format(fingerprint=groups))
        self._out.setVisible(self._here)
        self._in.setVisible(not self._here)
        self.primary.setEnabled(True)
        self.primary.relabel(_("Save as a file") if self._here else _("Open the key file"))
        (self.pin if self._here else self.file_words).setFocus()
        self.grow()

    def show_written(self, path: Path) -> None:
        """Say that the file was written."""
        self._rest()
        self.words.clear()
        self.told.show_help(_("Written: {name}").format(name=path.name))
        self.grow()

    def print_sheet(self, pages: Pages) -> None:
        """Let the person print the paper."""
        self._rest()
        if ask_and_print(self, _("Headquarters' key copy"), pages):
            self.told.show_help(_("Sent to the printer."))

    def show_back(self, own: OwnInvitation) -> None:
        """Say that the key is back."""
        for field in (self.file_words, self.letters):
            field.clear()
        self.show_key(own)
        back = _("The key of {name} is back on this PC.").format(name=own.name)
        compare = _("Compare the fingerprint with the one on the key copy. If they differ, do not go on.")
        self.told.show_help(run_on(back, compare))
        self.grow()

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (pin, passphrase, act) what is wrong."""
        self._rest()
        {
            "pin": self.pin_row.show_error,
            "passphrase": self.words.first_row.show_error if self._here else self.file_words_row.show_error,
            "act": self.told.show_error,
        }[place](words)
        self.grow()

    # --- what is pressed ----------------------------------------------------------------------------------

    def print_key(self) -> None:
        """Print the paper."""
        if self._pin_there():
            self._wait()
            self.presenter.render(self.pin.text())

    def _press(self) -> bool:
        self.told.show_help("")
        if not self._here:
            self._choose_key_file()
        elif self._pin_there() and self.words.check():
            ask_where(self, _("Save as a file"), KEY_FILE, _("Key file (*.age)"), self.export)
        return False

    def export(self, path: Path) -> None:
        """Write the key file."""
        self._wait()
        self.presenter.export(path, self.words.value(), self.pin.text())

    def take_file(self, path: Path) -> None:
        """Take the key in from its file."""
        self._wait()
        self.presenter.take_file(path, self.file_words.text())

    def take_sheet(self, invitation: Path | None = None) -> None:
        """Take the key in from the letters."""
        self._wait()
        self.presenter.take_sheet(self.letters.value(), invitation)

    def _choose_page(self) -> None:
        if self._pin_there():
            ask_where(self, _("Save as PDF"), _("key-copy.pdf"), "PDF (*.pdf)", self._save_page)

    def _save_page(self, path: Path) -> None:
        self._wait()
        self.presenter.save_sheet(path, self.pin.text())

    def _choose_key_file(self) -> None:
        self.file_words_row.show_error("" if self.file_words.text() else _("This is needed."))
        if self.file_words.text():
            ask_which(self, _("Open the key file"), _("Key file (*.age)"), self.take_file)

    def _take_letters(self) -> None:
        if self._letters_there():
            self.take_sheet()

    def _choose_invitation(self) -> None:
        if self._letters_there():
            ask_which(self, _("With the invitation's file…"), _("Invitation (*.json)"), self.take_sheet)

    def _pin_there(self) -> bool:
        self.pin_row.show_error("" if self.pin.text() else _("This is needed."))
        return bool(self.pin.text())

    def _letters_there(self) -> bool:
        self.told.show_help("")
        self.letters_row.show_error("" if self.letters.value() else _("This is needed."))
        return bool(self.letters.value())

    def _wait(self) -> None:
        # Opening or closing a key file takes a second.
        self.told.show_help(_("One moment…"))
        self.primary.setEnabled(False)

    def _rest(self) -> None:
        self.told.show_help("")
        self.primary.setEnabled(True)

    # --- how it looks -------------------------------------------------------------------------------------

    def _going_out(self) -> QWidget:
        part, column = _column()
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.print)
        row.addWidget(self.save_page)
        row.addStretch(1)
        for widget in (self.who, self.fingerprint, self.pin_row, hairline(), label(_("On paper"), bold=True)):
            column.addWidget(widget)
        column.addLayout(row)
        parts: tuple[QWidget, ...] = (hairline(), label(_("As a file"), bold=True), self.words)
        for widget in parts:
            column.addWidget(widget)
        return part

    def _coming_in(self) -> QWidget:
        part, column = _column()
        words = _("This PC has no key of a headquarters. If there was one, take it in here; else invite a workplace.")
        column.addWidget(paragraph(words, "", "ink2", leading=1.35))
        for widget in (label(_("From its file"), bold=True), self.file_words_row, hairline()):
            column.addWidget(widget)
        for widget in (label(_("From its paper"), bold=True), self.letters_row):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.take_letters)
        row.addWidget(self.take_invited)
        row.addStretch(1)
        column.addLayout(row)
        return part


def _column() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return part, column
