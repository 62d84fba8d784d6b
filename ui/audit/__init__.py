"""監査として共有を検証する: whether a share folder holds, for somebody who is no member and has no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.audit.presenter import AuditPresenter
from ui.audit.view import AuditScreen

if TYPE_CHECKING:
    from desktop_app.domain.clock import Clock
    from ui.background import Lanes
    from ui.desk import Desk, Navigator


def make(desk: Desk, _navigator: Navigator) -> AuditScreen:
    """Return the screen for a PC that has a record of its own."""
    screen = AuditScreen()
    screen.presenter = AuditPresenter(screen, desk.share, owner=screen)
    return screen


def make_without_home(lanes: Lanes, clock: Clock) -> AuditScreen:
    """Return the screen for a PC without any record."""
    screen = AuditScreen()
    screen.presenter = AuditPresenter(screen, lanes.share, owner=screen, clock=clock)
    return screen
