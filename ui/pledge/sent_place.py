"""Where the transferee's PC finds the share folder, when the ticket's address or account does not do here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.parts.dialogs import Dialog
from ui.parts.fields import LineField
from ui.parts.form import FormRow
from ui.parts.share_password import SharePassword


class SharePlaceDialog(Dialog):
    """Address, and the password of the user it names. *connect(address, password)* ends in accept() or show_refusal().

    The password is used while the ticket is open and kept nowhere: the PC may be anybody's.
    """

    def __init__(self, window: QWidget, address: str, connect: Callable[[str, str], Any]) -> None:
        super().__init__(
            window,
            _("Change the share folder"),
            _("Write the folder as this PC reaches it, and your account on the file server where it asks for one."),
            way_out=_("Leave it as it is"),
            primary=_("Connect"),
            on_primary=self._send,
            icon="folder",
            enter=True,
        )
        self._connect_with = connect
        self.address = LineField(address, limit=500, name=_("Share folder"))
        self.row = FormRow(
            _("Share folder"),
            self.address,
            help_text=_("E.g. smb://name@server/share with the name of your account. Empty: as the ticket says."),
        )
        self.password = SharePassword(
            self.address, _("Used until you close this window, and kept nowhere. You enter it again next time.")
        )
        self.body.addWidget(self.row)
        self.body.addWidget(self.password)
        self.address.textChanged.connect(lambda _text: self.row.show_error(""))
        (self.address if self.password.isHidden() else self.password.password).setFocus()

    def show_refusal(self, error: SekishoError) -> None:
        """Say why this is no address; what was typed is kept to be mended."""
        self.row.show_error(sentence(error))
        self.address.setFocus()

    def _send(self) -> bool:
        self._connect_with(self.address.value(), self.password.text())
        return False
