"""The commands about a file server, as people run them: found, sync, choose, lose everything and come back."""

from __future__ import annotations

import shutil

from desktop_app.app import open_app
from desktop_app.home import Home
from tests.commands import PASSPHRASE, Pc, soon
from tests.fakes import MissingKeyring
from tests.homes import surroundings
from tests.samba import PASSWORD


def test_a_workplace_lives_on_a_file_server_is_lost_and_comes_back_with_the_kit(samba, tmp_path):
    password = {"SEKISHO_SHARE_PASSWORD": PASSWORD}
    folder = samba.disk / tmp_path.name
    address = str(samba.place(folder.name))
    pc = Pc(tmp_path)
    refused = pc.run("--json", "init", *_founding(address))
    assert (refused.code, refused.data["error"]) == (2, "ShareLoginRefused")
    assert not pc.home.joinpath("home.json").exists()
    pc.ask("init", *_founding(address), **password)
    opened = ("--employee-no", "0011111", "--name", "高橋　美咲", "--effective-date", soon().isoformat())
    pc.ask("case", "open", *opened, "--destination-company", "あおば電力株式会社", **password)
    assert pc.ask("settings", "share") == {"share": address}
    assert pc.ask("sync", **password)["unsent"] == 0
    assert pc.ask("sync", code=2)["error"] == "ShareLoginRefused"
    assert pc.ask("verify", "--share", address, **password)["ok"]
    assert pc.ask("settings", "share", "smb://a:b@server/share", code=2)["error"] == "SharePasswordInAddress"
    cases, kit = pc.ask("case", "list"), _kit(pc)
    shutil.rmtree(pc.home)
    back = pc.ask("recover", "--share", address, "--employee-no", "0012359", SEKISHO_RECOVERY_KEY=kit, **password)
    assert (back["workplace"], back["letter"]) == ("中央ネットワークサービスセンター", "B")
    pc.ask("sync", **password)
    assert pc.ask("case", "list") == cases


def _founding(address: str) -> tuple[str, ...]:
    return (
        *("--company", "北辰送配電株式会社", "--workplace", "中央ネットワークサービスセンター", "--org-code", "NSC01"),
        *("--manager", "長谷川　ヱイ子", "--employee-no", "0012359", "--share", address),
    )


def _kit(pc: Pc) -> str:
    app = open_app(Home(pc.home), surroundings(keyring=MissingKeyring()), ask_passphrase=lambda: PASSPHRASE)
    try:
        return app.fiscal_secret(max(app.workplace.fiscal_keys))["recovery"]
    finally:
        app.close()
