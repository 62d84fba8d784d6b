"""Fields: line, search, number, employee number, several lines, choice.

Nothing is checked, folded or filtered while an input method composes (UI notes §5); folding happens on leaving.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop_app.domain.names import clean_text, fold_digits, to_katakana
from ui import icons, theme
from ui.parts.wrapping import natural_height

_CHOICE_EDGES = 40  # padding and chevron


class LineField(QLineEdit):
    """One line of text.

    ``settled(text)`` comes on leaving or Enter, cleaned; ``cleaned(("U+200B",))`` when invisible characters were
    taken out.

    *width*: a hint at the content, in px. *secret* hides the text (合言葉).
    """

    settled = Signal(str)
    cleaned = Signal(tuple)
    composing_changed = Signal(bool)

    def __init__(
        self,
        text: str = "",
        *,
        hint: str = "",
        width: int = 0,
        name: str = "",
        big: bool = False,
        secret: bool = False,
        limit: int = 0,
    ) -> None:
        super().__init__()
        self._composing = False
        self.setPlaceholderText(hint)
        if name:
            self.setAccessibleName(name)
        if width:
            self.setFixedWidth(theme.px(width))
        if big:
            self.setProperty("big", True)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        if limit:
            self.setMaxLength(limit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._level)
        self.fill(text)
        self.editingFinished.connect(self._settle)

    def fill(self, text: str) -> None:
        """Put *text* in by code, showing its beginning (a line edit filled by code scrolls to the end)."""
        self.setText(text)
        self.setCursorPosition(0)

    def value(self) -> str:
        """Return the committed text, cleaned and folded as this kind of field does."""
        return self._folded(self.text())

    def composing(self) -> bool:
        """Say whether an input method holds text that is not committed yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether the input method composes; default buttons and shortcuts are off meanwhile."""
        super().inputMethodEvent(event)
        composing = bool(event.preeditString())
        if composing != self._composing:
            self._composing = composing
            self.composing_changed.emit(composing)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the composition; Qt commits or drops it with the focus."""
        super().focusOutEvent(event)
        self._composing = False

    def _level(self, text: str) -> None:
        # A line edit centres the whole line; a fallback glyph (𠮷) makes it taller and lifts every letter.
        taller = 0 if text.isascii() else natural_height(text, self.font()) - self.fontMetrics().height()
        margins = self.textMargins()
        top = max(0, int(taller) // 2 * 2)
        if margins.top() != top:
            self.setTextMargins(margins.left(), top, margins.right(), margins.bottom())

    def _folded(self, text: str) -> str:
        return clean_text(text).text

    def _settle(self) -> None:
        folded, removed = self._folded(self.text()), clean_text(self.text()).removed
        if folded != self.text():
            self.setText(folded)
        if removed:
            self.cleaned.emit(removed)
        self.settled.emit(folded)


class EmployeeNoField(LineField):
    """A number written as text (leading zeros, letters): the IME is off by hint, full width is taken and folded."""

    def __init__(self, text: str = "", **how: Any) -> None:
        how.setdefault("width", 180)
        super().__init__(text, **how)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhLatinOnly | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)

    def _folded(self, text: str) -> str:
        return fold_digits(clean_text(text).text)


class NumberField(LineField):
    """A count, 0 included; full-width digits are folded. ``number()`` is None when there is no whole number."""

    def __init__(self, number: int | None = None, **how: Any) -> None:
        how.setdefault("width", 88)
        super().__init__("" if number is None else str(number), **how)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def number(self) -> int | None:
        """Return the number, None when empty or not one."""
        text = self.value().replace(",", "")
        return int(text) if text.isascii() and text.isdigit() else None

    def _folded(self, text: str) -> str:
        return fold_digits(clean_text(text).text)


class KanaField(LineField):
    """フリガナ: hiragana becomes katakana on leaving; everything else stays as written."""

    def _folded(self, text: str) -> str:
        return to_katakana(clean_text(text).text)


class TextField(QPlainTextEdit):
    """Several lines. Tab leaves the field; ``settled(text)`` comes on leaving."""

    settled = Signal(str)
    composing_changed = Signal(bool)

    def __init__(self, text: str = "", *, hint: str = "", name: str = "", lines: int = 2, limit: int = 0) -> None:
        super().__init__(text)
        self._composing, self._limit = False, limit
        self.setPlaceholderText(hint)
        if name:
            self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._lines = lines
        self.document().setDocumentMargin(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for the given number of lines."""
        return QSize(theme.px(320), round(self.fontMetrics().lineSpacing() * 1.15 * self._lines) + theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return room for the given number of lines in a narrow place."""
        return QSize(theme.px(120), self.sizeHint().height())

    def fill(self, text: str) -> None:
        """Put *text* in by code."""
        self.setPlainText(text)

    def value(self) -> str:
        """Return the committed text, cleaned, at most *limit* characters."""
        # Line by line: a line end is no junk here.
        text = "\n".join(clean_text(line).text for line in self.toPlainText().split("\n")).strip()
        return text[: self._limit] if self._limit else text

    def composing(self) -> bool:
        """Say whether an input method holds text that is not committed yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether the input method composes."""
        super().inputMethodEvent(event)
        composing = bool(event.preeditString())
        if composing != self._composing:
            self._composing = composing
            self.composing_changed.emit(composing)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the text on leaving."""
        super().focusOutEvent(event)
        self._composing = False
        self.settled.emit(self.value())


class Choice(QComboBox):
    """One of several words; ``picked(value)`` when the person chooses.

    *width*: a hint in px; a chosen word that needs more gets more.
    """

    picked = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[Any, str]] = (),
        value: Any = None,
        *,
        name: str = "",
        width: int = 0,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._wide = theme.px(width)
        if big:
            self.setProperty("big", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.currentIndexChanged.connect(lambda _place: self._fit())
        self.offer(options, value)
        self._fit()
        self.activated.connect(lambda place: self.picked.emit(self.itemData(place)))

    def offer(self, options: Sequence[tuple[Any, str]], value: Any = None) -> None:
        """Show *options* (value, word); *value* is chosen, or the first."""
        self.clear()
        for data, word in options:
            self.addItem(word, data)
        if value is not None:
            self.set_value(value)

    def value(self) -> Any:
        """Return the chosen value."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Choose *value* without telling anybody."""
        # findData compares as QVariants; enums and tuples compare as themselves only here.
        place = next((place for place in range(self.count()) if self.itemData(place) == value), -1)
        self.setCurrentIndex(place)

    def _fit(self) -> None:
        if self._wide:
            words = self.fontMetrics().horizontalAdvance(self.currentText())
            self.setFixedWidth(max(self._wide, words + theme.px(_CHOICE_EDGES)))

    def wheelEvent(self, event: Any) -> None:
        """Leave the wheel to the page: scrolling over a choice must not change it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its chevron."""
        super().paintEvent(event)
        side = theme.px(14)
        place = QRectF(self.width() - side - theme.px(9), (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "chevron-down", place, theme.colour("ink2"))
