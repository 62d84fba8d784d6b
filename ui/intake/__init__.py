"""人事発令の取り込み: a file is read, looked at, and taken in whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.intake.view import IntakeScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator) -> IntakeScreen:
    """Return the screen."""
    return IntakeScreen(desk, navigator)
