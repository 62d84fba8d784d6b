"""The case's dialogs: a reason for cancelling or withdrawing that, and closing as 特例完了 with a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.facts import ExceptionKind
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.items.signed_act import SignedActDialog
from ui.parts.dialogs import Dialog
from ui.parts.fields import Choice, TextField
from ui.parts.form import FormRow

Submit = Callable[..., Any]
"""Called with what was entered, then *then* and *failed* by name."""


class ReasonDialog(Dialog):
    """Asks for a reason. *submit(reason, then=, failed=)* does the act."""

    def __init__(self, window: QWidget, act: str, body: str, submit: Submit) -> None:
        super().__init__(window, act, body, way_out=_("Go back"), on_primary=self._send)
        self._submit = submit
        self.reason = TextField(name=_("Reason"), lines=3, limit=2000)
        self.row = FormRow(_("Reason"), self.reason, mark="required")
        self.body.addWidget(self.row)
        self.reason.setFocus()

    def _send(self) -> bool:
        self.row.show_error("")
        self.primary.setEnabled(False)
        self._submit(self.reason.value(), then=self._done, failed=self.show_refusal)
        return False

    def _done(self, _result: object) -> None:
        self.accept()

    def show_refusal(self, error: SekishoError) -> None:
        """Say why the act was not taken; what was typed stays."""
        self.primary.setEnabled(True)
        self.row.show_error(sentence(error))
        self.row.focus_field()


class ExceptionDialog(SignedActDialog):
    """特例完了にする: why, in which words, and the superior's 合言葉. *submit(kind, reason, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, name: str, person: str, submit: Submit, kind: ExceptionKind) -> None:
        body = _(
            "The case of {name} ends without report and confirmation. It goes into the ledger as “exception”, in the "
            "name of {person}."
        )
        kinds = (
            (ExceptionKind.SIGNATURE_REFUSED, _("The transferee does not sign")),
            (ExceptionKind.ABSENT, _("The transferee is away")),
            (ExceptionKind.OTHER, _("Other")),
        )
        chosen, reason = Choice(kinds, kind, name=_("Why")), TextField(name=_("Reason"), lines=2, limit=2000)
        row = FormRow(_("Reason"), reason, mark="required")
        rows = (FormRow(_("Why"), chosen, reserve=False), row)
        super().__init__(
            window, _("Close as an exception"), body.format(name=name, person=person), submit, rows, words=row
        )
        self.kind, self.reason, self.reason_row = chosen, reason, row

    def entered(self) -> tuple[ExceptionKind, str]:
        """Return kind and reason."""
        return self.kind.value(), self.reason.value()
