"""The store in a plain folder: a local disk, or a file share the operating system has mounted."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from desktop_app.errors import (
    ShareEntryExists,
    ShareEntryTooLarge,
    ShareFull,
    ShareMissing,
    ShareReadOnly,
    ShareUnreachable,
    ShareWriteTorn,
    Unavailable,
)
from desktop_app.keys.durable import sync_file, sync_folder, trouble_of
from desktop_app.share.store import LARGEST_ENTRY, is_entry_path, require_entry_path

_USUAL = 64 * 1024
"""Bytes of an ordinary entry at most: making room for the largest takes longer than reading one (measured)."""


def _open(place: Path, mode: str) -> IO[bytes]:
    return place.open(mode)


class FolderStore:
    """Entries as files below *root*. *open_file* is where tests let a disk fail."""

    def __init__(self, root: Path, open_file: Callable[[Path, str], IO[bytes]] = _open) -> None:
        self.root = root
        self._open = open_file

    @property
    def address(self) -> str:
        """The folder's path."""
        return str(self.root)

    def create(self) -> None:
        """Make the folder itself; only the founding of a workplace does so."""
        with self._told(writing=True):
            self.root.mkdir(parents=True, exist_ok=True)

    def put_new(self, path: str, data: bytes) -> None:
        """Create the entry at its final name, bring it to the disk and compare what can be read back.

        Exclusive creation has one winner even over SMB, which renaming does not.
        """
        place = self._place(path)
        with self._told(writing=True):
            self._make_folders(place.parent)
            try:
                file = self._open(place, "xb")
            except FileExistsError:
                raise ShareEntryExists(path=path) from None
            try:
                with file:
                    file.write(data)
                    sync_file(file)
                with contextlib.suppress(OSError):  # not every file system can sync a folder
                    sync_folder(place.parent)
                whole = self._reads_back(place, data)
            except OSError:
                # Ours and torn: without it the next attempt can have the same name. Not everybody may delete.
                with contextlib.suppress(OSError):
                    place.unlink()
                raise
        if not whole:
            raise ShareWriteTorn(address=self.address, path=path)

    def get(self, path: str, limit: int = LARGEST_ENTRY) -> bytes | None:
        """Return the entry's bytes, None when there is none (the share itself being there)."""
        place = self._place(path)
        with self._told(writing=False):
            try:
                # A pipe or a link somebody put there must neither block us nor lead elsewhere.
                if not stat.S_ISREG(place.lstat().st_mode):
                    return None
                with self._open(place, "rb") as file:
                    data = file.read(min(_USUAL, limit + 1))
                    if len(data) == _USUAL:
                        data += file.read(limit + 1 - _USUAL)
            except (FileNotFoundError, NotADirectoryError):
                self._require_root()
                return None
        if len(data) > limit:
            raise ShareEntryTooLarge(path=path, limit=limit)
        return data

    def list(self, prefix: str) -> tuple[str, ...]:
        """Return all entries below *prefix*; what does not follow the layout is passed over."""
        folder = prefix.rstrip("/")
        start, within = (self._place(folder), f"{folder}/") if prefix else (self.root, "")
        with self._told(writing=False):
            self._require_root()
            return tuple(sorted(self._walk(start, within)))

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return path and size of all entries below *prefix*; one that goes meanwhile is passed over."""
        found = {}
        for path in self.list(prefix):
            with contextlib.suppress(OSError):
                found[path] = self._place(path).stat().st_size
        return found

    def delete(self, path: str) -> None:
        """Remove the entry if it is there, and the folders it leaves empty."""
        place = self._place(path)
        with self._told(writing=True):
            try:
                place.unlink()
            except (FileNotFoundError, NotADirectoryError):
                self._require_root()
                return
        with contextlib.suppress(OSError):  # the first that is not empty ends it
            for folder in place.parents[: len(place.relative_to(self.root).parts) - 1]:
                folder.rmdir()

    def _place(self, path: str) -> Path:
        return self.root / require_entry_path(path)

    def _reads_back(self, place: Path, data: bytes) -> bool:
        """An account that may create but not read (a transferee's) cannot compare; a receipt tells it the rest."""
        try:
            with self._open(place, "rb") as again:
                return again.read(len(data) + 1) == data
        except PermissionError:
            return True

    def _make_folders(self, folder: Path) -> None:
        # Never the root: an unmounted share must stay missing instead of filling the mount point.
        self._require_root()
        missing = [step for step in (folder, *folder.parents) if step.is_relative_to(self.root)]
        for step in reversed(missing[:-1]):
            step.mkdir(exist_ok=True)

    def _walk(self, folder: str | Path, prefix: str) -> Iterator[str]:
        try:
            with os.scandir(folder) as scan:
                found = tuple(scan)
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in found:
            path = f"{prefix}{entry.name}"
            if not is_entry_path(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path, f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                yield path

    def _require_root(self) -> None:
        if not self.root.is_dir():
            raise ShareMissing(address=self.address)

    @contextlib.contextmanager
    def _told(self, *, writing: bool) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._trouble(error, writing=writing) from error

    def _trouble(self, error: OSError, *, writing: bool) -> Unavailable:
        with contextlib.suppress(OSError):
            if not self.root.is_dir():
                return ShareMissing(address=self.address)
        kinds = {"full": ShareFull, "denied": ShareReadOnly}
        kind = kinds.get(trouble_of(error))
        if writing and kind is not None:
            return kind(address=self.address)
        return ShareUnreachable(address=self.address, problem=type(error).__name__)
