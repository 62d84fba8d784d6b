"""ヘルプ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.help.guide import show_guide
from ui.help.view import HelpScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator

__all__ = ["HelpScreen", "make", "show_guide"]


def make(_desk: Desk, _navigator: Navigator, topic: str = "") -> HelpScreen:
    """Return the screen, open at the chapter of *topic*."""
    return HelpScreen(topic)
