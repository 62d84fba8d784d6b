"""The side bar: the mark, the places with their counts, settings and help, and the person at the foot.

208 px wide, folded to 72 (symbol over a short word) on a narrow window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import icons, theme
from ui.parts.place_names import broken_at_words
from ui.parts.wrapping import draw_wrapped, line_height, wrapped_lines

WIDE, FOLDED = 208, 72
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place: key, word, symbol, the folded bar's short word; *foot*: below (設定, ヘルプ); *hint*: its key (F1)."""

    key: str
    word: str
    icon: str
    short: str = ""
    count: int = 0
    foot: bool = False
    hint: str = ""


class SideBar(QFrame):
    """``went(key)`` when the person goes to a place, ``person_asked`` when they press their own name."""

    went = Signal(str)
    person_asked = Signal()

    def __init__(self, items: Sequence[NavItem]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Places"))
        self._folded = False
        self._mark = _Mark()
        self._buttons = {item.key: NavButton(item) for item in items}
        self.person = PersonButton()
        self.person.clicked.connect(lambda _checked=False: self.person_asked.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self._mark)
        for button in self._buttons.values():
            if not button.item.foot:
                column.addWidget(button)
            button.clicked.connect(lambda _on=False, key=button.item.key: self.went.emit(key))
        column.addStretch(1)
        for button in self._buttons.values():
            if button.item.foot:
                column.addWidget(button)
        column.addSpacing(theme.px(8))
        column.addWidget(self.person)
        self.fold(folded=False)

    def fold(self, *, folded: bool) -> None:
        """Fold to 72 px or open to 208."""
        self._folded = folded
        self.setFixedWidth(theme.px(FOLDED if folded else WIDE))
        self._mark.fold(folded=folded)
        self.person.fold(folded=folded)
        for button in self._buttons.values():
            button.fold(folded=folded)

    def mark(self, key: str) -> None:
        """Mark a place as the current one."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def set_count(self, key: str, count: int) -> None:
        """Show how much waits there (0: nothing is shown)."""
        button = self._buttons.get(key)
        if button is not None:
            button.show_item(replace(button.item, count=count))

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the upper places, in the order of Ctrl+1…."""
        return tuple(key for key, button in self._buttons.items() if not button.item.foot)


class _Mark(QWidget):
    """関所 over its subtitle."""

    def __init__(self) -> None:
        super().__init__()
        self._folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Sekisho"))

    def fold(self, *, folded: bool) -> None:
        self._folded = folded
        self.setFixedHeight(theme.px(52 if folded else 72))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("on_nav"))
        if self._folded:
            wide = QFontMetrics(theme.font("section")).horizontalAdvance(_("Sekisho"))
            painter.setFont(theme.font("section" if wide < self.width() - theme.px(16) else "body", bold=True))
            painter.drawText(self.rect(), _CENTRE, _("Sekisho"))
            return
        painter.setFont(theme.font("title"))
        painter.drawText(QRectF(theme.px(20), theme.px(12), self.width(), theme.px(32)), _MIDDLE, _("Sekisho"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("nav_caption"))
        words = QRectF(theme.px(20), theme.px(40), self.width(), theme.px(18))
        painter.drawText(words, _MIDDLE, _("Information on transfer"))


class NavButton(QAbstractButton):
    """One place, drawn."""

    def __init__(self, item: NavItem) -> None:
        super().__init__()
        self._folded = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_item(item)

    def show_item(self, item: NavItem) -> None:
        """Show word and count."""
        self.item = item
        said = _("{place}, {count} waiting").format(place=item.word, count=item.count) if item.count else item.word
        self.setAccessibleName(said)
        self.update()

    def fold(self, *, folded: bool) -> None:
        """Draw symbol over word, or side by side."""
        self._folded = folded
        self.setFixedHeight(theme.px(56 if folded else 40))
        self.setToolTip(self.item.word if folded else "")
        self.update()

    def nextCheckState(self) -> None:
        """Leave the mark to the window: it moves only when the page has really changed."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, edge, symbol, word and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, current = theme.colours(), self.isChecked()
        if current or self.underMouse():
            painter.fillRect(self.rect(), QColor(now.nav_current if current else now.nav_hover))
        if current:
            painter.fillRect(QRectF(0, 0, theme.px(4), self.height()), QColor(now.nav_edge))
        ink = QColor(now.nav_text)
        if self._folded:
            self._paint_folded(painter, ink, current=current)
        else:
            self._paint_wide(painter, ink, current=current)

    def _paint_wide(self, painter: QPainter, ink: QColor, *, current: bool) -> None:
        side = theme.px(18)
        icons.paint(painter, self.item.icon, QRectF(theme.px(18), (self.height() - side) / 2, side, side), ink)
        painter.setFont(theme.font("body", bold=current))
        painter.setPen(ink)
        words = f"{self.item.word}　{self.item.hint}" if self.item.hint else self.item.word
        painter.drawText(QRectF(theme.px(48), 0, self.width(), self.height()), _MIDDLE, words)
        if self.item.count:
            self._paint_count(painter, current=current)

    def _paint_count(self, painter: QPainter, *, current: bool) -> None:
        now = theme.colours()
        painter.setFont(theme.font("caption", bold=True))
        text = str(self.item.count)
        width = max(theme.px(24), painter.fontMetrics().horizontalAdvance(text) + theme.px(14))
        height = theme.px(20)
        pill = QRectF(self.width() - theme.px(14) - width, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.on_nav if current else now.nav_line))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(now.nav_current if current else now.on_nav))
        painter.drawText(pill, _CENTRE, text)

    def _paint_folded(self, painter: QPainter, ink: QColor, *, current: bool) -> None:
        side = theme.px(18)
        icons.paint(painter, self.item.icon, QRectF((self.width() - side) / 2, theme.px(9), side, side), ink)
        painter.setFont(theme.font("caption", bold=current))
        painter.setPen(ink)
        words = self.item.short or self.item.word
        if self.item.count:
            words = f"{words} {self.item.count}"
        painter.drawText(QRectF(0, theme.px(29), self.width(), theme.px(20)), _CENTRE, words)


class PersonButton(QAbstractButton):
    """The person at the foot: name, role, workplace."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[str, str, str] = ("", "", "")
        self._folded = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_person(self, name: str, role: str, workplace: str) -> None:
        """Show who works here."""
        self.setAccessibleName(f"{name}　{role}　{workplace}")
        self.setToolTip(self.accessibleName())
        room = theme.px(WIDE - 46 - 8)
        self._lines = (name, role, broken_at_words(workplace, theme.font("caption"), room))
        self.fold(folded=self._folded)

    def fold(self, *, folded: bool) -> None:
        """Draw the symbol only, or everything."""
        self._folded = folded
        self.setFixedHeight(theme.px(60) if folded else self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the name, the role and as many lines as the workplace needs."""
        name, role, workplace = self._lines
        room = theme.px(WIDE - 46 - 8)
        bold, caption = theme.font("body", bold=True), theme.font("caption")
        height = wrapped_lines(name, bold, room) * line_height(bold, 1.1)
        height += (wrapped_lines(role, caption, room) + wrapped_lines(workplace, caption, room)) * line_height(
            caption, 1.1
        )
        return QSize(theme.px(WIDE), round(height) + theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it under a line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.colours()
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(now.nav_hover))
        side = theme.px(20)
        if self._folded:
            icons.paint(
                painter,
                "person",
                QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side),
                QColor(now.nav_text),
            )
            return
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(now.nav_line))
        icons.paint(
            painter, "person", QRectF(theme.px(16), (self.height() - side) / 2, side, side), QColor(now.nav_caption)
        )
        left, top = theme.px(46), float(theme.px(12))
        room = self.width() - left - theme.px(8)
        for place, words in enumerate(self._lines):
            painter.setFont(theme.font("body", bold=True) if place == 0 else theme.font("caption"))
            painter.setPen(QColor(now.nav_text if place == 0 else now.nav_caption))
            top += draw_wrapped(painter, words, QRectF(left, top, room, self.height()), leading=1.1)
