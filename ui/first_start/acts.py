"""What the wizard asks of the lanes: small functions that load what they need when they run there."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.app import App, Surroundings, usable
from desktop_app.domain.facts import Role
from desktop_app.home import Home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop_app.exchange.programme_file import LoadedProgramme
    from desktop_app.papers.preview import RenderedPage
    from desktop_app.usecases.backup import Restored
    from desktop_app.usecases.share_folder import ShareChoice
    from desktop_app.usecases.share_recovery import Recovered
    from ui.parts.person_form import PersonEntry


@dataclass(frozen=True, slots=True)
class Deputy:
    """A deputy registered together with the manager."""

    person: PersonEntry
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Founding:
    """Everything the five steps ask."""

    company: str
    workplace: str
    org_code: str
    manager: PersonEntry
    programme: LoadedProgramme
    pin: str = field(repr=False)
    passphrase: str = field(repr=False)
    deputy: Deputy | None = None


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup file, what opens it (the code on the paper or a passphrase), and how this PC opens it later."""

    file: Path
    code: str = field(repr=False)
    passphrase: str = field(repr=False)
    start_passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recovering:
    """A share folder and the code on the paper, who goes on here, and how this PC opens it later."""

    share: str
    share_password: str = field(repr=False)
    code: str = field(repr=False)
    employee_no: str
    pin: str = field(repr=False)
    start_passphrase: str = field(repr=False)


def look_around(surroundings: Surroundings) -> tuple[bool, tuple[LoadedProgramme, ...]]:
    """Return whether this PC keeps keys by itself, and the programmes that ship."""
    from desktop_app.usecases.programmes import shipped

    return usable(surroundings).keyring is not None, shipped()


def found(home: Home, surroundings: Surroundings, founding: Founding) -> App:
    """Found the workplace; the deputy follows under their own PIN."""
    from desktop_app.usecases.first_start import FirstStart, PersonInput, found_home
    from desktop_app.usecases.people import enrol_person

    person = founding.manager
    start = FirstStart(
        company=founding.company,
        workplace=founding.workplace,
        org_code=founding.org_code,
        manager=PersonInput(person.name, person.kana, person.employee_no, person.contact),
        programme=founding.programme.programme,
        programme_sha256=founding.programme.sha256,
    )
    app = found_home(home, start, surroundings, pin=founding.pin, passphrase=founding.passphrase)
    if founding.deputy is not None:
        deputy = founding.deputy.person
        entry = PersonInput(deputy.name, deputy.kana, deputy.employee_no, deputy.contact, Role.DEPUTY_MANAGER)
        enrol_person(app, entry, founding.deputy.pin, own_pin=founding.pin)
    return app


def read_file(path: Path) -> LoadedProgramme:
    """Return the programme in a file. Raises ProgrammeUnreadable."""
    from desktop_app.usecases import programmes

    return programmes.read_file(path)


def check_share(address: str, password: str, surroundings: Surroundings) -> None:
    """Look at a folder somebody wants to share, on the share lane; nothing is left there.

    A *password* that opened the file server is kept. Raises ForeignShare, ShareReadOnly, ShareMissing,
    ShareUnreachable, ShareLoginRefused, ShareAddressUnknown, SharePasswordInAddress.
    """
    from desktop_app.errors import ForeignShare, ShareUnmarked
    from desktop_app.share.address import open_store
    from desktop_app.share.marker import read_marker
    from desktop_app.usecases.share_login import keep_password, password_for

    store = open_store(address, password=password or password_for(surroundings, address))
    try:
        marker = read_marker(store)
    except ShareUnmarked:
        # Only trying tells whether writing is allowed there.
        probe = f"{secrets.token_hex(16)}.tmp"
        store.put_new(probe, b"sekisho")
        store.delete(probe)
        if password:
            keep_password(usable(surroundings), address, password)
        return
    # A new workplace never shares a folder: even its own former record belongs to another root.
    raise ForeignShare(workplace=marker.workplace)


def prepare_share(app: App, address: str) -> ShareChoice:
    """Put together what the share lane needs to mark the folder."""
    from desktop_app.usecases.share_folder import prepare_choice

    return prepare_choice(app, address, create=False)


def mark_share(choice: ShareChoice) -> None:
    """Mark the folder as this workplace's, on the share lane."""
    from desktop_app.usecases.share_folder import check_choice

    check_choice(choice)


def keep_share(app: App, choice: ShareChoice) -> None:
    """Use the folder from now on."""
    from desktop_app.usecases.share_folder import adopt_choice

    adopt_choice(app, choice)


def kit_pages(app: App, pin: str) -> tuple[RenderedPage, ...]:
    """Return the recovery kit's page as pixels for the printer; *pin* is the one just chosen."""
    from desktop_app.usecases.recovery_kit import render_kit
    from ui.parts.printing import rendered

    return rendered(render_kit(app, pin))


def save_kit(app: App, pin: str, path: Path) -> Path:
    """Write the recovery kit as a PDF; *pin* is the one just chosen. Raises FolderNotWritable."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.recovery_kit import render_kit

    write_whole(path, render_kit(app, pin))
    return path


def note_kit_kept(app: App) -> App:
    """Record that the kit was printed and is kept."""
    from desktop_app.usecases.recovery_kit import note_kit_printed

    note_kit_printed(app)
    return app


def put_back(
    home: Home, surroundings: Surroundings, restoring: Restoring | Recovering
) -> tuple[Restored | Recovered, App]:
    """Bring the record back into this PC's empty home and open it."""
    if isinstance(restoring, Recovering):
        return _recovered(home, surroundings, restoring)
    from desktop_app.app import open_app
    from desktop_app.usecases.backup import restore

    restored = restore(
        home,
        restoring.file,
        surroundings,
        recovery_code=restoring.code,
        passphrase=restoring.passphrase,
        start_passphrase=restoring.start_passphrase,
    )
    later = restoring.start_passphrase or restoring.passphrase
    return restored, open_app(home, surroundings, ask_passphrase=asker(later))


def _recovered(home: Home, surroundings: Surroundings, given: Recovering) -> tuple[Recovered, App]:
    from desktop_app.usecases.share_login import keep_password
    from desktop_app.usecases.share_recovery import recover_from_share

    if given.share_password:
        keep_password(usable(surroundings), given.share, given.share_password)
    app, recovered = recover_from_share(
        home,
        given.share,
        given.code,
        given.employee_no,
        surroundings,
        new_pin=given.pin,
        passphrase=given.start_passphrase,
    )
    return recovered, app


def asker(passphrase: str) -> Callable[[], str] | None:
    """Return how a home comes by its start passphrase; None where it has none."""
    return (lambda: passphrase) if passphrase else None
