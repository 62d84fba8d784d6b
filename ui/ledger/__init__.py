"""管理表: the ledger of a half-year as 様式第4号 orders it, read page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.ledger.view import LedgerScreen

if TYPE_CHECKING:
    from desktop_app.domain.calendar import HalfYear
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, half: HalfYear | None = None) -> LedgerScreen:
    """Return the screen, showing *half* (None: the half-year of today)."""
    return LedgerScreen(desk, navigator, half)
