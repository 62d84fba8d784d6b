"""Tickets as the manager sees them: issue one, call it back, and know what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desktop_app.app import App
from desktop_app.domain import tickets
from desktop_app.domain.case import OPEN_STATES, CaseState, TransferCase
from desktop_app.domain.facts import (
    AnswerWithdrawn,
    CaseFact,
    Fact,
    ItemAnswered,
    PaperDatesChosen,
    PersonEnrolled,
    ProgrammeAdopted,
    SeatHandedOver,
    SeatTakenBack,
    TimestampServiceChosen,
    WorkplaceOpened,
)
from desktop_app.domain.holiday_facts import CompanyHolidaysStated
from desktop_app.domain.names import fold_digits
from desktop_app.domain.ticket_facts import SubmissionAnnounced, SubmissionTakenIn, TicketFact, TicketIssued
from desktop_app.domain.workplace import Person
from desktop_app.errors import BadSubmissionNumber, NothingSubmitted
from desktop_app.keys.identity import certificate_der
from desktop_app.keys.seal import new_age_identity
from desktop_app.share.address import address_for_others, open_store
from desktop_app.share.submissions import NUMBER_DIGITS, fact_text
from desktop_app.share.tickets import Ticket, make_ticket, new_code
from desktop_app.usecases.form_values import addressee
from desktop_app.usecases.issuing import issuers_above
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.ticket_post import device_certificate, receipt_for, return_for

TICKET_SUFFIX, SUBMISSION_SUFFIX, REPLY_SUFFIX = ".sekisho-ticket", ".sekisho-declaration", ".sekisho-reply"
"""What the files are called, so that a double click finds the application."""


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """A ticket just made: the file to send, and the code to tell over another way. The code is kept nowhere."""

    file: bytes = field(repr=False)
    code: str = field(repr=False)
    name: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class TicketStanding:
    """How a case's ticket in force stands. ``announced``: numbers the transferee read out that have not arrived."""

    issued_on: date
    expires_on: date
    is_expired: bool
    taken_in: SubmissionTakenIn | None
    taken_in_at: datetime | None
    is_returned: bool
    announced: tuple[SubmissionAnnounced, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A submission the transferee says they sent, of which nothing has arrived."""

    case_id: str
    case_no: str
    name: str
    number: str
    announced_on: date


def issue_ticket(app: App, case_id: str, expires_on: date | None = None, share: str | None = None) -> IssuedTicket:
    """Make the ticket of a case; an earlier one of the case ends with it. Takes about a second.

    *expires_on* None: the effective date, a week at least. *share* is the folder as the transferee's PC calls it, kept
    in the ticket alone; None: ``usual_address``, empty: the ticket travels by files alone. Raises WrongState,
    BriefingMissing, ImpossibleDate, ShareAddressUnknown, SharePasswordInAddress.
    """
    require_seat_free(app)
    address = usual_address(app) if share is None else share.strip()
    if address:
        open_store(address)  # nothing is touched: this PC need not reach it
    case, today = app.record.case(case_id), app.today()
    secret, recipient = new_age_identity()
    fact = TicketIssued(
        case_id,
        app.surroundings.new_id(),
        today,
        expires_on or tickets.usual_expiry(case, today),
        recipient,
        len(case.returns),
    )
    facts = tickets.issue(case, fact)
    ticket, code = _ticket(app, case, fact, secret, address), new_code()
    certificate = device_certificate(app)
    file = make_ticket(ticket, code, certificate, app.device.sign, issuers_above(app, certificate))
    app.commit(facts)
    return IssuedTicket(file, code, f"{case.case_no}{TICKET_SUFFIX}", fact.expires_on)


def usual_address(app: App) -> str:
    """Return the share as this PC calls it, without its own user: what other PCs of the network mostly call it too."""
    return address_for_others(share_address(app) or "")


def withdraw_ticket(app: App, case_id: str, reason: str = "") -> None:
    """Call the ticket in force back: what is handed in with it is kept aside. Raises NoTicket."""
    require_seat_free(app)
    app.commit(tickets.withdraw(app.record.case(case_id), reason))


def announce_submission(app: App, case_id: str, number: str) -> None:
    """Note the number that the transferee read out. Raises NoTicket, BadSubmissionNumber."""
    require_seat_free(app)
    digits = "".join(ch for ch in fold_digits(number) if ch.isascii() and ch.isdigit())
    if len(digits) != NUMBER_DIGITS:
        raise BadSubmissionNumber(typed=len(digits), expected=NUMBER_DIGITS)
    facts = tickets.announce(app.record.case(case_id), f"{digits[:4]} {digits[4:]}", app.today())
    if facts:
        app.commit(facts)


def ticket_standing(app: App, case_id: str) -> TicketStanding | None:
    """Return how the ticket in force stands, None when there is none."""
    case = app.record.case(case_id)
    ticket = tickets.in_force(case)
    if ticket is None:
        return None
    taken = tickets.taken_in(case, ticket.ticket_id)
    at = next((r.at for r in reversed(app.record.history(case_id)) if r.fact == taken), None) if taken else None
    waits = case.state in OPEN_STATES and tickets.taken_in(case, ticket.ticket_id, len(case.returns)) is None
    return TicketStanding(
        issued_on=ticket.issued_on,
        expires_on=ticket.expires_on,
        is_expired=waits and app.today() > ticket.expires_on,
        taken_in=taken,
        taken_in_at=at,
        is_returned=case.state is CaseState.RETURNED,
        announced=tickets.withheld(case),
    )


def withheld(app: App) -> tuple[Withheld, ...]:
    """Return every submission that was said to be sent and has not arrived: the alarm of the share protocol."""
    found = []
    for summary in app.cases.open_with("submission-announced/"):
        for one in tickets.withheld(app.record.case(summary.case_id)):
            who = summary.transferee.name
            found.append(Withheld(one.case_id, summary.case_no, who, one.number, one.announced_on))
    return tuple(found)


def reply_file(app: App, case_id: str) -> bytes:
    """Return what the transferee waits for, as a file: the return if the report was sent back, else the receipt.

    Raises NoTicket, NothingSubmitted.
    """
    case = app.record.case(case_id)
    ticket = tickets.required(case)
    if case.state is CaseState.RETURNED and len(case.returns) > ticket.returns:
        return return_for(app, ticket, case.returns[-1], len(case.returns))
    taken = tickets.taken_in(case, ticket.ticket_id)
    if taken is None:
        raise NothingSubmitted
    return receipt_for(app, ticket, taken, case.report.certificate_sha256 if case.report else "")


def _ticket(app: App, case: TransferCase, fact: TicketIssued, secret: str, address: str) -> Ticket:
    trust = trust_of(app)
    return Ticket(
        ticket_id=fact.ticket_id,
        case_id=case.case_id,
        workplace_id=trust.workplace_id,
        root_certificate=certificate_der(trust.root),
        recipients=app.recipients(),
        reply_secret=secret,
        share=address,
        issuer=app.person.person_id,
        issued_at=app.now(),
        expires_on=fact.expires_on,
        facts=tuple(fact_text(one) for one in (*_workplace_facts(app, case), *_case_facts(app, case))),
    )


def _workplace_facts(app: App, case: TransferCase) -> list[Fact]:
    workplace = app.workplace
    adopted = [
        r.fact
        for r in app.record.history("")
        if isinstance(r.fact, ProgrammeAdopted)
        and (r.fact.programme.id, r.fact.programme.version) == (case.programme_id, case.programme_version)
    ]
    people = {person.person_id: person for person in (addressee(app), app.person)}
    facts: list[Fact] = [
        WorkplaceOpened(workplace.company, workplace.name, workplace.org_code, workplace.root_certificate),
        *(_enrolled(person) for person in people.values()),
        adopted[-1],
    ]
    holidays = app.record.calendars.holidays()
    if holidays:
        days = tuple(day for year in holidays.values() for day in year)
        facts.append(CompanyHolidaysStated(tuple(holidays), days, ""))
    if workplace.papers_in_eras:
        facts.append(PaperDatesChosen(era=True))
    if workplace.timestamp_service is not None:
        facts.append(TimestampServiceChosen(workplace.timestamp_service.url, workplace.timestamp_service.certificates))
    return facts


def _enrolled(person: Person) -> PersonEnrolled:
    # The letter names them; their certificate is nobody's business outside.
    return PersonEnrolled(
        person.person_id, person.employee_no, person.name, person.kana, person.role, person.contact, ""
    )


def _case_facts(app: App, case: TransferCase) -> list[CaseFact]:
    """Return the case's facts that its answers and its form are made of; places in our journal mean nothing there."""
    left_out = SeatHandedOver | SeatTakenBack | TicketFact
    stray = {conflict.recorded.position for conflict in case.conflicts}
    return [
        replace(recorded.fact, replaces=None)
        if isinstance(recorded.fact, ItemAnswered | AnswerWithdrawn)
        else recorded.fact
        for recorded in app.record.history(case.case_id)
        if isinstance(recorded.fact, CaseFact)
        and not isinstance(recorded.fact, left_out)
        and recorded.position not in stray
    ]
