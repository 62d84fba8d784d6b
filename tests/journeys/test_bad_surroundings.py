"""Keys, homes, databases and shares that are away or damaged: said clearly, and nothing is lost or let out."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from desktop_app.app import App, Surroundings, open_app
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.facts import Answer
from desktop_app.errors import (
    DatabaseDamaged,
    DatabaseNewer,
    ForeignShare,
    HomeDamaged,
    HomeExists,
    HomeInUse,
    HomeNotWritable,
    KeyDamaged,
    KeyElsewhere,
    KeyringLocked,
    KeyringMissing,
    PassphraseNeeded,
    SekishoError,
    ShareFull,
    ShareMissing,
    ShareReadOnly,
    WitnessAhead,
    WitnessDamaged,
    WrongDatabaseKey,
    WrongPassphrase,
)
from desktop_app.home import Home
from desktop_app.keys.witness import FileWitness, Witness
from desktop_app.share.folder import FolderStore
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, confirming, reporting, sharing
from desktop_app.usecases.first_start import FirstStart, found_home
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from tests.fakes import CHEAP_KDF, FixedClock, MemoryKeyring, MissingKeyring, disk_with_room_for
from tests.homes import MANAGER, PIN, found, hokkaido, register
from tests.refusals import STROKES, answer_everything, told
from tests.shares import sync_once

PASSPHRASE = "nagai nagai aikotoba"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = found(tmp_path, clock=FixedClock())
    yield made
    made.close()


# --- keys, homes, databases -------------------------------------------------------------------------------


class LockedKeyring(MemoryKeyring):
    """A keyring that is there but stays locked."""

    def load(self, entry: str) -> str | None:
        raise KeyringLocked

    def save(self, entry: str, secret: str) -> None:
        raise KeyringLocked


def with_passphrase(tmp_path: Path, keyring: MemoryKeyring | MissingKeyring) -> App:
    loaded = hokkaido()
    start = FirstStart("北辰送配電株式会社", "西部", "NSC01", MANAGER, loaded.programme, loaded.sha256)
    around = Surroundings(FixedClock(), keyring, pin_cost=CHEAP_KDF)
    return found_home(Home(tmp_path / "home"), start, around, pin=PIN, passphrase=PASSPHRASE)


@contextmanager
def closed_out(home: Home, *kinds: type[SekishoError]) -> Iterator[None]:
    """Opening is refused, with a sentence, and not one byte of the home changes."""
    before = {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}
    with pytest.raises(kinds) as refusal:
        yield
    told(refusal.value)
    assert {path: path.read_bytes() for path in home.folder.rglob("*") if path.is_file()} == before


def test_without_its_key_a_home_stays_closed(tmp_path):
    app = with_passphrase(tmp_path, MissingKeyring())
    app.close()
    home, around = app.home, app.surroundings
    with closed_out(home, WrongPassphrase):
        open_app(home, around, ask_passphrase=lambda: "chigau chigau chigau")
    with closed_out(home, PassphraseNeeded):
        open_app(home, around)
    with closed_out(home, PassphraseNeeded):
        open_app(home, replace(around, keyring=MemoryKeyring()))
    key = home.passphrase_file.read_bytes()
    for damaged in (b"", b"{}", b"\xff" * 50, key[:-20], key.replace(b'"iterations": 1', b'"iterations": 9999')):
        home.passphrase_file.write_bytes(damaged)
        with closed_out(home, KeyDamaged):
            open_app(home, around, ask_passphrase=lambda: PASSPHRASE)
    home.passphrase_file.unlink()
    with closed_out(home, KeyringMissing):
        open_app(home, around, ask_passphrase=lambda: PASSPHRASE)
    with closed_out(home, KeyElsewhere):
        open_app(home, replace(around, keyring=MemoryKeyring()), ask_passphrase=lambda: PASSPHRASE)
    home.passphrase_file.write_bytes(key)
    open_app(home, around, ask_passphrase=lambda: PASSPHRASE).close()


def test_a_locked_keyring_does_not_shut_out_whoever_has_the_passphrase(tmp_path):
    app = with_passphrase(tmp_path, MemoryKeyring())
    app.close()
    locked = replace(app.surroundings, keyring=LockedKeyring())
    with closed_out(app.home, PassphraseNeeded):
        open_app(app.home, locked)
    again = open_app(app.home, locked, ask_passphrase=lambda: PASSPHRASE)
    register(again, "0012346")
    again.close()
    home = found(tmp_path, "without").home
    with closed_out(home, KeyringLocked, HomeInUse):
        open_app(home, locked, ask_passphrase=lambda: PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"home_id": []}'[:8], b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_damaged_marker_is_named(app, content):
    app.close()
    app.home.marker.write_bytes(content)
    with closed_out(app.home, HomeDamaged):
        open_app(app.home, app.surroundings)


def test_a_database_of_a_newer_version_is_left_alone(app):
    with app.record.database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    app.close()
    with closed_out(app.home, DatabaseNewer):
        open_app(app.home, app.surroundings)


def test_a_flipped_bit_anywhere_in_the_database_is_refused_or_harmless(app):
    for number in range(12):
        register(app, f"00{number:05d}")
    ledger = app.cases.page(CaseFilter())
    app.close()
    path = app.home.database
    sound = path.read_bytes()
    outcomes: Counter[str] = Counter()
    for page in range(len(sound) // 4096):
        place = page * 4096 + 2_000
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 4]) + sound[place + 1 :])
        try:
            again = open_app(app.home, app.surroundings)
        except (WrongDatabaseKey, DatabaseDamaged) as error:
            outcomes[type(told(error)).__name__] += 1
            continue
        try:
            assert again.cases.page(CaseFilter()) == ledger
            outcomes["shown as it was"] += 1
        except DatabaseDamaged as error:
            outcomes[type(told(error)).__name__] += 1
        finally:
            again.close()
    assert outcomes["WrongDatabaseKey"] >= 1
    assert outcomes["DatabaseDamaged"] >= 3
    path.write_bytes(sound)
    open_app(app.home, app.surroundings).close()


@pytest.mark.parametrize("content", [b"", b"no database", bytes(8192), b"SQLite format 3\0" + bytes(5000)])
def test_another_file_in_the_databases_place_is_refused(app, content):
    app.close()
    app.home.database.write_bytes(content)
    with closed_out(app.home, WrongDatabaseKey, DatabaseDamaged):
        open_app(app.home, app.surroundings)


def test_a_database_that_is_gone_is_damage_and_no_reason_to_start_a_new_one(app, tmp_path):
    app.close()
    app.home.database.rename(tmp_path / "gone.db")
    with closed_out(app.home, DatabaseDamaged):
        open_app(app.home, app.surroundings)
    with closed_out(app.home, HomeExists):
        found(tmp_path)
    (tmp_path / "gone.db").rename(app.home.database)
    open_app(app.home, app.surroundings).close()


def test_a_home_that_is_moved_away_while_open_says_so(app, tmp_path):
    app.home.folder.rename(tmp_path / "moved")
    with pytest.raises(HomeNotWritable) as gone:
        register(app, "0012346")
    told(gone.value)
    (tmp_path / "moved").rename(app.home.folder)
    register(app, "0012346")
    assert app.cases.people().keys() == {"0012346"}


def test_a_record_put_back_to_an_older_day_is_noticed(app):
    older = app.home.database.read_bytes()
    register(app, "0012346")
    app.close()
    newer = app.home.database.read_bytes()
    app.home.database.write_bytes(older)
    with closed_out(app.home, WitnessAhead):
        open_app(app.home, app.surroundings)
    app.home.database.write_bytes(newer)
    open_app(app.home, app.surroundings).close()


def test_a_witness_in_a_file_that_is_ahead_or_damaged_is_named(tmp_path):
    app = with_passphrase(tmp_path, MissingKeyring())
    register(app, "0012346")
    app.close()
    home, around = app.home, app.surroundings
    note = home.witness.read_bytes()
    FileWitness(home.witness, app.database_key).save(Witness(app.device.device_id, 99, "ab" * 32))
    with closed_out(home, WitnessAhead):
        open_app(home, around, ask_passphrase=lambda: PASSPHRASE)
    for damaged in (b"", b"{}", note[:-9], note.replace(b'":', b'" :'), note.replace(b":", b";"), b"[" * 100_000):
        if damaged == note.replace(b'":', b'" :'):
            continue  # blanks change nothing
        home.witness.write_bytes(damaged)
        with closed_out(home, WitnessDamaged):
            open_app(home, around, ask_passphrase=lambda: PASSPHRASE)
    home.witness.unlink()
    open_app(home, around, ask_passphrase=lambda: PASSPHRASE).close()


def test_a_home_once_opened_without_its_keyring_is_still_watched_by_it(tmp_path):
    """Database and witness file put back together do not pass: the keyring knows better."""
    app = with_passphrase(tmp_path, MemoryKeyring())
    app.close()
    home, around = app.home, app.surroundings
    without = open_app(home, replace(around, keyring=MissingKeyring()), ask_passphrase=lambda: PASSPHRASE)
    register(without, "0012346")
    without.close()
    older = home.database.read_bytes(), home.witness.read_bytes()
    again = open_app(home, around)
    register(again, "0012347")
    again.close()
    newer = home.database.read_bytes(), home.witness.read_bytes()
    assert newer[1] != older[1]
    home.database.write_bytes(older[0])
    home.witness.write_bytes(older[1])
    with closed_out(home, WitnessAhead):
        open_app(home, around)
    home.database.write_bytes(newer[0])
    open_app(home, around).close()


SECOND = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from desktop_app.app import Surroundings, open_app
from desktop_app.errors import SekishoError
from desktop_app.home import Home
from tests.fakes import MissingKeyring
try:
    open_app(Home(Path(sys.argv[2])), Surroundings(keyring=MissingKeyring()), ask_passphrase=lambda: sys.argv[3])
    print("open")
except SekishoError as error:
    print(type(error).__name__)
"""


def test_a_second_process_on_the_same_home_is_told_that_it_is_open(tmp_path):
    app = with_passphrase(tmp_path, MissingKeyring())
    root = str(Path(__file__).parents[2])

    def second() -> str:
        command = [sys.executable, "-c", SECOND, root, str(app.home.folder), PASSPHRASE]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert second() == "HomeInUse"
    told(HomeInUse(path=str(app.home.folder)))
    register(app, "0012346")
    app.close()
    assert second() == "open"


# --- the share --------------------------------------------------------------------------------------------


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[App]:
    made = found(tmp_path, clock=FixedClock(), share=tmp_path / "share")
    sharing.sync(made)
    yield made
    made.close()


@contextmanager
def not_sent(app: App, *kinds: type[SekishoError]) -> Iterator[None]:
    """The share makes trouble; what was entered stays here, and is sent once the trouble is over."""
    case_id = register(app, "0012346")
    before = app.record.heads(), app.cases.page(CaseFilter())
    with pytest.raises(kinds) as trouble:
        yield
    told(trouble.value)
    assert (app.record.heads(), app.cases.page(CaseFilter())) == before
    assert sharing.unsent_count(app) == 1
    assert sharing.share_status(app).trouble in {kind.__name__ for kind in kinds}
    answering.cancel_case(app, case_id, "work goes on")


def all_sent(app: App) -> None:
    assert sharing.sync(app).published == 2
    assert sharing.unsent_count(app) == 0


def test_a_share_that_is_away(shared, tmp_path):
    (tmp_path / "share").rename(tmp_path / "away")
    with not_sent(shared, ShareMissing):
        sharing.sync(shared)
    assert not (tmp_path / "share").exists()
    (tmp_path / "away").rename(tmp_path / "share")
    all_sent(shared)


def test_a_share_that_is_full(shared):
    with not_sent(shared, ShareFull):
        errand = sharing.prepare_sync(shared)
        with disk_with_room_for(300):
            carried = sharing.exchange(errand)
        report = sharing.finish_sync(shared, errand, carried)
        assert report.trouble is not None
        raise report.trouble
    all_sent(shared)


def test_a_share_that_may_only_be_read(shared, tmp_path):
    def read_only(place: Path, mode: str) -> IO[bytes]:
        if "r" in mode:
            return place.open(mode)
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(place))

    with not_sent(shared, ShareReadOnly):
        report = sync_once(shared, FolderStore(tmp_path / "share", read_only))
        assert report.trouble is not None
        raise report.trouble
    all_sent(shared)


def test_a_share_of_somebody_else(shared, tmp_path):
    other = found(tmp_path, "other", share=tmp_path / "theirs", org_code="NSC02")
    (tmp_path / "share").rename(tmp_path / "ours")
    (tmp_path / "theirs").rename(tmp_path / "share")
    theirs = sorted(path for path in (tmp_path / "share").rglob("*"))
    with not_sent(shared, ForeignShare):
        sharing.sync(shared)
    with pytest.raises(ForeignShare):
        sharing.set_share(shared, str(tmp_path / "share"))
    assert sorted(path for path in (tmp_path / "share").rglob("*")) == theirs
    (tmp_path / "share").rename(tmp_path / "theirs")
    (tmp_path / "ours").rename(tmp_path / "share")
    all_sent(shared)
    other.close()


# --- what is left behind ----------------------------------------------------------------------------------


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The system's folder for temporary files, for one test: the next one finds the former again."""
    folder, before = tmp_path / "tmp", tempfile.tempdir
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    tempfile.tempdir = None  # asks the environment again
    yield folder
    tempfile.tempdir = before


def test_nothing_is_left_in_clear_outside_the_database(tmp_path, temporary, caplog, capfd):
    """Temporary files, logs and the home itself hold no name, no PIN and no key."""
    app = with_passphrase(tmp_path, MissingKeyring())
    evidence = tmp_path / "a.txt"
    evidence.write_bytes(b"a secret in the evidence")
    case_id = register(app, "0012346", "\u9ad9橋　美咲")
    answer_everything(app, case_id)
    answering.withdraw_answer(app, case_id, "D-07")
    kept = answering.keep_evidence(app, case_id, evidence)
    answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE, evidence=(kept,)))
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    render_ledger_pdf(app, HalfYear(2026, 2))
    with app.record.database.transaction() as connection:
        options = {row[0] for row in connection.exec_driver_sql("PRAGMA compile_options")}
    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}, "sorting must not spill to a file in clear"
    key = app.database_key
    app.close()
    words = ("\u9ad9橋", "美咲", "0012346", MANAGER.name, PIN, PASSPHRASE, "a secret in the evidence", key.hex())
    secrets = [key, *(w.encode(e) for w in words for e in ("utf-8", "cp932", "utf-16-le"))]
    for path in (*temporary.rglob("*"), *app.home.folder.rglob("*")):
        content = str(path).encode() + (path.read_bytes() if path.is_file() else b"")
        assert not [secret for secret in secrets if secret in content], path
    assert not list(temporary.iterdir())
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")


def test_an_error_of_the_database_does_not_carry_what_could_not_be_written(app, monkeypatch):
    """Its text goes into the crash report, its cause included."""
    name, number = "\u9ad9橋　美咲", str(12_345_678)
    with app.record.database.transaction() as connection:
        connection.exec_driver_sql("CREATE TEMP TRIGGER no BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(Exception, match="no") as failure:
        register(app, number, name)
    shown = "".join(traceback.format_exception(failure.value))
    assert name not in shown
    assert name.encode().hex() not in shown
    assert number not in shown
