"""The composition root: paths, keys and clock in; one App out.

An App is one open home with somebody at it. Use cases are functions that take it; windows and commands hold one
each. It belongs to one thread at a time (in the windows: the desk lane).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from desktop_app.domain.calendar import Calendar, fiscal_year
from desktop_app.domain.clock import office_date
from desktop_app.domain.facts import Fact, FiscalKeyMade, case_of
from desktop_app.domain.membership import YearKeys
from desktop_app.domain.membership_facts import FiscalKeyRotated
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.domain.workplace import Person, Workplace
from desktop_app.errors import (
    DatabaseDamaged,
    HomeMissing,
    SekishoError,
    Unavailable,
    UnknownPerson,
    UnreadableFact,
    WitnessAhead,
)
from desktop_app.home import Home
from desktop_app.journal.entry import Head
from desktop_app.keys.device_keys import DEVICE_AGE_SECRET
from desktop_app.keys.fiscal import YearKeysMade, make_fiscal_key, offered_secrets, open_fiscal_secret, year_of_secret
from desktop_app.keys.recovery_letter import sealed_recovery
from desktop_app.keys.surroundings import Surroundings as Surroundings  # noqa: PLC0414 - an App is opened with them
from desktop_app.keys.surroundings import usable as usable  # noqa: PLC0414 - as above
from desktop_app.keys.witness import BothWitnesses, FileWitness, KeyringWitness, Witness, WitnessPlace
from desktop_app.store.database import open_database
from desktop_app.store.disposal_choice import DisposalChoice
from desktop_app.store.findings import Findings
from desktop_app.store.histories import WORKPLACE
from desktop_app.store.may_record import membership_over, require_may_record
from desktop_app.store.own_device import load_device
from desktop_app.store.queries import Cases
from desktop_app.store.record import Device, Record
from desktop_app.store.sealed_files import SealedFiles
from desktop_app.store.unlocking import unlock

if TYPE_CHECKING:
    from filelock import FileLock

ROOT_SECRET = "root"  # noqa: S105 - a name
INTAKE_SECRET = "intake"  # noqa: S105
"""The age secret of the founding PC that opens what PCs send which are not members yet."""
FISCAL_PREFIX = "fiscal/"
FOR_THE_KIT = (ROOT_SECRET, INTAKE_SECRET, FISCAL_PREFIX)
SHARE_KEY = "share"
PERSON_KEY = "person"

_LEFTOVER_AGE = timedelta(days=1)
"""A cut-off write is surely over by then, whatever this PC's clock did meanwhile."""


def person_secret(person_id: str) -> str:
    """Return the name under which a person's locked key is kept."""
    return f"person/{person_id}"


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change touched: cases and findings by id, and whether the workplace's own facts changed."""

    cases: frozenset[str] = frozenset()
    workplace: bool = False


@dataclass
class App:
    """One open home; ``person_id`` says who is at the desk, ``notify`` is told what every change touched."""

    home: Home
    record: Record
    device: Device
    witness: WitnessPlace
    surroundings: Surroundings
    lock: FileLock
    database_key: bytes = field(repr=False)
    person_id: str = ""
    notify: Callable[[Changed], None] = lambda _changed: None

    def __post_init__(self) -> None:
        named = lambda text: self.workplace.masters.workplaces_named(text)  # noqa: E731, PLW0108 - they change
        self.findings = Findings(self.record)
        self.disposal_choice = DisposalChoice(self.record, self.findings)
        self.cases = Cases(self.record.database, named, self.disposal_choice.laid_aside)
        self.files = SealedFiles(self.home.files, lambda: self.record.workplace.resealed)

    @property
    def calendar(self) -> Calendar:
        """The business days that open deadlines are counted in."""
        return self.record.calendars.now

    @property
    def workplace(self) -> Workplace:
        """The workplace as the facts tell it, under the name it has today."""
        told = self.record.workplace
        return told.called_on(self.today()) if told.membership.names else told

    @property
    def person(self) -> Person:
        """Who is at the desk; raises UnknownPerson."""
        try:
            return self.workplace.people[self.person_id]
        except KeyError:
            raise UnknownPerson(employee_no=self.person_id) from None

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self.surroundings.clock()

    def today(self) -> date:
        """Return the office's date."""
        return office_date(self.now())

    def commit(
        self,
        facts: tuple[Fact, ...],
        *,
        desk: Mapping[str, bytes | None] | None = None,
        secrets: Mapping[str, bytes] | None = None,
        by: str | None = None,
        watch: Callable[[int, int], None] | None = None,
    ) -> None:
        """Record an act by the person at the desk, note the new head with the witness, and tell who listens.

        *by* is another person's id, or empty for what the application does by itself. *watch* is told how far a large
        act is and may raise to stop it; then nothing was recorded. Raises MembershipOver; NotEntitled when somebody
        who only reads would record something about a case.
        """
        at, author = self.now(), self.person_id if by is None else by
        require_may_record(self.record, self.device.device_id, author, facts)
        head = self.record.commit(facts, self.device, at=at, by=author, desk=desk, secrets=secrets, watch=watch)
        self.keep_witness(head)
        touched = self.findings.with_cases(frozenset(case_of(fact) for fact in facts))
        self.notify(Changed(touched - {""}, "" in touched))

    def keep_witness(self, head: Head) -> None:
        """Note the journal's head beside the key; a keyring that is away now must not undo what was recorded."""
        with suppress(SekishoError, OSError):  # the witness may lag behind the journal, never run ahead
            self.witness.save(Witness(head.device_id, head.seq, head.hash))

    def recipients(self) -> tuple[str, ...]:
        """Return this fiscal year's age recipients (workplace, recovery kit), making the year's keys if need be."""
        year = fiscal_year(self.today())
        if year not in self.workplace.fiscal_keys:
            earlier = self.workplace.membership.latest_keys(year)
            kit = earlier.recovery_recipient if earlier and not self.keeps_root else None
            fact, secret = make_fiscal_key(year, earlier, kit=kit)
            secrets = {fiscal_secret_name(fact): secret}
            self.commit((fact, *self.for_the_kit(fact, secrets)), secrets=secrets)
        made = self.workplace.fiscal_keys[year]
        return (made.workplace_recipient, made.recovery_recipient, *self.workplace.membership.headquarters_recipients)

    @property
    def keeps_root(self) -> bool:
        """Whether the organisation root's key lies on this PC: that which founded the workplace or took its place."""
        return self.record.desk.secret(ROOT_SECRET) is not None

    def learn_fiscal_keys(self, also: Iterable[object] = ()) -> bool:
        """Keep the secrets of years' keys that facts (*also* those not taken in yet) offer us; whether any was new."""
        told = chain((recorded.fact for recorded in self.record.history(WORKPLACE)), also)
        waiting = [one for one in offered_secrets(told, self.device.device_id) if not self._holds(one.made)]
        before, learnt = len(waiting), True
        while waiting and learnt:  # one key may open another, in whatever order clocks made them
            learnt = False
            for one in tuple(waiting):
                secret = open_fiscal_secret(one.sealed, one.made.workplace_recipient, self.identities())
                if secret is not None:
                    self.record.desk.put_secrets({fiscal_secret_name(one.made): secret})
                    waiting.remove(one)
                    learnt = True
        newest = max(self.workplace.fiscal_keys.values(), key=lambda made: made.fiscal_year, default=None)
        goes_on = membership_over(self.record, self.device.device_id) is None
        if len(waiting) < before and newest and goes_on and (letter := self.for_the_kit(newest, {})):
            self.commit(letter, by="")
        return len(waiting) < before

    def _holds(self, made: YearKeysMade) -> bool:
        return self.record.desk.secret(fiscal_secret_name(made)) is not None

    def for_the_kit(
        self, made: YearKeys | FiscalKeyMade | FiscalKeyRotated, new: Mapping[str, bytes]
    ) -> tuple[RecoverySealed, ...]:
        """Return what the year's kit must open when all PCs are lost; nothing where the root is not kept here."""
        secrets = {**self.record.desk.secrets(""), **new}
        return (sealed_recovery(made, secrets, FOR_THE_KIT),) if ROOT_SECRET in secrets else ()

    def identities(self, *, after: int = 0) -> tuple[str, ...]:
        """Return every age secret key this PC holds: the years' (beyond year *after*), newest first, and its own."""
        stored = sorted(self.record.desk.secrets(FISCAL_PREFIX).items(), reverse=True)
        own = self.record.desk.secret(DEVICE_AGE_SECRET)
        years = (str(json.loads(value)["workplace"]) for name, value in stored if year_of_secret(name) > after)
        return (*years, *((own.decode(),) if own else ()))

    def close(self) -> None:
        """Close the home; everything entered is already on disk."""
        self.record.database.close()
        self.lock.release()


def fiscal_secret_name(made: YearKeysMade) -> str:
    """Return the name under which a key's secrets are kept: two PCs may each have made a year's keys."""
    return f"{FISCAL_PREFIX}{made.fiscal_year}/{made.workplace_recipient}"


def open_app(
    home: Home,
    surroundings: Surroundings,
    *,
    ask_passphrase: Callable[[], str] | None = None,
    employee_no: str | None = None,
) -> App:
    """Open a home for the person with *employee_no* (None: who was here last).

    Raises HomeMissing, HomeInUse, the keyring's and the passphrase's errors, WrongDatabaseKey, DatabaseNewer,
    DatabaseDamaged, WitnessAhead (the journal lost its tail), UnknownPerson.
    """
    home_id = home.home_id()
    lock = home.lock()
    try:
        home.making.unlink(missing_ok=True)  # founding died right after its last step
        key = unlock(home, home_id, surroundings.keyring, ask_passphrase, surroundings.pin_cost)
        app = assemble(home, home_id, key, usable(surroundings), lock)
    except BaseException:
        lock.release()
        raise
    try:
        # A keyring that is away, or stays locked, must not shut out whoever has the passphrase.
        with suppress(Unavailable):
            check_witness(app)
        app.person_id = _person_at_the_desk(app, employee_no)
        app.files.sweep(app.now() - _LEFTOVER_AGE)
    except BaseException as error:
        app.close()
        if isinstance(error, UnreadableFact):
            raise DatabaseDamaged(path=str(home.database), where="page") from error
        raise
    return app


def assemble(home: Home, home_id: str, key: bytes, surroundings: Surroundings, lock: FileLock) -> App:
    """Wire an App over an existing database; nobody is at the desk yet."""
    try:
        database = open_database(home.database, key)
    except HomeMissing as error:  # the home is marked, so there was one
        raise DatabaseDamaged(path=str(home.database), where="page") from error
    try:
        record = Record(database)
        device = load_device(record)
    except BaseException:
        database.close()
        raise
    return App(home, record, device, witness_place(home, home_id, key, surroundings), surroundings, lock, key)


def witness_place(home: Home, home_id: str, key: bytes, surroundings: Surroundings) -> WitnessPlace:
    """Return where this home's witness is kept: the keyring, a file under the database key, or both."""
    if surroundings.keyring is None:
        return FileWitness(home.witness, key)
    in_keyring = KeyringWitness(surroundings.keyring, home_id)
    return BothWitnesses((in_keyring, FileWitness(home.witness, key))) if home.witness.exists() else in_keyring


def check_witness(app: App) -> None:
    """Raise WitnessAhead when the witness saw an entry that the journal no longer holds."""
    seen = app.witness.load()
    if seen is None or seen.device_id != app.device.device_id:
        return
    held = app.record.head(seen.device_id, upto=seen.seq)
    if held.seq > seen.seq:
        return  # it saw an entry of a year that was disposed of since
    if (held.seq, held.hash) != (seen.seq, seen.head_hash):
        raise WitnessAhead(device=seen.device_id, seq=seen.seq, have=held.seq)


def _person_at_the_desk(app: App, employee_no: str | None) -> str:
    if employee_no is not None:
        person = app.workplace.person_with_number(employee_no)
        if person is None:
            raise UnknownPerson(employee_no=employee_no)
        return person.person_id
    last = (app.record.desk.get(PERSON_KEY) or b"").decode()
    members = app.workplace.members
    return last if last in members else next(iter(members), "")
