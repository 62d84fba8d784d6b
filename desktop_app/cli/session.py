"""Opening the home for one command, and asking for passphrases and PINs.

Secrets come from the environment or from a person at a terminal, never from the command line, where every user
of the PC could read them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getpass

from desktop_app.app import App, Surroundings
from desktop_app.cli.places import home_of
from desktop_app.errors import SecretMissing
from desktop_app.text import _
from desktop_app.usecases.opening import open_home
from desktop_app.usecases.people import require_seat_free

PASSPHRASE = "SEKISHO_PASSPHRASE"  # noqa: S105 - a name
PIN = "SEKISHO_PIN"
CARD_PIN = "SEKISHO_CARD_PIN"
NEW_PIN = "SEKISHO_NEW_PIN"
SECOND_PIN = "SEKISHO_SECOND_PIN"
KEY_PASSPHRASE = "SEKISHO_KEY_PASSPHRASE"  # noqa: S105 - a name
RECOVERY_KEY = "SEKISHO_RECOVERY_KEY"
TICKET_CODE = "SEKISHO_TICKET_CODE"


@contextmanager
def at_desk(options: argparse.Namespace) -> Iterator[App]:
    """Open the home for the person of ``--as``, and close it whatever happens."""
    app = open_home(
        home_of(options),
        Surroundings(),
        ask_passphrase=passphrase_asker(),
        employee_no=options.employee,
    )
    try:
        yield app
    finally:
        app.close()


@contextmanager
def at_free_desk(options: argparse.Namespace) -> Iterator[App]:
    """The same, for what shows other people's cases; raises SeatHandedOver while a transferee has the seat."""
    with at_desk(options) as app:
        require_seat_free(app)
        yield app


def passphrase_asker() -> Callable[[], str] | None:
    """Return how to come by the passphrase; None when nobody can be asked."""
    given = os.environ.get(PASSPHRASE)
    if given:
        return lambda: given
    if can_ask():
        return lambda: getpass(_("Passphrase: "))
    return None


def new_passphrase(*, needed: bool) -> str:
    """Return the passphrase for a new home or backup; empty when none is set and none is needed."""
    given = os.environ.get(PASSPHRASE, "")
    if given or not needed or not can_ask():
        return given
    return _twice(_("New passphrase: "))


def pin() -> str:
    """Return the PIN of the person at the desk; raises SecretMissing."""
    return _secret(PIN, _("PIN: "))


def card_pin() -> str:
    """Return the PIN of the card in the reader; raises SecretMissing."""
    return _secret(CARD_PIN, _("PIN of the card: "))


def pin_for_first_start() -> str:
    """Return the PIN a person chooses at first start; raises SecretMissing."""
    return os.environ.get(PIN) or new_pin(otherwise=PIN)


def new_pin(*, otherwise: str = "") -> str:
    """Return a new PIN; with nobody to ask, what the variable *otherwise* holds. Raises SecretMissing."""
    given = os.environ.get(NEW_PIN)
    if given:
        return given
    if can_ask():
        return _twice(_("New PIN: "))
    given = os.environ.get(otherwise) if otherwise else None
    if given:
        return given
    raise SecretMissing(variable=otherwise or NEW_PIN)


def second_pin() -> str:
    """Return the PIN of the second member who vouches; raises SecretMissing."""
    return _secret(SECOND_PIN, _("PIN of the second member: "))


def recovery_key() -> str:
    """Return the code of the printed recovery kit; raises SecretMissing."""
    return _secret(RECOVERY_KEY, _("Recovery key: "))


def key_passphrase() -> str:
    """Return the passphrase of headquarters' key file; raises SecretMissing."""
    return _secret(KEY_PASSPHRASE, _("Passphrase of the key file: "))


def new_key_passphrase() -> str:
    """Return a new passphrase for headquarters' key file; raises SecretMissing."""
    given = os.environ.get(KEY_PASSPHRASE)
    if given:
        return given
    if not can_ask():
        raise SecretMissing(variable=KEY_PASSPHRASE)
    return _twice(_("New passphrase for the key file: "))


def ticket_code() -> str:
    """Return the code the transferee was told; raises SecretMissing."""
    return _secret(TICKET_CODE, _("Code of the ticket: "))


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def _secret(variable: str, question: str) -> str:
    given = os.environ.get(variable)
    if given:
        return given
    if not can_ask():
        raise SecretMissing(variable=variable)
    return getpass(question)


def _twice(question: str) -> str:
    while True:
        first = getpass(question)
        if first == getpass(_("Once more: ")):
            return first
        print(_("The two are not the same. Enter it again."), file=sys.stderr)
