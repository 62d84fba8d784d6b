"""Ending a membership: a PC that is lost, stolen, retired or copied; a person who left or whose role ended.

One act does everything: the revocation list that says where the record ends, who did it and why, and new keys for
those who stay. From then on nothing that is written here opens on the PC that left.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop_app.app import App, fiscal_secret_name
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import office_midnight
from desktop_app.domain.facts import DeviceEnrolled, Fact
from desktop_app.domain.membership_facts import (
    DeviceRemoved,
    EndReason,
    FiscalKeyRotated,
    PersonRemoved,
    RevocationListIssued,
)
from desktop_app.domain.roles import MAY_LET_IN
from desktop_app.errors import CertificateUnreadable, NotEntitled, OwnMembership, UnknownMember
from desktop_app.journal.segment import segment_hash
from desktop_app.keys import identity
from desktop_app.keys.device_keys import sealable
from desktop_app.keys.fiscal import rotate_fiscal_key
from desktop_app.keys.revocation import Ended, ended, make_crl
from desktop_app.keys.signing import Certificate, fingerprint
from desktop_app.keys.standing import ended_in, issuing_certificates, lists_of
from desktop_app.store.ended_histories import last_entries
from desktop_app.store.segments import Segments
from desktop_app.usecases.issuing import app_root, issuing_identity
from desktop_app.usecases.people import require_seat_free, vouch

DEVICE_REASONS = (EndReason.LOST, EndReason.STOLEN, EndReason.RETIRED, EndReason.CLONED)
PERSON_REASONS = (EndReason.LEFT, EndReason.ROLE_ENDED)


@dataclass(frozen=True, slots=True)
class Removal:
    """What a removal did: the list's number, and the fiscal year whose keys were made anew; the kit is reprinted."""

    list_number: int
    fiscal_year: int


def remove_device(app: App, device_id: str, reason: EndReason, *, own_pin: str) -> Removal:
    """End a PC's membership after what is known of it here; the person at the desk vouches with *own_pin*.

    Raises WrongPin, PinLocked, NotEntitled (not a manager or department head, or this PC cannot revoke),
    OwnMembership (another PC has to do it), UnknownMember.
    """
    _require_entitled(app, own_pin)
    if device_id == app.device.device_id:
        raise OwnMembership(who="device")
    if device_id not in app.workplace.devices_in_use:
        raise UnknownMember(who="device")
    return _remove(app, devices=((device_id, reason),))


def remove_person(
    app: App, person_id: str, reason: EndReason, ended_on: date, *, own_pin: str, devices: Iterable[str] = ()
) -> Removal:
    """End a person's membership on a day, and that of PCs they take with them.

    What they signed until the end of *ended_on* stays good. Raises what remove_device raises.
    """
    _require_entitled(app, own_pin)
    if person_id == app.person_id:
        raise OwnMembership(who="person")
    if person_id not in app.workplace.members:
        raise UnknownMember(who="person")
    devices = tuple(devices)
    if app.device.device_id in devices:
        raise OwnMembership(who="device")
    if not set(devices) <= app.workplace.devices_in_use.keys():
        raise UnknownMember(who="device")
    return _remove(app, ((one, EndReason.RETIRED) for one in devices), (person_id, reason, ended_on))


def device_endings(app: App, device_id: str, reason: EndReason, at: datetime) -> tuple[Ended, ...]:
    """Return the entries that end a PC's record after the last segment of it that is here."""
    segments = Segments(app.record.database)
    end = segments.end(device_id)
    keys = app.workplace.device_certificates(device_id)
    keys += tuple(one.certificate for one in app.workplace.membership.issuers.get(device_id, ()))
    found = (ended(certificate, device_id, reason, at, at) for certificate in _readable(keys))
    if end is None:
        return tuple(found)
    with app.record.database.transaction() as connection:
        histories = last_entries(connection, device_id, end.last_entry)
    beside = (kept for kept in segments.branches() if kept.device_id == device_id)
    held = [(end.seq, end.sha256, end.last_entry)]
    held += [(kept.seq, segment_hash(kept.data), kept.last_entry) for kept in beside]
    last_segment, digest, _entry = max(held)
    return tuple(
        replace(
            one,
            last_segment=last_segment,
            last_segment_sha256=digest,
            last_entry=max(last for _seq, _sha256, last in held),
            histories=histories,
        )
        for one in found
    )


def next_list(app: App, new: Iterable[Ended] = ()) -> tuple[RevocationListIssued, int]:
    """Return the list this PC issues next: everything revoked so far, and *new*; and its number. Raises NotEntitled."""
    signer = issuing_identity(app)
    root, known = app.workplace.root_certificate, app.workplace.membership.lists
    own = fingerprint(signer.certificate)
    number = 1 + max((one.number for one in lists_of(root, known) if one.signer == own), default=0)
    crl = make_crl(signer, number, (*ended_in(root, known), *new), app.now())
    issuer = "" if own == fingerprint(app_root(app)) else identity.certificate_pem(signer.certificate).decode()
    return RevocationListIssued(base64.b64encode(crl).decode("ascii"), issuer), number


def rotation(app: App, leaving: frozenset[str] = frozenset()) -> tuple[FiscalKeyRotated, dict[str, bytes]]:
    """Return this year's keys made anew for every PC that stays, and the secret to keep."""
    membership, staying = app.workplace.membership, app.workplace.devices_in_use.keys() - leaving
    recipients = {device: keys.recipient for device, keys in sealable(membership.keys).items() if device in staying}
    year = fiscal_year(app.today())
    former = membership.year_keys(year) or membership.latest_keys(year)
    kit = former.recovery_recipient if former and not app.keeps_root else None
    fact, secret = rotate_fiscal_key(year, recipients, membership.gone | leaving, kit=kit)
    return fact, {fiscal_secret_name(fact): secret}


def _remove(
    app: App,
    devices: Iterable[tuple[str, EndReason]] = (),
    person: tuple[str, EndReason, date] | None = None,
) -> Removal:
    now = app.now()
    entries: list[Ended] = []
    left: list[Fact] = []
    leaving: set[str] = set()
    for device_id, reason in devices:
        entries += device_endings(app, device_id, reason, now)
        left.append(DeviceRemoved(device_id, reason, app.person.name))
        leaving.add(device_id)
    if person is not None:
        person_id, reason, ended_on = person
        since = min(now, office_midnight(ended_on + timedelta(days=1)))
        certificates = _readable(app.workplace.people[person_id].certificates)
        entries += [ended(one, person_id, reason, now, since) for one in certificates]
        left.append(PersonRemoved(person_id, reason, ended_on, app.person.name))
        leaving.add(person_id)
    left += _known_by_themselves(app, entries)
    issued, number = next_list(app, entries)
    rotated, secrets = rotation(app, frozenset(leaving))
    app.commit((issued, *left, rotated, *app.for_the_kit(rotated, secrets)), secrets=secrets)
    return Removal(number, rotated.fiscal_year)


def _known_by_themselves(app: App, entries: Iterable[Ended]) -> Iterator[DeviceEnrolled]:
    """Yield the enrolments of PCs that certified themselves with a certificate which ends now.

    Nothing in their own chains tells that they did so before: whoever ends it knows them, and says so.
    """
    serials = {one.serial for one in entries}
    issuing = issuing_certificates(app.workplace.root_certificate, app.workplace.membership)
    outcast = {one.subject for one in issuing if one.serial_number in serials}
    for recorded in app.record.history("") if outcast else ():
        match recorded.fact:
            case DeviceEnrolled(device_id, _, certificate) as enrolled if device_id == recorded.position.device_id:
                if any(one.issuer in outcast for one in _readable((certificate,))):
                    yield enrolled
            case _:
                continue


def _require_entitled(app: App, own_pin: str) -> None:
    require_seat_free(app)
    if app.person.role not in MAY_LET_IN:
        raise NotEntitled(act="remove_member", role=app.person.role)
    vouch(app, own_pin)
    issuing_identity(app)


def _readable(pems: Iterable[str]) -> tuple[Certificate, ...]:
    found = []
    for pem in pems:
        try:
            found.append(identity.read_certificate(pem.encode()))
        except CertificateUnreadable:
            continue
    return tuple(found)
