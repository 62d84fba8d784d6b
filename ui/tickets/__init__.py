"""チケットを渡す: a case on the transferee's own PC, as the manager sees it."""

from __future__ import annotations

from ui.desk import Desk, Navigator
from ui.tickets.view import TicketScreen


def make(desk: Desk, navigator: Navigator, case_id: str) -> TicketScreen:
    """Return the screen of one case's ticket."""
    return TicketScreen(desk, navigator, case_id)
