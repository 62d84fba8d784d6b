"""What the case screen asks of a person in dialogs: a reason, what the form leaves open, an order and its answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.domain.facts import ExceptionKind
from desktop_app.text import _
from ui.case.dialogs import ExceptionDialog, ReasonDialog
from ui.case.form_dialogs import ExplanationDialog, FormEntriesDialog
from ui.case.order_dialog import OrderDialog, answer_order
from ui.case.presenter import CasePresenter
from ui.items import CaseInHand


class Asking:
    """Opens each dialog over the screen; what was entered goes to the presenter."""

    def __init__(self, window: QWidget, presenter: CasePresenter) -> None:
        self._window, self._presenter = window, presenter

    def cancel(self) -> None:
        """発令取消にする."""
        body = _("The case stays in the ledger as cancelled. It can be taken up again by withdrawing the cancellation.")
        ReasonDialog(self._window, _("Mark the transfer as cancelled"), body, self._presenter.cancel).open()

    def withdraw(self) -> None:
        """取消を戻す."""
        words, body = _("Withdraw the cancellation"), _("The case goes on where it was.")
        ReasonDialog(self._window, words, body, self._presenter.withdraw_cancellation).open()

    def form(self) -> None:
        """様式の記入事項を入れる."""
        enter = self._presenter.enter_form
        self._presenter.read_form(lambda entries: FormEntriesDialog(self._window, entries, enter).open())

    def explanation(self) -> None:
        """説明記録を作る."""
        hand = self._hand
        name, person = hand.opened.case.transferee.name, hand.person.name
        ExplanationDialog(self._window, name, person, self._presenter.explain).open()

    def order(self) -> None:
        """是正を求める."""
        OrderDialog(self._window, self._presenter.order_correction, self._hand.today).open()

    def order_answer(self) -> None:
        """是正の求めに答える."""
        answer_order(self._window, self._hand.opened.case.open_orders[0], self._presenter.answer_order)

    def exception(self) -> None:
        """特例完了にする."""
        hand = self._hand
        kind = ExceptionKind.SIGNATURE_REFUSED if hand.opened.case.refusal is not None else ExceptionKind.OTHER
        name, person = hand.opened.case.transferee.name, hand.person.name
        ExceptionDialog(self._window, name, person, self._presenter.close_as_exception, kind).open()

    @property
    def _hand(self) -> CaseInHand:
        hand = self._presenter.answering.hand
        assert hand is not None, "nothing is asked before the case is shown"
        return hand
