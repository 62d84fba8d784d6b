"""Blocks and tables placed page by page before anything is drawn, so that every page can say how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop_app.papers.page.sheet import Sheet
from desktop_app.papers.page.tables import Table

Draw = Callable[[Sheet, float], None]


class Composition:
    """Pages being filled from the top down; lengths in mm from the top of the sheet."""

    def __init__(self, first_top: float, next_top: float, bottom: float) -> None:
        """Begin at *first_top* of the first page; further pages begin at *next_top*, all end at *bottom*."""
        self._next_top, self._bottom = next_top, bottom
        self._pages: list[list[tuple[float, Draw]]] = [[]]
        self.y = first_top

    @property
    def page_count(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    def put(self, gap: float, height: float, draw: Draw, *, with_next: float = 0.0) -> None:
        """Place what is *height* mm high *gap* mm below the former; *with_next* mm below it must fit there too."""
        if self._pages[-1] and self.y + gap + height + with_next > self._bottom:
            self._turn()
        self._place(gap, height, draw)

    def put_table(self, gap: float, table: Table) -> None:
        """Place a table *gap* mm below the former, its head repeated on every page, broken between groups only.

        A group that is higher than a page is broken between its rows.
        """
        start = 0
        for piece in self._pieces(table):
            above = gap if self._pages[-1] and not start else 0.0
            if self.y + above + table.height_of(range(start, piece.stop)) > self._bottom:
                if piece.start > start:
                    self._place_rows(above, table, range(start, piece.start))
                if self._pages[-1]:
                    self._turn()
                start = piece.start
        self._place_rows(gap if not start else 0.0, table, range(start, len(table.heights)))

    def draw_page(self, sheet: Sheet, number: int) -> None:
        """Draw page *number*, counted from 0, without its head and foot."""
        for top, draw in self._pages[number]:
            draw(sheet, top)

    def _pieces(self, table: Table) -> Iterator[range]:
        for group in table.groups():
            if table.height_of(group) <= self._bottom - self._next_top:
                yield group
            else:
                yield from (range(row, row + 1) for row in group)

    def _place_rows(self, gap: float, table: Table, rows: range) -> None:
        self._place(gap, table.height_of(rows), lambda sheet, top: table.draw(sheet, top, rows))

    def _place(self, gap: float, height: float, draw: Draw) -> None:
        self.y += gap if self._pages[-1] else 0.0
        self._pages[-1].append((self.y, draw))
        self.y += height

    def _turn(self) -> None:
        self._pages.append([])
        self.y = self._next_top
