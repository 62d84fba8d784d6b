"""The keyring of the operating system, as a place for short secrets; nothing that keeps them in clear.

The keyring library also offers back ends that forget, or write plain files; only those that leave the
encryption to the operating system are let in, whatever a configuration file says.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from desktop_app.errors import KeyringLocked, KeyringMissing, KeyringUnreachable, Unavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)
_USUAL = {
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
}
_USUAL_ELSEWHERE = ("keyring.backends.SecretService", "Keyring")


class KeyStore(Protocol):
    """Something that keeps short secrets by name for this OS user."""

    def load(self, entry: str) -> str | None:
        """Return the secret, None when there is none. Raises Unavailable."""

    def save(self, entry: str, secret: str) -> None:
        """Keep the secret, replacing an earlier one. Raises Unavailable."""

    def forget(self, entry: str) -> None:
        """Remove the secret if it is there. Raises Unavailable."""

    def check(self) -> None:
        """Raise Unavailable when nothing can be kept here."""


class OsKeyring:
    """The keyring of the operating system; it is looked for at the first use, which may take 0.1 s.

    *backend* names one to use instead of what the system offers. All methods raise KeyringMissing,
    KeyringLocked or KeyringUnreachable.
    """

    def __init__(self, service: str = "sekisho", backend: KeyringBackend | None = None) -> None:
        self._service = service
        self._backend = backend

    def load(self, entry: str) -> str | None:
        """Return the secret kept as *entry*, None when there is none."""
        with _keyring_errors():
            return self._found().get_password(self._name(entry), self._service)

    def save(self, entry: str, secret: str) -> None:
        """Keep *secret* as *entry* for this OS user on this PC."""
        with _keyring_errors():
            self._found().set_password(self._name(entry), self._service, secret)

    def forget(self, entry: str) -> None:
        """Remove *entry* if it is there."""
        from keyring.errors import PasswordDeleteError

        with _keyring_errors(), contextlib.suppress(PasswordDeleteError):
            self._found().delete_password(self._name(entry), self._service)

    def check(self) -> None:
        """Raise KeyringMissing unless this PC has a keyring we trust; nothing is stored."""
        with _keyring_errors():
            self._found()

    def _name(self, entry: str) -> str:
        # Windows keeps one secret per service and shuffles the others aside: so one service per entry.
        return f"{self._service}/{entry}"

    def _found(self) -> KeyringBackend:
        if self._backend is None:
            self._backend = first_trusted(_offered())
        return self._backend


def first_trusted(offered: Iterable[KeyringBackend]) -> KeyringBackend:
    """Return the first back end that leaves the encryption to the operating system. Raises KeyringMissing."""
    found = tuple(offered)
    for backend in found:
        if type(backend).__module__ in _TRUSTED:
            if type(backend).__module__ == "keyring.backends.Windows":
                # The library's default roams with the user's profile to other PCs.
                backend.persist = "local machine"  # type: ignore[attr-defined]
            return backend
    raise KeyringMissing(found=tuple(type(backend).__module__ for backend in found))


def _offered() -> tuple[KeyringBackend, ...]:
    from keyring import core
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = core.load_env() or core.load_config() or _usual() or core.get_keyring()
        return tuple(chosen.backends) if isinstance(chosen, ChainerBackend) else (chosen,)
    except (ImportError, AttributeError, RuntimeError, ValueError) as error:  # a name that was configured
        raise KeyringMissing(found=(type(error).__name__,)) from error


def _usual() -> KeyringBackend | None:
    """Return the platform's own keyring without looking for all others, which takes 50 ms more."""
    module, name = _USUAL.get(sys.platform, _USUAL_ELSEWHERE)
    try:
        kind: type[KeyringBackend] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return None
    return kind() if kind.viable else None


@contextlib.contextmanager
def _keyring_errors() -> Iterator[None]:
    from keyring import errors

    try:
        yield
    except Unavailable:
        raise
    except errors.KeyringLocked as error:
        raise KeyringLocked from error
    except errors.NoKeyringError as error:
        raise KeyringMissing(found=()) from error
    except Exception as error:  # D-Bus, Windows and macOS each bring errors of their own
        raise KeyringUnreachable(problem=type(error).__name__) from error
