"""The header: title with what belongs to it, one line of facts, actions at the right; it never scrolls.

76 px high, 116 with a way back above the title; on a low window 72, the way back then a symbol before the title.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.labels import Paragraph, dress
from ui.parts.wrapping import draw_wrapped, line_height, wrapped_height
from ui.shell.screen import Screen


class TitleLabel(QWidget):
    """The title: wraps rather than being cut, at its natural width when there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setFont(theme.font("title"))
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show *text*."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the title."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the width of the words in one line."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 2, round(line_height(self.font(), 1.15)))

    def minimumSizeHint(self) -> QSize:
        """Return half a name's room: beyond that the title wraps."""
        return QSize(min(self.sizeHint().width(), theme.px(140)), round(line_height(self.font(), 1.15)))

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow title is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at *width*."""
        return round(wrapped_height(self._text, self.font(), width, 1.15) or line_height(self.font(), 1.15))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink"))
        draw_wrapped(painter, self._text, QRectF(self.rect()), leading=1.15)


class Header(QFrame):
    """The header of one screen."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.setObjectName("header")
        self._screen = screen
        self._narrow = self._low = False
        self.back = buttons.Link("", screen.back_requested.emit, icon="chevron-left", underline=False)
        self.back_symbol = buttons.icon_button("chevron-left", "", screen.back_requested.emit)
        theme.restyle(self.back_symbol, kind="quiet")
        self.title, self.facts = TitleLabel(), Paragraph(leading=1.2)
        dress(self.facts, "body", "ink2")
        self.buttons = tuple(screen.header_actions())
        self.more = buttons.secondary(_("More"))
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self._build(screen)
        screen.headline_changed.connect(self.refresh)
        self.refresh()

    def _build(self, screen: Screen) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        line.addWidget(self.back_symbol)
        line.addWidget(self.title)
        for extra in screen.title_extras():
            line.addWidget(extra, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(2))
        left.addStretch(1)
        left.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        left.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addLayout(left, 1)
        upper = Qt.AlignmentFlag.AlignTop if screen.back_word() else Qt.AlignmentFlag.AlignVCenter
        for action in (self.more, *self.buttons):
            row.addWidget(action, 0, upper)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(theme.PAGE), theme.px(8), theme.px(theme.PAGE), theme.px(8))
        column.setSpacing(theme.px(2))
        column.addLayout(row)
        if screen.back_word():
            # The facts of a detail are long: they run below the actions too.
            column.addWidget(self.facts)
            dress(self.facts, "caption", "ink2")
            column.addStretch(1)
        else:
            left.addWidget(self.facts)
            left.addStretch(1)

    def refresh(self) -> None:
        """Read title, facts and way back from the screen again."""
        back = self._screen.back_word()
        self.title.setText(self._screen.title())
        facts = self._screen.facts()
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))
        self.back.setText(back)
        self.back.setVisible(bool(back) and not self._low)
        self.back_symbol.setVisible(bool(back) and self._low)
        self.back_symbol.setAccessibleName(back)
        self.back_symbol.setToolTip(back)
        self.setMinimumHeight(theme.px(72 if self._low else 116 if back else 76))

    def wanted_height(self, width: int) -> int:
        """Return the height at *width*: more than the least only when the title wraps."""
        layout = self.layout()
        assert layout is not None
        # What was hidden a moment ago still counts in the layout's memory.
        layout.invalidate()
        need = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return max(self.minimumHeight(), need)

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Fold rare actions into その他 and shorten labels on a narrow window."""
        self._narrow, self._low = narrow, low
        rare = [action for action in self.buttons if action.rare]
        # One action alone needs no menu.
        folding = narrow and len(rare) > 0 and len(self.buttons) > 2
        for action in self.buttons:
            action.fold(narrow)
            action.setVisible(not (folding and action.rare))
        self.more.setVisible(folding)
        self._menu.clear()
        for action in rare if folding else ():
            entry = self._menu.addAction(action.icon(), action.words, action.click)
            entry.setEnabled(action.isEnabled())
        self.refresh()
