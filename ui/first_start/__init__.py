"""はじめの設定: found a workplace on this PC, join one, or restore one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.first_start.presenter import FirstStartPresenter
from ui.first_start.view import FirstStartFrame

if TYPE_CHECKING:
    from desktop_app.app import Surroundings
    from desktop_app.home import Home
    from ui.background import Lanes


def make_first_start(lanes: Lanes, home: Home, surroundings: Surroundings) -> FirstStartFrame:
    """Return the frame, begun; a home that waits to be let in leads back to its number."""
    frame = FirstStartFrame()
    frame.presenter = FirstStartPresenter(frame, lanes, home, surroundings)
    frame.presenter.begin()
    return frame
