"""A home: the folder in which one PC keeps its record, and the lock that lets one process at a time in."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from desktop_app.errors import HomeDamaged, HomeInUse, HomeMissing, HomeNotWritable

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one home; ``home.json`` holds only a random id, under which the keyring keeps the key."""

    folder: Path

    @property
    def marker(self) -> Path:
        """Tells that this folder is a home, and its id."""
        return self.folder / "home.json"

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "sekisho.db"

    @property
    def files(self) -> Path:
        """Papers and evidence, sealed."""
        return self.folder / "files"

    @property
    def passphrase_file(self) -> Path:
        """The database key under a passphrase, where one was set."""
        return self.folder / "key.json"

    @property
    def next_key(self) -> Path:
        """What leads from a former database key to the one in force, while one of them is still kept somewhere."""
        return self.folder / "key.next.json"

    @property
    def witness(self) -> Path:
        """The journal's head, where there is no keyring."""
        return self.folder / "witness.json"

    @property
    def making(self) -> Path:
        """Stands while a home is made or given up: only then may what lies in the folder be removed."""
        return self.folder / "making"

    @property
    def exists(self) -> bool:
        """Whether a record was ever made here, even if its marker is lost."""
        return self.marker.exists() or (self.database.exists() and not self.making.exists())

    def home_id(self) -> str:
        """Return the home's random id; raises HomeMissing, HomeDamaged."""
        try:
            stored = json.loads(self.marker.read_bytes())
            return str(stored["home_id"])
        except FileNotFoundError as error:
            if self.exists:
                raise HomeDamaged(path=str(self.marker)) from error
            raise HomeMissing(path=str(self.folder)) from error
        except (ValueError, TypeError, LookupError, OSError, RecursionError) as error:
            raise HomeDamaged(path=str(self.marker)) from error

    def mark(self, home_id: str) -> None:
        """Make the folder a home, as the last step of founding it; whole or not at all. Raises HomeNotWritable."""
        part = self.marker.with_name(f"{self.marker.name}.part")
        try:
            with part.open("w", encoding="ascii") as file:
                json.dump({"format": _FORMAT, "home_id": home_id}, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.marker)
            self.making.unlink(missing_ok=True)
        except OSError as error:
            raise HomeNotWritable(path=str(self.folder)) from error

    def lock(self) -> FileLock:
        """Take the home for this process; raises HomeInUse, HomeNotWritable. The system frees it with the process."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=0)
            lock.acquire()
        except Timeout as error:
            raise HomeInUse(path=str(self.folder)) from error
        except (OSError, ValueError) as error:
            raise HomeNotWritable(path=str(self.folder)) from error
        return lock


HEADQUARTERS = "headquarters.json"
"""Marks a folder as a headquarters', which holds a home for every workplace instead of being one."""


def is_headquarters(folder: Path) -> bool:
    """Whether a headquarters was made in the folder."""
    return (folder / HEADQUARTERS).is_file()


def default_home() -> Home:
    """Return this OS user's home in the platform's user data folder."""
    return Home(Path(platformdirs.user_data_dir("sekisho", appauthor=False)))
