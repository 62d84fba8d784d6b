"""Letting a second PC into the workplace (why the two codes may be trusted: ``desktop_app.share.enrolment``).

On the new PC ``request_enrolment`` shows a long code; on the founding PC ``approve_enrolment`` takes it and shows a
short one; on the new PC ``finish_enrolment`` takes that and opens the home. Requests and replies travel with ``sync``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase

from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.app import FISCAL_PREFIX, App
from desktop_app.domain.facts import DeviceEnrolled, PersonEnrolled, Role
from desktop_app.domain.names import fold_digits
from desktop_app.errors import EnrolmentCodeWrong, EnrolmentUnknown, NotEntitled, PersonExists
from desktop_app.keys import identity
from desktop_app.share.enrolment import JoinReply, JoinRequest, answer_code, make_reply, reply_name, request_code
from desktop_app.usecases.enrolment_post import (
    LETTERS_KEY,
    WAITING_KEY,
    OpenedRequest,
    requests_waiting,
    with_letter,
    without_request,
)
from desktop_app.usecases.first_start import PersonInput, clean_person
from desktop_app.usecases.joining import (
    EnrolmentRequest,
    abandon_enrolment,
    finish_enrolment,
    repeat_request,
    request_enrolment,
    waiting_enrolment,
)
from desktop_app.usecases.people import require_seat_free, root_identity, vouch
from desktop_app.usecases.renewal_reply import renewed_device, sealed_renewal

__all__ = [
    "Approval",
    "EnrolmentRequest",
    "WaitingRequest",
    "abandon_enrolment",
    "approve_enrolment",
    "finish_enrolment",
    "pending_enrolments",
    "refuse_enrolment",
    "repeat_request",
    "request_enrolment",
    "waiting_enrolment",
]

MAY_LET_IN = frozenset({Role.WORKPLACE_INFORMATION_MANAGER, Role.DEPARTMENT_HEAD})


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """Somebody who asks to become a member, as they entered themselves.

    The code is on their screen and not here: typing it is the check.
    """

    request_id: str
    person: PersonInput


@dataclass(frozen=True, slots=True)
class Approval:
    """A PC that was let in; ``answer`` is what its user needs to hear. The next sync carries the rest."""

    person: PersonInput
    letter: str
    answer: str


def pending_enrolments(app: App) -> tuple[WaitingRequest, ...]:
    """Return who asks to become a member, as far as syncs brought it."""
    return tuple(WaitingRequest(one.request_id, _person(one.request)) for one in requests_waiting(app))


def approve_enrolment(app: App, request_id: str, code: str, *, own_pin: str) -> Approval:
    """Let a PC and its person in, if *code* is what stands on its screen. An empty *request_id*: whichever it fits.

    The person at the desk vouches with *own_pin*. Raises WrongPin, PinLocked, EnrolmentUnknown, EnrolmentCodeWrong,
    PersonExists, NotEntitled (not a manager or department head, or not the PC that founded the workplace),
    RequestUnreadable, FieldMissing; then nothing was changed.
    """
    require_seat_free(app)
    if app.person.role not in MAY_LET_IN:
        raise NotEntitled(act="approve_enrolment", role=app.person.role)
    vouch(app, own_pin)
    root = root_identity(app)
    opened = _fitting(app, request_id, code, identity.fingerprint(root.certificate))
    if opened.request.replaces:
        return _let_renew(app, opened, root)
    request, person = opened.request, clean_person(_person(opened.request))
    device_key, person_key = _requested_keys(app, request)
    if app.workplace.person_with_number(person.employee_no):
        raise PersonExists(employee_no=person.employee_no)
    now = app.now()
    device = identity.issue_device_certificate(root, device_key, request.device_id, now)
    certificate = identity.issue_person_certificate(
        root, person_key, person.name, person.employee_no, app.workplace.company, now
    )
    letter = next_letter(app)
    facts = (
        DeviceEnrolled(request.device_id, letter, identity.certificate_pem(device).decode()),
        PersonEnrolled(
            request.person_id,
            person.employee_no,
            person.name,
            person.kana,
            person.role,
            person.contact,
            identity.certificate_pem(certificate).decode(),
        ),
    )
    app.recipients()  # this year's keys must be among those that travel
    reply = JoinReply(
        request=opened.request_id,
        root_certificate=identity.certificate_der(root.certificate),
        device_certificate=identity.certificate_der(device),
        person_certificate=identity.certificate_der(certificate),
        fiscal_secrets={name: secret.decode() for name, secret in app.record.desk.secrets(FISCAL_PREFIX).items()},
    )
    sealed = _sealed_reply(app, reply, request)
    desk = {
        WAITING_KEY: without_request(app, opened.request_id),
        LETTERS_KEY: with_letter(app, reply_name(opened.data), sealed),
    }
    app.commit(facts, desk=desk)
    return Approval(person, letter, answer_code(opened.data, identity.fingerprint(root.certificate)))


def _let_renew(app: App, opened: OpenedRequest, root: identity.SignerIdentity) -> Approval:
    """Let a PC that is one of two go on under a new id (``retiring``)."""
    letter = next_letter(app)
    fact = renewed_device(app, opened.request, root, letter)
    sealed = sealed_renewal(app, opened.request_id, opened.request, root, fact)
    desk = {
        WAITING_KEY: without_request(app, opened.request_id),
        LETTERS_KEY: with_letter(app, reply_name(opened.data), sealed),
    }
    app.commit((fact,), desk=desk)
    answer = answer_code(opened.data, identity.fingerprint(root.certificate))
    return Approval(_person(opened.request), letter, answer)


def refuse_enrolment(app: App, request_id: str) -> None:
    """Drop a request; who made it may ask again."""
    app.record.desk.put({WAITING_KEY: without_request(app, request_id)})


def _fitting(app: App, request_id: str, code: str, root: str) -> OpenedRequest:
    typed = "".join(character for character in fold_digits(code) if character.isdecimal())
    asked = [one for one in requests_waiting(app) if request_id in {"", one.request_id}]
    if not asked:
        raise EnrolmentUnknown
    for one in asked:
        if request_code(one.data, root).replace(" ", "") == typed:
            return one
    raise EnrolmentCodeWrong


def _requested_keys(app: App, request: JoinRequest) -> tuple[ec.EllipticCurvePublicKey, ec.EllipticCurvePublicKey]:
    """Return the keys to certify, their owner having shown to hold them, under ids nobody has yet."""
    device = identity.read_request(request.device_request)
    person = identity.read_request(request.person_request)
    ids = (request.device_id, request.person_id)
    well_formed = all(len(one) == 16 and not set(one) - set("0123456789abcdef") for one in ids)  # noqa: PLR2004
    taken = request.device_id in app.workplace.devices or request.person_id in app.workplace.people
    if not well_formed or taken or (device.common_name, person.common_name) != ids:
        raise EnrolmentUnknown
    return device.public_key, person.public_key


def _sealed_reply(app: App, reply: JoinReply, request: JoinRequest) -> bytes:
    ours = identity.read_certificate(app.workplace.devices[app.device.device_id].certificate.encode())
    return make_reply(reply, request.reply_recipient, ours, app.device.sign)


def next_letter(app: App) -> str:
    """Return the next free device letter: A to Z, then AA, AB and so on."""
    used = {device.letter for device in app.workplace.devices.values()}
    return next(letter for number in count() if (letter := _letter(number)) not in used)


def _letter(number: int) -> str:
    higher, last = divmod(number, len(ascii_uppercase))
    return (_letter(higher - 1) if higher else "") + ascii_uppercase[last]


def _person(request: JoinRequest) -> PersonInput:
    return PersonInput(request.name, request.kana, request.employee_no, request.contact, request.role)
