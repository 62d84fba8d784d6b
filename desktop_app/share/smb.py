"""The store on a file server, spoken to directly (``smb://…``): no drive letter, no mount.

One operation is one or two files opened for a moment. Names below a DFS namespace are not followed: name the server
itself, or let the operating system do it and give a UNC path.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from smbprotocol.exceptions import SMBException, SMBResponseException
from smbprotocol.file_info import FileAttributes, FileInformationClass
from smbprotocol.header import NtStatus
from smbprotocol.open import (
    CreateDisposition,
    CreateOptions,
    DirectoryAccessMask,
    FilePipePrinterAccessMask,
    ImpersonationLevel,
    Open,
    ShareAccess,
)

from desktop_app.errors import ShareEntryExists, ShareEntryTooLarge, ShareMissing, ShareWriteTorn
from desktop_app.share.address import SmbPlace
from desktop_app.share.smb_session import PATIENCE, SmbSession
from desktop_app.share.store import LARGEST_ENTRY, is_entry_path, require_entry_path

_PIECE = 256 * 1024
"""Bytes in one message: small enough to arrive within the session's patience on a slow line."""

_WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries at a file that another program holds (a virus scanner, a backup)."""

_ABSENT = {
    NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
    NtStatus.STATUS_OBJECT_PATH_NOT_FOUND,
    NtStatus.STATUS_NO_SUCH_FILE,
    NtStatus.STATUS_NOT_FOUND,
    NtStatus.STATUS_NOT_A_DIRECTORY,
    NtStatus.STATUS_DELETE_PENDING,
}
_NOT_OURS = {NtStatus.STATUS_FILE_IS_A_DIRECTORY, NtStatus.STATUS_STOPPED_ON_SYMLINK}
_TAKEN = {NtStatus.STATUS_OBJECT_NAME_COLLISION, NtStatus.STATUS_FILE_IS_A_DIRECTORY}
_EVERYBODY = ShareAccess.FILE_SHARE_READ | ShareAccess.FILE_SHARE_WRITE | ShareAccess.FILE_SHARE_DELETE
_ODD = FileAttributes.FILE_ATTRIBUTE_REPARSE_POINT | FileAttributes.FILE_ATTRIBUTE_DIRECTORY


class SmbStore:
    """Entries as files below a folder of a file server, with the *password* of the place's user.

    No single answer is waited for longer than *patience* (whole seconds).
    """

    def __init__(self, place: SmbPlace, password: str = "", patience: int = PATIENCE) -> None:
        self._place = place
        self._session = SmbSession(place, password, patience)

    @property
    def address(self) -> str:
        """The address, without any password."""
        return str(self._place)

    def create(self) -> None:
        """Make the folder inside the share; only the founding of a workplace does so."""
        with self._session.told(writing=True):
            for depth in range(len(self._place.folders)):
                self._make_folder("\\".join(self._place.folders[: depth + 1]))

    def put_new(self, path: str, data: bytes) -> None:
        """Create the entry at its final name, bring it to the server's disk and compare what can be read back.

        An account that may create but not read (a transferee's) cannot compare; a receipt tells it the rest.
        """
        name = self._name(require_entry_path(path))
        with self._session.told(writing=True):
            file = self._created(path, name)
            try:
                self._write(file, data)
                file.close()
                whole = self._read_back(name, len(data)) in {data, None}
            except SMBException:
                # Ours and torn: without it the next attempt can have the same name. Not everybody may delete.
                with contextlib.suppress(SMBException, OSError, ValueError):
                    file.close()
                    self._remove(name)
                raise
        if not whole:
            raise ShareWriteTorn(address=self.address, path=path)

    def get(self, path: str, limit: int = LARGEST_ENTRY) -> bytes | None:
        """Return the entry's bytes, None when there is none (the share itself being there)."""
        name = self._name(require_entry_path(path))
        with self._session.told(writing=False):
            try:
                data = self._read(name, limit)
            except SMBResponseException as error:
                if error.status in _ABSENT:
                    self._require_root()
                elif error.status not in _NOT_OURS:
                    raise
                return None
        if data is not None and len(data) > limit:
            raise ShareEntryTooLarge(path=path, limit=limit)
        return data

    def list(self, prefix: str) -> tuple[str, ...]:
        """Return all entries below *prefix*; what does not follow the layout is passed over."""
        start = require_entry_path(prefix.rstrip("/")) if prefix else ""
        with self._session.told(writing=False):
            self._require_root()
            return tuple(sorted(path for path, _size in self._walk(start)))

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return path and size of all entries below *prefix*."""
        start = require_entry_path(prefix.rstrip("/"))
        with self._session.told(writing=False):
            self._require_root()
            return dict(sorted(self._walk(start)))

    def delete(self, path: str) -> None:
        """Remove the entry if it is there, and the folders it leaves empty."""
        name = self._name(require_entry_path(path))
        with self._session.told(writing=True):
            try:
                self._remove(name)
            except SMBResponseException as error:
                if error.status not in _ABSENT:
                    raise
                self._require_root()
                return
            with contextlib.suppress(SMBResponseException):  # the first that is not empty ends it
                for depth in range(path.count("/"), 0, -1):
                    self._remove(self._name("/".join(path.split("/")[:depth])), CreateOptions.FILE_DIRECTORY_FILE)

    # --- files ----------------------------------------------------------------------------------------------

    def _created(self, path: str, name: str) -> Open:
        try:
            return self._create_file(path, name)
        except SMBResponseException as error:
            if error.status != NtStatus.STATUS_OBJECT_PATH_NOT_FOUND:
                raise
        # Never the root: a share that lost its folder must stay missing.
        self._require_root()
        steps = path.split("/")[:-1]
        for depth in range(len(steps)):
            self._make_folder(self._name("/".join(steps[: depth + 1])))
        return self._create_file(path, name)

    def _create_file(self, path: str, name: str) -> Open:
        access = FilePipePrinterAccessMask.FILE_WRITE_DATA | FilePipePrinterAccessMask.SYNCHRONIZE
        try:
            return self._opened(
                name,
                access,
                CreateDisposition.FILE_CREATE,
                CreateOptions.FILE_NON_DIRECTORY_FILE,
                # Others may look at what is half written, and see that it is torn; nobody else may write.
                ShareAccess.FILE_SHARE_READ,
            )
        except SMBResponseException as error:
            if error.status in _TAKEN:
                raise ShareEntryExists(path=path) from None
            raise

    def _write(self, file: Open, data: bytes) -> None:
        piece = min(_PIECE, file.connection.max_write_size)
        for at in range(0, len(data), piece):
            part = data[at : at + piece]
            if file.write(part, at) != len(part):
                raise SMBException("the server took only a part")
        file.flush()

    def _read_back(self, name: str, size: int) -> bytes | None:
        try:
            return self._read(name, size)
        except SMBResponseException as error:
            if error.status == NtStatus.STATUS_ACCESS_DENIED:
                return None
            raise

    def _read(self, name: str, limit: int) -> bytes | None:
        """Return at most one byte more than *limit*; None for what is no plain file."""
        access = FilePipePrinterAccessMask.FILE_READ_DATA | FilePipePrinterAccessMask.FILE_READ_ATTRIBUTES
        options = CreateOptions.FILE_NON_DIRECTORY_FILE | CreateOptions.FILE_OPEN_REPARSE_POINT
        with contextlib.closing(
            self._opened(name, access | FilePipePrinterAccessMask.SYNCHRONIZE, CreateDisposition.FILE_OPEN, options)
        ) as file:
            if file.file_attributes & _ODD:
                return None
            piece = min(_PIECE, file.connection.max_read_size)
            found = bytearray()
            while len(found) <= limit:
                try:
                    part = file.read(len(found), min(piece, limit + 1 - len(found)))
                except SMBResponseException as error:
                    if error.status == NtStatus.STATUS_END_OF_FILE:
                        break
                    raise
                if not part:
                    break
                found += part
            return bytes(found)

    def _remove(self, name: str, kind: int = CreateOptions.FILE_NON_DIRECTORY_FILE) -> None:
        options = kind | CreateOptions.FILE_DELETE_ON_CLOSE | CreateOptions.FILE_OPEN_REPARSE_POINT
        self._opened(name, FilePipePrinterAccessMask.DELETE, CreateDisposition.FILE_OPEN, options).close()

    # --- folders --------------------------------------------------------------------------------------------

    def _require_root(self) -> None:
        try:
            self._folder("\\".join(self._place.folders), DirectoryAccessMask.FILE_READ_ATTRIBUTES).close()
        except SMBResponseException as error:
            if error.status in _ABSENT:
                raise ShareMissing(address=self.address) from None
            raise

    def _make_folder(self, name: str) -> None:
        try:
            self._folder(name, DirectoryAccessMask.FILE_READ_ATTRIBUTES, CreateDisposition.FILE_CREATE).close()
        except SMBResponseException as error:
            if error.status != NtStatus.STATUS_OBJECT_NAME_COLLISION:
                raise

    def _folder(self, name: str, access: int, disposition: int = CreateDisposition.FILE_OPEN) -> Open:
        return self._opened(name, access, disposition, CreateOptions.FILE_DIRECTORY_FILE)

    def _walk(self, path: str) -> Iterator[tuple[str, int]]:
        name = self._name(path) if path else "\\".join(self._place.folders)
        access = DirectoryAccessMask.FILE_LIST_DIRECTORY | DirectoryAccessMask.SYNCHRONIZE
        try:
            folder = self._folder(name, access)
        except SMBResponseException as error:
            if error.status in _ABSENT:
                return
            raise
        with contextlib.closing(folder):
            found = tuple(_listed(folder))
        for file_name, attributes, size in found:
            inner = f"{path}/{file_name}" if path else file_name
            if not is_entry_path(inner) or attributes & FileAttributes.FILE_ATTRIBUTE_REPARSE_POINT:
                continue
            if attributes & FileAttributes.FILE_ATTRIBUTE_DIRECTORY:
                yield from self._walk(inner)
            else:
                yield inner, size

    # --- the server -----------------------------------------------------------------------------------------

    def _name(self, path: str) -> str:
        return "\\".join((*self._place.folders, *path.split("/")))

    def _opened(self, name: str, access: int, disposition: int, options: int, shared: int = _EVERYBODY) -> Open:
        file = Open(self._session.tree(), name)
        arguments = (ImpersonationLevel.Impersonation, access, 0, shared, disposition, options)
        for wait in _WAITS:
            try:
                file.create(*arguments)
            except SMBResponseException as error:
                if error.status != NtStatus.STATUS_SHARING_VIOLATION:
                    raise
                time.sleep(wait)
            else:
                return file
        file.create(*arguments)
        return file


def _listed(folder: Open) -> Iterator[tuple[str, int, int]]:
    """Yield names, attributes and sizes, as the server tells them piece by piece."""
    while True:
        try:
            rows: list[Any] = folder.query_directory("*", FileInformationClass.FILE_DIRECTORY_INFORMATION, 0)
        except SMBResponseException as error:
            if error.status in {NtStatus.STATUS_NO_MORE_FILES, NtStatus.STATUS_NO_SUCH_FILE}:
                return
            raise
        for row in rows:
            name = row["file_name"].get_value().decode("utf-16-le", "replace")
            yield name, row["file_attributes"].get_value(), row["end_of_file"].get_value()
