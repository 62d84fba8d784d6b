"""The answer controls: fixed-width radio groups whose choice shows in colour, symbol, word and border (UI notes §4).

Unanswered means that nothing is chosen. Taking an answer back is a wish of the person, so the control only asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from desktop_app.text import _
from ui import icons, theme


@dataclass(frozen=True, slots=True)
class Option:
    """One segment: the value it stands for, its word, symbol, tone (ok, warn, bad, neutral) and width in px."""

    value: str
    word: str
    icon: str
    tone: str
    width: int


class Segment(QRadioButton):
    """One choice of the group, drawn; being a radio button, screen readers know it."""

    def __init__(self, option: Option, *, first: bool, last: bool, big: bool) -> None:
        super().__init__(option.word)
        self.option, self._first, self._last = option, first, last
        self._icon_side = theme.px(18 if big else 16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Digits answer here, so an IME must not catch them.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        # The widths are those of the Japanese words; a longer language takes what it needs, never less.
        heavy = theme.font("touch" if big else "body", bold=True)
        needed = QFontMetrics(heavy).horizontalAdvance(option.word) + self._icon_side + theme.px(7 + 16)
        width = max(theme.px(option.width * (1.094 if big else 1)), needed)
        self.setFixedSize(width, theme.px(theme.TOUCH if big else theme.CONTROL))

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on the segment."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space; leave every other key to the group (a radio button would walk off with the arrows)."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw border, symbol and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, chosen = theme.colours(), self.isChecked()
        tone = self.option.tone
        strong = QColor(getattr(now, "neutral_line" if tone == "neutral" else tone))
        ground = QColor(getattr(now, f"{tone}_soft")) if chosen else QColor(now.surface)
        if not self.isEnabled():
            ground = QColor(now.neutral_soft)
        elif self.underMouse() and not chosen:
            ground = QColor(now.sunk)
        width = 2.0 if chosen else 1.0
        painter.setPen(QPen(strong if chosen else QColor(now.line2), width))
        painter.setBrush(ground)
        painter.drawPath(self._outline(width))
        self._draw_words(painter, strong if chosen else QColor(now.ink), chosen=chosen)

    def _draw_words(self, painter: QPainter, colour: QColor, *, chosen: bool) -> None:
        now = theme.colours()
        if not self.isEnabled():
            colour = QColor(now.ink3)
        ink = QColor(now.ink) if chosen and self.option.tone == "neutral" else colour
        shape = colour if chosen or not self.isEnabled() else QColor(now.ink2)
        font = self.font()
        font.setBold(chosen)
        painter.setFont(font)
        side = self._icon_side if self.option.icon else 0
        gap = theme.px(7) if side else 0
        word = painter.fontMetrics().horizontalAdvance(self.option.word)
        left = (self.width() - side - gap - word) / 2
        if side:
            icons.paint(painter, self.option.icon, QRectF(left, (self.height() - side) / 2, side, side), shape)
        painter.setPen(ink)
        place = QRectF(left + side + gap, 0, word + 4, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.option.word)

    def _outline(self, width: float) -> QPainterPath:
        # Neighbours share one line: each but the first leaves its left line to the one before.
        half = width / 2
        left = half if self._first or width > 1 else -0.5
        box = QRectF(left, half, self.width() - left - half, self.height() - width)
        radius = theme.RADIUS_CONTROL
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        if self._first and self._last:
            path.addRoundedRect(box, radius, radius)
            return path
        right_round, left_round = (radius if self._last else 0), (radius if self._first else 0)
        path.moveTo(box.left() + left_round, box.top())
        path.lineTo(box.right() - right_round, box.top())
        path.quadTo(box.right(), box.top(), box.right(), box.top() + right_round)
        path.lineTo(box.right(), box.bottom() - right_round)
        path.quadTo(box.right(), box.bottom(), box.right() - right_round, box.bottom())
        path.lineTo(box.left() + left_round, box.bottom())
        path.quadTo(box.left(), box.bottom(), box.left(), box.bottom() - left_round)
        path.lineTo(box.left(), box.top() + left_round)
        path.quadTo(box.left(), box.top(), box.left() + left_round, box.top())
        return path


class Segments(QWidget):
    """A radio group of fixed-width segments; none chosen = nothing answered.

    ``chosen(value)`` when the person chooses; ``taken_back()`` when they ask with Backspace to undo the choice.
    """

    chosen = Signal(str)
    taken_back = Signal()

    def __init__(self, options: tuple[Option, ...], name: str = "", *, big: bool = False) -> None:
        super().__init__()
        self._value = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        last = len(options) - 1
        self.segments = tuple(
            Segment(option, first=place == 0, last=place == last, big=big) for place, option in enumerate(options)
        )
        for segment in self.segments:
            row.addWidget(segment)
            segment.clicked.connect(lambda _on=False, value=segment.option.value: self._choose(value))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.segments[0])
        self.name_it(name)

    def value(self) -> str:
        """Return the chosen value, empty when nothing is."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show *value* (empty: nothing chosen) without telling anybody."""
        self._value = value
        for segment in self.segments:
            # Exclusive radio buttons refuse to have none chosen; screen readers know only exclusive ones as radio.
            segment.setAutoExclusive(False)
            segment.setChecked(segment.option.value == value)
        for segment in self.segments:
            segment.setAutoExclusive(True)
        self._keep_one_tab_stop()

    def allow(self, value: str, *, allowed: bool) -> None:
        """Let *value* be chosen or not (該当なし that cannot be); say why in the guide beside it."""
        for segment in self.segments:
            if segment.option.value == value:
                segment.setEnabled(allowed)
        self._keep_one_tab_stop()

    def name_it(self, name: str, description: str = "") -> None:
        """Set what a screen reader says, e.g. 「A-04　… 回答」; *description* carries the guide or the error."""
        self.setAccessibleName(name)
        for segment in self.segments:
            segment.setAccessibleName(f"{name}　{segment.option.word}".strip())
            segment.setAccessibleDescription(description)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with 1 2 3, move with the arrows, take back with Backspace."""
        key, enabled = event.key(), [s for s in self.segments if s.isEnabled()]
        digit = key - Qt.Key.Key_1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif 0 <= digit < len(self.segments):
            if self.segments[digit].isEnabled():
                self.segments[digit].setFocus(Qt.FocusReason.OtherFocusReason)
                self._choose(self.segments[digit].option.value)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._move(key, enabled)
        elif key == Qt.Key.Key_Backspace:
            if self._value:
                self.taken_back.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the sum of the fixed widths."""
        return QSize(sum(s.width() for s in self.segments), self.segments[0].height())

    def _move(self, key: int, enabled: list[Segment]) -> None:
        here = next((place for place, s in enumerate(enabled) if s.hasFocus()), 0)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(enabled[here].option.value)
            return
        step = 1 if key == Qt.Key.Key_Right else -1
        # The first arrow on an unanswered item chooses where the ring stands, so 完了 is one key away too.
        target = enabled[(here + step) % len(enabled)] if self._value else enabled[here if step > 0 else -1]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose(target.option.value)

    def _choose(self, value: str) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.chosen.emit(value)

    def _keep_one_tab_stop(self) -> None:
        # A radio group is one stop on the Tab way: the chosen segment, or the first that can be chosen.
        open_ones = [s for s in self.segments if s.isEnabled()]
        stop = next((s for s in open_ones if s.isChecked()), open_ones[0] if open_ones else self.segments[0])
        for segment in self.segments:
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if segment is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)


DONE, NOT_APPLICABLE, NOT_DONE = "DONE", "NOT_APPLICABLE", "NOT_DONE"
CHECKED, RETURNED = "CHECKED", "RETURNED"
PASS, FAIL, UNCHECKED = "PASS", "FAIL", "UNCHECKED"


class AnswerControl(Segments):
    """完了｜該当なし｜未完了; values are DONE, NOT_APPLICABLE, NOT_DONE."""

    def __init__(self, name: str = "", *, big: bool = False, not_applicable: bool = True) -> None:
        options = (
            Option(DONE, _("Done"), "check-disc", "ok", 84),
            Option(NOT_APPLICABLE, _("Not applicable"), "ring-dash", "neutral", 112),
            Option(NOT_DONE, _("Not done"), "triangle", "warn", 98),
        )
        super().__init__(options, name, big=big)
        self.allow(NOT_APPLICABLE, allowed=not_applicable)


class CheckControl(Segments):
    """確認｜差戻し, for the manager reading a report; values are CHECKED and RETURNED."""

    def __init__(self, name: str = "") -> None:
        options = (
            Option(CHECKED, _("Checked"), "check", "ok", 88),
            Option(RETURNED, _("Send back"), "return", "bad", 96),
        )
        super().__init__(options, name)


class InspectionControl(Segments):
    """○適｜×否｜―該当なし｜未確認; values are PASS, FAIL, NOT_APPLICABLE, UNCHECKED."""

    def __init__(self, name: str = "") -> None:
        options = (
            Option(PASS, _("Pass"), "ring", "ok", 66),
            Option(FAIL, _("Fail"), "cross", "bad", 66),
            Option(NOT_APPLICABLE, _("Not applicable"), "dash", "neutral", 100),
            Option(UNCHECKED, _("Not checked"), "", "neutral", 76),
        )
        super().__init__(options, name)
