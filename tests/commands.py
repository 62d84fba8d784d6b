"""sekishoctl as people and scripts run it: a process of its own, with an own user folder and no keyring."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop_app.domain.programme import AnsweredThrough, Phase
from tests.homes import hokkaido

PROGRAM = Path(sys.executable).with_name("sekishoctl")
PIN = "himitsu-no-aikotoba"
PASSPHRASE = "kidou-no-aikotoba-desu"
HEADINGS = "社員番号,氏名,フリガナ,所属コード,所属名称,発令日,内示日,異動先会社,異動先部署,異動種別,特定関係事業者"


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True)
class Pc:
    """A PC: its user folder, and the home on it."""

    folder: Path
    name: str = "home"
    language: str = "ja"

    @property
    def home(self) -> Path:
        return self.folder / self.name

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "SEKISHO_LANG": self.language,
            "SEKISHO_PASSPHRASE": PASSPHRASE,
            "SEKISHO_PIN": PIN,
        }

    def start(self, *arguments: object, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command without waiting for it."""
        return subprocess.Popen(
            [PROGRAM, "--home", self.home, *map(str, arguments)],
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: object, **environment: str) -> Outcome:
        """Run a command to its end."""
        with self.start(*arguments, **environment) as process:
            out, err = process.communicate()
        return Outcome(process.returncode, out.decode(), err.decode())

    def ask(self, *arguments: object, code: int = 0, **environment: str) -> dict[str, Any]:
        """Run a command with --json, expect its exit code, and return what it says."""
        outcome = self.run("--json", *arguments, **environment)
        assert outcome.code == code, (arguments, outcome)
        assert outcome.err == "", outcome.err
        return outcome.data

    def found(self, *more: object) -> dict[str, Any]:
        """Register the workplace."""
        return self.ask(
            "init",
            *("--company", "北辰送配電株式会社"),
            *("--workplace", "中央ネットワークサービスセンター"),
            *("--org-code", "NSC01"),
            *("--manager", "長谷川　ヱイ子"),
            *("--kana", "ハセガワ　エイコ"),
            *("--employee-no", "0012359"),
            *more,
        )


def soon() -> date:
    """An effective date that lies ahead, whenever the tests run."""
    return date.today() + timedelta(days=20)  # noqa: DTZ011 - the commands use the machine's day


def announcement(folder: Path, *people: str, encoding: str = "cp932", effective: date | None = None) -> Path:
    """Write an announcement; each of *people* is ``number,name,kana``."""
    day = effective or soon()
    rest = f"NSC01,運用課,R{day.year - 2018}.{day.month}.{day.day},,あおば電力株式会社,電力小売部,出向,○"
    path = folder / "announcement.csv"
    path.write_bytes("\r\n".join((HEADINGS, *(f"{one},{rest}" for one in people), "")).encode(encoding))
    return path


def answers(folder: Path, **changed: dict[str, Any]) -> Path:
    """Write answers.json: everything done, but for what *changed* says (D_01 for D-01)."""
    given: dict[str, Any] = {}
    for item in hokkaido().programme.items:
        if item.phase is Phase.BEFORE_EFFECTIVE and item.answered_through is AnsweredThrough.ANSWER:
            given[item.id] = {"answer": "DONE"} | ({"count": 2} if item.needs_count else {})
    given |= {name.replace("_", "-"): answer for name, answer in changed.items()}
    path = folder / "answers.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


def strokes(folder: Path) -> Path:
    """Write strokes.json."""
    drawn = [[[2, 4, 0.3, 0], [4, 8, 0.7, 40]], [[6, 6, 0.4, 200], [14, 5, 0.6, 240]]]
    path = folder / "strokes.json"
    path.write_text(json.dumps({"unit": "mm", "strokes": drawn}), encoding="utf-8")
    return path
