"""The last step: the passphrases before founding, the copy of the key after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.first_start.steps import PIN_MINIMUM
from ui.parts import buttons
from ui.parts.cards import Note
from ui.parts.form import FormRow, Message
from ui.parts.labels import label, paragraph, symbol
from ui.parts.secret_form import SecretPair

START_MINIMUM = 12


class SecretsForm(QWidget):
    """The manager's passphrase; the start passphrase where the PC keeps no keys, or where somebody wants it too."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pin = SecretPair(
            _("Passphrase"),
            minimum=PIN_MINIMUM,
            too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=PIN_MINIMUM),
            help_text=_(
                "You enter it when you take the seat back and when you confirm. At least {minimum} characters."
            ).format(minimum=PIN_MINIMUM),
        )
        self.start = SecretPair(
            _("Passphrase at the start"),
            minimum=START_MINIMUM,
            too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=START_MINIMUM),
            help_text=_("At least {minimum} characters. It opens the record on this PC.").format(minimum=START_MINIMUM),
        )
        self.no_keyring = Note(
            (
                (
                    "",
                    _("This PC cannot keep the key by itself. Choose a passphrase; it is entered at every start."),
                ),
            )
        )
        self.also = buttons.Check(_("Set a passphrase for the start too"))
        self.also_help = paragraph(
            _("With it another user of this PC can open the record as well. You can set it later."),
            "caption",
            "ink2",
            leading=1.35,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for widget in (self.pin, self.no_keyring, self.also, self.also_help, self.start):
            column.addWidget(widget)
        for pair in (self.pin, self.start):
            pair.changed.connect(self.changed)
        self.also.toggled.connect(self.start.setVisible)
        self.also.toggled.connect(lambda _on: self.changed.emit())
        self.show_keyring(there=True)

    def show_keyring(self, *, there: bool) -> None:
        """Ask for the start passphrase when the PC keeps no keys, offer it otherwise."""
        self.no_keyring.setVisible(not there)
        self.also.setVisible(there)
        self.also_help.setVisible(there)
        self.start.setVisible(not there or self.also.isChecked())

    def wants_start(self) -> bool:
        """Say whether a start passphrase is to be set."""
        return self.start.isVisibleTo(self)

    def check(self) -> bool:
        """Mark what is too short or does not agree."""
        sound = self.pin.check()
        return (not self.wants_start() or self.start.check()) and sound

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (*self.pin.rows(), *(self.start.rows() if self.wants_start() else ()))

    def clear(self) -> None:
        """Forget what was typed: it has done its work."""
        self.pin.clear()
        self.start.clear()


class KitForm(QWidget):
    """The copy of the key: print it, or save it as a PDF, and lock it away."""

    changed = Signal()

    def __init__(self, on_print: Callable[[], Any], on_save: Callable[[], Any]) -> None:
        super().__init__()
        self.print_button = buttons.secondary(_("Print the key copy"), on_print, icon="print")
        self.save_button = buttons.secondary(_("Save as PDF"), on_save, icon="export")
        self.trouble = False
        self.kept = buttons.Check(_("The key copy is kept in a safe place"))
        self.kept.toggled.connect(lambda _on: self.changed.emit())
        self.message = Message()
        self.share_message = Message()
        self.share_message.hide()
        made = QHBoxLayout()
        made.setSpacing(theme.px(8))
        made.addWidget(symbol("check-disc", "ok", 20))
        made.addWidget(label(_("This PC's key is made."), bold=True))
        made.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(theme.px(8))
        ways.addWidget(self.print_button)
        ways.addWidget(self.save_button)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(made)
        column.addWidget(
            paragraph(
                _(
                    "If this PC breaks or is lost, the paper with the key copy is the only way to open the record "
                    "again. Print it and lock it away, apart from the PC. Do not photograph or send it."
                )
            )
        )
        column.addLayout(ways)
        column.addWidget(self.message)
        column.addWidget(self.kept)
        column.addWidget(self.share_message)

    def show_share_trouble(self, sentence: str) -> None:
        """Say that the share could not be used; it can be chosen again in the settings."""
        self.share_message.show_error(sentence)
        self.share_message.setVisible(bool(sentence))
