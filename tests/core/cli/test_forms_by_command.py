"""Forms by command: what a case's form asks for, empty forms, and the calendar of the papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Pc, soon
from tests.core.cli.test_commands import INIT, Told
from tests.programmes import kansai_type


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Commands on a home that is not there yet."""
    for name, value in Pc(tmp_path, language="en").environment.items():
        if name != "PATH":
            monkeypatch.setenv(name, value)
    return Told(capsys, tmp_path / "new")


def test_what_a_form_asks_for_is_entered_and_shown_by_command(tmp_path: Path, told: Told) -> None:
    programme = tmp_path / "kansai.yaml"
    programme.write_text(kansai_type().text, encoding="utf-8")
    init = (*INIT, "--programme", programme)
    assert told(*init)[0] == 0
    opened = (
        "--employee-no",
        "0012345",
        "--name",
        "佐藤　太郎",
        "--kana",
        "サトウ　タロウ",
        "--effective-date",
        soon(),
    )
    code, data = told.ask("case", "open", *opened, "--destination-company", "あおば電力株式会社")
    assert code == 0
    case_no = data["case_no"]
    code, data = told.ask("case", "field", case_no, "matrix_result=可", "cooling_off_end=2026/7/1")
    assert (code, data["fields"]["cooling_off_end"]) == (0, "2026-07-01")
    code, data = told.ask("case", "field", case_no, "returned_goods=作業帽|1個", "returned_goods=名刺|84枚")
    assert [line[:3].strip("｜") for line in data["fields"]["returned_goods"]] == ["作業帽", "名刺"]
    assert told("case", "field", case_no, "colour=red")[0] == 2
    assert told("case", "field", case_no, "matrix_result")[0] == 2
    assert told("case", "explain", case_no, "--witness", "伊藤")[0] == 1, "nobody declined to sign"


def test_empty_forms_and_the_calendar_by_command(tmp_path: Path, told: Told) -> None:
    assert told(*INIT)[0] == 0
    out = tmp_path / "blank.pdf"
    for name in ("report", "kansai-pledge"):
        assert told("paper", "blank", name, "--out", out)[0] == 0
        assert out.read_bytes()[:5] == b"%PDF-"
    assert told("paper", "blank", "no-such-form", "--out", out)[0] == 2
    assert told.ask("paper", "dates") == (0, {"calendar": "western"})
    assert told.ask("paper", "dates", "era") == (0, {"calendar": "era"})
    assert told.ask("paper", "dates") == (0, {"calendar": "era"})
    code, data = told.ask("paper", "list")
    assert code == 0
    assert {"report", "tohoku-pledge", "kansai-pledge", "explanation-record"} <= {one["name"] for one in data["half"]}
