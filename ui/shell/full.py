"""The hand-over frame: the whole window for one transferee, deep green, large, with no way elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.labels import label, paragraph, symbol
from ui.parts.stepper import Step, StepTabs


class FullWindowFrame(QWidget):
    """Top bar, step tabs, page, bottom bar.

    ``return_asked``: ［席を返す］ or ［保存して閉じる］; ``step_asked(key)``: a tab; ``back_requested``: Esc, Alt+←.
    A page may have ``set_room``, ``next_open(step)`` (F8) and ``print_preview()``.
    """

    return_asked = Signal()
    step_asked = Signal(str)
    back_requested = Signal()
    save_asked = Signal()

    def __init__(self, *, tag: str, person: str, note: str, leave_word: str, note_icon: str = "lock") -> None:
        super().__init__()
        # Pages take the size that holds when they are built: build them after the frame.
        theme.speak_large(large=True)
        self.setProperty("hand", True)
        self.setObjectName("canvas")
        # A subclass of a plain widget paints no ground of its own.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.primary_button: QAbstractButton | None = None
        self.top = self._top(tag, person, note, leave_word, note_icon)
        self.tabs = StepTabs()
        self.tabs.went.connect(self.step_asked)
        self.tabs.hide()
        self._pages = QStackedWidget()
        self._bar = QFrame()
        self._bar.setObjectName("actionbar")
        self._bar.setMinimumHeight(theme.px(72))
        self._bars = QStackedWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(theme.px(40), 0, theme.px(40), 0)
        row.addWidget(self._bars)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        column.addWidget(self._bar)
        self._cover = _Cover(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Make everything 16 px while a transferee sits here."""
        super().showEvent(event)
        theme.speak_large(large=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Go back to the office's 14 px."""
        super().hideEvent(event)
        theme.speak_large(large=False)

    def show_steps(self, steps: Sequence[Step], current: str) -> None:
        """Show the step tabs."""
        self.tabs.show_steps(steps, current)
        self.tabs.setVisible(bool(steps))

    def show_page(self, page: QWidget, bar: QWidget | None = None, primary: QAbstractButton | None = None) -> None:
        """Show *page* with its bottom bar; *primary* is what Ctrl+Enter presses."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if bar is not None:
            if self._bars.indexOf(bar) < 0:
                self._bars.addWidget(bar)
            self._bars.setCurrentWidget(bar)
        self._bar.setVisible(bar is not None)
        self.primary_button = primary

    def page(self) -> QWidget | None:
        """Return the page in sight."""
        return self._pages.currentWidget()

    def cover(self) -> None:
        """Cover the page (focus lost, 10 minutes idle); a press uncovers it, what was entered stays."""
        self._cover.put_on()

    def covered(self) -> bool:
        """Say whether the page is covered."""
        return self._cover.isVisible()

    def areas(self) -> list[QWidget]:
        """Return the areas in reading order; covered, there is only the cover."""
        return [self._cover] if self.covered() else [self.top, self.tabs, self._pages, self._bar]

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Lower the bars on a low window."""
        self.top.setFixedHeight(theme.px(52 if low else 64))
        self._bar.setMinimumHeight(theme.px(56 if low else 72))
        self._note.setVisible(not narrow)
        page = self.page()
        if page is not None and hasattr(page, "set_room"):
            page.set_room(narrow=narrow, low=low)

    def primary(self) -> QAbstractButton | None:
        """Return the button Ctrl+Enter presses; covered, there is none."""
        return None if self.covered() else self.primary_button

    def help_topic(self) -> str:
        """Return the guide's chapter for the transferee."""
        return "handover"

    def next_open(self, step: int) -> None:
        """Pass F8 on to the page."""
        self._pass_on("next_open", step)

    def next_step(self, step: int) -> None:
        """Ask for the next or previous step."""
        key = self.tabs.step_after(step)
        if key and not self.covered() and key != self.tabs.current():
            self.step_asked.emit(key)

    def print_preview(self) -> None:
        """Pass Ctrl+P on to the page; only the own copy is ever offered."""
        self._pass_on("print_preview")

    def search_field(self) -> QWidget | None:
        """Return nothing: there is nothing to search here."""
        return None

    def _pass_on(self, name: str, *values: object) -> None:
        asked = getattr(self.page(), name, None)
        if asked is not None and not self.covered():
            asked(*values)

    def _top(self, tag: str, person: str, note: str, leave_word: str, note_icon: str) -> QWidget:
        top = QFrame()
        top.setObjectName("handtop")
        top.setFixedHeight(theme.px(64))
        row = QHBoxLayout(top)
        row.setContentsMargins(theme.px(28), 0, theme.px(28), 0)
        row.setSpacing(theme.px(14))
        row.addWidget(_Tag(tag))
        self.person = paragraph(person, "section", "on_solid", leading=1.15)
        self.person.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.person, 1)
        self._note = QWidget()
        line = QHBoxLayout(self._note)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(symbol(note_icon, "hand_caption", 16))
        line.addWidget(label(note, "caption", "hand_caption"))
        row.addWidget(self._note)
        self.leave_button = buttons.PushButton(leave_word, "onhand", self.return_asked.emit)
        self.leave_button.setFont(theme.font("body"))
        row.addWidget(self.leave_button)
        return top


class _Tag(QWidget):
    """［異動者の入力］ on pale green."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setFont(theme.font("body", bold=True))
        self.setAccessibleName(text)
        self.setFixedSize(self.fontMetrics().horizontalAdvance(text) + theme.px(24), theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hand_badge"))
        painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS_BADGE, theme.RADIUS_BADGE)
        painter.setFont(self.font())
        painter.setPen(theme.colour("hand") if not theme.is_high_contrast() else theme.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class _Cover(QWidget):
    """What hides the page while the window is not in front."""

    def __init__(self, frame: QWidget) -> None:
        super().__init__(frame)
        self._frame = frame
        self.setObjectName("canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Press the screen to go on."))
        frame.installEventFilter(self)
        self.hide()

    def put_on(self) -> None:
        self.setGeometry(self._frame.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._frame:
            self.setGeometry(self._frame.rect())
        return False

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("hand"))
        painter.setFont(theme.font("title"))
        painter.setPen(theme.colour("nav_text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.accessibleName())
