"""完了報告書を読む・署名: the last page of the hand-over, embedded in its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pledge.after import Way
from ui.pledge.sent import SentOutcome, SentView
from ui.pledge.sent_place import SharePlaceDialog
from ui.pledge.view import PledgePage

if TYPE_CHECKING:
    from ui.desk import Desk


__all__ = ["PledgePage", "SentOutcome", "SentView", "SharePlaceDialog", "Way", "make_pledge_page"]


def make_pledge_page(desk: Desk, case_id: str, way: Way | None = None) -> PledgePage:
    """Return the page for one case; it brings its own bottom bar. *way*: how the report goes in, if not at the desk.

    Signals: ``reported``, ``back`` (to the last step), ``item_asked(item id)``, ``seat_return_asked``.
    """
    scoped = desk.for_screen()
    page = PledgePage(scoped, case_id, way)
    scoped.setParent(page)
    return page
