"""A command killed at any moment leaves its act done or not begun, and nothing half-way."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from desktop_app.app import Surroundings
from desktop_app.domain.calendar import HalfYear
from desktop_app.home import Home
from desktop_app.usecases.verifying import verify_at
from tests.commands import PASSPHRASE, Pc, announcement, answers, soon, strokes

PEOPLE = (
    "0012345,佐藤　太郎,サトウ　タロウ",
    "0012346,\u9ad9橋　健一,タカハシ　ケンイチ",
    "A001234,\ufa11山　美咲,サキヤマ　ミサキ",
)
KILLS = 2


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Pc:
    """A home with one case at every point of its way, to be killed at."""
    folder = tmp_path_factory.mktemp("prepared")
    pc = Pc(folder)
    pc.found("--share", folder / "share")
    pc.ask("case", "import", announcement(folder, *PEOPLE))
    for number in (1, 2, 3):
        pc.ask("case", "brief", _number(number))
    for number in (2, 3):
        pc.ask("case", "answer", _number(number), "--from", answers(folder))
    pc.ask("case", "sign", _number(3), "--strokes", strokes(folder))
    announcement(folder, "0099001,鈴木　一郎,スズキ　イチロウ", "0012357,王　小明,ワン　シャオミン")
    return pc


def _number(number: int) -> str:
    return f"NSC01-{HalfYear.of(soon()).code}-A{number:03}"


ACTS: dict[str, Any] = {
    "import": lambda folder: ("case", "import", folder / "announcement.csv"),
    "answer": lambda folder: ("case", "answer", _number(1), "--from", folder / "answers.json"),
    "sign": lambda folder: ("case", "sign", _number(2), "--strokes", folder / "strokes.json"),
    "confirm": lambda _folder: ("case", "confirm", _number(3)),
    "backup": lambda folder: ("backup", "--out", folder / "b.zip"),
    "repair": lambda _folder: ("repair",),
}


@pytest.mark.parametrize("act", ACTS)
def test_kill_9_leaves_an_act_done_or_not_begun(prepared: Pc, tmp_path: Path, act: str) -> None:
    """Killed anywhere, the record is whole, and the act can be done (again)."""
    chance = random.Random(act)
    shutil.copytree(prepared.folder, tmp_path / "whole")
    took = _seconds(Pc(tmp_path / "whole"), ACTS[act](tmp_path / "whole"))
    for attempt in range(KILLS):
        folder = tmp_path / str(attempt)
        shutil.copytree(prepared.folder, folder)
        pc = Pc(folder)
        # The home is opened about half-way through; before that there is nothing to interrupt.
        _killed(pc, ACTS[act](folder), took * chance.uniform(0.4, 1.0))
        _holds(pc)
        again = pc.run(*ACTS[act](folder))
        assert again.code in {0, 1}, again  # 1: it had been done already


def test_kill_9_while_sending_loses_nothing(tmp_path: Path) -> None:
    """Torn files stay behind on the share, and whole ones beside them."""
    pc = Pc(tmp_path)
    share = tmp_path / "share"
    pc.found("--share", share)
    chance = random.Random(4)
    person = (
        "--name",
        "王　小明",
        "--destination-company",
        "あおば電力株式会社",
        "--effective-date",
        soon().isoformat(),
    )
    for attempt in range(KILLS):
        pc.ask("case", "open", "--employee-no", f"00{attempt}", *person)
        _killed(pc, ("sync",), chance.uniform(0.3, 0.8))
        _holds(pc)
    pc.ask("sync")
    assert pc.ask("sync")["published"] == 0
    assert pc.ask("verify", "--share", share)["ok"]


def test_kill_9_while_founding_leaves_no_half_a_home(tmp_path: Path) -> None:
    chance = random.Random(1)
    for attempt in range(KILLS):
        pc = Pc(tmp_path, f"home{attempt}")
        options = (
            "--company",
            "会社",
            "--workplace",
            "職場",
            "--org-code",
            "X1",
            "--manager",
            "名",
            "--employee-no",
            "1",
        )
        _killed(pc, ("init", *options), chance.uniform(0.2, 1.0))
        listed = pc.run("--json", "case", "list")
        if listed.code == 0:
            continue
        assert listed.data["error"] == "HomeMissing"
        assert pc.run("init", *options).code == 0


def test_kill_9_while_restoring_leaves_no_half_a_home(prepared: Pc, tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    prepared.ask("backup", "--out", backup)
    chance = random.Random(2)
    for attempt in range(KILLS):
        pc = Pc(tmp_path, f"home{attempt}")
        _killed(pc, ("restore", backup), chance.uniform(0.3, 1.0))
        if pc.run("case", "list").code:
            pc.ask("restore", backup)
        assert pc.ask("verify")["ok"]


def _holds(pc: Pc) -> None:
    outcome = verify_at(Home(pc.home), Surroundings(keyring=None), ask_passphrase=lambda: PASSPHRASE)
    assert outcome.ok, outcome.findings


def _killed(pc: Pc, arguments: tuple[object, ...], after: float) -> None:
    with pc.start(*arguments) as process:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()


def _seconds(pc: Pc, arguments: tuple[object, ...]) -> float:
    begun = perf_counter()
    outcome = pc.run(*arguments)
    assert outcome.code == 0, outcome
    return perf_counter() - begun
