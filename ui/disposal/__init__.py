"""廃棄: the years whose period is over, the orders, and who has carried them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.disposal.view import DisposalScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator) -> DisposalScreen:
    """Return the screen."""
    return DisposalScreen(desk, navigator)
