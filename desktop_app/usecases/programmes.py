"""The programme new cases follow: what ships, what a file holds, and adopting one.

Cases that have begun stay on the version they began with; a version once adopted never changes its words.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.facts import ProgrammeAdopted, Role
from desktop_app.domain.programme import Programme
from desktop_app.errors import NotEntitled, ProgrammeVersionTaken
from desktop_app.usecases.people import require_seat_free

if TYPE_CHECKING:
    from desktop_app.exchange.programme_file import LoadedProgramme

MAY_ADOPT = frozenset({Role.WORKPLACE_INFORMATION_MANAGER, Role.DEPUTY_MANAGER})


def shipped() -> tuple[LoadedProgramme, ...]:
    """Return the programmes that ship with the application, by id."""
    from desktop_app.exchange.programme_file import read_programme, shipped_programmes

    return tuple(read_programme(path) for _id, path in shipped_programmes())


def read_file(path: Path) -> LoadedProgramme:
    """Return the programme in a user's file. Raises ProgrammeUnreadable (with the line)."""
    from desktop_app.exchange.programme_file import read_programme

    return read_programme(path)


def adopt_programme(app: App, loaded: LoadedProgramme) -> Programme:
    """Let new cases follow this programme from here on; the one in force is left as it is.

    Only the manager and their deputy do this: the department head is the one who closes by exception. No PIN: it
    touches no case that has begun, lets nobody in, and stands in the record under the name of who was at the desk.
    Raises NotEntitled; ProgrammeVersionTaken when the same version was adopted with other words: cases stand on those.
    """
    require_seat_free(app)
    if app.person.role not in MAY_ADOPT:
        raise NotEntitled(act="adopt_programme", role=app.person.role)
    programme = loaded.programme
    key = (programme.id, programme.version)
    known = app.workplace.programmes.get(key)
    if known is not None and known != programme:
        raise ProgrammeVersionTaken(title=programme.title.ja, version=programme.version)
    if app.workplace.programme_in_force != key:
        app.commit((ProgrammeAdopted(programme, loaded.sha256),))
    return programme
