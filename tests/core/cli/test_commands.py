"""What a command answers: exit codes, one JSON object, a sentence for every mistake, and nothing changed by one."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import random
import re
import shutil
import subprocess
import termios
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app import text
from desktop_app.app import Surroundings, open_app
from desktop_app.cli import CRASHED, main
from desktop_app.cli.crash import LOG, places
from desktop_app.cli.parser import build_parser
from desktop_app.domain.calendar import fiscal_year
from desktop_app.home import Home
from desktop_app.usecases.answering import hand_over_seat
from desktop_app.usecases.first_start import FirstStart, PersonInput, found_home
from desktop_app.usecases.year_secrets import kit_of
from tests.commands import PASSPHRASE, PIN, PROGRAM, Pc, announcement, answers, soon, strokes
from tests.core.papers.paper_tools import extracted, pages_of
from tests.fakes import CHEAP_KDF
from tests.homes import hokkaido

PEOPLE = ("0012345,佐藤　太郎,サトウ　タロウ", "0012346,\u9ad9橋　健一,タカハシ　ケンイチ")
INIT = (
    *("init", "--company", "北辰送配電株式会社", "--workplace", "西部配電事業所", "--org-code", "NSC01"),
    *("--manager", "岡部　誠司", "--employee-no", "0011002"),
)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user without a keyring, at no terminal."""
    for name, value in Pc(tmp_path, language="en").environment.items():
        if name != "PATH":
            monkeypatch.setenv(name, value)
    monkeypatch.delenv("SEKISHO_NEW_PIN", raising=False)


class Told:
    """One command run in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._capsys = capsys
        self.home = home

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        try:
            code = main(["--home", str(self.home), *map(str, arguments)])
        except SystemExit as end:  # argparse's own way out
            code = int(str(end.code))
        out, err = self._capsys.readouterr()
        return code, out, err

    def ask(self, *arguments: object) -> tuple[int, dict[str, Any]]:
        code, out, err = self("--json", *arguments)
        assert err == ""
        return code, json.loads(out)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two cases, the second one reported; made once and copied."""
    folder = tmp_path_factory.mktemp("founded")
    programme = hokkaido()
    manager = PersonInput("長谷川　ヱイ子", "ハセガワ　エイコ", "0012359")
    start = FirstStart("北辰送配電株式会社", "運用課", "NSC01", manager, programme.programme, programme.sha256)
    # As sekishoctl founds it, but with keys that open without Argon2id's price.
    surroundings = Surroundings(keyring=None, pin_cost=CHEAP_KDF)
    found_home(Home(folder / "home"), start, surroundings, pin=PIN, passphrase=PASSPHRASE).close()
    pc = Pc(folder)
    pc.ask("case", "import", announcement(folder, *PEOPLE))
    second = pc.ask("case", "list")["cases"][1]["case_no"]
    pc.ask("case", "brief", second)
    pc.ask("case", "answer", second, "--from", answers(folder))
    pc.ask("case", "sign", second, "--strokes", strokes(folder))
    return folder


@pytest.fixture
def ctl(founded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    shutil.copytree(founded / "home", tmp_path / "home")
    return Told(capsys, tmp_path / "home")


@pytest.fixture
def numbers(ctl: Told) -> list[str]:
    return [one["case_no"] for one in ctl.ask("case", "list")[1]["cases"]]


def state(ctl: Told) -> Any:
    """Everything a mistake must not change."""
    return ctl.ask("case", "list", "--all")[1], sorted(p.name for p in (ctl.home / "files").rglob("*.bin"))


def test_help_and_usage_are_told_without_opening_anything(ctl: Told) -> None:
    code, out, _err = ctl("--help")
    assert code == 0
    assert "init" in out
    for wrong in ((), ("frob",), ("case",), ("case", "confirm"), ("ledger", "export", "--half"), ("verify", "--x")):
        code, out, err = ctl(*wrong)
        assert (code, out) == (2, "")
        assert err.startswith("Usage: ")
    code, said = ctl.ask("case", "confirm")
    assert (code, said["error"]) == (2, "BadUsage")
    assert "CASE" in said["message"]


def test_help_speaks_japanese_through_and_through(monkeypatch: pytest.MonkeyPatch, ctl: Told) -> None:
    monkeypatch.setenv("SEKISHO_LANG", "ja")
    _code, out, _err = ctl("--help")
    assert "使い方：sekishoctl" in out
    code, _out, err = ctl("case", "post-check", "X", "--remaining", "y")
    assert code == 2
    assert "整数ではありません" in err


def test_every_command_of_the_tree_has_a_function(ctl: Told) -> None:
    from importlib import import_module

    def leaves(parser: Any) -> list[str]:
        found = [parser.get_default("run")] if parser.get_default("run") else []
        for action in parser._actions:
            if hasattr(action, "choices") and isinstance(action.choices, dict):
                for child in action.choices.values():
                    found += leaves(child)
        return found

    runs = leaves(build_parser())
    assert len(runs) >= 35
    for run in runs:
        module, _, function = run.partition(":")
        assert callable(getattr(import_module(f"desktop_app.cli.{module}"), function)), run


REFUSED: list[tuple[str, Callable[[list[str], Path], tuple[object, ...]], str]] = [
    ("unknown case", lambda _n, _f: ("case", "show", "NSC01-99A-A001"), "UnknownCase 2"),
    ("sign unbriefed", lambda n, f: ("case", "sign", n[0], "--strokes", strokes(f)), "BriefingMissing 1"),
    ("confirm unreported", lambda n, _f: ("case", "confirm", n[0]), "WrongState 1"),
    ("return without marks", lambda n, _f: ("case", "return", n[1]), "NothingToReturn 1"),
    ("return without reason", lambda n, _f: ("case", "return", n[1], "--item", "A-01"), "ReasonMissing 1"),
    ("check unknown item", lambda n, _f: ("case", "check", n[1], "--item", "Z-99"), "UnknownItem 2"),
    ("unchecked items", lambda n, _f: ("case", "confirm", n[1], "--only-checked"), "ItemsNotChecked 1"),
    ("second gate too early", lambda n, _f: ("case", "post-check", n[1]), "TooEarly 1"),
    ("manager closes", lambda n, _f: ("case", "close-exception", n[1], "--reason", "x"), "NotEntitled 1"),
    ("answer a reported case", lambda n, f: ("case", "answer", n[1], "--from", answers(f)), "WrongState 1"),
    (
        "no half-year",
        lambda _n, f: ("ledger", "export", "--half", "2026", "--format", "csv", "--out", f / "x"),
        "BadHalfYear 2",
    ),
    (
        "no folder",
        lambda _n, f: ("ledger", "print", "--half", "2026H2", "--out", f / "no/x.pdf"),
        "FolderNotWritable 2",
    ),
    ("no year", lambda _n, f: ("ledger", "print", "--year", "26", "--out", f / "x.pdf"), "BadHalfYear 2"),
    (
        "unknown workplace",
        lambda _n, f: ("ledger", "print", "--all", "--workplace", "NSC0l", "--out", f / "x.pdf"),
        "UnknownWorkplace 2",
    ),
    ("no state", lambda _n, _f: ("case", "list", "--state", "GONE"), "BadState 2"),
    ("unknown person", lambda _n, _f: ("--as", "999", "case", "list"), "UnknownPerson 2"),
    ("no share", lambda _n, _f: ("sync",), "NoShare 1"),
    ("twice the same home", lambda _n, _f: INIT, "HomeExists 1"),
    ("new PIN missing", lambda _n, _f: ("pin", "change"), "SecretMissing 2"),
    ("no backup", lambda _n, f: ("restore", f / "none.zip"), "TargetNotEmpty 1"),
    ("doubtful date", lambda n, _f: ("case", "brief", n[0], "--on", "10/11/12"), "BadDate 2"),
    (
        "future briefing",
        lambda n, _f: ("case", "brief", n[0], "--on", (soon() + timedelta(9)).isoformat()),
        "ImpossibleDate 1",
    ),
    ("unknown share", lambda _n, f: ("verify", "--share", f / "nowhere"), "ShareMissing 2"),
    ("no paper", lambda _n, f: ("verify", f / "none.pdf"), "PaperUnreadable 2"),
    ("unknown form", lambda _n, f: ("paper", "blank", "form-27b", "--out", f / "x.pdf"), "FormUnknown 2"),
    ("programme", lambda _n, f: ("programme", "check", f / "none.yaml"), "ProgrammeUnreadable 2"),
    ("key of another year", lambda _n, f: ("key", "export", "--year", "1999", "--out", f / "k"), "NotEntitled 1"),
]


def test_the_ledger_is_printed_by_choice(ctl: Told, tmp_path: Path) -> None:
    out = tmp_path / "ledger.pdf"
    year = soon().year if soon().month >= 4 else soon().year - 1
    narrowed = ("--state", "overdue", "--open-only", "--text", "佐藤", "--workplace", "NSC01")
    code, said = ctl.ask("ledger", "print", "--year", year, *narrowed, "--cover", "--out", out)
    assert (code, said["year"], said["half"], said["pages"]) == (0, year, None, pages_of(out))
    text = "".join(extracted(out).split())
    assert "抽出条件判定：超過未完了・遅延・未確認だけ検索：「佐藤」（全2件のうち0件）" in text
    assert "記録の照合" in text
    assert ctl("ledger", "print", "--all", "--out", out)[0] == 0
    assert "全期間" in "".join(extracted(out).split())


def test_the_progress_of_each_workplace_is_told(ctl: Told) -> None:
    half = f"{soon().year if soon().month >= 4 else soon().year - 1}H{1 if 4 <= soon().month <= 9 else 2}"
    code, said = ctl.ask("ledger", "progress", "--half", half)
    assert code == 0
    (place,) = said["workplaces"]
    assert (place["org_code"], place["cases"], place["settled"], place["overdue"]) == ("NSC01", 2, 0, 0)
    told = f"0 of 2 settled, {place['reported']} handed in, 0 overdue"
    assert told in ctl("ledger", "progress", "--half", half)[1]


def test_a_print_of_no_period_or_of_two_is_said_in_words(ctl: Told, tmp_path: Path) -> None:
    code, _out, err = ctl("ledger", "print", "--out", tmp_path / "x.pdf")
    assert code == 2
    assert "Give one of: --half --year --all" in err
    code, _out, err = ctl("ledger", "print", "--all", "--year", "2026", "--out", tmp_path / "x.pdf")
    assert code == 2
    assert "--year and --all cannot be given together." in err


@pytest.mark.parametrize(("arguments", "expected"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_refusal_has_its_code_and_sentence_and_changes_nothing(
    ctl: Told, numbers: list[str], tmp_path: Path, arguments: Callable[..., tuple[object, ...]], expected: str
) -> None:
    before = state(ctl)
    code, said = ctl.ask(*arguments(numbers, tmp_path))
    assert f"{said['error']} {code}" == expected
    assert said["message"].endswith((".", ")", "line")), said
    code_plain, out, err = ctl(*arguments(numbers, tmp_path))
    assert (code_plain, out) == (code, "")
    assert err.strip() == said["message"]
    assert state(ctl) == before


def test_a_wrong_pin_is_counted_and_then_locked(ctl: Told, numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEKISHO_PIN", "not-the-right-one")
    said = [ctl.ask("case", "confirm", numbers[1]) for _attempt in range(3)]
    assert [(code, one["error"]) for code, one in said] == [(2, "WrongPin"), (2, "WrongPin"), (1, "PinLocked")]


def test_without_terminal_and_variables_a_sentence_tells_what_to_set(
    ctl: Told, numbers: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SEKISHO_PIN")
    code, said = ctl.ask("case", "confirm", numbers[1])
    assert (code, said["error"]) == (2, "SecretMissing")
    assert "SEKISHO_PIN" in said["message"]
    monkeypatch.delenv("SEKISHO_PASSPHRASE")
    code, said = ctl.ask("case", "list")
    assert (code, said["error"]) == (2, "PassphraseNeeded")
    fresh = Told(capsys, tmp_path / "fresh")
    assert fresh.ask(*INIT)[1]["error"] == "SecretMissing"
    monkeypatch.setenv("SEKISHO_PIN", PIN)
    code, said = fresh.ask(*INIT)
    assert (code, said["error"]) == (2, "KeyringMissing")
    assert not Home(fresh.home).exists


def test_at_a_terminal_passphrase_and_pin_are_asked_for_and_not_shown(
    ctl: Told, numbers: list[str], tmp_path: Path
) -> None:
    keyboard, terminal = pty.openpty()
    pc = Pc(tmp_path, language="en")
    known = {k: v for k, v in pc.environment.items() if k not in {"SEKISHO_PASSPHRASE", "SEKISHO_PIN"}}
    with subprocess.Popen(
        [PROGRAM, "--home", ctl.home, "case", "confirm", numbers[1]],
        env=known,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads here
    ) as process:
        os.close(terminal)
        shown = _until(keyboard, b"Passphrase: ")
        os.write(keyboard, PASSPHRASE.encode() + b"\n")
        shown += _until(keyboard, b"PIN: ")
        os.write(keyboard, PIN.encode() + b"\n")
        shown += _until(keyboard, b"Confirmed")
    os.close(keyboard)
    assert process.returncode == 0
    assert PIN.encode() not in shown
    assert PASSPHRASE.encode() not in shown


def _until(keyboard: int, words: bytes) -> bytes:
    shown = b""
    while words not in shown:
        shown += os.read(keyboard, 1000)
    return shown


def test_wrong_passphrase_short_pin_and_short_passphrase(
    ctl: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEKISHO_PASSPHRASE", "another-passphrase")
    assert ctl.ask("case", "list")[1]["error"] == "WrongPassphrase"
    fresh = Told(capsys, tmp_path / "fresh")
    monkeypatch.setenv("SEKISHO_PASSPHRASE", "short")
    assert fresh.ask(*INIT)[1]["error"] == "PassphraseTooShort"
    monkeypatch.setenv("SEKISHO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("SEKISHO_PIN", "123")
    assert fresh.ask(*INIT)[1]["error"] == "PinTooShort"
    assert fresh.ask("case", "list") == (2, fresh.ask("case", "list")[1])


def test_two_processes_never_share_a_home(ctl: Told) -> None:
    lock = Home(ctl.home).lock()
    try:
        code, said = ctl.ask("case", "list")
    finally:
        lock.release()
    assert (code, said["error"]) == (2, "HomeInUse")


def _workbook(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<broken")
    return path.read_bytes()


BAD_FILES: dict[str, Callable[[Path], bytes]] = {
    "empty": lambda _p: b"",
    "binary": lambda _p: random.Random(1).randbytes(5000),
    "pdf": lambda _p: b"%PDF-1.7\n" + bytes(200),
    "image": lambda _p: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "locked workbook": lambda _p: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000),
    "broken workbook": _workbook,
    "unknown columns": lambda _p: b"a,b,c\r\n1,2,3\r\n",
    "open quotation": lambda _p: '社員番号,氏名,発令日,異動先会社\r\n1,"名,2026/12/1,社\r\n'.encode(),
    "impossible date": lambda _p: "社員番号,氏名,発令日,異動先会社,所属コード\r\n1,名,2026/2/30,社,NSC01\r\n".encode(),
    "control characters": lambda _p: (
        "社員番号,氏名,発令日,異動先会社,所属コード\r\n1,名\x07,2026/12/1,社,NSC01\r\n".encode()
    ),
    "undecodable": lambda _p: "社員番号,氏名\r\n".encode("cp932") + b"\x81\r\n\xff\xff",
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_announcement_is_refused_whole_with_a_sentence(ctl: Told, tmp_path: Path, kind: str) -> None:
    before = state(ctl)
    path = tmp_path / "announcement.csv"
    path.write_bytes(BAD_FILES[kind](path))
    code, said = ctl.ask("case", "import", path)
    assert code == 2, said
    assert len(said["message"]) > 20
    assert state(ctl) == before


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_announcements_are_taken_in_whatever_the_encoding(ctl: Told, tmp_path: Path, encoding: str) -> None:
    path = announcement(tmp_path, "0099001,\ufa11山　一郎,サキヤマ　イチロウ", encoding=encoding)
    code, said = ctl.ask("case", "import", path, "--dry-run")
    assert (code, said["imported"], said["would_import"]) == (0, 0, 1)
    assert ctl.ask("case", "list")[1]["cases"][2:] == []
    assert ctl.ask("case", "import", path)[1]["imported"] == 1
    assert ctl.ask("case", "list")[1]["cases"][2]["name"] == "\ufa11山　一郎"
    again = ctl.ask("case", "import", path)[1]
    assert (again["imported"], again["already_registered"]) == (0, 1)


def test_rows_of_other_workplaces_are_counted_and_left_out_unless_all(ctl: Told, tmp_path: Path) -> None:
    path = announcement(tmp_path, "0099001,鈴木　一郎,スズキ　イチロウ")
    path.write_bytes(path.read_bytes().replace(b"NSC01", b"DST11"))
    said = ctl.ask("case", "import", path)[1]
    assert (said["imported"], said["left_out"]) == (0, 1)
    assert ctl.ask("case", "import", path, "--all")[1]["imported"] == 1


def test_a_doubtful_cell_refuses_the_file_until_agreed(ctl: Told, tmp_path: Path) -> None:
    path = announcement(tmp_path, "99001,鈴木　一郎,スズキ　イチロウ", *PEOPLE)
    code, said = ctl.ask("case", "import", path)
    assert (code, said["error"]) == (2, "AnnouncementDoubtful")
    assert ctl.ask("case", "import", path, "--accept-doubtful")[1]["imported"] == 1


def test_evidence_too_large_or_away_records_no_answer_at_all(ctl: Told, numbers: list[str], tmp_path: Path) -> None:
    ctl("case", "brief", numbers[0])
    before = state(ctl)
    (tmp_path / "large.bin").write_bytes(bytes(6_000_000))
    for name, error in (("large.bin", "EvidenceTooLarge"), ("none.png", "EvidenceUnreadable")):
        given = answers(tmp_path, A_03={"answer": "DONE", "evidence": [name]})
        assert ctl.ask("case", "answer", numbers[0], "--from", given)[1]["error"] == error
    assert state(ctl)[0] == before[0]


def test_too_many_evidence_files_are_told_before_one_is_sealed(ctl: Told, numbers: list[str], tmp_path: Path) -> None:
    ctl("case", "brief", numbers[0])
    before = state(ctl)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    given = answers(tmp_path, A_03={"answer": "DONE", "evidence": ["photo.png"] * 51})
    assert ctl.ask("case", "answer", numbers[0], "--from", given)[1]["error"] == "TooMuchEvidence"
    assert state(ctl) == before


def test_a_transfer_is_opened_corrected_and_called_off_by_hand(ctl: Told) -> None:
    options = ("--employee-no", "０００７", "--name", "林　真理\u200b", "--destination-company", "あおば電力株式会社")
    code, said = ctl.ask("case", "open", *options, "--effective-date", soon().isoformat())
    assert code == 0
    number = said["case_no"]
    line = ctl.ask("case", "show", number)[1]["case"]
    assert (line["employee_no"], line["name"]) == ("0007", "林　真理")
    code, said = ctl.ask("case", "correct", number, "--reason", "表記の誤り", "--name", "林　真里")
    assert said["case"]["name"] == "林　真里"
    code, said = ctl.ask("case", "cancel", number, "--reason", "取消しの通知")
    assert said["case"]["state"] == "CANCELLED"
    code, said = ctl.ask("case", "cancel", number, "--withdraw", "--reason", "誤り")
    assert said["case"]["state"] == "DRAFT"


def test_people_and_pins(ctl: Told, numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEKISHO_NEW_PIN", "dairi-no-aikotoba")
    code, said = ctl.ask("person", "add", "--name", "岡部　誠司", "--employee-no", "0011002")
    assert (code, said["person"]["role"]) == (0, "DEPUTY_MANAGER")
    assert [one["at_desk"] for one in ctl.ask("person", "list")[1]["people"]] == [True, False]
    monkeypatch.setenv("SEKISHO_NEW_PIN", "atarashii-aikotoba")
    assert ctl.ask("person", "reset-pin", "0011002")[0] == 0
    monkeypatch.setenv("SEKISHO_PIN", "atarashii-aikotoba")
    assert ctl.ask("--as", "0011002", "case", "confirm", numbers[1])[0] == 0


def test_two_answers_given_apart_are_shown_and_answering_again_chooses(
    ctl: Told, numbers: list[str], tmp_path: Path
) -> None:
    def take_in(item: str, **entry: Any) -> tuple[int, dict[str, Any]]:
        file = tmp_path / "answers.json"
        file.write_text(json.dumps({item: {"answer": "DONE"} | entry}), encoding="utf-8")
        return ctl.ask("case", "answer", numbers[0], "--from", file)

    assert ctl.ask("case", "brief", numbers[0])[0] == 0
    assert take_in("A-01", reference="ITS-1")[0] == 0
    app = open_app(Home(ctl.home), Surroundings(keyring=None), ask_passphrase=lambda: PASSPHRASE)
    known = app.record.case(app.record.case_id_of(numbers[0])).answer("A-01")
    assert known is not None
    app.commit((replace(known, reference="ITS-2", replaces=()),))  # as of a PC that knew of no other
    app.close()
    _code, out, _err = ctl("case", "show", numbers[0])
    assert "answer again to choose: Done ITS-1" in out
    assert "answer again to choose: Done ITS-2" in out
    items = {item["id"]: item for item in ctl.ask("case", "show", numbers[0])[1]["items"]}
    assert [one["reference"] for one in items["A-01"]["rivals"]] == ["ITS-1", "ITS-2"]
    assert (items["A-01"]["answered"], items["A-02"]["rivals"]) == (False, [])
    said = ctl.ask("case", "sign", numbers[0], "--strokes", strokes(tmp_path))[1]
    assert said["error"] == "AnswersDiffer"
    assert take_in("A-01", reference="ITS-2")[0] == 0
    items = {item["id"]: item for item in ctl.ask("case", "show", numbers[0])[1]["items"]}
    assert (items["A-01"]["answered"], items["A-01"]["rivals"]) == (True, [])


def test_while_the_seat_is_handed_over_no_command_shows_a_case(ctl: Told, numbers: list[str], tmp_path: Path) -> None:
    """Whoever has the seat may open a terminal, too."""
    assert ctl.ask("case", "brief", numbers[0])[0] == 0
    app = open_app(Home(ctl.home), Surroundings(keyring=None), ask_passphrase=lambda: PASSPHRASE)
    hand_over_seat(app, app.record.case_id_of(numbers[0]))
    app.close()
    out = tmp_path / "out"
    half = ("--half", "2026H2", "--out", out)
    for command in (
        ("case", "list"),
        ("case", "show", numbers[0]),
        ("case", "show", numbers[1]),
        ("case", "paper", numbers[1], "--out", out),
        ("case", "import", announcement(tmp_path, *PEOPLE), "--dry-run"),
        ("ledger", "export", "--format", "csv", *half),
        ("ledger", "print", *half),
        ("backup", "--out", out),
        ("kit", "print", "--out", out),
        ("key", "export", "--out", out),
    ):
        code, said = ctl.ask(*command)
        assert (command, code, said["error"]) == (command, 1, "SeatHandedOver")
    assert not out.exists()
    assert ctl.ask("verify")[0] == 0


def test_nobody_is_added_without_the_pin_of_who_vouches(ctl: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEKISHO_NEW_PIN", "dairi-no-aikotoba")
    monkeypatch.setenv("SEKISHO_PIN", "not-the-right-one")
    code, said = ctl.ask("person", "add", "--name", "岡部　誠司", "--employee-no", "0011002", "--role", "head")
    assert (code, said["error"]) == (2, "WrongPin")
    assert len(ctl.ask("person", "list")[1]["people"]) == 1


def test_the_recovery_kit_opens_a_backup_and_vouches_for_a_person(
    ctl: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ctl.ask("kit", "print", "--out", tmp_path / "kit.pdf")[0] == 0
    printed = subprocess.run(["pdftotext", tmp_path / "kit.pdf", "-"], capture_output=True, check=True).stdout.decode()
    app = open_app(Home(ctl.home), Surroundings(keyring=None), ask_passphrase=lambda: PASSPHRASE)
    secret = kit_of(app, fiscal_year(app.today()))
    app.close()
    assert secret is not None
    assert secret[-16:] in re.sub(r"[\s-]", "", printed)
    monkeypatch.setenv("SEKISHO_RECOVERY_KEY", secret.lower())
    monkeypatch.setenv("SEKISHO_NEW_PIN", "atarashii-aikotoba")
    assert ctl.ask("person", "reset-pin", "0012359", "--with-kit")[0] == 0
    monkeypatch.setenv("SEKISHO_PIN", "atarashii-aikotoba")
    assert ctl.ask("key", "export", "--out", tmp_path / "key.txt")[0] == 0
    assert ctl.ask("backup", "--out", tmp_path / "b.zip")[1]["opens_by_kit"]
    other = Told(capsys, tmp_path / "other")
    assert other.ask("restore", tmp_path / "b.zip", "--with-kit")[0] == 0
    assert other.ask("case", "list")[1] == ctl.ask("case", "list")[1]
    monkeypatch.setenv("SEKISHO_RECOVERY_KEY", "AGE")
    third = Told(capsys, tmp_path / "third")
    assert third.ask("restore", tmp_path / "b.zip", "--with-kit")[1]["error"] == "RecoveryCodeUnreadable"


def test_programmes_need_no_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ctl = Told(capsys, tmp_path / "none")
    shown = ctl.ask("programme", "show", "hokkaido")[1]
    assert shown["item_count"] == 42
    assert ctl.ask("programme", "check", "hokkaido")[1]["ok"]
    changed = tmp_path / "own.yaml"
    source = Path("resources/programmes/hokkaido.yaml").read_text(encoding="utf-8")
    changed.write_text(source + "\ndeadlines:\n  post_check_business_days: 7\n", encoding="utf-8")
    compared = ctl.ask("programme", "diff", changed)[1]
    assert (compared["added"], compared["removed"], compared["changed"]) == ([], [], {})
    assert compared["rules"] == ["deadlines"]
    broken = tmp_path / "broken.yaml"
    broken.write_text(source.replace("id: R-03", "id: R-33", 1), encoding="utf-8")
    code, said = ctl.ask("programme", "check", broken)
    assert (code, said["error"]) == (2, "ProgrammeUnreadable")
    assert "ine " in said["message"]


def test_a_damaged_database_is_named_by_verify_and_mended_by_repair(ctl: Told) -> None:
    database = Home(ctl.home).database
    data = bytearray(database.read_bytes())
    data[-100] ^= 1
    database.write_bytes(data)
    code, said = ctl.ask("verify")
    assert code == 3
    assert [one["damage"] for one in said["findings"]] == ["page"]
    code, _said = ctl.ask("repair")
    assert code in {0, 3}
    assert ctl.ask("verify")[1]["ok"]
    assert list(ctl.home.glob("sekisho.db.damaged-*"))


def test_a_bug_ends_with_a_sentence_and_a_log_without_names(
    ctl: Told, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.cli import cases

    def broken(*_arguments: object) -> None:
        raise RuntimeError("佐藤　太郎")

    monkeypatch.setitem(vars(cases), "open_for_reading", broken)
    code, said = ctl.ask("case", "show", numbers[0])
    assert (code, said["error"]) == (CRASHED, "Crash")
    log = (ctl.home / LOG).read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "佐藤" not in log


def test_the_places_of_a_bug_follow_its_causes() -> None:
    error = ValueError("other secret")
    error.__cause__ = KeyError("secret")
    told = places(error)
    assert told.splitlines() == ["ValueError", "KeyError"]
    assert "secret" not in told


def test_an_unknown_language_falls_back_to_japanese(ctl: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEKISHO_LANG", "fr")
    ctl("case", "list")
    assert text.language() == "ja"


def test_the_inspection_sheet_and_every_blank_form_are_written_where_asked(ctl: Told, tmp_path: Path) -> None:
    for more in ((), ("--blank",)):
        code, said = ctl.ask("inspection", "print", "--half", "2026H2", *more, "--out", tmp_path / "sheet.pdf")
        assert (code, said["half"], said["blank"]) == (0, "2026H2", bool(more))
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    code, listed = ctl.ask("paper", "list")
    assert code == 0
    for form in listed["papers"]:
        out = tmp_path / f"{form['form']}.pdf"
        assert ctl("paper", "blank", form["form"], "--out", out)[0] == 0
        assert out.read_bytes().startswith(b"%PDF")


def test_a_check_writes_its_result_on_paper_whatever_it_found(ctl: Told, numbers: list[str], tmp_path: Path) -> None:
    report, paper = tmp_path / "result.pdf", tmp_path / "paper.pdf"
    assert ctl.ask("verify", "--report", report, "--by", "渡邉　由紀子")[0] == 0
    assert "渡邉\u3000由紀子" in words_of(report)
    assert ctl("case", "paper", numbers[1], "--out", paper)[0] == 0
    paper.write_bytes(paper.read_bytes() + b"\n% appended")
    code, said = ctl.ask("verify", paper, "--report", report)
    assert (code, said["report"]) == (3, str(report))
    assert "合致しない箇所が 1件見つかった。" in words_of(report)
    assert "paper.pdf" in words_of(report)


def words_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode()


def test_a_character_no_font_has_gets_its_substitute_by_command(ctl: Told, tmp_path: Path) -> None:
    name = "\uae40\ubbfc\uc900"
    opened = ("--effective-date", "2026-10-01", "--destination-company", "あおば電力株式会社", "--kana", "キム")
    code, said = ctl.ask("case", "open", "--employee-no", "0012356", "--name", name, *opened)
    assert code == 0
    case_no = next(one["case_no"] for one in ctl.ask("case", "list")[1]["cases"] if one["name"] == name)
    pdf = tmp_path / "ledger.pdf"
    code, said = ctl.ask("ledger", "print", "--half", "2026H2", "--out", pdf)
    assert (code, said["error"], pdf.exists()) == (1, "GlyphMissing", False)
    code, out, _err = ctl("case", "substitute", case_no)
    assert code == 0
    assert "\uae40 (U+AE40) in \uae40\ubbfc\uc900: nothing chosen yet" in out
    code, said = ctl.ask(
        "case", "substitute", case_no, "--char", "\uae40=金", "--char", "\ubbfc=民", "--blank", "\uc900"
    )
    assert code == 0
    assert [one["chosen"] for one in said["substitutes"]] == ["金", "民", ""]
    assert ctl("ledger", "print", "--half", "2026H2", "--out", pdf)[0] == 0
    assert ctl("case", "substitute", case_no, "--char", "佐=左")[0] == 1
    assert ctl("case", "substitute", case_no, "--char", "\uae40")[0] == 2
    assert "Substitutes for printing chosen" in ctl("case", "show", case_no)[1]
