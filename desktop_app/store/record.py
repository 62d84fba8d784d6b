"""The record of this home: appending facts, taking in other PCs' entries, and reading cases back.

A commit is one transaction: signed entries, the read tables derived from them and, where an act needs it, desk
state. Nothing half-done survives a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from desktop_app.domain.case import TransferCase
from desktop_app.domain.disposal_facts import CARRIED_PREFIX
from desktop_app.domain.disposed import NOTHING, Disposed
from desktop_app.domain.facts import Fact, Recorded, case_of
from desktop_app.domain.folding import fold
from desktop_app.domain.office_calendars import OfficeCalendars
from desktop_app.domain.summary import summarise
from desktop_app.domain.workplace import Workplace, fold_workplace
from desktop_app.errors import UnknownCase
from desktop_app.journal.entry import (
    FARTHEST_LEAP,
    Head,
    Sign,
    SignedEntry,
    acts,
    make_entry,
)
from desktop_app.keys.let_in import Standing, accepted
from desktop_app.store.absorbing import Absorbed, Incoming, Intake
from desktop_app.store.appending import append, head_of, show_all
from desktop_app.store.bases import last_numbers
from desktop_app.store.business_days import KnownCalendars
from desktop_app.store.carrying_over import Beyond, again, set_aside
from desktop_app.store.counters import highest_counters
from desktop_app.store.database import Database
from desktop_app.store.desk import Desk
from desktop_app.store.disposed import DISPOSING, gone_from, leave_out
from desktop_app.store.further_cases import moved_by
from desktop_app.store.histories import WORKPLACE, histories, history_of
from desktop_app.store.lines import show_lines, summary_row
from desktop_app.store.standings import cases_told_otherwise, standing_here
from desktop_app.store.tables import READ_TABLES, READ_TABLES_VERSION, case_summary, entry, fact, metadata

_VERSION_KEY = "read_tables_version"
_JOURNAL_ORDER = (fact.c.lamport, fact.c.device_id, fact.c.seq, fact.c.place)
_MANY = 500
"""Cases whose lines are held at once."""


@dataclass(frozen=True, slots=True)
class Device:
    """This PC as the journal knows it: its random id and its signing function."""

    device_id: str
    sign: Sign


class Record:
    """The journal of one home together with its read tables."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.desk = Desk(database)
        self._calendars = KnownCalendars()
        self._workplace: Workplace | None = None
        self._standing = Standing()
        self._disposed: Disposed = NOTHING
        self.writings = 0
        if self.desk.get(_VERSION_KEY) != READ_TABLES_VERSION.encode():
            self.rebuild()

    # --- reading -----------------------------------------------------------------------------------------

    @property
    def workplace(self) -> Workplace:
        """The workplace as the facts tell it."""
        if self._workplace is None:
            with self.database.transaction() as connection:
                return self._read_workplace(connection)
        return self._workplace

    @property
    def calendars(self) -> OfficeCalendars:
        """The business days that deadlines are counted in, as they were known at any moment."""
        return self._calendars.of(self.workplace)

    @property
    def standing(self) -> Standing:
        """Whose facts count, and up to where."""
        assert self.workplace is not None  # reading it brings the standing along
        return self._standing

    @property
    def ends(self) -> Mapping[str, int]:
        """The last entry that counts of every PC that is no member any more."""
        return {device: end.last_entry for device, end in self.standing.ends.items()}

    @property
    def disposed(self) -> Disposed:
        """What of the record went with a fiscal year and does not count, whether its rows are still here or not."""
        assert self.workplace is not None
        return self._disposed

    def history(self, case_id: str) -> tuple[Recorded, ...]:
        """Return the facts about a case that count, in the order every PC agrees on."""
        with self.database.transaction() as connection:
            told = tuple(history_of(connection, case_id))
        return tuple(self.counting(told))

    def kept(self, case_id: str) -> tuple[Recorded, ...]:
        """Return all facts about a case that are here, whether they count or not."""
        with self.database.transaction() as connection:
            return tuple(history_of(connection, case_id))

    def counting(self, history: Iterable[Recorded]) -> Iterator[Recorded]:
        """Yield those facts that count."""
        return accepted(history, self.standing)

    def case(self, case_id: str) -> TransferCase:
        """Return a case folded from its facts; raises UnknownCase."""
        case = fold(self.history(case_id))
        if case is None:
            raise UnknownCase(case_no=case_id)
        return case

    def case_id_of(self, case_no: str) -> str:
        """Return the id behind a case number (or an id itself); raises UnknownCase."""
        found = case_summary.c.case_no == case_no, case_summary.c.case_id == case_no
        query = sa.select(case_summary.c.case_id).where(sa.or_(*found))
        with self.database.transaction() as connection:
            case_id = connection.execute(query).scalar()
        if case_id is None:
            raise UnknownCase(case_no=case_no)
        return str(case_id)

    def head(self, device_id: str, upto: int | None = None) -> Head:
        """Return where a device's chain stands here, or stood at its entry *upto*."""
        with self.database.transaction() as connection:
            return head_of(connection, device_id, upto)

    def heads(self) -> Mapping[str, int]:
        """Return the last entry known of every device."""
        with self.database.transaction() as connection:
            return last_numbers(connection)

    def entries(self, device_id: str | None = None, after: int = 0) -> Iterator[SignedEntry]:
        """Yield the signed entries of one device (or all, device by device) beyond *after*, in order."""
        query = sa.select(entry.c.body, entry.c.signature).where(entry.c.seq > after)
        if device_id is not None:
            query = query.where(entry.c.device_id == device_id)
        with self.database.transaction() as connection:
            rows = connection.execute(query.order_by(entry.c.device_id, entry.c.seq)).all()
        for body, signature in rows:
            yield SignedEntry(body, signature)

    # --- writing -----------------------------------------------------------------------------------------

    def commit(
        self,
        facts: tuple[Fact, ...],
        device: Device,
        *,
        at: datetime,
        by: str,
        desk: Mapping[str, bytes | None] | None = None,
        secrets: Mapping[str, bytes] | None = None,
        watch: Callable[[int, int], None] | None = None,
    ) -> Head:
        """Record the facts of one act, all or none, with the desk state and secrets that go with it.

        *desk* values of None delete. *watch* is told (facts recorded, all) and may raise: then nothing is recorded.
        Returns the new head of this device's chain.
        """
        with self._writing() as connection:
            head = head_of(connection, device.device_id)
            highest, own = highest_counters(connection, device.device_id)
            lamport = min(highest, own + FARTHEST_LEAP - 1)
            # Projected entry by entry, so that no number of facts is ever held twice.
            recorded = 0
            for act in acts(facts):
                lamport += 1
                signed = make_entry(head, act, lamport=lamport, at=at, by=by, sign=device.sign)
                self._project(connection, append(connection, signed, self._disposed))
                head = Head(device.device_id, head.seq + 1, signed.hash)
                recorded += len(act)
                if watch is not None:
                    watch(recorded, len(facts))
            Desk.write(connection, desk or {})
            Desk.write_secrets(connection, secrets or {})
        return head

    def absorb(self, entries: Iterable[SignedEntry]) -> frozenset[str]:
        """Take in entries of other PCs (signatures already checked); returns the case ids they touch.

        Entries already known are passed over; a gap, a different predecessor or a leap of the counter raises
        JournalBroken and takes in nothing.
        """
        with self._writing() as connection:
            intake = Intake(connection, self._gone_so_far(connection))
            intake.add_entries(entries)
            intake.write()
            return self._project(connection, intake.recorded)

    def absorb_segments(self, incoming: Iterable[Incoming]) -> tuple[list[Absorbed], frozenset[str], frozenset[str]]:
        """Take in checked segments, each whole or not at all.

        Returns what became of each, the case ids touched, and the types of facts that this version does not know.
        """
        waiting = tuple(incoming)  # whatever yields them may ask the database too
        with self._writing() as connection:
            intake = Intake(connection, self._gone_so_far(connection))
            outcomes = [intake.add_segment(one) for one in waiting]
            intake.write()
            return outcomes, self._project(connection, intake.recorded), intake.unknown()

    def carry_over(self, told: Beyond, device: Device, secrets: Mapping[str, bytes]) -> int:
        """Record what stands beyond in a former device's chain again as *device*; returns how many entries.

        Their time and person stay; *secrets* are written in the same transaction.
        """
        with self._writing() as connection:
            found = set_aside(connection, told)
            highest, _own = highest_counters(connection, told.device_id)
            recorded: list[Recorded] = []
            for signed in again(found, device.device_id, min(highest, FARTHEST_LEAP - 1), device.sign):
                recorded += append(connection, signed, self._gone_so_far(connection))
            self._project(connection, recorded)
            Desk.write_secrets(connection, secrets)
        return len(found)

    def rebuild(self) -> None:
        """Drop the read tables and replay the journal into them."""
        self._workplace, self._standing = None, Standing()
        with self.database.transaction() as connection:
            metadata.drop_all(connection, READ_TABLES)
            metadata.create_all(connection, READ_TABLES)
            self._disposed = NOTHING
            self._project(connection, show_all(connection))
            Desk.write(connection, {_VERSION_KEY: READ_TABLES_VERSION.encode()})
        self.writings += 1

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction; what is kept in memory goes back with it, or keys would be used that nobody recorded."""
        before = self.workplace, self._standing, self._disposed  # what the tables show now was told by these
        try:
            with self.database.transaction() as connection:
                yield connection
        except BaseException:
            self._workplace, self._standing, self._disposed = before
            raise
        self.writings += 1

    def _read_workplace(self, connection: sa.Connection) -> Workplace:
        told = tuple(history_of(connection, WORKPLACE))
        self._disposed = gone_from(connection, told)
        self._standing = standing_here(connection, told)
        self._workplace = fold_workplace(accepted(told, self._standing))
        return self._workplace

    def _gone_so_far(self, connection: sa.Connection) -> Disposed:
        if self._workplace is None:
            self._read_workplace(connection)
        return self._disposed

    def _project(self, connection: sa.Connection, recorded: list[Recorded]) -> frozenset[str]:
        touched = frozenset(case_of(r.fact) for r in recorded)
        if any(type(r.fact) in DISPOSING for r in recorded):
            touched |= leave_out(connection) | {WORKPLACE}
            touched = frozenset(one for one in touched if not one.startswith(CARRIED_PREFIX))
        former, before = self._workplace, self._standing
        workplace = former
        devices = {r.position.device_id for r in recorded}
        if WORKPLACE in touched or workplace is None or devices & before.ends.keys():
            workplace = self._read_workplace(connection)
            touched |= cases_told_otherwise(connection, before, self._standing)
        touched |= moved_by(connection, former, workplace)
        calendars = self._calendars.of(workplace)
        rows = []
        gone = set(touched - {WORKPLACE})
        added = () if self._disposed else recorded  # of these not all counts
        for history in histories(connection, touched - {WORKPLACE}, added):
            case = fold(accepted(history, self._standing))
            gone.discard(case.case_id if case else "")
            # A case whose registration or programme has not arrived yet is shown once it has.
            if case and (case.programme_id, case.programme_version) in workplace.programmes:
                programme = workplace.programme_of(case.programme_id, case.programme_version)
                rows.append(summary_row(summarise(case, programme, calendars.of_case(case))))
            if len(rows) >= _MANY:
                show_lines(connection, rows)
                rows = []
        if gone:  # registered by a PC whose facts do not count, or not registered here yet
            connection.execute(case_summary.delete().where(case_summary.c.case_id.in_(gone)))
        show_lines(connection, rows)
        return touched - {WORKPLACE}
