"""What a member's PC does by itself before it connects: nothing of it needs a person, and each act is due only once.

Announce its own keys; make keys anew when somebody left and nobody did, or when the year has no kit of its own; give
them to PCs that lack them; and, where this PC can certify, renew certificates before they run out and revocation lists
before they are stale.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.app import FISCAL_PREFIX, App, fiscal_secret_name
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.facts import Fact, FiscalKeyMade, PersonCardRegistered
from desktop_app.domain.membership import YearKeys
from desktop_app.domain.membership_facts import (
    CertificateExtended,
    FiscalKeyGranted,
    FiscalKeyRotated,
    RevocationListIssued,
    SealedFor,
)
from desktop_app.errors import CertificateUnreadable, IssuingUnsuitable, NotEntitled
from desktop_app.keys import identity
from desktop_app.keys.device_keys import DEVICE_AGE_SECRET, new_device_keys, sealable
from desktop_app.keys.fiscal import YearKeysMade, sealed_text, shared
from desktop_app.keys.revocation import HOLDS
from desktop_app.keys.signing import Certificate
from desktop_app.keys.standing import ended_in, issuing_certificates, lists_of, lists_that_count
from desktop_app.store.may_record import membership_over
from desktop_app.usecases.issuing import appointment, can_issue, issuing_identity
from desktop_app.usecases.membership import next_list, rotation
from desktop_app.usecases.share_folder import intakes_due, learn_intake
from desktop_app.usecases.share_watch import watch_of

RENEW_BEFORE = timedelta(days=60)
"""Certificates are issued again so long before they run out."""

LIST_BEFORE = timedelta(days=30)
"""A revocation list is issued again so long before it is stale."""


@dataclass(frozen=True, slots=True)
class ExpiringCertificate:
    """A member's certificate that runs out soon and was not renewed: no PC that can do it has connected."""

    holder_id: str
    until: datetime


def settle_membership(app: App) -> None:
    """Record whatever is due on this PC; for the desk lane, before an errand is put together."""
    own = app.device.device_id
    if membership_over(app.record, own) is not None or own not in app.workplace.devices_in_use:
        return
    learn_intake(app)
    _announce(app)
    membership, year = app.workplace.membership, fiscal_year(app.today())
    if membership.rotation_due(year) or (app.keeps_root and membership.lacks_kit(year)):
        fact, secrets = rotation(app)
        app.commit((fact, *app.for_the_kit(fact, secrets)), secrets=secrets, by="")
    due = (*_grants(app), *intakes_due(app), *_renewals(app))
    if due:
        app.commit(due, by="")


def take_lists(app: App, lists: Iterable[tuple[bytes, bytes]]) -> bool:
    """Record revocation lists that lie in ``trust/`` and came with no segment; whether there were any.

    Two that remove each other at once each keep the other's act from being read: but both lists hold, everywhere.
    """
    known = {one.crl for one in app.workplace.membership.lists}
    found = {base64.b64encode(crl).decode("ascii"): issuer for crl, issuer in lists}
    new = tuple(
        RevocationListIssued(crl, identity.certificate_pem(identity.read_certificate(by)).decode() if by else "")
        for crl, by in found.items()
        if crl not in known
    )
    if not new or membership_over(app.record, app.device.device_id) is not None:
        return False
    app.commit(new, by="")
    return True


def _announce(app: App) -> None:
    """Make this PC's own keys where it has none; announce them again when a key of this year did not reach it."""
    own, membership = app.device.device_id, app.workplace.membership
    announced = membership.keys.get(own)
    if announced is None or app.record.desk.secret(DEVICE_AGE_SECRET) is None:
        made = new_device_keys(own)
        app.commit((made.announced,), secrets=made.secrets, by="")
        return
    keys = membership.year_keys(fiscal_year(app.today()))
    if keys is not None and (keys.workplace_recipient, own) in membership.grants and _lacks(app, keys):
        app.commit((announced,), by="")


def _lacks(app: App, keys: YearKeys) -> bool:
    return app.record.desk.secret(fiscal_secret_name(keys)) is None


def expiring_certificates(app: App) -> tuple[ExpiringCertificate, ...]:
    """Return members' certificates that should have been renewed by now, for a notice."""
    limit = app.now() + RENEW_BEFORE / 2
    found = ((holder, _newest(pems)) for holder, pems in _held(app))
    return tuple(
        ExpiringCertificate(holder, newest.not_valid_after_utc)
        for holder, newest in found
        if newest is not None and newest.not_valid_after_utc < limit
    )


def _grants(app: App) -> Iterator[Fact]:
    """Give keys that were made anew to PCs that had no recipient of their own then."""
    membership = app.workplace.membership
    made: tuple[YearKeysMade, ...] = (*membership.rotations, *_strays(app))
    reached = sealable(membership.keys)
    for rotated in made:
        secret = app.record.desk.secret(fiscal_secret_name(rotated))
        if secret is None:
            continue
        for device in app.workplace.devices_in_use:
            keys = reached.get(device)
            if keys is None or (rotated.workplace_recipient, device) in membership.grants:
                continue
            sealed = SealedFor(device, sealed_text(shared(secret), keys.recipient))
            yield FiscalKeyGranted(rotated.fiscal_year, rotated.workplace_recipient, sealed)


def _strays(app: App) -> Iterator[YearKeys]:
    """Yield keys that no fact which counts tells of: a PC made them after its end, and records that count bear them."""
    if not app.record.standing.ends:
        return
    facts = (recorded.fact for recorded in app.record.history(""))
    told = {fact.workplace_recipient for fact in facts if isinstance(fact, FiscalKeyMade | FiscalKeyRotated)}
    for name in app.record.desk.secrets(FISCAL_PREFIX):
        year, _slash, recipient = name.removeprefix(FISCAL_PREFIX).partition("/")
        if recipient not in told:
            yield YearKeys(int(year), recipient, "")


def _renewals(app: App) -> Iterator[Fact]:
    if not can_issue(app):
        return
    issuer, now = issuing_identity(app), app.now()
    revoked = {one.serial for one in ended_in(app.workplace.root_certificate, app.workplace.membership.lists)}
    issuing = issuing_certificates(app.workplace.root_certificate, app.workplace.membership)
    outcast = {one.subject for one in issuing if one.serial_number in revoked}
    for holder, pems in _held(app):
        newest = _newest(pems)
        if newest is not None and (
            newest.not_valid_after_utc - now < RENEW_BEFORE < issuer.certificate.not_valid_after_utc - now
            or newest.issuer in outcast
        ):
            again = identity.certificate_pem(identity.extend_certificate(issuer, newest, now)).decode()
            yield _extension(app, holder, again, newest)
    yield from _appointments(app, now)
    lists = lists_of(app.workplace.root_certificate, app.workplace.membership.lists)
    by_root = {entry.serial for one in lists if one.by_root for entry in one.ended}
    # Until the root says so too, lists that somebody issues with the key of a PC which left go on counting.
    to_confirm = app.keeps_root and any(one.serial_number in revoked - by_root for one in issuing)
    fresh_for = max((one.fresh_until for one in lists), default=now) - now
    # A clock that once was wrong may have dated a list years ahead; those who wait for the next count their days.
    if (
        to_confirm
        or fresh_for < LIST_BEFORE
        or _days_without(app) >= (LIST_BEFORE if fresh_for > HOLDS else HOLDS).days
    ):
        yield next_list(app)[0]


def _days_without(app: App) -> int:
    """Return on how many days this PC reached the share since the newest list."""
    watch = watch_of(app)
    known = lists_that_count(app.workplace.root_certificate, app.workplace.membership.lists)
    return watch.unrenewed if len(known) == watch.lists else 0


def _extension(app: App, holder: str, certificate: str, former: Certificate) -> Fact:
    person = app.workplace.people.get(holder)
    card = person.card if person else None
    if card is not None and identity.read_certificate(card.certificate.encode()) == former:
        return PersonCardRegistered(holder, certificate, card.token, card.key, "")
    return CertificateExtended(holder, certificate)


def _appointments(app: App, now: datetime) -> Iterator[Fact]:
    """Renew the issuing certificates that run out, on the founding PC, while its own root holds long enough for it."""
    if not app.keeps_root or issuing_identity(app).certificate.not_valid_after_utc - now < RENEW_BEFORE:
        return
    for device, appointed in app.workplace.membership.issuers.items():
        newest = _newest(tuple(one.certificate for one in appointed))
        if newest is not None and newest.not_valid_after_utc - now < RENEW_BEFORE:
            try:
                yield appointment(app, device)
            except (IssuingUnsuitable, NotEntitled):
                continue


def _held(app: App) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every certificate in use with its holder: PCs', people's, and those of their cards."""
    for device in app.workplace.devices_in_use:
        yield device, app.workplace.device_certificates(device)
    for person in app.workplace.members.values():
        yield person.person_id, (person.certificate,)
        if person.card is not None:
            yield person.person_id, (person.card.certificate,)


def _newest(pems: tuple[str, ...]) -> Certificate | None:
    try:
        return identity.read_certificate(pems[-1].encode()) if pems else None
    except CertificateUnreadable:
        return None
