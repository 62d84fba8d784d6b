"""What the tables on forms meant for the pen share: heads, frames, boxes to tick, places for a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop_app.papers.page.blocks import LEFT, RIGHT, SEAL_WIDTH, TEXT_WIDTH, caution, one_line, seal_boxes
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.seals import SealField
from desktop_app.papers.page.sheet import BOLD, FINE, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines, fit
from desktop_app.papers.typesetting.runs import width

PEN_BOX = 4.4
_TICK = ((0.9, 2.15), (1.85, 0.9), (4.6, 4.55))  # from the box's bottom left, upwards
_TICK_WEIGHT = 1.6
_COLUMN = Lettering(Face.GOTHIC, 8)
_UNIT = Lettering(Face.MINCHO, 8)
_FILLED = Lettering(Face.MINCHO, 9)
_HEAD = Lettering(Face.GOTHIC, 8)
_TITLE, _NEXT_TITLE = Lettering(Face.MINCHO, 17), Lettering(Face.MINCHO, 12)
_VALUE = Lettering(Face.MINCHO, 9)
_NOTE = Lettering(Face.GOTHIC, 8)
_LABEL_WIDTH, _VALUE_AFTER = 12.7, 15.9
_RIGHT_COLUMN = 105.0
_BESIDE_CODE = 163.0


def pen_head(sheet: Sheet, words: str) -> None:
    """Draw the head of a page for the pen, which leaves the code's place free."""
    caution(sheet, LEFT, 8.6)
    one_line(sheet, LEFT + 23, 12.4, words, _HEAD, room=_BESIDE_CODE - LEFT - 23)


def first_title(sheet: Sheet, title: str, facts: Sequence[tuple[str, str]], instructions: str) -> None:
    """Draw what stands above the table of a first page: title, two columns of facts, how to fill it in."""
    one_line(sheet, LEFT, 25.6, title, _TITLE, room=_BESIDE_CODE - LEFT, smallest=12)
    for number, (label, value) in enumerate(facts):
        x, y = (_RIGHT_COLUMN if number % 2 else LEFT), 33.9 + 6 * (number // 2)
        edge = (RIGHT if y > 37 else _BESIDE_CODE) if number % 2 else _RIGHT_COLUMN - 3
        sheet.spread(x, y, label, _VALUE, _LABEL_WIDTH)
        _value(sheet, x + _VALUE_AFTER, y, value, edge - x - _VALUE_AFTER)
    for number, line in enumerate(break_lines(instructions, _NOTE.face, _NOTE.size, TEXT_WIDTH)):
        sheet.text(LEFT, 53.7 + 4.3 * number, line, _NOTE)


def next_title(sheet: Sheet, title: str, who: str) -> None:
    """Draw what stands above the table of a following page."""
    one_line(sheet, LEFT, 23.4, title, _NEXT_TITLE, room=_BESIDE_CODE - LEFT)
    one_line(sheet, LEFT, 29.6, who, _VALUE, room=_BESIDE_CODE - LEFT)


def column_heads(sheet: Sheet, top: float, high: float, columns: Sequence[tuple[str, float]]) -> None:
    """Draw the heads of the columns; one too long for its column takes two lines."""
    x = LEFT
    for name, wide in columns:
        lines = (
            [name]
            if width(name, _COLUMN.face, _COLUMN.size) <= wide - 1
            else [name[: len(name) // 2], name[len(name) // 2 :]]
        )
        for number, line in enumerate(lines):
            centre = top + high / 2 + (number - (len(lines) - 1) / 2) * 3.4
            sheet.text(x + wide / 2, middle(centre, _COLUMN.size), line, _COLUMN, Align.CENTRE)
        x += wide
    sheet.rule(LEFT, top + high, RIGHT, top + high, BOLD)


def column_rules(sheet: Sheet, top: float, bottom: float, widths: Sequence[float]) -> None:
    """Draw the rules between columns."""
    x = LEFT
    for wide in widths[:-1]:
        x += wide
        sheet.rule(x, top, x, bottom, FINE)


def frame(sheet: Sheet, top: float, bottom: float) -> None:
    """Draw the outline of a table."""
    sheet.box(LEFT, top, TEXT_WIDTH, bottom - top, BOLD)


def pen_box(sheet: Sheet, x: float, y: float, *, ticked: bool) -> None:
    """Draw a box to be ticked, centred on (x, y)."""
    left, bottom = x - PEN_BOX / 2, y + PEN_BOX / 2
    sheet.box(left, bottom - PEN_BOX, PEN_BOX, PEN_BOX, BOLD)
    if ticked:
        sheet.path([(left + dx, bottom - dy) for dx, dy in _TICK], _TICK_WEIGHT)


def month_day(sheet: Sheet, x: float, y: float, day: date | None) -> None:
    """Draw 月 日 in a cell of 18 mm beginning at *x*, centred on *y*, with the numbers of *day* before them."""
    for unit, place, number in (("月", 7.3, day.month if day else None), ("日", 15.4, day.day if day else None)):
        sheet.text(x + place, middle(y, _UNIT.size), unit, _UNIT, Align.CENTRE)
        if number is not None:
            sheet.text(x + place - 1.9, middle(y, _FILLED.size), str(number), _FILLED, Align.RIGHT)


def pen_date(sheet: Sheet, x: float, baseline: float, style: Lettering, *, gap: float, before: float = 0.0) -> None:
    """Draw 年 月 日 with *gap* mm between their centres, the first *before* mm after *x*."""
    for number, unit in enumerate("年月日"):
        sheet.text(x + before + gap * number, baseline, unit, style, Align.CENTRE)


def _value(sheet: Sheet, x: float, y: float, value: str, room: float) -> None:
    """Draw a value; the longest names take two small lines above the baseline, so that no row below moves."""
    fitted = fit(value, _VALUE.face, (9, 8), room)
    if len(fitted.lines) > 1 or fitted.divided:
        fitted = fit(value, _VALUE.face, (7.5, 7, 6.5), room, max_lines=2)
    for number, line in enumerate(reversed(fitted.lines)):
        sheet.text(x, y - 2.6 * number, line, Lettering(_VALUE.face, fitted.size))


def pen_seals(sheet: Sheet, top: float, headings: Sequence[str]) -> None:
    """Draw empty seal boxes, their right edge the text's."""
    assert len(headings) * SEAL_WIDTH < TEXT_WIDTH
    seal_boxes(sheet, RIGHT, top, tuple(SealField(heading) for heading in headings))
