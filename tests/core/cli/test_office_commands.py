"""``sekishoctl master|roll|case …``: the masters, the lists, and what is out of the ordinary, without windows."""

from __future__ import annotations

import pytest

from tests.commands import announcement
from tests.core.papers.paper_tools import pages_of
from tests.warm_commands import WarmPc

PEOPLE = ("0012345,佐藤　太郎,サトウ　タロウ", "0012346,\u9ad9橋　健一,タカハシ　ケンイチ")


@pytest.fixture
def pc(tmp_path):
    made = WarmPc(tmp_path)
    made.found()
    return made


def test_a_master_becomes_lines_of_a_case_and_everybody_is_accounted_for(pc, tmp_path):
    systems = tmp_path / "systems.csv"
    systems.write_text("システムコード,システム名,個別管理\nS1,託送OSS,○\nS2,検針,\n", encoding="cp932")
    assert pc.ask("master", "import", "system", systems, "--dry-run")["would_import"] == 2
    assert pc.ask("master", "import", "system", systems)["imported"] == 2
    assert [one["code"] for one in pc.ask("master", "list", "system", "--text", "検針")["entries"]] == ["S2"]
    taken = pc.ask("case", "import", announcement(tmp_path, *PEOPLE), "--leave-out", "3=取消の連絡")
    (case,) = taken["case_nos"]
    assert pc.ask("case", "lines", case, "--use", "system:S1", "--use", "system:S2") == {"lines": 3}
    assert [row["outcome"] for row in pc.ask("roll", "show")["rows"]] == ["CASE", "DECIDED"]
    sheet = tmp_path / "sheet.pdf"
    pc.ask("roll", "print", "--out", sheet)
    assert pages_of(sheet) == 1
    assert pc.ask("roll", "export", "--out", tmp_path / "everybody.csv")["rows"] == 2


def test_what_is_out_of_the_ordinary_is_recorded_and_a_mistake_changes_nothing(pc, tmp_path):
    (case,) = pc.ask("case", "import", announcement(tmp_path, PEOPLE[0]))["case_nos"]
    told = pc.ask("case", "circumstance", case, "nothing", code=2)
    assert "leave" in told["message"]
    unknown = pc.ask("case", "circumstance", case, "loss", "--detail", "題=PC", code=2)
    assert unknown["error"] == "DetailUnknown"
    assert "紛失届番号" in unknown["message"], "what can be told, in the words of the window"
    details = ("--detail", "what=PC", "--detail", "lost_on=2026-09-01", "--detail", "漏えいのおそれ=なし")
    assert "紛失届番号" in pc.ask("case", "circumstance", case, "loss", *details, code=2)["message"]
    pc.ask("case", "circumstance", case, "loss", *details, "--detail", "紛失届番号=L-1")
    (held,) = pc.ask("case", "circumstance", case)["circumstances"]
    assert held["kind"] == "loss"
    assert held["details"]["leak"] == "NO"
    assert held["details"]["report_no"] == "L-1"
    assert pc.ask("case", "restore", case)["to_restore"] == []
    assert pc.ask("master", "import", "nothing", tmp_path / "x.csv", code=2)["error"] == "MasterKindUnknown"
