"""What every screen offers to the window around it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.parts import ime
from ui.parts.buttons import PushButton


class Screen(QWidget):
    """A page of the office window. Subclasses overwrite what they have; everything here has a plain answer.

    Emit ``headline_changed`` when title, facts or back word change, ``open_requested(place, argument)`` to go somewhere
    else (the application knows the places), ``back_requested`` to leave.
    """

    headline_changed = Signal()
    back_requested = Signal()
    open_requested = Signal(str, object)

    #: The side bar item that is marked while the screen is shown.
    nav_key = ""

    def title(self) -> str:
        """Return the heading."""
        return ""

    def facts(self) -> str:
        """Return the line of facts under the title."""
        return ""

    def back_word(self) -> str:
        """Return where 「‹ 異動案件」 leads, in words; empty when the screen is no detail."""
        return ""

    def title_extras(self) -> Sequence[QWidget]:
        """Return what stands after the title (kana, number, badges); asked once, the screen keeps them current."""
        return ()

    def header_actions(self) -> Sequence[PushButton]:
        """Return the buttons at the header's right, the primary last; asked once."""
        return ()

    def action_bar(self) -> QWidget | None:
        """Return the bar of the task under way (see ui.shell.bars.action_row), or None; asked once."""
        return None

    def primary(self) -> QAbstractButton | None:
        """Return the button Ctrl+Enter presses."""
        return None

    def search_field(self) -> QWidget | None:
        """Return the field Ctrl+F goes to."""
        return None

    def help_topic(self) -> str:
        """Return the chapter of the guide F1 opens."""
        return self.nav_key

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Adapt to the window: *narrow* below 1180 wide, *low* below 620 high."""

    def reload(self) -> None:
        """Read again (F5)."""

    def next_open(self, step: int) -> None:
        """Go to the next (1) or previous (-1) unanswered or unchecked item (F8, Shift+F8)."""

    def next_step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) step (Ctrl+PgDn, Ctrl+PgUp)."""

    def print_preview(self) -> None:
        """Open the print preview (Ctrl+P)."""

    def entered(self) -> None:
        """Do what is due when the screen has come into sight."""

    def leave(self) -> None:
        """Commit what is being typed; called before another page, seat change, lock and close."""
        ime.commit_input()
