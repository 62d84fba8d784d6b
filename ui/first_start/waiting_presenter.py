"""Leads a PC that asks to join: ask, wait (restarts included), hand the request over, come in. No Qt here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.errors import PassphraseNeeded, SekishoError, ShareLoginRefused, WrongPassphrase
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.first_start import join_acts

if TYPE_CHECKING:
    from desktop_app.app import Surroundings
    from desktop_app.home import Home
    from desktop_app.usecases.joining import EnrolmentRequest
    from ui.background import Lanes
    from ui.first_start.view import FirstStartFrame
    from ui.parts.printing import Pages


class WaitingPresenter:
    """The pages ``join`` and ``code`` of one first start."""

    def __init__(self, view: FirstStartFrame, lanes: Lanes, home: Home, surroundings: Surroundings) -> None:
        self._view, self._lanes = view, lanes
        self._home, self._surroundings = home, surroundings
        self._passphrase = ""
        self._request: EnrolmentRequest | None = None
        view.gave_up.connect(self.give_up)
        ways = view.code.ways
        ways.code_asked.connect(self.show_code)
        ways.print_asked.connect(self.print_code)
        ways.save_asked.connect(self.save)

    def ask(self) -> None:
        """Ask the workplace; the page has been checked."""
        join = self._view.join
        self._passphrase = join.secrets.start.value() if join.secrets.wants_start() else ""
        asking = join_acts.Asking(
            share="" if join.by_files() else join.share.path.value(),
            person=join.person.entry(),
            role=join.role.value(),
            pin=join.secrets.pin.value(),
            passphrase=self._passphrase,
            share_password=join.share_password.text(),
            invitation=Path(join.invitation.path.value()) if join.by_files() else None,
        )
        self._view.work(_("Asking…"))
        self._desk(join_acts.ask_to_join, self._home, self._surroundings, asking, then=self._asked)

    def resume(self, passphrase: str = "") -> None:
        """Return to the number of a home that waits."""
        self._passphrase = passphrase
        given = (self._home, self._surroundings, passphrase)
        self._desk(join_acts.waiting, *given, then=self._asked, failed=self._not_resumed)

    def give_up(self) -> None:
        """Withdraw the request and start over."""
        given = (self._home, self._surroundings, self._passphrase)
        self._desk(join_acts.give_up, *given, then=lambda _nothing: self._view.show_page("company"))

    def complete(self) -> None:
        """Come in with the number that was read back; the page has been checked."""
        self._view.work(_("Fetching the records…"))
        given = (self._home, self._surroundings, self._view.code.finishing(), self._passphrase)
        self._desk(join_acts.complete_joining, *given, then=self._view.founded.emit, failed=self._not_joined)

    # --- the request's other ways -------------------------------------------------------------------------

    def show_code(self) -> None:
        """Show the QR code on the page."""
        self._ways(join_acts.code_picture, self._request, then=self._view.code.ways.show_picture)

    def print_code(self) -> None:
        """Print the page with the QR code."""
        self._view.code.ways.message.show_help(_("Preparing the page…"))
        self._ways(join_acts.code_pages, self._request, self._surroundings, then=self._rendered)

    def save(self, path: Path) -> None:
        """Write the request to *path*."""
        self._ways(join_acts.save_request, self._request, path, then=self._saved)

    def _rendered(self, pages: Pages) -> None:
        self._view.code.ways.message.show_help("")
        if self._view.print_pages(pages, _("Request to join")):
            self._view.code.ways.message.show_help(_("Sent to the printer."))

    def _saved(self, path: Path) -> None:
        self._view.code.ways.message.show_help(_("Written: {name}").format(name=path.name))

    def _ways(self, act: Any, *given: Any, then: Any) -> None:
        def failed(error: SekishoError) -> None:
            self._view.code.ways.message.show_error(_plain(error))

        self._desk(act, *given, then=then, failed=failed)

    # --- inside -------------------------------------------------------------------------------------------

    def _asked(self, request: EnrolmentRequest) -> None:
        self._request = request
        self._view.rest()
        self._view.join.secrets.clear()
        self._view.code.show_request(request.workplace, request.code, by_file=request.by_file)
        self._view.show_page("code")

    def _not_resumed(self, error: SekishoError) -> None:
        if isinstance(error, PassphraseNeeded | WrongPassphrase):
            wrong = sentence(error) if isinstance(error, WrongPassphrase) else ""
            self._view.ask_passphrase(wrong, self.resume)
        else:
            self._view.show_page("code")
            self._refused(error)

    def _not_joined(self, error: SekishoError) -> None:
        code = self._view.code
        if isinstance(error, ShareLoginRefused) and not code.share_password.isHidden():
            code.share_password.show_error(sentence(error))
        else:
            code.answer_row.show_error(sentence(error))
        self._view.rest()
        # Waiting is no mistake: the same number may fit in a minute.
        self._view.allow_next(allowed=True)

    def _desk(self, act: Any, *given: Any, then: Any = None, failed: Any = None) -> None:
        self._lanes.desk(act, *given, then=then, failed=failed or self._refused, owner=self._view)

    def _refused(self, error: SekishoError) -> None:
        self._view.rest()
        self._view.show_reason(_plain(error))


def _plain(error: SekishoError) -> str:
    return sentence(error).replace("\n", " ")
