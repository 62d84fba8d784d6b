"""異動を登録 by hand, and 登録した内容を直す for a case that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.registration.view import RegistrationScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, case_id: str = "") -> RegistrationScreen:
    """Return the form; with *case_id* it corrects that case."""
    return RegistrationScreen(desk, navigator, case_id)
