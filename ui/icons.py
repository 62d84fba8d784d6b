"""Symbols drawn as vectors on a 20 px grid, in any colour and size; never font characters (UI notes §2)."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme
from ui.icon_shapes import SHAPES

NAMES = frozenset(SHAPES)


def paint(painter: QPainter, name: str, place: QRectF, colour: QColor, mark: QColor | None = None) -> None:
    """Draw symbol *name* into *place*; *mark* colours what stands inside a filled shape (white if not given)."""
    inner = mark or QColor(theme.colours().on_solid)
    _renderer(name, colour.name(), inner.name()).render(painter, place)


def pixmap(name: str, colour: QColor, size: int = 16, *, mark: QColor | None = None, pad: int = 0) -> QPixmap:
    """Return symbol *name* as a *size* px picture, sharp on the densest screen, *pad* px of air at its right."""
    inner = mark or QColor(theme.colours().on_solid)
    return _pixmap(name, colour.name(), inner.name(), QSize(size + pad, size), _density())


def icon(name: str, colour: str = "ink2", *, disabled: str = "ink3", size: int = 16, pad: int = 0) -> QIcon:
    """Return symbol *name* for a button, *colour* and *disabled* being tokens."""
    made = QIcon(pixmap(name, theme.colour(colour), size, pad=pad))
    made.addPixmap(pixmap(name, theme.colour(disabled), size, pad=pad), QIcon.Mode.Disabled)
    return made


def nothing() -> QIcon:
    """Return no symbol, to take one away."""
    return QIcon()


def size(side: int, pad: int = 0) -> QSize:
    """Return the icon size of a symbol with air at its right."""
    return QSize(side + pad, side)


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str, mark: str) -> QSvgRenderer:
    body = SHAPES[name].replace("INK", colour).replace("MARK", mark)
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" '
        f'stroke="{colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{body}</svg>'
    )
    return QSvgRenderer(QByteArray(source.encode()))


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, mark: str, box: QSize, density: float) -> QPixmap:
    picture = QPixmap((box.toSizeF() * density).toSize())
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour, mark).render(painter, QRectF(0, 0, box.height(), box.height()))
    painter.end()
    return picture


def _density() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
