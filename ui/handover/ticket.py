"""The same window on the transferee's own PC: a ticket instead of a seat, and nobody to give it back to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.text import _
from ui.days import day_long
from ui.desk import Desk
from ui.handover.frame import HandoverFrame, Tops
from ui.parts import ime


class TicketFrame(HandoverFrame):
    """The frame for a ticket; *on_left()* is called for ［保存して閉じる］. Everything is saved by then."""

    def __init__(
        self,
        desk: Desk,
        case_id: str,
        pledge_page: Callable[[str], QWidget],
        expires_on: date,
        on_left: Callable[[], Any],
    ) -> None:
        tops = Tops(
            tag=_("Entered by the transferee (ticket)"),
            note=_("Good until {day}").format(day=day_long(expires_on)),
            leave_word=_("Save and close"),
            note_icon="clock",
        )
        super().__init__(desk, case_id, pledge_page, lambda _case: None, tops=tops)
        self._on_left = on_left

    def _ask_return(self) -> None:
        ime.commit_input()
        self._on_left()
