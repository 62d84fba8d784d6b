"""How a half-year has to end: quiet, equal, whole, and without a name in clear."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop_app.app import Surroundings, open_app
from desktop_app.domain.calendar import HalfYear
from desktop_app.home import Home
from desktop_app.keys.identity import fingerprint, read_certificate
from tests.commands import PASSPHRASE, Outcome, Pc, soon
from tests.samba import PASSWORD

if TYPE_CHECKING:
    from tests.journeys.half_year import Desk, HalfYearPlayed

MOST_ROUNDS = 6
"""Rounds of syncs in which everybody has to be quiet, whatever had been cut before."""


class Ending:
    """Everybody syncs on a whole network until nothing is sent; then the ends are compared."""

    def __init__(self, story: HalfYearPlayed) -> None:
        self.story = story
        self.replica = Pc(story.headquarters.pc.home / "workplaces", story.key)
        for desk in story.desks.values():
            desk.line.mend()
        self.rounds = self._until_quiet()

    def check(self) -> None:
        """Raise AssertionError where anything is not as it has to be."""
        story = self.story
        manager, deputy, replica = (self._ledger(pc) for pc in (story.manager.pc, story.deputy.pc, self.replica))
        assert manager == deputy
        assert manager == replica
        assert sorted(row["employee_no"] for row in manager) == [case.number for case in story.cases]
        assert len({row["case_no"] for row in manager}) == len(story.cases)
        assert {row["state"] for row in manager} == {"確認済"}, manager
        self._receipts()
        for desk in (story.manager, story.deputy):
            assert desk.ask("share", "alarms")["alarms"] == [], "a false alarm"
            assert desk.ask("verify", "--share", desk.address)["ok"]
        assert self.replica.ask("verify")["ok"]
        self._audit()
        self._nothing_in_clear()

    def _until_quiet(self) -> int:
        story = self.story
        for number in range(MOST_ROUNDS):
            said = together(
                (story.manager, ("sync",)),
                (story.deputy, ("sync",)),
                (story.headquarters, ("hq", "sync", story.key)),
            )
            told = [said[0].data, said[1].data, said[2].data["workplaces"][0]]
            if all(not one.get(name) for one in told for name in ("published", "collected", "unsent", "pending")):
                return number
        raise AssertionError(f"never quiet: {told}")

    def _ledger(self, pc: Pc) -> list[dict[str, Any]]:
        out = self.story.folder / f"{pc.name}.json"
        pc.ask("ledger", "export", "--half", HalfYear.of(soon()), "--format", "json", "--out", out)
        rows: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))["rows"]
        return rows

    def _receipts(self) -> None:
        story = self.story
        assert set(story.tickets) == {case.number for case in story.cases if case.way == "ticket"}
        for ticket, code in story.tickets.values():
            told = story.transferee.ask("declare", ticket, SEKISHO_TICKET_CODE=code, SEKISHO_PIN="")
            assert told["received_at"], told
            assert told["received_by"] in {"長谷川　ヱイ子", "大野　克己"}, "whichever of the two looked first"
            assert told["refused"] == ""
        listed = story.manager.ask("ticket", "list")
        assert (listed["aside"], listed["withheld"]) == ([], []), listed

    def _audit(self) -> None:
        """Verify the share as an auditor, by the fingerprint that the manager's home tells."""
        auditor = Pc(self.story.folder / "auditor")
        auditor.folder.mkdir()
        address = str(self.story.samba.place(self.story.share, user="auditor"))
        home = Home(self.story.manager.pc.home)
        app = open_app(home, Surroundings(keyring=None), ask_passphrase=lambda: PASSPHRASE)
        try:
            root = ("--root", fingerprint(read_certificate(app.workplace.root_certificate.encode())))
        finally:
            app.close()
        told = auditor.ask("verify", "--share", address, *root, SEKISHO_SHARE_PASSWORD=PASSWORD)
        assert told["ok"], told

    def _nothing_in_clear(self) -> None:
        story = self.story
        planted = {case.number for case in story.cases} | {case.name for case in story.cases}
        planted |= {"あおば電力", "長谷川", "大野", "岡部", "台帳では4件です"}
        hidden = [word.encode(name) for word in planted for name in ("utf-8", "utf-16-le", "utf-16-be")]
        files = [path for path in story.disk.rglob("*") if path.is_file()]
        assert len(files) > 2 * len(story.cases)
        for path in files:
            data = path.read_bytes() + str(path.relative_to(story.disk)).encode()
            assert not any(word in data for word in hidden), path
        assert any("中央ネットワーク".encode() in path.read_bytes() for path in files), "the scan finds what is there"


def together(*wanted: tuple[Desk, tuple[str, ...]]) -> list[Outcome]:
    """Run one command on each of some PCs at the same time; each has to go well."""
    processes = [desk.pc.start("--json", *command, SEKISHO_SHARE_PASSWORD=PASSWORD) for desk, command in wanted]
    said = []
    for process in processes:
        with process:
            out, err = process.communicate()
        said.append(Outcome(process.returncode, out.decode(), err.decode()))
        assert said[-1].code == 0, said[-1]
    return said
