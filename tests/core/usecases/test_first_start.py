"""Founding a workplace: whole or not at all, whenever it is stopped, and never over what lies there already."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app import App, Surroundings, open_app
from desktop_app.errors import (
    DiskFull,
    FieldMissing,
    FieldTooLong,
    ForeignShare,
    HomeDamaged,
    HomeExists,
    HomeInUse,
    HomeMissing,
    HomeNotWritable,
    KeyringMissing,
    PassphraseTooShort,
    PinTooShort,
    TargetNotEmpty,
)
from desktop_app.home import Home
from desktop_app.usecases import programmes
from desktop_app.usecases.first_start import FirstStart, found_home
from desktop_app.usecases.joining import abandon_enrolment, request_enrolment
from desktop_app.usecases.people import unlock_person
from tests.fakes import CHEAP_KDF, FixedClock, MemoryKeyring, MissingKeyring, disk_with_room_for
from tests.homes import DEPUTY, MANAGER, PIN, found, hokkaido, register, surroundings

ROOT = Path(__file__).parents[3]
PASSPHRASE = "nagai nagai aikotoba"
START = FirstStart(
    company="北辰送配電株式会社",
    workplace="西部配電事業所",
    org_code="NSC01",
    manager=MANAGER,
    programme=hokkaido().programme,
    programme_sha256=hokkaido().sha256,
)


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below, but the lock, which is empty and may stay."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_second_start_opens_with_the_manager_at_the_desk(tmp_path):
    keyring = MemoryKeyring()
    app = found(tmp_path, keyring=keyring)
    workplace, person = app.workplace, app.person
    app.close()
    again = open_app(app.home, surroundings(keyring=keyring))
    assert (again.workplace, again.person) == (workplace, person)
    assert unlock_person(again, person.person_id, PIN)
    again.close()


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (replace(START, company=" \u200b "), FieldMissing),
        (replace(START, workplace=""), FieldMissing),
        (replace(START, org_code="\u3000"), FieldMissing),
        (replace(START, manager=replace(MANAGER, name="")), FieldMissing),
        (replace(START, manager=replace(MANAGER, employee_no="")), FieldMissing),
        (replace(START, company="長" * 201), FieldTooLong),
        (replace(START, manager=replace(MANAGER, kana="ア" * 201)), FieldTooLong),
    ],
)
def test_what_is_missing_or_too_long_makes_nothing(tmp_path, changed, kind):
    with pytest.raises(kind):
        found_home(Home(tmp_path / "home"), changed, surroundings(), pin=PIN)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("pin", "passphrase", "keyring", "kind"),
    [
        ("12345", "", MemoryKeyring(), PinTooShort),
        (PIN, "short", MemoryKeyring(), PassphraseTooShort),
        (PIN, "", MissingKeyring(), KeyringMissing),
        (PIN, "", None, KeyringMissing),
    ],
)
def test_keys_that_would_not_hold_make_nothing(tmp_path, pin, passphrase, keyring, kind):
    around = Surroundings(FixedClock(), keyring, pin_cost=CHEAP_KDF)
    with pytest.raises(kind):
        found_home(Home(tmp_path / "home"), START, around, pin=pin, passphrase=passphrase)
    assert not (tmp_path / "home").exists()


def test_without_a_keyring_the_passphrase_opens_it(tmp_path):
    around = Surroundings(FixedClock(), MissingKeyring(), pin_cost=CHEAP_KDF)
    found_home(Home(tmp_path / "home"), START, around, pin=PIN, passphrase=PASSPHRASE).close()
    open_app(Home(tmp_path / "home"), around, ask_passphrase=lambda: PASSPHRASE).close()


def test_a_record_that_is_there_is_never_founded_over_even_if_its_marker_is_lost(tmp_path):
    app = found(tmp_path)
    register(app, "0012346")
    app.close()
    before = everything_in(app.home.folder)
    with pytest.raises(HomeExists):
        found(tmp_path)
    assert everything_in(app.home.folder) == before
    marker = app.home.marker.read_bytes()
    app.home.marker.unlink()
    with pytest.raises(HomeExists):
        found(tmp_path)
    with pytest.raises(HomeDamaged):
        open_app(app.home, app.surroundings)
    app.home.marker.write_bytes(marker)
    assert everything_in(app.home.folder) == before
    again = open_app(app.home, app.surroundings)
    assert again.cases.people().keys() == {"0012346"}
    again.close()


@pytest.mark.parametrize("name", ["files/mine.txt", "key.json", "witness.json"])
def test_somebodys_files_in_the_chosen_folder_are_left_alone(tmp_path, name):
    mine = tmp_path / "home" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("precious", "utf-8")
    with pytest.raises(TargetNotEmpty):
        found(tmp_path)
    assert everything_in(tmp_path / "home") == {name: b"precious"}


@pytest.mark.parametrize("below", ["file", "file/home", "loop/home"])
def test_where_no_folder_can_be_none_is_made(tmp_path, below):
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(HomeNotWritable):
        found(tmp_path, below)


@pytest.mark.parametrize("room", [0, 5_000, 60_000, 110_000])
def test_a_disk_that_is_full_makes_nothing_and_founding_begins_again(tmp_path, room):
    keyring = MemoryKeyring()
    with pytest.raises((DiskFull, HomeNotWritable)), disk_with_room_for(room):
        found(tmp_path, keyring=keyring)
    assert everything_in(tmp_path / "home") == {}
    assert keyring.entries == {}
    found(tmp_path, keyring=keyring).close()


def test_a_share_of_somebody_else_makes_nothing(tmp_path):
    found(tmp_path, "theirs", share=tmp_path / "share").close()
    keyring = MemoryKeyring()
    with pytest.raises(ForeignShare):
        found(tmp_path, keyring=keyring, share=tmp_path / "share")
    assert everything_in(tmp_path / "home") == {}
    assert not any(entry.endswith("/database") for entry in keyring.entries)
    found(tmp_path, keyring=keyring).close()


def test_while_one_process_founds_another_keeps_away(tmp_path):
    app = found(tmp_path)
    with pytest.raises((HomeExists, HomeInUse)):
        found(tmp_path)
    app.close()


class StoppedError(Exception):
    """Founding ends here."""


def stopping(at: int) -> Callable[[], str]:
    """Give ids as a PC does, until the *at*-th call."""
    calls = 0

    def new_id() -> str:
        nonlocal calls
        calls += 1
        if calls == at:
            raise StoppedError
        return os.urandom(16).hex()

    return new_id


@pytest.mark.parametrize("at", [1, 2, 3])
def test_whatever_goes_wrong_on_the_way_leaves_no_home(tmp_path, at):
    around = replace(surroundings(), new_id=stopping(at))
    with pytest.raises(StoppedError):
        found_home(Home(tmp_path / "home"), START, around, pin=PIN)
    assert everything_in(tmp_path / "home") == {}
    with pytest.raises(HomeMissing):
        open_app(Home(tmp_path / "home"), around)


FOUNDING = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from desktop_app.app import Surroundings
from desktop_app.home import Home
from desktop_app.usecases.first_start import found_home
from tests.core.usecases.test_first_start import PASSPHRASE, START
from tests.fakes import CHEAP_KDF, FixedClock, MissingKeyring
from tests.homes import PIN

steps = 0
def die_at(event, arguments):
    # The system's own record of everything that opens, renames or removes a file.
    global steps
    if event in {"open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect"} and watching:
        if any(str(argument).startswith(sys.argv[2]) for argument in arguments):
            steps += 1
            if steps == wanted:
                os.kill(os.getpid(), 9)

watching = False
sys.addaudithook(die_at)
print("ready", flush=True)
for line in sys.stdin:
    wanted = int(line)
    child = os.fork()
    if child == 0:
        watching = True
        around = Surroundings(FixedClock(), MissingKeyring(), pin_cost=CHEAP_KDF)
        found_home(Home(Path(sys.argv[2]) / "home"), START, around, pin=PIN, passphrase=PASSPHRASE).close()
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def test_killed_at_any_step_founding_begins_again_or_is_whole(tmp_path):
    """A child is killed at its first, second, third … touch of the folder, until one founding ends by itself."""
    around = Surroundings(FixedClock(), MissingKeyring(), pin_cost=CHEAP_KDF)
    command = [sys.executable, "-c", FOUNDING, str(ROOT), str(tmp_path)]
    killed = begun_again = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        assert nursery.stdout.readline() == "ready\n"
        for step in range(1, 100):
            home = Home(tmp_path / "home")
            nursery.stdin.write(f"{step}\n")
            nursery.stdin.flush()
            ended = int(nursery.stdout.readline())
            if ended == 0:
                break
            assert ended == -signal.SIGKILL
            killed += 1
            if not home.exists:
                begun_again += 1
                found_home(home, START, around, pin=PIN, passphrase=PASSPHRASE).close()
            app = open_app(home, around, ask_passphrase=lambda: PASSPHRASE)
            assert app.workplace.company == START.company
            register(app, "0012346")
            app.close()
            assert not home.making.exists()
            home.folder.rename(tmp_path / f"done-{step}")
        nursery.stdin.close()
    assert killed > 5
    assert begun_again < killed, "once the home is marked it is whole"


def test_a_waiting_home_given_up_half_way_can_begin_again(tmp_path):
    founder = found(tmp_path, "first", share=tmp_path / "share")
    home, around = Home(tmp_path / "second"), surroundings()
    request_enrolment(home, str(tmp_path / "share"), DEPUTY, around, pin=PIN)
    home.making.touch()
    home.marker.unlink()  # as far as giving up came
    assert not home.exists
    request_enrolment(home, str(tmp_path / "share"), DEPUTY, around, pin=PIN)
    abandon_enrolment(home, around)
    assert everything_in(home.folder) == {}
    founder.close()


def test_everything_founded_is_told_without_secrets(tmp_path):
    """What a crash would print of the objects at hand must not give a key or a person away."""
    app: App = found(tmp_path)
    key = app.database_key
    shown = repr(app) + repr(app.surroundings) + str(app.home)
    for secret in (key.hex(), repr(key)[2:-1], PIN, *(app.surroundings.keyring.entries.values())):
        assert secret not in shown
    app.close()


def test_the_programme_of_transfers_is_proposed_before_those_of_other_occasions() -> None:
    ids = [loaded.programme.id for loaded in programmes.shipped()]
    assert ids[:4] == ["hokkaido", "tohoku", "kansai", "kyushu"]
    assert {"contractor", "disaster", "all-staff"} <= set(ids[4:])
