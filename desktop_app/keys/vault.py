"""Where the database key lives: the OS keyring, a file under a passphrase, or both.

Both is how a second OS user opens the same home. Nothing that would keep the key in clear is accepted.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from desktop_app.errors import (
    KeyDamaged,
    KeyElsewhere,
    KeyringMissing,
    PassphraseNeeded,
    PassphraseTooShort,
    Unavailable,
    WrongPassphrase,
)
from desktop_app.keys.durable import write_durably
from desktop_app.keys.os_keyring import KeyStore, OsKeyring
from desktop_app.keys.wrapping import (
    DoesNotOpenError,
    KdfParameters,
    NotWrappedError,
    Wrapped,
    plain_passphrase,
    unwrap,
    wrap,
)

__all__ = [
    "KEY_BYTES",
    "PASSPHRASE_MINIMUM",
    "KeyStore",
    "OsKeyring",
    "PassphraseFile",
    "check_passphrase",
    "forget_database_key",
    "load_database_key",
    "new_database_key",
    "open_database_key",
    "save_database_key",
    "unwrap_database_key",
    "wrap_database_key",
]

KEY_BYTES = 32

PASSPHRASE_MINIMUM = 12
"""Characters."""

_BOUND_TO = b"sekisho database key 1"


def new_database_key() -> bytes:
    """Return a fresh 256-bit key for SQLCipher."""
    return os.urandom(KEY_BYTES)


class PassphraseFile:
    """The database key under a passphrase, in a file of the home (``key.json``)."""

    def __init__(self, path: Path, parameters: KdfParameters = KdfParameters()) -> None:  # noqa: B008 - frozen
        self.path = path
        self._parameters = parameters

    def exists(self) -> bool:
        """Whether a passphrase was set."""
        return self.path.exists()

    def save(self, key: bytes, passphrase: str) -> None:
        """Set or change the passphrase. Raises PassphraseTooShort, DiskFull."""
        write_durably(self.path, wrap_database_key(key, passphrase, self._parameters))

    def load(self, passphrase: str) -> bytes:
        """Return the database key. Raises WrongPassphrase, KeyDamaged."""
        try:
            stored = self.path.read_bytes()
        except OSError as error:
            raise KeyDamaged(where="file") from error
        return unwrap_database_key(stored, passphrase)

    def forget(self) -> None:
        """Remove the passphrase, for a home whose key is in a keyring."""
        self.path.unlink(missing_ok=True)


def check_passphrase(text: str) -> None:
    """Raise PassphraseTooShort when *text* cannot become a passphrase."""
    if len(plain_passphrase(text)) < PASSPHRASE_MINIMUM:
        raise PassphraseTooShort(minimum=PASSPHRASE_MINIMUM)


def wrap_database_key(
    key: bytes,
    passphrase: str,
    parameters: KdfParameters = KdfParameters(),  # noqa: B008 - frozen
) -> bytes:
    """Return the database key under *passphrase*, ready to be stored. Raises PassphraseTooShort."""
    check_passphrase(passphrase)
    return wrap(key, passphrase, _BOUND_TO, parameters).to_json().encode()


def unwrap_database_key(stored: bytes, passphrase: str) -> bytes:
    """Return the database key. Raises WrongPassphrase, KeyDamaged."""
    try:
        return _sound(unwrap(Wrapped.from_json(stored), passphrase, _BOUND_TO), "file")
    except NotWrappedError:
        raise KeyDamaged(where="file") from None
    except DoesNotOpenError:
        raise WrongPassphrase from None


def save_database_key(keyring: KeyStore, home_id: str, key: bytes) -> None:
    """Keep a home's database key in the keyring. Raises Unavailable."""
    keyring.save(_entry(home_id), _sound(key, "keyring").hex())


def load_database_key(keyring: KeyStore, home_id: str) -> bytes | None:
    """Return a home's database key, None when this OS user's keyring has none.

    Raises Unavailable, KeyDamaged.
    """
    text = keyring.load(_entry(home_id))
    if text is None:
        return None
    try:
        return _sound(bytes.fromhex(text), "keyring")
    except ValueError:
        raise KeyDamaged(where="keyring") from None


def forget_database_key(keyring: KeyStore, home_id: str) -> None:
    """Remove a home's database key from the keyring. Raises Unavailable."""
    keyring.forget(_entry(home_id))


def open_database_key(
    home_id: str,
    keyring: KeyStore | None,
    passphrase_file: PassphraseFile,
    ask: Callable[[], str] | None,
) -> bytes:
    """Return the key of a home: from the keyring, else under the passphrase that *ask* returns.

    Raises WrongPassphrase; PassphraseNeeded (there is one, but nobody to ask); KeyElsewhere (another OS
    user's); KeyDamaged; KeyringMissing, KeyringLocked, KeyringUnreachable when there is no passphrase either.
    """
    trouble: Unavailable | KeyDamaged | None = None
    try:
        key = None if keyring is None else load_database_key(keyring, home_id)
        if key is not None:
            return key
    except (Unavailable, KeyDamaged) as error:
        trouble = error
    if passphrase_file.exists():
        if ask is None:
            raise PassphraseNeeded from trouble
        return passphrase_file.load(ask())
    if trouble is None and keyring is None:
        trouble = KeyringMissing(found=())
    raise trouble or KeyElsewhere(home_id=home_id)


def _entry(home_id: str) -> str:
    return f"{home_id}/database"


def _sound(key: bytes, where: str) -> bytes:
    if len(key) != KEY_BYTES:
        raise KeyDamaged(where=where)
    return key
