"""是正を求める: what, by when, and the 合言葉 of who orders it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.order_facts import CorrectionOrdered
from desktop_app.text import _
from ui.case.dialogs import ReasonDialog
from ui.items.signed_act import SignedActDialog
from ui.parts.dates import DateField
from ui.parts.fields import TextField
from ui.parts.form import FormRow


class OrderDialog(SignedActDialog):
    """*submit(words, due_on, pin, then=, failed=)* records the order."""

    def __init__(self, window: QWidget, submit: Callable[..., Any], today: date) -> None:
        words = TextField(name=_("What is to be put right"), lines=2, limit=2000)
        due = DateField(near=today, name=_("By when"))
        words_row = FormRow(_("What is to be put right"), words, mark="required")
        due_row = FormRow(_("By when"), due, mark="optional")
        super().__init__(
            window,
            _("Ask for a correction"),
            _("The order goes to the workplace with this case, signed by this PC in your name."),
            submit,
            (words_row, due_row),
            words=words_row,
            primary=_("Give the order"),
        )
        self.words, self.due, self.words_row, self.due_row = words, due, words_row, due_row

    def entered(self) -> tuple[str, date | None]:
        """Return the words and the day, if one is given."""
        return self.words.value(), self.due.value()

    def missing(self) -> str:
        """An order without words is none."""
        return "" if self.words.value().strip() else _("This is needed.")


def answer_order(window: QWidget, order: CorrectionOrdered, submit: Callable[..., Any]) -> None:
    """Ask what was done about *order*. *submit(order_no, words, then=, failed=)*."""
    body = _("It goes to headquarters with this case: {words}").format(words=order.words)
    ReasonDialog(window, _("Write what was done"), body, partial(submit, order.order_no)).open()
