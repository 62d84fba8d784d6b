"""全員が対象: everybody in an announcement, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.rolls.view import RollsScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator) -> RollsScreen:
    """Return the screen."""
    return RollsScreen(desk, navigator)
