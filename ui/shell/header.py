"""The header: title with what belongs to it, one line of facts, actions at the right; it never scrolls.

76 px high; with a way back above the title 92, and 116 when facts follow; on a low window 72, the way back then a
symbol before the title.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.parts import buttons
from ui.parts.labels import Paragraph, dress
from ui.parts.wrapping import draw_wrapped, line_height, wrapped_height
from ui.shell.screen import Screen

# Air around a name, and between the two lines of a long one.
_LEADING = 1.3

# With more acts than these side by side, the rare ones fold away however wide the window is.
_MOST_ACTS = 3


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
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 2, round(line_height(self.font(), _LEADING)))

    def minimumSizeHint(self) -> QSize:
        """Return half a name's room: beyond that the title wraps."""
        return QSize(min(self.sizeHint().width(), theme.px(140)), round(line_height(self.font(), _LEADING)))

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow title is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at *width*."""
        return round(wrapped_height(self._text, self.font(), width, _LEADING) or line_height(self.font(), _LEADING))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink"))
        draw_wrapped(painter, self._text, QRectF(self.rect()), leading=_LEADING)


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
        self.more = buttons.MoreButton()
        self._menu = self.more.menu()
        self._build(screen)
        screen.headline_changed.connect(self.refresh)
        self.refresh()

    def _build(self, screen: Screen) -> None:
        self._top, self._titled, self._marks = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._name = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row, gap in ((self._top, 8), (self._titled, 10), (self._marks, 10), (self._name, 10)):
            row.setSpacing(theme.px(gap))
        self._titled.addWidget(self.back_symbol)
        self._titled.addWidget(self.title)
        self.extras = tuple(screen.title_extras())
        for extra in self.extras:
            self._marks.addWidget(extra, 0, Qt.AlignmentFlag.AlignVCenter)
        for row in (self._titled, self._marks):
            row.addStretch(1)
            self._name.addLayout(row, 1)
        self._left = QVBoxLayout()
        self._left.setSpacing(theme.px(2))
        self._left.addStretch(1)
        self._left.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._left.addLayout(self._name)
        self._top.addLayout(self._left, 1)
        for action in (self.more, *self.buttons):
            self._top.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        side, edge = theme.px(theme.PAGE), theme.px(8)
        self._column.setContentsMargins(side, edge, side, edge)
        self._column.setSpacing(theme.px(2))
        self._column.addLayout(self._top)
        self._is_detail = bool(screen.back_word())
        if self._is_detail:
            self._column.insertStretch(0, 0)
            # The facts of a detail are long: they run below the actions too.
            self.back.setMinimumHeight(theme.px(34))
            self._column.addWidget(self.facts)
            dress(self.facts, "caption", "ink2")
            self._column.addStretch(1)
        else:
            self._left.addWidget(self.facts)
        self._left.addStretch(1)

    def _place_name(self) -> None:
        """Give a detail's name the whole width under way back and actions; on a low window they share one line."""
        if not self._is_detail:
            return
        beside = self._low
        if (self._name.parent() is self._left) is not beside:
            old, new, place = (self._column, self._left, 2) if beside else (self._left, self._column, 2)
            old.removeItem(self._name)
            self._name.setParent(None)
            new.insertLayout(place, self._name)
        edge = theme.px(8)
        self._column.setContentsMargins(theme.px(theme.PAGE), edge, theme.px(theme.PAGE), edge)
        self._column.setSpacing(theme.px(2 if beside else 4))
        # In the middle of the strip, or from the top where the way back stands on the actions' line.
        self._column.setStretch(0, 1 if beside else 0)

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
        self._place_name()
        self.setMinimumHeight(theme.px(72 if self._low else 76 if not back else 116 if facts else 92))

    def wanted_height(self, width: int) -> int:
        """Return the height at *width*: more than the least only when the title wraps."""
        layout = self.layout()
        assert layout is not None
        self._place_marks(width)
        # What was hidden a moment ago still counts in the layout's memory.
        for row in (self._titled, self._marks, self._name, self._left, self._top, layout):
            row.invalidate()
        need = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        return max(self.minimumHeight(), need)

    def _place_marks(self, width: int) -> None:
        """Put kana and badges under a name that leaves no room for them beside it: neither is ever cut."""
        room = width - 2 * theme.px(theme.PAGE)
        if self._low or not self._is_detail:
            room -= sum(action.sizeHint().width() + theme.px(8) for action in self._actions())
        indent = self.back_symbol.width() + theme.px(10) if not self.back_symbol.isHidden() else 0
        marks = [mark.sizeHint().width() + theme.px(10) for mark in self.extras if not mark.isHidden()]
        below = bool(marks) and indent + self.title.sizeHint().width() + sum(marks) > room
        directions = QBoxLayout.Direction
        self._name.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        self._name.setSpacing(theme.px(2 if below else 10))
        self._marks.setContentsMargins(indent if below else 0, 0, 0, 0)

    def _actions(self) -> tuple[QWidget, ...]:
        return tuple(action for action in (self.more, *self.buttons) if not action.isHidden())

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Fold rare actions into その他 among many or on a narrow window, which shortens labels too."""
        self._narrow, self._low = narrow, low
        rare = [action for action in self.buttons if action.rare]
        # One action alone needs no menu.
        folding = len(rare) > 0 and len(self.buttons) > (2 if narrow else _MOST_ACTS)
        for action in self.buttons:
            action.fold(narrow)
            action.setVisible(not (folding and action.rare))
        self.more.fold(narrow)
        self.more.setVisible(folding)
        self._fill_menu(rare if folding else [])
        self.refresh()

    def _fill_menu(self, folded: list[buttons.PushButton]) -> None:
        self._menu.clear()
        for action in folded:
            entry = self._menu.addAction(action.words, action.click)
            # A button with choices of its own opens them beside its entry; any other has none, and is pressed.
            entry.setMenu(action.menu())
            entry.setEnabled(action.isEnabled())
