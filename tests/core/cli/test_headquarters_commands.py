"""``hq`` from the command line: a headquarters beside two workplaces, each a PC of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.warm_commands import WarmPc


def case(pc: WarmPc) -> str:
    words = pc.ask(
        *("case", "open", "--employee-no", "0012346", "--name", "\u9ad9\u6a4b\u3000\u5065\u4e00"),
        *(
            "--effective-date",
            "2030-10-01",
            "--destination-company",
            "あおば電力株式会社",
            "--specified-affiliate",
            "yes",
        ),
    )
    return str(words["case_no"])


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> tuple[WarmPc, WarmPc, str]:
    """A workplace with one case, headquarters, and the workplace's key there."""
    office, hq = WarmPc(tmp_path_factory.mktemp("office")), WarmPc(tmp_path_factory.mktemp("hq"))
    office.found("--share", office.folder / "share")
    case(office)
    hq.ask("hq", "init")
    asked = hq.ask("hq", "join", "--share", office.folder / "share", "--name", "大野　克己", "--employee-no", "0000777")
    (waiting,) = hq.ask("hq", "list")["workplaces"]
    assert (waiting["news"], waiting["code"]) == ("waiting", asked["code"])
    answer = office.ask("enrol", "approve", asked["code"])["answer"]
    hq.ask("hq", "finish", asked["key"], answer)
    return office, hq, asked["key"]


def test_the_overview_counts_and_goes_into_a_file(joined: tuple[WarmPc, WarmPc, str], tmp_path: Path) -> None:
    _office, hq, key = joined
    hq.ask("hq", "sync")
    out = tmp_path / "all.pdf"
    told = hq.ask("hq", "overview", "--half", "2030H2", "--out", out)
    (line,) = told["workplaces"]
    assert (line["key"], line["org_code"], line["cases"]) == (key, "NSC01", 1)
    subprocess.run(["qpdf", "--check", out], capture_output=True, check=True)
    hq.ask("hq", "memo", key, "電話で確認済")
    assert hq.ask("hq", "list")["workplaces"][0]["memo"] == "電話で確認済"


def test_an_order_is_given_listed_and_answered(joined: tuple[WarmPc, WarmPc, str]) -> None:
    office, hq, key = joined
    (one,) = office.ask("case", "list")["cases"]
    number = hq.ask("hq", "correction", key, one["case_no"], "--text", "件数を確かめてください")["order"]
    refused = hq.ask("hq", "disposal", key, "2020", "--text", "保存期間満了", code=1)
    assert refused["error"] == "DisposalNothing"
    office.ask("sync")
    listed = office.ask("orders")
    assert [order["number"] for order in listed["corrections"]] == [number]
    assert listed["disposals"] == []
    office.ask("case", "answer-order", one["case_no"], number, "--text", "直しました")
    assert office.ask("orders")["corrections"] == []


def test_a_checkpoint_is_handed_to_an_auditor_who_finds_a_share_set_back(
    joined: tuple[WarmPc, WarmPc, str], tmp_path: Path
) -> None:
    office, hq, key = joined
    hq.ask("hq", "sync")
    kept = tmp_path / "kept.json"
    hq.ask("hq", "checkpoint", key, "--out", kept)
    auditor, share = WarmPc(tmp_path), office.folder / "share"
    told = auditor.ask("verify", "--share", share, "--checkpoint", kept)
    assert told["ok"]
    heads = json.loads(json.loads(json.loads(kept.read_bytes())["note"])["body"])["heads"]
    device, head = max(heads.items(), key=lambda one: one[1]["seq"])
    shutil.copytree(share, tmp_path / "earlier")
    for path in (tmp_path / "earlier").glob(f"w/*/log/{device}/*/*.seg"):
        if int(path.name.split(".")[0]) >= head["seq"]:
            path.unlink()
    found = auditor.ask("verify", "--share", tmp_path / "earlier", "--checkpoint", kept, code=3)["findings"]
    assert "share_set_back" in {one["damage"] for one in found}


def test_what_is_no_headquarters_is_told(tmp_path: Path) -> None:
    assert WarmPc(tmp_path).ask("hq", "list", code=2)["error"] == "HeadquartersMissing"
