"""One cell of a table and how it is drawn: two lines, badge, bar, frame; the same layout gives the row's height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.parts.badges import BadgeLook, badge_size, draw_badge
from ui.parts.progress import draw_bar
from ui.parts.wrapping import draw_lines, measured_lines

_LEADING = 1.08
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    *text* over *sub* (caption); *badge* instead of or before the text; *bar* = (done, total) before the text;
    *tone*: colour token of the text; *frame*: "warn" (triangle) or "bad" (octagon) around the cell; *spoken*: what a
    screen reader says if not just the words; *underlined* for the 未 of the paper; *tight*: hardly any air at the
    sides, for narrow columns of dates.
    """

    text: str = ""
    sub: str = ""
    badge: BadgeLook | None = None
    bar: tuple[int, int] | None = None
    bold: bool = False
    tone: str = "ink"
    align: str = "left"
    frame: str = ""
    underlined: bool = False
    spoken: str = ""
    tip: str = ""
    role: str = "body"
    tight: bool = False

    def words(self) -> str:
        """Return the cell in words."""
        if self.spoken:
            return self.spoken
        badge = (self.badge.spoken or self.badge.word) if self.badge else ""
        return "　".join(filter(None, (badge, self.text, self.sub)))


class _Look(NamedTuple):
    """What decides how wide words are: role, weight, line, text size, and how many faces stand by for rare glyphs."""

    role: str
    bold: bool
    underlined: bool
    scale: float
    faces: int


@lru_cache(maxsize=64)
def _font(look: _Look) -> QFont:
    made = theme.font(look.role, bold=look.bold)
    made.setUnderline(look.underlined)
    return made


@lru_cache(maxsize=64)
def _metrics(look: _Look) -> tuple[float, float]:
    metrics = QFontMetricsF(_font(look))
    return metrics.height(), metrics.ascent()


# A table asks for the same words at the same width at every measuring and every painting.
@lru_cache(maxsize=8192)
def _laid(text: str, look: _Look, width: float) -> tuple[tuple[str, float], ...]:
    return measured_lines(text, _font(look), width)


@lru_cache(maxsize=512)
def _badge_size(badge: BadgeLook, look: _Look) -> QSize:
    return badge_size(badge, _font(look))


def _caption(*, bold: bool = False) -> _Look:
    return _Look("caption", bold, False, theme.text_scale(), theme.loaded_faces())


def _main(cell: Cell) -> _Look:
    return _Look(cell.role, cell.bold, cell.underlined, theme.text_scale(), theme.loaded_faces())


def _height(text: str, look: _Look, room: float) -> float:
    return len(_laid(text, look, room)) * _metrics(look)[0] * _LEADING if text else 0.0


class CellPainter(QStyledItemDelegate):
    """Draws cells; asked for a height it lays out the same words at the same width."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = theme.px(10)

    def height(self, cell: Cell, width: int) -> int:
        """Return the height a cell needs at a column width."""
        room = self._room(cell, width)
        need = _height(cell.text, _main(cell), room) + _height(cell.sub, _caption(), room)
        if cell.badge:
            need = max(need, theme.px(24))
        return math.ceil(need) + theme.px(10)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the row's least height; the table asks height() where it matters."""
        return QSize(theme.px(40), theme.px(theme.ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, edge, frame, badge, bar and words."""
        cell: Any = index.data(Qt.ItemDataRole.UserRole + 1)
        place = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, place, chosen=chosen, first=index.column() == 0, odd=index.row() % 2 == 1)
        if isinstance(cell, Cell):
            if cell.frame:
                self._frame(painter, place, cell.frame)
            self._content(painter, place, cell)
        painter.restore()

    def _ground(self, painter: QPainter, place: QRectF, *, chosen: bool, first: bool, odd: bool) -> None:
        now = theme.colours()
        painter.fillRect(place, QColor(now.accent_soft if chosen else now.stripe if odd else now.surface))
        if chosen and first:
            painter.fillRect(QRectF(place.left(), place.top(), theme.px(4), place.height() - 1), QColor(now.accent))
        # Half a pixel inside: at rect.bottom the next row would cover the line.
        painter.setPen(QPen(QColor(now.line), 1))
        bottom = place.bottom() - 0.5
        painter.drawLine(
            place.bottomLeft().toPoint().x(), round(bottom - 0.5), round(place.right()), round(bottom - 0.5)
        )

    def _frame(self, painter: QPainter, place: QRectF, kind: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(kind), 2))
        painter.setBrush(theme.colour(f"{kind}_soft"))
        painter.drawRoundedRect(place.adjusted(1, 1, -2, -2), 2, 2)
        side = theme.px(14)
        box = QRectF(place.right() - side - theme.px(8), place.center().y() - side / 2, side, side)
        icons.paint(painter, "octagon" if kind == "bad" else "triangle", box, theme.colour(kind))

    def _content(self, painter: QPainter, place: QRectF, cell: Cell) -> None:
        room = self._room(cell, round(place.width()))
        main, caption = _main(cell), _caption()
        left = place.left() + self._air(cell)
        if cell.badge:
            heavy = _caption(bold=True)
            size = _badge_size(cell.badge, heavy)
            spot = QRectF(left - theme.px(1), place.center().y() - size.height() / 2, size.width(), size.height())
            draw_badge(painter, cell.badge, spot, _font(heavy))
            left += size.width() + theme.px(6)
        if cell.bar:
            done, total = cell.bar
            share = done / total if total else 0.0
            bar = QRectF(left, place.center().y() - theme.px(3), theme.px(40), theme.px(6))
            draw_bar(painter, bar, ((share, "ok" if done >= total > 0 else "accent"),))
            left += theme.px(46)
        height, below = _height(cell.text, main, room), _height(cell.sub, caption, room)
        top = place.center().y() - (height + below) / 2
        for text, look, tone, space in ((cell.text, main, cell.tone, height), (cell.sub, caption, "ink2", below)):
            if text:
                painter.setFont(_font(look))
                painter.setPen(theme.colour(tone))
                box = QRectF(left, top, room, space)
                lines = _laid(text, look, room)
                top += draw_lines(painter, lines, box, _metrics(look), leading=_LEADING, align=_ALIGN[cell.align])

    def _air(self, cell: Cell) -> int:
        return theme.px(3) if cell.tight else self._side

    def _room(self, cell: Cell, width: int) -> float:
        room = float(width - 2 * self._air(cell))
        if cell.badge:
            room -= _badge_size(cell.badge, _caption(bold=True)).width() + theme.px(6)
        if cell.bar:
            # Counts stay on one line: they are short, and a broken 34/36 reads as another number.
            advance = QFontMetricsF(_font(_main(cell))).horizontalAdvance(cell.text)
            room = max(room - theme.px(46), advance + 1)
        if cell.frame:
            room -= theme.px(16)
        # A cell is never narrower than two characters, or a word would break after each.
        return max(room, 2 * _metrics(_main(cell))[0] * 0.7)
