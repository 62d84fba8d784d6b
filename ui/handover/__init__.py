"""席を渡す: asking whether to, and the transferee's full-window mode from sitting down to giving the seat back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.handover.frame import HandoverFrame
from ui.handover.start import StartAsking
from ui.handover.ticket import TicketFrame

__all__ = ["HandoverFrame", "TicketFrame", "ask_to_hand_over", "make_handover", "make_ticket_frame"]


def ask_to_hand_over(window: QWidget, desk: Desk, case_id: str, then: Callable[[], Any]) -> None:
    """Ask whether to hand the seat over; when it is recorded, call *then*."""
    StartAsking(window, desk, case_id, then).begin()


def make_handover(
    desk: Desk,
    case_id: str,
    pledge_page: Callable[[str], QWidget],
    on_returned: Callable[[str], Any],
) -> HandoverFrame:
    """Return the frame for one transferee.

    *pledge_page(case_id)* makes the page of step ⑤ (signals ``reported``, ``back``; it may have ``action_bar()``,
    ``primary()``, ``seat_return_asked``, ``item_asked(item_id)``); *on_returned(case_id)* is called when a manager
    has taken the seat back.
    """
    scoped = desk.for_screen()
    frame = HandoverFrame(scoped, case_id, pledge_page, on_returned)
    scoped.setParent(frame)
    return frame


def make_ticket_frame(
    desk: Desk,
    case_id: str,
    pledge_page: Callable[[str], QWidget],
    expires_on: date,
    on_left: Callable[[], Any],
) -> TicketFrame:
    """Return the frame for a transferee at their own PC; *on_left()*: they want to close."""
    scoped = desk.for_screen()
    frame = TicketFrame(scoped, case_id, pledge_page, expires_on, on_left)
    scoped.setParent(frame)
    return frame
