"""The two tables of 様式第1号: 処理の実施結果, and the 別紙 with what is still open (paper notes §7)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.errors import RowTooTall
from desktop_app.papers.forms.completion_report_data import CompletionReport, OpenItem, Outcome, ResultRow
from desktop_app.papers.page.blocks import LEFT, RIGHT, TEXT_WIDTH, choices, rest_is_blank
from desktop_app.papers.page.flow import rows_per_page
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.sheet import BOLD, FINE, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines, fit

_TEXT = Lettering(Face.MINCHO, 9)
_HEAD = Lettering(Face.GOTHIC, 8)
_NOTE = Lettering(Face.GOTHIC, 8)
_TITLE = Lettering(Face.MINCHO, 15)
_NOTHING = "―"

_RESULT_COLUMNS = (("処理の内容", 67.2), ("結果", 56.0), ("完了日", 22.5), ("数量", 21.0))
_RESULT_HEAD, _RESULT_ROW, _RESULT_PITCH = 6.5, 10.5, 4.3
_ANNEX_COLUMNS = (("項目", 13.0), ("内容", 57.7), ("理由", 44.0), ("完了予定日", 26.0), ("処置担当", 26.0))
_ANNEX_HEAD, _ANNEX_ROW, _ANNEX_PITCH = 7.0, 9.0, 4.6
_ANNEX_TOP, _ANNEX_NEXT_TOP, _ANNEX_BOTTOM = 51.5, 36.0, 262.0
_TALLEST = 148.5  # half a page
_PADDING = 1.8


def _draw_head(sheet: Sheet, top: float, columns: tuple[tuple[str, float], ...], high: float) -> None:
    x = LEFT
    for name, wide in columns:
        sheet.text(x + wide / 2, middle(top + high / 2, _HEAD.size), name, _HEAD, Align.CENTRE)
        x += wide
    sheet.rule(LEFT, top + high, RIGHT, top + high, BOLD)


def _draw_frame(sheet: Sheet, top: float, columns: tuple[tuple[str, float], ...], rules: list[float]) -> None:
    """Draw the outline, the column rules and the row rules at *rules*, the last of which is the bottom."""
    bottom = rules[-1]
    x = LEFT
    for _, wide in columns[:-1]:
        x += wide
        sheet.rule(x, top, x, bottom, FINE)
    for y in rules[:-1]:
        sheet.rule(LEFT, y, RIGHT, y, FINE)
    sheet.box(LEFT, top, TEXT_WIDTH, bottom - top, BOLD)


def _draw_lines(
    sheet: Sheet,
    x: float,
    y: float,
    lines: tuple[str, ...],
    style: Lettering,
    *,
    pitch: float,
    align: Align = Align.LEFT,
) -> None:
    """Draw *lines* so that their stack is centred on *y*."""
    for number, line in enumerate(lines):
        centre = y + (number - (len(lines) - 1) / 2) * pitch
        sheet.text(x, middle(centre, style.size), line, style, align)


class ResultsTable:
    """処理の実施結果: what was done, with the three boxes, the date and the amounts."""

    def __init__(self, rows: tuple[ResultRow, ...], glossary: tuple[str, ...]) -> None:
        self._rows = rows
        room = _RESULT_COLUMNS[0][1] - 8.2 - 1.2
        self._wordings = [break_lines(row.wording, _TEXT.face, _TEXT.size, room, glossary) for row in rows]
        self._amounts = [_amounts(row) for row in rows]
        self._heights = [
            _RESULT_ROW + _RESULT_PITCH * max(0, len(lines) - 2, len(amounts) - 2)
            for amounts, lines in zip(self._amounts, self._wordings, strict=True)
        ]
        self.height = _RESULT_HEAD + sum(self._heights)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the table with its top at *top*."""
        _draw_head(sheet, top, _RESULT_COLUMNS, _RESULT_HEAD)
        y = top + _RESULT_HEAD
        rules = []
        for number, high in enumerate(self._heights):
            self._draw_row(sheet, y + high / 2, number)
            y += high
            rules.append(y)
        _draw_frame(sheet, top, _RESULT_COLUMNS, rules)

    def _draw_row(self, sheet: Sheet, centre: float, number: int) -> None:
        row = self._rows[number]
        baseline = middle(centre, _TEXT.size)
        sheet.text(LEFT + _PADDING, baseline, f"({number + 1})", _TEXT)
        _draw_lines(sheet, LEFT + 8.2, centre, self._wordings[number], _TEXT, pitch=_RESULT_PITCH)
        x = LEFT + _RESULT_COLUMNS[0][1]
        choices(sheet, x + 2.2, baseline, tuple((each.value, row.outcome is each) for each in Outcome), _TEXT)
        x += _RESULT_COLUMNS[1][1]
        done_on = row.done_on or ("" if row.outcome is None else _NOTHING)
        if not done_on:
            done_on = "　月　　日"
        sheet.text(x + _RESULT_COLUMNS[2][1] / 2, baseline, done_on, _TEXT, Align.CENTRE)
        amounts = self._amounts[number]
        right_aligned = bool(row.amounts)
        edge = RIGHT - (_PADDING if right_aligned else _RESULT_COLUMNS[3][1] / 2)
        align = Align.RIGHT if right_aligned else Align.CENTRE
        style = Lettering(_TEXT.face, min((size for _, size in amounts), default=9))
        lines = tuple(text for text, _ in amounts)
        _draw_lines(sheet, edge, centre, lines, style, pitch=_RESULT_PITCH, align=align)


def _amounts(row: ResultRow) -> list[tuple[str, float]]:
    """Return the lines of the 数量 cell with the size each would fit in."""
    if not row.amounts:
        return [] if row.outcome is None else [(_NOTHING, _TEXT.size)]
    room = _RESULT_COLUMNS[3][1] - 2 * _PADDING
    fitted = [fit(amount, _TEXT.face, (9, 8, 7), room) for amount in row.amounts]
    return [(line, each.size) for each in fitted for line in each.lines]


@dataclass(frozen=True, slots=True)
class _AnnexRow:
    """An open item with its lines broken; *height* in mm."""

    item: OpenItem
    wording: tuple[str, ...]
    reason: tuple[str, ...]
    in_charge: tuple[str, ...]
    in_charge_size: float
    height: float


def annex_pages(report: CompletionReport) -> list[tuple[_AnnexRow, ...]]:
    """Return the rows of the 別紙 by page, none when nothing is open."""
    rows = [_measure(item, report.glossary) for item in report.open_items]
    if not rows:
        return []
    first, following = (_ANNEX_BOTTOM - top - _ANNEX_HEAD for top in (_ANNEX_TOP, _ANNEX_NEXT_TOP))
    return [tuple(rows[i] for i in part) for part in rows_per_page([r.height for r in rows], first, following)]


def _measure(item: OpenItem, glossary: tuple[str, ...]) -> _AnnexRow:
    rooms = [wide - 2 * _PADDING for _, wide in _ANNEX_COLUMNS]
    wording = break_lines(item.wording, _TEXT.face, _TEXT.size, rooms[1], glossary)
    reason = break_lines(item.reason, _TEXT.face, _TEXT.size, rooms[2], glossary)
    charged = [fit(line, _TEXT.face, (9, 8), rooms[4], max_lines=2, glossary=glossary) for line in item.in_charge]
    in_charge = tuple(line for fitted in charged for line in fitted.lines)
    count = max(len(wording), len(reason), len(in_charge), 1)
    size = min((fitted.size for fitted in charged), default=9)
    height = max(_ANNEX_ROW, count * _ANNEX_PITCH + 2.4)
    if height > _TALLEST:
        field = "wording" if len(wording) == count else "reason" if len(reason) == count else "in_charge"
        raise RowTooTall(field=field, where=item.item_id)
    return _AnnexRow(item, wording, reason, in_charge, size, height)


def draw_annex(sheet: Sheet, report: CompletionReport, rows: tuple[_AnnexRow, ...], *, first: bool, last: bool) -> None:
    """Draw one page of the 別紙 below its head; title on the first page, （以下余白） on the last."""
    top = _ANNEX_TOP if first else _ANNEX_NEXT_TOP
    middle_x = (LEFT + RIGHT) / 2
    title = report.wording.open_items_title
    if first:
        sheet.tracked(middle_x, 46.2, title, _TITLE, 0.3 if len(title) <= 6 else 0.06, align=Align.CENTRE)
    _draw_head(sheet, top, _ANNEX_COLUMNS, _ANNEX_HEAD)
    y = top + _ANNEX_HEAD
    rules = []
    for row in rows:
        _draw_annex_row(sheet, row, y + row.height / 2)
        y += row.height
        rules.append(y)
    _draw_frame(sheet, top, _ANNEX_COLUMNS, rules)
    if last:
        rest_is_blank(sheet, middle_x, y + 8)
        if report.wording.open_items_note:
            notes = break_lines(f"※ {report.wording.open_items_note}", _NOTE.face, _NOTE.size, TEXT_WIDTH)
            for number, note in enumerate(notes):
                sheet.text(LEFT, y + 17 + 4.2 * number, note, _NOTE)


def _draw_annex_row(sheet: Sheet, row: _AnnexRow, centre: float) -> None:
    baseline = middle(centre, _TEXT.size)
    starts = [LEFT]
    for _, wide in _ANNEX_COLUMNS:
        starts.append(starts[-1] + wide)
    item_size = fit(row.item.item_id, _TEXT.face, (9, 8, 7), _ANNEX_COLUMNS[0][1] - 1.6).size
    id_style = Lettering(_TEXT.face, item_size)
    sheet.text((starts[0] + starts[1]) / 2, baseline, row.item.item_id, id_style, Align.CENTRE)
    _draw_lines(sheet, starts[1] + _PADDING, centre, row.wording, _TEXT, pitch=_ANNEX_PITCH)
    _draw_lines(sheet, starts[2] + _PADDING, centre, row.reason, _TEXT, pitch=_ANNEX_PITCH)
    due_on = row.item.due_on or _NOTHING
    due_size = fit(due_on, _TEXT.face, (9, 8, 7), _ANNEX_COLUMNS[3][1] - 1.0).size
    sheet.text((starts[3] + starts[4]) / 2, baseline, due_on, Lettering(_TEXT.face, due_size), Align.CENTRE)
    style = Lettering(_TEXT.face, row.in_charge_size)
    _draw_lines(sheet, starts[4] + _PADDING, centre, row.in_charge or (_NOTHING,), style, pitch=_ANNEX_PITCH)
