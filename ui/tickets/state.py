"""What the ticket's screen shows at one moment, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.app import App
from desktop_app.domain import tickets
from desktop_app.domain.case import OPEN_STATES
from desktop_app.domain.clock import office_time
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases.ticket_inbox import Aside, aside
from desktop_app.usecases.tickets import TicketStanding, ticket_standing, usual_address
from ui.days import day_long
from ui.words import day_short, run_on


@dataclass(frozen=True, slots=True)
class AsideLine:
    """Something that was not taken in: why, in words, and whether it may be all the same."""

    sha256: str
    heading: str
    why: str
    can_be_taken_in: bool


@dataclass(frozen=True, slots=True)
class TicketView:
    """Everything the screen shows. *standing*: how the ticket in force stands, line by line; empty without one.

    *address* is how other PCs mostly call the share folder. *can_issue* is False with *why_not* in words.
    """

    name: str
    case_no: str
    facts: str
    today: date
    expires_on: date
    address: str
    can_issue: bool
    why_not: str
    has_ticket: bool
    standing: tuple[str, ...]
    can_reply: bool
    missing: tuple[str, ...]
    asides: tuple[AsideLine, ...]


def look(app: App, case_id: str) -> TicketView:
    """Read the screen (on the desk lane)."""
    case, today = app.record.case(case_id), app.today()
    found = ticket_standing(app, case_id)
    why_not = ""
    if case.state not in OPEN_STATES:
        why_not = _("The case does not wait for answers.")
    elif case.briefing is None:
        why_not = _("Brief the transferee first.")
    return TicketView(
        name=case.transferee.name,
        case_no=case.case_no,
        facts=_("{employee_no}  effective {day}").format(
            employee_no=case.transferee.employee_no, day=day_short(case.effective_date)
        ),
        today=today,
        expires_on=tickets.usual_expiry(case, today),
        address=usual_address(app),
        can_issue=not why_not,
        why_not=why_not,
        has_ticket=found is not None,
        standing=_standing(found) if found is not None else (),
        can_reply=found is not None and found.taken_in is not None,
        missing=_missing(found),
        asides=tuple(_line(one) for one in aside(app) if one.case_id in {case_id, ""}),
    )


def moment(at: datetime) -> str:
    """Return an instant as the office's clock shows it."""
    here = office_time(at)
    return f"{day_short(here.date())} {here:%H:%M}"


def _standing(found: TicketStanding) -> tuple[str, ...]:
    lines = [
        _("Issued on {day}.").format(day=day_short(found.issued_on)),
        _("Good until {day}").format(day=day_long(found.expires_on)),
    ]
    if found.is_expired:
        lines.append(_("It has run out. What still comes is kept aside until you decide."))
    if found.taken_in is None or found.taken_in_at is None:
        lines.append(_("Nothing has arrived yet."))
        return tuple(lines)
    arrived = _("Taken in {moment} (number {number}). The receipt went out.")
    lines.append(arrived.format(moment=moment(found.taken_in_at), number=found.taken_in.number))
    if found.is_returned:
        lines.append(_("The report was sent back. The same ticket is good for the next declaration."))
    return tuple(lines)


def _missing(found: TicketStanding | None) -> tuple[str, ...]:
    if found is None:
        return ()
    words = _("Number {number}, said to be sent on {day}, has not arrived.")
    return tuple(words.format(number=one.number, day=day_short(one.announced_on)) for one in found.announced)


def _line(one: Aside) -> AsideLine:
    heading = _("Number {number}, {moment}").format(number=one.number, moment=moment(one.at))
    return AsideLine(one.sha256, heading, run_on(*sentence(one.error).split("\n")), one.can_be_taken_in)
