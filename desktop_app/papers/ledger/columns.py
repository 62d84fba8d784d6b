"""The columns of 様式第4号 and the head of its table, repeated on every page (paper notes §7)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.papers.ledger.data import StepHead
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.sheet import BOLD, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines
from desktop_app.papers.typesetting.runs import width

LEFT, RIGHT = 20.0, 287.0
HEAD_HEIGHT = 13.0
_GROUP_HEIGHT = 4.8
_BEFORE_STEPS = (
    ("No.", 7.0),
    ("管理番号", 18.0),
    ("異動者", 32.0),
    ("異動元", 28.0),
    ("異動先", 32.0),
    ("異動発令日", 17.0),
)
_STEPS_WIDTH = 46.0
_AFTER_STEPS = (
    ("説明日", 12.0),
    ("完了\n報告日", 12.0),
    ("誓約書", 13.0),
    ("確認日\n確認者", 21.0),
    ("判定", 12.0),
    ("備考", 17.0),
)
_HEAD = Lettering(Face.GOTHIC, 7)
_STEP_NUMBER = Lettering(Face.GOTHIC, 7.5)
_STEP_NAME = Lettering(Face.GOTHIC, 6.5)
_PITCH = 3.4
_NARROWEST_HEAD = 0.72  # of its width; narrower heads are hard to read


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges in mm: six columns, the steps (whose number is data), six more, and the right edge last."""

    edges: tuple[float, ...]
    steps: int

    def left(self, column: int) -> float:
        """Return the left edge of a column."""
        return self.edges[column]

    def wide(self, column: int) -> float:
        """Return the width of a column."""
        return self.edges[column + 1] - self.edges[column]

    def centre(self, column: int) -> float:
        """Return the middle of a column."""
        return (self.edges[column] + self.edges[column + 1]) / 2

    @property
    def first_after(self) -> int:
        """Return the number of the column 説明日."""
        return len(_BEFORE_STEPS) + self.steps


def columns_for(steps: int) -> Columns:
    """Return the columns of a ledger with *steps* step columns sharing their 46 mm."""
    step_widths = [_STEPS_WIDTH / steps] * steps if steps else []
    widths = [*(w for _, w in _BEFORE_STEPS), *step_widths, *(w for _, w in _AFTER_STEPS)]
    if not steps:
        widths[-1] += _STEPS_WIDTH
    edges = [LEFT]
    for wide in widths:
        edges.append(round(edges[-1] + wide, 3))
    return Columns(tuple(edges), steps)


def draw_head(sheet: Sheet, top: float, columns: Columns, step_heads: tuple[StepHead, ...]) -> None:
    """Draw the texts of the head and the rule below it."""
    for number, (name, _) in enumerate(_BEFORE_STEPS):
        _draw_name(sheet, columns, number, top, name)
    for number, (name, _) in enumerate(_AFTER_STEPS, start=columns.first_after):
        _draw_name(sheet, columns, number, top, name)
    first = len(_BEFORE_STEPS)
    if columns.steps:
        left, right = columns.left(first), columns.left(columns.first_after)
        group = middle(top + _GROUP_HEIGHT / 2, _HEAD.size)
        sheet.text((left + right) / 2, group, "処理の完了日", _HEAD, Align.CENTRE)
        sheet.rule(left, top + _GROUP_HEIGHT, right, top + _GROUP_HEIGHT)
    for number, step in enumerate(step_heads, start=first):
        _draw_step(sheet, columns, number, top, step)
    sheet.rule(LEFT, top + HEAD_HEIGHT, RIGHT, top + HEAD_HEIGHT, BOLD)


def draw_verticals(
    sheet: Sheet, top: float, bottom: float, columns: Columns, bands: tuple[tuple[float, float], ...] = ()
) -> None:
    """Draw the rules between the columns, heavy around the steps, and the outline; *bands* (y, y) go across."""
    spans = tuple(zip((top, *(end for _, end in bands)), (*(start for start, _ in bands), bottom), strict=True))
    first = len(_BEFORE_STEPS)
    for number, x in enumerate(columns.edges[1:-1], start=1):
        between_steps = first < number < columns.first_after
        heavy = columns.steps and number in {first, columns.first_after}
        for start, end in spans:
            below_group = _GROUP_HEIGHT if between_steps and start == top else 0
            sheet.rule(x, start + below_group, x, end, BOLD if heavy else 0.25)
    sheet.box(LEFT, top, RIGHT - LEFT, bottom - top, BOLD)


def draw_head_verticals(sheet: Sheet, top: float, columns: Columns) -> None:
    """Draw the rules between the heads only, for a table whose one row goes across."""
    draw_verticals(sheet, top, top + HEAD_HEIGHT, columns)


def _draw_name(sheet: Sheet, columns: Columns, number: int, top: float, name: str) -> None:
    lines = name.split("\n")
    for at, line in enumerate(lines):
        y = top + HEAD_HEIGHT / 2 + (at - (len(lines) - 1) / 2) * _PITCH
        sheet.text(columns.centre(number), middle(y, _HEAD.size), line, _HEAD, Align.CENTRE)


def _draw_step(sheet: Sheet, columns: Columns, number: int, top: float, step: StepHead) -> None:
    """Draw number over name; a name too long for one line takes two, condensed as far as it needs."""
    centre, room = columns.centre(number), columns.wide(number) - 0.8
    one = room / max(0.1, width(step.name, _STEP_NAME.face, _STEP_NAME.size))
    if one >= _NARROWEST_HEAD:
        number_y, names = 7.2, [(10.7, step.name)]
    else:
        number_y, names = 6.2, list(zip((8.8, 11.3), _in_two(step.name), strict=True))
    sheet.text(centre, middle(top + number_y, _STEP_NUMBER.size), step.number, _STEP_NUMBER, Align.CENTRE)
    for y, name in names:
        condensed = min(90.0, 100 * room / max(0.1, width(name, _STEP_NAME.face, _STEP_NAME.size)))
        baseline = middle(top + y, _STEP_NAME.size)
        sheet.text(centre, baseline, name, _STEP_NAME, Align.CENTRE, condensed=condensed)


def _in_two(name: str) -> tuple[str, str]:
    """Return a head in two lines, broken where it reads best."""
    wide = width(name, _STEP_NAME.face, _STEP_NAME.size)
    for share in (0.55, 0.65, 0.75, 0.85):
        lines = break_lines(name, _STEP_NAME.face, _STEP_NAME.size, wide * share)
        if len(lines) == 2:
            return lines[0], lines[1]
    half = len(name) // 2
    return name[:half], name[half:]
