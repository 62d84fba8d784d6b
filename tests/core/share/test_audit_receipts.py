"""Receipts of transferees' declarations, as an auditor sees them: signed by a PC of the workplace, one for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.usecases.auditing import AuditRequest, audit
from desktop_app.usecases.auditing_words import remarks
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying_spots import Check, Damage, Verification
from tests.shares import folder_of
from tests.tickets import Sides, issued


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    made = issued(tmp_path)
    yield made
    made.close()


def checked(sides: Sides) -> Verification:
    return audit(AuditRequest(str(folder_of(sides.app).root)))


def receipts(outcome: Verification) -> int:
    return next(one.count for one in outcome.checks if one.check is Check.RECEIPTS)


def test_a_declaration_has_no_receipt_until_it_is_taken_in_and_then_one_that_holds(sides: Sides) -> None:
    sides.hand_in()
    waiting = checked(sides)
    assert waiting.ok
    assert receipts(waiting) == 0
    assert waiting.share is not None
    assert waiting.share.unanswered == 1
    assert any("without a receipt" in said for said in remarks(waiting, lambda words: words))
    sync(sides.app)
    sync(sides.app)
    taken = checked(sides)
    assert taken.ok
    assert taken.share is not None
    assert (receipts(taken), taken.share.unanswered) == (1, 0)


@pytest.mark.parametrize("damage", ["flipped", "torn", "renamed"])
def test_a_receipt_that_was_tampered_with_is_found(sides: Sides, damage: str) -> None:
    sides.hand_in()
    sync(sides.app)
    sync(sides.app)
    (receipt,) = folder_of(sides.app).root.glob("w/*/rc/*/*.rcp")
    whole = receipt.read_bytes()
    if damage == "flipped":
        receipt.write_bytes(whole.replace(b"taken_in", b"refused_"))
    elif damage == "torn":
        receipt.write_bytes(whole[:-9])
    else:
        receipt.rename(receipt.with_name(f"{'0' * 32}.0.rcp"))
    outcome = checked(sides)
    assert {finding.damage for finding in outcome.findings} == {Damage.SHARE_RECEIPT}
