"""The main story through sekishoctl alone: from the announcement to the printed ledger, on two PCs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop_app.domain.calendar import HalfYear
from tests.commands import PIN, Pc, announcement, answers, soon, strokes

PEOPLE = (
    "0012345,佐藤　太郎,サトウ　タロウ",
    "0012346,\u9ad9橋　健一,タカハシ　ケンイチ",
    "A001234,\ufa11山　美咲,サキヤマ　ミサキ",
    "0012349,渡邉　由紀子,ワタナベ　ユキコ",
    "0012359,長谷川　ヱイ子,ハセガワ　エイコ",
)
HALF = str(HalfYear.of(soon()))
MANAGER, DEPUTY, HEAD = "0012359", "0011002", "0011001"
DEPUTY_PIN = "dairi-no-aikotoba"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pc, Pc, dict[str, str]]:
    """The story told once: the first PC, the second, and the case numbers by employee number."""
    folder = tmp_path_factory.mktemp("story")
    first, second = Pc(folder), Pc(folder, "second")
    first.found("--share", folder / "share")
    first.ask("case", "import", announcement(folder, *PEOPLE))
    cases = {one["employee_no"]: one["case_no"] for one in first.ask("case", "list")["cases"]}
    first.ask(
        *("person", "add", "--name", "中村　由美子", "--employee-no", HEAD, "--role", "head"), SEKISHO_NEW_PIN=PIN
    )
    _join(first, second, folder)
    for number in cases.values():
        first.ask("case", "brief", number)
    _report(first, cases["0012345"], folder)
    first.ask("case", "confirm", cases["0012345"])
    _report(first, cases["0012346"], folder)
    first.ask("case", "return", cases["0012346"], "--item", "D-01", "--reason", "件数が台帳と合いません")
    first.ask("case", "report", cases["0012346"], "--strokes", strokes(folder))
    first.ask("case", "confirm", cases["0012346"])
    first.ask("case", "cancel", cases["0012349"], "--reason", "発令の取消し")
    first.ask("case", "answer", cases["A001234"], "--from", answers(folder))
    first.ask("case", "refuse", cases["A001234"], "--note", "署名はしないとのこと")
    first.ask("--as", HEAD, "case", "close-exception", cases["A001234"], "--reason", "説明の記録をもって完了とする")
    _report(first, cases[MANAGER], folder)
    refused = first.ask("--as", MANAGER, "case", "confirm", cases[MANAGER], code=1)
    assert refused["error"] == "OwnCase"
    first.ask("sync")
    second.ask("sync")
    second.ask("case", "confirm", cases[MANAGER], SEKISHO_PIN=DEPUTY_PIN)
    second.ask("sync")
    first.ask("sync")
    return first, second, cases


def _join(first: Pc, second: Pc, folder: Path) -> None:
    person = ("--name", "岡部　誠司", "--employee-no", DEPUTY, "--role", "deputy")
    asked = second.ask("enrol", "request", "--share", folder / "share", *person, SEKISHO_PIN=DEPUTY_PIN)
    assert [one["name"] for one in first.ask("enrol", "pending")["requests"]] == ["岡部　誠司"]
    assert first.ask("enrol", "approve", asked["code"], code=1)["error"] == "SecondMemberNeeded"
    let_in = first.ask("enrol", "approve", "--second", HEAD, asked["code"], SEKISHO_SECOND_PIN=PIN)
    second.ask("enrol", "finish", let_in["answer"])


def _report(pc: Pc, case_no: str, folder: Path) -> None:
    evidence = folder / "list.csv"
    evidence.write_text("権限,なし", encoding="utf-8")
    given = answers(folder, A_03={"answer": "DONE", "evidence": ["list.csv"], "note": "一覧と照合"})
    pc.ask("case", "answer", case_no, "--from", given)
    pc.ask("case", "sign", case_no, "--strokes", strokes(folder))


def test_every_case_ends_as_it_should(told: tuple[Pc, Pc, dict[str, str]]) -> None:
    first, second, _cases = told
    for pc in (first, second):
        states = {one["employee_no"]: one["state"] for one in pc.ask("case", "list")["cases"]}
        assert states == {
            "0012345": "CONFIRMED",
            "0012346": "CONFIRMED",
            "A001234": "CLOSED_EXCEPTION",
            "0012349": "CANCELLED",
            MANAGER: "CONFIRMED",
        }


def test_both_ledgers_are_equal(told: tuple[Pc, Pc, dict[str, str]], tmp_path: Path) -> None:
    ledgers = []
    for pc in told[:2]:
        out = tmp_path / f"{pc.name}.json"
        assert pc.ask("ledger", "export", "--half", HALF, "--format", "json", "--out", out)["rows"] == len(PEOPLE)
        ledgers.append(json.loads(out.read_text(encoding="utf-8")))
    assert ledgers[0] == ledgers[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_ledger_comes_as_a_table(told: tuple[Pc, Pc, dict[str, str]], tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"ledger.{kind}"
    told[0].ask("ledger", "export", "--half", HALF, "--format", kind, "--out", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf" if kind == "csv" else b"PK")


def test_the_ledger_is_printed_with_every_name(told: tuple[Pc, Pc, dict[str, str]], tmp_path: Path) -> None:
    out = tmp_path / "ledger.pdf"
    told[0].ask("ledger", "print", "--half", HALF, "--out", out)
    text = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, check=True).stdout.decode()
    for person in PEOPLE:
        for part in person.split(",")[1].split("\u3000"):
            assert part in text
    subprocess.run(["qpdf", "--check", out], capture_output=True, check=True)


def test_the_history_says_who_did_what(told: tuple[Pc, Pc, dict[str, str]]) -> None:
    first, _second, cases = told
    shown = first.ask("case", "show", cases[MANAGER])
    acts = [(act["what"], act["by"]) for act in shown["history"]]
    assert acts[0] == ("CaseRegistered", "長谷川　ヱイ子")
    assert acts[-1] == ("CaseConfirmed", "岡部　誠司")
    evidence = {item["id"]: [file["name"] for file in item["evidence"]] for item in shown["items"]}
    assert evidence["A-03"] == ["list.csv"]


def test_everything_holds_and_one_changed_byte_does_not(told: tuple[Pc, Pc, dict[str, str]], tmp_path: Path) -> None:
    first = told[0]
    assert first.ask("verify", "--share", first.folder / "share")["ok"]
    share = tmp_path / "share"
    shutil.copytree(first.folder / "share", share)
    segment = min(share.rglob("*.seg"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    found = first.ask("verify", "--share", share, code=3)
    assert [one["path"] for one in found["findings"]] == [segment.relative_to(share).as_posix()]


def test_a_paper_holds_alone_and_a_changed_one_does_not(told: tuple[Pc, Pc, dict[str, str]], tmp_path: Path) -> None:
    first, _second, cases = told
    paper = tmp_path / "paper.pdf"
    first.ask("case", "paper", cases["0012346"], "--out", paper)
    checked = first.ask("verify", paper)["papers"][0]
    assert (checked["case_no"], checked["in_force"]) == (cases["0012346"], True)
    assert [one["name"] for one in checked["signatures"]] == ["\u9ad9橋　健一", "長谷川　ヱイ子"]
    assert (
        b"Signature Validation: Signature is Valid"
        in subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, check=True).stdout
    )
    data = bytearray(paper.read_bytes())
    data[len(data) // 3] ^= 1
    paper.write_bytes(data)
    first.ask("verify", paper, code=3)


def test_a_backup_brings_everything_back(told: tuple[Pc, Pc, dict[str, str]], tmp_path: Path) -> None:
    first = told[0]
    backup = tmp_path / "b.zip"
    first.ask("backup", "--out", backup)
    restored = Pc(tmp_path, "restored")
    restored.ask("restore", backup)
    assert restored.ask("case", "list")["cases"] == first.ask("case", "list")["cases"]
    assert restored.ask("verify")["ok"]
    assert restored.ask("restore", backup, code=1)["error"] == "TargetNotEmpty"


def test_people_speak_their_language(told: tuple[Pc, Pc, dict[str, str]]) -> None:
    first = told[0]
    assert "確認済" in first.run("case", "list").out
    assert "Confirmed" in first.run("case", "list", SEKISHO_LANG="en").out


def test_the_demo_leaves_what_holds(tmp_path: Path) -> None:
    pc = Pc(tmp_path)
    played = pc.ask("demo", "--out", tmp_path / "demo")
    assert played["ok"]
    assert played["states"] == {"REPORTED": 1, "CONFIRMED": 9, "CLOSED_EXCEPTION": 1, "CANCELLED": 1}
    for name in ("home", "home2"):
        left = Pc(tmp_path / "demo", name)
        assert left.ask("verify", SEKISHO_PASSPHRASE=played["passphrase"])["ok"]
    for paper in (tmp_path / "demo/papers").glob("*.pdf"):
        subprocess.run(["qpdf", "--check", paper], capture_output=True, check=True)
