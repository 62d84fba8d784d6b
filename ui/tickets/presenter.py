"""What happens on the ticket's screen: issue, take in, answer, call back. Qt-free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.app import App, Changed
from desktop_app.errors import (
    BadSubmissionNumber,
    ImpossibleDate,
    SekishoError,
    ShareAddressUnknown,
    SharePasswordInAddress,
    SubmissionRefused,
)
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.desk import Desk, Navigator
from ui.tickets.state import TicketView, look

if TYPE_CHECKING:
    from desktop_app.usecases.tickets import IssuedTicket
    from ui.parts.printing import Pages


class View(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, view: TicketView) -> None:
        """Show how it stands."""

    def show_issued(self, issued: IssuedTicket, path: Path) -> None:
        """Show the code of the ticket just written to *path*; it is kept nowhere."""

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (expiry, address, number, file; empty: the screen) what is wrong."""

    def offer_expired(self, path: Path, words: str) -> None:
        """Let the person decide on a file whose ticket had run out."""

    def show_done(self, words: str) -> None:
        """Say quietly that something is done."""

    def print_slip(self, pages: Pages) -> None:
        """Let the person print the slip."""


class TicketPresenter:
    """One case's ticket."""

    def __init__(self, view: View, desk: Desk, navigator: Navigator, case_id: str) -> None:
        self._view, self._desk, self._navigator, self.case_id = view, desk, navigator, case_id
        self._owner: Any = view
        desk.changed.connect(self._heard)

    def load(self) -> None:
        """Read how it stands."""
        self._ask(look, self.case_id, then=self._view.show_state)

    def issue(self, path: Path, expires_on: date, address: str) -> None:
        """Make a ticket and write it to *path*; *address* is the share folder as the transferee's PC calls it."""
        self._ask(
            _issue,
            self.case_id,
            path,
            expires_on,
            address,
            then=lambda issued: self._view.show_issued(issued, path),
            failed=self._not_issued,
        )

    def render_slip(self, issued: IssuedTicket) -> None:
        """Make the slip that tells the code."""
        self._ask(_slip_pages, self.case_id, issued, then=self._view.print_slip, failed=self._trouble)

    def take(self, path: Path, *, although_expired: bool = False) -> None:
        """Take in a declaration that came as a file."""

        def failed(error: SekishoError) -> None:
            if isinstance(error, SubmissionRefused) and error.reason == "expired":
                self._view.offer_expired(path, sentence(error))
            else:
                self._view.show_trouble("file", sentence(error))

        self._ask(_take_file, path, although_expired, then=self._taken, failed=failed)

    def take_aside(self, sha256: str) -> None:
        """Take in, after all, what was kept aside."""
        self._ask(_take_aside, sha256, then=self._taken, failed=self._trouble)

    def put_away(self, sha256: str) -> None:
        """Strike it off the list."""
        self._ask(_put_away, sha256, then=self._again)

    def announce(self, number: str) -> None:
        """Note the number the transferee reads out."""

        def failed(error: SekishoError) -> None:
            self._view.show_trouble("number" if isinstance(error, BadSubmissionNumber) else "", sentence(error))

        self._ask(_announce, self.case_id, number, then=self._again, failed=failed)

    def write_reply(self, path: Path) -> None:
        """Write receipt or return as a file."""
        self._ask(_write_reply, self.case_id, path, then=self._view.show_done, failed=self._trouble)

    def withdraw(self, reason: str, then: Callable[[Any], Any], failed: Callable[[SekishoError], Any]) -> None:
        """チケットを取り消す."""
        self._desk.ask(_withdraw, self.case_id, reason, then=then, failed=failed)

    def leave(self) -> None:
        """Go back."""
        self._navigator.go_back()

    def show_case(self) -> None:
        """Show the case."""
        self._navigator.show_case(self.case_id)

    # --- inside -------------------------------------------------------------------------------------------

    def _heard(self, changed: Changed) -> None:
        if self.case_id in changed.cases:
            self.load()

    def _taken(self, words: str) -> None:
        self._view.show_done(words)
        self.load()

    def _again(self, _nothing: object) -> None:
        self.load()

    def _not_issued(self, error: SekishoError) -> None:
        place = "expiry" if isinstance(error, ImpossibleDate) else ""
        if isinstance(error, ShareAddressUnknown | SharePasswordInAddress):
            place = "address"
        self._view.show_trouble(place, sentence(error))

    def _trouble(self, error: SekishoError) -> None:
        self._view.show_trouble("", sentence(error))

    def _ask(self, act: Callable[..., Any], *given: Any, **ways: Any) -> None:
        self._desk.ask(act, *given, owner=self._owner, **ways)


def _issue(app: App, case_id: str, path: Path, expires_on: date, address: str) -> IssuedTicket:
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.tickets import issue_ticket

    issued = issue_ticket(app, case_id, expires_on, address)
    write_whole(path, issued.file)
    return issued


def _slip_pages(app: App, case_id: str, issued: IssuedTicket) -> Pages:
    from desktop_app.usecases.ticket_slip import render_slip
    from ui.parts.printing import rendered

    return rendered(render_slip(app, case_id, issued.code, issued.expires_on))


def _take_file(app: App, path: Path, although_expired: bool) -> str:
    from desktop_app.usecases.ticket_inbox import take_file

    taken = take_file(app, path, although_expired=although_expired)
    return _("The declaration {number} is taken in.").format(number=taken.number)


def _take_aside(app: App, sha256: str) -> str:
    from desktop_app.usecases.ticket_inbox import take_aside

    return _("The declaration {number} is taken in.").format(number=take_aside(app, sha256).number)


def _put_away(app: App, sha256: str) -> None:
    from desktop_app.usecases.ticket_inbox import put_away

    put_away(app, sha256)


def _announce(app: App, case_id: str, number: str) -> None:
    from desktop_app.usecases.tickets import announce_submission

    announce_submission(app, case_id, number)


def _write_reply(app: App, case_id: str, path: Path) -> str:
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.tickets import reply_file

    write_whole(path, reply_file(app, case_id))
    return _("Written: {path}").format(path=path.name)


def _withdraw(app: App, case_id: str, reason: str) -> None:
    from desktop_app.usecases.tickets import withdraw_ticket

    withdraw_ticket(app, case_id, reason)
