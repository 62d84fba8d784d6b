"""The witness of the journal's head survives, and nobody without the key can write one."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import WitnessDamaged
from desktop_app.keys.witness import FileWitness, KeyringWitness, Witness
from tests.fakes import MemoryKeyring

KEY = bytes(range(32))
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
WITNESSES = st.builds(Witness, HEX, st.integers(0, 10**12), HEX)
ONE = Witness("9f3c5a1e7b2d4860", 7, "ab" * 32)


@given(WITNESSES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_witness_comes_back_from_either_place(tmp_path, witness):
    keyring = MemoryKeyring()
    for place in (FileWitness(tmp_path / "witness.json", KEY), KeyringWitness(keyring, "home-1")):
        place.save(witness)
        assert place.load() == witness
    assert KeyringWitness(keyring, "home-2").load() is None


def test_no_witness_was_ever_saved(tmp_path):
    assert FileWitness(tmp_path / "witness.json", KEY).load() is None
    assert KeyringWitness(MemoryKeyring(), "home-1").load() is None


def test_a_witness_written_without_the_key_is_noticed(tmp_path):
    path = tmp_path / "witness.json"
    FileWitness(path, bytes(32)).save(ONE)
    with pytest.raises(WitnessDamaged):
        FileWitness(path, KEY).load()


def test_any_changed_byte_of_the_file_is_noticed(tmp_path):
    place = FileWitness(tmp_path / "witness.json", KEY)
    place.save(ONE)
    whole = place.path.read_bytes()
    for at in range(len(whole)):
        place.path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with contextlib.suppress(WitnessDamaged):
            assert place.load() == ONE  # white space, or base64's idle last bits
        place.path.write_bytes(whole[:at])
        with pytest.raises(WitnessDamaged):
            place.load()


@pytest.mark.parametrize("entry", ["", "a:b:c", "ab:1", "zz:1:" + "0" * 64, "ab:-1:" + "0" * 64])
def test_a_keyring_entry_nobody_wrote_is_damaged(entry):
    with pytest.raises(WitnessDamaged) as caught:
        KeyringWitness(MemoryKeyring({"home-1/witness": entry}), "home-1").load()
    assert caught.value.where == "keyring"


def test_what_could_not_be_read_back_is_never_saved():
    with pytest.raises(ValueError, match="head"):
        Witness("9f3c", 1, "short")
