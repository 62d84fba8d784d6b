"""The receipt box at the foot of a letter: up to three lines and the seal fields (paper notes §6)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.papers.page.blocks import LEFT, RIGHT, SEAL_WIDTH, TEXT_WIDTH, choices, one_line, seal_boxes
from desktop_app.papers.page.seals import SealField
from desktop_app.papers.page.sheet import BOLD, Align, Sheet
from desktop_app.papers.places import POINTS_PER_MM, Rect
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import fit
from desktop_app.papers.typesetting.runs import width

RECEIPT_TOP, RECEIPT_HEIGHT = 257.0, 25.0
TEXT_MUST_END_BY = 250.0
_LINES = (8.0, 14.4, 20.8)
_TITLE = Lettering(Face.MINCHO, 9)
_TEXT = Lettering(Face.MINCHO, 9.5)
_EM = _TEXT.size / POINTS_PER_MM
_STRIP = 8.0
_PEN_DATE = "　　　　年　　　月　　　日"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the box: a value, else boxes to tick, else room for a date or words by hand."""

    label: str
    value: str = ""
    choices: tuple[str, ...] = ()
    wants_date: bool = False
    wants_words: bool = False


def receipt_box(sheet: Sheet, title: str, lines: tuple[Line, ...], seals: tuple[SealField, ...]) -> tuple[Rect, ...]:
    """Draw the box at the foot of the page and return its seal fields in order."""
    top = RECEIPT_TOP
    sheet.box(LEFT, top, TEXT_WIDTH, RECEIPT_HEIGHT, BOLD)
    sheet.rule(LEFT + _STRIP, top, LEFT + _STRIP, top + RECEIPT_HEIGHT)
    first = top + RECEIPT_HEIGHT / 2 + 1.2 - 5.6 * (len(title) - 1) / 2
    for number, letter in enumerate(title):
        sheet.text(LEFT + _STRIP / 2, first + 5.6 * number, letter, _TITLE, Align.CENTRE)
    label_width = max(4, *(width(line.label, _TEXT.face, _TEXT.size) / _EM for line in lines)) * _EM
    value_x, line_end = LEFT + 11 + label_width + 2.6, RIGHT - SEAL_WIDTH * len(seals) - 3
    for below, line in zip(_LINES, lines, strict=False):
        sheet.spread(LEFT + 11, top + below, line.label, _TEXT, label_width)
        _draw_line(sheet, value_x, top + below, line, line_end)
    return seal_boxes(sheet, RIGHT, top, seals, high=RECEIPT_HEIGHT)


def _draw_line(sheet: Sheet, x: float, baseline: float, line: Line, end: float) -> None:
    room = end - x
    if line.value.strip():
        fitted = fit(line.value, _TEXT.face, (9.5, 8, 7), room)
        pitch = fitted.size / POINTS_PER_MM * 1.08
        for number, text in enumerate(reversed(fitted.lines)):
            sheet.text(x, baseline - pitch * number, text, Lettering(_TEXT.face, fitted.size))
    elif line.choices:
        words = tuple((word, False) for word in line.choices)
        choices(sheet, x, baseline, words, _TEXT)
    elif line.wants_date:
        one_line(sheet, x, baseline, _PEN_DATE, _TEXT, room=room)
    elif line.wants_words:
        sheet.rule(x, baseline + 1.2, end, baseline + 1.2)
