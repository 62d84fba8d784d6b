"""Where a person stands: a list in the manager's case, tabs in hand-over mode, numbers in the import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop_app.text import _
from ui import icons, theme
from ui.parts.labels import hairline

_STATES = {
    "done": ("check-disc", "ok"),
    "going": ("ring-half", "accent"),
    "open": ("ring-dashed", "ink2"),
    "returned": ("return", "bad"),
}


_TAB_AIR = 48
"""Symbol, gaps and a little air at both ends of a tab, in px."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its key, number (⓪…⑤ or empty), name, how many of how many are answered; *apart*: under a line."""

    key: str
    number: str
    name: str
    done: int
    total: int
    apart: bool = False
    returned: bool = False

    def state(self) -> str:
        """Return done, going, open or returned."""
        if self.returned:
            return "returned"
        if self.done >= self.total:
            return "done"
        return "going" if self.done else "open"


class StepButton(QAbstractButton):
    """One step, drawn; its accessible name says number, name and count."""

    def __init__(self, step: Step, *, tab: bool) -> None:
        super().__init__()
        self._tab = tab
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        """Show other counts."""
        self.step = step
        self.setAccessibleName(f"{step.number}{step.name}　{step.done}/{step.total}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return 44 high in the list, 55 as a tab."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(f"{self.step.number} {self.step.name}　{self.step.done}/{self.step.total}")
        return QSize(words + theme.px(60), theme.px(55 if self._tab else 44))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the words still stand: a tab's name once chosen, its number before."""
        if not self._tab:
            return QSize(theme.px(180), theme.px(44))
        metrics = QFontMetrics(theme.font("body", bold=self.isChecked()))
        name = self._full_name() if self.isChecked() else self.step.number or self._full_name()
        words = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(self._count())
        return QSize(words + theme.px(_TAB_AIR), theme.px(55))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw symbol, number, name and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tab:
            self._paint_tab(painter)
        else:
            self._paint_row(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with Space; leave the arrows to the list (a button would look for its neighbour itself)."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _full_name(self) -> str:
        return f"{self.step.number} {self.step.name}".strip()

    def _count(self) -> str:
        return f"{self.step.done}/{self.step.total}"

    def _accent(self) -> str:
        return "hand" if theme.in_hand(self) else "accent"

    def _symbol(self, painter: QPainter, left: float) -> None:
        icon, tone = _STATES[self.step.state()]
        box = QRectF(left, (self.height() - theme.px(20)) / 2, theme.px(20), theme.px(20))
        icons.paint(painter, icon, box, theme.colour(self._accent() if tone == "accent" else tone))

    def _paint_row(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        if chosen:
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
            painter.fillRect(QRectF(0, 0, theme.px(4), self.height()), theme.colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.colour("sunk"))
        self._symbol(painter, theme.px(16))
        font = self.font()
        font.setBold(chosen)
        painter.setFont(font)
        middle = Qt.AlignmentFlag.AlignVCenter
        height = float(self.height())
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRectF(theme.px(46), 0, theme.px(24), height), middle, self.step.number)
        left = theme.px(70 if self.step.number else 54)
        painter.drawText(QRectF(left, 0, self.width(), height), middle, self.step.name)
        painter.setPen(theme.colour("ink" if chosen else "ink2"))
        count = self._count()
        painter.drawText(QRectF(0, 0, self.width() - theme.px(16), height), middle | Qt.AlignmentFlag.AlignRight, count)

    def _paint_tab(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        if self.underMouse() and not chosen:
            painter.fillRect(self.rect(), theme.colour("sunk"))
        font = theme.font("body", bold=chosen)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        name, count = self._full_name(), self._count()
        side, gap = theme.px(20), theme.px(8)
        if not chosen and metrics.horizontalAdvance(name + count) + side + 2 * gap > self.width():
            name = self.step.number or name  # no room for every name: the numbers are those of the paper
        words, figures = metrics.horizontalAdvance(name), metrics.horizontalAdvance(count)
        left = max(2.0, (self.width() - side - 2 * gap - words - figures) / 2)
        self._symbol(painter, left)
        height = float(self.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour(self._accent() if chosen else "ink"))
        painter.drawText(QRectF(left + side + gap, 0, words + 4, height), middle, name)
        painter.setPen(theme.colour(self._accent() if chosen else "ink2"))
        painter.drawText(QRectF(left + side + 2 * gap + words, 0, figures + 4, height), middle, count)
        if chosen:
            edge = theme.px(4)
            painter.fillRect(QRectF(0, height - edge, self.width(), edge), theme.colour(self._accent()))


class _Steps(QFrame):
    """What list and tabs share: one is current, arrows walk, ``went(key)`` when the person goes to a step."""

    went = Signal(str)
    tab = False

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[StepButton] = []
        self._current = ""
        self._build()

    def _build(self) -> None:
        raise NotImplementedError

    def _place(self, button: StepButton) -> None:
        raise NotImplementedError

    def show_steps(self, steps: Sequence[Step], current: str) -> None:
        """Show *steps*; the same ones again only change their counts."""
        if [b.step.key for b in self._buttons] != [step.key for step in steps]:
            for old in self._buttons:
                old.hide()
                old.deleteLater()
            self._buttons = [StepButton(step, tab=self.tab) for step in steps]
            for button in self._buttons:
                self._place(button)
                button.clicked.connect(lambda _on=False, key=button.step.key: self.went.emit(key))
        for button, step in zip(self._buttons, steps, strict=True):
            button.show_step(step)
        self.set_current(current)

    def set_current(self, key: str) -> None:
        """Mark a step as the current one."""
        self._current = key
        for button in self._buttons:
            button.setChecked(button.step.key == key)
            button.updateGeometry()

    def current(self) -> str:
        """Return the key of the current step."""
        return self._current

    def step_after(self, step: int) -> str:
        """Return the key *step* places on (or back), the current one at the ends (Ctrl+PgDn, Ctrl+PgUp)."""
        keys = [b.step.key for b in self._buttons]
        if self._current not in keys:
            return self._current
        return keys[min(max(keys.index(self._current) + step, 0), len(keys) - 1)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; Space and Enter go there."""
        places = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
        here = next((place for place, b in enumerate(self._buttons) if b.hasFocus()), None)
        if here is not None and event.key() in places:
            target = min(max(here + places[Qt.Key(event.key())], 0), len(self._buttons) - 1)
            self._buttons[target].setFocus(Qt.FocusReason.TabFocusReason)
        elif here is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._buttons[here].click()
        else:
            super().keyPressEvent(event)


class StepList(_Steps):
    """The vertical list, 212 wide, on a card."""

    def _build(self) -> None:
        self.setObjectName("card")
        self.setFixedWidth(theme.px(212))
        self.setAccessibleName(_("Steps"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, theme.px(8), 1, theme.px(8))
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def show_steps(self, steps: Sequence[Step], current: str) -> None:
        """Show *steps*; longer names make the list wider."""
        super().show_steps(steps, current)
        heavy = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance
        self.setFixedWidth(max([theme.px(212), *(heavy(f"{s.name} {s.done}/{s.total}") + theme.px(86) for s in steps)]))

    def _place(self, button: StepButton) -> None:
        place = self._column.count() - 1
        if button.step.apart:
            self._column.insertWidget(place, hairline())
            place += 1
        self._column.insertWidget(place, button)


class StepTabs(_Steps):
    """The horizontal tabs of hand-over mode."""

    tab = True

    def _build(self) -> None:
        self.setObjectName("handtabs")
        self.setAccessibleName(_("Steps"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(0)

    def _place(self, button: StepButton) -> None:
        self._row.addWidget(button)
