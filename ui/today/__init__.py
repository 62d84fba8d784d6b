"""今日やること: what needs somebody at this desk, most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.today.view import TodayScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator) -> TodayScreen:
    """Return the screen."""
    return TodayScreen(desk, navigator)
