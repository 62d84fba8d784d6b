"""The headquarters' own invitation: made, written, and a workplace's answer to it looked at. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.usecases.headquarters import Headquarters
    from desktop_app.usecases.headquarters_own import ConfirmedJoining, OwnInvitation
    from ui.background import Lanes


class View(Protocol):
    """What the presenter needs of the dialog."""

    def show_invitation(self, invitation: OwnInvitation | None) -> None:
        """Show name and number; without an invitation, ask for the name."""

    def show_written(self, path: Path) -> None:
        """Say that the file was written."""

    def show_confirmed(self, confirmed: ConfirmedJoining) -> None:
        """Say that a workplace has joined this headquarters."""

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (name, file, answer) what is wrong."""


class InvitationPresenter:
    """One headquarters' invitation; *confirmed* is told once a joining was confirmed, so that it goes out and shows."""

    def __init__(
        self, view: View, lanes: Lanes, office: Headquarters, confirmed: Callable[[], Any] = lambda: None
    ) -> None:
        self._view, self._lanes, self._office, self._confirmed = view, lanes, office, confirmed

    def load(self) -> None:
        """Read whether there is one."""
        self._ask("name", _read, then=self._view.show_invitation)

    def make(self, name: str) -> None:
        """Make the headquarters' keys and its invitation."""
        self._ask("name", _make, name, then=self._view.show_invitation)

    def write(self, path: Path) -> None:
        """Write the invitation as a file."""
        self._ask("file", _write, path, then=self._view.show_written)

    def confirm(self, key: str, answer: str) -> None:
        """Look whether a workplace joined this headquarters, with the number its manager read back."""

        def told(joined: ConfirmedJoining) -> None:
            self._view.show_confirmed(joined)
            self._confirmed()

        self._ask("answer", _confirm, key, answer, then=told)

    def _ask(self, place: str, act: Callable[..., Any], *given: Any, then: Callable[[Any], Any]) -> None:
        def failed(error: SekishoError) -> None:
            self._view.show_trouble(place, sentence(error).replace("\n", " "))

        self._lanes.desk(act, self._office, *given, then=then, failed=failed, owner=self._owner)

    @property
    def _owner(self) -> QObject:
        return self._view  # type: ignore[return-value] # the dialog is one


def _read(office: Headquarters) -> OwnInvitation | None:
    from desktop_app.usecases.headquarters_own import own_invitation

    return own_invitation(office)


def _make(office: Headquarters, name: str) -> OwnInvitation:
    from desktop_app.usecases.headquarters import passphrase_for_new
    from desktop_app.usecases.headquarters_own import make_own_invitation

    return make_own_invitation(office, name, passphrase=passphrase_for_new(office, ""))


def _write(office: Headquarters, path: Path) -> Path:
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.headquarters_own import make_own_invitation

    write_whole(path, make_own_invitation(office, "").data)
    return path


def _confirm(office: Headquarters, key: str, answer: str) -> ConfirmedJoining:
    from desktop_app.usecases.headquarters_own import confirm_joining

    return confirm_joining(office, key, answer)
