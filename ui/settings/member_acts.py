"""What 人とPC asks of the desk lane about memberships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.membership_facts import EndReason

if TYPE_CHECKING:
    from desktop_app.usecases.member_list import MemberList
    from desktop_app.usecases.membership import Removal


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a person's membership ends: why, on which day, and which PCs go with them."""

    reason: EndReason
    ended_on: date
    devices: tuple[str, ...]


def members(app: App) -> MemberList:
    """Return the PCs and people of the workplace with their terms."""
    from desktop_app.usecases.member_list import member_list

    return member_list(app)


def remove_device(app: App, device_id: str, reason: EndReason, own_pin: str) -> Removal:
    """End a PC's membership, with the PIN of whoever sits here."""
    from desktop_app.usecases import membership

    return membership.remove_device(app, device_id, reason, own_pin=own_pin)


def remove_person(app: App, person_id: str, leaving: Leaving, own_pin: str) -> Removal:
    """End a person's membership, with the PIN of whoever sits here."""
    from desktop_app.usecases import membership

    return membership.remove_person(
        app, person_id, leaving.reason, leaving.ended_on, own_pin=own_pin, devices=leaving.devices
    )


def appoint(app: App, device_id: str, own_pin: str) -> None:
    """Let another PC let members in, with the PIN of whoever sits here."""
    from desktop_app.usecases.issuing import appoint_issuer

    appoint_issuer(app, device_id, own_pin=own_pin)
