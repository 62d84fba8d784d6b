"""Dialogs, only where UI notes §4 allow them: title = the act, one or two sentences, way out left, primary right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons, ime
from ui.parts.fields import Choice, LineField
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph, symbol
from ui.parts.ring import follow_focus

_EDGE = 12


class Dialog(QDialog):
    """A window-modal dialog over the dimmed window.

    *act*: title and label of the primary (or *primary*); *way_out*: the left button, also Esc. *on_primary* is
    called when the primary is pressed; it returns False to keep the dialog open. *enter*: Enter means the primary
    (only where a key or passphrase is asked).
    """

    done_with = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        act: str,
        body: str,
        *,
        way_out: str,
        primary: str = "",
        on_primary: Callable[[], Any] | None = None,
        icon: str = "",
        enter: bool = False,
        danger: bool = False,
    ) -> None:
        super().__init__(window.window(), Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._hand = theme.in_hand(window)
        self.setProperty("hand", self._hand)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(act)
        self.setAccessibleName(act)
        self.setAccessibleDescription(body)
        self._enter, self._on_primary = enter, on_primary
        self._dim: _Dim | None = None
        side = theme.px(33)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, theme.px(25), side, theme.px(26))
        column.setSpacing(theme.px(8))
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addLayout(self._heading(act, icon))
        if body:
            column.addWidget(paragraph(body))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        self.body.setContentsMargins(0, theme.px(4), 0, 0)
        column.addLayout(self.body)
        column.addSpacing(theme.px(10))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addStretch(1)
        self.way_out = buttons.secondary(way_out, self.reject, big=self._hand)
        make = buttons.danger if danger else buttons.primary
        self.primary = make(primary or act, self.press_primary, big=self._hand)
        row.addWidget(self.way_out)
        row.addWidget(self.primary)
        column.addLayout(row)
        self.setMinimumWidth(theme.px(440))
        self.setMaximumWidth(theme.px(560))
        self.finished.connect(self._finish)

    def press_primary(self) -> None:
        """Do what the primary does; the dialog closes unless that returns False."""
        ime.commit_input()
        if self._on_primary is None or self._on_primary() is not False:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the way out; Enter is the primary only when asked, and never while an input method composes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._enter and not ime.composing() and self.primary.isEnabled():
                self.press_primary()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Dim the window behind and stand in its middle."""
        super().showEvent(event)
        window = self.parentWidget()
        if self._dim is None and window is not None:
            self._dim = _Dim(window, self._stand)
            self._fit(window.width() - theme.px(40))
            self._stand()
        follow_focus(self)

    def grow(self) -> None:
        """Take the height that longer words need; top and sides stay."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def settle(self) -> None:
        """Take the height that other contents need, more or less, and stand in the middle again."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        if self.isVisible():
            self._stand()

    def _stand(self) -> None:
        """Stand in the middle of the window, a little above; a tall one ends where the window does."""
        window = self.parentWidget()
        assert window is not None
        if self.height() > window.height() - 2 * _EDGE:
            self._tighten()
        place = window.mapToGlobal(window.rect().topLeft())
        left = (window.width() - self.width()) // 2
        top = min((window.height() - self.height()) // 2, window.height() - self.height() - _EDGE)
        self.move(place.x() + left, place.y() + max(0, min(top, max(_EDGE, top - theme.px(40)))))

    def _fit(self, room: int) -> None:
        # Not adjustSize: it takes the height of the width it wanted, then narrows to the screen, and words are cut.
        layout = self.layout()
        assert layout is not None
        wanted = min(layout.sizeHint().width(), self.maximumWidth(), room)
        width = max(wanted, self.minimumWidth(), layout.minimumSize().width())
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self.resize(width, height)

    def _tighten(self) -> None:
        """Give the air above and below up where the window is hardly taller than the words."""
        layout = self.layout()
        assert layout is not None
        side = theme.px(33)
        layout.setContentsMargins(side, theme.px(_EDGE), side, theme.px(_EDGE))
        layout.activate()  # or the least height with the former air would still hold
        self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def event(self, event: QEvent) -> bool:
        """Grow with an error that takes more lines than were kept for it."""
        grows = event.type() == QEvent.Type.LayoutRequest and self._dim is not None
        done = super().event(event)
        layout = self.layout() if grows else None
        if layout is not None:
            need = layout.totalHeightForWidth(self.width())
            if need > self.height():
                self.resize(self.width(), need)
                self._stand()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS_CARD, theme.RADIUS_CARD
        )

    def _heading(self, act: str, icon: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        if icon:
            head.addWidget(symbol(icon, "hand" if self._hand else "accent", 24))
        head.addWidget(label(act, "title"))
        head.addStretch(1)
        return head

    def _finish(self, result: int) -> None:
        if self._dim is not None:
            # A window that is resized before the deletion comes round would call a filter that is gone.
            window = self._dim.parentWidget()
            assert window is not None
            window.removeEventFilter(self._dim)
            self._dim.hide()
            self._dim.deleteLater()
            self._dim = None
        self.done_with.emit(result == QDialog.DialogCode.Accepted)


class PinDialog(Dialog):
    """Asks for a person's 合言葉. *people*: (value, name) to choose from, or empty.

    *on_primary(value, passphrase)* returns an error sentence to show, or nothing when it was right.
    """

    def __init__(
        self,
        window: QWidget,
        act: str,
        body: str,
        *,
        way_out: str,
        on_primary: Callable[[Any, str], str | None],
        primary: str = "",
        people: tuple[tuple[Any, str], ...] = (),
        people_label: str = "",
        help_text: str = "",
    ) -> None:
        super().__init__(window, act, body, way_out=way_out, primary=primary, icon="lock", enter=True)
        self._ask = on_primary
        self._on_primary = self._asked
        self.people = Choice(people, name=people_label)
        if people:
            self.body.addWidget(FormRow(people_label, self.people, reserve=False))
        self.passphrase = LineField(secret=True)
        self.row = FormRow(_("Passphrase"), self.passphrase, help_text=help_text)
        self.body.addWidget(self.row)
        self.passphrase.setFocus()

    def _asked(self) -> bool:
        wrong = self._ask(self.people.value(), self.passphrase.text())
        if wrong:
            self.row.show_error(wrong)
            self.passphrase.clear()
            self.passphrase.setFocus()
        return not wrong


def side_by_side(*rows: QWidget) -> QHBoxLayout:
    """Return rows beside each other, where a dialog would be higher than the smallest window."""
    line = QHBoxLayout()
    line.setSpacing(theme.px(12))
    for row in rows:
        line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
    return line


class _Dim(QWidget):
    """What lies over the window behind a dialog."""

    def __init__(self, window: QWidget, on_resize: Callable[[], Any]) -> None:
        super().__init__(window)
        self._on_resize = on_resize
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self._on_resize()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground = theme.colour("nav")
        ground.setAlphaF(0.55)
        QPainter(self).fillRect(self.rect(), ground)
