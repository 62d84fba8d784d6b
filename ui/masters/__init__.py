"""台帳: companies, workplaces, systems, devices … as of a day; taken in from files, or entered version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.masters.view import MastersScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, kind: str = "") -> MastersScreen:
    """Return the screen at a kind of master."""
    return MastersScreen(desk, navigator, kind)
