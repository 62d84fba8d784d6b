"""What the workplace sends back to a transferee: the receipt of a submission, and the return of a report.

Both are signed by a member's PC; the transferee's app checks them under the root that came in the ticket. A receipt
lies open on the share under the hash of the submission and names nobody: who took it in is sealed to the one-time
identity of the ticket. A return is sealed to it whole, under a name only the two sides can know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.facts import CaseReturned, UnknownFact
from desktop_app.errors import CannotOpen, ReplyUnreadable, ReplyWrong, SignatureWrong, UnreadableFact
from desktop_app.journal.codec import decode_fact, decode_value, encode_value
from desktop_app.journal.entry import Sign
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.seal import open_sealed, seal
from desktop_app.keys.signing import Certificate
from desktop_app.share.signed import read_note, require_member, sign_note
from desktop_app.share.submissions import fact_text
from desktop_app.share.tickets import Ticket

LARGEST_REPLY = 256 * 1024
"""Bytes."""

AGE_HEAD = b"age-encryption.org/"


class Outcome(StrEnum):
    """What became of a submission."""

    TAKEN_IN = "taken_in"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as it lies on the share. *certificate_sha256* is the transferee's one-time certificate's.

    *sealed_words* opens with the ticket's identity (``ReceiptWords``).
    """

    workplace_id: str
    submission_sha256: str
    certificate_sha256: str
    outcome: Outcome
    at: datetime
    sealed_words: bytes = field(repr=False)
    format: int = 1


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """What only the transferee reads: who looked at it, and why it was not taken in (as in SubmissionRefused)."""

    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReadReceipt:
    """A receipt that holds, opened."""

    receipt: Receipt
    words: ReceiptWords


@dataclass(frozen=True, slots=True)
class ReturnLetter:
    """A return: *returns* counts it in, *fact* is the recorded CaseReturned."""

    ticket_id: str
    returns: int
    by: str
    at: datetime
    fact: str = field(repr=False)
    format: int = 1


def seal_words(words: ReceiptWords, reply_recipient: str) -> bytes:
    """Return what a receipt tells the transferee alone."""
    return seal(encode_value(words), (reply_recipient,))


def make_receipt(receipt: Receipt, certificate: Certificate, sign: Sign, issuers: Sequence[Certificate] = ()) -> bytes:
    """Return a signed receipt."""
    return sign_note(receipt, certificate, sign, issuers)


def make_return(
    fact: CaseReturned,
    ticket_id: str,
    returns: int,
    by: str,
    at: datetime,
    reply_recipient: str,
    certificate: Certificate,
    sign: Sign,
    issuers: Sequence[Certificate] = (),
) -> bytes:
    """Return a signed return, sealed to the ticket's one-time identity."""
    letter = ReturnLetter(ticket_id, returns, by, at, fact_text(fact))
    return seal(sign_note(letter, certificate, sign, issuers), (reply_recipient,))


def return_name(ticket_id: str, returns: int) -> str:
    """Return the name (32 hex digits) under which a ticket's *returns*-th return lies."""
    return hashlib.sha256(f"sekisho return 1\0{ticket_id}\0{returns}".encode()).hexdigest()[:32]


def read_reply(data: bytes, ticket: Ticket, submission_sha256: str) -> ReadReceipt | tuple[ReturnLetter, CaseReturned]:
    """Return what came back for *ticket*: a receipt of that submission, or a return.

    Raises ReplyUnreadable, ReplyWrong (not signed under the ticket's root, or about something else).
    """
    if len(data) > LARGEST_REPLY:
        raise ReplyUnreadable(reason="too_large")
    try:
        if data.startswith(AGE_HEAD):
            return _return(open_sealed(data, (ticket.reply_secret,)), ticket)
        return _receipt(data, ticket, submission_sha256)
    except UnreadableFact as error:
        raise ReplyUnreadable(reason="newer" if error.where == "newer" else "format") from None
    except CannotOpen as error:
        if error.reason == "no key":
            raise ReplyWrong(reason="other") from None
        raise ReplyUnreadable(reason="format") from None
    except SignatureWrong:
        raise ReplyWrong(reason="signature") from None


def _receipt(data: bytes, ticket: Ticket, submission_sha256: str) -> ReadReceipt:
    receipt, signer = read_note(data, Receipt)
    require_member(signer, read_certificate(ticket.root_certificate))
    if (receipt.workplace_id, receipt.submission_sha256) != (ticket.workplace_id, submission_sha256):
        raise ReplyWrong(reason="other")
    words = decode_value(open_sealed(receipt.sealed_words, (ticket.reply_secret,)), ReceiptWords)
    return ReadReceipt(receipt, words)


def _return(plain: bytes, ticket: Ticket) -> tuple[ReturnLetter, CaseReturned]:
    letter, signer = read_note(plain, ReturnLetter)
    require_member(signer, read_certificate(ticket.root_certificate))
    fact = decode_fact(letter.fact.encode())
    if isinstance(fact, UnknownFact):
        raise UnreadableFact(where="newer")
    if letter.ticket_id != ticket.ticket_id or not isinstance(fact, CaseReturned) or fact.case_id != ticket.case_id:
        raise ReplyWrong(reason="other")
    return letter, fact
