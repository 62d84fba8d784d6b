"""異動案件: every case this workplace knows, searched and narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.cases.view import CasesScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator) -> CasesScreen:
    """Return the screen."""
    return CasesScreen(desk, navigator)
