"""処理の実施結果: what was done, with the three boxes, the date and the amounts (paper notes §7)."""

from __future__ import annotations

from desktop_app.domain.form import Results
from desktop_app.papers.forms.grid import NOTHING, PADDING, TEXT, Column, draw_frame, draw_head, stack
from desktop_app.papers.forms.letter_data import Letter, Outcome, Result
from desktop_app.papers.page.blocks import LEFT, RIGHT, choices
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Lettering
from desktop_app.papers.typesetting.lines import break_lines, fit

_PEN_DAY = "　月　　日"
_WIDTHS = (67.2, 56.0, 22.5, 21.0)
_HEAD, _ROW, _PITCH = 6.5, 10.5, 4.3
_WORDING = 8.2


class ResultsTable:
    """The table, measured."""

    def __init__(self, results: Results, letter: Letter) -> None:
        self._outcomes = results.outcomes
        self._columns = [Column(head, wide) for head, wide in zip(results.columns, _WIDTHS, strict=True)]
        self._rows = [letter.results.get(row.step) for row in results.rows]
        room = _WIDTHS[0] - _WORDING - 1.2
        self._wordings = [break_lines(row.text, TEXT.face, TEXT.size, room, letter.glossary) for row in results.rows]
        self._amounts = [_amounts(row) for row in self._rows]
        self._heights = [
            _ROW + _PITCH * max(0, len(lines) - 2, len(amounts) - 2)
            for amounts, lines in zip(self._amounts, self._wordings, strict=True)
        ]
        self.height = _HEAD + sum(self._heights)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the table with its top at *top*."""
        draw_head(sheet, top, self._columns, _HEAD)
        y = top + _HEAD
        rules = []
        for number, high in enumerate(self._heights):
            self._draw_row(sheet, y + high / 2, number)
            y += high
            rules.append(y)
        draw_frame(sheet, top, self._columns, rules)

    def _draw_row(self, sheet: Sheet, centre: float, number: int) -> None:
        row = self._rows[number]
        baseline = middle(centre, TEXT.size)
        sheet.text(LEFT + PADDING, baseline, f"({number + 1})", TEXT)
        stack(sheet, LEFT + _WORDING, centre, self._wordings[number], TEXT, pitch=_PITCH)
        x = LEFT + _WIDTHS[0]
        ticks = zip(self._outcomes, Outcome, strict=True)
        boxes = tuple((word, row is not None and row.outcome is each) for word, each in ticks)
        choices(sheet, x + 2.2, baseline, boxes, TEXT)
        x += _WIDTHS[1]
        done_on = (row.done_on or NOTHING) if row else _PEN_DAY
        sheet.text(x + _WIDTHS[2] / 2, baseline, done_on, TEXT, Align.CENTRE)
        counted = row is not None and bool(row.amounts)
        edge = RIGHT - (PADDING if counted else _WIDTHS[3] / 2)
        amounts = self._amounts[number]
        style = Lettering(TEXT.face, min((size for _, size in amounts), default=TEXT.size))
        lines = tuple(text for text, _ in amounts)
        stack(sheet, edge, centre, lines, style, pitch=_PITCH, align=Align.RIGHT if counted else Align.CENTRE)


def _amounts(row: Result | None) -> list[tuple[str, float]]:
    """Return the lines of the 数量 cell with the size each would fit in."""
    if row is None or not row.amounts:
        return [] if row is None else [(NOTHING, TEXT.size)]
    room = _WIDTHS[3] - 2 * PADDING
    fitted = [fit(amount, TEXT.face, (9, 8, 7), room) for amount in row.amounts]
    return [(line, each.size) for each in fitted for line in each.lines]
