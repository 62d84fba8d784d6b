"""The announcement of twelve people through real windows to the printed ledger, and the same through sekishoctl.

Both ledgers must be equal. The window is a real one on Xvfb; the commands are processes of their own.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from desktop_app.app import App, Surroundings, open_app
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.clock import office_date, utc_now
from desktop_app.domain.programme import AnsweredThrough, Phase
from desktop_app.home import Home
from desktop_app.resources import resource_path
from desktop_app.usecases.ledger import export_ledger
from desktop_app.usecases.verifying import verify_home
from tests.commands import Pc, strokes
from tests.homes import hokkaido
from ui.demo import fates as told
from ui.demo.fates import FATES, Fate, planned

SAMPLE = "samples/announcement-20261001.csv"


def today() -> date:
    return office_date(utc_now())


def announcement(folder: Path) -> Path:
    """The shipped sample with its dates moved ahead of today, each written as differently as before."""
    day = today() + timedelta(days=3)
    era = f"令和{day.year - 2018}年{day.month}月{day.day}日"
    forms = (era, f"R{day.year - 2018}.{day.month}.{day.day}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", day.isoformat())
    rows = list(csv.reader(io.StringIO(resource_path(SAMPLE).read_bytes().decode("cp932"))))
    at, noticed = rows[0].index("発令日"), rows[0].index("内示日")
    for place, row in enumerate(rows[1:]):
        row[at], row[noticed] = forms[place % len(forms)], f"{today() - timedelta(days=2):%Y/%m/%d}"
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path = folder / "announcement.csv"
    path.write_bytes(text.getvalue().encode("cp932"))
    return path


def half() -> HalfYear:
    return HalfYear.of(today() + timedelta(days=3))


def play_windows(folder: Path, file: Path, pdf: Path) -> str:
    """Play at a real window on a virtual screen; returns the Qt platform it ran on."""
    screen = ("xvfb-run", "--auto-servernum", "--server-args=-screen 0 1400x900x24")
    player = (sys.executable, "-W", "error", "-m", "tests.journeys.windows_player", folder, file, pdf)
    done = subprocess.run(
        [*screen, *player],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr == ""
    return done.stdout.strip()


def answers_of(folder: Path, fate: Fate) -> Path:
    given: dict[str, object] = {}
    for item in hokkaido().programme.items:
        if item.phase is not Phase.BEFORE_EFFECTIVE or item.answered_through is not AnsweredThrough.ANSWER:
            continue
        plan = planned(item, fate)
        answer: dict[str, object] = {"answer": {1: "DONE", 2: "NOT_APPLICABLE", 3: "NOT_DONE"}[plan.key]}
        if plan.key == 1 and item.needs_count:
            answer["count"] = told.COUNT
        if plan.reason:
            answer["note"] = plan.reason
        if plan.key == 3:
            answer["due_on"] = (today() + timedelta(days=7)).isoformat()
        given[item.id] = answer
    path = folder / f"answers-{fate.value.replace(' ', '-')}.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


def play_commands(pc: Pc, file: Path, pdf: Path) -> None:
    """The same through sekishoctl."""
    name, kana, number, contact = told.MANAGER
    pc.ask(
        "init",
        *("--company", told.COMPANY, "--workplace", told.WORKPLACE, "--org-code", told.ORG_CODE),
        *("--manager", name, "--kana", kana, "--employee-no", number, "--contact", contact),
    )
    pc.ask("case", "import", file)
    written = strokes(pc.folder)
    for case in pc.ask("case", "list")["cases"]:
        play_command_case(pc, case["case_no"], FATES.get(case["employee_no"], Fate.PLAIN), written)
    pc.ask("ledger", "print", "--half", half(), "--out", pdf)


def play_command_case(pc: Pc, case_no: str, fate: Fate, written: Path) -> None:
    if fate is Fate.CANCELLED:
        pc.ask("case", "cancel", case_no, "--reason", told.CANCEL_REASON)
        return
    pc.ask("case", "brief", case_no)
    pc.ask("case", "answer", case_no, "--from", answers_of(pc.folder, fate))
    if fate is Fate.REFUSED:
        pc.ask("case", "refuse", case_no)
        return
    pc.ask("case", "sign", case_no, "--strokes", written)
    if fate is Fate.RETURNED:
        pc.ask("case", "return", case_no, "--item", told.RETURNED_ITEM, "--reason", told.RETURN_REASON)
        pc.ask("case", "answer", case_no, "--from", answers_of(pc.folder, fate))
        pc.ask("case", "sign", case_no, "--strokes", written)
    pc.ask("case", "confirm", case_no)


HASH = re.compile("[0-9a-f]{64}")


def ledger_of(app: App, folder: Path) -> list[dict[str, object]]:
    out = folder / "ledger.json"
    export_ledger(app, half(), "json", out)
    return json.loads(out.read_text(encoding="utf-8"))["rows"]


def words(pdf: Path) -> str:
    """What the printed ledger says, without when it was printed, its check code and where the home's chain ends."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    told = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in told if "照合コード" not in line and "記録の末尾" not in line)


def test_twelve_people_through_windows_and_through_commands_make_equal_ledgers(tmp_path):
    windows, commands = tmp_path / "windows", Pc(tmp_path / "commands")
    windows.mkdir()
    commands.folder.mkdir()
    file = announcement(tmp_path)
    assert play_windows(windows, file, windows / "ledger.pdf") == "xcb"
    play_commands(commands, file, commands.folder / "ledger.pdf")

    app = open_app(Home(windows / "home"), Surroundings(keyring=None), ask_passphrase=lambda: told.PASSPHRASE)
    try:
        ours = ledger_of(app, windows)
        assert not verify_home(app).findings
    finally:
        app.close()
    commands.ask("ledger", "export", "--half", half(), "--format", "json", "--out", commands.folder / "ledger.json")
    theirs = json.loads((commands.folder / "ledger.json").read_text(encoding="utf-8"))["rows"]
    assert len(ours) == 12
    # Two homes sign two files: their hashes differ, and each stands exactly where a paper was signed.
    for mine, other in zip(ours, theirs, strict=True):
        hashes = (mine.pop("paper_sha256"), other.pop("paper_sha256"))
        assert [bool(HASH.fullmatch(str(one))) for one in hashes] == [bool(mine["reported_on"])] * 2
    assert ours == theirs
    assert words(windows / "ledger.pdf") == words(commands.folder / "ledger.pdf")
    assert commands.run("verify").code == 0
