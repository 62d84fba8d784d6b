"""``sekishoctl verify FILE.pdf …``: several files, one answer, and an exit code scripts can rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.keys.identity import certificate_pem
from tests.commands import Pc
from tests.core.papers.doctored_bytes import a_note_behind_the_end
from tests.core.papers.signed_papers import confirmed_paper, office


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A PC without a record, a keyring or a terminal."""
    for name, value in Pc(tmp_path, language="en").environment.items():
        if name != "PATH":
            monkeypatch.setenv(name, value)


@pytest.fixture
def desk(tmp_path, capsys):
    contents = {
        "good.pdf": confirmed_paper(),
        "longer.pdf": a_note_behind_the_end(),
        "letter.pdf": b"Dear sirs",
        "root.pem": certificate_pem(office().root),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)

    def verify(*given):
        code = main(["--json", "verify", *(str(tmp_path / one) if "." in one else one for one in given)])
        return code, json.loads(capsys.readouterr().out)

    return verify


def test_an_auditor_without_a_record_checks_by_the_root_certificate(desk):
    code, told = desk("--root", "root.pem", "good.pdf")
    (paper,) = told["papers"]

    assert (code, told["ok"]) == (0, True)
    assert (paper["standing"], paper["compared_with_record"], paper["compared_with_root"]) == ("not_asked", False, True)
    assert [one["from_root"] for one in paper["signatures"]] == [False, True]


def test_without_record_and_root_that_is_said(desk):
    code, told = desk("good.pdf")

    assert code == 0
    assert "was not checked" in told["papers"][0]["verdict"]


def test_one_paper_that_does_not_hold_among_several_is_exit_3_and_the_others_are_checked(desk):
    code, told = desk("--root", "root.pem", "good.pdf", "longer.pdf", "letter.pdf")

    assert code == 3
    assert [one["ok"] for one in told["papers"]] == [True, False, False]
    assert told["papers"][1]["damage"] == "appended"
    assert told["papers"][2]["error"] == "PaperUnreadable"
    assert [one["damage"] for one in told["findings"]] == ["paper"]


def test_what_is_no_paper_is_exit_2(desk):
    code, told = desk("letter.pdf")
    assert (code, told["error"]) == (2, "PaperUnreadable")
    code, told = desk("good.pdf", "letter.pdf")
    assert (code, told["ok"]) == (2, False)


def test_a_root_that_is_no_certificate_is_exit_2(desk):
    assert desk("--root", "letter.pdf", "good.pdf")[0] == 2


def test_lines_for_people_name_signers_moments_and_certificates(tmp_path, desk, capsys):
    assert main(["verify", "--root", str(tmp_path / "root.pem"), str(tmp_path / "good.pdf")]) == 0
    said = capsys.readouterr().out

    assert "\u9ad9橋　健一" in said
    assert "employee no. 0012345" in said
    assert office().transferee_fingerprint in said
    assert "Everything holds." in said
