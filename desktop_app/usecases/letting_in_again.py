"""Letting a PC in again that does not count, because whoever let it in had left before (``desktop_app.keys.let_in``).

It asks like a new PC, under the id, the keys and the person it has: whoever lets it in compares the same twenty digits,
which are about all of these, so nobody who got hold of a former member's keys brings anything in unseen. From then on
everything it recorded counts, wherever it lies. No answer travels back: the fact itself tells it, with the years' keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.app import App
from desktop_app.domain.facts import DeviceEnrolled, Fact
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, EnrolmentUnknown, NoShare
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.keys import identity
from desktop_app.keys.seal import seal
from desktop_app.keys.signing import Certificate
from desktop_app.keys.standing import issuing_certificates
from desktop_app.share.enrolment import JoinRequest, request_bytes, request_code
from desktop_app.share.layout import request_path
from desktop_app.share.marker import read_marker, require_ours
from desktop_app.usecases.enrolment_post import requests_waiting
from desktop_app.usecases.first_start import PersonInput, clean_person
from desktop_app.usecases.issuing import app_root
from desktop_app.usecases.people import enrolment_fact, require_new
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.share_login import share_store

_ASKED_KEY = "membership/asked"


@dataclass(frozen=True, slots=True)
class _Asked:
    path: str
    sealed: bytes = field(repr=False)
    request: bytes = field(repr=False)


def does_not_count(app: App) -> bool:
    """Whether this PC was let in by one that had left, and nobody let it in again since."""
    return app.device.device_id in app.record.standing.left_out


def ask_again(app: App) -> str:
    """Leave the request on the share, once, and return the digits to be read to whoever may let PCs in.

    Raises NoShare, ShareUnmarked, ShareMarkerDamaged, ForeignShare and the store's errors.
    """
    address = share_address(app)
    if address is None:
        raise NoShare
    store, trust = share_store(app.surroundings, address), trust_of(app)
    marker = read_marker(store)
    require_ours(marker, trust.root, trust.workplace_id)
    stored = app.record.desk.get(_ASKED_KEY)
    if stored is not None:
        asked = decode_value(stored, _Asked)
    else:
        data = request_bytes(_request(app))
        path = request_path(trust.workplace_id, app.now(), app.surroundings.new_id())
        asked = _Asked(path, seal(data, (marker.recipient,)), data)
    if store.get(asked.path) is None:
        store.put_new(asked.path, asked.sealed)
    app.record.desk.put({_ASKED_KEY: encode_value(asked)})
    return request_code(asked.request, identity.fingerprint(trust.root))


def request_of(app: App, letter: str) -> str:
    """Return the id of the request that waits here of the PC known by a letter that does not count; "" if none does."""
    enrolled = app.record.standing.left_out.items()
    known = {device for device, one in enrolled if isinstance(one.fact, DeviceEnrolled) and one.fact.letter == letter}
    return next((one.request_id for one in requests_waiting(app) if one.request.replaces in known), "")


def facts_again(app: App, request: JoinRequest, letter: str) -> tuple[Fact, ...]:
    """Return the facts that let a PC in again, and its person where nobody else did.

    Their certificates stay as they are; they are renewed by themselves, since their issuer has left. Raises
    EnrolmentUnknown (they are not of this workplace, or the PC was removed itself) and PersonExists.
    """
    device = _ours(app, request.device_request, identity.Purpose.DEVICE)
    taken = request.device_id in app.workplace.devices or request.device_id in app.record.ends
    if taken or identity.display_name(device) != request.device_id:
        raise EnrolmentUnknown
    enrolled = DeviceEnrolled(request.device_id, letter, identity.certificate_pem(device).decode())
    if request.person_id in app.workplace.members:
        return (enrolled,)
    person = clean_person(PersonInput(request.name, request.kana, request.employee_no, request.contact, request.role))
    certificate = _ours(app, request.person_request, identity.Purpose.PERSON)
    if request.person_id in app.workplace.people or not identity.is_of(certificate, person.employee_no):
        raise EnrolmentUnknown
    require_new(app, person.employee_no)
    return (enrolled, enrolment_fact(request.person_id, person, identity.certificate_pem(certificate).decode()))


def letter_before(app: App, device_id: str) -> str:
    """Return the letter that such a PC has here, if it is known and nobody else's; "" otherwise."""
    known = app.record.standing.left_out.get(device_id)
    letter = known.fact.letter if known is not None and isinstance(known.fact, DeviceEnrolled) else ""
    return "" if letter in {one.letter for one in app.workplace.devices.values()} else letter


def _request(app: App) -> JoinRequest:
    own, person, workplace = app.device.device_id, app.person, app.workplace
    keys = workplace.membership.keys.get(own)
    return JoinRequest(
        device_id=own,
        person_id=person.person_id,
        device_request=_der(workplace.devices[own].certificate),
        person_request=_der(person.certificate),
        reply_recipient="",
        name=person.name,
        kana=person.kana,
        employee_no=person.employee_no,
        contact=person.contact,
        role=person.role,
        own_recipient=keys.recipient if keys else "",
        issuing_request=keys.issuing_request if keys else "",
        replaces=own,
    )


def _ours(app: App, der: bytes, purpose: identity.Purpose) -> Certificate:
    """Return a certificate that the root, or a PC it ever appointed, issued."""
    issuers = issuing_certificates(app.workplace.root_certificate, app.workplace.membership)
    try:
        certificate = identity.read_certificate(der)
        identity.verify_chain(certificate, app_root(app), None, purpose, issuers)
    except (CertificateUnreadable, CertificateNotOurs):
        raise EnrolmentUnknown from None
    return certificate


def _der(pem: str) -> bytes:
    return identity.certificate_der(identity.read_certificate(pem.encode()))
