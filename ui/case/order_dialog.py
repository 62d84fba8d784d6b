"""是正を求める: what, by when, and the 合言葉 of who orders it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.order_facts import CorrectionOrdered
from desktop_app.errors import PinLocked, SekishoError, WrongPin
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.case.dialogs import ReasonDialog
from ui.items.pin import PinRow
from ui.parts.dates import DateField
from ui.parts.dialogs import Dialog
from ui.parts.fields import TextField
from ui.parts.form import FormRow


class OrderDialog(Dialog):
    """*submit(words, due_on, pin, then=, failed=)* records the order."""

    def __init__(self, window: QWidget, submit: Callable[..., Any], today: date) -> None:
        super().__init__(
            window,
            _("Ask for a correction"),
            _("The order goes to the workplace with this case, signed by this PC in your name."),
            way_out=_("Go back"),
            primary=_("Give the order"),
            on_primary=self._send,
            icon="lock",
            enter=True,
        )
        self._submit = submit
        self.words = TextField(name=_("What is to be put right"), lines=2, limit=2000)
        self.due = DateField(near=today, name=_("By when"))
        self.words_row = FormRow(_("What is to be put right"), self.words, mark="required")
        self.due_row = FormRow(_("By when"), self.due, mark="optional")
        self.pin_row = PinRow()
        for row in (self.words_row, self.due_row, self.pin_row):
            self.body.addWidget(row)
        self.pin_row.free.connect(lambda: self.primary.setEnabled(True))
        self.words.setFocus()

    def _send(self) -> bool:
        self.words_row.show_error("" if self.words.value().strip() else _("This is needed."))
        self.pin_row.show_error("")
        if self.words_row.has_error():
            return False
        self.primary.setEnabled(False)
        self._submit(
            self.words.value(),
            self.due.value(),
            self.pin_row.passphrase.text(),
            then=self._done,
            failed=self.show_refusal,
        )
        return False

    def _done(self, _number: object) -> None:
        self.accept()

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the field what was wrong; what was typed stays."""
        if isinstance(error, WrongPin | PinLocked):
            self.pin_row.show_refusal(error)
            self.primary.setEnabled(not self.pin_row.locked)
            return
        self.primary.setEnabled(True)
        self.words_row.show_error(sentence(error))
        self.words_row.focus_field()


def answer_order(window: QWidget, order: CorrectionOrdered, submit: Callable[..., Any]) -> None:
    """Ask what was done about *order*. *submit(order_no, words, then=, failed=)*."""
    body = _("It goes to headquarters with this case: {words}").format(words=order.words)
    ReasonDialog(window, _("Write what was done"), body, partial(submit, order.order_no)).open()
