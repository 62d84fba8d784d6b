"""Headquarters checks whoever asks a workplace to be let in (share protocol, Keys).

The second line compares the digits with the person who asks. On a PC that the workplace appointed it lets them in by
itself; on any other its signed word is the whole second check, and a member of the workplace lets them in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.app import INTAKE_SECRET, App
from desktop_app.usecases.enrolment import (
    Approval,
    WaitingRequest,
    approve_enrolment,
    pending_enrolments,
    vouch_for_enrolment,
)
from desktop_app.usecases.enrolment_files import take_request_file
from desktop_app.usecases.headquarters import Headquarters, opened
from desktop_app.usecases.issuing import can_issue


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Who asks to be let in at a workplace.

    ``lets_in``: headquarters' PC was appointed there. ``opens``: it was given what opens requests; it is with the
    workplace's next exchange after headquarters was let in.
    """

    workplace: str
    waiting: tuple[WaitingRequest, ...]
    lets_in: bool
    opens: bool


def unchecked(app: App) -> tuple[WaitingRequest, ...]:
    """Return who asks at a workplace and still needs headquarters' word, as far as that opens here."""
    if app.record.desk.secret(INTAKE_SECRET) is None:
        return ()
    own, lets_in = app.person.name, can_issue(app)
    return tuple(one for one in pending_enrolments(app) if lets_in or own not in one.vouched)


def newcomers(headquarters: Headquarters, key: str) -> Newcomers:
    """Return who asks at a workplace, as far as the exchange brought it. Raises what ``opened`` raises."""
    with opened(headquarters, key) as app:
        opens = app.record.desk.secret(INTAKE_SECRET) is not None
        return Newcomers(app.workplace.name, pending_enrolments(app), can_issue(app), opens)


def newcomer_from_file(headquarters: Headquarters, key: str, path: Path) -> str:
    """Take in a request that came as a file or a picture of its QR code; returns its id.

    Raises what take_request_file raises, NotEntitled where requests do not open here yet.
    """
    with opened(headquarters, key) as app:
        return take_request_file(app, path)


def check_newcomer(
    headquarters: Headquarters, key: str, request_id: str, code: str, *, own_pin: str
) -> Approval | None:
    """Say that *code* is what the person who asks reads out; returns the approval where headquarters lets them in.

    None: the word is recorded, and one member of the workplace lets them in. Raises as approve_enrolment does.
    """
    with opened(headquarters, key) as app:
        return _checked(app, request_id, code, own_pin)


def _checked(app: App, request_id: str, code: str, own_pin: str) -> Approval | None:
    if can_issue(app):
        return approve_enrolment(app, request_id, code, own_pin=own_pin)
    vouch_for_enrolment(app, request_id, code, own_pin=own_pin)
    return None
