"""The wizard frame of はじめの設定: numbered steps on a dark bar at the left, one form at the right, one bar below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import icons, theme
from ui.parts import buttons
from ui.parts.cards import Page
from ui.parts.labels import label, paragraph


class WizardFrame(QWidget):
    """One form per step. ``next_asked``, ``back_requested``, ``leave_asked`` are the bar's buttons.

    *steps*: names in order; *caption*: over the heading (はじめの設定); *foot*: at the foot of the dark bar.
    """

    next_asked = Signal()
    back_requested = Signal()
    leave_asked = Signal()

    def __init__(self, caption: str, steps: Sequence[str], *, leave_word: str, foot: str = "") -> None:
        super().__init__()
        self.setObjectName("surface")
        # A subclass of a plain widget paints no ground of its own.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._caption, self._steps = caption, tuple(steps)
        self._nav = _WizardNav(self._steps, foot)
        self.caption = label("", "body", "ink2")
        self.title = label("", "title")
        self.lead = paragraph("", "body", "ink2")
        self._forms = QStackedWidget()
        self.leave_button = buttons.quiet(leave_word, self.leave_asked.emit)
        self.reason = paragraph("", "body", "bad", leading=1.2)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.back_button = buttons.secondary(_("Back"), self.back_requested.emit)
        self.next_button = buttons.primary("", self.next_asked.emit)
        self._bar = self._bottom()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._scroll(), 1)
        right.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._nav)
        row.addLayout(right, 1)

    def show_step(self, place: int, title: str, lead: str, form: QWidget, next_word: str) -> None:
        """Show the form of step *place* (from 0)."""
        self._nav.set_current(place)
        self.caption.setText(f"{self._caption}　{place + 1} / {len(self._steps)}")
        self.title.setText(title)
        self.lead.setText(lead)
        self.lead.setVisible(bool(lead))
        if self._forms.indexOf(form) < 0:
            self._forms.addWidget(form)
        self._forms.setCurrentWidget(form)
        self.back_button.setVisible(place > 0)
        self.next_button.relabel(next_word)
        self.show_reason("")

    def allow_next(self, *, allowed: bool, reason: str = "") -> None:
        """Let the person go on, or say beside the button why not."""
        self.next_button.setEnabled(allowed)
        self.show_reason("" if allowed else reason)

    def show_reason(self, sentence: str) -> None:
        """Say something beside the button (what is missing on submit)."""
        self.reason.setText(sentence)
        self.reason.setVisible(bool(sentence))

    def areas(self) -> list[QWidget]:
        """Return the areas in reading order."""
        return [self._forms, self._bar]

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Narrow the dark bar and the margins on a small window."""
        self._nav.fold(narrow=narrow, low=low)
        self._page.body.setContentsMargins(
            *(theme.px(side) for side in ((32, 16, 24, 16) if low or narrow else (56, 48, 56, 24)))
        )

    def primary(self) -> QAbstractButton:
        """Return the button Ctrl+Enter presses."""
        return self.next_button

    def help_topic(self) -> str:
        """Return the guide's chapter."""
        return "first-start"

    def next_open(self, _step: int) -> None:
        """Do nothing: a wizard has one way."""

    def next_step(self, _step: int) -> None:
        """Do nothing: steps go by the buttons, each is checked."""

    def print_preview(self) -> None:
        """Do nothing."""

    def search_field(self) -> QWidget | None:
        """Return nothing."""
        return None

    def _scroll(self) -> QWidget:
        self._page = Page(padding=56, spacing=4)
        self._page.body.setContentsMargins(*(theme.px(side) for side in (56, 48, 56, 24)))
        self._page.body.addWidget(self.caption)
        self._page.body.addWidget(self.title)
        self._page.body.addSpacing(theme.px(4))
        self._page.body.addWidget(self.lead)
        self._page.body.addSpacing(theme.px(18))
        self._page.body.addWidget(self._forms)
        self._page.body.addStretch(1)
        return self._page

    def _bottom(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("actionbar")
        bar.setFixedHeight(theme.px(68))
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px(46), 0, theme.px(48), 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.leave_button)
        row.addStretch(1)
        row.addWidget(self.reason, 100)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        return bar


class _WizardNav(QFrame):
    """The dark bar with the numbered steps; shown, not pressed."""

    def __init__(self, steps: tuple[str, ...], foot: str) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._narrow = False
        mark, under = (
            label(_("Sekisho"), "figure", "on_solid"),
            label(_("Information on transfer"), "body", "nav_caption"),
        )
        self._places = tuple(_WizardStep(place, name) for place, name in enumerate(steps))
        self._foot = paragraph(foot, "caption", "nav_caption")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(mark)
        self._column.addWidget(under)
        self._column.addSpacing(theme.px(40))
        for step in self._places:
            self._column.addWidget(step)
        self._column.addStretch(1)
        self._column.addWidget(self._foot)
        self.fold(narrow=False, low=False)

    def set_current(self, current: int) -> None:
        for step in self._places:
            step.set_current(current)

    def fold(self, *, narrow: bool, low: bool) -> None:
        side = theme.px(20 if narrow else 36)
        self.setFixedWidth(theme.px(230 if narrow else 320))
        self._column.setContentsMargins(side, theme.px(16 if low else 40), side, theme.px(20 if low else 36))
        for step in self._places:
            step.setFixedHeight(theme.px(40 if low else 46))


class _WizardStep(QWidget):
    def __init__(self, place: int, name: str) -> None:
        super().__init__()
        self._place, self._name, self._current = place, name, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{place + 1} {name}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(46))

    def set_current(self, current: int) -> None:
        self._current = current
        said = _("done") if self._place < current else _("current step") if self._place == current else ""
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, side = theme.colours(), theme.px(28)
        disc = QRectF(0, (self.height() - side) / 2, side, side)
        here = self._place == self._current
        if self._place < self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.ok_soft))
            painter.drawEllipse(disc)
            icons.paint(painter, "check", disc.adjusted(6, 6, -6, -6), QColor(now.ok))
        else:
            painter.setPen(Qt.PenStyle.NoPen if here else QPen(QColor(now.nav_caption), 1))
            painter.setBrush(QColor(now.nav_edge) if here else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setFont(theme.font("body", bold=here))
            painter.setPen(QColor(now.nav if here else now.nav_text))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._place + 1))
        painter.setFont(theme.font("body", bold=here))
        painter.setPen(QColor(now.nav_text if self._place <= self._current else now.nav_caption))
        words = QRectF(theme.px(42), 0, self.width() - theme.px(42), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self._name)
