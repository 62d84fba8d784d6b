"""Badges: a state or a deadline in symbol and word on a soft or solid ground, readable without colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.case import CaseState
from desktop_app.labels import state_label
from desktop_app.text import _, ngettext
from ui import icons, theme
from ui.days import day_long

_NEUTRAL = ("neutral_soft", "ink2")
_TONES = {
    "neutral": _NEUTRAL,
    "accent": ("accent_soft", "accent"),
    "ok": ("ok_soft", "ok"),
    "warn": ("warn_soft", "warn"),
    "bad": ("bad_soft", "bad"),
    "report": ("report_soft", "report"),
    "warn-solid": ("warn", "on_solid"),
    "bad-solid": ("bad", "on_solid"),
}


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """What a badge shows: word, symbol, tone, and what a screen reader says (the word when empty)."""

    word: str
    icon: str
    tone: str
    spoken: str = ""


_STATES = {
    CaseState.DRAFT: ("pencil", "neutral"),
    CaseState.IN_PROGRESS: ("ring-half", "accent"),
    CaseState.REPORTED: ("tray", "report"),
    CaseState.RETURNED: ("return", "bad"),
    CaseState.CONFIRMED: ("double-check", "ok"),
    CaseState.CLOSED_EXCEPTION: ("asterisk", "neutral"),
    CaseState.CANCELLED: ("ring-x", "neutral"),
}


def state_look(state: str) -> BadgeLook:
    """Return the badge of a case state, by the name the domain gives it (DRAFT, IN_PROGRESS …)."""
    kind = CaseState(state)
    return BadgeLook(state_label(kind), *_STATES[kind])


def deadline_look(business_days: int, *, overdue_days: int = 0, due: date | None = None, prefix: str = "") -> BadgeLook:
    """Return the badge of a running deadline.

    *business_days* are left (0: today is the last, 1: tomorrow's); *overdue_days* are calendar days past it.
    *prefix* stands before (発令日まで, 確認の期限).
    """
    if overdue_days > 0:
        word = ngettext("{count} day overdue", "{count} days overdue", overdue_days).format(count=overdue_days)
        icon, tone = "octagon", "bad-solid"
    elif business_days <= 0:
        word, icon, tone = _("Until today"), "clock", "warn-solid"
    elif business_days == 1:
        word, icon, tone = _("Tomorrow"), "clock", "warn"
    else:
        word = ngettext("{count} business day left", "{count} business days left", business_days)
        word = word.format(count=business_days)
        icon, tone = "clock", "warn" if business_days <= 3 else "neutral"
    shown = f"{prefix} {word}" if prefix else word
    spoken = "　".join(filter(None, (_("Deadline"), shown, day_long(due) if due else "")))
    return BadgeLook(shown, icon, tone, spoken)


def outcome_look(outcome: str, late_days: int = 0) -> BadgeLook:
    """Return the badge after the end: ON_TIME, LATE (calendar days), OVERDUE (days so far), CANCELLED, CLOSED."""
    match outcome:
        case "ON_TIME":
            return BadgeLook(_("On time"), "check-disc", "ok")
        case "LATE":
            word = ngettext("{count} day late", "{count} days late", late_days).format(count=late_days)
            return BadgeLook(word, "triangle", "warn")
        case "OVERDUE":
            word = ngettext("{count} day overdue", "{count} days overdue", late_days).format(count=late_days)
            return BadgeLook(word, "octagon", "bad")
        case "CANCELLED":
            return BadgeLook(_("Cancelled"), "ring-x", "neutral")
        case _:
            return BadgeLook(_("Finished"), "double-check", "neutral")


def badge_size(look: BadgeLook, font: QFont) -> QSize:
    """Return the size the badge takes in *font*."""
    width = QFontMetricsF(font).horizontalAdvance(look.word) + theme.px(16)
    if look.icon:
        width += theme.px(19)
    return QSize(round(width + 0.5), theme.px(24))


def draw_badge(painter: QPainter, look: BadgeLook, place: QRectF, font: QFont) -> None:
    """Draw the badge into *place* (its size from badge_size)."""
    ground, ink = (theme.colour(name) for name in _TONES.get(look.tone, _NEUTRAL))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ink if theme.is_high_contrast() else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place, theme.RADIUS_BADGE, theme.RADIUS_BADGE)
    left = place.left() + theme.px(8)
    if look.icon:
        side = theme.px(14)
        # What stands inside a filled shape takes the colour of the badge's ground.
        icons.paint(painter, look.icon, QRectF(left, place.center().y() - side / 2, side, side), ink, ground)
        left += theme.px(19)
    painter.setFont(font)
    painter.setPen(ink)
    words = QRectF(left, place.top(), place.right() - left, place.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, look.word)
    painter.restore()


class Badge(QWidget):
    """A badge on its own; its words are its accessible name."""

    def __init__(self, look: BadgeLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(theme.font("caption", bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_look(look)

    def show_look(self, look: BadgeLook) -> None:
        """Show another state."""
        self.look = look
        self.setAccessibleName(look.spoken or look.word)
        self.setFixedSize(badge_size(look, self.font()))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size its words take."""
        return badge_size(self.look, self.font())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        draw_badge(QPainter(self), self.look, QRectF(self.rect()), self.font())


def state_badge(state: str) -> Badge:
    """Return the badge of a case state (see state_look)."""
    return Badge(state_look(state))


def deadline_badge(business_days: int, *, overdue_days: int = 0, due: date | None = None, prefix: str = "") -> Badge:
    """Return the badge of a running deadline (see deadline_look)."""
    return Badge(deadline_look(business_days, overdue_days=overdue_days, due=due, prefix=prefix))


def tone_colour(tone: str) -> QColor:
    """Return the text colour of a badge tone, for bars and figures beside it."""
    return theme.colour(_TONES.get(tone, _NEUTRAL)[1])
