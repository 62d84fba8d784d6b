"""Where the transferee's PC finds the share folder, when the ticket's address or account does not do here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import LineField
from ui.parts.form import FormRow
from ui.parts.labels import label
from ui.parts.share_password import SharePassword


class SharePlace(Card):
    """Address, and the password of the user it names. ``given(address, password)``.

    The password is used while the ticket is open and kept nowhere: the PC may be anybody's.
    """

    given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(padding=20)
        self.body.setSpacing(theme.px(8))
        self.address = LineField(limit=500, name=_("Share folder"))
        self.row = FormRow(
            _("Share folder"),
            self.address,
            help_text=_(
                "As this PC reaches it, e.g. smb://name@server/share with the name of your account on the file "
                "server. Empty: as the ticket says."
            ),
        )
        self.password = SharePassword(
            self.address, _("Used until you close this window, and kept nowhere. You enter it again next time.")
        )
        self.connect_button = buttons.primary(_("Connect"), self._give, icon="folder", big=True)
        self.close = buttons.quiet(_("Leave it as it is"), self.hide)
        ways = QHBoxLayout()
        ways.setSpacing(theme.px(8))
        ways.addWidget(self.close)
        ways.addStretch(1)
        ways.addWidget(self.connect_button)
        self.body.addWidget(label(_("Share folder on this PC"), "section"))
        self.body.addWidget(self.row)
        self.body.addWidget(self.password)
        self.body.addLayout(ways)
        self.address.textChanged.connect(lambda _text: self.row.show_error(""))
        self.hide()

    def open_at(self, address: str) -> None:
        """Show the address that is used now, with the cursor where something is missing."""
        if not self.isVisibleTo(self.parentWidget()):
            self.address.fill(address)
        self.show()
        wanted = self.address if self.password.isHidden() else self.password.password
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self.row.show_error("")
        self.password.show_error("")
        self.given.emit(self.address.value(), self.password.text())


def centred(card: QWidget, widest: int) -> QWidget:
    """Return *card* in the middle of the page, at most *widest* px wide."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    card.setMaximumWidth(theme.px(widest))
    inside = QVBoxLayout()
    inside.addWidget(card)
    row.addStretch(1)
    row.addLayout(inside, 100)
    row.addStretch(1)
    return holder
