"""The story of a half-year: found a workplace, work on its cases, and see how it ends."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.half_year.desk import Board, Desk, prepared, together
from tests.half_year.ending import Ending
from tests.half_year.turns import DEPUTY, MANAGER, SECOND_LINE, WAYS, Case, HeadquartersTurn, OfficeTurn, TransfereeTurn
from tests.samba import Samba
from tests.warm_commands import WarmPc

PATIENCE = 300.0
"""Seconds in which all have to be through, for each case; a quiet machine takes a tenth."""

NAMES = ("\u9ad9\u6a4b\u3000\u7f8e\u54b2", "\U00020bb7\u6751\u3000\u8475", "\ufa11山　健一", "王　小明", "鈴木　一郎")


class HalfYearPlayed:
    """One half-year; ``play`` raises AssertionError where it does not end as it has to."""

    def __init__(self, samba: Samba, folder: Path, *, seed: object, cases: int) -> None:
        self.samba, self.folder, self.share = samba, folder, f"half-year-{folder.name}"
        self.disk = prepared(samba, self.share)
        self.board, chance = Board(), random.Random(f"{seed} cases")
        accounts = {
            "manager": "founder",
            "deputy": "deputy",
            "headquarters": "headquarters",
            "transferee": "transferee",
        }
        self.desks = {name: Desk(name, account, folder, samba, self.share, seed) for name, account in accounts.items()}
        self.manager, self.deputy, self.headquarters, self.transferee = self.desks.values()
        self.cases = [
            Case(
                f"X{n:06d}",
                chance.choice(NAMES),
                WAYS[n % len(WAYS)],
                returned=n == 0 or chance.random() < 0.3,
                ordered=n == 1 or (n > 1 and chance.random() < 0.2),
            )
            for n in range(cases)
        ]
        self.tickets: dict[str, tuple[Path, str]] = {}
        self.ordered: set[str] = set()
        self.key = ""
        self.failed: list[BaseException] = []

    def play(self) -> None:
        """Play it all, and check how it ended."""
        try:
            self._found()
            self._work()
            Ending(self).check()
        finally:
            for desk in self.desks.values():
                desk.close()

    def seen(self) -> str:
        """What happened to whom."""
        return "; ".join(f"{name} {dict(desk.seen)}" for name, desk in self.desks.items())

    @property
    def replica(self) -> WarmPc:
        """The workplace's record as headquarters holds it."""
        return WarmPc(self.headquarters.pc.home / "workplaces", self.key)

    def _found(self) -> None:
        manager, deputy, headquarters = self.manager, self.deputy, self.headquarters
        place = (
            "--company",
            "北辰送配電株式会社",
            "--workplace",
            "中央ネットワークサービスセンター",
            "--org-code",
            "NSC01",
        )
        who = ("--manager", MANAGER, "--employee-no", "X900001")
        together(
            manager.begin("init", *place, *who, "--share", manager.address),
            headquarters.begin("hq", "init"),
        )
        prepared(self.samba, self.share)
        who = ("--share", headquarters.address, "--name", SECOND_LINE, "--employee-no", "X900003")
        asking = headquarters.begin("hq", "join", *who)
        who = ("--share", deputy.address, "--name", DEPUTY, "--employee-no", "X900002")
        overseer, member = together(asking, deputy.begin("enrol", "request", *who))
        self.key = overseer["key"]
        # Headquarters first: one who only reads is no second member, so the founder alone still lets the deputy in.
        answers = [manager.ask("enrol", "approve", one["code"])["answer"] for one in (overseer, member)]
        together(headquarters.begin("hq", "finish", self.key, answers[0]), deputy.begin("enrol", "finish", answers[1]))

    def _work(self) -> None:
        turns = (
            OfficeTurn(self, self.manager),
            OfficeTurn(self, self.deputy),
            HeadquartersTurn(self, self.headquarters),
            TransfereeTurn(self, self.transferee),
        )
        threads = [threading.Thread(target=self._safely, args=(turn.work,)) for turn in turns]
        for thread in threads:
            thread.start()
        until = time.monotonic() + PATIENCE * len(self.cases)
        for thread in threads[:2]:
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive() and not self.failed:
                self.failed.append(AssertionError("somebody never gets through"))
        self.board.tell(over=True)
        for thread in threads:
            thread.join()
        if self.failed:
            raise self.failed[0]

    def _safely(self, turn: Callable[[], None]) -> None:
        try:
            turn()
        except BaseException as error:  # noqa: BLE001 - raised in the test's own thread
            self.failed.append(error)
            self.board.tell(over=True)
