"""PINs: long enough, bound to their person, and dear to guess."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import KeyDamaged, PinLocked, PinTooShort, WrongPin
from desktop_app.keys import pin
from desktop_app.keys.identity import new_key
from desktop_app.keys.pin import KdfParameters, PinGuard
from desktop_app.keys.signing import key_to_bytes
from tests.fakes import CHEAP_KDF, FixedClock

KEY = new_key()
PERSON = "p-7c2e"
PIN = "sekisho-24"


def locked(text: str = PIN) -> pin.LockedKey:
    return pin.lock_key(KEY, text, PERSON, CHEAP_KDF)


class Desk:
    """One person's lock with its stored guard, as a use case keeps them."""

    def __init__(self) -> None:
        self.clock = FixedClock()
        self.stored = PinGuard().to_json()
        self.locked = locked()

    def save(self, guard: PinGuard) -> None:
        self.stored = guard.to_json()

    def attempt(self, text: str) -> bytes:
        guard = PinGuard.from_json(self.stored)
        return key_to_bytes(pin.unlock_guarded(self.locked, text, PERSON, guard, self.clock(), save=self.save))


def test_the_right_pin_opens_the_key_after_storage():
    stored = locked().to_json()
    key = pin.unlock_key(pin.read_locked_key(stored), PIN, PERSON)
    assert key_to_bytes(key) == key_to_bytes(KEY)


def test_what_is_written_shows_neither_pin_nor_key():
    stored = locked().to_json()
    assert PIN not in stored
    assert key_to_bytes(KEY).hex() not in stored
    assert "ciphertext" not in repr(locked())


def test_another_persons_lock_does_not_open_with_the_same_pin():
    with pytest.raises(WrongPin):
        pin.unlock_key(locked(), PIN, "p-other")


def test_full_width_typing_is_the_same_pin():
    pin.unlock_key(locked("123456"), "１２３４５６", PERSON)


@pytest.mark.parametrize("text", ["", "12345", "１２３４５"])
def test_a_pin_has_six_characters(text):
    with pytest.raises(PinTooShort) as caught:
        pin.lock_key(KEY, text, PERSON, CHEAP_KDF)
    assert caught.value.minimum == 6
    pin.check_pin("合言葉は六字")


def test_the_shipped_parameters_cost_64_mib_and_three_rounds():
    dear = pin.lock_key(KEY, PIN, PERSON)
    assert dear.parameters == KdfParameters(memory_kib=65536, iterations=3, lanes=4)
    assert key_to_bytes(pin.unlock_key(dear, PIN, PERSON)) == key_to_bytes(KEY)


def test_a_changed_pin_opens_the_same_key_and_costs_todays_price():
    changed = pin.change_pin(locked(), PIN, "another-pin", PERSON)
    assert changed.parameters == KdfParameters()
    assert key_to_bytes(pin.unlock_key(changed, "another-pin", PERSON)) == key_to_bytes(KEY)
    with pytest.raises(WrongPin):
        pin.unlock_key(changed, PIN, PERSON)
    with pytest.raises(WrongPin):
        pin.change_pin(locked(), "not the old one", "another-pin", PERSON)
    with pytest.raises(PinTooShort):
        pin.change_pin(locked(), PIN, "short", PERSON)


@given(st.data())
def test_any_changed_byte_of_a_stored_lock_is_noticed(data):
    stored = locked().to_json()
    at = data.draw(st.integers(0, len(stored) - 1))
    other = data.draw(st.sampled_from("A0b/ {9").filter(lambda c: c != stored[at]))
    changed = stored[:at] + other + stored[at + 1 :]
    try:
        key = pin.unlock_key(pin.read_locked_key(changed), PIN, PERSON)
    except (WrongPin, KeyDamaged):
        return
    assert key_to_bytes(key) == key_to_bytes(KEY)  # white space, or base64's idle last bits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "[" * 100_000,
        '{"format": "sekisho-wrapped-2"}',
        (
            '{"format": "sekisho-wrapped-1", "argon2id": {"memory_kib": 99999999, "iterations": 3, "lanes": 4},'
            ' "salt": "AAAAAAAAAAAAAAAAAAAAAA==", "nonce": "AAAAAAAAAAAAAAAA", "ciphertext": "AAAA"}'
        ),
        (
            '{"format": "sekisho-wrapped-1", "argon2id": {"memory_kib": 64, "iterations": 3, "lanes": true},'
            ' "salt": "AAAAAAAAAAAAAAAAAAAAAA==", "nonce": "AAAAAAAAAAAAAAAA", "ciphertext": "AAAA"}'
        ),
        (
            '{"format": "sekisho-wrapped-1", "argon2id": {"memory_kib": 64, "iterations": 3, "lanes": 4},'
            ' "salt": "AAAA", "nonce": "AAAAAAAAAAAAAAAA", "ciphertext": "AAAA"}'
        ),
    ],
)
def test_a_lock_nobody_wrote_is_damaged_and_costs_nothing(text):
    with pytest.raises(KeyDamaged):
        pin.read_locked_key(text)


def test_three_wrong_in_a_row_cost_a_minute_across_a_restart():
    desk = Desk()
    for remaining in (2, 1):
        with pytest.raises(WrongPin) as wrong:
            desk.attempt("wrong pin")
        assert wrong.value.remaining == remaining
    with pytest.raises(PinLocked) as paused:
        desk.attempt("wrong pin")
    assert paused.value.seconds == 60
    desk.clock.advance(seconds=59.5)
    with pytest.raises(PinLocked) as paused:
        desk.attempt(PIN)
    assert paused.value.seconds == 1
    desk.clock.advance(seconds=0.5)
    assert desk.attempt(PIN) == key_to_bytes(KEY)
    assert PinGuard.from_json(desk.stored) == PinGuard()


def test_the_right_pin_forgets_the_wrong_ones():
    desk = Desk()
    for _ in range(4):
        with pytest.raises(WrongPin) as wrong:
            desk.attempt("wrong pin")
        assert wrong.value.remaining == 2
        desk.attempt(PIN)


def test_killing_the_program_during_an_attempt_buys_no_guess():
    desk = Desk()
    counted = []

    def killed(guard: PinGuard) -> None:
        counted.append(guard)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pin.unlock_guarded(desk.locked, PIN, PERSON, PinGuard(), desk.clock(), save=killed)
    assert counted == [PinGuard(wrong=1)]


@pytest.mark.parametrize("hours", [-1, -24 * 3650])
def test_setting_the_clock_back_neither_ends_the_pause_nor_makes_it_endless(hours):
    desk = Desk()
    for _ in range(3):
        with pytest.raises((WrongPin, PinLocked)):
            desk.attempt("wrong pin")
    desk.clock.advance(hours=hours)
    with pytest.raises(PinLocked):
        desk.attempt(PIN)
    desk.clock.advance(seconds=60)
    desk.attempt(PIN)


def test_the_screen_can_ask_about_the_pause_without_a_pin():
    clock = FixedClock()
    guard = PinGuard()
    guard.check(clock())
    for _ in range(3):
        guard = guard.after_wrong(clock())
    with pytest.raises(PinLocked):
        guard.check(clock() + timedelta(seconds=59))
    guard.check(clock() + timedelta(seconds=60))


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"wrong": 9, "paused_at": null}', '{"wrong": 1, "paused_at": "2026-09-24T05:02:00"}', "[1]"],
)
def test_a_guard_nobody_wrote_is_damaged(text):
    with pytest.raises(KeyDamaged):
        PinGuard.from_json(text)
