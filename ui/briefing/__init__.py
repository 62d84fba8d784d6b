"""説明: what the manager says to the transferee, and the record that it was said (measures H6)."""

from __future__ import annotations

from ui.briefing.view import BriefingScreen
from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str) -> BriefingScreen:
    """Return the briefing screen of one case."""
    return BriefingScreen(desk, navigator, case_id)
