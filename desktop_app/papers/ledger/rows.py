"""A row of 様式第4号: measured first, then drawn; it grows with its longest cell (paper notes §5, §7)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.errors import RowTooTall
from desktop_app.papers.ledger.columns import LEFT, RIGHT, Columns
from desktop_app.papers.ledger.data import Cell, Emphasis, LedgerLine
from desktop_app.papers.page.marks import affiliate_mark, framed_mark, middle, reversed_mark
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines, fewest_lines, fit
from desktop_app.papers.typesetting.runs import width

ROW, GROWTH = 13.0, 3.5
_TALLEST = 87.0  # half a page
_PADDING = 1.0
_CODE_PADDING = 0.9  # a five-letter workplace's case number is 16.1 wide
_AIR = 1.6  # mm above and below a full cell together
_NAME_SIZES = (9.5, 8.0, 7.5)
_PLACE_SIZES = (8.0, 7.5, 7.0)
_AFFILIATE_INDENT = 4.1
_FIRST_STEP = 6
_CELL_SIZES = (8.0, 7.0, 6.5)
_CELL_PITCH = 3.5
_CELL_MARGIN = 0.8
_NUMBER = Lettering(Face.GOTHIC, 8)
_CODE = Lettering(Face.GOTHIC, 7)
_KANA = Lettering(Face.GOTHIC, 6.5)
_REMARK = Lettering(Face.GOTHIC, 6.5)
_MARK = Lettering(Face.GOTHIC_BOLD, 8)
_PITCH_OF_SIZE = {9.5: 4.2, 8.0: 3.5, 7.5: 3.4, 7.0: 3.3, 6.5: 2.85, 6.0: 2.7}


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines of a cell, one below the other, centred on the middle of the row; *height* in mm."""

    lines: tuple[tuple[str, Lettering], ...]
    height: float


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A row's stacks from left to right (case number, person, origin, destination, remarks) and its height."""

    stacks: tuple[Stack, ...]
    height: float


def measure(line: LedgerLine, columns: Columns, glossary: tuple[str, ...]) -> MeasuredRow:
    """Break the lines of a row. Raises GlyphMissing, and RowTooTall with the field's name and the case number."""
    stacks = (
        _case_no(line.case_no, columns.wide(1) - 2 * _CODE_PADDING),
        _person(line.name_kana, line.full_name, line.employee_no, columns.wide(2) - 2 * _PADDING),
        _origin(line.origin, line.org_code, columns.wide(3) - 2 * _PADDING, glossary),
        _destination(
            line.destination_company,
            line.destination_department,
            columns.wide(4) - 2 * _PADDING,
            _AFFILIATE_INDENT if line.is_specified_affiliate else 0.0,
            glossary,
        ),
        _remarks(line.remarks, columns.wide(len(columns.edges) - 2) - 2 * _PADDING, glossary),
    )
    tallest = max(stack.height for stack in stacks)
    for column, cell in _cells(line, columns):
        if len(cell.lines) > 1 or cell is line.pledge:
            shown = _cell_lines(cell.lines, Face.GOTHIC, columns.wide(column) - _CELL_MARGIN)
            tallest = max(tallest, _CELL_PITCH * len(shown))
    if tallest > _TALLEST:
        names = ("case_no", "full_name", "origin_department", "destination_department", "remarks")
        too_tall = (name for name, stack in zip(names, stacks, strict=True) if stack.height > _TALLEST)
        field = next(too_tall, "confirmed")
        raise RowTooTall(field=field, where=line.case_no)
    steps = math.ceil(max(0.0, tallest + _AIR - ROW) / GROWTH - 1e-9)
    return MeasuredRow(stacks, ROW + steps * GROWTH)


def draw_row(sheet: Sheet, y: float, number: int, line: LedgerLine, row: MeasuredRow, *, columns: Columns) -> None:
    """Draw the texts of row *number* (counted from 1) with its top at *y*, and the rule below it."""
    centre = y + row.height / 2
    sheet.text(columns.centre(0), middle(centre, 8), str(number), _NUMBER, Align.CENTRE)
    case_no, person, origin, destination, remarks = row.stacks
    _draw_stack(sheet, columns.left(1) + _CODE_PADDING, centre, case_no)
    _draw_stack(sheet, columns.left(2) + _PADDING, centre, person)
    _draw_stack(sheet, columns.left(3) + _PADDING, centre, origin)
    _draw_destination(sheet, columns.left(4) + _PADDING, centre, destination, is_affiliate=line.is_specified_affiliate)
    _draw_cell(sheet, columns, 5, centre, Cell((line.effective_date,)))
    for column, cell in _cells(line, columns):
        _draw_cell(sheet, columns, column, centre, cell)
    _draw_stack(sheet, columns.left(len(columns.edges) - 2) + _PADDING, centre, remarks)
    sheet.rule(LEFT, y + row.height, RIGHT, y + row.height)


def _cells(line: LedgerLine, columns: Columns) -> Iterator[tuple[int, Cell]]:
    """Yield the centred cells with their columns."""
    yield from enumerate(line.steps, start=_FIRST_STEP)
    after = (line.briefed_on, line.reported_on, line.pledge, line.confirmed, line.judgement)
    yield from enumerate(after, start=columns.first_after)


def _stack(*lines: tuple[str, Lettering]) -> Stack:
    return Stack(lines, sum(_PITCH_OF_SIZE[style.size] for _, style in lines))


@lru_cache(maxsize=512)
def _lettering(size: float) -> Lettering:
    return Lettering(Face.GOTHIC, size)


def _case_no(case_no: str, room: float) -> Stack:
    if width(case_no, _CODE.face, _CODE.size) <= room or "-" not in case_no:
        return _stack((case_no, _CODE))
    workplace, rest = case_no.split("-", 1)
    return _stack((f"{workplace}-", _CODE), (rest, _CODE))


def _person(kana: str, name: str, employee_no: str, room: float) -> Stack:
    kana_lines = break_lines(kana, _KANA.face, _KANA.size, room) if kana else ()
    fitted = fit(name, Face.GOTHIC, _NAME_SIZES, room)
    return _stack(
        *((part, _KANA) for part in kana_lines),
        *((part, _lettering(fitted.size)) for part in fitted.lines),
        (employee_no, _CODE),
    )


@lru_cache(maxsize=1024)
def _origin(name: str, code: str, room: float, glossary: tuple[str, ...]) -> Stack:
    lines = _fewest(name, _PLACE_SIZES, room, glossary)
    return _stack(*lines, (code, _CODE)) if code else _stack(*lines)


@lru_cache(maxsize=1024)
def _destination(company: str, department: str, room: float, indent: float, glossary: tuple[str, ...]) -> Stack:
    """Return company over department; *indent* is what the mark of a specified affiliate takes."""
    under = _fewest(department, _PLACE_SIZES[1:], room, glossary) if department else ()
    return _stack(*_fewest(company, _PLACE_SIZES, room, glossary, indent), *under)


def _fewest(
    text: str, sizes: tuple[float, ...], room: float, glossary: tuple[str, ...], indent: float = 0
) -> tuple[tuple[str, Lettering], ...]:
    fitted = fewest_lines(text, Face.GOTHIC, sizes, room, first_indent_mm=indent, glossary=glossary)
    return tuple((part, _lettering(fitted.size)) for part in fitted.lines)


def _remarks(text: str, room: float, glossary: tuple[str, ...]) -> Stack:
    lines = break_lines(text, _REMARK.face, _REMARK.size, room, glossary) if text else ()
    return _stack(*((part, _REMARK) for part in lines))


def _draw_stack(sheet: Sheet, x: float, centre: float, stack: Stack) -> None:
    y = centre - stack.height / 2
    for text, style in stack.lines:
        pitch = _PITCH_OF_SIZE[style.size]
        sheet.text(x, middle(y + pitch / 2, style.size), text, style)
        y += pitch


def _draw_destination(sheet: Sheet, x: float, centre: float, stack: Stack, *, is_affiliate: bool) -> None:
    if not is_affiliate or not stack.lines:
        _draw_stack(sheet, x, centre, stack)
        return
    text, style = stack.lines[0]
    pitch = _PITCH_OF_SIZE[style.size]
    baseline = middle(centre - stack.height / 2 + pitch / 2, style.size)
    affiliate_mark(sheet, x, baseline)
    sheet.text(x + _AFFILIATE_INDENT, baseline, text, style)
    _draw_stack(sheet, x, centre + pitch / 2, Stack(stack.lines[1:], stack.height - pitch))


def _draw_cell(sheet: Sheet, columns: Columns, column: int, centre: float, cell: Cell) -> None:
    x = columns.centre(column)
    room = columns.wide(column) - _CELL_MARGIN
    match cell.emphasis:
        case Emphasis.REVERSED:
            reversed_mark(sheet, x, centre, "".join(cell.lines), _MARK, room=room)
        case Emphasis.FRAMED:
            framed_mark(sheet, x, centre, cell.lines, _MARK, wide=room - 0.8)
        case Emphasis.PLAIN | Emphasis.BOLD:
            face = Face.GOTHIC_BOLD if cell.emphasis is Emphasis.BOLD else Face.GOTHIC
            lines = _cell_lines(cell.lines, face, room)
            y = centre - _CELL_PITCH * (len(lines) - 1) / 2
            for text, style, condensed in lines:
                sheet.text(x, middle(y, style.size), text, style, Align.CENTRE, condensed=condensed)
                y += _CELL_PITCH


@lru_cache(maxsize=4096)
def _cell_lines(lines: tuple[str, ...], face: Face, room: float) -> tuple[tuple[str, Lettering, float], ...]:
    """Return the lines of a centred cell with the size and the condensing each needs.

    A date or a name is condensed rather than divided.
    """
    result = []
    for line in lines:
        available = room
        fitted = fit(line, face, _CELL_SIZES, available)
        while fitted.divided:
            available *= 1.1
            fitted = fit(line, face, _CELL_SIZES[-1:], available)
        style = Lettering(face, fitted.size)
        result += [(part.rstrip(), style, 100 * room / available) for part in fitted.lines]
    return tuple(result)
