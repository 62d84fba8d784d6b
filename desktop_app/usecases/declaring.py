"""The transferee's own PC: open a ticket, answer and sign offline, and hand in. No home, no membership.

The ticket becomes a small record of its own in the OS user's data: the facts it brought, and what the transferee
enters, kept as at the manager's desk (``answering``, ``drafts``, ``reporting`` work on it unchanged, the transferee
having the seat). Its database is encrypted under a random key, and that key under the *ticket's code* (Argon2id):
whoever finds the PC without the code reads nothing, a restart asks for the code and goes on where it was. The code is
stored nowhere. The PC's keyring is not used, because the PC may be anybody's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from desktop_app.app import PERSON_KEY, App, Surroundings, open_app
from desktop_app.domain import decisions
from desktop_app.domain.case import TransferCase
from desktop_app.domain.facts import (
    AnswerWithdrawn,
    CaseReturned,
    DeviceEnrolled,
    ItemAnswered,
    ReportSigned,
    SigningRefused,
    StoredFile,
    case_of,
)
from desktop_app.domain.folding import fold
from desktop_app.domain.tickets import returns_of
from desktop_app.errors import NothingSubmitted, TicketCodeWrong, TicketUnreadable, WrongPassphrase
from desktop_app.home import Home
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.keys import identity
from desktop_app.keys.identity import SignerIdentity, one_time_certificate
from desktop_app.papers.page.strokes import Strokes
from desktop_app.share.submissions import (
    Submission,
    fact_text,
    files_of,
    make_submission,
    number_of,
    submission_hash,
)
from desktop_app.share.tickets import CODE_DIGITS, LARGEST_TICKET, Ticket, facts_of, open_ticket, read_code
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Device
from desktop_app.usecases.answering import open_case, require_seat_for
from desktop_app.usecases.drafts import draft_of, keep_draft
from desktop_app.usecases.new_home import making_home
from desktop_app.usecases.people import SEAT_KEY
from desktop_app.usecases.reporting import signed_report

Entered = AnswerWithdrawn | ItemAnswered | ReportSigned | SigningRefused

TICKET_KEY = "ticket"
"""Secret of a ticket's record: the ticket (canonical JSON)."""

SUBMITTED_KEY = "ticket/submitted"
"""Desk state: the submission made last."""

SENT_KEY = "ticket/sent"
"""Desk state: when it was left in the share's inbox or saved as a file."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission as it waits here: made once, the same bytes for the share and for a file."""

    sealed: bytes = field(repr=False)
    signed_at: datetime

    @property
    def sha256(self) -> str:
        """The hash by which the workplace knows it."""
        return submission_hash(self.sealed)

    @property
    def number(self) -> str:
        """What the transferee reads out."""
        return number_of(self.sha256)


def tickets_folder(home: Home) -> Path:
    """Return where this OS user's tickets are kept: beside the home, whether there is one or not."""
    return home.folder.with_name(f"{home.folder.name}-tickets")


def open_declaration(folder: Path, file: Path, code: str, surroundings: Surroundings) -> App:
    """Open a ticket's file, for the first time or again, and return its record open.

    Raises TicketUnreadable, TicketCodeWrong, HomeInUse (it is open already), DiskFull, HomeNotWritable.
    """
    data = _read(file)
    code = read_code(code)
    home = Home(folder / hashlib.sha256(data).hexdigest()[:16])
    surroundings = replace(surroundings, keyring=None)
    if not home.exists:
        _begin(home, open_ticket(data, code), code, surroundings)
    try:
        return open_app(home, surroundings, ask_passphrase=lambda: code)
    except WrongPassphrase:
        raise TicketCodeWrong(typed=CODE_DIGITS, expected=CODE_DIGITS) from None


def ticket_of(app: App) -> Ticket:
    """Return the ticket this record was opened from."""
    stored = app.record.desk.secret(TICKET_KEY)
    assert stored is not None, "only a ticket's record is asked for its ticket"
    return decode_value(stored, Ticket)


def sign_and_submit(app: App, case_id: str, strokes: Strokes, late_reason: str = "") -> StoredFile:
    """Sign the report and make the submission, in one act; it then waits to be handed in.

    Raises what ``reporting.sign_and_report`` raises, and SubmissionTooLarge; then nothing was recorded.
    """
    signed = signed_report(app, case_id, strokes, late_reason)
    _submit(app, signed.fact, signed.signer, signed.signed_at)
    return signed.fact.pdf


def refuse_and_submit(app: App, case_id: str, note: str = "") -> None:
    """Record that the transferee was given the explanation and does not sign, and make the submission that says so."""
    case, programme = open_case(app, case_id)
    require_seat_for(app, case_id)
    explained_by = case.briefing.briefed_by if case.briefing else app.person.name
    (fact,) = decisions.refuse_signing(
        case, SigningRefused(case_id, app.today(), explained_by, note.strip()), programme
    )
    assert isinstance(fact, SigningRefused)
    person, now = case.transferee, app.now()
    _submit(app, fact, one_time_certificate(person.name, person.employee_no, case.case_no, now), now)


def sign_again(app: App) -> None:
    """Let the transferee sign anew what was not taken in, e.g. because their clock was wrong; the answers stay.

    The ticket is still good: nothing was taken in with it. What a clock that was ahead dated into the future becomes a
    draft, to be dated anew. Raises WrongState when nothing was handed in.
    """
    case, today = app.record.case(ticket_of(app).case_id), app.today()
    decisions.require_fit(case, CaseReturned)
    ahead = [a.fact for a in case.answers.values() if a.fact.done_on is not None and a.fact.done_on > today]
    for fact in ahead:
        keep_draft(app, case.case_id, fact.item_id, draft_of(fact))
    app.commit(
        (CaseReturned(case.case_id, today, ()), *(AnswerWithdrawn(case.case_id, fact.item_id) for fact in ahead)),
        desk={SUBMITTED_KEY: None, SENT_KEY: None},
    )


def submitted(app: App) -> Submitted:
    """Return the submission made last; raises NothingSubmitted."""
    stored = app.record.desk.get(SUBMITTED_KEY)
    if stored is None:
        raise NothingSubmitted
    return decode_value(stored, Submitted)


def _begin(home: Home, ticket: Ticket, code: str, surroundings: Surroundings) -> None:
    """Make the small record: what the ticket brought, under a device that exists on this PC alone."""
    key, device_id = identity.new_key(), surroundings.new_id()[:16]
    device = Device(device_id, lambda data: identity.sign(key, data))
    with making_home(home, surroundings, code) as new:
        new.record.commit(
            (*facts_of(ticket), DeviceEnrolled(device_id, "-", "")),
            device,
            at=ticket.issued_at,
            by=ticket.issuer,
            desk={SEAT_KEY: ticket.case_id.encode(), PERSON_KEY: ticket.issuer.encode()},
            secrets={
                DEVICE_SECRET: device_secret(device_id, identity.key_to_bytes(key)),
                TICKET_KEY: encode_value(ticket),
            },
        )
        new.settle()
    new.lock.release()


def _submit(app: App, last: ReportSigned | SigningRefused, signer: SignerIdentity, signed_at: datetime) -> None:
    """Make the submission and record it together with the act it hands in."""
    ticket, case = ticket_of(app), app.record.case(last.case_id)
    facts: tuple[Entered, ...] = (*_entered(app, ticket, case), last)
    files = {file.sha256: app.files.get(file, app.identities()) for fact in facts for file in files_of(fact)}
    made = Submission(
        workplace_id=ticket.workplace_id,
        ticket_id=ticket.ticket_id,
        case_id=case.case_id,
        returns=returns_of(case),
        signed_at=signed_at,
        facts=tuple(fact_text(_as_sent(fact)) for fact in facts),
        files=files,
    )
    sealed = make_submission(made, signer, ticket.recipients)
    app.commit((last,), desk={SUBMITTED_KEY: encode_value(Submitted(sealed, made.signed_at)), SENT_KEY: None})


def _entered(app: App, ticket: Ticket, case: TransferCase) -> tuple[ItemAnswered | AnswerWithdrawn, ...]:
    """Return what was answered or taken back since the ticket was issued, or since the report was last sent back."""
    history = app.record.history(case.case_id)
    brought = sum(case_of(fact) == case.case_id for fact in facts_of(ticket))
    returned = [place for place, one in enumerate(history, 1) if isinstance(one.fact, CaseReturned) and one.fact.items]
    before = fold(history[: max([brought, *returned])])
    assert before is not None, "a ticket is read with its case"
    answered = [
        answer.fact
        for item_id, answer in case.answers.items()
        if item_id not in before.answers or before.answers[item_id].fact != answer.fact
    ]
    gone = [AnswerWithdrawn(case.case_id, item_id) for item_id in before.answers if item_id not in case.answers]
    return (*gone, *answered)


def _as_sent(fact: Entered) -> Entered:
    """Return a fact without the places it names on this PC, of its files and of earlier answers."""
    match fact:
        case ItemAnswered():
            evidence = tuple(replace(file, sealed_sha256="") for file in fact.evidence)
            return replace(fact, evidence=evidence, replaces=None)
        case ReportSigned():
            return replace(fact, pdf=replace(fact.pdf, sealed_sha256=""))
        case _:
            return fact


def _read(file: Path) -> bytes:
    try:
        if not file.is_file():  # a pipe would keep us waiting for ever
            raise TicketUnreadable(reason="missing")
        with file.open("rb") as opened:
            data = opened.read(LARGEST_TICKET + 1)
    except (OSError, ValueError):
        raise TicketUnreadable(reason="missing") from None
    if len(data) > LARGEST_TICKET:
        raise TicketUnreadable(reason="too_large")
    return data
