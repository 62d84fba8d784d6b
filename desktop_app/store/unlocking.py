"""The key of a home: from where it is kept, and on to the one in force if a change of key was not finished."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from desktop_app.errors import DatabaseDamaged, SekishoError, Unavailable, WrongDatabaseKey
from desktop_app.home import Home
from desktop_app.keys.next_key import NextKeyFile
from desktop_app.keys.os_keyring import KeyStore
from desktop_app.keys.vault import PassphraseFile, load_database_key, open_database_key, save_database_key
from desktop_app.keys.witness import FileWitness
from desktop_app.keys.wrapping import KdfParameters
from desktop_app.store.database import open_database, rekeyed


def unlock(
    home: Home,
    home_id: str,
    keyring: KeyStore | None,
    ask: Callable[[], str] | None,
    parameters: KdfParameters = KdfParameters(),  # noqa: B008 - frozen
) -> bytes:
    """Return the database key of a home, as ``open_database_key`` does; a change of key goes on where it was."""
    file, way = PassphraseFile(home.passphrase_file, parameters), NextKeyFile(home.next_key)
    given: list[str] = []

    def asked() -> str:
        assert ask is not None
        given.append(ask())
        return given[-1]

    key = open_database_key(home_id, keyring, file, asked if ask is not None else None)
    if not way.exists():
        return key
    reachable = way.reachable(key)
    found = next((one for one in reachable if _opens(home, one)), key)
    for former in reachable:
        with suppress(SekishoError):  # the one under whose key it lies is written anew, the others do not open it
            if former != found and (seen := FileWitness(home.witness, former).load()) is not None:
                FileWitness(home.witness, found).save(seen)
    if given:
        file.save(found, given[-1])
    keep_key(home, home_id, keyring, found, passphrase_known=bool(given))
    rekeyed(home.database).unlink(missing_ok=True)
    return found


def keep_key(home: Home, home_id: str, keyring: KeyStore | None, key: bytes, *, passphrase_known: bool = False) -> None:
    """Put *key* in the place of the former one in the keyring, where that was kept there; forget the way once it may.

    What is under a passphrase stays under the former key until somebody types it.
    """
    try:
        if keyring is not None and load_database_key(keyring, home_id) not in {None, key}:
            save_database_key(keyring, home_id, key)
    except Unavailable:
        return  # the former key leads on
    if passphrase_known or not home.passphrase_file.exists():
        NextKeyFile(home.next_key).forget()


def _opens(home: Home, key: bytes) -> bool:
    try:
        open_database(home.database, key).close()
    except WrongDatabaseKey:
        return False
    except DatabaseDamaged:
        return True
    return True
