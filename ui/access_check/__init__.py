"""権限一覧との照合: which transferred people a list of rights still names, for every case that awaits its check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.access_check.view import AccessCheckScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator) -> AccessCheckScreen:
    """Return the screen."""
    return AccessCheckScreen(desk, navigator)
