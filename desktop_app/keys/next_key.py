"""A database key that takes the place of another: noted under the former one until nothing keeps that any more.

Wherever the former key is still kept (a keyring that was away, the file under a passphrase nobody has typed since), it
leads on to the one in force; so a change of key may end at any moment.
"""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app.keys.durable import write_durably
from desktop_app.keys.wrapping import (
    DoesNotOpenError,
    KdfParameters,
    NotWrappedError,
    Wrapped,
    unwrap,
    wrap,
)

_BOUND_TO = b"sekisho next database key 1"
_CHEAP = KdfParameters(memory_kib=64, iterations=1, lanes=1)
"""The former key is 256 random bits: nobody guesses it, however dear or cheap a guess is."""


class NextKeyFile:
    """The way from former database keys to the one in force (``key.next.json``)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def exists(self) -> bool:
        """Whether a former key may still be kept somewhere."""
        return self._path.exists()

    def note(self, former: bytes, key: bytes) -> None:
        """Note *key* under the *former* one, before it is used. Raises DiskFull."""
        links = [*self._links(), wrap(key, former.hex(), _BOUND_TO, _CHEAP).to_json()]
        write_durably(self._path, json.dumps(links).encode())

    def reachable(self, key: bytes) -> tuple[bytes, ...]:
        """Return *key* and those it leads to, the newest first."""
        found = [key]
        for link in self._links():
            for known in tuple(found):
                try:
                    found.append(unwrap(Wrapped.from_json(link), known.hex(), _BOUND_TO))
                except (DoesNotOpenError, NotWrappedError):
                    continue
        return tuple(reversed(dict.fromkeys(found)))

    def forget(self) -> None:
        """Forget the way: nothing keeps a former key any more."""
        self._path.unlink(missing_ok=True)

    def _links(self) -> list[str]:
        try:
            stored = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return []
        return [str(link) for link in stored] if isinstance(stored, list) else []
