"""Who asks a workplace to be let in, checked by headquarters: from the share or from a file. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.errors import PinLocked, SekishoError, WrongPin
from desktop_app.sentences import sentence

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.usecases.enrolment import Approval
    from desktop_app.usecases.headquarters import Headquarters
    from desktop_app.usecases.headquarters_checking import Newcomers
    from ui.background import Lanes


class View(Protocol):
    """What the presenter needs of the dialog."""

    def show_newcomers(self, found: Newcomers, chosen: str) -> None:
        """Show who asks; *chosen* is the request to look at first, empty for any."""

    def show_checked(self, approval: Approval | None) -> None:
        """Show the digits to read back, or that a member of the workplace goes on."""

    def show_written(self, path: Path) -> None:
        """Say that the answer was written."""

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (code, pin, file) what is wrong."""


class NewcomerPresenter:
    """The newcomers of one workplace; *checked* is told once a word was given, so that it goes out."""

    def __init__(self, view: View, lanes: Lanes, office: Headquarters, key: str, checked: Callable[[], Any]) -> None:
        self._view, self._lanes, self._office, self._key, self._checked = view, lanes, office, key, checked

    def load(self, chosen: str = "") -> None:
        """Read who asks."""
        self._ask("file", _newcomers, then=lambda found: self._view.show_newcomers(found, chosen))

    def take(self, path: Path) -> None:
        """Take in a request that came as a file or picture."""
        self._ask("file", _take, path, then=self.load)

    def check(self, request_id: str, code: str, pin: str) -> None:
        """Say that the person who asks read these digits out."""

        def told(approval: Approval | None) -> None:
            self._view.show_checked(approval)
            self._checked()

        self._ask("code", _check, request_id, code, pin, then=told)

    def write_reply(self, path: Path, reply: bytes) -> None:
        """Write the answer for a PC that gets it as a file."""
        self._ask("file", _write, path, reply, then=self._view.show_written)

    def _ask(self, place: str, act: Callable[..., Any], *given: Any, then: Callable[[Any], Any]) -> None:
        def failed(error: SekishoError) -> None:
            where = "pin" if isinstance(error, WrongPin | PinLocked) else place
            self._view.show_trouble(where, sentence(error).replace("\n", " "))

        self._lanes.desk(act, self._office, self._key, *given, then=then, failed=failed, owner=self._owner)

    @property
    def _owner(self) -> QObject:
        return self._view  # type: ignore[return-value] # the dialog is one


def _newcomers(office: Headquarters, key: str) -> Newcomers:
    from desktop_app.usecases.headquarters_checking import newcomers

    return newcomers(office, key)


def _take(office: Headquarters, key: str, path: Path) -> str:
    from desktop_app.usecases.headquarters_checking import newcomer_from_file

    return newcomer_from_file(office, key, path)


def _check(office: Headquarters, key: str, request_id: str, code: str, pin: str) -> Approval | None:
    from desktop_app.usecases.headquarters_checking import check_newcomer

    return check_newcomer(office, key, request_id, code, own_pin=pin)


def _write(_office: Headquarters, _key: str, path: Path, reply: bytes) -> Path:
    from desktop_app.exchange.durable import write_whole

    write_whole(path, reply)
    return path
