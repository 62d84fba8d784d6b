"""Enrolment where the new PC does not reach the share yet: invitation, request and reply as files (USB, mail).

An invitation says whose workplace it is and is no secret. Request and reply are sealed, and the two codes that people
read to each other are the same as through the share: whoever carries the files can change nothing unnoticed.
"""

from __future__ import annotations

import hashlib

from desktop_app.app import INTAKE_SECRET, App
from desktop_app.errors import EnrolmentUnknown, NotEntitled
from desktop_app.share.collect import LARGEST_REQUEST
from desktop_app.share.enrolment import read_join_request
from desktop_app.usecases.enrolment_post import keep_requests
from desktop_app.usecases.share_folder import our_marker

INVITATION_NAME = "sekisho-invitation.json"
REQUEST_NAME = "sekisho-request.enr"
REPLY_NAME = "sekisho-reply.ret"


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
