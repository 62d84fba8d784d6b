"""The groups of 今日やること: one card a group, one painted row a task with its button.

Painted, because a hundred rows of labels would take a second to build; the button alone is a widget.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui import icons, theme, words
from ui.parts import buttons
from ui.parts.badges import badge_size, draw_badge
from ui.parts.buttons import PushButton
from ui.parts.cards import SectionHeading
from ui.parts.wrapping import draw_wrapped, wrapped_height
from ui.today.presenter import GroupState, TaskLine

_LEFT, _GAP, _BUTTON = 50, 12, 108
_NARROW = 560
_LEADING = (1.38, 1.42, 1.3)


class TaskRow(QWidget):
    """One task. *on_act(line)* when its button is pressed."""

    def __init__(self, line: TaskLine, on_act: Callable[[TaskLine], Any]) -> None:
        super().__init__()
        self.line = line
        self._first = True
        self.button = buttons.secondary("", lambda: on_act(self.line))
        self.button.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name, self._body = theme.font("body", bold=True), theme.font("body")
        self._caption, self._badge = theme.font("caption"), theme.font("caption", bold=True)
        self.show_line(line)

    def show_line(self, line: TaskLine) -> None:
        """Show another state of the task."""
        self.line = line
        self.button.relabel(line.act)
        self.button.setAccessibleName(_("{act}: {name}").format(act=line.act, name=line.name))
        self.setAccessibleName("　".join((line.name, line.what, line.sub, line.badge.spoken or line.badge.word)))
        self._place_button()
        self.updateGeometry()
        self.update()

    def set_first(self, *, first: bool) -> None:
        """Draw the line above unless the row is its card's first."""
        self._first = first
        self.update()

    def set_primary(self, *, primary: bool) -> None:
        """Make the button the screen's primary one."""
        self.button.become("primary" if primary else "secondary")

    def hasHeightForWidth(self) -> bool:
        """Say that a long name makes the row taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height the words need at *width*."""
        room = self._room(width)
        words_high = (
            wrapped_height(self.line.name, self._name, room, _LEADING[0])
            + wrapped_height(self.line.what, self._body, room, _LEADING[1])
            + wrapped_height(self.line.sub, self._caption, room, _LEADING[2])
        )
        return max(theme.px(77), math.ceil(words_high) + theme.px(12) + (theme.px(40) if self._stacked(width) else 0))

    def sizeHint(self) -> QSize:
        """Return the size at a usual width."""
        return QSize(theme.px(640), self.heightForWidth(theme.px(640)))

    def minimumSizeHint(self) -> QSize:
        """Return the least size; the height follows the width."""
        return QSize(theme.px(320), theme.px(77))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._place_button()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw symbol, words and badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._first:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(0, 0, self.width(), 0)
        stacked = self._stacked(self.width())
        foot = theme.px(40) if stacked else 0
        middle = (self.height() - foot) / 2
        side = theme.px(20)
        name, tone = self.line.symbol
        icons.paint(painter, name, QRectF(theme.px(16), middle - side / 2, side, side), theme.colour(tone))
        size = badge_size(self.line.badge, self._badge)
        right = self.button.x() - theme.px(_GAP) - size.width()
        level = self.button.geometry().center().y() if stacked else middle
        draw_badge(
            painter, self.line.badge, QRectF(right, level - size.height() / 2, size.width(), size.height()), self._badge
        )
        room = self._room(self.width())
        lines = (
            (self.line.name, self._name, "ink", _LEADING[0]),
            (self.line.what, self._body, "ink", _LEADING[1]),
            (self.line.sub, self._caption, "ink2", _LEADING[2]),
        )
        top = middle - sum(wrapped_height(text, font, room, leading) for text, font, _tone, leading in lines) / 2
        for text, font, ink, leading in lines:
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            place = QRectF(theme.px(_LEFT), top, room, self.height())
            top += draw_wrapped(painter, text, place, leading=leading)

    def _stacked(self, width: int) -> bool:
        return width < theme.px(_NARROW)

    def _button_width(self) -> int:
        return max(theme.px(_BUTTON), self.button.sizeHint().width())

    def _room(self, width: int) -> float:
        room = width - theme.px(_LEFT) - theme.px(16)
        if not self._stacked(width):
            badge = badge_size(self.line.badge, self._badge).width()
            room -= self._button_width() + badge + theme.px(2 * _GAP)
        return max(float(room), theme.px(120))

    def _place_button(self) -> None:
        width, height = self._button_width(), self.button.sizeHint().height()
        left = self.width() - width - theme.px(16)
        stacked = self._stacked(self.width())
        top = self.height() - height - theme.px(9) if stacked else (self.height() - height) // 2
        self.button.setGeometry(left, top, width, height)


class TaskGroupBox(QWidget):
    """A heading with its count, a card of rows, and 「ほか n件」. *on_more* opens 異動案件."""

    def __init__(self, on_act: Callable[[TaskLine], Any], on_more: Callable[[], Any]) -> None:
        super().__init__()
        self._on_act = on_act
        self._rows: dict[tuple[str, str], TaskRow] = {}
        self._heading = SectionHeading("")
        self._card = QFrame()
        self._card.setObjectName("card")
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.more = buttons.Link("", on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        column.addWidget(self._heading)
        column.addWidget(self._card)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_group(self, state: GroupState) -> None:
        """Show a group; rows of tasks that are still there stay the same widgets, focus included."""
        count = ngettext("{count} case", "{count} cases", state.count).format(count=state.count)
        self._heading.show_text(words.group_title(state.group), count)
        before, self._rows = self._rows, {}
        for place, line in enumerate(state.lines):
            key = (line.case_id, line.kind.value)
            row = before.pop(key, None)
            if row is None:
                row = TaskRow(line, self._on_act)
            elif row.line != line:
                row.show_line(line)
            self._rows[key] = row
            self._column.insertWidget(place, row)
            row.set_first(first=place == 0)
        for gone in before.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        rest = state.count - len(state.lines)
        self.more.setText(_("{count} more").format(count=rest))
        self.more.setVisible(rest > 0)
        self.more.updateGeometry()

    def rows(self) -> list[TaskRow]:
        """Return the rows in order."""
        return list(self._rows.values())

    def first_button(self) -> PushButton | None:
        """Return the first row's button."""
        return self.rows()[0].button if self._rows else None
