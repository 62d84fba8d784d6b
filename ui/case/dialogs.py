"""The case's dialogs: a reason for cancelling or withdrawing that, and closing as 特例完了 with a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.facts import ExceptionKind
from desktop_app.errors import PinLocked, SekishoError, WrongPin
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.items.pin import PinRow
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


class ExceptionDialog(Dialog):
    """特例完了にする: why, in which words, and the superior's 合言葉. *submit(kind, reason, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, name: str, person: str, submit: Submit, kind: ExceptionKind) -> None:
        body = _(
            "The case of {name} ends without report and confirmation. It goes into the ledger as “exception”, in the "
            "name of {person}."
        )
        super().__init__(
            window,
            _("Close as an exception"),
            body.format(name=name, person=person),
            way_out=_("Go back"),
            on_primary=self._send,
            icon="lock",
            enter=True,
        )
        self._submit = submit
        kinds = (
            (ExceptionKind.SIGNATURE_REFUSED, _("The transferee does not sign")),
            (ExceptionKind.ABSENT, _("The transferee is away")),
            (ExceptionKind.OTHER, _("Other")),
        )
        self.kind = Choice(kinds, kind, name=_("Why"))
        self.reason = TextField(name=_("Reason"), lines=2, limit=2000)
        self.reason_row = FormRow(_("Reason"), self.reason, mark="required")
        self.pin_row = PinRow()
        self.body.addWidget(FormRow(_("Why"), self.kind, reserve=False))
        self.body.addWidget(self.reason_row)
        self.body.addWidget(self.pin_row)
        self.pin_row.free.connect(lambda: self.primary.setEnabled(True))
        self.reason.setFocus()

    def _send(self) -> bool:
        self.reason_row.show_error("")
        self.pin_row.show_error("")
        self.primary.setEnabled(False)
        self._submit(
            self.kind.value(),
            self.reason.value(),
            self.pin_row.passphrase.text(),
            then=self._done,
            failed=self.show_refusal,
        )
        return False

    def _done(self, _result: object) -> None:
        self.accept()

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the field what was wrong."""
        if isinstance(error, WrongPin | PinLocked):
            self.pin_row.show_refusal(error)
            self.primary.setEnabled(not self.pin_row.locked)
            return
        self.primary.setEnabled(True)
        self.reason_row.show_error(sentence(error))
        self.reason_row.focus_field()
