"""A date field that reads what people write (0401, 4/1, R8.10.1) and shows below what it understood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.dates import DateReading, read_date
from desktop_app.text import _
from ui import theme
from ui.days import day_long
from ui.parts.fields import LineField
from ui.parts.labels import OneLine, Paragraph, dress

if TYPE_CHECKING:
    from collections.abc import Callable

_NOTHING = DateReading(value=None, doubtful=False, reason=None)


class _DateLine(LineField):
    calendar_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar on Alt+↓."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.calendar_asked.emit()
            return
        super().keyPressEvent(event)


class DateField(QWidget):
    """One date. ``changed(date | None)`` comes on leaving when the value is another one.

    *near*: dates without a year are completed near it. *explain(date)* adds words after the date that was
    understood (発令日当日。間に合います). *beside*: that line stands at the right instead of below.
    """

    changed = Signal(object)

    def __init__(
        self,
        value: date | None = None,
        *,
        near: date,
        name: str = "",
        width: int = 180,
        big: bool = False,
        beside: bool = False,
        explain: Callable[[date], str] | None = None,
    ) -> None:
        super().__init__()
        self._near, self._explain = near, explain
        self.beside = beside
        self._reading = _NOTHING
        self._told: date | None = value
        self._say: Callable[[str], None] | None = None
        self.line = _DateLine(width=width, name=name, big=big)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        # Beside the field it may wrap, so that a narrow card needs no scrolling sideways.
        self.echo = Paragraph(leading=1.35) if beside else OneLine()
        dress(self.echo, "caption", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        if beside:
            column.setDirection(QVBoxLayout.Direction.LeftToRight)
            column.setSpacing(theme.px(8))
        column.addWidget(self.line)
        column.addWidget(self.echo, 1 if beside else 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.line)
        self.set_value(value)
        self.line.settled.connect(self._settle)
        self.line.textEdited.connect(lambda _text: self._read())
        self.line.calendar_asked.connect(self.open_calendar)

    def value(self) -> date | None:
        """Return the date, None when empty or unreadable (see readable)."""
        return self._reading.value

    def readable(self) -> bool:
        """Say whether the field is empty or holds a date."""
        return not self.line.text().strip() or self._reading.value is not None

    def doubtful(self) -> bool:
        """Say whether something (the year) had to be supplied."""
        return self._reading.doubtful

    def speak_through(self, say: Callable[[str], None]) -> None:
        """Show what was understood in the form row's own line instead of one more below the field."""
        self.echo.hide()
        self._say = say
        self._read()

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def set_value(self, value: date | None) -> None:
        """Show *value* without telling anybody."""
        self._told = value
        self.line.fill(f"{value.year}/{value.month}/{value.day}" if value else "")
        self._read()

    def open_calendar(self) -> None:
        """Open the calendar below the field."""
        popup = _Calendar(self.value() or self._near, self)
        popup.chosen.connect(self._take)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()

    def _take(self, value: date) -> None:
        self.line.fill(f"{value.year}/{value.month}/{value.day}")
        self._settle("")
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _read(self) -> None:
        text = self.line.text().strip()
        self._reading = read_date(text, near=self._near) if text else _NOTHING
        value = self._reading.value
        shown = day_long(value) if value else ""
        if value and self._explain:
            shown = f"{shown}　{self._explain(value)}"
        self.echo.setText(shown)
        if self._say is not None:
            self._say(shown)
        self.line.setAccessibleDescription(shown)

    def _settle(self, _text: str) -> None:
        self._read()
        if self.value() != self._told:
            self._told = self.value()
            self.changed.emit(self._told)


class _Calendar(QFrame):
    chosen = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("card")
        sheet = QCalendarWidget()
        sheet.setAccessibleName(_("Calendar"))
        sheet.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        sheet.setSelectedDate(QDate(day.year, day.month, day.day))
        sheet.activated.connect(self._choose)
        sheet.clicked.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(sheet)
        self.setFocusProxy(sheet)
        sheet.setFocus()

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()
