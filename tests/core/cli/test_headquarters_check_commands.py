"""By command: headquarters checks newcomers, alone or as the second check, and its key goes out and comes back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.core.cli.conftest import Ask

NEWCOMER = ("--name", "\U00020bb7村　葵", "--employee-no", "0067890", "--role", "deputy")
WORDS = "kagi-no-aikotoba-desu"


@pytest.fixture(autouse=True)
def _passphrase_of_the_key(monkeypatch) -> None:
    monkeypatch.setenv("SEKISHO_KEY_PASSPHRASE", WORDS)


@pytest.fixture
def share(ask: Ask, tmp_path: Path) -> Path:
    """A workplace of two members on its share, founded in ``first``."""
    who = ("--manager", "長谷川　ヱイ子", "--employee-no", "0012359")
    where = ("--company", "北辰送配電株式会社", "--workplace", "運用課", "--org-code", "NSC01")
    assert ask("first", "init", *where, *who, "--share", tmp_path / "share")[0] == 0
    return tmp_path / "share"


def headquarters(ask: Ask, share: Path, *more: str) -> str:
    """Headquarters in ``hq`` reads the workplace; then a second member comes. Returns the workplace's key."""
    assert ask("hq", "hq", "init")[0] == 0
    asked = ask("hq", "hq", "join", "--share", share, "--name", "大野　克己", "--employee-no", "0000777")[1]
    answer = ask("first", "enrol", "approve", asked["code"], *more)[1]["answer"]
    assert ask("hq", "hq", "finish", asked["key"], answer)[0] == 0
    second = ("--name", "古川　薫", "--employee-no", "0044444", "--role", "head")
    waiting = ask("second", "enrol", "request", "--share", share, *second)[1]
    let_in = ask("first", "enrol", "approve", waiting["code"])[1]
    assert ask("second", "enrol", "finish", let_in["answer"])[0] == 0
    return str(asked["key"])


def test_where_it_was_appointed_headquarters_lets_a_newcomer_in_by_one_command(ask: Ask, share, tmp_path):
    key = headquarters(ask, share, "--appoint")
    asked = ask("new", "enrol", "request", "--share", share, *NEWCOMER)[1]
    (told,) = ask("hq", "hq", "requests", key)[1]["workplaces"]
    assert ([one["employee_no"] for one in told["requests"]], told["lets_in"]) == (["0067890"], True)
    assert ask("hq", "hq", "check", key, "0" * 20)[0] == 2
    reply = tmp_path / "answer.ret"
    code, let_in = ask("hq", "hq", "check", key, asked["code"], "--reply", reply)
    assert (code, let_in["let_in"], let_in["name"]) == (0, True, "\U00020bb7村　葵")
    assert reply.exists()
    assert ask("new", "enrol", "finish", let_in["answer"])[1]["workplace"] == "運用課"
    assert ask("hq", "hq", "requests")[1]["workplaces"][0]["requests"] == []


def test_elsewhere_its_check_is_the_second_one_and_one_member_completes_it(ask: Ask, share, tmp_path):
    key = headquarters(ask, share)
    asked = ask("new", "enrol", "request", "--share", share, *NEWCOMER)[1]
    code, refused = ask("first", "enrol", "approve", asked["code"])
    assert (code, refused["error"]) == (1, "SecondMemberNeeded")
    assert ask("first", "sync")[0] == 0
    (told,) = ask("hq", "hq", "requests", key)[1]["workplaces"]
    assert (len(told["requests"]), told["lets_in"], told["opens"]) == (1, False, True)
    assert ask("hq", "hq", "check", key, asked["code"])[1] == {"key": key, "let_in": False, "answer": None}
    assert ask("hq", "hq", "overview")[1]["workplaces"][0]["asking"] == 0
    let_in = ask("first", "enrol", "approve", asked["code"])[1]
    assert ask("new", "enrol", "finish", let_in["answer"])[0] == 0


def test_a_request_that_came_as_a_picture_is_checked_by_command(ask: Ask, share, tmp_path):
    key = headquarters(ask, share)
    invited, picture = tmp_path / "i.json", tmp_path / "code.png"
    assert ask("first", "enrol", "invite", "--out", invited)[0] == 0
    asked = ask("new", "enrol", "request", "--invitation", invited, *NEWCOMER, "--qr", picture)[1]
    ask("hq", "hq", "sync")
    assert ask("hq", "hq", "check", key, asked["code"], "--request", picture)[1]["let_in"] is False
    assert ask("first", "enrol", "approve", asked["code"], "--request", picture)[0] == 0


def test_who_confirmed_a_joining_is_listed_and_the_key_goes_out_and_comes_back(ask: Ask, share, tmp_path, monkeypatch):
    key = headquarters(ask, share)
    invited, file, page = tmp_path / "hq.json", tmp_path / "key.age", tmp_path / "key.pdf"
    made = ask("hq", "hq", "invite", "--name", "本社", "--out", invited)[1]
    joined = ("workplace", "join-headquarters", invited, made["code"], "--with-kit")
    assert ask("first", "kit", "print", "--out", tmp_path / "kit.pdf")[0] == 0
    monkeypatch.setenv("SEKISHO_RECOVERY_KEY", letters_of(tmp_path / "kit.pdf"))
    answer = ask("first", *joined)[1]["answer"]
    for home, *command in (("first", "sync"), ("hq", "hq", "sync")):
        assert ask(home, *command)[0] == 0
    (line,) = ask("hq", "hq", "list")[1]["workplaces"]
    assert (line["confirmed_at"], line["confirmed_by"]) == (None, None)
    since = ask("hq", "hq", "confirm", key, answer)[1]["confirmed_at"]
    (line,) = ask("hq", "hq", "list")[1]["workplaces"]
    assert (line["confirmed_at"], line["confirmed_by"]) == (since, "大野　克己")
    assert ask("hq", "hq", "export-key", "--out", file)[0] == 0
    assert ask("hq", "hq", "print-key", "--out", page)[0] == 0
    monkeypatch.setenv("SEKISHO_RECOVERY_KEY", letters_of(page))
    for home, more in (("by file", ("--file", file)), ("by paper", ("--invitation", invited))):
        assert ask(home, "hq", "init")[0] == 0
        assert ask(home, "hq", "take-key", *more)[1]["name"] == "本社"
        assert ask(home, "hq", "take-key", *more)[1]["error"] == "HeadquartersKeyHere"


def letters_of(page: Path) -> str:
    """The key as somebody types it from the paper."""
    text = subprocess.run(["pdftotext", "-layout", page, "-"], capture_output=True, check=True).stdout.decode()
    after = text.partition("AGE-SECRET-KEY-")[2].splitlines()[1:]
    groups = " ".join(after).split()
    return "AGE-SECRET-KEY-" + "".join(groups[: groups.index("Fingerprint")])
