"""Tables of our forms: columns under heads, and labelled facts (paper notes §2, §5, §7).

Cells are measured first: what does not fit is set smaller, then wrapped, then its row grows; it is never cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from desktop_app.errors import RowTooTall
from desktop_app.papers.page.blocks import BODY, LEFT, RIGHT, TEXT_WIDTH, one_line
from desktop_app.papers.page.marks import framed_mark, middle, reversed_mark
from desktop_app.papers.page.sheet import BOLD, FINE, Align, Sheet
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import Fitted, break_lines, fit
from desktop_app.papers.typesetting.runs import width

TALLEST = 148.5
"""Half a page in mm: a row that is higher stops the print (paper notes §5)."""
_HEAD = Lettering(Face.GOTHIC, 8)
_LABEL = Lettering(Face.GOTHIC, 8)
_MARK = Lettering(Face.GOTHIC_BOLD, 8.5)
_MARK_MARGIN = 1.5
_LEADING = 1.31  # lines of a cell, in ems of its size
_AIR = 2.35  # mm above and below a full cell together
_NARROWEST_VALUE = 8.0


class Emphasis(Enum):
    """How a cell is shown; its meaning survives a black-and-white copy (paper notes §9)."""

    PLAIN = "plain"
    REVERSED = "reversed"  # white on black: 未確認
    FRAMED = "framed"  # bold in a frame: 否


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and how it is shown; a line feed in a plain text ends a line."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """A column *wide* mm: its head, and how its texts are set.

    *sizes* in pt are tried in turn before a text wraps, in its last size. *merged*: equal texts one below the other
    become one cell, and their rows stay on one page. *heavy*: the rule at its left is a bold one.
    """

    head: str
    wide: float
    face: Face = Face.MINCHO
    sizes: tuple[float, ...] = (9.0,)
    align: Align = Align.LEFT
    padding: float = 1.8
    merged: bool = False
    heavy: bool = False


class Table:
    """Rows under a head, measured; *least* is the lowest row and *head* the head's height, in mm."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        name: str,
        head: float = 7.0,
        least: float = 9.0,
        glossary: tuple[str, ...] = (),
    ) -> None:
        """Measure *rows*. Raises GlyphMissing, and RowTooTall with the column's head and *name* with the row."""
        self.columns = tuple(columns)
        self.head = head
        self._rows = tuple(tuple(row) for row in rows)
        self._fitted = [
            [_fitted(cell, column, glossary) for cell, column in zip(row, columns, strict=True)] for row in self._rows
        ]
        self.heights = tuple(max(least, *map(_cell_height, fitted)) for fitted in self._fitted)
        for number, (fitted, height) in enumerate(zip(self._fitted, self.heights, strict=True), start=1):
            if height > TALLEST:
                tallest = max(range(len(fitted)), key=lambda place: _cell_height(fitted[place]))
                raise RowTooTall(field=self.columns[tallest].head, where=f"{name} {number}")

    def groups(self) -> tuple[range, ...]:
        """Return the rows that are never divided over two pages: those that share their merged cells."""
        merged = [place for place, column in enumerate(self.columns) if column.merged]
        starts = [
            number
            for number, row in enumerate(self._rows)
            if not merged or not number or any(row[place] != self._rows[number - 1][place] for place in merged)
        ]
        return tuple(range(start, end) for start, end in pairwise((*starts, len(self._rows))))

    def height_of(self, rows: range) -> float:
        """Return the height of the head and *rows* in mm."""
        return self.head + sum(self.heights[rows.start : rows.stop])

    def draw(self, sheet: Sheet, top: float, rows: range) -> None:
        """Draw the head and *rows* with their top at *top*."""
        x = LEFT
        for column in self.columns:
            baseline = middle(top + self.head / 2, _HEAD.size)
            centre = x + column.wide / 2
            one_line(sheet, centre, baseline, column.head, _HEAD, room=column.wide - 1, align=Align.CENTRE)
            x += column.wide
        y = top + self.head
        for number in rows:
            self._draw_row(sheet, y, number, rows)
            y += self.heights[number]
        self._draw_rules(sheet, top, rows)

    def _draw_row(self, sheet: Sheet, top: float, number: int, rows: range) -> None:
        x = LEFT
        for place, column in enumerate(self.columns):
            here = self._merged_with(number, place, rows)
            if number == here.start:
                high = sum(self.heights[here.start : here.stop])
                cell = self._rows[number][place]
                _draw_cell(sheet, (x, top, column.wide, high), cell, self._fitted[number][place], column)
            x += column.wide

    def _merged_with(self, number: int, place: int, rows: range) -> range:
        """Return the rows on this page whose cell in a column is one with that of row *number*."""
        start, stop = number, number + 1
        if self.columns[place].merged:
            text = self._rows[number][place]
            while start > rows.start and self._rows[start - 1][place] == text:
                start -= 1
            while stop < rows.stop and self._rows[stop][place] == text:
                stop += 1
        return range(start, stop)

    def _draw_rules(self, sheet: Sheet, top: float, rows: range) -> None:
        bottom = top + self.height_of(rows)
        x = LEFT
        for left, right in pairwise(self.columns):
            x += left.wide
            sheet.rule(x, top, x, bottom, BOLD if right.heavy else FINE)
        y = top + self.head
        sheet.rule(LEFT, y, RIGHT, y, BOLD)
        for number in rows[:-1]:
            y += self.heights[number]
            x = LEFT
            for place, column in enumerate(self.columns):
                if number + 1 not in self._merged_with(number, place, rows):
                    sheet.rule(x, y, x + column.wide, y, FINE)
                x += column.wide
        sheet.box(LEFT, top, TEXT_WIDTH, bottom - top, BOLD)


@dataclass(frozen=True, slots=True)
class FactsTable:
    """Labelled values in a frame, one pair or several a row.

    *widths* are label and value of each pair in mm, all rows alike; *spread* mm is how far labels are spread (均等割付;
    0: set as they are). A value is set smaller, then on several lines; a line feed in it ends a line. *least* is the
    lowest row in mm; a value for the pen is empty.
    """

    rows: tuple[tuple[tuple[str, str], ...], ...]
    widths: tuple[tuple[float, float], ...]
    label: Lettering = _LABEL
    spread: float = 0.0
    value: Lettering = BODY
    least: float = 9.0
    glossary: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """The height of the whole in mm."""
        return sum(map(self._row_height, self.rows))

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the table with its top at *top*."""
        y = top
        for number, row in enumerate(self.rows):
            if number:
                sheet.rule(LEFT, y, RIGHT, y, FINE)
            high = self._row_height(row)
            self._draw_row(sheet, y, high, row)
            y += high
        x = LEFT
        edges = [wide for pair in self.widths for wide in pair]
        for wide in edges[:-1]:
            x += wide
            sheet.rule(x, top, x, y, FINE)
        sheet.box(LEFT, top, TEXT_WIDTH, y - top, BOLD)

    def _draw_row(self, sheet: Sheet, top: float, high: float, row: tuple[tuple[str, str], ...]) -> None:
        x = LEFT
        for (label, value), (label_width, value_width) in zip(row, self.widths, strict=True):
            self._draw_label(sheet, x, top + high / 2, label, label_width)
            fitted = self._lines(value, value_width)
            style = Lettering(self.value.face, fitted.size)
            _draw_lines(sheet, x + label_width + 3, top + high / 2, fitted.lines, style)
            x += label_width + value_width

    def _draw_label(self, sheet: Sheet, x: float, centre: float, label: str, wide: float) -> None:
        baseline = middle(centre, self.label.size)
        if self.spread:
            room = max(self.spread, width(label, self.label.face, self.label.size))
            sheet.spread(x + (wide - room) / 2, baseline, label, self.label, room)
        else:
            one_line(sheet, x + 2, baseline, label, self.label, room=wide - 3)

    def _row_height(self, row: tuple[tuple[str, str], ...]) -> float:
        fitted = [self._lines(value, wide) for (_, value), (_, wide) in zip(row, self.widths, strict=True)]
        return max(self.least, *(len(each.lines) * _pitch(each.size) + 2.0 for each in fitted))

    def _lines(self, value: str, wide: float) -> Fitted:
        sizes = tuple(size for size in (self.value.size, 9.5, 9.0, _NARROWEST_VALUE) if size <= self.value.size)
        return _fit_all(value, self.value.face, sizes, wide - 4.5, self.glossary)


def _fitted(cell: Cell, column: Column, glossary: tuple[str, ...]) -> Fitted:
    room = column.wide - 2 * column.padding
    return _fit_all(cell.text, column.face, column.sizes, room, glossary)


def _fit_all(text: str, face: Face, sizes: Sequence[float], room: float, glossary: tuple[str, ...]) -> Fitted:
    """Set every line of *text* in the first size in which none has to wrap, else in the first in which two lines do."""
    lines = text.split("\n")
    for allowed in (1, 2):
        for size in sizes:
            fitted = [fit(line, face, (size,), room, max_lines=allowed, glossary=glossary) for line in lines]
            if all(len(each.lines) <= allowed and not each.divided for each in fitted):
                return Fitted(size, tuple(line for each in fitted for line in each.lines))
    return Fitted(sizes[-1], break_lines(text, face, sizes[-1], room, glossary))


def _pitch(size: float) -> float:
    return size * _LEADING / POINTS_PER_MM


def _cell_height(fitted: Fitted) -> float:
    return len(fitted.lines) * _pitch(fitted.size) + _AIR


def _draw_cell(
    sheet: Sheet, box: tuple[float, float, float, float], cell: Cell, fitted: Fitted, column: Column
) -> None:
    x, top, wide, high = box
    centre = top + high / 2
    match cell.emphasis:
        case Emphasis.REVERSED:
            reversed_mark(sheet, x + wide / 2, centre, cell.text, _MARK, room=wide - 2 * _MARK_MARGIN)
        case Emphasis.FRAMED:
            framed_mark(sheet, x + wide / 2, centre, (cell.text,), _MARK, wide=wide - 2 * _MARK_MARGIN)
        case Emphasis.PLAIN:
            at = {Align.LEFT: x + column.padding, Align.CENTRE: x + wide / 2, Align.RIGHT: x + wide - column.padding}
            style = Lettering(column.face, fitted.size)
            _draw_lines(sheet, at[column.align], centre, fitted.lines, style, column.align)


def _draw_lines(
    sheet: Sheet, x: float, centre: float, lines: tuple[str, ...], style: Lettering, align: Align = Align.LEFT
) -> None:
    """Draw *lines* so that their stack is centred on *centre*."""
    pitch = _pitch(style.size)
    for number, line in enumerate(lines):
        y = centre + (number - (len(lines) - 1) / 2) * pitch
        sheet.text(x, middle(y, style.size), line, style, align)
