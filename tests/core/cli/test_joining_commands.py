"""The commands of joining: a request as a QR code, a new name with its reason, a headquarters' invitation."""

from __future__ import annotations

import json

import pytest

from tests.commands import PIN
from tests.core.cli.conftest import Ask

PERSON = ("--name", "\U00020bb7村　葵", "--employee-no", "0067890", "--role", "deputy")


@pytest.fixture
def share(ask: Ask, tmp_path):
    """A workplace on its share, founded in ``first``."""
    who = ("--manager", "長谷川　ヱイ子", "--employee-no", "0012359")
    where = ("--company", "北辰送配電株式会社", "--workplace", "運用課", "--org-code", "NSC01")
    assert ask("first", "init", *where, *who, "--share", tmp_path / "share")[0] == 0
    return tmp_path / "share"


def test_a_pc_asks_by_picture_and_is_let_in_by_commands(ask: Ask, share, tmp_path):
    invited, code, page, reply = (tmp_path / name for name in ("i.json", "code.png", "code.pdf", "answer.ret"))
    assert ask("first", "enrol", "invite", "--out", invited)[0] == 0
    exit_code, asked = ask("new", "enrol", "request", "--invitation", invited, *PERSON, "--qr", code)
    assert (exit_code, asked["files"]) == (0, [str(code)])
    assert code.read_bytes().startswith(b"\x89PNG")
    shown = ask("new", "enrol", "show", "--qr", page, "--out", tmp_path / "request.enr")[1]
    assert shown["code"] == asked["code"]
    assert page.read_bytes().startswith(b"%PDF")
    for sent in (page, tmp_path / "request.enr"):
        assert ask("first", "enrol", "take", sent)[0] == 0
    exit_code, let_in = ask("first", "enrol", "approve", asked["code"], "--request", code, "--reply", reply)
    assert (exit_code, let_in["name"]) == (0, "\U00020bb7村　葵")
    exit_code, told = ask("new", "enrol", "finish", let_in["answer"], "--reply", reply, "--share", share)
    assert (exit_code, told["workplace"]) == (0, "運用課")


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (("enrol", "take", "{junk}"), "EnrolmentFileWrong"),
        (("enrol", "take", "{gone}"), "EnrolmentFileUnreadable"),
        (("enrol", "approve", "1234", "--request", "{junk}"), "EnrolmentFileWrong"),
        (("workplace", "join-headquarters", "{gone}", "1234"), "EnrolmentFileUnreadable"),
    ],
)
def test_bad_files_are_bad_input(ask: Ask, share, tmp_path, command, error):
    (tmp_path / "junk").write_bytes(b"junk")
    filled = [word.format(junk=tmp_path / "junk", gone=tmp_path / "gone") for word in command]
    exit_code, told = ask("first", *filled)
    assert (exit_code, told["error"]) == (2, error)
    assert "Nothing was changed" in told["message"]


def test_a_headquarters_is_joined_by_commands_and_a_new_name_keeps_its_reason(ask: Ask, share, tmp_path):
    file = tmp_path / "hq.json"
    assert ask("hq", "hq", "init")[0] == 0
    assert ask("hq", "hq", "invite", "--out", file)[1]["error"] == "FieldMissing"
    exit_code, invited = ask("hq", "hq", "invite", "--name", "本社", "--out", file)
    assert (exit_code, invited["name"]) == (0, "本社")
    asked = ask("hq", "hq", "join", "--share", share, "--name", "大野　克己", "--employee-no", "0000777")[1]
    let_in = ask("first", "enrol", "approve", asked["code"])[1]
    assert ask("hq", "hq", "finish", asked["key"], let_in["answer"])[0] == 0
    assert ask("hq", "hq", "confirm", asked["key"], "123456")[1]["error"] == "HeadquartersNotJoined"
    exit_code, joined = ask("first", "workplace", "join-headquarters", file, invited["code"])
    assert (exit_code, joined["name"]) == (0, "本社")
    rename = ("workplace", "rename", "道央配電センター", "--from", "2027-04-01", "--reason", "組織改正")
    assert ask("first", *rename)[0] == 0
    assert ask("first", "sync")[0] == 0
    assert ask("hq", "hq", "sync")[0] == 0
    exit_code, confirmed = ask("hq", "hq", "confirm", asked["key"], joined["answer"])
    assert (exit_code, confirmed["keys"]) == (0, 1)
    assert PIN not in json.dumps(confirmed)
