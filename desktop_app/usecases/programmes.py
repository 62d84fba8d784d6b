"""The programme new cases follow: what ships, what a file holds, and adopting one.

Cases that have begun stay on the version they began with; a version once adopted never changes its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.bilingual import Text
from desktop_app.domain.deadlines import Deadlines
from desktop_app.domain.facts import ProgrammeAdopted, Role
from desktop_app.domain.programme import Programme
from desktop_app.domain.programme_difference import Change, differences
from desktop_app.errors import NotEntitled, ProgrammeVersionTaken
from desktop_app.usecases.people import require_seat_free

if TYPE_CHECKING:
    from desktop_app.exchange.programme_file import LoadedProgramme


@dataclass(frozen=True, slots=True)
class ProgrammeEdits:
    """What the next version says differently: sentence and guidance by item id, and its deadlines."""

    version: str
    texts: Mapping[str, tuple[Text, Text]] = field(default_factory=dict)
    deadlines: Deadlines | None = None


_FIRST = ("hokkaido", "tohoku", "kansai", "kyushu")
_ADD_ON = "kyushu"

MAY_ADOPT = frozenset({Role.WORKPLACE_INFORMATION_MANAGER, Role.DEPUTY_MANAGER})


def shipped() -> tuple[LoadedProgramme, ...]:
    """Return the programmes that ship with the application: those of transfers first, the one proposed before all."""
    from desktop_app.exchange.programme_file import read_programme, shipped_programmes

    by_id = dict(shipped_programmes())
    order = (*(one for one in _FIRST if one in by_id), *(one for one in by_id if one not in _FIRST))
    return tuple(read_programme(by_id[one]) for one in order)


def shipped_names() -> tuple[tuple[str, Text], ...]:
    """Return what can be chosen of what ships, as `offered` takes it, with its title: also with the add-on upon it."""
    from desktop_app.exchange.programme_file import joined_title

    programmes = {loaded.programme.id: loaded.programme for loaded in shipped()}
    add_on = programmes[_ADD_ON]
    together = [(f"{one}+{_ADD_ON}", joined_title(programmes[one], add_on)) for one in _FIRST if one != _ADD_ON]
    alone = [(name, programme.title) for name, programme in programmes.items()]
    return (*alone[: len(_FIRST)], *together, *alone[len(_FIRST) :])


def read_file(path: Path) -> LoadedProgramme:
    """Return the programme in a user's file. Raises ProgrammeUnreadable (with the line)."""
    from desktop_app.exchange.programme_file import read_programme

    return read_programme(path)


def offered(name: str) -> LoadedProgramme:
    """Return a shipped programme by its id, or with add-ons upon it (``tohoku+kyushu``)."""
    from desktop_app.exchange.programme_file import read_programme, shipped_programmes, with_add_ons

    base, *add_ons = name.split("+")
    return with_add_ons(base, tuple(add_ons)) if add_ons else read_programme(dict(shipped_programmes())[base])


def edited(programme: Programme, edits: ProgrammeEdits) -> LoadedProgramme:
    """Return *programme* with other texts and deadlines as a version of its own, checked like any file.

    Raises ProgrammeUnreadable; its ``place`` names the text (``items/D-03/text/ja``).
    """
    from desktop_app.exchange.programme_file import read_programme
    from desktop_app.exchange.programme_writing import written

    items = tuple(
        replace(item, text=told[0], help=told[1]) if (told := edits.texts.get(item.id)) else item
        for item in programme.items
    )
    return read_programme(
        written(
            replace(programme, version=edits.version, items=items, deadlines=edits.deadlines or programme.deadlines)
        )
    )


def write_programme(programme: Programme, out: Path) -> None:
    """Write *programme* as a file with every part written out. Raises FolderNotWritable."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.exchange.programme_writing import written

    write_whole(out, written(programme).encode())


def changes_from_force(app: App, programme: Programme) -> tuple[Change, ...]:
    """Return what would change if new cases followed *programme* from now on."""
    return differences(app.workplace.programme, programme)


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
