"""Banners: event, what it means, one button, on a ground with a 6 px edge.

They stay until solved or closed; an alarm stays until solved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.labels import paragraph, symbol

_LOOKS = {
    "info": ("accent", "accent_soft", "info_line", "info"),
    "warn": ("warn", "warn_soft", "warn_line", "triangle"),
    "alarm": ("bad", "bad_soft", "bad_line", "octagon"),
}
_MOST = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner says. *key* names the cause, so the same cause never stands twice; *kind*: info, warn, alarm."""

    key: str
    kind: str
    event: str
    meaning: str = ""
    act: str = ""
    on_act: Callable[[], Any] | None = None
    icon: str = ""


class Banner(QWidget):
    """One notice. *on_close* is called when the person closes it (never offered for an alarm)."""

    def __init__(self, notice: Notice, on_close: Callable[[], Any] | None = None) -> None:
        super().__init__()
        self.notice = notice
        edge, _ground, _line, icon = _LOOKS[notice.kind]
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in (21, 8, 12, 8)))
        row.setSpacing(theme.px(13))
        row.addWidget(symbol(notice.icon or icon, edge, 20), 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        column.addWidget(paragraph(notice.event, "body", bold=True, leading=1.3))
        if notice.meaning:
            column.addWidget(paragraph(notice.meaning, "body", leading=1.3))
        row.addLayout(column, 1)
        if notice.act:
            row.addWidget(buttons.secondary(notice.act, notice.on_act))
        if on_close is not None and notice.kind != "alarm":
            row.addWidget(
                buttons.secondary(_("Close"), on_close)
                if not notice.act
                else buttons.icon_button("close", _("Close this notice"), on_close)
            )
        self.setMinimumHeight(theme.px(56))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{notice.event}{notice.meaning}")

    def announce(self) -> None:
        """Have a screen reader say it now."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hold the height the words need, however low the window: what scrolls gives way, not the notice."""
        super().resizeEvent(event)
        self._hold_height()

    def showEvent(self, event: QShowEvent) -> None:
        """Hold it from the beginning: only now the style has dressed the buttons."""
        super().showEvent(event)
        self._hold_height()

    def _hold_height(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(theme.px(56), layout.totalHeightForWidth(self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the hairline and the edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, ground, line, _icon = _LOOKS[self.notice.kind]
        outline = QPainterPath()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline.addRoundedRect(box, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        painter.fillPath(outline, theme.colour(ground))
        painter.setPen(QPen(theme.colour(line), 1))
        painter.drawPath(outline)
        painter.setClipRect(QRectF(0, 0, theme.px(6), self.height()))
        painter.fillPath(outline, theme.colour(edge))


class BannerArea(QWidget):
    """At most two banners (one on a low window), alarms first; what does not fit stands behind 「ほか n件」.

    ``filled(bool)`` when the first banner comes and the last one goes.
    """

    filled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._notices: dict[str, Notice] = {}
        self._on_close: dict[str, Callable[[], Any]] = {}
        self._low = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        # Not Maximum: that would hold it to one line of words a banner, and the next banner would lie on the second.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setVisible(False)

    def show_notice(self, notice: Notice, on_close: Callable[[], Any] | None = None) -> None:
        """Show *notice*, in place of an earlier one with the same key; it is announced when its words are new."""
        before = self._notices.get(notice.key)
        self._notices[notice.key] = notice
        self._on_close[notice.key] = on_close or (lambda: None)
        said = before is not None and (before.event, before.meaning) == (notice.event, notice.meaning)
        self._build()
        if not said:
            for banner in self.banners():
                if banner.notice.key == notice.key:
                    banner.announce()

    def set_low(self, *, low: bool) -> None:
        """Show one banner alone on a low window: two would leave no room for the work."""
        if low != self._low:
            self._low = low
            self._build()

    def drop(self, key: str) -> None:
        """Take the notice away: its cause is solved."""
        if self._notices.pop(key, None) is not None:
            self._on_close.pop(key)
            self._build()

    def notices(self) -> tuple[Notice, ...]:
        """Return all notices, the most serious first, as they are shown."""
        rank = {"alarm": 0, "warn": 1, "info": 2}
        return tuple(sorted(self._notices.values(), key=lambda notice: rank[notice.kind]))

    def banners(self) -> tuple[Banner, ...]:
        """Return the banners on the screen."""
        return tuple(widget for widget in self._widgets if isinstance(widget, Banner))

    def _build(self) -> None:
        for old in self._widgets:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._widgets = []
        notices = self.notices()
        most = 1 if self._low else _MOST
        for notice in notices[:most]:
            self._add(Banner(notice, partial(self._close, notice.key)))
        if rest := notices[most:]:
            self._add(self._rest(rest))
        self.setVisible(bool(notices))
        self.filled.emit(bool(notices))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(
            widget, 0, Qt.AlignmentFlag(0) if isinstance(widget, Banner) else Qt.AlignmentFlag.AlignLeft
        )
        self._widgets.append(widget)

    def _rest(self, rest: tuple[Notice, ...]) -> QWidget:
        button = buttons.quiet(_("{count} more").format(count=len(rest)), small=True)
        menu = QMenu(button)
        for notice in rest:
            menu.addAction(notice.event, partial(self._raise_notice, notice.key))
        button.setMenu(menu)
        return button

    def _raise_notice(self, key: str) -> None:
        self._notices = {key: self._notices.pop(key)} | self._notices
        self._build()

    def _close(self, key: str) -> None:
        closed = self._on_close.get(key)
        self.drop(key)
        if closed is not None:
            closed()
