"""What 廃棄 asks before an act: one sentence of what follows, and the 合言葉 of who does it (UI notes §4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.disposal_line import DisposalLine
from desktop_app.text import _, ngettext
from desktop_app.usecases.disposal import DisposalPreview
from ui.items.signed_act import SignedActDialog
from ui.parts.dates import DateField
from ui.parts.fields import TextField
from ui.parts.form import FormRow

Submit = Callable[..., Any]
"""Called with what was entered, the 合言葉, then *then* and *failed* by name."""


class ReasonedActDialog(SignedActDialog):
    """An act with its reason. *submit(words, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, act: str, body: str, submit: Submit, *, primary: str) -> None:
        self.words = TextField(name=_("Reason"), lines=2, limit=2000)
        row = FormRow(_("Reason"), self.words, mark="required")
        super().__init__(window, act, body, submit, (row,), words=row, primary=primary)

    def entered(self) -> tuple[str]:
        """Return the reason."""
        return (self.words.value(),)

    def missing(self) -> str:
        """A reason is needed."""
        return "" if self.words.value().strip() else _("This is needed.")


class KitDialog(SignedActDialog):
    """鍵の控えを裁断した. *submit(destroyed_on, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, year: int, today: date, submit: Submit) -> None:
        self._today = today
        self.on = DateField(today, near=today, name=_("Day"))
        row = FormRow(_("Day"), self.on, mark="required")
        body = _("Record that you saw the printed recovery kit of fiscal year {year} destroyed, every copy of it.")
        super().__init__(
            window,
            _("The kit was destroyed"),
            body.format(year=year),
            submit,
            (row,),
            words=row,
            primary=_("Record"),
            icon="key",
        )

    def entered(self) -> tuple[date]:
        """Return the day."""
        return (self.on.value() or self._today,)

    def missing(self) -> str:
        """The day has to be readable."""
        return "" if self.on.readable() and self.on.value() else _("Write the day, like 10/5.")


def order_dialog(window: QWidget, preview: DisposalPreview, submit: Submit) -> SignedActDialog:
    """Return the dialog that orders a year disposed of. *submit(words, pin, then=, failed=)*."""
    count = len(preview.cases)
    body = ngettext(
        "You order {count} case up to fiscal year {year} disposed of. Nothing goes before somebody else approves it "
        "and thirty days have passed.",
        "You order {count} cases up to fiscal year {year} disposed of. Nothing goes before somebody else approves it "
        "and thirty days have passed.",
        count,
    ).format(count=f"{count:,}", year=preview.fiscal_year)
    return ReasonedActDialog(window, _("Order the disposal"), body, submit, primary=_("Give the order"))


def approve_dialog(window: QWidget, line: DisposalLine, submit: Submit) -> SignedActDialog:
    """Return the dialog that approves an order. *submit(pin, then=, failed=)*."""
    body = _(
        "You approve {order_no}. Its cases are laid aside and no longer shown; for thirty days it can be withdrawn."
    ).format(order_no=line.disposal.order.order_no)
    return SignedActDialog(window, _("Approve the disposal"), body, submit, primary=_("Approve"))


def withdraw_dialog(window: QWidget, line: DisposalLine, submit: Submit) -> SignedActDialog:
    """Return the dialog that takes an order back. *submit(words, pin, then=, failed=)*."""
    body = _("{order_no} is taken back and its cases are shown again. The order stays in the record.")
    body = body.format(order_no=line.disposal.order.order_no)
    return ReasonedActDialog(window, _("Withdraw the disposal"), body, submit, primary=_("Withdraw"))


def carry_out_dialog(window: QWidget, line: DisposalLine, submit: Submit) -> SignedActDialog:
    """Return the dialog before what cannot be undone. *submit(pin, then=, failed=)*."""
    body = _(
        "Rows, files and keys up to fiscal year {year} are removed, here and then on every other PC. "
        "This cannot be undone; the disposal record with the case numbers stays."
    ).format(year=line.disposal.order.fiscal_year)
    act = _("Carry the disposal out")
    return SignedActDialog(window, act, body, submit, primary=_("Carry out"), icon="trash", danger=True)
