"""The passphrase asked at the start (起動の合言葉): required without a keyring, an addition with one."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.errors import KeyringMissing
from desktop_app.keys.vault import PassphraseFile, load_database_key, save_database_key


@dataclass(frozen=True, slots=True)
class KeyKeeping:
    """How this PC keeps the database key."""

    keyring: bool
    passphrase: bool


def key_keeping(app: App) -> KeyKeeping:
    """Return whether the PC's keyring and a passphrase hold the key."""
    return KeyKeeping(app.surroundings.keyring is not None, _file(app).exists())


def set_start_passphrase(app: App, passphrase: str) -> None:
    """Put the database key under *passphrase*, in place of an earlier one. Raises PassphraseTooShort, DiskFull."""
    _file(app).save(app.database_key, passphrase)


def check_start_passphrase(app: App, passphrase: str) -> None:
    """Raise WrongPassphrase unless *passphrase* opens this home."""
    _file(app).load(passphrase)


def remove_start_passphrase(app: App) -> None:
    """Leave the key to the keyring alone. Raises KeyringMissing without one: the record would never open again."""
    keyring = app.surroundings.keyring
    if keyring is None:
        raise KeyringMissing(found=())
    home_id = app.home.home_id()
    # The home may have been opened by its passphrase, the keyring's entry being lost.
    if load_database_key(keyring, home_id) != app.database_key:
        save_database_key(keyring, home_id, app.database_key)
    _file(app).forget()


def _file(app: App) -> PassphraseFile:
    return PassphraseFile(app.home.passphrase_file, app.surroundings.pin_cost)
