"""What 代理者と任期 asks of the desk lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.domain.roles import OVERSEERS
from desktop_app.usecases.standing_in import name_substitute

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.domain.master_facts import SubstituteNamed


@dataclass(frozen=True, slots=True)
class Substitute:
    """What stands in the form."""

    employee_no: str
    name: str
    title: str
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class StandingIn:
    """Who was named, the latest first, as of *today*; whoever only reads names nobody."""

    named: tuple[SubstituteNamed, ...]
    today: date
    may_name: bool


def look(app: App) -> StandingIn:
    """Return what the section shows."""
    named = sorted(app.workplace.substitutes, key=lambda one: one.valid_from, reverse=True)
    return StandingIn(tuple(named), app.today(), app.person.role not in OVERSEERS)


def name(app: App, given: Substitute) -> SubstituteNamed:
    """Record who stands in."""
    return name_substitute(
        app,
        employee_no=given.employee_no,
        name=given.name,
        title=given.title,
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        reason=given.reason,
    )
