"""``ticket issue|list|take|announce|reply|withdraw``: the manager's side of tickets."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.app import App
from desktop_app.cli.acts import outcome
from desktop_app.cli.intake import day_of
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day, moment
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.domain.clock import office_date
from desktop_app.exchange.durable import write_whole
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases import ticket_inbox, tickets


def issue(options: argparse.Namespace) -> Said:
    """Make the ticket of a case; the code is shown once and kept nowhere."""
    path = file_of(options.out)
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        expires = day_of(app, options.expires) if options.expires else None
        made = tickets.issue_ticket(app, case_id, expires)
        write_whole(path, made.file)
        case_no = app.record.case(case_id).case_no
    lines = (
        _("The ticket of {case_no} is written: {path}").format(case_no=case_no, path=path),
        _("Good until {day}. Its code: {code}").format(day=day(made.expires_on), code=made.code),
        _("Tell the code by telephone or face to face, not in the mail that brings the file. It is kept nowhere."),
    )
    data = {"case_no": case_no, "code": made.code, "out": str(path), "expires_on": made.expires_on}
    return Said(data, lines)


def list_tickets(options: argparse.Namespace) -> Said:
    """Show how tickets stand, what was kept aside, and what was announced and has not arrived."""
    with at_free_desk(options) as app:
        wanted = app.record.case_id_of(options.case) if options.case else ""
        ids = [wanted] if wanted else [summary.case_id for summary in app.cases.unfinished()]
        found = [_standing(app, case_id) for case_id in ids]
        asides = [one for one in ticket_inbox.aside(app) if not wanted or one.case_id == wanted]
        missing = [one for one in tickets.withheld(app) if not wanted or one.case_id == wanted]
    standing = [one for one in found if one]
    lines = [line for one in standing for line in (one["line"],)]
    lines += [_("{number}: {why}").format(number=one.number, why=sentence(one.error)) for one in asides]
    lines += [
        _("{case_no}: {name} says that {number} was sent on {day}. It has not arrived.").format(
            case_no=one.case_no, name=one.name, number=one.number, day=day(one.announced_on)
        )
        for one in missing
    ]
    data = {
        "tickets": [{name: value for name, value in one.items() if name != "line"} for one in standing],
        "aside": [
            {"number": one.number, "sha256": one.sha256, "error": type(one.error).__name__, "reason": one.error.reason}
            for one in asides
        ],
        "withheld": [{"case_no": one.case_no, "number": one.number, "on": one.announced_on} for one in missing],
    }
    return Said(data, tuple(lines) or (_("No case has a ticket."),))


def take(options: argparse.Namespace) -> Said:
    """Take in a declaration that came as a file."""
    with at_desk(options) as app:
        taken = ticket_inbox.take_file(app, file_of(options.file), although_expired=options.although_expired)
        said = outcome(app, taken.case_id, _("The declaration {number} is taken in.").format(number=taken.number))
    return Said(said.data | {"number": taken.number, "sha256": taken.submission_sha256}, said.lines)


def announce(options: argparse.Namespace) -> Said:
    """Note the number that the transferee reads out."""
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        tickets.announce_submission(app, case_id, options.number)
        missing = [one.number for one in tickets.withheld(app) if one.case_id == case_id]
    word = _("It has not arrived yet. If it stays away, ask for the file.") if missing else _("It has arrived.")
    return Said({"withheld": missing}, (word,))


def reply(options: argparse.Namespace) -> Said:
    """Write what the transferee waits for as a file."""
    path = file_of(options.out)
    with at_desk(options) as app:
        write_whole(path, tickets.reply_file(app, app.record.case_id_of(options.case)))
    return Said({"out": str(path)}, (_("Written: {path}").format(path=path),))


def withdraw(options: argparse.Namespace) -> Said:
    """Call a ticket back."""
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        tickets.withdraw_ticket(app, case_id, options.reason)
        return outcome(app, case_id, _("The ticket is called back. What comes with it is kept aside."))


def _standing(app: App, case_id: str) -> dict[str, Any] | None:
    found = tickets.ticket_standing(app, case_id)
    if found is None:
        return None
    case_no = app.record.case(case_id).case_no
    words = _("{case_no}: issued on {day}, good until {until}.").format(
        case_no=case_no, day=day(found.issued_on), until=day(found.expires_on)
    )
    if found.taken_in is not None and found.taken_in_at is not None:
        arrived = _("Declaration {number} taken in at {moment}.").format(
            number=found.taken_in.number, moment=moment(found.taken_in_at)
        )
        words = f"{words} {arrived}"
    return {
        "case_no": case_no,
        "issued_on": found.issued_on,
        "expires_on": found.expires_on,
        "expired": found.is_expired,
        "taken_in": found.taken_in.number if found.taken_in else None,
        "taken_in_on": office_date(found.taken_in_at) if found.taken_in_at else None,
        "returned": found.is_returned,
        "line": words,
    }
