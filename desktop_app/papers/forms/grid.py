"""A ruled table of a form: its head, rows as high as their longest cell, frames around what must be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.errors import RowTooTall
from desktop_app.papers.page.blocks import LEFT, RIGHT, TEXT_WIDTH
from desktop_app.papers.page.marks import framed_mark, middle
from desktop_app.papers.page.sheet import BOLD, FINE, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import fit

TEXT = Lettering(Face.MINCHO, 9)
NOTHING = "―"
"""What stands in a cell that would be blank (paper notes §4)."""
PADDING = 1.8
_HEAD = Lettering(Face.GOTHIC, 8)
_MARK = Lettering(Face.GOTHIC_BOLD, 8.5)
_TALLEST = 148.5  # half a page
_ROW_EDGES = 2.4


@dataclass(frozen=True, slots=True)
class Column:
    """A column *wide* mm; a cell takes the first of *sizes* in which it is one line, else wraps in the last."""

    head: str
    wide: float
    sizes: tuple[float, ...] = (9.0,)
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its lines broken."""

    lines: tuple[str, ...]
    size: float
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, *height* mm high."""

    cells: tuple[Cell, ...]
    height: float


def set_row(
    columns: Sequence[Column],
    texts: Sequence[str],
    *,
    where: str,
    least: float,
    pitch: float,
    framed: frozenset[int] = frozenset(),
    glossary: tuple[str, ...] = (),
) -> Row:
    """Break a row's texts (a line feed ends a line). Raises RowTooTall with the head of the column and *where*."""
    cells = tuple(
        _cell(column, text, place in framed, glossary)
        for place, (column, text) in enumerate(zip(columns, texts, strict=True))
    )
    count = max(len(cell.lines) for cell in cells)
    height = max(least, count * pitch + _ROW_EDGES)
    if height > _TALLEST:
        longest = next(column for column, cell in zip(columns, cells, strict=True) if len(cell.lines) == count)
        raise RowTooTall(field=longest.head, where=where)
    return Row(cells, height)


def _cell(column: Column, text: str, framed: bool, glossary: tuple[str, ...]) -> Cell:
    room = column.wide - 2 * (PADDING if column.align is not Align.CENTRE else 0.6)
    fitted = [fit(part, TEXT.face, column.sizes, room, glossary=glossary) for part in text.split("\n")]
    return Cell(tuple(line for each in fitted for line in each.lines), min(each.size for each in fitted), framed)


def draw_grid(
    sheet: Sheet, top: float, columns: Sequence[Column], rows: Sequence[Row], *, head: float, pitch: float
) -> float:
    """Draw the table with its top at *top* and return where it ends."""
    draw_head(sheet, top, columns, head)
    y = top + head
    rules = []
    for row in rows:
        _draw_row(sheet, columns, row, y + row.height / 2, pitch)
        y += row.height
        rules.append(y)
    draw_frame(sheet, top, columns, rules)
    return y


def draw_head(sheet: Sheet, top: float, columns: Sequence[Column], high: float) -> None:
    """Draw the heads of the columns and the rule below them."""
    x = LEFT
    for column in columns:
        sheet.text(x + column.wide / 2, middle(top + high / 2, _HEAD.size), column.head, _HEAD, Align.CENTRE)
        x += column.wide
    sheet.rule(LEFT, top + high, RIGHT, top + high, BOLD)


def draw_frame(sheet: Sheet, top: float, columns: Sequence[Column], rules: Sequence[float]) -> None:
    """Draw outline, column rules, and row rules at *rules*, the last of which is the bottom."""
    bottom, x = rules[-1], LEFT
    for column in columns[:-1]:
        x += column.wide
        sheet.rule(x, top, x, bottom, FINE)
    for y in rules[:-1]:
        sheet.rule(LEFT, y, RIGHT, y, FINE)
    sheet.box(LEFT, top, TEXT_WIDTH, bottom - top, BOLD)


def _draw_row(sheet: Sheet, columns: Sequence[Column], row: Row, centre: float, pitch: float) -> None:
    x = LEFT
    for column, cell in zip(columns, row.cells, strict=True):
        # Nothing is seen best in the middle, whatever side the column's words stand on.
        align = Align.CENTRE if cell.lines == (NOTHING,) else column.align
        edge = {Align.LEFT: PADDING, Align.CENTRE: column.wide / 2, Align.RIGHT: column.wide - PADDING}[align]
        style = Lettering(TEXT.face, cell.size)
        if cell.framed:
            framed_mark(sheet, x + column.wide / 2, centre, cell.lines, _MARK, wide=min(14.0, column.wide - 2))
        else:
            stack(sheet, x + edge, centre, cell.lines, style, pitch=pitch, align=align)
        x += column.wide


def stack(
    sheet: Sheet,
    x: float,
    y: float,
    lines: tuple[str, ...],
    style: Lettering,
    *,
    pitch: float,
    align: Align = Align.LEFT,
) -> None:
    """Draw *lines* one below the other, centred on *y*."""
    for number, line in enumerate(lines):
        centre = y + (number - (len(lines) - 1) / 2) * pitch
        sheet.text(x, middle(centre, style.size), line, style, align)
