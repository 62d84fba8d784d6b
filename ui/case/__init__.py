"""案件: one case as the manager sees it, step by step."""

from __future__ import annotations

from ui.case.view import CaseScreen
from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str, step: str = "") -> CaseScreen:
    """Return the screen of one case, at *step* if one is named (a step code, "after", or an item id)."""
    return CaseScreen(desk, navigator, case_id, step)
