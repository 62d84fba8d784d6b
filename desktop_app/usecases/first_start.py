"""First start: found a stand-alone workplace on this PC, or open what was founded.

Founding makes the identities, the encrypted database and the year's keys, and marks the folder as a home as its
last step: a PC that dies half-way has no home rather than half a one, and founding can begin again.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from desktop_app.app import (
    FOR_THE_KIT,
    INTAKE_SECRET,
    PERSON_KEY,
    ROOT_SECRET,
    App,
    Surroundings,
    assemble,
    fiscal_secret_name,
    person_secret,
)
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import office_date
from desktop_app.domain.facts import (
    DeviceEnrolled,
    Fact,
    PersonEnrolled,
    ProgrammeAdopted,
    Role,
    WorkplaceOpened,
)
from desktop_app.domain.membership_facts import RevocationListIssued
from desktop_app.domain.names import clean_text, fold_digits
from desktop_app.domain.programme import Programme
from desktop_app.errors import FieldMissing, FieldTooLong
from desktop_app.home import Home
from desktop_app.keys import identity
from desktop_app.keys.device_keys import new_device_keys
from desktop_app.keys.fiscal import make_fiscal_key
from desktop_app.keys.pin import check_pin, lock_key
from desktop_app.keys.recovery_letter import sealed_recovery
from desktop_app.keys.revocation import make_crl
from desktop_app.keys.seal import new_age_identity
from desktop_app.keys.witness import Witness
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Device
from desktop_app.usecases.new_home import NewHome, making_home

LONGEST_FIELD = 200


@dataclass(frozen=True, slots=True)
class PersonInput:
    """Somebody to enrol, as entered."""

    name: str
    kana: str
    employee_no: str
    contact: str = ""
    role: Role = Role.WORKPLACE_INFORMATION_MANAGER


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the wizard (or ``sekishoctl init``) asks; ``share`` empty means later, ``passphrase`` empty the keyring."""

    company: str
    workplace: str
    org_code: str
    manager: PersonInput
    programme: Programme
    programme_sha256: str
    share: str = ""


def found_home(home: Home, start: FirstStart, surroundings: Surroundings, *, pin: str, passphrase: str = "") -> App:
    """Found the workplace in *home* and return it open, its manager at the desk.

    The database key goes into the keyring, and under *passphrase* as well where one is given; without a keyring a
    passphrase is required. A share folder is made if absent. Raises HomeExists, FieldMissing, PinTooShort,
    PassphraseTooShort, KeyringMissing, DiskFull and what ``share_folder.create_share`` raises; then nothing was made.
    """
    start = _clean(start)
    check_pin(pin)
    with making_home(home, surroundings, passphrase) as new:
        app = _founded(new, start, pin)
        try:
            if start.share:
                from desktop_app.usecases.share_folder import create_share

                create_share(app, start.share)
        except BaseException:
            app.record.database.close()
            raise
    return app


def _founded(new: NewHome, start: FirstStart, pin: str) -> App:
    facts, secrets, device, person_id = _founding_facts(start, new.surroundings, pin)
    now, desk = new.surroundings.clock(), {PERSON_KEY: person_id.encode()}
    head = new.record.commit(facts, device, at=now, by=person_id, desk=desk, secrets=secrets)
    new.settle()
    app = assemble(new.home, new.home_id, new.key, new.surroundings, new.lock)
    app.person_id = person_id
    app.witness.save(Witness(head.device_id, head.seq, head.hash))
    return app


def _founding_facts(
    start: FirstStart, surroundings: Surroundings, pin: str
) -> tuple[tuple[Fact, ...], dict[str, bytes], Device, str]:
    now = surroundings.clock()
    root = identity.make_root(start.company, now)
    device_id, device_key = surroundings.new_id()[:16], identity.new_key()
    device_certificate = identity.issue_device_certificate(root, device_key.public_key(), device_id, now)
    person_id, person_key = surroundings.new_id()[:16], identity.new_key()
    manager = start.manager
    certificate = identity.issue_person_certificate(
        root, person_key.public_key(), manager.name, manager.employee_no, start.company, now
    )
    year = fiscal_year(office_date(now))
    fiscal_fact, fiscal_secret = make_fiscal_key(year)
    own = new_device_keys(device_id)
    kept = {
        ROOT_SECRET: identity.key_to_bytes(root.key),
        INTAKE_SECRET: new_age_identity()[0].encode(),
        fiscal_secret_name(fiscal_fact): fiscal_secret,
    }
    facts: tuple[Fact, ...] = (
        WorkplaceOpened(
            start.company, start.workplace, start.org_code, identity.certificate_pem(root.certificate).decode()
        ),
        DeviceEnrolled(device_id, "A", identity.certificate_pem(device_certificate).decode()),
        PersonEnrolled(
            person_id,
            manager.employee_no,
            manager.name,
            manager.kana,
            manager.role,
            manager.contact,
            identity.certificate_pem(certificate).decode(),
        ),
        ProgrammeAdopted(start.programme, start.programme_sha256),
        fiscal_fact,
        sealed_recovery(fiscal_fact, kept, FOR_THE_KIT),
        own.announced,
        RevocationListIssued(base64.b64encode(make_crl(root, 1, (), now)).decode("ascii"), ""),
    )
    locked = lock_key(person_key, pin, person_id, surroundings.pin_cost)
    secrets = kept | {
        DEVICE_SECRET: device_secret(device_id, identity.key_to_bytes(device_key)),
        person_secret(person_id): locked.to_json().encode(),
        **own.secrets,
    }
    return facts, secrets, Device(device_id, lambda data: identity.sign(device_key, data)), person_id


def clean_person(person: PersonInput) -> PersonInput:
    """Return a person's entries without invisible junk; raises FieldMissing, FieldTooLong."""
    cleaned = PersonInput(
        name=clean_text(person.name).text,
        kana=clean_text(person.kana).text,
        employee_no=fold_digits(clean_text(person.employee_no).text),
        contact=clean_text(person.contact).text,
        role=person.role,
    )
    _require(name=cleaned.name, employee_no=cleaned.employee_no)
    _limit(name=cleaned.name, kana=cleaned.kana, employee_no=cleaned.employee_no, contact=cleaned.contact)
    return cleaned


def _clean(start: FirstStart) -> FirstStart:
    cleaned = FirstStart(
        company=clean_text(start.company).text,
        workplace=clean_text(start.workplace).text,
        org_code=fold_digits(clean_text(start.org_code).text),
        manager=clean_person(start.manager),
        programme=start.programme,
        programme_sha256=start.programme_sha256,
        share=start.share.strip(),
    )
    _require(company=cleaned.company, workplace=cleaned.workplace, org_code=cleaned.org_code)
    _limit(company=cleaned.company, workplace=cleaned.workplace, org_code=cleaned.org_code)
    return cleaned


def _require(**fields: str) -> None:
    for field, text in fields.items():
        if not text:
            raise FieldMissing(field=field)


def _limit(**fields: str) -> None:
    for field, text in fields.items():
        if len(text) > LONGEST_FIELD:
            raise FieldTooLong(field=field, limit=LONGEST_FIELD)
