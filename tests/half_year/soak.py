"""Eight PCs on one share that act at random, are killed and cut off, for as long as one likes; then quiet.

``python -m tests.half_year.soak [--seconds N] [--seed N]``. Two people may work on the same case at the same time, so
acts are refused and conflicts arise; what counts is that after at most a minute of quiet all eight tell the same.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tests.commands import announcement, answers, strokes
from tests.half_year.desk import SHARE, Desk, prepared, together
from tests.half_year.ending import ledgers, nothing_in_clear, root_of, with_share
from tests.half_year.turns import rows_of
from tests.samba import PASSWORD, Samba, samba_running
from tests.warm_commands import WarmPc

PCS = 8
QUIET_WITHIN = 60.0
"""Seconds after the last cut in which all have to tell the same."""

MOST_CASES = 6
"""Cases that each PC registers at most: an office of eight managers has no more in a half-year."""


class Member:
    """One PC of the office and who works there."""

    def __init__(self, desk: Desk, number: int) -> None:
        self.desk, self.number = desk, number
        self.registered = 0
        self.recorded: list[str] = []
        """The employee numbers of which this PC said that they are recorded: none of them may be lost."""

    def go_on(self, until: float) -> None:
        """Act until the time is over."""
        rows: list[dict[str, Any]] = []
        while time.monotonic() < until:
            kind = self.desk.chance.random()
            if kind < 0.4 or not rows:
                self.desk.sync()
                rows = list(rows_of(self.desk).values())
            if self.registered < MOST_CASES and (kind < 0.5 or not rows):
                self._register()
            elif rows:
                self._act(self.desk.chance.choice(rows))

    def _register(self) -> None:
        self.registered += 1
        number = f"S{self.number}{self.registered:05d}"
        person = f"{number},異動　太郎{self.registered},ナマエ"
        outcome = self.desk.try_to("case", "import", announcement(self.desk.pc.folder, person, encoding="utf-8"))
        if outcome is not None and outcome.code == 0:
            self.recorded.append(number)

    def _act(self, row: dict[str, Any]) -> None:
        """Do what fits the case as this PC sees it, or, now and then, what does not."""
        folder, no, chance = self.desk.pc.folder, row["case_no"], self.desk.chance
        acts: dict[str, list[tuple[object, ...]]] = {
            "DRAFT": [("brief", no)],
            "IN_PROGRESS": [
                ("answer", no, "--from", answers(folder, D_01={"answer": "DONE", "count": chance.randrange(9)})),
                ("sign", no, "--strokes", strokes(folder)),
            ],
            "REPORTED": [("return", no, "--item", "D-01", "--reason", "件数が違います"), ("confirm", no)],
            "CONFIRMED": [("correct", no, "--reason", "所属の訂正", "--department", f"運用課{chance.randrange(9)}")],
        }
        acts["RETURNED"] = acts["IN_PROGRESS"]
        some = acts.get(row["state"], []) if chance.random() < 0.9 else [one for each in acts.values() for one in each]
        some += [("cancel", no, "--reason", "取り消し")] if chance.random() < 0.05 else []
        if some:
            self.desk.try_to("case", *chance.choice(some))


class Soak:
    """An office of eight PCs."""

    def __init__(self, samba: Samba, folder: Path, seed: object) -> None:
        self.samba, self.folder, self.share = samba, folder, f"soak-{folder.name}"
        self.disk = prepared(samba, self.share)
        accounts = ["founder", *["deputy"] * (PCS - 1)]
        self.members = [
            Member(Desk(f"pc{number}", account, folder, samba, self.share, seed), number)
            for number, account in enumerate(accounts)
        ]
        self.desks = [member.desk for member in self.members]
        self.failed: list[BaseException] = []

    def play(self, seconds: float) -> None:
        """Found, act for so long, and be equal soon after."""
        try:
            self._found()
            self._act(seconds)
            told = self._settle()
            self._check()
            print(told, flush=True)  # noqa: T201
        finally:
            for desk in self.desks:
                desk.close()

    def _found(self) -> None:
        """The founder lets all others in; from the third on, the deputy vouches on the founder's PC."""
        first, *others = self.desks
        place = (
            "--company",
            "北辰送配電株式会社",
            "--workplace",
            "中央ネットワークサービスセンター",
            "--org-code",
            "NSC01",
        )
        first.ask("init", *place, "--manager", "長谷川　ヱイ子", "--employee-no", "M0", "--share", first.address)
        prepared(self.samba, self.share)
        first.ask("person", "add", "--name", "岡部　誠", "--employee-no", "M9", "--role", "deputy")
        asked = together(
            *(
                desk.begin("enrol", "request", "--share", desk.address, "--name", f"担当{n}", "--employee-no", f"M{n}")
                for n, desk in enumerate(others, start=1)
            )
        )
        approve = ("enrol", "approve", "--second", "M9")
        said = [
            first.ask(*approve, one["code"], SEKISHO_SECOND_PIN=first.pc.environment["SEKISHO_PIN"]) for one in asked
        ]
        together(*(desk.begin("enrol", "finish", one["answer"]) for desk, one in zip(others, said, strict=True)))

    def _act(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=self._safely, args=(member, until)) for member in self.members]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.failed:
            raise self.failed[0]

    def _safely(self, member: Member, until: float) -> None:
        try:
            member.go_on(until)
        except BaseException as error:  # noqa: BLE001 - raised in the main thread
            self.failed.append(error)

    def _settle(self) -> str:
        begun = time.monotonic()
        rounds = 0
        while True:
            told = together(*(desk.begin("sync") for desk in self.desks))
            rounds += 1
            took = time.monotonic() - begun
            busy = [one for one in told if any(one[name] for name in ("published", "collected", "unsent", "pending"))]
            assert took < QUIET_WITHIN, f"not quiet after {took:.0f} s: {busy}"
            if not busy:
                break
        first, *others = ledgers(*(desk.pc for desk in self.desks))
        assert all(other == first for other in others), "the ledgers differ"
        self._nothing_lost(first)
        return f"quiet and equal after {took:.0f} s ({rounds} rounds); {len(first)} cases"

    def _nothing_lost(self, rows: list[dict[str, Any]]) -> None:
        """What a PC said it had recorded stands in the ledger, once; and it was no fair weather."""
        numbers = [row["employee_no"] for row in rows]
        assert {number for member in self.members for number in member.recorded} <= set(numbers), "a case is lost"
        assert len(set(numbers)) == len({row["case_no"] for row in rows}) == len(rows), "a case stands there twice"
        seen = sum((desk.seen for desk in self.desks), Counter())
        assert all(seen[kind] for kind in ("done", "killed", "cut", "away")), f"nothing happened: {dict(seen)}"

    def _check(self) -> None:
        auditor = WarmPc(self.folder / "auditor")
        auditor.folder.mkdir()
        address = str(self.samba.place(self.share, user="auditor", share=SHARE))
        known = ("--root", root_of(self.desks[0].pc))
        audit = auditor.begin("--json", "verify", "--share", address, *known, SEKISHO_SHARE_PASSWORD=PASSWORD)
        for told in together(audit, *(with_share(desk.pc, desk) for desk in self.desks)):
            assert told["ok"], told
        for told in together(*(desk.begin("share", "alarms") for desk in self.desks)):
            assert told["alarms"] == [], told
        nothing_in_clear(self.disk, {"異動　太郎", "長谷川", "岡部", "担当", "件数が違います"}, at_least=PCS)


def main() -> int:
    """Soak once, and print how it ended. Exit code 1 when it failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.half_year.soak")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 31))
    options = parser.parse_args()
    with samba_running() as samba, tempfile.TemporaryDirectory(prefix="soak-") as folder:
        soak = Soak(samba, Path(folder), options.seed)
        try:
            soak.play(options.seconds)
        except Exception:  # noqa: BLE001 - told
            print(f"seed {options.seed}: {traceback.format_exc(limit=-4)[:4000]}")  # noqa: T201
            failed = True
        else:
            failed = False
        for desk in soak.desks:
            print(desk.name, dict(desk.seen))  # noqa: T201
        print(f"seed {options.seed}, {options.seconds:.0f} s: {'FAILED' if failed else 'well'}")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
