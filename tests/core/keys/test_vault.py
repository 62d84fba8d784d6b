"""The database key: in a trusted keyring, under a passphrase, or both; never in clear."""

from __future__ import annotations

import types

import pytest
from keyring import errors as library_errors

from desktop_app.errors import (
    KeyDamaged,
    KeyElsewhere,
    KeyringLocked,
    KeyringMissing,
    KeyringUnreachable,
    PassphraseNeeded,
    PassphraseTooShort,
    WrongPassphrase,
)
from desktop_app.keys import vault
from tests.fakes import CHEAP_KDF, MemoryKeyring, MissingKeyring

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


def test_a_passphrase_has_twelve_characters_counted_as_people_count(passphrase_file):
    for text in ("elevenchars", "合言葉は十二文字以上に"):
        with pytest.raises(PassphraseTooShort) as caught:
            passphrase_file.save(KEY, text)
        assert caught.value.minimum == 12
    assert not passphrase_file.exists()
    passphrase_file.save(KEY, "合言葉は十二文字以上にして")


def backend(module: str, **methods: object) -> object:
    """Something the keyring library would offer."""
    return type("Keyring", (), {"__module__": module, "persist": None, **methods})()


def offered(monkeypatch: pytest.MonkeyPatch, chosen: object) -> vault.OsKeyring:
    monkeypatch.setattr("keyring.core._keyring_backend", chosen)
    return vault.OsKeyring()


@pytest.mark.parametrize(
    "module",
    [
        "keyring.backends.fail",
        "keyring.backends.null",
        "keyrings.alt.file",
        "keyring.backends.SecretServiceLookalike",
    ],
)
def test_a_keyring_that_would_lose_or_show_the_key_is_refused(monkeypatch, module):
    with pytest.raises(KeyringMissing) as caught:
        offered(monkeypatch, backend(module)).check()
    assert caught.value.found == (module,)


def test_of_several_keyrings_only_a_trusted_one_is_used(monkeypatch):
    from keyring.backends.chainer import ChainerBackend

    good = backend("keyring.backends.SecretService", get_password=lambda *_: "secret")
    plain = backend("keyrings.alt.file", get_password=lambda *_: "in clear")
    chain = type("Chain", (ChainerBackend,), {"backends": [plain, good]})()
    assert offered(monkeypatch, chain).load("x") == "secret"
    only_plain = type("Chain", (ChainerBackend,), {"backends": [plain]})()
    with pytest.raises(KeyringMissing):
        offered(monkeypatch, only_plain).load("x")


def test_a_keyring_named_in_the_environment_that_cannot_be_loaded_is_missing(monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.module.Keyring")
    with pytest.raises(KeyringMissing) as caught:
        offered(monkeypatch, None).check()
    assert caught.value.found == ("ModuleNotFoundError",)


def test_on_windows_the_key_stays_on_this_pc(monkeypatch):
    chosen = backend("keyring.backends.Windows")
    offered(monkeypatch, chosen).check()
    assert chosen.persist == "local machine"  # type: ignore[attr-defined]


def failing(error: Exception) -> vault.OsKeyring:
    def fail(*_: object) -> None:
        raise error

    return vault.OsKeyring(
        backend=types.SimpleNamespace(get_password=fail, set_password=fail, delete_password=fail)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (library_errors.KeyringLocked("x"), KeyringLocked),
        (library_errors.NoKeyringError("x"), KeyringMissing),
        (library_errors.InitError("x"), KeyringUnreachable),
        (library_errors.PasswordSetError("x"), KeyringUnreachable),
        (ConnectionRefusedError(), KeyringUnreachable),
        (TimeoutError(), KeyringUnreachable),
    ],
)
def test_whatever_a_keyring_raises_becomes_one_of_our_errors(raised, expected):
    keyring = failing(raised)
    for act in (lambda: keyring.load("x"), lambda: keyring.save("x", "hidden"), lambda: keyring.forget("x")):
        with pytest.raises(expected) as caught:
            act()
        assert "hidden" not in f"{caught.value!r} {caught.value.facts}"


def test_forgetting_what_is_not_there_is_no_error():
    failing(library_errors.PasswordDeleteError("none")).forget("x")
