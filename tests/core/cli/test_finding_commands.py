"""``sekishoctl finding … | person handover``: what was found and its way to the end, without windows."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from tests.commands import announcement
from tests.core.papers.paper_tools import pages_of
from tests.warm_commands import WarmPc

SOMEBODY = "0012345,佐藤　太郎,サトウ　タロウ"
LATER = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - the command's own clock


@pytest.fixture
def pc(tmp_path):
    made = WarmPc(tmp_path)
    made.found()
    return made


def test_a_finding_goes_from_raised_to_ended_by_command(pc, tmp_path):
    (case,) = pc.ask("case", "import", announcement(tmp_path, SOMEBODY))["case_nos"]
    assert pc.ask("finding", "list") == {"findings": []}
    given = ("--what", "台帳の記入もれ", "--in-charge", "林　真理", "--due", LATER, "--case", case)
    raised = pc.ask("finding", "raise", *given, "--severity", "minor", "--trigger", "inspection")["finding"]
    number = raised["number"]
    assert (raised["state"], raised["trigger"], raised["case_no"]) == ("RAISED", "SELF_INSPECTION", case)
    assert pc.ask("finding", "assign", number, "--in-charge", "大野", "--due", LATER)["finding"]["in_charge"] == "大野"
    measures = ("--action", "補記した", "--why", "引継ぎもれ", "--why", "一覧がない", "--prevention", "一覧を作る")
    assert pc.ask("finding", "act", number, *measures)["finding"]["state"] == "IN_HAND"
    assert pc.ask("finding", "judge-leak", number, "no", code=2)["error"] == "FieldMissing"
    assert pc.ask("finding", "judge-leak", number, "no", "--note", "含まない")["finding"]["leak"] == "NO"
    assert len(pc.ask("finding", "tell", number)["steps"]) == 4
    pc.ask("finding", "tell", number, "--contact", "本社", "--at", "09:15")
    assert pc.ask("finding", "complete", number)["finding"]["state"] == "COMPLETED"
    assert pc.ask("finding", "verify-effect", number, "--note", "確かめた", code=1)["error"] == "CompletedBySelf"
    assert pc.ask("finding", "close", number, code=1)["error"] == "FindingElsewhere"
    shown = pc.ask("finding", "show", number)["finding"]
    assert shown["why"] == ["引継ぎもれ", "一覧がない"]
    assert [one["contact"] for one in shown["told"]] == ["本社"]
    assert len(shown["history"]) == 6
    assert shown["holds_disposal"] is True
    assert pc.ask("finding", "show", "F-00A-A999", code=2)["error"] == "FindingUnknown"
    sheet = tmp_path / "handover.pdf"
    waiting = pc.ask("person", "handover", "--out", sheet)
    assert [one["case_no"] for one in waiting["cases"]] == [case]
    assert [one["number"] for one in waiting["findings"]] == [number]
    assert pages_of(sheet) == 1
    assert json.dumps(waiting)
