"""紙の答えの入力: what a person reads in the pictures of kept pages, row after row, then the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.paper_entry.view import PaperEntryScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str, at: str = "") -> PaperEntryScreen:
    """Return the screen for one case; it begins at the item *at*, at the signature ("report"), or where it goes on."""
    return PaperEntryScreen(desk, navigator, case_id, at)
