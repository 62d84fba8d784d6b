"""報告の確認・差戻し: what the transferee reported, item by item, and the confirming person's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.confirmation.view import ConfirmationScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str) -> ConfirmationScreen:
    """Return the screen for one case."""
    return ConfirmationScreen(desk, navigator, case_id)
