"""発令日後の確認: what is looked at once more after the effective date (the second gate)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.post_check.view import PostCheckScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str) -> PostCheckScreen:
    """Return the screen for one case."""
    return PostCheckScreen(desk, navigator, case_id)
