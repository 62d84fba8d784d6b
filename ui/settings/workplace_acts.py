"""What 職場 asks of the desk lane: how the workplace is called, what it took in, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.membership_facts import WorkplaceMerged, WorkplaceRenamed
from desktop_app.domain.roles import MAY_LET_IN
from ui.settings.acts import SecondView, second_view

if TYPE_CHECKING:
    from desktop_app.usecases.headquarters_joining import ConfirmedBy, JoinedHeadquarters
    from desktop_app.usecases.second_member import SecondMember


@dataclass(frozen=True, slots=True)
class WorkplaceView:
    """The workplace today, what changed or will, and its headquarters (name and day; empty: it stands alone)."""

    company: str
    name: str
    org_code: str
    names: tuple[WorkplaceRenamed, ...]
    merged: tuple[WorkplaceMerged, ...]
    headquarters: tuple[str, date] | None
    confirmed: ConfirmedBy | None
    """Who made sure of it at headquarters."""
    may_change: bool
    today: date
    second: SecondView


@dataclass(frozen=True, slots=True)
class Change:
    """A new name, or a workplace that is taken in: from when, and why."""

    name: str
    since: date
    reason: str
    company: str = ""
    org_code: str = ""


@dataclass(frozen=True, slots=True)
class InvitationRead:
    """A headquarters' invitation: its file's bytes and the name it gives."""

    name: str
    data: bytes = field(repr=False)


def workplace_here(app: App) -> WorkplaceView:
    """Return how the workplace stands."""
    from desktop_app.usecases.headquarters_joining import joining_confirmed

    told, joined = app.workplace, app.workplace.membership.headquarters
    return WorkplaceView(
        told.company,
        told.name,
        told.org_code,
        told.membership.names,
        told.membership.merged,
        (joined.name, joined.joined_on) if joined is not None else None,
        joining_confirmed(told),
        app.person.role in MAY_LET_IN,
        app.today(),
        second_view(app),
    )


def rename(app: App, change: Change, own_pin: str) -> None:
    """Call the workplace by another name from a day on, with the PIN of whoever sits here."""
    from desktop_app.usecases.reorganising import rename_workplace

    rename_workplace(app, change.name, change.since, own_pin=own_pin, company=change.company, reason=change.reason)


def take_in(app: App, change: Change, own_pin: str) -> None:
    """Another workplace becomes part of this one, with the PIN of whoever sits here."""
    from desktop_app.usecases.reorganising import take_workplace_in

    take_workplace_in(app, change.org_code, change.name, change.since, own_pin=own_pin, reason=change.reason)


def read_headquarters(_app: App, path: Path) -> InvitationRead:
    """Return what a headquarters' invitation says of itself; nothing is changed."""
    from desktop_app.usecases.enrolment_files import read_letter
    from desktop_app.usecases.headquarters_joining import invited_by

    data = read_letter(path)
    return InvitationRead(invited_by(data), data)


def join(app: App, invitation: bytes, code: str, own_pin: str, second: SecondMember | None) -> JoinedHeadquarters:
    """Join the headquarters, with the PIN of whoever sits here and, where two have to, of a second member."""
    from desktop_app.usecases.headquarters_joining import join_headquarters

    return join_headquarters(app, invitation, code, own_pin=own_pin, second=second)
