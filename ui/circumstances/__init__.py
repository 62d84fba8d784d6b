"""事情と、そのあとの対応: what is out of the ordinary in a case, what is to be given back, what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.circumstances.view import CircumstancesScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str) -> CircumstancesScreen:
    """Return the screen."""
    return CircumstancesScreen(desk, navigator, case_id)
