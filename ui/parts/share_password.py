"""The password for the user whom a share's address names; the row is there only while an address names one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from desktop_app.errors import SekishoError
from desktop_app.share.address import smb_place
from desktop_app.text import _
from ui.parts.fields import LineField
from ui.parts.form import FormRow


class SharePassword(FormRow):
    """Follows *address*; what is typed goes into this PC's keyring, never into the address or the record.

    *kept*: what is said instead of the keyring where it is kept otherwise.
    """

    def __init__(self, address: QLineEdit, kept: str = "") -> None:
        self.password = LineField(secret=True, width=300, limit=256, name=_("Password for the file server"))
        super().__init__(
            _("Password for the file server"),
            self.password,
            help_text=kept or _("Kept in this PC's keyring. Leave it empty if it was entered before."),
        )
        address.textChanged.connect(self.follow)
        self.password.textChanged.connect(lambda _text: self.show_error(""))
        self.follow(address.text())

    def text(self) -> str:
        """Return what was typed, letter for letter; empty while no address asks for it."""
        return self.password.text() if not self.isHidden() else ""

    def clear(self) -> None:
        """Forget what was typed."""
        self.password.clear()

    def follow(self, address: str) -> None:
        """Show the row while *address* names a user; hidden, it forgets what was typed."""
        try:
            place = smb_place(address)
        except SekishoError:
            place = None  # half typed, or wrong: its own row says so
        self.setVisible(place is not None and bool(place.user))
        if self.isHidden():
            self.clear()
