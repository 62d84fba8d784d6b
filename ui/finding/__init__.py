"""One finding: what it is, what is done about it, who was told, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.finding.view import FindingScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, finding_id: str) -> FindingScreen:
    """Return the screen."""
    return FindingScreen(desk, navigator, finding_id)
