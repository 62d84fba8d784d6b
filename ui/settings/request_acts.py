"""What the cards of PCs that ask to join ask of the desk lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.app import App

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.usecases.enrolment import Approval
    from desktop_app.usecases.second_member import SecondMember


def approve(app: App, request_id: str, code: str, own_pin: str, second: SecondMember | None, appoint: bool) -> Approval:
    """Let a PC in, with the PIN of whoever sits here and, where two have to, of a second member.

    *appoint*: headquarters' PC lets others in by itself from then on.
    """
    from desktop_app.usecases.enrolment import approve_enrolment

    return approve_enrolment(app, request_id, code, own_pin=own_pin, second=second, appoint=appoint)


def vouch_for(app: App, request_id: str, code: str, own_pin: str) -> None:
    """Be the first of two members who let a PC in."""
    from desktop_app.usecases.enrolment import vouch_for_enrolment

    vouch_for_enrolment(app, request_id, code, own_pin=own_pin)


def refuse(app: App, request_id: str) -> None:
    """Drop a request."""
    from desktop_app.usecases.enrolment import refuse_enrolment

    refuse_enrolment(app, request_id)


def take_request(app: App, path: Path) -> str:
    """Take a request in from a file, a picture or a PDF; returns its id."""
    from desktop_app.usecases.enrolment_files import take_request_file

    return take_request_file(app, path)


def write_invitation(app: App, path: Path) -> Path:
    """Write the file that a PC without the share starts from."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.enrolment_files import invitation

    write_whole(path, invitation(app))
    return path


def write_reply(_app: App, path: Path, reply: bytes) -> Path:
    """Write the answer for a PC that gets it as a file; it is sealed to that PC."""
    from desktop_app.exchange.durable import write_whole

    write_whole(path, reply)
    return path
