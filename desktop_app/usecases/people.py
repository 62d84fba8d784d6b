"""The people who work at this PC: enrolling, taking the seat, PINs.

A person's key is opened by their PIN alone. A forgotten PIN cannot be brought back: another member, or whoever
holds the year's recovery kit, vouches for the person, who gets a new key and certificate.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.app import PERSON_KEY, ROOT_SECRET, App, person_secret
from desktop_app.domain.facts import Fact, PersonCertificateRenewed, PersonCorrected, PersonEnrolled
from desktop_app.domain.membership_facts import OverseerEnrolled
from desktop_app.domain.roles import OVERSEERS, require_office, same_side
from desktop_app.domain.workplace import Person
from desktop_app.errors import (
    MembershipOver,
    NotEntitled,
    PersonExists,
    SeatHandedOver,
    UnknownPerson,
    WrongRecoveryKey,
)
from desktop_app.keys import identity
from desktop_app.keys.pin import PinGuard, change_pin, check_pin, lock_key, read_locked_key, unlock_guarded
from desktop_app.keys.recovery import read_recovery_code
from desktop_app.keys.seal import recipient_of
from desktop_app.usecases.first_start import PersonInput, clean_person

SEAT_KEY = "seat"
"""Desk state: the case whose transferee has the seat."""


def people_here(app: App) -> tuple[Person, ...]:
    """Return the people whose keys are on this PC."""
    return tuple(p for p in app.workplace.members.values() if app.record.desk.secret(person_secret(p.person_id)))


def enrol_person(app: App, entry: PersonInput, pin: str, *, own_pin: str) -> Person:
    """Let a second person work here under *pin*; the person at the desk vouches for them with *own_pin*.

    Raises WrongPin, PinLocked, PersonExists, FieldMissing, PinTooShort, NotEntitled (this PC cannot issue
    certificates).
    """
    require_seat_free(app)
    vouch(app, own_pin)
    entry = clean_person(entry)
    check_pin(pin)
    require_new(app, entry.employee_no)
    person_id, key = app.surroundings.new_id()[:16], identity.new_key()
    certificate = _certify(app, key, entry.name, entry.employee_no)
    fact = enrolment_fact(person_id, entry, certificate)
    locked = lock_key(key, pin, person_id, app.surroundings.pin_cost)
    app.commit((fact,), secrets={person_secret(person_id): locked.to_json().encode()})
    return app.workplace.people[person_id]


def require_new(app: App, employee_no: str) -> None:
    """Raise PersonExists when a member has this number; who left may come back."""
    known = app.workplace.person_with_number(employee_no)
    if known is not None and known.ended is None:
        raise PersonExists(employee_no=employee_no)


def enrolment_fact(person_id: str, entry: PersonInput, certificate: str) -> PersonEnrolled | OverseerEnrolled:
    """Return the fact that lets a person in; those who only read have one of their own."""
    kind = OverseerEnrolled if entry.role in OVERSEERS else PersonEnrolled
    return kind(person_id, entry.employee_no, entry.name, entry.kana, entry.role, entry.contact, certificate)


def correct_person(app: App, person_id: str, entry: PersonInput, *, own_pin: str) -> None:
    """Change a person's name, kana, role or contact; papers already signed stay as they were.

    The person at the desk vouches with *own_pin*: name and role stand on every paper that is confirmed from now on.
    Raises WrongPin, PinLocked, UnknownPerson, FieldMissing, NotEntitled (from or to those who only read).
    """
    require_seat_free(app)
    vouch(app, own_pin)
    entry = clean_person(entry)
    known = _known(app, person_id)
    if entry.role not in same_side(known.role):
        # An app that does not know these roles could not read such a correction: they are enrolled anew.
        raise NotEntitled(act="change_side", role=known.role)
    fact = PersonCorrected(known.person_id, entry.name, entry.kana, entry.role, entry.contact)
    app.commit((fact,))


def sit_down(app: App, person_id: str, pin: str) -> Person:
    """Another person takes the desk with their own PIN. Raises WrongPin, PinLocked, UnknownPerson."""
    unlock_person(app, person_id, pin)
    app.person_id = person_id
    app.record.desk.put({PERSON_KEY: person_id.encode()})
    return app.person


def vouch(app: App, own_pin: str) -> None:
    """Make sure that the person at the desk is really there, and may vouch.

    Raises WrongPin, PinLocked, UnknownPerson, NotEntitled (who only reads vouches for nobody).
    """
    require_office(app.person.role, "vouch")
    # An unattended PC must not let anybody in, make anybody a department head, or give keys away.
    unlock_person(app, app.person_id, own_pin)


def unlock_person(app: App, person_id: str, pin: str) -> ec.EllipticCurvePrivateKey:
    """Open a person's key with their PIN; three wrong ones in a row close it for a minute.

    Raises WrongPin (remaining), PinLocked (seconds), UnknownPerson (their key is not on this PC), MembershipOver.
    """
    stored = app.record.desk.secret(person_secret(person_id))
    if stored is None:
        raise UnknownPerson(employee_no=person_id)
    gone = app.workplace.membership.people_removed.get(person_id)
    if gone is not None:
        raise MembershipOver(who="person", name=app.workplace.people[person_id].name, since=gone[1])
    guard_key = f"pin-guard/{person_id}"
    guard_text = app.record.desk.get(guard_key)
    guard = PinGuard.from_json(guard_text.decode()) if guard_text else PinGuard()

    def save(changed: PinGuard) -> None:
        app.record.desk.put({guard_key: changed.to_json().encode()})

    return unlock_guarded(read_locked_key(stored), pin, person_id, guard, app.now(), save=save)


def change_own_pin(app: App, old: str, new: str) -> None:
    """Put the person at the desk under another PIN. Raises WrongPin, PinLocked, PinTooShort."""
    check_pin(new)
    unlock_person(app, app.person_id, old)
    stored = app.record.desk.secret(person_secret(app.person_id))
    assert stored is not None
    locked = change_pin(read_locked_key(stored), old, new, app.person_id)
    app.record.desk.put_secrets({person_secret(app.person_id): locked.to_json().encode()})


def reset_pin_with_member(app: App, person_id: str, new_pin: str, *, member_id: str, member_pin: str) -> None:
    """Another member vouches with their own PIN; the person gets a new key and certificate.

    Raises NotEntitled (nobody vouches for themselves), WrongPin, PinLocked, PinTooShort.
    """
    check_pin(new_pin)
    if member_id == person_id:
        raise NotEntitled(act="reset_pin", role=_known(app, person_id).role)
    require_office(_known(app, member_id).role, "vouch")
    unlock_person(app, member_id, member_pin)
    _renew(app, person_id, new_pin, approved_by=_known(app, member_id).name)


def reset_pin_with_kit(app: App, person_id: str, new_pin: str, recovery_key: str) -> None:
    """Whoever holds the printed recovery kit vouches. Raises WrongRecoveryKey, PinTooShort."""
    check_pin(new_pin)
    given = recipient_of(read_recovery_code(recovery_key))
    if all(made.recovery_recipient != given for made in app.workplace.fiscal_keys.values()):
        raise WrongRecoveryKey
    _renew(app, person_id, new_pin, approved_by="recovery kit")


def seat_case(app: App) -> str | None:
    """Return the case whose transferee has the seat, or None."""
    stored = app.record.desk.get(SEAT_KEY)
    return stored.decode() if stored else None


def require_seat_free(app: App) -> None:
    """Raise SeatHandedOver while a transferee has the seat: then only their case may be worked on."""
    case_id = seat_case(app)
    if case_id is not None:
        summary = app.cases.summary(case_id)
        raise SeatHandedOver(case_no=summary.case_no if summary else case_id)


def _renew(app: App, person_id: str, new_pin: str, approved_by: str) -> None:
    person = _known(app, person_id)
    key = identity.new_key()
    certificate = _certify(app, key, person.name, person.employee_no)
    facts: tuple[Fact, ...] = (PersonCertificateRenewed(person_id, certificate, approved_by),)
    locked = lock_key(key, new_pin, person_id, app.surroundings.pin_cost)
    app.commit(
        facts,
        secrets={person_secret(person_id): locked.to_json().encode()},
        desk={f"pin-guard/{person_id}": None},
    )


def _certify(app: App, key: ec.EllipticCurvePrivateKey, name: str, employee_no: str) -> str:
    from desktop_app.usecases.issuing import issuing_identity

    certificate = identity.issue_person_certificate(
        issuing_identity(app), key.public_key(), name, employee_no, app.workplace.company, app.now()
    )
    return identity.certificate_pem(certificate).decode()


def root_identity(app: App) -> identity.SignerIdentity:
    """Return the organisation root, which the founding PC keeps; raises NotEntitled elsewhere."""
    stored = app.record.desk.secret(ROOT_SECRET)
    if stored is None:
        raise NotEntitled(act="issue_certificate", role=app.person.role)
    certificate = identity.read_certificate(app.workplace.root_certificate.encode())
    return identity.SignerIdentity(identity.key_from_bytes(stored), certificate)


def _known(app: App, person_id: str) -> Person:
    try:
        return app.workplace.people[person_id]
    except KeyError:
        raise UnknownPerson(employee_no=person_id) from None
