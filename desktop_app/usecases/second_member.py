"""Two members vouch for whoever is let in, once a workplace has two: nobody lets a friend in alone (product.md).

The second does so at this PC with their own PIN, before on their own PC, or with the printed recovery kit from the
safe when nobody else is there.

Headquarters' word is the whole second check, and where headquarters lets somebody in itself it needs no other. But it
makes no workplace one of two: members here are those who work on cases. Beside headquarters and auditors alone, the
founding manager could let nobody in any more; while there is one member, that one's word is enough, whoever reads
along. An auditor vouches for nobody. Whose word counts is read from signatures (``keys.vouching``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.app import App
from desktop_app.domain.roles import OFFICE, Role
from desktop_app.errors import NotEntitled, SecondMemberNeeded, WrongRecoveryKey
from desktop_app.keys.recovery import read_recovery_code
from desktop_app.keys.seal import recipient_of
from desktop_app.keys.vouching import vouching
from desktop_app.usecases.people import unlock_person


@dataclass(frozen=True, slots=True)
class SecondMember:
    """Who vouches besides the person at the desk: a member of this PC by their PIN, or the kit's code."""

    person_id: str = ""
    pin: str = field(default="", repr=False)
    kit_code: str = field(default="", repr=False)


def second_needed(app: App) -> bool:
    """Whether one member's word is not enough here."""
    return _members(app) > 1


def vouched_by(app: App, request_id: str) -> tuple[str, ...]:
    """Return the names of those whose word for a request counts, given on their own PCs."""
    return tuple(one.name for one in vouching(app.workplace, request_id))


def require_second(app: App, request_id: str, second: SecondMember | None) -> None:
    """Make sure that somebody else vouches too, where somebody else is and headquarters does not do it itself.

    Raises SecondMemberNeeded, WrongPin, PinLocked, UnknownPerson, WrongRecoveryKey, NotEntitled (nobody is two
    members; those who only read vouch for nobody).
    """
    if not second_needed(app) or app.person.role is Role.SECOND_LINE:
        return
    if any(one.person_id != app.person_id for one in vouching(app.workplace, request_id)):
        return
    if second is None:
        raise SecondMemberNeeded(members=_members(app))
    if second.kit_code:
        given = recipient_of(read_recovery_code(second.kit_code))
        if all(keys.recovery_recipient != given for keys in app.workplace.fiscal_keys.values()):
            raise WrongRecoveryKey
        return
    if second.person_id == app.person_id or second.person_id not in _office(app):
        raise NotEntitled(act="vouch", role=app.person.role)
    unlock_person(app, second.person_id, second.pin)


def _office(app: App) -> frozenset[str]:
    return frozenset(one.person_id for one in app.workplace.members.values() if one.role in OFFICE)


def _members(app: App) -> int:
    return len(_office(app))
