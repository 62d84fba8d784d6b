"""What we seal, its holders alone open, with our program or with age itself."""

from __future__ import annotations

import base64
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import CannotOpen, RecipientUnreadable, WrongPassphrase
from desktop_app.keys import seal

SECRET, RECIPIENT = seal.new_age_identity()
OTHER_SECRET, OTHER_RECIPIENT = seal.new_age_identity()
STRANGER, _ = seal.new_age_identity()


@given(st.binary(max_size=2000))
def test_each_of_two_recipients_opens_it(data):
    sealed = seal.seal(data, (RECIPIENT, OTHER_RECIPIENT))
    assert seal.open_sealed(sealed, (SECRET,)) == data
    assert seal.open_sealed(sealed, (STRANGER, OTHER_SECRET)) == data


def test_the_age_program_opens_it_with_the_exported_identity(tmp_path):
    data = "退室\n".encode() * 40_000
    (tmp_path / "sealed.age").write_bytes(seal.seal(data, (RECIPIENT, OTHER_RECIPIENT)))
    (tmp_path / "key.txt").write_text(OTHER_SECRET + "\n", "ascii")
    age = subprocess.run(
        ["age", "--decrypt", "--identity", "key.txt", "sealed.age"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert age.stdout == data


def test_what_the_age_program_sealed_we_open(tmp_path):
    age = subprocess.run(["age", "--recipient", RECIPIENT], input=b"hand-over", capture_output=True, check=True)
    assert seal.open_sealed(age.stdout, (SECRET,)) == b"hand-over"


@pytest.mark.parametrize("secrets", [(), (STRANGER,)])
def test_a_stranger_opens_nothing(secrets):
    with pytest.raises(CannotOpen) as caught:
        seal.open_sealed(seal.seal(b"x", (RECIPIENT,)), secrets)
    assert caught.value.reason == "no key"


def test_any_flipped_bit_and_any_cut_is_noticed():
    sealed = seal.seal(b"twelve people", (RECIPIENT,))
    for at in range(len(sealed)):
        for damaged in (sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], sealed[:at]):
            with pytest.raises(CannotOpen):
                seal.open_sealed(damaged, (SECRET,))
    with pytest.raises(CannotOpen) as caught:
        seal.open_sealed(sealed[:-1], (SECRET,))
    assert caught.value.reason == "damaged"


def test_nothing_is_sealed_to_nobody_or_to_a_typing_error():
    with pytest.raises(ValueError, match="nobody"):
        seal.seal(b"x", ())
    for text in ("", RECIPIENT[:-1], SECRET):
        with pytest.raises(RecipientUnreadable):
            seal.seal(b"x", (text,))
    with pytest.raises(RecipientUnreadable) as caught:
        seal.open_sealed(b"", (SECRET[:-1],))
    assert SECRET[20:40] not in f"{caught.value!r}{caught.value.facts}{caught.value.__cause__!r}"


def test_a_secret_knows_its_recipient():
    assert seal.recipient_of(SECRET) == RECIPIENT


CHEAP_TICKET = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBxaitFR0xTVUU5aFphRnlqTmlJKzBRIDEwCkt3ZHluc1Z6V2lNcUo0UWZV"
    "aVhIcm9LQ1VIc2tDSzNGS1ZkcEdwRnB3V0kKLS0tIHFZdUFRNjFMNzhqNlA2Y3lURGpqYjlINGhiNVZ0czNjZUlqanZxcTkyNnMK"
    "asqb952pUpRgAOxGVPyB9R+CYyvos+NWV8W6f2R88QtG5QXneQ4="
)
"""The word "ticket" under the code KX7Q-2M9P, with a scrypt price (2^10) that tests can pay."""


def test_the_passphrase_opens_it_in_full_width_too():
    for code in ("KX7Q-2M9P", "ＫＸ７Ｑ－２Ｍ９Ｐ"):
        assert seal.open_with_passphrase(CHEAP_TICKET, code) == b"ticket"


def test_a_wrong_passphrase_is_told_apart_from_a_damaged_file():
    with pytest.raises(WrongPassphrase):
        seal.open_with_passphrase(CHEAP_TICKET, "KX7Q-2M9Q")
    for damaged in (b"", b"no age file", CHEAP_TICKET[:-1]):
        with pytest.raises(CannotOpen) as caught:
            seal.open_with_passphrase(damaged, "KX7Q-2M9P")
        assert caught.value.reason == "damaged"
    with pytest.raises(CannotOpen) as caught:
        seal.open_with_passphrase(seal.seal(b"x", (RECIPIENT,)), "KX7Q-2M9P")
    assert caught.value.reason == "no key"


def test_a_passphrase_seals_at_the_full_price():
    """The one slow test here: seconds of scrypt, as in use."""
    sealed = seal.seal_with_passphrase(b"ticket", "KX7Q-2M9P")
    assert seal.open_with_passphrase(sealed, "KX7Q-2M9P") == b"ticket"
