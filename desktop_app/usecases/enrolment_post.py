"""Enrolment's post on the founding PC: requests that a sync brought, replies that the next one delivers."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop_app.app import INTAKE_SECRET, App
from desktop_app.errors import EnrolmentUnknown
from desktop_app.keys.identity import read_certificate
from desktop_app.share.enrolment import JoinRequest, read_join_request
from desktop_app.share.errand import Letter
from desktop_app.share.layout import reply_paths
from desktop_app.share.marker import workplace_id

SEEN_KEY = "enrolment/seen"
WAITING_KEY = "enrolment/waiting"
LETTERS_KEY = "enrolment/letters"


@dataclass(frozen=True, slots=True)
class OpenedRequest:
    """A request that opened; ``request_id`` is the SHA-256 (hex) of its bytes."""

    request_id: str
    request: JoinRequest
    data: bytes = field(repr=False)

    @property
    def again(self) -> bool:
        """Whether it comes from a PC that asks to be let in again, as it does not count."""
        return self.request.replaces == self.request.device_id


def requests_seen(app: App) -> frozenset[str] | None:
    """Return the share's requests already looked at; None where they are not this PC's business."""
    if app.record.desk.secret(INTAKE_SECRET) is None:
        return None
    return frozenset(_list(app, SEEN_KEY))


def keep_requests(app: App, brought: Mapping[str, bytes]) -> None:
    """Keep requests that a sync brought until somebody answers them; what does not open is a stranger's."""
    intake = app.record.desk.secret(INTAKE_SECRET)
    if intake is None or not brought:
        return
    waiting = dict.fromkeys(_list(app, WAITING_KEY))
    for sealed in brought.values():
        try:
            read_join_request(sealed, intake.decode())
        except EnrolmentUnknown:
            continue
        waiting[base64.b64encode(sealed).decode("ascii")] = None
    seen = sorted({*_list(app, SEEN_KEY), *brought})
    app.record.desk.put({SEEN_KEY: json.dumps(seen).encode(), WAITING_KEY: json.dumps(list(waiting)).encode()})


def requests_waiting(app: App) -> tuple[OpenedRequest, ...]:
    """Return the requests nobody has answered yet."""
    opened = [_opened(app, sealed) for sealed in _list(app, WAITING_KEY)]
    # Another PC that may let others in has answered some of them; where that does not count, the PC asks again.
    again = {*app.record.standing.left_out, *(one.request.device_id for one in opened if one.again)}
    new = (one for one in opened if one.request.device_id not in app.workplace.devices)
    return tuple(one for one in new if one.again or one.request.device_id not in again)


def without_request(app: App, request_id: str) -> bytes:
    """Return the desk state (WAITING_KEY) after a request was answered."""
    left = [sealed for sealed in _list(app, WAITING_KEY) if _opened(app, sealed).request_id != request_id]
    return json.dumps(left).encode()


def with_letter(app: App, name: str, data: bytes) -> bytes:
    """Return the desk state (LETTERS_KEY) with one more reply to deliver."""
    letters = [*_list(app, LETTERS_KEY), f"{name} {base64.b64encode(data).decode('ascii')}"]
    return json.dumps(letters).encode()


def letters_to_deliver(app: App) -> tuple[Letter, ...]:
    """Return the replies that are not on the share yet."""
    kept = _list(app, LETTERS_KEY)
    if not kept:
        return ()
    root = read_certificate(app.workplace.root_certificate.encode())
    ours = workplace_id(root, app.workplace.org_code)
    split = (letter.split(" ", 1) for letter in kept)
    return tuple(Letter(name, reply_paths(ours, name), base64.b64decode(data)) for name, data in split)


def note_delivered(app: App, names: Iterable[str]) -> None:
    """Forget replies that are on the share."""
    delivered = set(names)
    if delivered:
        left = [letter for letter in _list(app, LETTERS_KEY) if letter.split(" ", 1)[0] not in delivered]
        app.record.desk.put({LETTERS_KEY: json.dumps(left).encode()})


def _opened(app: App, sealed: str) -> OpenedRequest:
    intake = app.record.desk.secret(INTAKE_SECRET)
    if intake is None:
        raise EnrolmentUnknown
    request, data = read_join_request(base64.b64decode(sealed), intake.decode())
    return OpenedRequest(hashlib.sha256(data).hexdigest(), request, data)


def _list(app: App, key: str) -> list[str]:
    stored = app.record.desk.get(key)
    return [str(one) for one in json.loads(stored)] if stored else []
