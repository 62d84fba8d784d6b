"""A PC of the simulation: the real App over a SQLCipher database in memory, with clock, power and files at will."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.app import PERSON_KEY, App, Surroundings
from desktop_app.domain.facts import Role, StoredFile
from desktop_app.errors import CloneDetected, FileNotHere
from desktop_app.home import Home
from desktop_app.keys.seal import seal
from desktop_app.keys.witness import Witness
from desktop_app.share.exchange import run_errand
from desktop_app.store.database import Database
from desktop_app.store.own_device import load_device
from desktop_app.store.record import Device, Record
from desktop_app.usecases.sharing import SyncReport, finish_sync, prepare_sync
from tests.fakes import FixedClock
from tests.homes import surroundings
from tests.simulation.faulty_share import Disk, FaultyShare, PowerCutError

KEY = bytes(32)
BEGIN = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)


class FailingDatabase(Database):
    """A database before whose *cut_at*-th transaction the power goes."""

    cut_at = 0
    count = 0

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        self.count += 1
        if self.count == self.cut_at:
            raise PowerCutError
        with super().transaction() as connection:
            yield connection


def copy_of(database: Database) -> FailingDatabase:
    """The same database once more, in memory."""
    made = FailingDatabase(Path(":memory:"), KEY)
    with database._engine.connect() as source, made._engine.connect() as target:
        _driver(source).backup(_driver(target))
    return made


def _driver(connection: sa.Connection) -> Any:
    return connection.connection.driver_connection


@dataclass
class Files:
    """Sealed files in memory (desktop_app.store.sealed_files.SealedFiles)."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, name: str, media_type: str, data: bytes, recipients: Iterable[str]) -> StoredFile:
        sealed = seal(data, tuple(recipients))
        digest = hashlib.sha256(sealed).hexdigest()
        self.kept[digest] = sealed
        return StoredFile(name, media_type, len(data), hashlib.sha256(data).hexdigest(), digest)

    def sealed(self, sealed_sha256: str) -> bytes:
        if sealed_sha256 not in self.kept:
            raise FileNotHere(sha256=sealed_sha256)
        return self.kept[sealed_sha256]

    def put_sealed(self, sealed_sha256: str, sealed: bytes) -> None:
        self.kept[sealed_sha256] = sealed

    def has(self, sealed_sha256: str) -> bool:
        return sealed_sha256 in self.kept

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.kept))


@dataclass
class MemoryWitness:
    """Where the journal's head is noted."""

    seen: Witness | None = None

    def load(self) -> Witness | None:
        return self.seen

    def save(self, witness: Witness) -> None:
        self.seen = witness


def ids_of(name: str) -> Iterator[str]:
    """Yield ids that are the same in every run."""
    return (hashlib.sha256(f"{name} {number}".encode()).hexdigest()[:32] for number in count())


@dataclass
class Running:
    """How long a PC has been running; a restart begins anew."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(frozen=True)
class Snapshot:
    """A PC as it was: for copies of it and for restoring it."""

    database: FailingDatabase
    files: dict[str, bytes]


def app_of(record: Record, device: Device, around: Surroundings, files: Files) -> App:
    """Wire an App over what lies in memory."""
    nowhere: Any = None
    app = App(Home(Path("/nowhere")), record, device, MemoryWitness(), around, nowhere, KEY)
    app.files = files  # type: ignore[assignment]
    return app


@dataclass
class Pc:
    """One PC: its App is made anew after every power cut."""

    name: str
    database: FailingDatabase
    disk: Disk
    files: Files = field(default_factory=Files)
    clock: FixedClock = field(default_factory=lambda: FixedClock(BEGIN))
    running: Running = field(default_factory=Running)
    ids: Iterator[str] = field(default_factory=lambda: ids_of("pc"))
    renewal: tuple[str, bytes] | None = None
    """The id and key it was promised to go on under."""
    app: App = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Switch the PC on."""
        record = Record(self.database)
        around = replace(surroundings(self.clock), running=self.running, new_id=lambda: next(self.ids))
        self.app = app_of(record, load_device(record), around, self.files)
        here = record.desk.get(PERSON_KEY)
        self.app.person_id = here.decode() if here else next(iter(self.app.workplace.people))

    def snapshot(self) -> Snapshot:
        return Snapshot(copy_of(self.database), dict(self.files.kept))

    def restore(self, snapshot: Snapshot) -> None:
        """Put an old image back."""
        self.database, self.files = copy_of(snapshot.database), Files(dict(snapshot.files))
        self.start()

    def pass_time(self, **duration: float) -> None:
        """Let real time pass; the clock and the running time both see it."""
        self.clock.advance(**duration)
        self.running.seconds += timedelta(**duration).total_seconds()

    def sync(self, store: FaultyShare, *, thorough: bool | None = None) -> SyncReport:
        """One sync; a power cut anywhere in it switches the PC off and on."""
        try:
            errand = prepare_sync(self.app, thorough=thorough)
            report = finish_sync(self.app, errand, run_errand(store, errand))
            while report.again:
                errand = prepare_sync(self.app, report, thorough=thorough)
                report = finish_sync(self.app, errand, run_errand(store, errand), report)
        except PowerCutError:
            self.database.cut_at = 0
            self.start()
            raise
        self.database.cut_at = 0
        return report

    def is_copy(self, report: SyncReport) -> bool:
        return isinstance(report.trouble, CloneDetected)

    @property
    def device_id(self) -> str:
        return self.app.device.device_id

    @property
    def is_headquarters(self) -> bool:
        return self.app.person.role is Role.SECOND_LINE
