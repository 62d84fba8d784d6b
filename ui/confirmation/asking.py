"""確認する: the confirming person's 合言葉 puts their signature under the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.finding_rules import Duty
from desktop_app.errors import CardPinLocked, CardPinWrong, LateReasonMissing, PinLocked, SekishoError, WrongPin
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.confirmation.duties import DutyRows
from ui.confirmation.state import ConfirmationState
from ui.items.pin import PinRow
from ui.parts import buttons
from ui.parts.dialogs import Dialog
from ui.parts.fields import Choice, LineField
from ui.parts.form import FormRow


class ConfirmDialog(Dialog):
    """Asks for the 合言葉 (or a card's PIN), when late for the reason, and who does what was left open.

    *submit(pin, late reason, with card, duty)* tries; then done or refused.
    """

    def __init__(
        self,
        window: QWidget,
        state: ConfirmationState,
        submit: Callable[[str, str, bool, Duty | None], Any],
    ) -> None:
        late_days = state.confirm_late_days
        body = _(
            "You confirm {name}'s report. Your electronic signature is put on it and it is entered in the ledger. "
            "Taking it back is a new record."
        )
        super().__init__(
            window,
            _("Confirm it"),
            body.format(name=state.case.transferee.name),
            way_out=_("Not now"),
            on_primary=self._send,
            icon="double-check",
            enter=True,
        )
        self._submit = submit
        self.duties = DutyRows(state.left_open, state.reader, state.left_until) if state.left_open else None
        self.reason = Choice(_late_reasons(), name=_("Reason why it is late"))
        self.reason.setPlaceholderText(_("Choose a reason"))
        self.reason.set_value(None)
        self.reason_row = FormRow(_("Reason why it is late"), self.reason, mark="required")
        self._late = late_days
        if late_days:
            self.reason_row.message.show_help(sentence(LateReasonMissing(days=late_days, what="confirmation")))
            self.body.addWidget(self.reason_row)
        if self.duties is not None:
            self.body.addWidget(self.duties)
        self.pin_row = PinRow()
        self.card_pin = LineField(secret=True, name=_("PIN of the card"))
        self.card_row = FormRow(
            _("PIN of the card"),
            self.card_pin,
            help_text=_("Put the card into the reader. The card locks itself after a few wrong tries."),
        )
        self.with_card = buttons.Check(_("Sign with the card"))
        self.with_card.setVisible(state.has_card)
        self.card_row.hide()
        self.with_card.toggled.connect(self._switch)
        for widget in (self.with_card, self.pin_row, self.card_row):
            self.body.addWidget(widget)
        self.pin_row.free.connect(lambda: self.primary.setEnabled(True))
        (self.reason if late_days else self.pin_row.passphrase).setFocus()

    def show_refusal(self, error: SekishoError) -> None:
        """Say why it was not confirmed; everything entered but the 合言葉 stays."""
        self.primary.relabel(_("Confirm it"))
        if isinstance(error, WrongPin | PinLocked):
            self.pin_row.show_refusal(error)
        elif isinstance(error, CardPinWrong | CardPinLocked):
            self.card_pin.clear()
            self.card_row.show_error(sentence(error))
            self.card_pin.setFocus()
        else:
            (self.card_row if self.with_card.isChecked() else self.pin_row).show_error(sentence(error))
        self.primary.setEnabled(self.with_card.isChecked() or not self.pin_row.locked)
        self.grow()

    def _send(self) -> bool:
        if self._late and not self.reason.value():
            self.reason_row.show_error(sentence(LateReasonMissing(days=self._late, what="confirmation")))
            self.reason.setFocus()
            return False
        self.reason_row.show_error("")
        duty = self.duties.duty() if self.duties else None
        if self.duties is not None and duty is None:
            return False
        self.primary.setEnabled(False)
        self.primary.relabel(_("Confirming…"))
        with_card = self.with_card.isChecked()
        pin = self.card_pin if with_card else self.pin_row.passphrase
        self._submit(pin.text(), self.reason.value() or "" if self._late else "", with_card, duty)
        return False

    def _switch(self, with_card: bool) -> None:
        self.pin_row.setVisible(not with_card)
        self.card_row.setVisible(with_card)
        self.primary.setEnabled(with_card or not self.pin_row.locked)
        (self.card_pin if with_card else self.pin_row.passphrase).setFocus()
        self.grow()


def _late_reasons() -> list[tuple[str, str]]:
    words = (
        _("Checking the evidence took time"),
        _("Other work came first"),
        _("The confirming person was away"),
        _("Another reason"),
    )
    return [(word, word) for word in words]
