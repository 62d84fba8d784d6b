"""A stand-alone workplace joins a headquarters and keeps its history (product.md "sealing").

The headquarters' certificate is pinned, its age recipient becomes the third of everything sealed from now on, and the
earlier years' keys are sealed to it. Nothing that was written before changes.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime

from desktop_app.app import FISCAL_PREFIX, App
from desktop_app.domain.membership_facts import HeadquartersJoined
from desktop_app.domain.names import clean_text, fold_digits
from desktop_app.domain.roles import MAY_LET_IN
from desktop_app.domain.workplace import Workplace
from desktop_app.errors import CannotOpen, HeadquartersCodeWrong, HeadquartersKnown, NotEntitled, SignatureWrong
from desktop_app.keys.fiscal import sealed_text, shared
from desktop_app.keys.identity import certificate_pem, read_certificate, verify
from desktop_app.keys.seal import open_sealed
from desktop_app.share.invitation import confirmation_text, invitation_answer, invitation_code, read_invitation
from desktop_app.usecases.issuing import app_root
from desktop_app.usecases.people import require_seat_free, vouch
from desktop_app.usecases.second_member import SecondMember, require_second


@dataclass(frozen=True, slots=True)
class JoinedHeadquarters:
    """The headquarters, and the six digits to read back to it."""

    name: str
    answer: str


@dataclass(frozen=True, slots=True)
class ConfirmedBy:
    """Who made sure of it at headquarters, and when it was recorded."""

    name: str
    at: datetime


def invited_by(invitation: bytes) -> str:
    """Return the name a headquarters' invitation gives; its number proves it, not this. Raises as read_invitation."""
    return clean_text(read_invitation(invitation)[0].name).text


def join_headquarters(
    app: App, invitation: bytes, code: str, *, own_pin: str, second: SecondMember | None = None
) -> JoinedHeadquarters:
    """Join the headquarters that wrote *invitation*, if *code* is what it read out.

    The person at the desk vouches, and a second member where there are two. Raises HeadquartersInvitationWrong,
    HeadquartersCodeWrong, HeadquartersKnown (it has one already), WrongPin, PinLocked, SecondMemberNeeded, NotEntitled.
    """
    require_seat_free(app)
    if app.person.role not in MAY_LET_IN:
        raise NotEntitled(act="join_headquarters", role=app.person.role)
    known = app.workplace.membership.headquarters
    if known is not None:
        raise HeadquartersKnown(name=known.name)
    told, certificate = read_invitation(invitation)
    typed = "".join(character for character in fold_digits(code) if character.isdecimal())
    if typed != invitation_code(invitation).replace(" ", ""):
        raise HeadquartersCodeWrong
    vouch(app, own_pin)
    require_second(app, "", second)
    app.recipients()  # this year's keys are among those that are handed over
    years = {name: shared(one).decode() for name, one in app.record.desk.secrets(FISCAL_PREFIX).items()}
    sealed = sealed_text(json.dumps(years).encode(), told.recipient)
    name = clean_text(told.name).text
    written = base64.b64encode(invitation).decode("ascii")
    fact = HeadquartersJoined(name, certificate_pem(certificate).decode(), told.recipient, app.today(), sealed, written)
    app.commit((fact,))
    return JoinedHeadquarters(name, invitation_answer(invitation, app_root(app)))


def joining_confirmed(workplace: Workplace) -> ConfirmedBy | None:
    """Return who at headquarters confirmed first that this workplace pins it, None where nobody did yet.

    Only the headquarters' own root can say so: whatever else claims it is passed over.
    """
    joined = workplace.membership.headquarters
    if joined is None:
        return None
    pinned = read_certificate(joined.certificate.encode())
    said = confirmation_text(read_certificate(workplace.root_certificate.encode()))
    for fact, at in workplace.membership.confirmed:
        try:
            verify(pinned, base64.b64decode(fact.signature, validate=True), said)
        except (SignatureWrong, ValueError):
            continue
        return ConfirmedBy(fact.confirmed_by, at)
    return None


def years_handed_over(fact: HeadquartersJoined, identities: tuple[str, ...]) -> dict[str, str]:
    """Return the earlier years' secrets as the headquarters keeps them, by the name they have at the workplace.

    Raises CannotOpen.
    """
    try:
        told = json.loads(open_sealed(base64.b64decode(fact.sealed_years, validate=True), identities))
        return {str(name): str(secret) for name, secret in told.items()}
    except (ValueError, AttributeError):
        raise CannotOpen(reason="damaged") from None
