"""Making a home: an empty encrypted database and the places its key is kept, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from desktop_app.app import Surroundings, usable
from desktop_app.errors import HomeExists, HomeNotWritable, KeyringMissing, SekishoError, TargetNotEmpty
from desktop_app.home import Home
from desktop_app.keys.vault import (
    PassphraseFile,
    check_passphrase,
    forget_database_key,
    new_database_key,
    save_database_key,
)
from desktop_app.store.database import create_database
from desktop_app.store.record import Record


@dataclass(frozen=True, slots=True)
class NewHome:
    """A home in the making: its record is open, but the folder does not count as a home before ``settle``."""

    home: Home
    home_id: str
    key: bytes = field(repr=False)
    record: Record
    surroundings: Surroundings
    lock: FileLock
    passphrase: str = field(repr=False)

    def settle(self) -> None:
        """Close the record, keep its key and mark the folder as a home: the last step."""
        self.record.database.close()
        if self.passphrase:
            PassphraseFile(self.home.passphrase_file, self.surroundings.pin_cost).save(self.key, self.passphrase)
        if self.surroundings.keyring is not None:
            save_database_key(self.surroundings.keyring, self.home_id, self.key)
        self.home.mark(self.home_id)


@contextmanager
def locked(home: Home) -> Iterator[FileLock]:
    """Hold a home while something is done to it as a whole; raises HomeInUse."""
    lock = home.lock()
    try:
        yield lock
    finally:
        lock.release()


@contextmanager
def making_home(home: Home, surroundings: Surroundings, passphrase: str) -> Iterator[NewHome]:
    """Make a home; whatever goes wrong inside leaves none behind. The lock is kept when all went well.

    Raises HomeExists, HomeInUse, HomeNotWritable, TargetNotEmpty (the folder holds somebody's files under names we
    need), PassphraseTooShort, KeyringMissing (no keyring and no passphrase), DiskFull.
    """
    surroundings = usable(surroundings)
    if passphrase:
        check_passphrase(passphrase)
    elif surroundings.keyring is None:
        raise KeyringMissing
    if home.exists:
        raise HomeExists(path=str(home.folder))
    lock = home.lock()
    try:
        with _begun(home):
            key, home_id = new_database_key(), surroundings.new_id()
            record = Record(create_database(home.database, key))
            try:
                yield NewHome(home, home_id, key, record, surroundings, lock, passphrase)
            except BaseException:
                if surroundings.keyring is not None:
                    with suppress(SekishoError):
                        forget_database_key(surroundings.keyring, home_id)
                raise
            finally:
                record.database.close()
    except BaseException:
        lock.release()
        raise


@contextmanager
def _begun(home: Home) -> Iterator[None]:
    """Begin with a folder that holds nothing of ours; clear it again if what happens inside fails."""
    if home.exists:  # made by another process since we looked
        raise HomeExists(path=str(home.folder))
    if not home.making.exists() and any(path.exists() for path in (home.files, *_ours(home))):
        raise TargetNotEmpty(path=str(home.folder))
    clear(home)
    try:
        home.making.touch()
        yield
    except BaseException:
        clear(home)
        raise


def clear(home: Home) -> None:
    """Remove what an unfinished making left behind, or a home that is given up; killed half-way, it can go on."""
    try:
        home.making.touch()
        home.marker.unlink(missing_ok=True)
        for path in _ours(home):
            path.unlink(missing_ok=True)
        shutil.rmtree(home.files, ignore_errors=True)
        home.making.unlink(missing_ok=True)
    except OSError as error:
        raise HomeNotWritable(path=str(home.folder)) from error


def _ours(home: Home) -> tuple[Path, ...]:
    return (home.database, Path(f"{home.database}-journal"), home.passphrase_file, home.witness)
