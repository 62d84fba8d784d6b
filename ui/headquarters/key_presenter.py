"""Headquarters' own key: written under a passphrase, printed, taken in again. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.errors import PassphraseTooShort, PinLocked, SekishoError, WrongPassphrase, WrongPin
from desktop_app.sentences import sentence

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.usecases.headquarters import Headquarters
    from desktop_app.usecases.headquarters_own import OwnInvitation
    from ui.background import Lanes
    from ui.parts.printing import Pages


class View(Protocol):
    """What the presenter needs of the dialog."""

    def show_key(self, own: OwnInvitation | None) -> None:
        """Show whose key is here; without one, how it comes back."""

    def show_written(self, path: Path) -> None:
        """Say that the file was written."""

    def print_sheet(self, pages: Pages) -> None:
        """Let the person print the paper."""

    def show_back(self, own: OwnInvitation) -> None:
        """Say that the key is back."""

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (pin, passphrase, act) what is wrong."""


class KeyPresenter:
    """One headquarters' key."""

    def __init__(self, view: View, lanes: Lanes, office: Headquarters) -> None:
        self._view, self._lanes, self._office = view, lanes, office

    def load(self) -> None:
        """Read whether there is one."""
        self._ask(_read, then=self._view.show_key)

    def export(self, path: Path, passphrase: str, pin: str) -> None:
        """Write the key under a passphrase."""
        self._ask(_export, path, passphrase, pin, then=self._view.show_written)

    def render(self, pin: str) -> None:
        """Make the paper."""
        self._ask(_sheet, pin, then=self._view.print_sheet)

    def save_sheet(self, path: Path, pin: str) -> None:
        """Write the paper as a PDF."""
        self._ask(_save_sheet, path, pin, then=self._view.show_written)

    def take_file(self, path: Path, passphrase: str) -> None:
        """Take the key in from its file."""
        self._ask(_take_file, path, passphrase, then=self._view.show_back)

    def take_sheet(self, code: str, invitation: Path | None) -> None:
        """Take the key in from the letters on its paper."""
        self._ask(_take_sheet, code, invitation, then=self._view.show_back)

    def _ask(self, act: Callable[..., Any], *given: Any, then: Callable[[Any], Any]) -> None:
        def failed(error: SekishoError) -> None:
            place = "act"
            if isinstance(error, WrongPin | PinLocked):
                place = "pin"
            elif isinstance(error, WrongPassphrase | PassphraseTooShort):
                place = "passphrase"
            self._view.show_trouble(place, sentence(error).replace("\n", " "))

        self._lanes.desk(act, self._office, *given, then=then, failed=failed, owner=self._owner)

    @property
    def _owner(self) -> QObject:
        return self._view  # type: ignore[return-value] # the dialog is one


def _read(office: Headquarters) -> OwnInvitation | None:
    from desktop_app.usecases.headquarters_own import own_invitation

    return own_invitation(office)


def _export(office: Headquarters, path: Path, passphrase: str, pin: str) -> Path:
    from desktop_app.usecases.headquarters_key import export_key

    export_key(office, path, passphrase, own_pin=pin)
    return path


def _sheet(office: Headquarters, pin: str) -> Pages:
    from desktop_app.usecases.headquarters_key import render_key_sheet
    from ui.parts.printing import rendered

    return rendered(render_key_sheet(office, own_pin=pin))


def _save_sheet(office: Headquarters, path: Path, pin: str) -> Path:
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.headquarters_key import render_key_sheet

    write_whole(path, render_key_sheet(office, own_pin=pin))
    return path


def _take_file(office: Headquarters, path: Path, passphrase: str) -> OwnInvitation:
    from desktop_app.usecases.enrolment_files import read_letter
    from desktop_app.usecases.headquarters import passphrase_for_new
    from desktop_app.usecases.headquarters_key import take_key_file

    return take_key_file(office, read_letter(path), passphrase, passphrase=passphrase_for_new(office, ""))


def _take_sheet(office: Headquarters, code: str, invitation: Path | None) -> OwnInvitation:
    from desktop_app.usecases.enrolment_files import read_letter
    from desktop_app.usecases.headquarters import passphrase_for_new
    from desktop_app.usecases.headquarters_key import take_key_sheet

    data = read_letter(invitation) if invitation is not None else None
    return take_key_sheet(office, code, invitation=data, passphrase=passphrase_for_new(office, ""))
