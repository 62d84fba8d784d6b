"""The real thing: gnome-keyring in a D-Bus session of its own, with a throw-away home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
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


def session(user: Path, story: str, daemon: str) -> object:
    """Run *story* as an OS user whose home is *user*, with *daemon* started first; return what it printed."""
    user.mkdir(exist_ok=True)
    script = user / "story.py"
    script.write_text(STORY + story, "utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(user),
        "XDG_RUNTIME_DIR": str(user),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f'{daemon}\nexec "$0" "$@"', sys.executable, script, user],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


UNLOCKED = "printf 'login' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null"
OTHER_PASSWORD = "printf 'wrong' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"


def test_key_and_witness_survive_a_new_session_and_can_be_forgotten(tmp_path):
    user = tmp_path / "user"
    assert session(user, SAVE, UNLOCKED) is None
    found = session(user, OPEN, UNLOCKED)
    assert found == {"key": KEY.hex(), "other": bytes(32).hex(), "witness": 2}
    assert session(user, FORGET, UNLOCKED) == {"key": "KeyElsewhere"}
    on_disk = b"".join(p.read_bytes() for p in user.rglob("*.keyring"))
    assert on_disk
    assert KEY not in on_disk
    assert KEY.hex().encode() not in on_disk


def test_another_os_user_is_told_that_the_key_is_elsewhere(tmp_path):
    session(tmp_path / "first", SAVE, UNLOCKED)
    assert session(tmp_path / "second", ELSEWHERE, UNLOCKED) == "KeyElsewhere"


@pytest.mark.parametrize("daemon", [LOCKED, OTHER_PASSWORD])
def test_a_keyring_that_stays_locked_is_no_missing_key(tmp_path, daemon):
    session(tmp_path / "user", SAVE, UNLOCKED)
    assert session(tmp_path / "user", ELSEWHERE, daemon) == "KeyringLocked"


def test_a_session_without_a_keyring_has_none(tmp_path):
    assert session(tmp_path / "user", ELSEWHERE, "export DBUS_SESSION_BUS_ADDRESS=unix:path=/none") == (
        "KeyringMissing"
    )
