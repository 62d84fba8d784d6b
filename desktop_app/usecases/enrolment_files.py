"""Enrolment where the new PC does not reach the share yet: invitation, request and reply as files (USB, mail).

An invitation says whose workplace it is and is no secret. Request and reply are sealed, and the two codes that people
read to each other are the same as through the share: whoever carries the files can change nothing unnoticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from desktop_app.app import INTAKE_SECRET, App
from desktop_app.errors import (
    EnrolmentFileUnreadable,
    EnrolmentFileWrong,
    EnrolmentUnknown,
    ForeignFileUnreadable,
    NotEntitled,
    ShareMarkerDamaged,
)
from desktop_app.share.collect import LARGEST_REQUEST
from desktop_app.share.enrolment import read_join_request
from desktop_app.share.marker import marker_in
from desktop_app.usecases.enrolment_post import keep_requests
from desktop_app.usecases.paper_files import ask_apart
from desktop_app.usecases.share_folder import MARKER_KEY, our_marker

INVITATION_NAME = "sekisho-invitation.json"
REQUEST_NAME = "sekisho-request.enr"
REPLY_NAME = "sekisho-reply.ret"

LARGEST_PICTURE = 64 * 1024 * 1024
"""Of a photograph, scan or PDF in which a request is looked for."""

_LARGEST_LETTER = 256 * 1024  # an invitation or a reply; both have a few kilobytes


def may_invite(app: App) -> bool:
    """Whether this PC takes requests in and invites: it founded the workplace, or was appointed."""
    return app.keeps_root or app.record.desk.get(MARKER_KEY) is not None


def invitation(app: App) -> bytes:
    """Return the file a new PC starts from. Raises NotEntitled on a PC that may not let others in."""
    marker = our_marker(app)
    if marker is None:
        raise NotEntitled(act="approve_enrolment", role=app.person.role)
    return marker


def take_request(app: App, data: bytes) -> str:
    """Take a request file in, to be answered like those from the share; returns its id.

    Raises EnrolmentUnknown (not for this workplace, or no request), NotEntitled.
    """
    our_marker(app)  # a founding PC that shared nothing yet makes the key now
    intake = app.record.desk.secret(INTAKE_SECRET)
    if intake is None:
        raise NotEntitled(act="approve_enrolment", role=app.person.role)
    if len(data) > LARGEST_REQUEST:
        raise EnrolmentUnknown
    request, plain = read_join_request(data, intake.decode())
    if request.device_id in app.workplace.devices:
        raise EnrolmentUnknown  # it was answered already
    keep_requests(app, {f"file/{hashlib.sha256(data).hexdigest()}": data})
    return hashlib.sha256(plain).hexdigest()


def take_request_file(app: App, path: Path, stop: Callable[[], bool] | None = None) -> str:
    """Take in what a new PC saved, or a picture, scan or PDF of the QR code it shows; returns the request's id.

    No camera is needed: the file comes from a telephone, a scanner or a USB stick. Pictures are read in a process of
    its own. Raises EnrolmentFileUnreadable, EnrolmentFileWrong, NotEntitled and what reading foreign files raises.
    """
    from desktop_app.papers.scanning.requests import SEALED

    data = _read(path, LARGEST_PICTURE)
    taken = ""
    for sealed in (data,) if data.startswith(SEALED) else _codes(data, path.name, stop):
        try:
            taken = take_request(app, sealed)
        except EnrolmentUnknown:
            continue
    if not taken:
        raise EnrolmentFileWrong(name=path.name, reason="foreign")
    return taken


def read_letter(path: Path) -> bytes:
    """Return a reply as it came. Raises EnrolmentFileUnreadable, EnrolmentFileWrong."""
    return _read(path, _LARGEST_LETTER)


def read_invitation_file(path: Path) -> bytes:
    """Return an invitation. Raises EnrolmentFileUnreadable, EnrolmentFileWrong."""
    data = _read(path, _LARGEST_LETTER, "invitation")
    try:
        marker_in(data, "")
    except ShareMarkerDamaged:
        raise EnrolmentFileWrong(name=path.name, reason="invitation") from None
    return data


def _codes(data: bytes, name: str, stop: Callable[[], bool] | None) -> tuple[bytes, ...]:
    from desktop_app.papers.scanning.requests import MOST_PAGES, READ_TASK, SealedCodes

    try:
        found = ask_apart(READ_TASK, data, SealedCodes, len(data), stop)
    except ForeignFileUnreadable:
        raise EnrolmentFileWrong(name=name, reason="kind") from None
    if found.pages > MOST_PAGES:
        raise EnrolmentFileWrong(name=name, reason="pages")
    if not found.held:
        raise EnrolmentFileWrong(name=name, reason="no_code")
    return found.held


def _read(path: Path, limit: int, reason: str = "kind") -> bytes:
    try:
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise EnrolmentFileUnreadable(name=path.name)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError):
        raise EnrolmentFileUnreadable(name=path.name) from None
    if len(data) > limit:
        raise EnrolmentFileWrong(name=path.name, reason=reason)
    return data
