"""Headquarters' own key leaves its PC under a passphrase or on paper, opens what it should with age, and comes back."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.app import Surroundings
from desktop_app.errors import (
    HeadquartersAlone,
    HeadquartersKeyHere,
    HeadquartersKeyWrong,
    HeadquartersNotJoined,
    PassphraseTooShort,
    RecoveryCodeUnreadable,
    SekishoError,
    WrongPassphrase,
    WrongPin,
)
from desktop_app.keys.seal import new_age_identity, recipient_of, seal_with_passphrase
from desktop_app.usecases.enrolment import approve_enrolment
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters import (
    Headquarters,
    ask_to_join,
    complete_joining,
    exchange_with,
    make_headquarters,
    open_headquarters,
)
from desktop_app.usecases.headquarters_joining import join_headquarters
from desktop_app.usecases.headquarters_key import export_key, render_key_sheet, take_key_file, take_key_sheet
from desktop_app.usecases.headquarters_own import (
    AGE_SECRET,
    confirm_joining,
    make_own_invitation,
    own_invitation,
    own_record,
)
from desktop_app.usecases.sharing import sync
from tests.core.usecases.test_verifying import play
from tests.headquarters import ONO, Country, country
from tests.homes import PIN, kit_in_hand, register, surroundings
from tests.refusals import told

NAME = "本社　行為規制グループ"
WORDS = "kagi-no-aikotoba-desu"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Country]:
    """A workplace that joined a headquarters and has worked since."""
    land = country(tmp_path)
    office = land.add("NSC01", "西部配電事業所")
    invitation = make_own_invitation(land.headquarters, NAME)
    answer = join_headquarters(
        office, invitation.data, invitation.code, own_pin=PIN, second=kit_in_hand(office)
    ).answer
    play(office)
    sync(office)
    exchange_with(land.headquarters, land.keys["NSC01"])
    confirm_joining(land.headquarters, land.keys["NSC01"], answer)
    yield land
    land.close()


def key_of(headquarters: Headquarters) -> str:
    with own_record(headquarters) as record:
        return (record.desk.secret(AGE_SECRET) or b"").decode()


def fresh(tmp_path: Path) -> Headquarters:
    make_headquarters(tmp_path / "new PC")
    return open_headquarters(tmp_path / "new PC", surroundings())


def age(*arguments: object, passphrase: str) -> bytes:
    """Run the real program at a terminal of its own, where it asks for the passphrase."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the program's side
        os.execvp("age", ["age", *map(str, arguments)])
    said = b""
    typed = False
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        said += more
        if not typed and b"passphrase" in said.lower():
            os.write(terminal, passphrase.encode() + b"\n")
            typed = True
    os.close(terminal)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, said
    return said


def test_every_sealed_file_of_a_workplace_that_joined_opens_with_the_exported_key_and_the_plain_age_program(
    made, tmp_path
):
    out = tmp_path / "key.age"
    recipient = export_key(made.headquarters, out, WORDS, own_pin=PIN)
    assert recipient == recipient_of(key_of(made.headquarters))
    assert b"AGE-SECRET" not in out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    age("--decrypt", "--output", tmp_path / "key.txt", out, passphrase=WORDS)
    sealed = sorted(made.share("NSC01").rglob("*.bin"))
    assert sealed
    for file in sealed:
        plain = subprocess.run(
            ["age", "--decrypt", "--identity", tmp_path / "key.txt", file], capture_output=True, check=True
        )
        assert plain.stdout
    opened = tmp_path / "opened"
    age("--decrypt", "--identity", out, "--output", opened, sealed[0], passphrase=WORDS)
    assert opened.read_bytes()
