"""A framed list of facts, each with its label spread before it (paper notes §7, as in 廃棄記録)."""

from __future__ import annotations

from desktop_app.domain.form import Labelled
from desktop_app.papers.page.blocks import LEFT, RIGHT, TEXT_WIDTH, one_line
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.sheet import BOLD, FINE, Sheet
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import Fitted, fit
from desktop_app.papers.typesetting.runs import width

_LABEL, _SPREAD, _EDGE = 36.0, 28.0, 3.0
_LABEL_STYLE = Lettering(Face.GOTHIC, 8.5)
_SIZES = (10.0, 9.0)
_ROW, _PITCH = 8.4, 4.8


class Particulars:
    """The list, measured; *height* in mm. A value too long for its line wraps and its row grows."""

    def __init__(self, rows: tuple[Labelled, ...], glossary: tuple[str, ...]) -> None:
        room = TEXT_WIDTH - _LABEL - 2 * _EDGE
        self._rows = [(row.label, fit(row.value, Face.MINCHO, _SIZES, room, glossary=glossary)) for row in rows]
        self.height = sum(_height(value) for _label, value in self._rows)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the list with its top at *top*."""
        y = top
        for place, (label, value) in enumerate(self._rows):
            if place:
                sheet.rule(LEFT, y, RIGHT, y, FINE)
            high = _height(value)
            _draw_label(sheet, middle(y + high / 2, _LABEL_STYLE.size), label)
            for number, line in enumerate(value.lines):
                centre = y + high / 2 + (number - (len(value.lines) - 1) / 2) * _PITCH
                style = Lettering(Face.MINCHO, value.size)
                sheet.text(LEFT + _LABEL + _EDGE, middle(centre, style.size), line, style)
            y += high
        sheet.rule(LEFT + _LABEL, top, LEFT + _LABEL, y, FINE)
        sheet.box(LEFT, top, TEXT_WIDTH, y - top, BOLD)


def _height(value: Fitted) -> float:
    return max(_ROW, len(value.lines) * _PITCH + 3.4)


def _draw_label(sheet: Sheet, baseline: float, label: str) -> None:
    x = LEFT + (_LABEL - _SPREAD) / 2
    if width(label, _LABEL_STYLE.face, _LABEL_STYLE.size) <= _SPREAD - _LABEL_STYLE.size / POINTS_PER_MM / 2:
        sheet.spread(x, baseline, label, _LABEL_STYLE, _SPREAD)
    else:
        one_line(sheet, x, baseline, label, _LABEL_STYLE, room=_SPREAD)
