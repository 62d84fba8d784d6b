"""是正（指摘）: what was found and how far its correction is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.findings.view import FindingsScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_no: str = "") -> FindingsScreen:
    """Return the screen; with *case_no*, the form of a finding about that case is open."""
    return FindingsScreen(desk, navigator, case_no)
