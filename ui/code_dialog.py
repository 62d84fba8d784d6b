"""The code of a ticket: asked once when it is opened, and again after every restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.parts.dialogs import Dialog
from ui.parts.fields import EmployeeNoField
from ui.parts.form import FormRow


class CodeDialog(Dialog):
    """Asks for the sixteen digits. *submit(code)* tries; accept() or show_refusal() ends it."""

    def __init__(self, window: QWidget, file_name: str, submit: Callable[[str], Any]) -> None:
        super().__init__(
            window,
            _("Open a ticket"),
            _("Enter the code that the workplace information manager told you. ({name})").format(name=file_name),
            way_out=_("Not now"),
            primary=_("Open"),
            on_primary=self._send,
            icon="ticket",
            enter=True,
        )
        self._submit = submit
        self.code = EmployeeNoField(width=300, limit=40, big=True)
        help_text = _("16 digits. What you enter on this PC is kept encrypted under this code.")
        self.row = FormRow(_("Code"), self.code, help_text=help_text)
        self.body.addWidget(self.row)
        self.code.setFocus()

    def show_refusal(self, error: SekishoError) -> None:
        """Say why it does not open; what was typed is kept to be mended."""
        self.primary.relabel(_("Open"))
        self.primary.setEnabled(True)
        self.row.show_error(sentence(error).replace("\n", " "))
        self.code.selectAll()
        self.code.setFocus()

    def _send(self) -> bool:
        self.row.show_error("")
        self.primary.setEnabled(False)
        self.primary.relabel(_("Opening…"))
        self._submit(self.code.value())
        return False
