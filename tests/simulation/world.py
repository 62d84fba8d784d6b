"""One seed's story: PCs work, sync, lose power, are copied and restored while the share misbehaves; then it is quiet.

What must hold in the end stands in ``tests.simulation.judging``; on the way no PC forgets anything.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.facts import AnswerWithdrawn, CaseCancelled, CaseRegistered, Post, Transferee
from desktop_app.errors import MembershipOver
from desktop_app.usecases.letting_in_again import does_not_count
from desktop_app.usecases.sharing import SyncReport
from tests.simulation import members
from tests.simulation.faulty_share import Disk, FaultyShare, PowerCutError
from tests.simulation.judging import acts, held, judge
from tests.simulation.members import Newcomer
from tests.simulation.office import pcs
from tests.simulation.pc import Pc, Snapshot, ids_of

STEPS = (8, 12, 16, 30)
MOST_QUIET_ROUNDS = 20
MOST_REMOVED = 2
MOST_PCS = 8
AGAIN = 0.6
"""How often somebody lets a PC in again that says it does not count."""


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
    acts: int = 0
    newcomers: list[Newcomer] = field(default_factory=list)
    invited: int = 0
    removed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        number = self.chance.choice((2, 2, 2, 2, 3, 3, 3, 4, 6))
        self.disk, self.pcs = pcs(number, headquarters=number > 2 and self.chance.random() < 0.4)
        self.disk.back_up()

    # --- the story ---------------------------------------------------------------------------------------

    def play(self) -> None:
        """Live through the seed and judge it."""
        gentle = self.chance.random() < 0.25
        happenings = self._happenings(gentle=gentle)
        names = list(happenings)
        weights = [happenings[name][1] for name in names]
        for _step in range(self.chance.choice(STEPS)):
            name = self.chance.choices(names, weights)[0]
            pc = self.chance.choice(self.pcs)
            before = held(pc)
            self.told.append(f"{pc.name}: {name}")
            happenings[name][0](pc)
            if name != "restore":
                assert before <= held(pc), "a PC forgot something"
        before = [acts(pc) for pc in self.pcs]
        reports = self._quiet()
        before += [set()] * (len(self.pcs) - len(before))  # newcomers that came in meanwhile
        judge(self.pcs, before, reports, self.happened)

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
            "let a PC in": (self._let_in, 0.8),
            "remove a PC": (self._remove, 1.2),
            "make keys anew": (self._rotate, 0.6),
            "leave a checkpoint": (self._leave_checkpoint, 2),
            "back up share": (lambda _pc: self.disk.back_up(), 1),
            "put back share": (self._put_back, 0.8),
            "lose files": (self._lose, 0.8),
            "spoil a file": (self._spoil, 0.8),
        }

    def _work(self, pc: Pc) -> None:
        if pc.is_headquarters:
            return
        with suppress(MembershipOver):
            self._act(pc)

    def _act(self, pc: Pc) -> None:
        for _act in range(self.chance.choice((1, 1, 1, 2, 5))):
            self.acts += 1
            number = f"{self.acts:07d}"
            known = self._known(pc)
            kind = self.chance.random()
            if not known or kind < 0.5:
                case_id = f"{self.seed:08x}{self.acts:08x}"
                pc.app.commit((_registered(pc, case_id, number),))
            elif kind < 0.75:
                pc.app.commit((CaseCancelled(self.chance.choice(known), pc.app.today(), number),))
            else:
                pc.app.commit((AnswerWithdrawn(self.chance.choice(known), number),))

    def _sync(self, pc: Pc) -> None:
        store = self._store(pc)
        report = pc.sync(store, thorough=self.chance.choice((None, None, True)))
        self._settle(pc, report)
        self._welcome(store)

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
        self._settle(pc, report)

    def _settle(self, pc: Pc, report: SyncReport) -> bool:
        """A PC that heard it is one of two goes on under another id; whether anything was done for it."""
        if pc.is_copy(report):
            return members.renew(pc, self.pcs)
        if does_not_count(pc.app) and self.chance.random() < AGAIN:
            return members.let_in_again(pc, self.pcs)
        return False

    def _welcome(self, store: FaultyShare) -> int:
        """Let those who have their reply collect the record; how many did."""
        entered = [pc for one in self.newcomers if (pc := one.enter(store)) is not None]
        self.newcomers = [one for one in self.newcomers if one.name not in {pc.name for pc in entered}]
        self.pcs += entered
        return len(entered)

    def _store(self, pc: Pc) -> FaultyShare:
        store = FaultyShare(self.disk, self.chance)
        store.drops = self.chance.choice((0.0, 0.0, 0.0, 0.01, 0.1))
        store.stale = self.chance.choice((0.0, 0.0, 0.0, 0.1, 0.5))
        if store.drops:
            self.happened.add("torn")
        if self.chance.random() < 0.08 and len(self.pcs) > 1:
            other = self.chance.choice([one for one in self.pcs if one is not pc])
            store.hidden = (other.device_id,)
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
        if len(self.pcs) < MOST_PCS and pc.device_id not in self.removed:
            image = self.chance.choice([pc.snapshot(), *self.snapshots[pc.name]])
            copy = Pc(f"{pc.name}'", image.database, self.disk, ids=ids_of(f"copy {len(self.pcs)}"))
            copy.files.kept.update(image.files)
            copy.clock.now = pc.clock.now
            self.pcs.append(copy)
            self.happened.add("copied")

    def _restore(self, pc: Pc) -> None:
        if self.snapshots[pc.name] and pc.device_id not in self.removed:
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

    def _let_in(self, pc: Pc) -> None:
        certifies = members.may_certify(pc) and pc.device_id not in self.removed
        if certifies and len(self.pcs) + len(self.newcomers) < MOST_PCS:
            self.invited += 1
            self.newcomers.append(members.let_in(pc, f"{pc.name}+{self.invited}"))

    def _remove(self, pc: Pc) -> None:
        """Remove another PC, whomever it let in and whether it exists twice."""
        known = pc.app.workplace.devices_in_use
        others = [one for one in self.pcs if one is not pc and one.device_id in known.keys() - {pc.device_id}]
        if len(self.removed) < MOST_REMOVED and others and members.may_certify(pc):
            victim = self.chance.choice(others)
            members.remove(pc, victim)
            self.removed.append(victim.device_id)
            self.told[-1] += f" ({victim.name})"
            self.happened.add("removed")

    def _rotate(self, pc: Pc) -> None:
        if members.may_certify(pc):
            members.rotate(pc)

    def _leave_checkpoint(self, _pc: Pc) -> None:
        for pc in self.pcs:
            if pc.is_headquarters:
                members.leave_checkpoint(pc, self._store(pc))

    def _quiet(self) -> list[SyncReport]:
        """Everybody syncs undisturbed until nothing changes any more; returns the last reports."""
        for _round in range(MOST_QUIET_ROUNDS):
            calm = FaultyShare(self.disk, self.chance)
            moved = self._welcome(calm)
            reports = []
            for pc in self.pcs:
                report = pc.sync(calm, thorough=True)
                moved += report.published + report.collected + report.healed + self._settle(pc, report)
                reports.append(report)
            if not moved:
                return reports
        raise AssertionError(f"no rest after {MOST_QUIET_ROUNDS} rounds")

    @staticmethod
    def _known(pc: Pc) -> list[str]:
        with pc.database.transaction() as connection:
            found = connection.exec_driver_sql("SELECT DISTINCT case_id FROM fact WHERE case_id != '' ORDER BY 1")
            return list(found.scalars())


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
