"""How a half-year has to end: quiet, equal, whole, and without a name in clear."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.app import Surroundings, open_app
from desktop_app.domain.calendar import HalfYear
from desktop_app.home import Home
from desktop_app.keys.identity import fingerprint, read_certificate
from tests.commands import PASSPHRASE, soon
from tests.half_year.desk import SHARE, Desk, together
from tests.half_year.turns import DEPUTY, MANAGER, ORDERED, RETURNED, SECOND_LINE, open_orders
from tests.samba import PASSWORD
from tests.warm_commands import Command, WarmPc

if TYPE_CHECKING:
    from tests.half_year.story import HalfYearPlayed

MOST_ROUNDS = 6
"""Rounds of syncs in which everybody has to be quiet, whatever had been cut before."""


class Ending:
    """Everybody syncs on a whole network until nothing is sent; then the ends are compared."""

    def __init__(self, story: HalfYearPlayed) -> None:
        self.story = story
        for desk in story.desks.values():
            desk.line.mend()

    def check(self) -> None:
        """Raise AssertionError where anything is not as it has to be."""
        self._until_quiet()
        self._ledgers()
        self._receipts()
        self._orders()
        self._whole()
        nothing_in_clear(self.story.disk, self._planted(), at_least=2 * len(self.story.cases))

    def _until_quiet(self) -> None:
        story = self.story
        for _round in range(MOST_ROUNDS):
            office = [desk.begin("sync") for desk in (story.manager, story.deputy)]
            *told, theirs = together(*office, story.headquarters.begin("hq", "sync", story.key))
            told += theirs["workplaces"]
            if all(not one.get(name) for one in told for name in ("published", "collected", "unsent", "pending")):
                return
        raise AssertionError(f"never quiet: {told}")

    def _ledgers(self) -> None:
        story = self.story
        manager, deputy, headquarters = ledgers(story.manager.pc, story.deputy.pc, story.replica)
        assert manager == deputy
        assert manager == headquarters
        assert sorted(row["employee_no"] for row in manager) == [case.number for case in story.cases]
        assert len({row["case_no"] for row in manager}) == len(story.cases)
        assert {row["state"] for row in manager} == {"確認済"}, manager

    def _receipts(self) -> None:
        story = self.story
        assert set(story.tickets) == {case.number for case in story.cases if case.way == "ticket"}
        for ticket, code in story.tickets.values():
            told = story.transferee.ask("declare", ticket, SEKISHO_TICKET_CODE=code, SEKISHO_PIN="")
            assert told["received_at"], told
            assert told["received_by"] in {MANAGER, DEPUTY}, "whichever of the office looked first"
            assert told["refused"] == ""
        for desk in (story.manager, story.deputy):
            listed = desk.ask("ticket", "list")
            assert (listed["aside"], listed["withheld"]) == ([], []), listed

    def _orders(self) -> None:
        story = self.story
        assert story.ordered == {case.number for case in story.cases if case.ordered}
        assert open_orders(story.replica) == {}

    def _whole(self) -> None:
        story = self.story
        office = (story.manager, story.deputy)
        homes = [*(desk.pc for desk in office), story.replica]
        for told in together(*(pc.begin("--json", "share", "alarms") for pc in homes)):
            assert told["alarms"] == [], "a false alarm"
        audit = self._audit()
        checks = [with_share(desk.pc, desk) for desk in office]
        for told in together(audit, *checks, with_share(story.replica, story.headquarters)):
            assert told["ok"], told

    def _audit(self) -> Command:
        """Verify the share as an auditor, by the fingerprint that the manager's home tells."""
        auditor = WarmPc(self.story.folder / "auditor")
        auditor.folder.mkdir()
        address = str(self.story.samba.place(self.story.share, user="auditor", share=SHARE))
        arguments = ("verify", "--share", address, "--root", root_of(self.story.manager.pc))
        return auditor.begin("--json", *arguments, SEKISHO_SHARE_PASSWORD=PASSWORD)

    def _planted(self) -> set[str]:
        cases = self.story.cases
        people = {case.number for case in cases} | {case.name for case in cases} | {MANAGER, DEPUTY, SECOND_LINE}
        return people | {"あおば電力", RETURNED, ORDERED, "記入しました"}


def ledgers(*pcs: WarmPc) -> list[list[dict[str, Any]]]:
    """The half-year's ledger as each PC writes it."""
    half = str(HalfYear.of(soon()))
    outs = [pc.folder / f"{pc.name}.json" for pc in pcs]
    arguments = ("--json", "ledger", "export", "--half", half, "--format", "json", "--out")
    together(*(pc.begin(*arguments, out) for pc, out in zip(pcs, outs, strict=True)))
    return [json.loads(out.read_text("utf-8"))["rows"] for out in outs]


def root_of(pc: WarmPc) -> str:
    """The fingerprint of the organisation's root, as a member's PC holds it."""
    app = open_app(Home(pc.home), Surroundings(keyring=None), ask_passphrase=lambda: PASSPHRASE)
    try:
        return fingerprint(read_certificate(app.workplace.root_certificate.encode()))
    finally:
        app.close()


def nothing_in_clear(disk: Path, planted: Collection[str], *, at_least: int) -> None:
    """Raise AssertionError where one of *planted* stands in a file of the share or in its name."""
    hidden = [word.encode(name) for word in planted for name in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in disk.rglob("*") if path.is_file()]
    assert len(files) > at_least
    for path in files:
        data = path.read_bytes() + str(path.relative_to(disk)).encode()
        assert not any(word in data for word in hidden), path
    assert any("中央ネットワーク".encode() in path.read_bytes() for path in files), "the scan finds what is there"


def with_share(pc: WarmPc, desk: Desk) -> Command:
    """Begin to verify a home and the share, by a desk's way to it."""
    return pc.begin("--json", "verify", "--share", desk.address, SEKISHO_SHARE_PASSWORD=PASSWORD)
