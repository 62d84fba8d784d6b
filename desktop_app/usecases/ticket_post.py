"""The post to transferees: receipts and returns that the next sync delivers, and what a sync saw in the inbox."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from datetime import datetime

from desktop_app.app import App
from desktop_app.domain import tickets
from desktop_app.domain.case import TransferCase
from desktop_app.domain.facts import CaseReturned
from desktop_app.domain.ticket_facts import SubmissionTakenIn, TicketIssued
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.signing import Certificate
from desktop_app.share.errand import Letter
from desktop_app.share.layout import receipt_paths, reply_paths
from desktop_app.share.marker import workplace_id
from desktop_app.share.replies import (
    Outcome,
    Receipt,
    ReceiptWords,
    make_receipt,
    make_return,
    return_name,
    seal_words,
)
from desktop_app.usecases.issuing import issuers_above
from desktop_app.usecases.share_folder import share_address

LETTERS_KEY = "tickets/letters"
"""Desk state: what waits to be delivered, as [name, month or "", base64] each."""

SEEN_KEY = "tickets/seen"
"""Desk state: paths of submissions that were judged."""


def receipt_for(app: App, ticket: TicketIssued, taken: SubmissionTakenIn, certificate_sha256: str) -> bytes:
    """Return the receipt of a submission that was taken in."""
    return _receipt(app, ticket, taken.submission_sha256, certificate_sha256, Outcome.TAKEN_IN, "")


def refusal_for(app: App, ticket: TicketIssued, submission_sha256: str, certificate_sha256: str, reason: str) -> bytes:
    """Return the receipt of a submission that was kept aside, and why."""
    return _receipt(app, ticket, submission_sha256, certificate_sha256, Outcome.REFUSED, reason)


def return_for(app: App, ticket: TicketIssued, fact: CaseReturned, returns: int) -> bytes:
    """Return what tells the transferee that their report was sent back."""
    certificate = device_certificate(app)
    return make_return(
        fact,
        ticket.ticket_id,
        returns,
        app.person.name,
        app.now(),
        ticket.reply_recipient,
        certificate,
        app.device.sign,
        issuers_above(app, certificate),
    )


def with_receipt(app: App, signed_at: datetime, submission_sha256: str, receipt: bytes) -> dict[str, bytes | None]:
    """Return the desk state after a receipt was put to the letters; empty where there is no share to deliver to."""
    return _with(app, submission_sha256, f"{signed_at:%Y%m}", receipt)


def with_return(app: App, case: TransferCase, fact: CaseReturned) -> dict[str, bytes | None]:
    """Return the desk state that sends a return to a transferee who reported from their own PC; else empty."""
    ticket = tickets.in_force(case)
    if ticket is None or tickets.taken_in(case, ticket.ticket_id, len(case.returns)) is None:
        return {}
    returns = len(case.returns) + 1
    return _with(app, return_name(ticket.ticket_id, returns), "", return_for(app, ticket, fact, returns))


def letters_to_transferees(app: App) -> tuple[Letter, ...]:
    """Return what is not on the share yet."""
    kept = _letters(app)
    if not kept:
        return ()
    ours = _our_folder(app)
    return tuple(
        Letter(
            name,
            receipt_paths(ours, datetime.strptime(f"{month}01+0000", "%Y%m%d%z"), name)
            if month
            else reply_paths(ours, name),
            base64.b64decode(data),
        )
        for name, month, data in kept
    )


def note_letters_delivered(app: App, names: Iterable[str]) -> None:
    """Forget what is on the share."""
    delivered, kept = set(names), _letters(app)
    left = [letter for letter in kept if letter[0] not in delivered]
    if left != kept:
        app.record.desk.put({LETTERS_KEY: json.dumps(left).encode()})


def submissions_seen(app: App) -> frozenset[str]:
    """Return the inbox's submissions already judged."""
    return frozenset(json.loads(app.record.desk.get(SEEN_KEY) or b"[]"))


def device_certificate(app: App) -> Certificate:
    """Return this PC's certificate."""
    return read_certificate(app.workplace.device_certificates(app.device.device_id)[-1].encode())


def _our_folder(app: App) -> str:
    return workplace_id(read_certificate(app.workplace.root_certificate.encode()), app.workplace.org_code)


def _receipt(
    app: App, ticket: TicketIssued, submission_sha256: str, certificate_sha256: str, outcome: Outcome, reason: str
) -> bytes:
    receipt = Receipt(
        workplace_id=_our_folder(app),
        submission_sha256=submission_sha256,
        certificate_sha256=certificate_sha256,
        outcome=outcome,
        at=app.now(),
        sealed_words=seal_words(ReceiptWords(app.person.name, reason), ticket.reply_recipient),
    )
    certificate = device_certificate(app)
    return make_receipt(receipt, certificate, app.device.sign, issuers_above(app, certificate))


def _with(app: App, name: str, month: str, data: bytes) -> dict[str, bytes | None]:
    if share_address(app) is None:
        return {}
    letter = [name, month, base64.b64encode(data).decode("ascii")]
    return {LETTERS_KEY: json.dumps([*_letters(app), letter]).encode()}


def _letters(app: App) -> list[list[str]]:
    return [list(map(str, letter)) for letter in json.loads(app.record.desk.get(LETTERS_KEY) or b"[]")]
