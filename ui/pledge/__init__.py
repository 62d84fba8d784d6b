"""完了報告書を読む・署名: the last page of the hand-over, embedded in its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pledge.view import PledgePage

if TYPE_CHECKING:
    from ui.desk import Desk


def make_pledge_page(desk: Desk, case_id: str) -> PledgePage:
    """Return the page for one case; it brings its own bottom bar.

    Signals: ``reported``, ``back`` (to the last step), ``item_asked(item id)``, ``seat_return_asked``.
    """
    scoped = desk.for_screen()
    page = PledgePage(scoped, case_id)
    scoped.setParent(page)
    return page
