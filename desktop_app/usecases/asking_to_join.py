"""Asking to join: a home that waits is made, and its request is left on the share or written as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_app.app import Surroundings, person_secret
from desktop_app.home import Home
from desktop_app.journal.codec import encode_value
from desktop_app.keys import identity
from desktop_app.keys.device_keys import new_device_keys
from desktop_app.keys.pin import check_pin, lock_key
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.share.enrolment import JoinRequest, request_bytes, request_code
from desktop_app.share.layout import request_path
from desktop_app.share.marker import Marker, marker_in, read_marker
from desktop_app.store.desk import Desk
from desktop_app.usecases.first_start import PersonInput, clean_person
from desktop_app.usecases.new_home import making_home
from desktop_app.usecases.share_login import share_store

JOINING_KEY = "joining"
"""Desk state of a home that waits to be let in."""


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """A request as the new PC shows it: the code to read to the member, and where it lies on the share.

    ``sealed`` is the request itself, to travel as a file or QR code; ``by_file``: it was made without a share folder.
    """

    code: str
    path: str
    workplace: str
    sealed: bytes = field(default=b"", repr=False)
    by_file: bool = False


@dataclass(frozen=True, slots=True)
class Joining:
    """What a waiting home keeps; ``root`` is what the code pins."""

    address: str
    root: str
    workplace_id: str
    workplace: str
    path: str
    sealed: bytes
    request: bytes
    device_id: str
    person_id: str
    device_key: bytes = field(repr=False)
    reply_secret: str = field(repr=False)


def request_enrolment(
    home: Home,
    url: str,
    person: PersonInput,
    surroundings: Surroundings,
    *,
    pin: str,
    passphrase: str = "",
) -> EnrolmentRequest:
    """Make a home that waits to be let in, and leave its request on the share.

    Raises HomeExists, FieldMissing, PinTooShort, PassphraseTooShort, KeyringMissing, ShareUnmarked,
    ShareMarkerDamaged and the store's errors; then nothing was made here.
    """
    person = clean_person(person)
    check_pin(pin)
    store = share_store(surroundings, url)
    marker = read_marker(store)

    def post(joining: Joining) -> None:
        store.put_new(joining.path, joining.sealed)

    return _make_waiting(home, store.address, marker, person, surroundings, (pin, passphrase), post)


def request_by_file(
    home: Home,
    invitation: bytes,
    person: PersonInput,
    surroundings: Surroundings,
    *,
    pin: str,
    passphrase: str = "",
) -> tuple[EnrolmentRequest, bytes]:
    """Make a home that waits to be let in; returns the request and the file to hand to a member (USB, mail).

    *invitation* is what ``enrolment_files.invitation`` gave. The file is sealed, so it may pass through other hands.
    Raises what request_enrolment raises, but for the store's errors.
    """
    person = clean_person(person)
    check_pin(pin)
    marker = marker_in(invitation, "")
    shown = _make_waiting(home, "", marker, person, surroundings, (pin, passphrase), lambda _joining: None)
    return shown, shown.sealed


def _make_waiting(
    home: Home,
    address: str,
    marker: Marker,
    person: PersonInput,
    surroundings: Surroundings,
    secret: tuple[str, str],
    post: Callable[[Joining], None],
) -> EnrolmentRequest:
    pin, passphrase = secret
    with making_home(home, surroundings, passphrase) as new:
        joining, secrets = _new_joining(address, marker, person, new.surroundings, pin)
        with new.record.database.transaction() as connection:
            Desk.write(connection, {JOINING_KEY: encode_value(joining)})
            Desk.write_secrets(connection, secrets)
        post(joining)
        new.settle()
    new.lock.release()
    return as_shown(joining)


def _new_joining(
    address: str, marker: Marker, person: PersonInput, surroundings: Surroundings, pin: str
) -> tuple[Joining, dict[str, bytes]]:
    device_id, device_key = surroundings.new_id()[:16], identity.new_key()
    person_id, person_key = surroundings.new_id()[:16], identity.new_key()
    reply_secret, reply_recipient = new_age_identity()
    own = new_device_keys(device_id)
    request = JoinRequest(
        device_id=device_id,
        person_id=person_id,
        device_request=identity.certificate_request(device_key, device_id),
        person_request=identity.certificate_request(person_key, person_id),
        reply_recipient=reply_recipient,
        name=person.name,
        kana=person.kana,
        employee_no=person.employee_no,
        contact=person.contact,
        role=person.role,
        own_recipient=own.announced.recipient,
        issuing_request=own.announced.issuing_request,
    )
    data = request_bytes(request)
    joining = Joining(
        address=address,
        root=marker.root,
        workplace_id=marker.workplace_id,
        workplace=marker.workplace,
        path=request_path(marker.workplace_id, surroundings.clock(), surroundings.new_id()),
        sealed=seal(data, (marker.recipient,)),
        request=data,
        device_id=device_id,
        person_id=person_id,
        device_key=identity.key_to_bytes(device_key),
        reply_secret=reply_secret,
    )
    locked = lock_key(person_key, pin, person_id, surroundings.pin_cost).to_json().encode()
    return joining, {person_secret(person_id): locked, **own.secrets}


def as_shown(joining: Joining) -> EnrolmentRequest:
    """Return what the new PC shows of its request."""
    code = request_code(joining.request, joining.root)
    return EnrolmentRequest(code, joining.path, joining.workplace, joining.sealed, by_file=not joining.address)
