"""What the settings ask of the lanes about programmes and assignment history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.app import App

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.domain.bilingual import Text
    from desktop_app.domain.programme import Programme
    from desktop_app.exchange.programme_file import LoadedProgramme
    from desktop_app.usecases.programmes import ProgrammeEdits


@dataclass(frozen=True, slots=True)
class ProgrammesHere:
    """The programme new cases follow, all that were ever adopted, and what ships (name, title)."""

    in_force: Programme
    known: tuple[Programme, ...]
    shipped: tuple[tuple[str, Text], ...]


def programmes_here(app: App) -> ProgrammesHere:
    """Read them."""
    from desktop_app.usecases.programmes import shipped_names

    return ProgrammesHere(app.workplace.programme, tuple(app.workplace.programmes.values()), shipped_names())


@dataclass(frozen=True, slots=True)
class ProgrammeOffer:
    """A programme that could be followed, and what would change, in words; none: it is the one in force."""

    loaded: LoadedProgramme
    changes: tuple[str, ...]


def read_programme(app: App, path: Path) -> ProgrammeOffer:
    """Return the programme in a file."""
    from desktop_app.usecases.programmes import read_file

    return _offer(app, read_file(path))


def shipped_programme(app: App, name: str) -> ProgrammeOffer:
    """Return a shipped programme."""
    from desktop_app.usecases.programmes import offered

    return _offer(app, offered(name))


def edited_programme(app: App, edits: ProgrammeEdits) -> ProgrammeOffer:
    """Return the next version of the programme in force, checked."""
    from desktop_app.usecases.programmes import edited

    return _offer(app, edited(app.workplace.programme, edits))


def write_programme(_app: App, programme: Programme, path: Path) -> Path:
    """Write a programme as a file to be edited."""
    from desktop_app.usecases import programmes

    programmes.write_programme(programme, path)
    return path


def import_history(app: App, path: Path) -> int:
    """Take over assignment history; returns of how many people."""
    from desktop_app.usecases.restricted_moves import import_assignments

    return import_assignments(app, path)


def _offer(app: App, loaded: LoadedProgramme) -> ProgrammeOffer:
    from desktop_app.sentences.programme_words import change_line
    from desktop_app.usecases.programmes import changes_from_force

    return ProgrammeOffer(loaded, tuple(change_line(one) for one in changes_from_force(app, loaded.programme)))


def adopt(app: App, loaded: LoadedProgramme) -> Programme:
    """Let new cases follow it."""
    from desktop_app.usecases.programmes import adopt_programme

    return adopt_programme(app, loaded)
