"""The bars under the content: the action bar of a task under way and the status bar whose parts are buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from desktop_app.text import _
from ui import icons, theme
from ui.parts.buttons import PushButton
from ui.parts.labels import Paragraph


def action_row(left: Sequence[QWidget], right: Sequence[QWidget]) -> QWidget:
    """Return a bar: ways out and secondary at the left, words and the primary at the far right."""
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    for widget in left:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    for place, widget in enumerate(right):
        if place and not isinstance(right[place - 1], PushButton):
            row.addSpacing(theme.px(8))
        if isinstance(widget, Paragraph):
            # Reasons take the room there is and wrap in it.
            row.addWidget(widget, 100)
        else:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return bar


class ActionBar(QFrame):
    """The place of the action bar: 56 at the bottom, a strip of 48 under the header on a low window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("actionbar")
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(theme.PAGE), 0, theme.px(theme.PAGE), 0)
        row.addWidget(self._stack)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_low(low=False)
        self.hide()

    def add(self, bar: QWidget) -> None:
        """Take a screen's bar."""
        self._stack.addWidget(bar)

    def drop(self, bar: QWidget) -> None:
        """Give a screen's bar away."""
        self._stack.removeWidget(bar)

    def show_bar(self, bar: QWidget | None) -> None:
        """Show a screen's bar, or nothing."""
        if bar is not None:
            self._stack.setCurrentWidget(bar)
        self.setVisible(bar is not None)

    def set_low(self, *, low: bool) -> None:
        """Be a strip or a bar."""
        self.setFixedHeight(theme.px(48 if low else 56))
        theme.restyle(self, strip=low)


class StatusBar(QFrame):
    """保存しました ｜ 共有 ｜ 記録の照合 ｜ 制度 ｜ 日付; ``asked(key)`` when a part is pressed for its detail."""

    asked = Signal(str)

    #: The parts in their order; the first stands at the left, the others at the right.
    KEYS = ("saved", "share", "clock", "check", "programme", "date")

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setFixedHeight(theme.px(30))
        self.setAccessibleName(_("Status"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), 1, theme.px(10), 0)
        row.setSpacing(theme.px(10))
        self._parts: dict[str, _Part] = {}
        self._narrow = False
        for key in self.KEYS:
            part = _Part()
            part.clicked.connect(lambda _on=False, asked=key: self.asked.emit(asked))
            part.hide()
            self._parts[key] = part
            row.addWidget(part)
            if key == self.KEYS[0]:
                row.addStretch(1)

    def show_part(self, key: str, text: str, *, icon: str = "", tone: str = "", short: str = "") -> None:
        """Show a part; *tone*: warn or bad when something is wrong; *short*: on a narrow window; no text hides it."""
        self._parts[key].show_words(text, icon, tone, short)
        self._fit()

    def text(self, key: str) -> str:
        """Return what a part says in full."""
        return self._parts[key].words

    def set_narrow(self, *, narrow: bool) -> None:
        """Use the short words."""
        self._narrow = narrow
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the short words where the full ones have no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parts = [part for part in self._parts.values() if not part.isHidden()]
        for narrow in (False, True):
            for part in parts:
                part.fold(narrow)
            if sum(part.sizeHint().width() + theme.px(10) for part in parts) <= self.width() and not self._narrow:
                break


class _Part(PushButton):
    def __init__(self) -> None:
        super().__init__("", "status")
        self.setFont(theme.font("caption"))
        self._narrow = False
        self._dressed = ("", "", "")

    def show_words(self, text: str, icon: str, tone: str, short: str) -> None:
        self.words, self.short = text, short or text
        dressed = (icon, tone, str(theme.text_scale()))
        if dressed != self._dressed:
            self._dressed = dressed
            theme.restyle(self, tone=tone)
            self.setFont(theme.font("caption", bold=bool(tone)))
            self.setIcon(
                icons.icon(icon, tone or "ink2", size=theme.px(14), pad=theme.px(4)) if icon else icons.nothing()
            )
            self.setIconSize(icons.size(theme.px(14), theme.px(4)))
        self.fold(self._narrow)
        self.setVisible(bool(text))

    def fold(self, narrow: bool) -> None:
        self._narrow = narrow
        self.setText(self.short if narrow else self.words)
        self.setAccessibleName(self.words)
