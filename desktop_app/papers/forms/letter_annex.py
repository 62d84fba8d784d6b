"""The sheets that follow a letter: 別紙 with what is still open, 別表 with what was given back (paper notes §7)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.form import OpenItems, ReturnedGoods
from desktop_app.domain.form_fields import GoodsLine
from desktop_app.papers.forms.grid import NOTHING, Column, Row, draw_grid, set_row
from desktop_app.papers.forms.letter_data import Letter, LineSheet, OpenItem
from desktop_app.papers.page.blocks import LEFT, RIGHT, TEXT_WIDTH, rest_is_blank
from desktop_app.papers.page.flow import rows_per_page
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines

_NOTE = Lettering(Face.GOTHIC, 8)
_TITLE, _TITLE_BASELINE = Lettering(Face.MINCHO, 15), 46.2
_TOP, _NEXT_TOP, _BOTTOM = 51.5, 36.0, 262.0
_HEAD, _ROW, _PITCH = 7.0, 9.0, 4.6
_PEN_ROW, _PEN_OPEN_ROWS = 11.0, 8
_CENTRE = (LEFT + RIGHT) / 2
_SHRINK = (9.0, 8.0, 7.0)
_Shapes = tuple[tuple[float, tuple[float, ...], Align], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on pages of its own. *by_pen*: it has empty rows, so nothing says that the rest is blank."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Row, ...], ...]
    by_pen: bool

    @property
    def pages(self) -> int:
        """The number of its pages."""
        return len(self.rows)

    def draw(self, sheet: Sheet, number: int) -> None:
        """Draw one page below its head: the title on the first, （以下余白） and the note on the last."""
        top = _NEXT_TOP if number else _TOP
        if number == 0:
            tracking = 0.3 if len(self.title) <= 8 else 0.06
            sheet.tracked(_CENTRE, _TITLE_BASELINE, self.title, _TITLE, tracking, align=Align.CENTRE)
        y = draw_grid(sheet, top, self.columns, self.rows[number], head=_HEAD, pitch=_PITCH)
        if number < self.pages - 1:
            return
        if not self.by_pen:
            rest_is_blank(sheet, _CENTRE, y + 8)
            y += 9
        notes = break_lines(f"※ {self.note}", _NOTE.face, _NOTE.size, TEXT_WIDTH)
        for place, line in enumerate(notes):
            sheet.text(LEFT, y + 8 + 4.2 * place, line, _NOTE)


def annexes_of(letter: Letter) -> list[Annex]:
    """Return the sheets that follow *letter*, in the order of the form. Raises RowTooTall."""
    annexes = []
    for block in letter.form.blocks:
        if block.open_items and (letter.open_items or not letter.issued):
            annexes.append(_open_items(block.open_items, letter))
        if block.returned_goods:
            annexes.append(_returned_goods(block.returned_goods, letter))
    if letter.lines:
        annexes.append(_lines(letter.lines, letter))
    return annexes


def _lines(sheet: LineSheet, letter: Letter) -> Annex:
    shapes: _Shapes = ((13.0, _SHRINK, Align.CENTRE), (69.7, (9.0,), Align.LEFT), (20.0, _SHRINK, Align.CENTRE))
    shapes += ((24.0, _SHRINK, Align.CENTRE), (40.0, (9.0, 8.0), Align.LEFT))
    columns = _columns(sheet.columns, shapes)
    rows = [_set(columns, tuple(cell or NOTHING for cell in row), row[0], letter) for row in sheet.rows]
    return _annex(sheet.name, sheet.title, sheet.note, columns, rows, by_pen=False)


def _open_items(part: OpenItems, letter: Letter) -> Annex:
    shapes: _Shapes = ((13.0, _SHRINK, Align.CENTRE), (57.7, (9.0,), Align.LEFT), (44.0, (9.0,), Align.LEFT))
    shapes += ((26.0, _SHRINK, Align.CENTRE), (26.0, (9.0, 8.0), Align.LEFT))
    columns = _columns(part.columns, shapes)
    if letter.open_items:
        rows = [_set(columns, _open_cells(item), item.item_id, letter) for item in letter.open_items]
    else:
        rows = [_pen_row(columns)] * _PEN_OPEN_ROWS
    return _annex(part.sheet, part.title, part.note, columns, rows, by_pen=not letter.open_items)


def _open_cells(item: OpenItem) -> tuple[str, ...]:
    in_charge = "\n".join(item.in_charge) or NOTHING
    return (item.item_id, item.wording, item.reason or NOTHING, item.due_on or NOTHING, in_charge)


def _returned_goods(part: ReturnedGoods, letter: Letter) -> Annex:
    shapes: _Shapes = ((50.7, (9.0,), Align.LEFT), (15.0, _SHRINK, Align.RIGHT), (32.0, _SHRINK, Align.LEFT))
    shapes += ((25.0, _SHRINK, Align.CENTRE), (22.0, _SHRINK, Align.CENTRE), (22.0, (9.0, 8.0), Align.LEFT))
    columns = _columns(part.columns, shapes)
    goods = letter.goods
    if not goods and letter.issued:
        goods = (GoodsLine(NOTHING, "", "", "", part.states[1], ""),)
    rows = [_set(columns, _goods_cells(line), line.name, letter, framed=line.state in part.alarming) for line in goods]
    rows = rows or [_pen_row(columns)] * part.pen_rows
    return _annex(part.sheet, part.title, part.note, columns, rows, by_pen=not goods)


def _goods_cells(line: GoodsLine) -> tuple[str, ...]:
    cells = (line.name, line.amount, line.number, line.returned_on, line.state, line.receiver)
    return tuple(cell or NOTHING for cell in cells)


def _columns(heads: tuple[str, ...], shapes: _Shapes) -> tuple[Column, ...]:
    return tuple(Column(head, *shape) for head, shape in zip(heads, shapes, strict=True))


def _set(
    columns: tuple[Column, ...], cells: tuple[str, ...], where: str, letter: Letter, *, framed: bool = False
) -> Row:
    frames = frozenset({4} if framed else ())
    return set_row(columns, cells, where=where, least=_ROW, pitch=_PITCH, framed=frames, glossary=letter.glossary)


def _pen_row(columns: tuple[Column, ...]) -> Row:
    return set_row(columns, ("",) * len(columns), where="", least=_PEN_ROW, pitch=_PITCH)


def _annex(name: str, title: str, note: str, columns: tuple[Column, ...], rows: list[Row], *, by_pen: bool) -> Annex:
    heights = [row.height for row in rows]
    parts = rows_per_page(heights, _BOTTOM - _TOP - _HEAD, _BOTTOM - _NEXT_TOP - _HEAD)
    return Annex(name, title, note, columns, tuple(tuple(rows[at] for at in part) for part in parts), by_pen)
