"""The ticket: one case on its way to the transferee's own PC, under a code that travels another way.

Why it may be trusted. The transferee's PC knows nothing beforehand: no root, no share, no workplace. Whoever tells
them the code (by telephone, face to face; never by the mail that brings the file) vouches for everything inside, and
the root certificate inside vouches for receipts and returns later. The member's signature shows that the file was
made whole by one of the workplace's PCs; alone it would prove nothing to somebody who has no root yet.

The code is sixteen digits in four groups: 53 bits, easily read out and typed, full-width or not. age makes every
guess dear (scrypt, about a second); somebody with the file who tries day and night on a thousand machines needs
about two hundred thousand years. As printed, hyphens included, it is the passphrase the plain ``age`` program asks for.

Inside, a ticket is a small copy of the record: the facts about one case and the few about the workplace that its
forms and answers need, the programme whole. Nothing about anybody else.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.domain.case import OPEN_STATES, TransferCase
from desktop_app.domain.facts import CaseFact, Fact, Position, ProgrammeAdopted, Recorded, WorkplaceOpened, case_of
from desktop_app.domain.folding import fold
from desktop_app.domain.names import fold_digits
from desktop_app.domain.workplace import Workplace, fold_workplace
from desktop_app.errors import (
    CannotOpen,
    CertificateUnreadable,
    RecipientUnreadable,
    SignatureWrong,
    TicketCodeWrong,
    TicketUnreadable,
    UnreadableFact,
    WrongPassphrase,
)
from desktop_app.journal.codec import decode_fact
from desktop_app.journal.entry import Sign
from desktop_app.keys.identity import certificate_der, read_certificate
from desktop_app.keys.seal import open_with_passphrase, recipient_of, seal, seal_with_passphrase
from desktop_app.keys.signing import Certificate
from desktop_app.share.marker import workplace_id
from desktop_app.share.signed import read_note, require_member, sign_note

LARGEST_TICKET = 4 * 1024 * 1024
"""Bytes; a ticket with the longest programme is a tenth of it."""

CODE_DIGITS = 16
_GROUP = 4
_ID_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says. *facts* are canonical JSON, one a fact, the workplace's first.

    *recipients*: to whom a submission is sealed. *reply_secret*: the one-time age identity that opens what is sent
    back. *share*: where the inbox is, empty when submissions can only travel as files. *issuer*: person id.
    """

    ticket_id: str
    case_id: str
    workplace_id: str
    root_certificate: bytes
    recipients: tuple[str, ...]
    reply_secret: str = field(repr=False)
    share: str
    issuer: str
    issued_at: datetime
    expires_on: date
    facts: tuple[str, ...] = field(repr=False)
    format: int = 1


def new_code() -> str:
    """Return a fresh code as people read it, e.g. ``4821-7730-5519-0264``."""
    return _grouped(f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}")


def read_code(typed: str) -> str:
    """Return a code as it was given out, however it was typed; raises TicketCodeWrong when digits are missing."""
    digits = "".join(character for character in fold_digits(typed) if character.isascii() and character.isdigit())
    if len(digits) != CODE_DIGITS:
        raise TicketCodeWrong(typed=len(digits), expected=CODE_DIGITS)
    return _grouped(digits)


def make_ticket(
    ticket: Ticket, code: str, certificate: Certificate, sign: Sign, issuers: Sequence[Certificate] = ()
) -> bytes:
    """Return the ticket's file: signed by a member's PC, sealed under *code*. Takes about a second."""
    return seal_with_passphrase(sign_note(ticket, certificate, sign, issuers), code)


def open_ticket(data: bytes, code: str) -> Ticket:
    """Return the ticket in a file; raises TicketCodeWrong, TicketUnreadable. Takes about a second."""
    if len(data) > LARGEST_TICKET:
        raise TicketUnreadable(reason="too_large")
    try:
        plain = open_with_passphrase(data, code)
    except WrongPassphrase:
        raise TicketCodeWrong(typed=CODE_DIGITS, expected=CODE_DIGITS) from None
    except CannotOpen:
        raise TicketUnreadable(reason="format") from None
    return read_ticket(plain)


def read_ticket(plain: bytes) -> Ticket:
    """Return the ticket in opened bytes, consistent in itself; raises TicketUnreadable."""
    try:
        ticket, signer = read_note(plain, Ticket)
        root = read_certificate(ticket.root_certificate)
        require_member(signer, root)
    except UnreadableFact as error:
        raise TicketUnreadable(reason="newer" if error.where == "newer" else "format") from None
    except CertificateUnreadable:
        raise TicketUnreadable(reason="format") from None
    except SignatureWrong:
        raise TicketUnreadable(reason="signature") from None
    try:
        sound = _is_sound(ticket, root)
    except (CertificateUnreadable, RecipientUnreadable, UnreadableFact):
        sound = False
    if not sound:
        raise TicketUnreadable(reason="content")
    return ticket


def facts_of(ticket: Ticket) -> tuple[Fact, ...]:
    """Return the facts a ticket brings; raises UnreadableFact, also for one this version does not know."""
    facts = []
    for text in ticket.facts:
        fact = decode_fact(text.encode())
        if not isinstance(fact, Fact):
            raise UnreadableFact(where="newer")
        facts.append(fact)
    return tuple(facts)


def told_by(ticket: Ticket) -> tuple[Workplace, TransferCase | None]:
    """Return workplace and case as the ticket's facts alone tell them."""
    recorded = [
        Recorded(fact, Position(place, ticket.ticket_id, place, 0), ticket.issued_at, ticket.issuer)
        for place, fact in enumerate(facts_of(ticket), start=1)
    ]
    workplace = fold_workplace(r for r in recorded if not case_of(r.fact))
    return workplace, fold(r for r in recorded if case_of(r.fact) == ticket.case_id)


def _is_sound(ticket: Ticket, root: Certificate) -> bool:
    workplace, case = told_by(ticket)
    for recipient in ticket.recipients:
        seal(b"", (recipient,))  # one nobody can seal to would show only after everything was answered
    recipient_of(ticket.reply_secret)
    facts = facts_of(ticket)
    opened = [fact for fact in facts if isinstance(fact, WorkplaceOpened)]
    return (
        case is not None
        and case.state in OPEN_STATES
        and case.briefing is not None
        and not case.conflicts
        and bool(ticket.recipients)
        and len(ticket.ticket_id) == _ID_DIGITS
        and not set(ticket.ticket_id) - set("0123456789abcdef")
        and ticket.issuer in workplace.people
        and (case.programme_id, case.programme_version) in workplace.programmes
        and len(opened) == 1
        and sum(isinstance(fact, ProgrammeAdopted) for fact in facts) == 1
        and read_certificate(workplace.root_certificate.encode()) == root
        and certificate_der(root) == ticket.root_certificate
        and ticket.workplace_id == workplace_id(root, workplace.org_code)
        and all(case_of(fact) == ticket.case_id for fact in facts if isinstance(fact, CaseFact))
    )


def _grouped(digits: str) -> str:
    return "-".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
