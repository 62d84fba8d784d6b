"""Letting another PC into the workplace (why the two codes may be trusted: ``desktop_app.share.enrolment``).

On the new PC ``request_enrolment`` shows a long code; on the founding PC, or one that it appointed,
``approve_enrolment`` takes it and shows a short one; on the new PC ``finish_enrolment`` takes that and opens the home.
Requests and replies travel with ``sync``, or as files. Once a workplace has two members, two vouch for whoever comes,
or headquarters checks them: on a PC that was appointed it lets them in itself, on any other its word is the second.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from string import ascii_uppercase

from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.app import FISCAL_PREFIX, INTAKE_SECRET, App
from desktop_app.domain.facts import DeviceEnrolled
from desktop_app.domain.membership_facts import DeviceKeysAnnounced, IssuerAppointed
from desktop_app.domain.names import fold_digits
from desktop_app.domain.roles import MAY_ADMIT, MAY_CHECK, Role
from desktop_app.errors import EnrolmentCodeWrong, EnrolmentUnknown, IssuingUnsuitable, NotEntitled
from desktop_app.keys import identity
from desktop_app.keys.device_keys import issuing_request
from desktop_app.keys.fiscal import shared
from desktop_app.keys.seal import seal
from desktop_app.keys.signing import PrivateKey
from desktop_app.keys.standing import issuing_certificates
from desktop_app.keys.vouching import vouched
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
from desktop_app.usecases.issuing import app_root, appointed_with, issuing_identity, keys_given
from desktop_app.usecases.joining import (
    EnrolmentRequest,
    abandon_enrolment,
    finish_enrolment,
    repeat_request,
    request_by_file,
    request_enrolment,
    waiting_enrolment,
)
from desktop_app.usecases.letting_in_again import facts_again, letter_before
from desktop_app.usecases.people import enrolment_fact, require_new, require_seat_free, unlock_person
from desktop_app.usecases.renewal_reply import renewed_device, sealed_renewal
from desktop_app.usecases.second_member import SecondMember, require_second, vouched_by

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
    "request_by_file",
    "request_enrolment",
    "vouch_for_enrolment",
    "waiting_enrolment",
]


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """Somebody who asks to become a member, as they entered themselves.

    The code is on their screen and not here: typing it is the check. ``vouched``: members who compared it already;
    ``again``: it is a PC that asks to be let in again, as it does not count.
    """

    request_id: str
    person: PersonInput
    vouched: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """A PC that was let in; ``answer`` is what its user needs to hear. The next sync carries the rest.

    No answer: a PC that was let in again hears it from the record.
    ``reply`` is what it carries, for a PC that gets it as a file.
    """

    person: PersonInput
    letter: str
    answer: str
    reply: bytes = field(default=b"", repr=False)


def pending_enrolments(app: App) -> tuple[WaitingRequest, ...]:
    """Return who asks to become a member, as far as syncs brought it."""
    return tuple(
        WaitingRequest(one.request_id, _person(one.request), vouched_by(app, one.request_id), again=one.again)
        for one in requests_waiting(app)
    )


def approve_enrolment(
    app: App, request_id: str, code: str, *, own_pin: str, second: SecondMember | None = None, appoint: bool = False
) -> Approval:
    """Let a PC and its person in, if *code* is what stands on its screen. An empty *request_id*: whichever it fits.

    The person at the desk vouches with *own_pin*. Where the workplace has two members or more, a *second* vouches as
    well: here, or before on their own PC (``vouch_for_enrolment``); the second line needs no second. *appoint*: the
    founding PC lets headquarters' PC that joins let others in. Raises WrongPin, PinLocked, WrongRecoveryKey,
    EnrolmentUnknown, EnrolmentCodeWrong, PersonExists, SecondMemberNeeded, NotEntitled (not a manager, department head
    or the second line, or this PC may not certify or appoint), IssuingUnsuitable, RequestUnreadable, FieldMissing; then
    nothing was changed.
    """
    opened, _key = _checked_request(app, request_id, code, own_pin, MAY_ADMIT)
    issuer = issuing_identity(app)
    if opened.request.replaces:
        require_second(app, opened.request_id, second)  # anybody may claim to be a member's PC
        if opened.again:
            return _let_in_again(app, opened)
        return _let_renew(app, opened, issuer)
    request, person = opened.request, clean_person(_person(opened.request))
    device_key, person_key = _requested_keys(app, request)
    require_new(app, person.employee_no)
    require_second(app, opened.request_id, second)
    app.recipients()  # this year's keys must be among those that travel
    now = app.now()
    device = identity.issue_device_certificate(issuer, device_key, request.device_id, now)
    certificate = identity.issue_person_certificate(
        issuer, person_key, person.name, person.employee_no, app.workplace.company, now
    )
    letter = next_letter(app)
    facts = (
        *_announced(request),
        DeviceEnrolled(request.device_id, letter, identity.certificate_pem(device).decode()),
        enrolment_fact(request.person_id, person, identity.certificate_pem(certificate).decode()),
        *keys_given(app, request.device_id),
        *(_appointed(app, request) if appoint else ()),
    )
    root = app_root(app)
    reply = JoinReply(
        request=opened.request_id,
        root_certificate=identity.certificate_der(root),
        device_certificate=identity.certificate_der(device),
        person_certificate=identity.certificate_der(certificate),
        fiscal_secrets={name: shared(one).decode() for name, one in app.record.desk.secrets(FISCAL_PREFIX).items()},
        issuers=_issuers(app),
    )
    sealed = _sealed_reply(app, reply, request)
    desk = {
        WAITING_KEY: without_request(app, opened.request_id),
        LETTERS_KEY: with_letter(app, reply_name(opened.data), sealed),
    }
    app.commit(facts, desk=desk)
    return Approval(person, letter, answer_code(opened.data, identity.fingerprint(root)), sealed)


def vouch_for_enrolment(app: App, request_id: str, code: str, *, own_pin: str) -> None:
    """Be the first of two, or headquarters: the digits were compared here, a member lets the PC in.

    Raises what approve_enrolment raises, but for the second member and the certificates.
    """
    opened, key = _checked_request(app, request_id, code, own_pin, MAY_CHECK)
    app.commit((vouched(opened.request_id, app.person_id, key),))


def _checked_request(
    app: App, request_id: str, code: str, own_pin: str, entitled: frozenset[Role]
) -> tuple[OpenedRequest, PrivateKey]:
    """Return the request that the digits fit, and the key with which the person at the desk says so."""
    require_seat_free(app)
    if app.person.role not in entitled:
        raise NotEntitled(act="approve_enrolment", role=app.person.role)
    key = unlock_person(app, app.person_id, own_pin)
    if app.record.desk.secret(INTAKE_SECRET) is None:
        raise NotEntitled(act="issue_certificate", role=app.person.role)
    return _fitting(app, request_id, code, identity.fingerprint(app_root(app))), key


def _appointed(app: App, request: JoinRequest) -> tuple[IssuerAppointed, ...]:
    if request.role is not Role.SECOND_LINE:
        raise IssuingUnsuitable(reason="role")
    return (appointed_with(app, next(iter(_announced(request)), None)),)


def _let_renew(app: App, opened: OpenedRequest, issuer: identity.SignerIdentity) -> Approval:
    """Let a PC that is one of two go on under a new id (``retiring``)."""
    letter = next_letter(app)
    fact = renewed_device(app, opened.request, issuer, letter)
    sealed = sealed_renewal(app, opened.request_id, opened.request, fact)
    desk = {
        WAITING_KEY: without_request(app, opened.request_id),
        LETTERS_KEY: with_letter(app, reply_name(opened.data), sealed),
    }
    app.commit((fact, *keys_given(app, fact.device_id)), desk=desk)
    answer = answer_code(opened.data, identity.fingerprint(app_root(app)))
    return Approval(_person(opened.request), letter, answer, sealed)


def _let_in_again(app: App, opened: OpenedRequest) -> Approval:
    """Let a PC in again that does not count (``letting_in_again``); nothing has to be read back to it."""
    letter = letter_before(app, opened.request.device_id) or next_letter(app)
    facts = (*facts_again(app, opened.request, letter), *_announced(opened.request))
    app.commit(facts, desk={WAITING_KEY: without_request(app, opened.request_id)})
    return Approval(_person(opened.request), letter, "")


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


def _announced(request: JoinRequest) -> tuple[DeviceKeysAnnounced, ...]:
    announced = DeviceKeysAnnounced(request.device_id, request.own_recipient, request.issuing_request)
    if not request.own_recipient:
        return ()  # an earlier version; it announces them itself once it is brought up to date
    issuing_request(announced)
    seal(b"", (announced.recipient,))
    return (announced,)


def _issuers(app: App) -> tuple[bytes, ...]:
    issuers = issuing_certificates(app.workplace.root_certificate, app.workplace.membership)
    return tuple(map(identity.certificate_der, issuers))


def _sealed_reply(app: App, reply: JoinReply, request: JoinRequest) -> bytes:
    ours = identity.read_certificate(app.workplace.device_certificates(app.device.device_id)[-1].encode())
    return make_reply(reply, request.reply_recipient, ours, app.device.sign)


def next_letter(app: App) -> str:
    """Return the next free device letter: A to Z, then AA, AB and so on."""
    kept = (one.fact for one in app.record.standing.left_out.values())
    used = {one.letter for one in (*app.workplace.devices.values(), *kept) if isinstance(one, DeviceEnrolled)}
    return next(letter for number in count() if (letter := _letter(number)) not in used)


def _letter(number: int) -> str:
    higher, last = divmod(number, len(ascii_uppercase))
    return (_letter(higher - 1) if higher else "") + ascii_uppercase[last]


def _person(request: JoinRequest) -> PersonInput:
    return PersonInput(request.name, request.kana, request.employee_no, request.contact, request.role)
