"""A headquarters: one folder with a member's home for every workplace it looks after (product.md "The people").

Every home in it is an ordinary one, enrolled on that workplace's own share for a person of the second line: it holds
the whole record, so headquarters needs no database of its own, reads offline like everybody else, and can rebuild a
share that was lost. What the overview shows is counted from these homes; a share that is away changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.app import App, Surroundings, open_app, usable
from desktop_app.domain.facts import Role
from desktop_app.errors import (
    HeadquartersMissing,
    HomeNotWritable,
    NotEnrolled,
    NotSecondLine,
    PassphraseNeeded,
    SekishoError,
    TargetNotEmpty,
    UnknownWorkplaceHome,
    WrongPassphrase,
)
from desktop_app.home import HEADQUARTERS, Home, is_headquarters
from desktop_app.keys.durable import write_durably
from desktop_app.keys.vault import KeyStore
from desktop_app.share.marker import read_marker
from desktop_app.usecases.checkpoints import leave_checkpoint
from desktop_app.usecases.enrolment import finish_enrolment, request_enrolment, waiting_enrolment
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.joining import EnrolmentRequest
from desktop_app.usecases.share_login import share_store
from desktop_app.usecases.sharing import SyncReport, sync

AWAY_KEY = "headquarters/away"
NEWS_KEY = "headquarters/news"
MEMO_KEY = "headquarters/memo"

Ask = Callable[[], str] | None


@dataclass(frozen=True, slots=True)
class Headquarters:
    """An open headquarters. All its homes share the keyring, or one passphrase that was asked for once."""

    folder: Path
    surroundings: Surroundings
    ask_passphrase: _Passphrase = field(repr=False)

    def workplaces(self) -> tuple[str, ...]:
        """Return the workplaces by the name their home has here, those that still wait to be let in included."""
        found = (
            (path for path in self._homes.iterdir() if (path / "home.json").is_file()) if self._homes.is_dir() else ()
        )
        return tuple(sorted(path.name for path in found))

    def home(self, key: str) -> Home:
        """Return a workplace's home. Raises UnknownWorkplaceHome."""
        if key not in self.workplaces():
            raise UnknownWorkplaceHome(key=key)
        return Home(self._homes / key)

    @property
    def keyring(self) -> KeyStore | None:
        """What keeps the homes' keys on this PC, None where nothing does."""
        return usable(self.surroundings).keyring

    @property
    def _homes(self) -> Path:
        return self.folder / "workplaces"

    def place_for(self, workplace_id: str) -> Home:
        """Return where the home of a workplace that joins will be."""
        return Home(self._homes / workplace_id)


def make_headquarters(folder: Path) -> None:
    """Make an empty headquarters. Raises TargetNotEmpty where a workplace's own record is, HomeNotWritable."""
    if Home(folder).exists:
        raise TargetNotEmpty(path=str(folder))
    if not is_headquarters(folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeNotWritable(path=str(folder)) from error
        write_durably(folder / HEADQUARTERS, json.dumps({"format": 1}).encode())


def open_headquarters(folder: Path, surroundings: Surroundings, ask_passphrase: Ask = None) -> Headquarters:
    """Return the headquarters in a folder; a passphrase is asked for at most once. Raises HeadquartersMissing."""
    if not is_headquarters(folder):
        raise HeadquartersMissing(path=str(folder))
    return Headquarters(folder, surroundings, _Passphrase(ask_passphrase))


def ask_to_join(
    headquarters: Headquarters, url: str, person: PersonInput, *, pin: str, passphrase: str = ""
) -> tuple[str, EnrolmentRequest]:
    """Ask a workplace to let this headquarters in; returns the home's key and the number to be read out.

    Raises what request_enrolment raises; HomeExists for a workplace that is here already.
    """
    marker = read_marker(share_store(headquarters.surroundings, url))
    entry = PersonInput(person.name, person.kana, person.employee_no, person.contact, Role.SECOND_LINE)
    home = headquarters.place_for(marker.workplace_id)
    home.folder.parent.mkdir(parents=True, exist_ok=True)
    asked = request_enrolment(home, url, entry, headquarters.surroundings, pin=pin, passphrase=passphrase)
    headquarters.ask_passphrase.give(passphrase)
    return marker.workplace_id, asked


def waiting_request(headquarters: Headquarters, key: str) -> EnrolmentRequest:
    """Return the number a waiting workplace's manager has to type. Raises EnrolmentUnknown if it does not wait."""
    return waiting_enrolment(headquarters.home(key), headquarters.surroundings, headquarters.ask_passphrase)


def complete_joining(headquarters: Headquarters, key: str, answer: str) -> None:
    """Become a member with the number the manager read back, and collect the record.

    Raises what finish_enrolment raises.
    """
    finish_enrolment(
        headquarters.home(key), answer, headquarters.surroundings, ask_passphrase=headquarters.ask_passphrase
    ).close()


@contextmanager
def opened(headquarters: Headquarters, key: str) -> Iterator[App]:
    """Open one workplace's home for as long as it is read.

    Raises UnknownWorkplaceHome, NotEnrolled (it waits to be let in), NotSecondLine and what open_app raises.
    """
    app = open_workplace(headquarters, key)
    try:
        yield app
    finally:
        app.close()


def open_workplace(headquarters: Headquarters, key: str) -> App:
    """Open one workplace's home to stay in it; whoever opens it closes it. Raises as opened does."""
    home = headquarters.home(key)
    app = open_app(home, headquarters.surroundings, ask_passphrase=headquarters.ask_passphrase)
    if app.person.role is not Role.SECOND_LINE:
        role = app.person.role
        app.close()
        raise NotSecondLine(key=key, role=role)
    return app


def exchange_with(headquarters: Headquarters, key: str) -> SyncReport:
    """Fetch what is new at one workplace, and leave the day's checkpoint.

    Raises what sync raises; the workplace's own home remembers since when its share is away.
    """
    with opened(headquarters, key) as app:
        try:
            report = sync(app)
            leave_checkpoint(app)
        except SekishoError as error:
            note_trouble(app, error)
            raise
        note_exchange(app, report)
        return report


def note_exchange(app: App, report: SyncReport) -> None:
    """Remember that the share answered, and when it last had something new."""
    news: dict[str, bytes | None] = {AWAY_KEY: None}
    if report.collected:
        news[NEWS_KEY] = app.now().isoformat().encode()
    app.record.desk.put(news)


def note_trouble(app: App, error: SekishoError) -> None:
    """Remember since when the share does not answer as it should."""
    if app.record.desk.get(AWAY_KEY) is None:
        since = {"since": app.now().isoformat(), "trouble": type(error).__name__}
        app.record.desk.put({AWAY_KEY: json.dumps(since).encode()})


def trouble_of_share(app: App) -> tuple[datetime, str] | None:
    """Return since when the share does not answer, and with what error (its class's name)."""
    stored = app.record.desk.get(AWAY_KEY)
    if stored is None:
        return None
    told = json.loads(stored)
    return datetime.fromisoformat(told["since"]), str(told["trouble"])


def write_memo(headquarters: Headquarters, key: str, text: str) -> None:
    """Keep headquarters' own note on a workplace (覚え書き); it stays on this PC."""
    with opened(headquarters, key) as app:
        app.record.desk.put({MEMO_KEY: text.strip().encode() or None})


def try_passphrase(headquarters: Headquarters) -> None:
    """Open some home, so that a missing or wrong passphrase shows at once.

    Raises PassphraseNeeded, WrongPassphrase; what else is wrong with a home shows in its own line.
    """
    for key in headquarters.workplaces():
        try:
            with opened(headquarters, key):
                return
        except (PassphraseNeeded, WrongPassphrase):
            raise
        except SekishoError:
            continue


def passphrase_for_new(headquarters: Headquarters, otherwise: str) -> str:
    """Return the passphrase a new home gets: none with a keyring, that of the others, or *otherwise*."""
    if headquarters.keyring is not None:
        return ""
    try:
        return headquarters.ask_passphrase()
    except PassphraseNeeded:
        return otherwise


def is_waiting(headquarters: Headquarters, key: str) -> bool:
    """Whether a workplace has not let this headquarters in yet."""
    try:
        with opened(headquarters, key):
            return False
    except NotEnrolled:
        return True


class _Passphrase:
    """The one passphrase of all homes where there is no keyring: asked for once, or given when the first is made."""

    def __init__(self, ask: Ask) -> None:
        self._ask, self._given = ask, ""

    def __call__(self) -> str:
        if not self._given:
            if self._ask is None:
                raise PassphraseNeeded
            self._given = self._ask()
        return self._given

    def give(self, passphrase: str) -> None:
        self._given = self._given or passphrase
