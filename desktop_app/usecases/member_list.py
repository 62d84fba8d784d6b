"""The members as a window lists them: since when, last news, until when their certificates hold, and who left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.app import App
from desktop_app.domain.facts import DeviceEnrolled, PersonEnrolled
from desktop_app.domain.membership_facts import DeviceRemoved, OverseerEnrolled, PersonRemoved
from desktop_app.domain.roles import MAY_LET_IN, Role
from desktop_app.errors import CertificateUnreadable
from desktop_app.keys.chain import may_appoint
from desktop_app.keys.signing import read_certificate
from desktop_app.keys.standing import issuers_in_use
from desktop_app.store.authors import authors
from desktop_app.store.may_record import quarantined
from desktop_app.usecases.issuing import app_root, can_issue


@dataclass(frozen=True, slots=True)
class MemberDevice:
    """A PC: ``people`` recorded something on it; ``quarantined`` acts came after its end and do not count.

    ``audits``: it was let in for an auditor, who lets nobody in.
    """

    device_id: str
    letter: str
    here: bool
    issues: bool
    since: datetime | None
    last_news: datetime | None
    certificate_until: datetime | None
    people: tuple[str, ...]
    person_ids: frozenset[str]
    removed: tuple[DeviceRemoved, datetime] | None
    quarantined: int
    audits: bool


@dataclass(frozen=True, slots=True)
class MemberTerm:
    """Since when a person belongs here, until when their certificate holds, and how it ended."""

    since: datetime | None
    certificate_until: datetime | None
    removed: tuple[PersonRemoved, datetime] | None


@dataclass(frozen=True, slots=True)
class MemberList:
    """PCs and people (by id); what whoever is at this PC may do here: end memberships, let a PC issue."""

    devices: tuple[MemberDevice, ...]
    people: Mapping[str, MemberTerm]
    may_remove: bool
    may_appoint: bool
    today: date


def member_list(app: App) -> MemberList:
    """Return every PC and person that ever belonged to the workplace; those in use first."""
    workplace, since = app.workplace, dict(_since(app))
    membership = workplace.membership
    entitled = app.person.role in MAY_LET_IN
    devices = [_device(app, device_id, since.get(device_id)) for device_id in workplace.devices]
    people = {
        person.person_id: MemberTerm(
            since.get(person.person_id),
            _until(person.certificate),
            membership.people_removed.get(person.person_id),
        )
        for person in workplace.people.values()
    }
    return MemberList(
        today=app.today(),
        devices=tuple(sorted(devices, key=lambda one: (one.removed is not None, len(one.letter), one.letter))),
        people=people,
        may_remove=entitled and can_issue(app),
        may_appoint=entitled and app.keeps_root and may_appoint(app_root(app)),
    )


def _device(app: App, device_id: str, since: datetime | None) -> MemberDevice:
    workplace = app.workplace
    membership, people = workplace.membership, authors(app.record.database).get(device_id, frozenset())
    in_use = {issuer.serial_number for issuer in issuers_in_use(workplace.root_certificate, membership)}
    own = device_id == app.device.device_id
    appointed = membership.issuers.get(device_id, ())
    holder = workplace.people.get(workplace.holders.get(device_id, ""))
    names = (workplace.people[person].name for person in sorted(people & workplace.people.keys()))
    return MemberDevice(
        device_id=device_id,
        letter=workplace.devices[device_id].letter,
        here=own,
        issues=any(_serial(one.certificate) in in_use for one in appointed) or (own and app.keeps_root),
        since=since,
        last_news=_last_news(app, device_id),
        certificate_until=_until(workplace.device_certificates(device_id)[-1]),
        people=tuple(names),
        person_ids=people,
        removed=membership.devices_removed.get(device_id),
        quarantined=quarantined(app.record).get(device_id, 0),
        audits=holder is not None and holder.role is Role.AUDITOR,
    )


def _since(app: App) -> Iterator[tuple[str, datetime]]:
    for recorded in app.record.history(""):
        match recorded.fact:
            case DeviceEnrolled(device_id=member) | PersonEnrolled(person_id=member):
                yield member, recorded.at
            case OverseerEnrolled(person_id=member):
                yield member, recorded.at
            case _:
                continue


def _last_news(app: App, device_id: str) -> datetime | None:
    head = app.record.head(device_id, app.record.ends.get(device_id))
    newest = next(iter(app.record.entries(device_id, after=head.seq - 1)), None) if head.seq else None
    return newest.entry.at if newest else None


def _until(pem: str) -> datetime | None:
    try:
        return read_certificate(pem.encode()).not_valid_after_utc
    except CertificateUnreadable:
        return None


def _serial(pem: str) -> int | None:
    try:
        return read_certificate(pem.encode()).serial_number
    except CertificateUnreadable:
        return None
