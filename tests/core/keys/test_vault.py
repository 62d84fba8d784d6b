"""The database key: in a trusted keyring, under a passphrase, or both; never in clear."""

from __future__ import annotations

import pytest

from desktop_app.errors import (
    DiskFull,
    KeyDamaged,
    KeyElsewhere,
    KeyringMissing,
    PassphraseNeeded,
    PassphraseTooShort,
    WrongPassphrase,
)
from desktop_app.keys import vault
from tests.fakes import CHEAP_KDF, MemoryKeyring, MissingKeyring, disk_with_room_for

KEY = bytes(range(32))
HOME = "home-1"
PASSPHRASE = "correct horse 馬"


@pytest.fixture
def passphrase_file(tmp_path):
    return vault.PassphraseFile(tmp_path / "key.json", CHEAP_KDF)


def never() -> str:
    raise AssertionError("nobody should be asked")


def test_a_new_key_has_256_bits_and_is_new():
    assert len(vault.new_database_key()) == 32
    assert vault.new_database_key() != vault.new_database_key()


def test_the_keyring_opens_the_home_without_asking(passphrase_file):
    keyring = MemoryKeyring()
    vault.save_database_key(keyring, HOME, KEY)
    passphrase_file.save(bytes(32), PASSPHRASE)
    assert vault.open_database_key(HOME, keyring, passphrase_file, never) == KEY
    vault.forget_database_key(keyring, HOME)
    assert vault.load_database_key(keyring, HOME) is None


@pytest.mark.parametrize("keyring", [None, MemoryKeyring(), MissingKeyring()])
def test_another_os_user_or_a_pc_without_keyring_opens_it_by_passphrase(keyring, passphrase_file):
    passphrase_file.save(KEY, PASSPHRASE)
    assert vault.open_database_key(HOME, keyring, passphrase_file, lambda: PASSPHRASE) == KEY
    with pytest.raises(WrongPassphrase):
        vault.open_database_key(HOME, keyring, passphrase_file, lambda: PASSPHRASE + "x")
    with pytest.raises(PassphraseNeeded):
        vault.open_database_key(HOME, keyring, passphrase_file, None)


def test_without_key_and_passphrase_it_says_whose_fault_it_is(passphrase_file):
    with pytest.raises(KeyElsewhere) as elsewhere:
        vault.open_database_key(HOME, MemoryKeyring(), passphrase_file, never)
    assert elsewhere.value.home_id == HOME
    with pytest.raises(KeyringMissing):
        vault.open_database_key(HOME, MissingKeyring(), passphrase_file, never)


@pytest.mark.parametrize("entry", ["", "00" * 31, "zz" * 32])
def test_a_damaged_keyring_entry_is_named_unless_the_passphrase_helps(entry, passphrase_file):
    keyring = MemoryKeyring({"home-1/database": entry})
    with pytest.raises(KeyDamaged) as caught:
        vault.open_database_key(HOME, keyring, passphrase_file, never)
    assert caught.value.where == "keyring"
    passphrase_file.save(KEY, PASSPHRASE)
    assert vault.open_database_key(HOME, keyring, passphrase_file, lambda: PASSPHRASE) == KEY


def test_the_passphrase_file_tells_nothing_and_can_be_changed_and_removed(passphrase_file):
    assert not passphrase_file.exists()
    passphrase_file.save(KEY, PASSPHRASE)
    stored = passphrase_file.path.read_bytes()
    assert KEY.hex().encode() not in stored
    assert PASSPHRASE.encode() not in stored
    passphrase_file.save(KEY, "another passphrase")
    with pytest.raises(WrongPassphrase):
        passphrase_file.load(PASSPHRASE)
    assert passphrase_file.load("another passphrase") == KEY
    assert [p.name for p in passphrase_file.path.parent.iterdir()] == ["key.json"]
    passphrase_file.forget()
    passphrase_file.forget()
    assert not passphrase_file.exists()


def test_a_damaged_passphrase_file_is_no_wrong_passphrase(passphrase_file):
    passphrase_file.path.write_bytes(b"\xff\x00")
    with pytest.raises(KeyDamaged) as caught:
        passphrase_file.load(PASSPHRASE)
    assert caught.value.where == "file"


def test_on_a_full_disk_the_earlier_passphrase_stays(passphrase_file):
    passphrase_file.save(KEY, PASSPHRASE)
    with disk_with_room_for(10), pytest.raises(DiskFull) as caught:
        passphrase_file.save(KEY, "another passphrase")
    assert caught.value.path == str(passphrase_file.path.parent)
    assert passphrase_file.load(PASSPHRASE) == KEY
    assert [p.name for p in passphrase_file.path.parent.iterdir()] == ["key.json"]


def test_a_passphrase_file_that_cannot_be_read_has_a_name(passphrase_file):
    passphrase_file.path.mkdir()
    with pytest.raises(KeyDamaged):
        passphrase_file.load(PASSPHRASE)


def test_a_passphrase_has_twelve_characters_counted_as_people_count(passphrase_file):
    for text in ("elevenchars", "合言葉は十二文字以上に"):
        with pytest.raises(PassphraseTooShort) as caught:
            passphrase_file.save(KEY, text)
        assert caught.value.minimum == 12
    assert not passphrase_file.exists()
    passphrase_file.save(KEY, "合言葉は十二文字以上にして")
