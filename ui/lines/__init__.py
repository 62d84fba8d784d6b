"""使ったものを選ぶ: the systems, folders, tools and things a transferee really used, one line of an item each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.lines.view import LinesScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str) -> LinesScreen:
    """Return the screen."""
    return LinesScreen(desk, navigator, case_id)
