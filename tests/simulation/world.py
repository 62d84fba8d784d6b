"""One seed's story: PCs work, sync, lose power, are copied and restored while the share misbehaves; then it is quiet.

What must hold in the end, and on the way, stands in ``World.judge`` and ``World._check``.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.alarms import AlarmKind
from desktop_app.domain.facts import AnswerWithdrawn, CaseCancelled, CaseRegistered, Post, Transferee
from desktop_app.journal.segment import segment_hash
from desktop_app.store.segments import Segments
from desktop_app.usecases.retiring import renew_registration
from desktop_app.usecases.share_alarms import alarms
from tests.simulation.faulty_share import Disk, FaultyShare, PowerCutError
from tests.simulation.pc import Pc, Snapshot, ids_of, pcs

STEPS = 30
MOST_QUIET_ROUNDS = 14
EXPLAINED: dict[AlarmKind, frozenset[str]] = {
    AlarmKind.COPIED: frozenset({"copied", "restored"}),
    AlarmKind.FORK: frozenset({"copied", "restored"}),
    AlarmKind.SHARE_ROLLED_BACK: frozenset({"put back", "lost", "spoilt"}),
    AlarmKind.RECORDS_MISSING: frozenset({"put back", "lost", "spoilt", "withheld", "torn", "restored", "copied"}),
    AlarmKind.FILE_DAMAGED: frozenset({"spoilt", "torn", "copied", "restored", "put back"}),
    AlarmKind.DEVICE_SILENT: frozenset({"silent"}),
}
"""What must have happened for an alarm to be true."""


@dataclass
class World:
    """Everything of one seed."""

    seed: int
    chance: random.Random = field(init=False)
    disk: Disk = field(init=False)
    pcs: list[Pc] = field(init=False)
    happened: set[str] = field(default_factory=set)
    snapshots: dict[str, list[Snapshot]] = field(default_factory=lambda: defaultdict(list))
    told: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    acts: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.disk, self.pcs = pcs(self.chance.choice((2, 2, 2, 2, 3, 3, 3, 4, 8)))
        self.disk.back_up()

    # --- the story ---------------------------------------------------------------------------------------

    def play(self) -> None:
        """Live through the seed and judge it."""
        gentle = self.chance.random() < 0.25
        happenings = self._happenings(gentle=gentle)
        names = list(happenings)
        weights = [happenings[name][1] for name in names]
        for _step in range(STEPS):
            name = self.chance.choices(names, weights)[0]
            pc = self.chance.choice(self.pcs)
            before = self._held(pc)
            self.told.append(f"{pc.name}: {name}")
            happenings[name][0](pc)
            if name != "restore":
                assert before <= self._held(pc), "a PC forgot something"
        self._quiet()
        self.judge()

    def _happenings(self, *, gentle: bool) -> dict[str, tuple[Callable[[Pc], None], float]]:
        rough = 0.0 if gentle else 1.0
        return {
            "work": (self._work, 14),
            "sync": (self._sync, 14),
            "sync with a power cut": (self._cut, 4),
            "time": (self._time, 4),
            "clock": (self._clock, 1.5),
            "restart": (lambda pc: pc.start(), 1),
            "snapshot": (self._snapshot, 2),
            "copy": (self._copy, 0.7 * rough),
            "restore": (self._restore, 0.8 * rough),
            "back up share": (lambda _pc: self.disk.back_up(), 1),
            "put back share": (self._put_back, 0.8),
            "lose files": (self._lose, 0.8),
            "spoil a file": (self._spoil, 0.8),
        }

    def _work(self, pc: Pc) -> None:
        for _act in range(self.chance.choice((1, 1, 1, 2, 5))):
            self.acts += 1
            number = f"{self.acts:07d}"
            known = [case for case in self.cases if pc.app.record.history(case)]
            kind = self.chance.random()
            if not known or kind < 0.5:
                case_id = f"{self.seed:08x}{self.acts:08x}"
                self.cases.append(case_id)
                pc.app.commit((_registered(pc, case_id, number),))
            elif kind < 0.75:
                pc.app.commit((CaseCancelled(self.chance.choice(known), pc.app.today(), number),))
            else:
                pc.app.commit((AnswerWithdrawn(self.chance.choice(known), number),))

    def _sync(self, pc: Pc) -> None:
        store = self._store(pc)
        report = pc.sync(store, thorough=self.chance.choice((None, None, True)))
        if pc.is_copy(report):
            renew_registration(pc.app)

    def _cut(self, pc: Pc) -> None:
        store = self._store(pc)
        if self.chance.random() < 0.5:
            store.cut_at = self.chance.randrange(1, 40)
        else:
            pc.database.cut_at = pc.database.count + self.chance.randrange(1, 60)
        try:
            report = pc.sync(store)
        except PowerCutError:
            self.happened.add("torn")
            return
        if pc.is_copy(report):
            renew_registration(pc.app)

    def _store(self, pc: Pc) -> FaultyShare:
        store = FaultyShare(self.disk, self.chance)
        store.drops = self.chance.choice((0.0, 0.0, 0.0, 0.01, 0.1))
        store.stale = self.chance.choice((0.0, 0.0, 0.0, 0.1, 0.5))
        if store.drops:
            self.happened.add("torn")
        if self.chance.random() < 0.08 and len(self.pcs) > 1:
            other = self.chance.choice([one for one in self.pcs if one is not pc])
            store.hidden = (other.app.device.device_id,)
            self.happened.add("withheld")
        if store.stale:
            self.happened.add("withheld")
        return store

    def _time(self, pc: Pc) -> None:
        days = self.chance.choice((0.01, 0.1, 1, 3))
        for one in self.pcs if self.chance.random() < 0.5 else [pc]:
            one.pass_time(days=days)

    def _clock(self, pc: Pc) -> None:
        pc.clock.advance(days=self.chance.choice((-3650, -1, 1, 3650)))

    def _snapshot(self, pc: Pc) -> None:
        self.snapshots[pc.name].append(pc.snapshot())

    def _copy(self, pc: Pc) -> None:
        if len(self.pcs) < 8:
            image = self.chance.choice([pc.snapshot(), *self.snapshots[pc.name]])
            copy = Pc(f"{pc.name}'", image.database, self.disk, ids=ids_of(f"copy {len(self.pcs)}"))
            copy.files.kept.update(image.files)
            copy.clock.now = pc.clock.now
            self.pcs.append(copy)
            self.happened.add("copied")

    def _restore(self, pc: Pc) -> None:
        if self.snapshots[pc.name]:
            pc.restore(self.chance.choice(self.snapshots[pc.name]))
            self.happened.add("restored")

    def _put_back(self, _pc: Pc) -> None:
        self.disk.put_back(self.chance)
        self.happened.add("put back")

    def _lose(self, _pc: Pc) -> None:
        self.disk.lose(self.chance)
        self.happened.add("lost")

    def _spoil(self, _pc: Pc) -> None:
        self.disk.spoil(self.chance)
        self.happened.add("spoilt")

    def _quiet(self) -> None:
        """Everybody syncs undisturbed until nothing changes any more."""
        self.expected: set[bytes] = set().union(*(self._held(pc) for pc in self.pcs))
        for _round in range(MOST_QUIET_ROUNDS):
            moved = 0
            for pc in self.pcs:
                report = pc.sync(FaultyShare(self.disk, self.chance), thorough=True)
                moved += report.published + report.collected + report.healed
                if pc.is_copy(report):
                    renew_registration(pc.app)
                    moved += 1
            if not moved:
                return
        raise AssertionError(f"no rest after {MOST_QUIET_ROUNDS} rounds")

    # --- what must hold ----------------------------------------------------------------------------------

    def judge(self) -> None:
        """Nothing lost, the same everywhere, no history hidden, no alarm without a cause."""
        first = self.pcs[0]
        for pc in self.pcs:
            assert self.expected <= self._held(pc), f"{pc.name} lacks acts"
            assert _facts(pc) == _facts(first), f"{pc.name} and {first.name} differ"
            assert _lines(pc) == _lines(first), f"{pc.name} and {first.name} show different lines"
            assert Segments(pc.database).unsent(pc.app.device.device_id) == 0, f"{pc.name} has unsent acts"
        self._no_silent_fork()
        for pc in self.pcs:
            for alarm in alarms(pc.app):
                assert EXPLAINED.get(alarm.kind, frozenset()) & self.happened, f"{pc.name}: false alarm {alarm}"

    def _no_silent_fork(self) -> None:
        """Whoever holds two histories of a PC, or another than somebody else, says so."""
        histories: dict[tuple[str, int], set[str]] = defaultdict(set)
        for pc in self.pcs:
            for device, _year, seq in Segments(pc.database).places():
                kept = Segments(pc.database).one(device, seq)
                assert kept is not None
                histories[device, seq].add(segment_hash(kept.data))
        forked = {device for (device, _seq), found in histories.items() if len(found) > 1}
        for pc in self.pcs:
            letters = {alarm.about for alarm in alarms(pc.app) if alarm.kind is AlarmKind.FORK}
            for device in forked - {pc.app.device.device_id}:
                assert pc.app.workplace.devices[device].letter in letters, f"{pc.name} is silent about {device}"

    @staticmethod
    def _held(pc: Pc) -> set[bytes]:
        """What a PC knows of the office: every fact about a case, wherever it came from."""
        with pc.database.transaction() as connection:
            return set(connection.exec_driver_sql("SELECT data FROM fact WHERE case_id != ''").scalars())


def _registered(pc: Pc, case_id: str, number: str) -> CaseRegistered:
    workplace = pc.app.workplace
    programme = workplace.programme
    return CaseRegistered(
        case_id=case_id,
        case_no=f"NSC01-26B-{pc.name[0]}{number}",
        transferee=Transferee(number, "髙橋　美咲", ""),
        origin=Post(workplace.company, workplace.name, workplace.org_code),
        destination=Post("あおば電力株式会社", "", specified_affiliate=True),
        effective_date=date(2026, 10, 1),
        notice_date=None,
        transfer_type="",
        programme_id=programme.id,
        programme_version=programme.version,
        in_scope=True,
        source="",
    )


def _facts(pc: Pc) -> list[tuple[object, ...]]:
    with pc.database.transaction() as connection:
        query = "SELECT case_id, lamport, device_id, seq, entry, place, data FROM fact ORDER BY 1, 2, 3, 4, 5, 6"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def _lines(pc: Pc) -> list[tuple[object, ...]]:
    with pc.database.transaction() as connection:
        return [
            tuple(row) for row in connection.exec_driver_sql("SELECT case_id, summary FROM case_summary ORDER BY 1")
        ]
