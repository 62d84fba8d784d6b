"""The printed kit: what a tired person types back opens the year, and a slip is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import RecoveryCodeUnreadable
from desktop_app.keys.recovery import make_recovery_kit, read_recovery_code
from desktop_app.keys.seal import open_sealed, recipient_of, seal

KIT = make_recovery_kit(
    2026,
    organisation="北辰送配電株式会社",
    workplace="札幌ネットワークセンター",
    org_code="NSC01",
    root_fingerprint="ab" * 32,
)


def test_a_kit_is_one_identity_for_one_year():
    assert recipient_of(KIT.secret) == KIT.recipient
    assert open_sealed(seal(b"the year", (KIT.recipient,)), (KIT.secret,)) == b"the year"
    assert [len(group) for group in KIT.printed_groups] == [6] * 9 + [4]
    assert KIT.secret not in repr(KIT)


@pytest.mark.parametrize(
    "separator",
    [" ", "-", "\n", "", "　", "‐", "－", " - ", "\u200b", "ー"],  # noqa: RUF100, PLE2515
)
def test_groups_may_be_typed_with_anything_between_them(separator):
    typed = separator.join(KIT.printed_groups)
    assert read_recovery_code(typed) == KIT.secret
    assert read_recovery_code("age-secret-key-1" + separator + typed.lower()) == KIT.secret


def test_full_width_typing_and_misread_letters_are_understood():
    code = "".join(KIT.printed_groups)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert read_recovery_code(wide) == KIT.secret
    assert read_recovery_code(code.replace("0", "O").replace("L", "1")) == KIT.secret
    assert read_recovery_code(code.replace("L", "i")) == KIT.secret


@given(st.integers(0, 57), st.sampled_from("023456789ACDEFGHJKLMNPQRSTUVWXYZB"))
def test_one_mistyped_character_is_always_noticed(at, other):
    code = "".join(KIT.printed_groups)
    if code[at] == other:
        return
    with pytest.raises(RecoveryCodeUnreadable) as caught:
        read_recovery_code(code[:at] + other + code[at + 1 :])
    assert caught.value.facts == {"typed": 58, "expected": 58}


@pytest.mark.parametrize(("typed", "count"), [("", 0), ("AGE-SECRET-KEY-1", 0), ("髙" * 5, 5)])
def test_an_incomplete_code_says_how_much_was_typed(typed, count):
    with pytest.raises(RecoveryCodeUnreadable) as caught:
        read_recovery_code(typed)
    assert caught.value.typed == count


def test_years_and_workplaces_never_share_an_identity():
    other = make_recovery_kit(2027, organisation="x", workplace="x", org_code="NSC01", root_fingerprint="ab" * 32)
    assert other.recipient != KIT.recipient
