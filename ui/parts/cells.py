"""One cell of a table and how it is drawn: two lines, badge, bar, frame; the same layout gives the row's height."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.parts.badges import BadgeLook, badge_size, draw_badge
from ui.parts.progress import draw_bar
from ui.parts.wrapping import draw_wrapped, line_height, wrapped_height

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


@lru_cache(maxsize=32)
def _font(role: str, bold: bool, underlined: bool, scale: float) -> QFont:
    made = theme.font(role, bold=bold)
    made.setUnderline(underlined)
    assert scale
    return made


class CellPainter(QStyledItemDelegate):
    """Draws cells; asked for a height it lays out the same words at the same width."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = theme.px(10)

    def height(self, cell: Cell, width: int) -> int:
        """Return the height a cell needs at a column width."""
        room = self._room(cell, width)
        need = wrapped_height(cell.text, self._main(cell), room, 1.08)
        if cell.sub:
            need += wrapped_height(cell.sub, _font("caption", False, False, theme.text_scale()), room, 1.08)
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
        main, caption = self._main(cell), _font("caption", False, False, theme.text_scale())
        left = place.left() + self._air(cell)
        if cell.badge:
            heavy = _font("caption", True, False, theme.text_scale())
            size = badge_size(cell.badge, heavy)
            spot = QRectF(left - theme.px(1), place.center().y() - size.height() / 2, size.width(), size.height())
            draw_badge(painter, cell.badge, spot, heavy)
            left += size.width() + theme.px(6)
        if cell.bar:
            done, total = cell.bar
            share = done / total if total else 0.0
            bar = QRectF(left, place.center().y() - theme.px(3), theme.px(40), theme.px(6))
            draw_bar(painter, bar, ((share, "ok" if done >= total > 0 else "accent"),))
            left += theme.px(46)
        height = wrapped_height(cell.text, main, room, 1.08)
        below = wrapped_height(cell.sub, caption, room, 1.08) if cell.sub else 0
        top = place.center().y() - (height + below) / 2
        painter.setFont(main)
        painter.setPen(theme.colour(cell.tone))
        align = _ALIGN[cell.align]
        used = draw_wrapped(painter, cell.text, QRectF(left, top, room, height), leading=1.08, align=align)
        if cell.sub:
            painter.setFont(caption)
            painter.setPen(theme.colour("ink2"))
            draw_wrapped(painter, cell.sub, QRectF(left, top + used, room, below), leading=1.08, align=align)

    def _main(self, cell: Cell) -> QFont:
        return _font(cell.role, cell.bold, cell.underlined, theme.text_scale())

    def _air(self, cell: Cell) -> int:
        return theme.px(3) if cell.tight else self._side

    def _room(self, cell: Cell, width: int) -> float:
        room = float(width - 2 * self._air(cell))
        if cell.badge:
            room -= badge_size(cell.badge, _font("caption", True, False, theme.text_scale())).width() + theme.px(6)
        if cell.bar:
            # Counts stay on one line: they are short, and a broken 34/36 reads as another number.
            advance = QFontMetricsF(self._main(cell)).horizontalAdvance(cell.text)
            room = max(room - theme.px(46), advance + 1)
        if cell.frame:
            room -= theme.px(16)
        # A cell is never narrower than two characters, or a word would break after each.
        return max(room, 2 * line_height(self._main(cell)) * 0.7)
