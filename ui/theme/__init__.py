"""The one place for colours, sizes and fonts of the windows; parts ask here when they build and when they paint."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import fonts, sheet, tokens
from ui.theme.fonts import load_late_fonts, loaded_faces
from ui.theme.tokens import (
    CONTROL,
    IMPORT_ROW,
    LEDGER_ROW,
    PAGE,
    RADIUS_BADGE,
    RADIUS_CARD,
    RADIUS_CONTROL,
    ROW,
    TABLE_HEAD,
    TOUCH,
    Colours,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

__all__ = [
    "CONTROL",
    "IMPORT_ROW",
    "LEDGER_ROW",
    "PAGE",
    "RADIUS_BADGE",
    "RADIUS_CARD",
    "RADIUS_CONTROL",
    "ROW",
    "TABLE_HEAD",
    "TEXT_SCALES",
    "TOUCH",
    "Colours",
    "Scheme",
    "apply",
    "bolder",
    "colour",
    "colours",
    "font",
    "in_hand",
    "is_high_contrast",
    "load_late_fonts",
    "loaded_faces",
    "pledge_font",
    "px",
    "restyle",
    "speak_large",
    "text_scale",
]

TEXT_SCALES = (1.0, 1.5, 2.0)


class Scheme(StrEnum):
    """明るい・暗い, or whatever the operating system says."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class _Now:
    """What is in use; windows built earlier keep their sizes until they are built again."""

    colours: Colours = tokens.LIGHT
    scale: float = 1.0
    high_contrast: bool = False


def apply(app: QApplication, *, scheme: Scheme = Scheme.LIGHT, text_scale: float = 1.0) -> None:
    """Dress *app*: Fusion, fonts, palette and the one style sheet.

    Call before the first window, and again when the person changes 表示; then build the windows again.
    """
    fonts.load_screen_fonts()
    _Now.high_contrast = _system_wants_contrast()
    _Now.colours = _choose(scheme)
    _Now.scale = text_scale
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font("body"))
    if not _Now.high_contrast:
        app.setPalette(_palette(_Now.colours))
    app.setStyleSheet(sheet.build(_Now.colours, text_scale))


def colours() -> Colours:
    """Return the named colours in use."""
    return _Now.colours


def colour(name: str) -> QColor:
    """Return the colour of a token, e.g. ``"accent_soft"``."""
    return QColor(getattr(_Now.colours, name))


def text_scale() -> float:
    """Return the text size in use, 1.0 = 100 %."""
    return _Now.scale


def is_high_contrast() -> bool:
    """Say whether the colours are the operating system's high-contrast ones."""
    return _Now.high_contrast


def px(size: float) -> int:
    """Return *size* (logical pixels at 100 % text) at the text size in use."""
    return round(size * _Now.scale)


def font(role: str = "body", *, bold: bool | None = None) -> QFont:
    """Return the font of a role: caption, error, body, touch, section, title, figure."""
    return fonts.make_font(role, _Now.scale, bold=bold)


def pledge_font(points: float = 12.0, *, bold: bool = False) -> QFont:
    """Return the serif face in which the pledge is read."""
    return fonts.make_pledge_font(points, _Now.scale, bold=bold)


def speak_large(*, large: bool) -> None:
    """Make 16 px (hand-over mode) or 14 px the size of everything that asks for none of its own.

    Under a style sheet Qt does not hand a parent's font down to its children, so the mode is the application's.
    """
    wanted = font("touch" if large else "body", bold=False)
    if QApplication.font() != wanted:
        QApplication.setFont(wanted)


def bolder(widget: QWidget) -> None:
    """Make *widget* bold while size and family still come from its parent."""
    heavy = QFont()
    heavy.setBold(True)
    widget.setFont(heavy)


def in_hand(widget: QWidget | None) -> bool:
    """Say whether *widget* stands in the hand-over frame, whose accent is deep green."""
    while widget is not None:
        if widget.property("hand"):
            return True
        widget = widget.parentWidget()
    return False


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic *properties* the style sheet selects by, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    # A frame asks for its border's width only when told that its style has changed.
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.update()


def _choose(scheme: Scheme) -> Colours:
    if _Now.high_contrast:
        return tokens.high_contrast(QGuiApplication.palette())
    if scheme is Scheme.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return tokens.DARK if dark else tokens.LIGHT
    return tokens.DARK if scheme is Scheme.DARK else tokens.LIGHT


def _system_wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    # Only Qt 6.10 and later know; older ones keep our own colours, all of them 4.5:1 or better.
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _palette(now: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in (
        (role.Window, now.canvas),
        (role.WindowText, now.ink),
        (role.Base, now.surface),
        (role.AlternateBase, now.stripe),
        (role.Text, now.ink),
        (role.PlaceholderText, now.ink3),
        (role.Button, now.surface),
        (role.ButtonText, now.ink),
        (role.Highlight, now.accent),
        (role.HighlightedText, now.on_accent),
        (role.Accent, now.accent),
        (role.Link, now.link),
        (role.ToolTipBase, now.ink),
        (role.ToolTipText, now.surface),
    ):
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(now.ink3))
    return palette
