"""Facts about tickets: a case given to the transferee's own PC, and what came back from there.

A ticket is known by its random id, which stands in the ticket itself and in what is handed in with it, both sealed.
The code that opens it is in no fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TicketIssued:
    """The case was given to the transferee as a ticket; an earlier ticket of the case ends with it.

    ``returns`` is how often the report had been sent back by then. ``reply_recipient`` is the age recipient of the
    one-time identity inside the ticket: what is sent to the transferee is sealed to it.
    """

    case_id: str
    ticket_id: str
    issued_on: date
    expires_on: date
    reply_recipient: str
    returns: int


@dataclass(frozen=True, slots=True)
class TicketWithdrawn:
    """The ticket was called back: nothing is taken in with it any more."""

    case_id: str
    ticket_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class SubmissionAnnounced:
    """The transferee says that they sent something; ``number`` is what they read out (eight digits)."""

    case_id: str
    ticket_id: str
    number: str
    announced_on: date


@dataclass(frozen=True, slots=True)
class SubmissionTakenIn:
    """What was handed in with a ticket became part of the record; its answers and report follow in the same act.

    ``signed_at`` is what the transferee's clock said, ``submission_sha256`` the hash of the sealed file, under which
    the receipt lies. ``after_expiry``: somebody decided to take it in although the ticket had run out.
    """

    case_id: str
    ticket_id: str
    returns: int
    number: str
    submission_sha256: str
    signed_at: datetime
    after_expiry: bool = False


TicketFact = TicketIssued | TicketWithdrawn | SubmissionAnnounced | SubmissionTakenIn
