"""Two PCs that share nothing but a folder, or nothing at all: the manager's home, and a transferee without any."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Pc, announcement, answers, strokes

PLANTED = ("髙橋", "0031501", "あおば電力", "長谷川", "中央ネットワーク")


@dataclass
class Two:
    """Both PCs and the case between them."""

    manager: Pc
    transferee: Pc
    folder: Path
    case_no: str
    ticket: Path
    code: str

    def declare(self, *more: object) -> dict[str, Any]:
        return self.transferee.ask("declare", self.ticket, *more, SEKISHO_TICKET_CODE=self.code, SEKISHO_PIN="")


@pytest.fixture(scope="module")
def two(tmp_path_factory) -> Two:
    folder = tmp_path_factory.mktemp("two")
    pcs = [Pc(folder / name, name) for name in ("manager", "transferee")]
    for pc in pcs:
        pc.folder.mkdir()
    manager, transferee = pcs
    manager.found("--share", folder / "share")
    manager.ask("case", "import", announcement(folder, "0031501,髙橋　健一,タカハシ　ケンイチ"))
    case_no = manager.ask("case", "list")["cases"][0]["case_no"]
    manager.ask("case", "brief", case_no)
    ticket = folder / "ticket.sekisho-ticket"
    issued = manager.ask("ticket", "issue", case_no, "--out", ticket)
    return Two(manager, transferee, folder, case_no, ticket, issued["code"])


def test_1_the_code_is_what_the_age_program_asks_for(two: Two):
    out = two.folder / "plain"
    # age asks at the terminal it belongs to, so a process of its own gets one.
    asker = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
    command = [sys.executable, "-c", asker, "age", "--decrypt", "--output", out, two.ticket]
    asked = subprocess.run(command, input=f"{two.code}\n".encode(), capture_output=True, timeout=60, check=False)
    assert asked.returncode == 0, asked.stdout
    assert b"case-registered/1" in out.read_bytes()
    out.unlink()


def test_2_the_transferee_hands_in_once_the_share_is_there_and_sees_the_receipt(two: Two):
    away = (two.folder / "share").rename(two.folder / "away")
    said = two.declare("--from", answers(two.folder), "--strokes", strokes(two.folder))
    assert (said["state"], said["sent_at"], said["code"], bool(said["trouble"])) == (
        "REPORTED",
        None,
        "ShareMissing",
        True,
    )
    away.rename(two.folder / "share")
    said = two.declare()
    assert (said["code"], bool(said["sent_at"]), said["received_at"]) == ("", True, None)
    two.manager.ask("sync")
    received = two.declare()
    assert (received["number"], received["received_by"]) == (said["number"], "長谷川　ヱイ子")


def test_3_a_return_and_the_mended_report_travel_as_files(two: Two):
    back, out = two.folder / "x.sekisho-reply", two.folder / "x.sekisho-declaration"
    two.manager.ask("case", "return", two.case_no, "--item", "D-01", "--reason", "台帳では4件です")
    two.manager.ask("ticket", "reply", two.case_no, "--out", back)
    mended = two.folder / "mended.json"
    mended.write_text('{"D-01": {"answer": "DONE", "count": 4}}', encoding="utf-8")
    said = two.declare("--reply", back, "--from", mended, "--strokes", strokes(two.folder), "--out", out)
    taken = two.manager.ask("ticket", "take", out)
    assert (taken["number"], taken["case"]["state"]) == (said["number"], "REPORTED")


def test_4_it_is_confirmed_and_everything_verifies(two: Two):
    assert two.manager.ask("case", "confirm", two.case_no)["case"]["state"] == "CONFIRMED"
    two.manager.ask("verify", "--share", two.folder / "share")
    paper = two.folder / "paper.pdf"
    two.manager.ask("case", "paper", two.case_no, "--out", paper)
    two.manager.ask("verify", paper)


def test_5_nothing_of_anybody_stands_in_clear_on_the_share_or_on_the_transferees_pc(two: Two):
    lying = [path for folder in ("share", "transferee") for path in (two.folder / folder).rglob("*") if path.is_file()]
    assert len(lying) > 10
    for path in lying:
        data = path.read_bytes()
        for word in PLANTED if "STORE.json" not in path.name else PLANTED[:3]:
            assert word.encode() not in data, path
    assert not (two.transferee.home).exists()
