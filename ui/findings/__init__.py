"""是正（指摘）: what was found and how far its correction is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.findings.view import FindingsScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, text: str = "", raise_for: str = "") -> FindingsScreen:
    """Return the screen, restricted to *text*, or with the form of a finding about the case *raise_for* open."""
    return FindingsScreen(desk, navigator, text, raise_for)
