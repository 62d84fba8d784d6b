"""紙で進める: one case's paper, out and back: print the pack, take its scan in, enter it, hand the report in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.paper_way.view import PaperWayScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str) -> PaperWayScreen:
    """Return the screen for one case."""
    return PaperWayScreen(desk, navigator, case_id)
