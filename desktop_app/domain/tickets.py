"""How a case's tickets stand, and who may issue one.

A ticket is good for one submission; each return of the report makes it good for one more. Clocks decide nothing for
ever (share protocol, principle 6): that a ticket has run out is said by the PC at which its submission is taken in, on
that office's day, never by the transferee's clock or the share's; and a person there may take it in all the same.
"""

from __future__ import annotations

from datetime import date, timedelta

from desktop_app.domain.case import OPEN_STATES, TransferCase
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.entered import several_lines
from desktop_app.domain.facts import CaseFact
from desktop_app.domain.rivals import require_one_answer_each
from desktop_app.domain.ticket_facts import SubmissionAnnounced, SubmissionTakenIn, TicketIssued, TicketWithdrawn
from desktop_app.errors import BriefingMissing, ImpossibleDate, NoTicket

SHORTEST_DAYS = 7
"""What a ticket is good for when the effective date is nearer or has passed."""

LONGEST_DAYS = 180


def usual_expiry(case: TransferCase, today: date) -> date:
    """Return the day a ticket runs out on unless somebody chooses another: the effective date, a week at least."""
    return min(max(case.effective_date, today + timedelta(SHORTEST_DAYS)), today + timedelta(LONGEST_DAYS))


def issue(case: TransferCase, ticket: TicketIssued) -> tuple[CaseFact, ...]:
    """Give the case to the transferee as a ticket; they have been briefed, as before they sit down."""
    require_fit(case, TicketIssued)
    if case.briefing is None:
        raise BriefingMissing(case_no=case.case_no)
    require_one_answer_each(case)
    if not 0 <= (ticket.expires_on - ticket.issued_on).days <= LONGEST_DAYS:
        raise ImpossibleDate(item_id=None, date=ticket.expires_on)
    return (ticket,)


def withdraw(case: TransferCase, reason: str) -> tuple[CaseFact, ...]:
    """Call the ticket in force back."""
    return (TicketWithdrawn(case.case_id, required(case).ticket_id, several_lines("reason", reason)),)


def announce(case: TransferCase, number: str, today: date) -> tuple[CaseFact, ...]:
    """Note that the transferee says they sent something; what has arrived already needs no note."""
    known = {fact.number for fact in case.tickets if isinstance(fact, SubmissionTakenIn | SubmissionAnnounced)}
    ticket = required(case)
    return () if number in known else (SubmissionAnnounced(case.case_id, ticket.ticket_id, number, today),)


def required(case: TransferCase) -> TicketIssued:
    """Return the ticket in force; raises NoTicket."""
    ticket = in_force(case)
    if ticket is None:
        raise NoTicket(case_no=case.case_no)
    return ticket


def in_force(case: TransferCase) -> TicketIssued | None:
    """Return the case's last ticket unless it was called back."""
    latest = next((fact for fact in reversed(case.tickets) if isinstance(fact, TicketIssued)), None)
    return None if latest is None or is_withdrawn(case, latest.ticket_id) else latest


def issued(case: TransferCase, ticket_id: str) -> TicketIssued | None:
    """Return a ticket of the case by its id."""
    return next((f for f in case.tickets if isinstance(f, TicketIssued) and f.ticket_id == ticket_id), None)


def is_withdrawn(case: TransferCase, ticket_id: str) -> bool:
    """Whether a ticket was called back."""
    return any(isinstance(fact, TicketWithdrawn) and fact.ticket_id == ticket_id for fact in case.tickets)


def taken_in(case: TransferCase, ticket_id: str, returns: int | None = None) -> SubmissionTakenIn | None:
    """Return the latest submission taken in with a ticket (before the *returns*-th return was answered)."""
    for fact in reversed(case.tickets):
        if isinstance(fact, SubmissionTakenIn) and fact.ticket_id == ticket_id and returns in (None, fact.returns):
            return fact
    return None


def returns_of(case: TransferCase) -> int:
    """Return how often the report was sent back.

    A return without an item is the transferee's own PC letting them sign again; it never leaves that PC.
    """
    return sum(bool(returned.items) for returned in case.returns)


def is_used(case: TransferCase, ticket_id: str, returns: int, submission_sha256: str) -> bool:
    """Whether nothing more is taken in with a ticket until the report is sent back.

    Whoever handed in that they do not sign may still sign, as at the desk, until the case is closed.
    """
    earlier = [f for f in case.tickets if isinstance(f, SubmissionTakenIn) and f.ticket_id == ticket_id]
    if any(fact.submission_sha256 == submission_sha256 for fact in earlier):
        return True
    return any(fact.returns == returns for fact in earlier) and case.refusal is None


def withheld(case: TransferCase) -> tuple[SubmissionAnnounced, ...]:
    """Return what the transferee says was sent since the last one was taken in (alarm "withheld submission")."""
    ticket, waiting = in_force(case), dict[str, SubmissionAnnounced]()
    for fact in case.tickets:
        match fact:
            case SubmissionAnnounced():
                waiting[fact.number] = fact
            case SubmissionTakenIn() | TicketIssued():
                waiting.clear()
            case TicketWithdrawn():
                pass
    return tuple(waiting.values()) if ticket is not None and case.state in OPEN_STATES else ()
