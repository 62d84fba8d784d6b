"""Buttons that say the act: one filled primary a screen, outlined secondary, quiet side ways, outlined danger, link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QMenu, QPushButton, QSizePolicy, QWidget

from desktop_app.text import _
from ui import icons, theme
from ui.parts.ime import composing

_ICON_TONES = {"primary": "on_accent", "danger": "bad", "quiet": "link", "onhand": "on_solid"}
# Between icon and word: QPushButton's own 4 px are too tight for Japanese.
_AIR = 4


def primary(text: str, on: Callable[[], Any] | None = None, *, icon: str = "", **how: Any) -> PushButton:
    """Return the screen's one filled button; see PushButton for *how*."""
    return PushButton(text, "primary", on, icon=icon, **how)


def secondary(text: str, on: Callable[[], Any] | None = None, *, icon: str = "", **how: Any) -> PushButton:
    """Return an outlined button."""
    return PushButton(text, "secondary", on, icon=icon, **how)


def quiet(text: str, on: Callable[[], Any] | None = None, *, icon: str = "", **how: Any) -> PushButton:
    """Return a button without an outline, for side ways and ways out."""
    return PushButton(text, "quiet", on, icon=icon, **how)


def danger(text: str, on: Callable[[], Any] | None = None, *, icon: str = "", **how: Any) -> PushButton:
    """Return an outlined red button; never put it next to the primary."""
    return PushButton(text, "danger", on, icon=icon, **how)


def icon_button(icon: str, name: str, on: Callable[[], Any] | None = None) -> PushButton:
    """Return a button that shows a symbol only; *name* is what a screen reader says and the tool tip."""
    made = PushButton("", "icon", on, icon=icon)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFixedWidth(theme.px(36))
    return made


class PushButton(QPushButton):
    """A button of one kind.

    *big*: 44 px, for hand-over mode; *small*: 26 px, inside rows; *rare*: folds into the header's その他;
    *short*: the label a narrow window uses instead. *mnemonic*: a letter that presses it with Alt; it is written after
    the words, 確認する(K), only while Alt is held.
    """

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        on: Callable[[], Any] | None = None,
        *,
        icon: str = "",
        big: bool = False,
        small: bool = False,
        rare: bool = False,
        short: str = "",
        mnemonic: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._letter = mnemonic
        if mnemonic:
            QShortcut(QKeySequence(f"Alt+{mnemonic}"), self).activated.connect(self._pressed_by_letter)
        self.kind, self.rare, self.words, self.short = kind, rare, text, short
        self._icon_shown = ("", "")
        self.setProperty("kind", kind)
        if big:
            self.setProperty("big", True)
        if small:
            self.setProperty("small", True)
            self.setFont(theme.font("caption"))
        if kind == "primary":
            theme.bolder(self)
        if icon:
            self.show_icon(icon)
        # Enter belongs to the IME and to fields; a button is pressed with Space, Enter or its shortcut.
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if on is not None:
            # The click brings whether a button is checked; acts take nothing.
            self.clicked.connect(lambda _checked=False: on())

    def show_icon(self, name: str, tone: str = "") -> None:
        """Put symbol *name* left of the word."""
        self._icon_shown = (name, tone)
        side, air = theme.px(16), theme.px(_AIR) if self.words else 0
        colour = tone or _ICON_TONES.get(self.kind, "ink2")
        self.setIcon(icons.icon(name, colour, size=side, pad=air))
        self.setIconSize(QSize(side + air, side))

    def become(self, kind: str) -> None:
        """Be a button of another kind; its symbol follows."""
        if self.kind == kind:
            return
        self.kind = kind
        self.setFont(theme.font("body", bold=kind == "primary"))
        theme.restyle(self, kind=kind)
        name, tone = self._icon_shown
        if name:
            self.show_icon(name, tone)

    def fold(self, narrow: bool) -> None:
        """Show the short label on a narrow window, the full one otherwise."""
        if self.short:
            self.setText(self.short if narrow else self.words)
            self.setAccessibleName(self.words)

    def show_letter(self, shown: bool) -> None:
        """Write the mnemonic after the words while Alt is held."""
        if self._letter:
            words = self.text().removesuffix(f"({self._letter})")
            self.setText(f"{words}({self._letter})" if shown else words)

    def relabel(self, text: str) -> None:
        """Change the words for good (確認しています… while it works)."""
        had_words, self.words = bool(self.words), text
        self.setText(text)
        name, tone = self._icon_shown
        if name and had_words != bool(text):
            self.show_icon(name, tone)

    def _pressed_by_letter(self) -> None:
        if not composing():
            self.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the focused button, as people expect, without making it a default button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~_KEYPAD:
            self.click()
            return
        super().keyPressEvent(event)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class MoreButton(PushButton):
    """その他: a header's menu of rarer acts; a symbol where there is room for the others' full words."""

    def __init__(self) -> None:
        super().__init__("", "secondary", icon="more")
        self.setAccessibleName(_("More"))
        self.setMenu(QMenu(self))
        self.fold(narrow=False)

    def fold(self, narrow: bool) -> None:
        """Say it in words on a narrow window: その他 needs no symbol beside it."""
        if narrow:
            self.setText(_("More"))
            self.setIcon(icons.nothing())
        else:
            self.setText("")
            self.show_icon("more")
        self.setToolTip("" if narrow else _("More"))


class Link(QAbstractButton):
    """An underlined word with no padding, so it stands on the text edge."""

    def __init__(
        self,
        text: str,
        on: Callable[[], Any] | None = None,
        *,
        role: str = "",
        icon: str = "",
        underline: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon, self._underline = icon, underline
        if role:
            self.setFont(theme.font(role))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if on is not None:
            # The click brings whether a button is checked; acts take nothing.
            self.clicked.connect(lambda _checked=False: on())

    def sizeHint(self) -> QSize:
        """Return the words' own width and a target of at least 24 px."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + (theme.px(26) if self._icon else 0)
        return QSize(width + 1, max(metrics.height() + 4, theme.px(24)))

    def minimumSizeHint(self) -> QSize:
        """Return the full size: a link is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow the link with Enter as well as with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the word in the link colour, darker under the mouse."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.colours()
        colour = QColor(now.hand if theme.in_hand(self) else now.accent_hover if self.underMouse() else now.link)
        if not self.isEnabled():
            colour = QColor(now.ink3)
        font = self.font()
        font.setUnderline(self._underline)
        painter.setFont(font)
        painter.setPen(QPen(colour))
        left = 0.0
        if self._icon:
            side = theme.px(18)
            icons.paint(painter, self._icon, QRectF(0, (self.height() - side) / 2, side, side), colour)
            left = theme.px(26)
        painter.drawText(self.rect().adjusted(int(left), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class Check(QCheckBox):
    """A check box whose box and mark are drawn (a styled one loses them); the words wrap with the caller's layout."""

    def __init__(self, text: str, *, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._side = theme.px(22 if big else 18)
        self._least = theme.px(theme.TOUCH if big else 24)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return box, gap and words."""
        metrics = self.fontMetrics()
        return QSize(
            self._side + theme.px(9) + metrics.horizontalAdvance(self.text()), max(self._least, metrics.height())
        )

    def minimumSizeHint(self) -> QSize:
        """Return the full size: the words are not cut."""
        return self.sizeHint()

    def hitButton(self, pos: Any) -> bool:
        """Take a click anywhere on box and words."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the mark and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.colours()
        fill = QColor(now.hand if theme.in_hand(self) else now.accent)
        box = QRectF(0.5, (self.height() - self._side) / 2 + 0.5, self._side - 1, self._side - 1)
        checked = self.isChecked()
        painter.setPen(QPen(fill if checked else QColor(now.line2), 1.2))
        ground = fill if checked else QColor(now.surface)
        painter.setBrush(ground if self.isEnabled() else QColor(now.neutral_soft))
        painter.drawRoundedRect(box, 4, 4)
        if checked:
            mark = QColor(now.on_accent if self.isEnabled() else now.ink3)
            icons.paint(painter, "check", box.adjusted(2, 2, -2, -2), mark)
        painter.setPen(QColor(now.ink if self.isEnabled() else now.ink3))
        words = self.rect().adjusted(self._side + theme.px(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
