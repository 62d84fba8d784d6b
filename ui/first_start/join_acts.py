"""What a PC that asks to join asks of the lanes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app import App, Surroundings, usable
from desktop_app.domain.facts import Role
from desktop_app.home import Home
from ui.first_start.acts import asker

if TYPE_CHECKING:
    from desktop_app.papers.preview import RenderedPage
    from desktop_app.usecases.joining import EnrolmentRequest
    from ui.parts.person_form import PersonEntry


@dataclass(frozen=True, slots=True)
class Asking:
    """What a second PC sends along when it asks to join: on the share, or from an invitation's file by another file."""

    share: str
    person: PersonEntry
    role: Role
    pin: str = field(repr=False)
    passphrase: str = field(repr=False)
    share_password: str = field(default="", repr=False)
    invitation: Path | None = None


@dataclass(frozen=True, slots=True)
class Finishing:
    """The six digits that were read back; the answer's file and the share folder where the request went by file."""

    answer: str
    reply: Path | None = None
    share: str = ""
    share_password: str = field(default="", repr=False)


def ask_to_join(home: Home, surroundings: Surroundings, asking: Asking) -> EnrolmentRequest:
    """Leave a request on the workplace's share, or make one that travels as a file."""
    from desktop_app.usecases.enrolment import request_by_file, request_enrolment
    from desktop_app.usecases.enrolment_files import read_invitation_file
    from desktop_app.usecases.first_start import PersonInput

    person, secret = asking.person, {"pin": asking.pin, "passphrase": asking.passphrase}
    entry = PersonInput(person.name, person.kana, person.employee_no, person.contact, asking.role)
    if asking.invitation is not None:
        asked, _sealed = request_by_file(home, read_invitation_file(asking.invitation), entry, surroundings, **secret)
        return asked
    _keep_password(surroundings, asking.share, asking.share_password)
    return request_enrolment(home, asking.share, entry, surroundings, **secret)


def waiting(home: Home, surroundings: Surroundings, passphrase: str) -> EnrolmentRequest:
    """Return the request of a home that waits."""
    from desktop_app.usecases.enrolment import waiting_enrolment

    return waiting_enrolment(home, surroundings, asker(passphrase))


def give_up(home: Home, surroundings: Surroundings, passphrase: str) -> None:
    """Withdraw the request: this PC can start again."""
    from desktop_app.usecases.enrolment import abandon_enrolment

    abandon_enrolment(home, surroundings, asker(passphrase))


def complete_joining(home: Home, surroundings: Surroundings, finishing: Finishing, passphrase: str) -> App:
    """Become a member and fetch the records."""
    from desktop_app.usecases.enrolment import finish_enrolment
    from desktop_app.usecases.enrolment_files import read_letter

    _keep_password(surroundings, finishing.share, finishing.share_password)
    return finish_enrolment(
        home,
        finishing.answer,
        surroundings,
        ask_passphrase=asker(passphrase),
        reply=read_letter(finishing.reply) if finishing.reply is not None else None,
        share=finishing.share,
    )


def code_picture(request: EnrolmentRequest) -> bytes:
    """Return the request's QR code (PNG)."""
    from desktop_app.usecases.enrolment_pictures import request_picture

    return request_picture(request)


def code_pages(request: EnrolmentRequest, surroundings: Surroundings) -> tuple[RenderedPage, ...]:
    """Return the page with the QR code as pixels for the printer."""
    from desktop_app.usecases.enrolment_pictures import request_page
    from ui.parts.printing import rendered

    return rendered(request_page(request, surroundings.clock()))


def save_request(request: EnrolmentRequest, path: Path) -> Path:
    """Write the request: as a picture of its QR code where the name asks for one, else as a file."""
    from desktop_app.exchange.durable import write_whole

    write_whole(path, code_picture(request) if path.suffix.lower() == ".png" else request.sealed)
    return path


def _keep_password(surroundings: Surroundings, address: str, password: str) -> None:
    from desktop_app.usecases.share_login import keep_password

    if password:
        keep_password(usable(surroundings), address, password)
