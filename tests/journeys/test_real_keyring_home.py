"""A whole home against the real gnome-keyring: second start without a passphrase, and no key anywhere on the disk."""

from __future__ import annotations

from pathlib import Path

from tests.keyrings import LOCKED, UNLOCKED, session

PIN = "himitsu-no-aikotoba"
PASSPHRASE = "nagai nagai aikotoba"
NAME = "\u9ad9\u6a4b\u3000\u7f8e\u54b2"

STORY = f"""
import json, sys
from pathlib import Path
from desktop_app.app import Surroundings, open_app
from desktop_app.errors import SekishoError
from desktop_app.home import Home
from desktop_app.keys.witness import KeyringWitness
from desktop_app.usecases.first_start import FirstStart, found_home
from tests.fakes import CHEAP_KDF
from tests.homes import MANAGER, hokkaido, register
PIN, PASSPHRASE, NAME = {PIN!r}, {PASSPHRASE!r}, {NAME!r}
home, around = Home(Path(sys.argv[1]) / "home"), Surroundings(pin_cost=CHEAP_KDF)
def facts(app):
    head = app.record.head(app.device.device_id)
    return {{
        "key": app.database_key.hex(),
        "witness": type(app.witness).__name__,
        "noted": (app.witness.load().seq, app.witness.load().head_hash) == (head.seq, head.hash),
        "people": sorted(app.cases.people()),
    }}
def told(act):
    try:
        print(json.dumps(facts(act())))
    except SekishoError as error:
        print(json.dumps(type(error).__name__))
"""
FOUND = """
loaded = hokkaido()
start = FirstStart("北辰送配電株式会社", "西部", "NSC01", MANAGER, loaded.programme, loaded.sha256)
app = found_home(home, start, around, pin=PIN, passphrase=sys.argv[2])
register(app, "0012346", NAME)
print(json.dumps(facts(app)))
"""
OPEN = "told(lambda: open_app(home, around))"
OPEN_UNNOTED = "print(json.dumps(open_app(home, around, ask_passphrase=lambda: PASSPHRASE).database_key.hex()))"
PUT_BACK = """
home.database.write_bytes((home.folder.parent / "older.db").read_bytes())
told(lambda: open_app(home, around))
"""


def played(user: Path, story: str, *, daemon: str = UNLOCKED, passphrase: str = "") -> object:
    """Run *story* with a home and real surroundings at hand."""
    return session(user, STORY + story, passphrase, daemon=daemon)


def test_the_second_start_needs_no_passphrase_and_the_key_lies_nowhere_in_clear(tmp_path):
    user = tmp_path / "user"
    founded = played(user, FOUND)
    assert isinstance(founded, dict)
    assert (founded["witness"], founded["noted"]) == ("KeyringWitness", True)
    assert founded["people"] == ["0012346"]
    assert played(user, OPEN) == founded
    key = str(founded["key"])
    words = (PIN, "login", NAME, "0012346", "岡部", "AGE-SECRET-KEY", key, key.upper())
    secrets = [bytes.fromhex(key), *(w.encode(e) for w in words for e in ("utf-8", "utf-16-le"))]
    found = {path: [s for s in secrets if s in path.read_bytes()] for path in user.rglob("*") if path.is_file()}
    assert len(found) > 3
    assert not any(found.values()), found
    assert not (user / "home" / "witness.json").exists()


def test_a_home_put_back_to_an_older_day_is_seen_by_the_keyring(tmp_path):
    user = tmp_path / "user"
    played(user, FOUND)
    database = user / "home" / "sekisho.db"
    older = database.read_bytes()
    played(user, 'app = open_app(home, around)\nregister(app, "0012347")\nprint(json.dumps(facts(app)))')
    (user / "older.db").write_bytes(older)
    assert played(user, PUT_BACK) == "WitnessAhead"


def test_with_a_passphrase_as_well_another_user_or_a_locked_keyring_does_not_shut_it(tmp_path):
    user = tmp_path / "user"
    founded = played(user, FOUND, passphrase=PASSPHRASE)
    assert isinstance(founded, dict)
    assert played(user, OPEN) == founded
    assert played(user, OPEN, daemon=LOCKED) == "PassphraseNeeded"
    locked = played(user, OPEN_UNNOTED, daemon=LOCKED)
    assert locked == founded["key"]
    other = tmp_path / "other"
    other.mkdir()
    (user / "home").rename(other / "home")
    assert played(other, OPEN) == "PassphraseNeeded"
    assert played(other, OPEN_UNNOTED) == founded["key"]
