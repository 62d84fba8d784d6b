"""A PC that turned out to be one of two gives up its device id and goes on under a new one.

What it had not sent yet is recorded again under the new id, so that the other PC is not disturbed and nothing is
lost; what both had sent stays as two histories. A PC that holds the workplace's root certifies itself; every other
one asks like a new PC, but keeps its record and its people (``replaces`` in the request).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace

from desktop_app.app import App
from desktop_app.domain.facts import DeviceEnrolled
from desktop_app.domain.names import fold_digits
from desktop_app.errors import (
    CloneDetected,
    EnrolmentCodeWrong,
    EnrolmentIncomplete,
    EnrolmentReplyWrong,
    EnrolmentUnknown,
    NoShare,
)
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.keys import identity
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.share.enrolment import JoinRequest, answer_code, request_bytes, request_code
from desktop_app.share.layout import request_path
from desktop_app.share.marker import read_marker, require_ours
from desktop_app.store.carrying_over import Beyond
from desktop_app.store.may_record import membership_over
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Device
from desktop_app.store.segments import Segments
from desktop_app.usecases.enrolment import next_letter
from desktop_app.usecases.enrolment_reply import reply_at
from desktop_app.usecases.issuing import can_issue, issuing_identity, keys_given
from desktop_app.usecases.letting_in_again import ask_again, does_not_count
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.share_login import share_store
from desktop_app.usecases.share_watch import keep_watch, watch_of
from desktop_app.usecases.sharing import sync

_RETIRING_SECRET = "retiring"  # noqa: S105 - a name


@dataclass(frozen=True, slots=True)
class Renewal:
    """How far it is: ``letter`` when this PC goes on under a new one, else the ``code`` to be read to the first PC."""

    letter: str = ""
    code: str = ""
    answered: bool = True
    """Whether digits are read back to it; a PC that is let in again hears of it with the next connection."""


@dataclass(frozen=True, slots=True)
class _Retiring:
    request: bytes
    device_id: str
    device_key: bytes = field(repr=False)
    reply_secret: str = field(repr=False)
    root: str
    workplace_id: str


def renew_registration(app: App) -> Renewal:
    """Begin anew under another id, at once or by asking for it; asking twice shows the same number.

    A PC that does not count (``letting_in_again``) asks to be let in again under the id it has; one that was removed
    raises MembershipOver.
    Raises NoShare, SeatHandedOver, ShareUnmarked, ShareMarkerDamaged, ForeignShare and the store's errors; then
    nothing was changed.
    """
    require_seat_free(app)
    if does_not_count(app):
        return Renewal(code=ask_again(app), answered=False)
    over = membership_over(app.record, app.device.device_id)
    if over is not None:
        raise over
    if can_issue(app):
        return _certify_ourselves(app)
    waiting = _waiting(app) or _ask(app)
    return Renewal(code=request_code(waiting.request, waiting.root))


def finish_renewal(app: App, answer: str) -> Renewal:
    """Go on under the new id with the six digits that the first PC's user read back.

    Raises EnrolmentUnknown, EnrolmentCodeWrong, EnrolmentNotAnswered, EnrolmentIncomplete, EnrolmentReplyWrong and the
    store's errors; this PC then goes on waiting.
    """
    waiting = _waiting(app)
    address = share_address(app)
    if waiting is None or address is None:
        raise EnrolmentUnknown
    if "".join(fold_digits(answer).split()) != answer_code(waiting.request, waiting.root):
        raise EnrolmentCodeWrong
    store = share_store(app.surroundings, address)
    require_ours(read_marker(store), trust_of(app).root, waiting.workplace_id)
    reply = reply_at(store, waiting.workplace_id, waiting.request, waiting.reply_secret, waiting.root)
    key = identity.key_from_bytes(waiting.device_key)
    if identity.read_certificate(reply.device_certificate).public_key() != key.public_key():
        raise EnrolmentReplyWrong(reason="device")
    with suppress(CloneDetected):
        sync(app)  # brings the fact that this PC has a new id
    enrolled = app.workplace.devices.get(waiting.device_id)
    if enrolled is None:
        raise EnrolmentIncomplete
    _go_on(app, waiting.device_id, waiting.device_key)
    return Renewal(letter=enrolled.letter)


def _certify_ourselves(app: App) -> Renewal:
    device_id, key = app.surroundings.new_id()[:16], identity.new_key()
    certificate = identity.issue_device_certificate(issuing_identity(app), key.public_key(), device_id, app.now())
    letter = next_letter(app)
    _go_on(app, device_id, identity.key_to_bytes(key))
    enrolled = DeviceEnrolled(device_id, letter, identity.certificate_pem(certificate).decode())
    app.commit((enrolled, *keys_given(app, device_id)))
    return Renewal(letter=letter)


def _go_on(app: App, device_id: str, key_bytes: bytes) -> None:
    former, key = app.device.device_id, identity.key_from_bytes(key_bytes)
    device = Device(device_id, lambda data: identity.sign(key, data))
    segment, entry = Segments(app.record.database).sent(former)
    secrets = {DEVICE_SECRET: device_secret(device_id, key_bytes), _RETIRING_SECRET: b""}
    told = Beyond(former, max(entry, watch_of(app).shared), segment)
    app.record.carry_over(told, device, secrets)
    app.device = device
    app.keep_witness(app.record.head(device_id))
    keep_watch(app, replace(watch_of(app), copied=False, shared=0))


def _waiting(app: App) -> _Retiring | None:
    stored = app.record.desk.secret(_RETIRING_SECRET)
    return decode_value(stored, _Retiring) if stored else None


def _ask(app: App) -> _Retiring:
    address = share_address(app)
    if address is None:
        raise NoShare
    store, trust = share_store(app.surroundings, address), trust_of(app)
    marker = read_marker(store)
    require_ours(marker, trust.root, trust.workplace_id)
    device_id, key = app.surroundings.new_id()[:16], identity.new_key()
    secret, recipient = new_age_identity()
    person = app.person
    request = JoinRequest(
        device_id=device_id,
        person_id=person.person_id,
        device_request=identity.certificate_request(key, device_id),
        person_request=b"",
        reply_recipient=recipient,
        name=person.name,
        kana=person.kana,
        employee_no=person.employee_no,
        contact=person.contact,
        role=person.role,
        replaces=app.device.device_id,
    )
    data = request_bytes(request)
    made = _Retiring(data, device_id, identity.key_to_bytes(key), secret, marker.root, marker.workplace_id)
    store.put_new(
        request_path(marker.workplace_id, app.now(), app.surroundings.new_id()), seal(data, (marker.recipient,))
    )
    app.record.desk.put_secrets({_RETIRING_SECRET: encode_value(made)})
    return made
