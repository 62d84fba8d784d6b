"""Every word of the confirming person is a fact at once; confirming and returning end the screen. No widgets here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.facts import StoredFile, Verdict
from desktop_app.errors import SekishoError
from desktop_app.text import _
from ui.confirmation.state import ConfirmationState, SignatureView, look, report_pdf, verify

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App, Changed
    from desktop_app.domain.finding_rules import Duty
    from ui.desk import Desk, Navigator


class ConfirmationView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: ConfirmationState) -> None:
        """Show items and counts; what is half written stays."""

    def show_signature(self, signature: SignatureView) -> None:
        """Show that the signature holds."""

    def show_broken(self, error: SekishoError) -> None:
        """Show that the paper does not hold, or cannot be read here."""

    def show_trouble(self, error: SekishoError) -> None:
        """Say what was refused; nothing was recorded."""

    def refuse_pin(self, error: SekishoError) -> None:
        """Say in the dialog why it was not confirmed."""

    def show_done(self, *, confirmed: bool, count: int, also: str = "") -> None:
        """Show that it is confirmed, or that *count* items were sent back, and what *also* has to be known."""

    def show_copied(self, path: Path) -> None:
        """Say where a copy of an evidence file is."""


class ConfirmationPresenter:
    """Reads a reported case and records the confirming person's words."""

    def __init__(
        self, view: ConfirmationView, desk: Desk, navigator: Navigator, case_id: str, *, owner: QObject
    ) -> None:
        self._view, self._desk, self._navigator, self.case_id = view, desk, navigator, case_id
        self._owner = owner
        self.state: ConfirmationState | None = None
        self._verified = ""

    def read(self) -> None:
        """Read the case."""
        self._desk.ask(look, self.case_id, then=self._show)

    def heard(self, changed: Changed) -> None:
        """Read again when the case was touched, here or elsewhere."""
        if changed.workplace or self.case_id in changed.cases:
            self.read()

    def check(self, item_id: str, verdict: Verdict, reason_code: str = "", text: str = "") -> None:
        """Accept an item, or mark it to be returned with a reason."""
        self._desk.ask(_check, self.case_id, item_id, verdict, reason_code, text, failed=self._view.show_trouble)

    def accept_not_applicable(self) -> None:
        """Accept every 該当なし that was not looked at yet, together."""
        self._desk.ask(_accept_not_applicable, self.case_id, failed=self._view.show_trouble)

    def send_back(self, count: int) -> None:
        """Send the report back for the items marked."""
        done = partial(self._view.show_done, confirmed=False, count=count)
        self._desk.ask(
            _send_back, self.case_id, then=lambda _none: done(), failed=self._view.show_trouble, owner=self._owner
        )

    def confirm(self, pin: str, late_reason: str, with_card: bool, duty: Duty | None) -> None:
        """Countersign and confirm; with the card, *pin* is the card's. *duty*: who does what was left open."""
        given = self.case_id, pin, late_reason, with_card, duty
        self._desk.ask(_confirm, *given, then=self._confirmed, failed=self._view.refuse_pin)

    def see_report(self) -> None:
        """Open the report in the preview."""
        if self.state is not None:
            case = self.state.case
            render = partial(report_pdf, case_id=self.case_id)
            self._navigator.show_preview(_("Completion report"), render, f"{case.case_no}.pdf")

    def copy_out(self, kept: StoredFile, path: Path) -> None:
        """Write a copy of an evidence file where the person chose."""
        done = self._view.show_copied
        self._desk.ask(_copy_out, kept, path, then=done, failed=self._view.show_trouble, owner=self._owner)

    def to_case(self) -> None:
        """Go back to the case."""
        self._navigator.show_case(self.case_id)

    def to_next(self) -> None:
        """Go on to the next report."""
        if self.state is not None and self.state.next_case is not None:
            self._navigator.show_confirmation(self.state.next_case[0])

    def _show(self, state: ConfirmationState) -> None:
        self.state = state
        self._view.show_state(state)
        report = state.case.report
        # The paper only changes with a new report or the countersignature; verifying takes a while.
        paper = report.pdf.sha256 + str(state.case.confirmation is not None) if report else ""
        if paper and paper != self._verified:
            self._verified = paper
            self._desk.ask(verify, self.case_id, then=self._view.show_signature, failed=self._view.show_broken)

    def _confirmed(self, no_stamp: str) -> None:
        self._view.show_done(confirmed=True, count=0, also=no_stamp)


def _check(app: App, case_id: str, item_id: str, verdict: Verdict, reason_code: str, text: str) -> None:
    from desktop_app.usecases.confirming import Check, check_item

    check_item(app, case_id, item_id, Check(verdict, reason_code, text))


def _accept_not_applicable(app: App, case_id: str) -> None:
    from desktop_app.usecases.confirming import accept_rest

    accept_rest(app, case_id, only_not_applicable=True)


def _send_back(app: App, case_id: str) -> None:
    from desktop_app.usecases.confirming import return_report

    return_report(app, case_id)


def _confirm(app: App, case_id: str, pin: str, late_reason: str, with_card: bool, duty: Duty | None) -> str:
    from desktop_app.sentences.papers import timestamp_words
    from desktop_app.usecases.confirming import confirm_case

    confirm_case(app, case_id, pin, late_reason, with_card=with_card, duty=duty)
    confirmation = app.record.case(case_id).confirmation
    return timestamp_words(confirmation.timestamp) if confirmation else ""


def _copy_out(app: App, kept: StoredFile, path: Path) -> Path:
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.answering import read_file

    write_whole(path, read_file(app, kept))
    return path
