"""The commands about a file server: found, sync, choose, lose everything and come back."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from desktop_app.app import Surroundings, open_app
from desktop_app.cli import main
from desktop_app.home import Home
from desktop_app.usecases import year_secrets
from desktop_app.usecases.first_start import FirstStart, PersonInput, found_home
from tests.commands import PASSPHRASE, PIN, Pc, soon
from tests.fakes import CHEAP_KDF
from tests.homes import hokkaido
from tests.samba import PASSWORD


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    """Run a command of a user without a keyring in this process; returns its code and its JSON."""
    for name, value in Pc(tmp_path, language="en").environment.items():
        if name != "PATH":
            monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main(["--home", str(tmp_path / "home"), "--json", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_workplace_lives_on_a_file_server_is_lost_and_comes_back_with_the_kit(samba, tmp_path, monkeypatch, ask):
    (samba.disk / tmp_path.name).mkdir()
    address, home = str(samba.place(tmp_path.name)), Home(tmp_path / "home")
    manager = PersonInput("長谷川　ヱイ子", "ハセガワ　エイコ", "0012359")
    start = FirstStart("北辰送配電株式会社", "運用課", "NSC01", manager, hokkaido().programme, hokkaido().sha256)
    found_home(home, start, Surroundings(keyring=None, pin_cost=CHEAP_KDF), pin=PIN, passphrase=PASSPHRASE).close()

    assert ask("settings", "share") == (0, {"share": None})
    assert ask("settings", "share", address)[1]["error"] == "ShareLoginRefused"
    assert ask("settings", "share", "smb://a:b@server/share")[1]["error"] == "SharePasswordInAddress"
    monkeypatch.setenv("SEKISHO_SHARE_PASSWORD", PASSWORD)
    assert ask("settings", "share", address) == (0, {"share": address})
    opened = ("--employee-no", "0011111", "--name", "高橋　美咲", "--effective-date", soon().isoformat())
    assert ask("case", "open", *opened, "--destination-company", "あおば電力株式会社")[0] == 0
    assert ask("sync")[1]["unsent"] == 0
    assert ask("verify", "--share", address)[0] == 0
    monkeypatch.delenv("SEKISHO_SHARE_PASSWORD")
    assert ask("sync")[1]["error"] == "ShareLoginRefused"
    monkeypatch.setenv("SEKISHO_SHARE_PASSWORD", PASSWORD)

    cases, kit = ask("case", "list"), kit_of(home)
    shutil.rmtree(home.folder)
    monkeypatch.setenv("SEKISHO_RECOVERY_KEY", kit)
    code, back = ask("recover", "--share", address, "--employee-no", "0012359")
    assert (code, back["workplace"], back["letter"]) == (0, "運用課", "B")
    assert ask("sync")[0] == 0
    assert ask("case", "list") == cases


def kit_of(home: Home) -> str:
    app = open_app(home, Surroundings(keyring=None), ask_passphrase=lambda: PASSPHRASE)
    try:
        secret = year_secrets.kit_of(app, max(app.workplace.fiscal_keys))
        assert secret is not None
        return secret
    finally:
        app.close()
