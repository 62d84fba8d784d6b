"""この行を対象にしない: why somebody in an announcement gets no case; the reason is recorded with it (measures K3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.parts.dialogs import Dialog
from ui.parts.fields import TextField
from ui.parts.form import FormRow

if TYPE_CHECKING:
    from desktop_app.usecases.intake import ImportRow


class LeaveOutDialog(Dialog):
    """Asks for the reason. *submit(row, reason)* leaves the row out."""

    def __init__(self, window: QWidget, row: ImportRow, submit: Callable[[ImportRow, str], Any]) -> None:
        transfer = row.transfer
        body = _("Row {row}, {name} ({employee_no}), gets no case. The reason is kept with the announcement.").format(
            row=transfer.row, name=transfer.name or "―", employee_no=transfer.employee_no or "―"
        )
        super().__init__(window, _("Leave this row out"), body, way_out=_("Go back"), on_primary=self._send)
        self._row, self._submit = row, submit
        self.reason = TextField(name=_("Reason"), lines=2, limit=2000)
        self.reason_row = FormRow(_("Reason"), self.reason, mark="required")
        self.body.addWidget(self.reason_row)
        self.reason.setFocus()

    def _send(self) -> bool:
        try:
            self._submit(self._row, self.reason.value())
        except SekishoError as error:
            self.reason_row.show_error(sentence(error))
            self.reason_row.focus_field()
            return False
        return True
