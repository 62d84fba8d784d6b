"""The passphrase asked at the start (起動の合言葉): required without a keyring, an addition with one."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.errors import KeyringMissing
from desktop_app.keys.next_key import NextKeyFile
from desktop_app.keys.vault import PassphraseFile, load_database_key, save_database_key
from desktop_app.store.unlocking import keep_key
from desktop_app.usecases.people import require_seat_free, vouch


@dataclass(frozen=True, slots=True)
class KeyKeeping:
    """How this PC keeps the database key."""

    keyring: bool
    passphrase: bool


def key_keeping(app: App) -> KeyKeeping:
    """Return whether the PC's keyring and a passphrase hold the key."""
    return KeyKeeping(app.surroundings.keyring is not None, _file(app).exists())


def set_start_passphrase(app: App, passphrase: str, *, own_pin: str) -> None:
    """Put the database key under *passphrase*, in place of an earlier one; the person at the desk has to be there.

    Raises WrongPin, PinLocked, PassphraseTooShort, DiskFull.
    """
    require_seat_free(app)
    vouch(app, own_pin)
    _file(app).save(app.database_key, passphrase)
    keep_key(app.home, app.home.home_id(), app.surroundings.keyring, app.database_key, passphrase_known=True)


def check_start_passphrase(app: App, passphrase: str) -> None:
    """Raise WrongPassphrase unless *passphrase* opens this home."""
    _file(app).load(passphrase)


def remove_start_passphrase(app: App, *, own_pin: str) -> None:
    """Leave the key to the keyring alone; the person at the desk has to be there.

    Raises WrongPin, PinLocked, KeyringMissing (without one the record would never open again).
    """
    require_seat_free(app)
    vouch(app, own_pin)
    keyring = app.surroundings.keyring
    if keyring is None:
        raise KeyringMissing(found=())
    home_id = app.home.home_id()
    # The home may have been opened by its passphrase, the keyring's entry being lost.
    if load_database_key(keyring, home_id) != app.database_key:
        save_database_key(keyring, home_id, app.database_key)
    _file(app).forget()
    NextKeyFile(app.home.next_key).forget()


def _file(app: App) -> PassphraseFile:
    return PassphraseFile(app.home.passphrase_file, app.surroundings.pin_cost)
