"""What the share holds for a transferee and does not hold together: nothing of it is believed, and they are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.case import CaseState
from desktop_app.errors import ReplyDamaged
from desktop_app.usecases import declaring_post
from desktop_app.usecases.sharing import sync
from tests.tickets import Sides, issued


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    made = issued(tmp_path)
    yield made
    made.close()


def told(sides: Sides) -> type[Exception] | None:
    trouble = declaring_post.deliver(sides.mine).trouble
    return type(trouble) if trouble else None


def only(sides: Sides, pattern: str) -> Path:
    (path,) = (sides.place / "share").glob(pattern)
    return path


@pytest.mark.parametrize(
    "spoilt",
    [lambda d: d[:-9], lambda d: d.replace(b"taken_in", b"refused_"), lambda _d: b"", lambda _d: bytes(300_000)],
)
def test_a_receipt_that_does_not_hold_is_told_until_the_whole_one_is_read(sides: Sides, spoilt):
    sides.hand_in()
    sync(sides.app)
    sync(sides.app)
    receipt = only(sides, "w/*/rc/*/*.rcp")
    whole = receipt.read_bytes()
    receipt.write_bytes(spoilt(whole))
    assert told(sides) is ReplyDamaged
    assert declaring_post.declaration_standing(sides.mine).received_at is None
    receipt.write_bytes(whole)
    assert sides.standing().received_at == sides.clock.now
    receipt.write_bytes(spoilt(whole))
    assert told(sides) is None, "what it says is known"


def test_a_return_that_does_not_hold_is_told_and_a_whole_one_beside_it_is_read(sides: Sides):
    sides.hand_in()
    sync(sides.app)
    sync(sides.app)
    assert sides.standing().received_at is not None
    sides.send_back()
    letter = only(sides, "w/*/out/*.ret")
    whole = letter.read_bytes()
    letter.write_bytes(whole[:-1] + b"x")
    assert told(sides) is ReplyDamaged
    letter.with_name(letter.name.replace(".0.", ".1.")).write_bytes(whole)
    assert told(sides) is None
    assert sides.standing().state is CaseState.RETURNED
