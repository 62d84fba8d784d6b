"""The store: four operations on a dumb place that nobody has to trust (share protocol §Publish, §Layout).

Everything above it (signatures, sealing, alarms) is the same for a folder, a Windows share or a bucket. An entry
is written once under its final name and never changed; whoever finds a torn one waits for the next attempt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

LONGEST_PATH = 75
"""Characters below the share's root; a Windows path with a long server name stays under its limit."""

LARGEST_ENTRY = 32 * 1024 * 1024
"""Bytes. Sealed submissions, the largest entries, are at most 25 MB."""

MARKER = "STORE.json"

_RESERVED = r"(?:con|prn|aux|nul|com\d|lpt\d)(?![a-z0-9])"
_PART = rf"(?!{_RESERVED})[a-z0-9]{{1,64}}(?:\.[a-z0-9]{{1,8}}){{0,2}}"
_PATH = re.compile(rf"{_PART}(?:/{_PART})*")


class Store(Protocol):
    """A place for write-once entries, named by relative paths such as ``w/1f2e3d4c/log/….seg``.

    All operations raise ShareMissing, ShareFull, ShareReadOnly, ShareUnreachable or ShareLoginRefused; ValueError for
    a path that breaks the rules of is_entry_path.
    """

    @property
    def address(self) -> str:
        """What a person would call the place."""

    def put_new(self, path: str, data: bytes) -> None:
        """Create an entry and read it back; who may only create waits for a receipt instead.

        Raises also ShareEntryExists, ShareWriteTorn.
        """

    def get(self, path: str, limit: int = LARGEST_ENTRY) -> bytes | None:
        """Return an entry's bytes, None when there is none. Raises also ShareEntryTooLarge."""

    def list(self, prefix: str) -> tuple[str, ...]:
        """Return the sorted paths of all entries below the folder *prefix* ("" for all); other files are left out."""

    def delete(self, path: str) -> None:
        """Remove an entry if it is there, and the folders it leaves empty; for signed disposal orders only."""


class SizedStore(Store, Protocol):
    """A store that also tells how large its entries are, without reading them."""

    def sizes(self, prefix: str) -> Mapping[str, int]:
        """Return path and size (bytes) of all entries below the folder *prefix*, in the order of their paths."""


def is_entry_path(path: str) -> bool:
    """Whether *path* follows the layout: lower-case letters and digits, short, no way out of the share."""
    return path == MARKER or (len(path) <= LONGEST_PATH and _PATH.fullmatch(path) is not None)


def require_entry_path(path: str) -> str:
    """Return *path*; raises ValueError when it breaks the rules of is_entry_path."""
    if not is_entry_path(path):
        raise ValueError("not a path of the share's layout")
    return path
