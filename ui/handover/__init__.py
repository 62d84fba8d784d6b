"""席を渡す: asking whether to, and the transferee's full-window mode from sitting down to giving the seat back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.handover.frame import HandoverFrame
from ui.handover.start import StartAsking

__all__ = ["HandoverFrame", "ask_to_hand_over", "make_handover"]


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
