"""A share in memory that tears, forgets, lies and hides, as seeds decide; it never lets anybody delete."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from desktop_app.errors import ShareEntryExists, ShareEntryTooLarge, ShareUnreachable
from desktop_app.share.layout import TRUST
from desktop_app.share.store import LARGEST_ENTRY, MARKER, is_entry_path


class PowerCutError(Exception):
    """The PC stops here; no code of ours gets to say anything."""


@dataclass
class Disk:
    """What really lies on the server, and what ever happened to it behind the PCs' backs."""

    files: dict[str, bytes] = field(default_factory=dict)
    backups: list[dict[str, bytes]] = field(default_factory=list)
    rolled_back: bool = False
    spoilt: bool = False

    def back_up(self) -> None:
        self.backups.append(dict(self.files))

    def put_back(self, chance: random.Random) -> None:
        """Somebody restores an old backup."""
        if self.backups:
            self.files = dict(chance.choice(self.backups))
            self.rolled_back = True

    def lose(self, chance: random.Random) -> None:
        """Somebody removes a few files."""
        for path in chance.sample(self._ordinary(), min(3, len(self._ordinary()))):
            del self.files[path]
            self.rolled_back = True

    def spoil(self, chance: random.Random) -> None:
        """A bit turns, or the end of a file is cut."""
        if self._ordinary():
            path = chance.choice(self._ordinary())
            data = self.files[path]
            # Signatures differ in length from run to run: places are parts, so that a seed tells the same story.
            at, bit, cut = int(chance.random() * len(data)), 1 << chance.randrange(8), chance.random() < 0.5
            turned = data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :] if data else data
            self.files[path] = data[:at] if cut else turned
            self.spoilt = True

    def _ordinary(self) -> list[str]:
        return sorted(path for path in self.files if path != MARKER and not path.startswith(TRUST))


@dataclass
class FaultyShare:
    """One PC's connection to the disk (desktop_app.share.store.Store).

    ``calls`` counts every operation; the one numbered ``cut_at`` is where the power goes, ``drops`` is how often the
    connection fails instead. ``hidden`` are folders withheld from this PC.
    """

    disk: Disk
    chance: random.Random
    drops: float = 0.0
    stale: float = 0.0
    cut_at: int = 0
    hidden: tuple[str, ...] = ()
    calls: int = 0
    writes: int = 0

    @property
    def address(self) -> str:
        return "memory"

    def put_new(self, path: str, data: bytes) -> None:
        assert is_entry_path(path), path
        self.writes += 1
        if path in self.disk.files:
            self._step()
            raise ShareEntryExists(path=path)
        when = self.chance.random()
        if when < 0.3:
            self._step()
        if when > 0.7:
            self.disk.files[path] = data[: int(self.chance.random() * len(data))]
            self._step()
        self.disk.files[path] = data
        if 0.3 <= when <= 0.7:
            self._step()

    def get(self, path: str, limit: int = LARGEST_ENTRY) -> bytes | None:
        self._step()
        data = None if self._is_hidden(path) else self.disk.files.get(path)
        if data is not None and len(data) > limit:
            raise ShareEntryTooLarge(path=path, limit=limit)
        return data

    def list(self, prefix: str) -> tuple[str, ...]:
        self._step()
        found = [path for path in self.disk.files if path.startswith(f"{prefix}/") and not self._is_hidden(path)]
        if prefix == TRUST:  # fingerprints differ from run to run
            return tuple(sorted(found))
        return tuple(path for path in sorted(found) if self.chance.random() >= self.stale)

    def delete(self, path: str) -> None:
        raise AssertionError(f"nothing is ever deleted: {path}")

    def _is_hidden(self, path: str) -> bool:
        return any(f"/{one}/" in path for one in self.hidden)

    def _step(self) -> None:
        self.calls += 1
        if self.calls == self.cut_at:
            raise PowerCutError
        if self.chance.random() < self.drops:
            raise ShareUnreachable(address=self.address, problem="TimeoutError")
