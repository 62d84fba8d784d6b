"""The paper way from the command line: printed, scanned, taken in, recorded, reported and confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.commands import announcement, answers
from tests.scans import as_file, pictures
from tests.warm_commands import WarmPc


@pytest.fixture
def pc(tmp_path):
    made = WarmPc(tmp_path)
    made.found()
    return made


def test_a_case_on_paper_from_the_printer_to_the_confirmed_report(pc, tmp_path):
    pc.ask("case", "import", announcement(tmp_path, "0012346,\u9ad9橋　健一,タカハシ　ケンイチ"))
    (line,) = pc.ask("case", "list")["cases"]
    case_no, pack = line["case_no"], tmp_path / "pack.pdf"
    pc.ask("case", "brief", case_no)
    assert pc.ask("paper", "print", case_no, "--out", pack)["pages"] == 5
    images = pictures(pack.read_bytes(), 110)
    first, rest, none = (tmp_path / name for name in ("first.pdf", "rest.tiff", "none.png"))
    first.write_bytes(as_file(images[:1], "pdf"))
    rest.write_bytes(as_file(images[1:], "tiff"))
    none.write_bytes(as_file([images[0].crop((0, 400, 1000, 1500))], "png"))

    shown = tmp_path / "shown"
    shown.mkdir()
    said = pc.ask("paper", "take-in", first, none, "--pictures", shown)
    (case,) = said["cases"]
    assert [page["standing"] for page in said["pages"]] == ["MATCHED", "NO_CODE"]
    assert [(m["form"], m["page"]) for m in case["missing"]] == [("CHECKLIST", 2), ("CHECKLIST", 3), ("REPORT", 0)]
    assert (shown / f"{case_no}_D-01.jpg").read_bytes().startswith(b"\xff\xd8")
    spoken = pc.run("paper", "take-in", first, none).out
    assert "足りないページ：チェックリスト 2/3、チェックリスト 3/3、報告書（全ページ）" in spoken
    assert "none.png の 1ページ：コードを読み取れません" in spoken

    given = answers(tmp_path)
    refused = pc.ask("paper", "record", case_no, "--scan", first, "--answers", given, code=2)
    assert refused["error"] == "ItemNotOnScan"
    kept = pc.ask("paper", "record", case_no, "--scan", first, rest, "--answers", given)["scans"]
    assert [scan["name"] for scan in kept] == [f"{case_no}-scan-1.pdf", f"{case_no}-scan-2.pdf"]
    today = date.today().isoformat()  # noqa: DTZ011 - the commands use the machine's day
    reported = pc.ask("paper", "report", case_no, "--signed-on", today)
    assert reported["case"]["state"] == "REPORTED"
    assert pc.ask("case", "confirm", case_no)["case"]["state"] == "CONFIRMED"
    assert pc.run("verify").code == 0
    file = tmp_path / "report.pdf"
    pc.ask("case", "paper", case_no, "--out", file)
    said = pc.run("verify", file)
    assert said.code == 0
    assert "紙の受領者" in said.out
    assert "紙面受付" in said.out


def test_what_cannot_be_taken_in_is_said_and_ends_with_two(pc, tmp_path):
    stranger = tmp_path / "letter.pdf"
    stranger.write_bytes(b"no scan at all")
    assert pc.ask("paper", "take-in", stranger, code=2)["error"] == "ForeignFileUnreadable"
    assert pc.ask("paper", "take-in", tmp_path / "none.pdf", code=2)["error"] == "StackUnreadable"
