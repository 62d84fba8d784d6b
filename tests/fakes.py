"""Stand-ins for what a test cannot have for real: time at will, a full disk, a keyring in memory, a PC without one."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desktop_app.errors import KeyringMissing
from desktop_app.keys.pin import KdfParameters

CHEAP_KDF = KdfParameters(memory_kib=32, iterations=1, lanes=1)
"""Argon2id in microseconds: for tests whose subject is not the price of a guess."""


@contextmanager
def disk_with_room_for(size: int) -> Iterator[None]:
    """Let the operating system itself refuse to write any file further than *size* bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@dataclass
class FixedClock:
    """A clock that stands still until it is told otherwise; call it for the instant."""

    now: datetime = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)  # 14:02 in Japan

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        """Move on, e.g. ``advance(days=1)``; negative values set the clock back."""
        self.now += timedelta(**duration)


@dataclass
class MemoryKeyring:
    """A keyring (desktop_app.keys.vault.KeyStore) that lives as long as the test."""

    entries: dict[str, str] = field(default_factory=dict, repr=False)

    def load(self, entry: str) -> str | None:
        return self.entries.get(entry)

    def save(self, entry: str, secret: str) -> None:
        self.entries[entry] = secret

    def forget(self, entry: str) -> None:
        self.entries.pop(entry, None)

    def check(self) -> None:
        """It is there."""


class MissingKeyring:
    """A PC without a keyring: everything raises KeyringMissing."""

    def load(self, entry: str) -> str | None:
        raise KeyringMissing(found=())

    def save(self, entry: str, secret: str) -> None:
        raise KeyringMissing(found=())

    def forget(self, entry: str) -> None:
        raise KeyringMissing(found=())

    def check(self) -> None:
        raise KeyringMissing(found=())
