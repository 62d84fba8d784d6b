"""全職場の状況: how every workplace stands, for the second line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.headquarters.presenter import HeadquartersPresenter, Ways
from ui.headquarters.view import HeadquartersScreen

if TYPE_CHECKING:
    from desktop_app.usecases.headquarters import Headquarters
    from ui.background import Lanes


def make_headquarters_screen(lanes: Lanes, office: Headquarters, ways: Ways) -> HeadquartersScreen:
    """Return the overview of *office*; *ways* lead from it."""
    screen = HeadquartersScreen()
    screen.presenter = HeadquartersPresenter(screen, lanes, office, ways)
    return screen
