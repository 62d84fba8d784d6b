"""A session with a file server that never waits longer than a few seconds for an answer.

The library waits for ever; here every answer has a deadline, and a connection that broke is given up, not mended:
the next operation makes a new one. What the server says is not trusted: links it invents are not followed.
"""

from __future__ import annotations

import contextlib
import logging
import struct
import uuid
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from smbprotocol.connection import Connection
from smbprotocol.exceptions import SMBAuthenticationError, SMBException, SMBResponseException
from smbprotocol.header import NtStatus
from smbprotocol.session import Session
from smbprotocol.tree import TreeConnect

from desktop_app.errors import (
    ShareFull,
    ShareLoginRefused,
    ShareMissing,
    ShareReadOnly,
    ShareUnreachable,
    Unavailable,
)

if TYPE_CHECKING:
    from desktop_app.share.address import SmbPlace

for _library in ("smbprotocol", "spnego"):
    # A broken line is told in a sentence; the libraries would print a stack trace at the terminal as well.
    logging.getLogger(_library).addHandler(logging.NullHandler())

PATIENCE = 4
"""Whole seconds for connecting and for every single answer; the library knows no smaller unit."""

_FULL = {NtStatus.STATUS_DISK_FULL, NtStatus.STATUS_INSUFFICIENT_RESOURCES, 0xC0000044, 0xC0000802}  # and two quotas
_PROTECTED = {NtStatus.STATUS_ACCESS_DENIED, NtStatus.STATUS_PRIVILEGE_NOT_HELD, 0xC00000A2}  # and write-protected
_LOGIN = {
    NtStatus.STATUS_LOGON_FAILURE,
    NtStatus.STATUS_WRONG_PASSWORD,
    NtStatus.STATUS_PASSWORD_EXPIRED,
    0xC0000224,  # password must change
    0xC000006E,  # account restriction
    0xC000006F,  # outside the hours allowed
    0xC0000072,  # account disabled
    0xC0000193,  # account expired
    0xC0000234,  # account locked
    0xC000015B,  # this kind of logon not granted
    0xC0000064,  # no such user
}
_NO_SHARE = {NtStatus.STATUS_BAD_NETWORK_NAME, NtStatus.STATUS_NETWORK_NAME_DELETED}
# Bytes of a server that speaks nonsense stumble over the library's parsers in all of these ways.
_NONSENSE = (SMBException, OSError, ValueError, TypeError, LookupError, AttributeError, struct.error)


class _Hurried(Connection):  # type: ignore[misc]
    """A connection on which nothing is waited for without end, and no link is followed."""

    patience = PATIENCE

    def receive(self, request: Any, wait: bool = True, timeout: int | None = None, **_links: bool) -> Any:
        """Return the answer to *request*. Raises SMBException when it does not come in time."""
        return super().receive(request, wait=wait, timeout=timeout or self.patience, resolve_symlinks=False)


@dataclass
class _Line:
    """The one connection of a session, while it holds."""

    connection: _Hurried | None = None
    tree: TreeConnect | None = None

    def drop(self) -> None:
        connection, self.connection, self.tree = self.connection, None, None
        if connection is not None and connection.transport is not None:
            with contextlib.suppress(Exception):  # a line that broke may break again while it is put down
                connection.disconnect(close=False)


@dataclass
class SmbSession:
    """One account on one share; connects when first used and again after a break, ends with its last holder."""

    place: SmbPlace
    password: str = field(repr=False)
    patience: int = PATIENCE

    def __post_init__(self) -> None:
        self._line = _Line()
        weakref.finalize(self, self._line.drop)

    def tree(self) -> TreeConnect:
        """Return the share, connected. Raises ShareMissing, ShareLoginRefused, ShareUnreachable."""
        line = self._line
        if line.tree is None or line.connection is None or not line.connection.transport.connected:
            line.drop()
            try:
                self._connect(line)
            except BaseException:
                line.drop()
                raise
        return line.tree

    @contextlib.contextmanager
    def told(self, *, writing: bool) -> Iterator[None]:
        """Turn what the server or the network does into our errors; statuses the caller expects it catches inside."""
        try:
            yield
        except Unavailable:
            raise
        except SMBResponseException as error:
            raise self._trouble(error.status, writing=writing) from error
        except _NONSENSE as error:
            self._line.drop()
            # The library wraps what the operating system said about connecting.
            problem = type(error.__cause__ or error).__name__
            raise ShareUnreachable(address=str(self.place), problem=problem) from error

    def _connect(self, line: _Line) -> None:
        place = self.place
        line.connection = _Hurried(uuid.uuid4(), place.server, place.port)
        line.connection.patience = self.patience
        line.connection.connect(timeout=self.patience)
        # A server that takes nothing off the line would otherwise hold up our sending for ever.
        line.connection.transport._sock.settimeout(self.patience)  # noqa: SLF001
        session = Session(line.connection, place.user or None, self.password or None, require_encryption=False)
        self._enter(session.connect, {*_LOGIN, *_PROTECTED})
        tree = TreeConnect(session, rf"\\{place.server}\{place.share}")
        self._enter(tree.connect, {*_PROTECTED})
        line.tree = tree

    def _enter(self, act: Callable[[], None], refusals: set[int]) -> None:
        try:
            act()
        except SMBAuthenticationError as error:
            raise ShareLoginRefused(address=str(self.place), user=self.place.user) from error
        except SMBResponseException as error:
            if error.status in refusals:
                raise ShareLoginRefused(address=str(self.place), user=self.place.user) from error
            raise

    def _trouble(self, status: int, *, writing: bool) -> Unavailable:
        address = str(self.place)
        if status in _NO_SHARE:
            self._line.drop()
            return ShareMissing(address=address)
        if status in _LOGIN:
            return ShareLoginRefused(address=address, user=self.place.user)
        if writing and status in _FULL:
            return ShareFull(address=address)
        if writing and status in _PROTECTED:
            return ShareReadOnly(address=address)
        if status in {NtStatus.STATUS_USER_SESSION_DELETED, NtStatus.STATUS_FILE_CLOSED}:
            self._line.drop()
        problem = "PermissionError" if status in _PROTECTED else f"0x{status:08X}"
        return ShareUnreachable(address=address, problem=problem)
