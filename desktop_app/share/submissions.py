"""The submission: what a transferee hands in from their own PC, through the share's inbox or as a file.

Inside it is signed by the transferee's one-time certificate, the same that signed the paper in it: answers, files and
report belong together, and nobody who only holds the share can make one. Outside it is sealed to those the ticket
named. Whether it counts is not decided here but against the record (``usecases.ticket_intake``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.facts import AnswerWithdrawn, Fact, ItemAnswered, ReportSigned, SigningRefused, StoredFile
from desktop_app.errors import (
    CannotOpen,
    SignatureWrong,
    SubmissionTampered,
    SubmissionTooLarge,
    SubmissionUnreadable,
    UnreadableFact,
)
from desktop_app.journal.codec import decode_fact, encode_fact
from desktop_app.keys.identity import SignerIdentity
from desktop_app.keys.seal import open_sealed, seal
from desktop_app.keys.signing import Certificate
from desktop_app.share.signed import read_note, sign_note

LARGEST_SUBMISSION = 25_000_000
"""Bytes of the sealed file."""

NUMBER_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Submission:
    """What a submission says. *facts*: canonical JSON of what was answered, taken back and signed, in order.

    *files*: the paper and the evidence that the facts name, in clear, by SHA-256 (hex). *returns*: how often the
    report had been sent back when this was made, so that an earlier one cannot be handed in again. *signed_at* is
    what the transferee's clock said.
    """

    workplace_id: str
    ticket_id: str
    case_id: str
    returns: int
    signed_at: datetime
    facts: tuple[str, ...] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    format: int = 1


@dataclass(frozen=True, slots=True)
class OpenedSubmission:
    """A submission whose signature and files hold; ``facts`` are decoded, the report or the refusal last."""

    submission: Submission
    facts: tuple[AnswerWithdrawn | ItemAnswered | ReportSigned | SigningRefused, ...]
    certificate: Certificate


def make_submission(submission: Submission, signer: SignerIdentity, recipients: tuple[str, ...]) -> bytes:
    """Return a submission signed and sealed; raises SubmissionTooLarge."""
    sealed = seal(sign_note(submission, signer.certificate, signer.sign), recipients)
    if len(sealed) > LARGEST_SUBMISSION:
        raise SubmissionTooLarge(size=len(sealed), limit=LARGEST_SUBMISSION)
    return sealed


def open_submission(sealed: bytes, identities: tuple[str, ...]) -> OpenedSubmission:
    """Return a submission sealed to one of *identities*; raises SubmissionUnreadable, SubmissionTampered."""
    if len(sealed) > LARGEST_SUBMISSION:
        raise SubmissionUnreadable(reason="too_large")
    try:
        plain = open_sealed(sealed, identities)
    except CannotOpen as error:
        raise SubmissionUnreadable(reason="no_key" if error.reason == "no key" else "format") from None
    return read_submission(plain)


def read_submission(plain: bytes) -> OpenedSubmission:
    """Return the submission in opened bytes; raises SubmissionUnreadable, SubmissionTampered."""
    try:
        submission, signer = read_note(plain, Submission)
        facts = tuple(_fact(text) for text in submission.facts)
    except UnreadableFact as error:
        raise SubmissionUnreadable(reason="newer" if error.where == "newer" else "format") from None
    except SignatureWrong:
        raise SubmissionTampered(reason="signature") from None
    if not facts or not isinstance(facts[-1], ReportSigned | SigningRefused):
        raise SubmissionUnreadable(reason="format")
    if any(isinstance(fact, ReportSigned | SigningRefused) for fact in facts[:-1]):
        raise SubmissionUnreadable(reason="format")
    _check_files(submission.files, [file for fact in facts for file in files_of(fact)])
    return OpenedSubmission(submission, facts, signer.certificate)


def fact_text(fact: Fact) -> str:
    """Return a fact as tickets, submissions and returns carry it."""
    return encode_fact(fact).decode()


def files_of(fact: Fact) -> tuple[StoredFile, ...]:
    """Return the files a fact of a submission names."""
    match fact:
        case ItemAnswered():
            return fact.evidence
        case ReportSigned():
            return (fact.pdf,)
        case _:
            return ()


def submission_hash(sealed: bytes) -> str:
    """Return the SHA-256 (hex) by which a submission is known: its receipt lies under it."""
    return hashlib.sha256(sealed).hexdigest()


def number_of(sha256: str) -> str:
    """Return the eight digits that the transferee reads out, by a submission's hash."""
    digits = f"{int(sha256, 16) % 10**NUMBER_DIGITS:0{NUMBER_DIGITS}d}"
    return f"{digits[:4]} {digits[4:]}"


def _fact(text: str) -> AnswerWithdrawn | ItemAnswered | ReportSigned | SigningRefused:
    fact = decode_fact(text.encode())
    if not isinstance(fact, AnswerWithdrawn | ItemAnswered | ReportSigned | SigningRefused):
        raise UnreadableFact(where="newer" if not isinstance(fact, Fact) else "fact")
    return fact


def _check_files(files: Mapping[str, bytes], named: list[StoredFile]) -> None:
    whole = all(hashlib.sha256(data).hexdigest() == name for name, data in files.items())
    sizes = all(name.size == len(files.get(name.sha256, b"")) for name in named)
    if not whole or not sizes or {name.sha256 for name in named} != set(files):
        raise SubmissionTampered(reason="files")
