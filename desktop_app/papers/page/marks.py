"""Marks whose meaning is carried by their shape, so that it survives a black-and-white copy (paper notes §6, §9)."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.page.sheet import BOLD, FINE, Align, Ink, Sheet
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.runs import clusters, em_width, width

CHECK_BOX = 3.2
WORD_AFTER_BOX = CHECK_BOX + 1.1
_TICK_WEIGHT = 1.15
_TICK = ((0.65, 1.55), (1.35, 0.65), (3.35, 3.3))  # from the box's bottom left, upwards
_REVERSED = (7.0, 5.2)
_MARK_DIAMETER = 13.5
_CHORD = 2.05
_WORD = Lettering(Face.GOTHIC_BOLD, 6.5)
_DATE = Lettering(Face.GOTHIC, 7.2)
_SURNAME = {1: (8.0, 100), 2: (8.0, 100), 3: (7.0, 100), 4: (6.5, 85)}
_LONG_SURNAME = (6.5, 70)
_SPECIAL = Lettering(Face.GOTHIC, 7)


def middle(y: float, size: float) -> float:
    """Return the baseline of a text of *size* pt whose em box is centred on *y*."""
    return y + 0.38 * size / POINTS_PER_MM


def check_box(sheet: Sheet, x: float, baseline: float, *, ticked: bool, weight: float = 0.5) -> None:
    """Draw a check box standing on *baseline*; the tick is drawn, as fonts lack it."""
    bottom = baseline + 0.35
    sheet.box(x, bottom - CHECK_BOX, CHECK_BOX, CHECK_BOX, weight)
    if ticked:
        sheet.path([(x + dx, bottom - dy) for dx, dy in _TICK], _TICK_WEIGHT)


def reversed_mark(sheet: Sheet, x: float, y: float, text: str, style: Lettering, *, room: float) -> None:
    """Draw *text* white on black, centred on (x, y), at most *room* mm wide: 未, 超過, 未確認."""
    wide = min(room, max(_REVERSED[0], width(text, style.face, style.size) + 3.4))
    high = _REVERSED[1]
    sheet.filled_box(x - wide / 2, y - high / 2, wide, high)
    with sheet.ink(Ink.WHITE):
        sheet.text(x, middle(y, style.size), text, style, Align.CENTRE)


def framed_mark(sheet: Sheet, x: float, y: float, lines: Sequence[str], style: Lettering, *, wide: float) -> None:
    """Draw bold *lines* in a frame of *wide* mm centred on (x, y): 未了, 遅延n日, 否."""
    pitch = style.size / POINTS_PER_MM + 0.35
    high = pitch * len(lines) + 1.9
    sheet.box(x - wide / 2, y - high / 2, wide, high, BOLD)
    for number, line in enumerate(lines):
        centre = y + (number - (len(lines) - 1) / 2) * pitch
        sheet.text(x, middle(centre, style.size), line, style, Align.CENTRE)


def affiliate_mark(sheet: Sheet, x: float, baseline: float) -> None:
    """Draw 特 in a small box: the company is a specified affiliate."""
    sheet.box(x, baseline - 2.65, 3.0, 3.0, FINE)
    sheet.text(x + 1.5, baseline - 0.2, "特", _SPECIAL, Align.CENTRE)


def confirmation_mark(sheet: Sheet, x: float, y: float, mark: ConfirmationMark) -> None:
    """Draw the vermilion circle of a recorded confirmation around (x, y); it never imitates a personal seal."""
    half = (_MARK_DIAMETER**2 / 4 - _CHORD**2) ** 0.5
    size, condensed = _SURNAME.get(len(clusters(mark.surname)), _LONG_SURNAME)
    with sheet.ink(Ink.VERMILION):
        sheet.circle(x, y, _MARK_DIAMETER, 0.8)
        sheet.rule(x - half, y - _CHORD, x + half, y - _CHORD, 0.8)
        sheet.rule(x - half, y + _CHORD, x + half, y + _CHORD, 0.8)
        sheet.text(x, middle(y - 3.85, _WORD.size), mark.word, _WORD, Align.CENTRE)
        sheet.text(x, middle(y, _DATE.size), mark.date, _DATE, Align.CENTRE, condensed=_date_condensed(mark.date))
        surname = Lettering(Face.GOTHIC_BOLD, size)
        sheet.text(x, middle(y + 3.85, size), mark.surname, surname, Align.CENTRE, condensed=condensed)


def _date_condensed(date: str) -> float:
    """Return how far a date must be condensed to stay off the circle."""
    room = _MARK_DIAMETER - 1.6
    return min(100.0, 100 * room / max(0.1, em_width(date, _DATE.face) * _DATE.size / POINTS_PER_MM))
