"""The real thing: gnome-keyring in a D-Bus session of its own, with a throw-away home."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.keyrings import LOCKED, OTHER_PASSWORD, UNLOCKED, session

KEY = bytes(range(32))

STORY = """
import json, sys
from pathlib import Path
from desktop_app.errors import SekishoError
from desktop_app.keys import vault, witness
home = Path(sys.argv[1])
keyring, file = vault.OsKeyring(), vault.PassphraseFile(home / "key.json")
def told(act):
    try:
        return act()
    except SekishoError as error:
        return type(error).__name__
"""
SAVE = """
keyring.check()
vault.save_database_key(keyring, "home-1", bytes(range(32)))
vault.save_database_key(keyring, "home-2", bytes(32))
place = witness.KeyringWitness(keyring, "home-1")
assert place.load() is None
for seq in range(3):
    place.save(witness.Witness("9f3c", seq, "ab" * 32))
"""
OPEN = """
place = witness.KeyringWitness(keyring, "home-1")
print(json.dumps({
    "key": told(lambda: vault.open_database_key("home-1", keyring, file, None).hex()),
    "other": told(lambda: vault.open_database_key("home-2", keyring, file, None).hex()),
    "witness": told(lambda: place.load().seq),
}))
"""
FORGET = """
vault.forget_database_key(keyring, "home-1")
vault.forget_database_key(keyring, "home-1")
print(json.dumps({"key": told(lambda: vault.open_database_key("home-1", keyring, file, None))}))
"""
ELSEWHERE = """
print(json.dumps(told(lambda: vault.open_database_key("home-1", keyring, file, None))))
"""


def told(user: Path, story: str, daemon: str = UNLOCKED) -> object:
    """Run *story* where the keyring and a passphrase file are at hand."""
    return session(user, STORY + story, daemon=daemon)


def test_key_and_witness_survive_a_new_session_and_can_be_forgotten(tmp_path):
    user = tmp_path / "user"
    assert told(user, SAVE) is None
    found = told(user, OPEN)
    assert found == {"key": KEY.hex(), "other": bytes(32).hex(), "witness": 2}
    assert told(user, FORGET) == {"key": "KeyElsewhere"}
    on_disk = b"".join(p.read_bytes() for p in user.rglob("*.keyring"))
    assert on_disk
    assert KEY not in on_disk
    assert KEY.hex().encode() not in on_disk


def test_another_os_user_is_told_that_the_key_is_elsewhere(tmp_path):
    told(tmp_path / "first", SAVE)
    assert told(tmp_path / "second", ELSEWHERE) == "KeyElsewhere"


@pytest.mark.parametrize("daemon", [LOCKED, OTHER_PASSWORD])
def test_a_keyring_that_stays_locked_is_no_missing_key(tmp_path, daemon):
    told(tmp_path / "user", SAVE)
    assert told(tmp_path / "user", ELSEWHERE, daemon) == "KeyringLocked"


def test_a_session_without_a_keyring_has_none(tmp_path):
    assert told(tmp_path / "user", ELSEWHERE, "export DBUS_SESSION_BUS_ADDRESS=unix:path=/none") == ("KeyringMissing")
