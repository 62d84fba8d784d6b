"""Which keyrings are trusted with a key, and what their troubles are called."""

from __future__ import annotations

import sys
import types

import pytest
from keyring import errors as library_errors
from keyring.backends.chainer import ChainerBackend

from desktop_app.errors import KeyringLocked, KeyringMissing, KeyringUnreachable
from desktop_app.keys.os_keyring import OsKeyring, first_trusted


def backend(module: str) -> object:
    """Something the keyring library would offer."""
    return type("Keyring", (), {"__module__": module, "persist": None})()


REFUSED = [
    "keyring.backends.fail",
    "keyring.backends.null",
    "keyrings.alt.file",
    "keyring.backends.SecretServiceLookalike",
]


@pytest.mark.parametrize("module", REFUSED)
def test_a_keyring_that_would_lose_or_show_the_key_is_refused(module):
    with pytest.raises(KeyringMissing) as caught:
        first_trusted([backend(module)])
    assert caught.value.found == (module,)


def test_of_several_keyrings_the_first_trusted_one_is_used():
    good = backend("keyring.backends.SecretService")
    plain = [backend(module) for module in REFUSED]
    assert first_trusted([*plain, good, backend("keyring.backends.kwallet")]) is good
    with pytest.raises(KeyringMissing) as caught:
        first_trusted(plain)
    assert caught.value.found == tuple(REFUSED)


def test_on_windows_the_key_stays_on_this_pc():
    chosen = backend("keyring.backends.Windows")
    assert first_trusted([chosen]) is chosen
    assert chosen.persist == "local machine"


def test_a_keyring_configured_that_cannot_be_loaded_is_missing(monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.module.Keyring")
    with pytest.raises(KeyringMissing) as caught:
        OsKeyring().check()
    assert caught.value.found == ("ModuleNotFoundError",)


@pytest.mark.parametrize("name", ["null", "fail"])
def test_a_configured_keyring_is_used_or_refused_but_never_replaced(monkeypatch, name):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"keyring.backends.{name}.Keyring")
    keyring = OsKeyring()
    for act in (keyring.check, lambda: keyring.load("x"), lambda: keyring.save("x", "y")):
        with pytest.raises(KeyringMissing) as caught:
            act()
        assert caught.value.found == (f"keyring.backends.{name}",)


def test_a_configured_chain_is_searched_for_a_trusted_one(monkeypatch):
    good = backend("keyring.backends.SecretService")
    good.get_password = lambda *_: "secret"
    chain = type("Chain", (ChainerBackend,), {"backends": [backend("keyrings.alt.file"), good]})
    monkeypatch.setitem(sys.modules, "chain_of_two", types.SimpleNamespace(Chain=chain))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "chain_of_two.Chain")
    assert OsKeyring().load("x") == "secret"


def failing(error: Exception) -> OsKeyring:
    def fail(*_: object) -> None:
        raise error

    return OsKeyring(backend=types.SimpleNamespace(get_password=fail, set_password=fail, delete_password=fail))


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
