"""設定."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.settings.view import SettingsScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, section: str = "") -> SettingsScreen:
    """Return the screen, open at *section* (empty: the people)."""
    return SettingsScreen(desk, navigator, section)
