"""Where the pages of a ledger begin: told row by row, so that a page is known as soon as its rows are measured."""

from __future__ import annotations

from array import array

from desktop_app.papers.ledger.columns import HEAD_HEIGHT
from desktop_app.papers.ledger.data import LedgerSheet

BAND = 6.4
"""Height in mm of the band that names a group; it stands on top of every page of the group."""
BOTTOM = 196.5
_LAST_BOTTOM = 194.6  # leaves room for （以下余白） above the foot
_EXACT = 1e-6


def top_of(ledger: LedgerSheet, page: int) -> float:
    """Return where the table of *page* (0 is the first) begins; what the rows were chosen by takes a line above it."""
    if page:
        return 25.0 if ledger.selection else 21.0
    return 43.0 if ledger.selection else 37.5


class Paging:
    """The pages so far. ``add`` every row, then ``finish``."""

    def __init__(self, ledger: LedgerSheet) -> None:
        self._tops = top_of(ledger, 0), top_of(ledger, 1)
        self._starts = array("L", [0])
        self._rows = 0
        self._used = self._last = 0.0
        self._group = ""
        self.is_finished = False

    def add(self, height: float, group: str) -> None:
        """Place the next row: on this page, or on top of the next."""
        is_first = self._rows == self._starts[-1]
        self._last = height + (BAND if group and (is_first or group != self._group) else 0.0)
        if not is_first and self._used + self._last > self._room(BOTTOM) + _EXACT:
            self._starts.append(self._rows)
            self._used = 0.0
            self._last = height + (BAND if group else 0.0)
        self._used += self._last
        self._rows += 1
        self._group = group

    def finish(self) -> None:
        """Say that this was the last row; it moves to a page of its own where it leaves no room for （以下余白）."""
        if self._rows - self._starts[-1] > 1 and self._used > self._room(_LAST_BOTTOM):
            self._starts.append(self._rows - 1)
        self.is_finished = True

    @property
    def known(self) -> int:
        """The number of pages whose rows are known; once finished, of all pages."""
        return len(self._starts) if self.is_finished else len(self._starts) - 1

    def rows(self, page: int) -> range:
        """Return the rows of a known page."""
        following = page + 1
        end = self._starts[following] if following < len(self._starts) else self._rows
        return range(self._starts[page], end)

    def is_last(self, page: int) -> bool:
        """Tell whether *page* is the last."""
        return self.is_finished and page == len(self._starts) - 1

    def _room(self, bottom: float) -> float:
        return bottom - self._tops[len(self._starts) > 1] - HEAD_HEIGHT
