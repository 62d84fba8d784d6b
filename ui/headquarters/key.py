"""本社の鍵: headquarters' own key as a file under a passphrase or on paper, and its way back to a new PC."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.text import _
from ui.parts import buttons
from ui.parts.dialogs import Dialog, side_by_side
from ui.parts.fields import Choice, LineField
from ui.parts.files import ask_where, ask_which
from ui.parts.form import FormRow, Message
from ui.parts.labels import paragraph
from ui.parts.printing import Pages, ask_and_print
from ui.parts.secret_form import SecretPair
from ui.words import run_on

if TYPE_CHECKING:
    from desktop_app.usecases.headquarters_own import OwnInvitation

KEY_FILE = "sekisho-headquarters-key.age"
KEY_MINIMUM = 12


_PAPER, _FILE = "paper", "file"


class KeyDialog(Dialog):
    """While the key is here it goes out, asked for with the own PIN; while it is not, it comes in. By paper or file."""

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
        self.nobody = paragraph(
            _("This PC has no key of a headquarters. If there was one, take it in here; else invite a workplace."),
            "",
            "ink2",
            leading=1.35,
        )
        self.way = Choice([(_PAPER, _("On paper")), (_FILE, _("As a file"))], name=_("How"), width=200)
        self.pin = LineField(secret=True, width=240)
        self.pin_row = FormRow(_("Your passphrase"), self.pin, mark="required")
        self.words = SecretPair(
            _("Passphrase of the key file"),
            minimum=KEY_MINIMUM,
            too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=KEY_MINIMUM),
            help_text=_("The age program asks for it too. Use letters and digits of a plain keyboard."),
        )
        self.save_page = buttons.secondary(_("Save as PDF"), self._choose_page, icon="export")
        self.file_words = LineField(secret=True, width=240)
        self.file_words_row = FormRow(_("Passphrase of the key file"), self.file_words, mark="required")
        self.letters = LineField(width=480)
        self.letters_row = FormRow(_("Letters on the key copy"), self.letters, mark="required")
        self.invited = buttons.secondary(_("With the invitation's file…"), self._choose_invitation, icon="import")
        self.told = Message()
        self.fingerprint = paragraph("", "caption", "ink2", leading=1.3)
        self.way_row = FormRow(_("How"), self.way, reserve=False)
        self.body.addWidget(self.who)
        self.body.addWidget(self.nobody)
        self.body.addLayout(side_by_side(self.way_row, self.pin_row, self.file_words_row))
        for part in (self.words, self.letters_row):
            self.body.addWidget(part)
        for button in (self.save_page, self.invited):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.told)
        self.body.addWidget(self.fingerprint)
        self.fingerprint.hide()
        self.primary.setEnabled(False)
        self.way.picked.connect(lambda _way: self._show_way())
        for row, field in self._fields():
            field.textChanged.connect(lambda _text, row=row: row.show_error(""))
        self._show_way()

    # --- what the presenter shows -------------------------------------------------------------------------

    def show_key(self, own: OwnInvitation | None) -> None:
        """Show whose key is here; without one, how it comes back."""
        self._here = own is not None
        self.who.setText(own.name if own is not None else "")
        self.primary.setEnabled(True)
        self._show_way()

    def show_written(self, path: Path) -> None:
        """Say that the file was written."""
        self._rest()
        self.words.clear()
        self._tell(_("Written: {name}").format(name=path.name))
        self.settle()

    def print_sheet(self, pages: Pages) -> None:
        """Let the person print the paper."""
        self._rest()
        if ask_and_print(self, _("Headquarters' key copy"), pages):
            self._tell(_("Sent to the printer."))

    def show_back(self, own: OwnInvitation) -> None:
        """Say that the key is back, with the fingerprint to compare."""
        for field in (self.file_words, self.letters):
            field.clear()
        self.show_key(own)
        back = _("The key of {name} is back on this PC.").format(name=own.name)
        compare = _("Compare the fingerprint with the one on the key copy. If they differ, do not go on.")
        self._tell(run_on(back, compare))
        letters = own.fingerprint.upper()
        groups = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
        self.fingerprint.setText(_("Fingerprint  {fingerprint}").format(fingerprint=groups))
        for widget in (self.way_row, self.pin_row, self.words, self.save_page, self.primary):
            widget.hide()
        self.who.show()
        self.fingerprint.show()
        self.way_out.setFocus()
        self.settle()

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (pin, passphrase, act) what is wrong."""
        self._rest()
        {
            "pin": self.pin_row.show_error,
            "passphrase": self.words.first_row.show_error if self._here else self.file_words_row.show_error,
            "act": self._tell_error,
        }[place](words)
        self.settle()

    # --- what is pressed ----------------------------------------------------------------------------------

    def export(self, path: Path) -> None:
        """Write the key file."""
        self._wait()
        self.presenter.export(path, self.words.value(), self.pin.text())

    def save_sheet(self, path: Path) -> None:
        """Write the paper as a PDF."""
        self._wait()
        self.presenter.save_sheet(path, self.pin.text())

    def take_file(self, path: Path) -> None:
        """Take the key in from its file."""
        self._wait()
        self.presenter.take_file(path, self.file_words.text())

    def take_sheet(self, invitation: Path | None = None) -> None:
        """Take the key in from the letters."""
        self._wait()
        self.presenter.take_sheet(self.letters.value(), invitation)

    def _press(self) -> bool:
        self._tell("")
        if not self._complete():
            return False
        if not self._by_file:
            if self._here:
                self._wait()
                self.presenter.render(self.pin.text())
            else:
                self.take_sheet()
        elif not self._here:
            ask_which(self, _("Open the key file"), _("Key file (*.age)"), self.take_file)
        elif self.words.check():
            ask_where(self, _("Save as a file"), KEY_FILE, _("Key file (*.age)"), self.export)
        return False

    def _choose_page(self) -> None:
        if self._complete():
            ask_where(self, _("Save as PDF"), _("key-copy.pdf"), "PDF (*.pdf)", self.save_sheet)

    def _choose_invitation(self) -> None:
        if self._complete():
            ask_which(self, _("With the invitation's file…"), _("Invitation (*.json)"), self.take_sheet)

    @property
    def _by_file(self) -> bool:
        return bool(self.way.value() == _FILE)

    def _fields(self) -> tuple[tuple[FormRow, LineField], ...]:
        return (
            (self.pin_row, self.pin),
            (self.file_words_row, self.file_words),
            (self.letters_row, self.letters),
        )

    def _complete(self) -> bool:
        """Mark the row in sight that is empty."""
        asked = [(row, field) for row, field in self._fields() if row.isVisibleTo(self)]
        for row, field in asked:
            row.show_error("" if field.text() else _("This is needed."))
        return all(field.text() for _row, field in asked)

    def _tell(self, words: str) -> None:
        self.told.show_help(words)
        self.told.setVisible(bool(words))

    def _tell_error(self, words: str) -> None:
        self.told.show_error(words)
        self.told.setVisible(bool(words))

    def _wait(self) -> None:
        # Opening or closing a key file takes a second.
        self._tell(_("One moment…"))
        self.primary.setEnabled(False)

    def _rest(self) -> None:
        self._tell("")
        self.primary.setEnabled(True)

    def _show_way(self) -> None:
        here, by_file = self._here, self._by_file
        for widget, shown in (
            (self.who, here and not by_file),
            (self.nobody, not here),
            (self.pin_row, here),
            (self.words, here and by_file),
            (self.save_page, here and not by_file),
            (self.file_words_row, not here and by_file),
            (self.letters_row, not here and not by_file),
            (self.invited, not here and not by_file),
        ):
            widget.setVisible(shown)
        self._tell("")
        words = {
            (True, True): _("Save as a file"),
            (True, False): _("Print the key copy"),
            (False, True): _("Open the key file"),
            (False, False): _("Take it in from the letters"),
        }
        self.primary.relabel(words[here, by_file])
        if self.isVisible():
            next(field for row, field in self._fields() if row.isVisibleTo(self)).setFocus()
            self.settle()
