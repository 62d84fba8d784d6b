"""The bundled fonts: the screen face at once, what rare names and the pledge need later.

Families are given as a list, so a glyph the first lacks (a rare name) falls to the next bundled one (UI notes §10).
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from desktop_app.resources import resource_path
from ui.theme.tokens import BOLD_ROLES, POINTS

SCREEN_FAMILIES = ("BIZ UDPGothic", "Noto Sans JP")
PLEDGE_FAMILIES = ("BIZ UDPMincho", "Noto Sans JP")

_FIRST = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_LATE = ("NotoSansJP-Regular.ttf",)
_PLEDGE = ("BIZUDPMincho-Regular.ttf",)
_loaded: set[str] = set()


def load_screen_fonts() -> None:
    """Load the face of all controls; raises FileNotFoundError when a bundled font is missing."""
    _load(_FIRST)


def load_late_fonts() -> None:
    """Load the face for rare names; call once the first frame is on the screen."""
    _load(_LATE)


def loaded_faces() -> int:
    """Return how many faces are loaded: with another one, a rare name may have another width."""
    return len(_loaded)


def make_font(role: str, scale: float, *, bold: bool | None = None) -> QFont:
    """Return the font of *role* (a key of POINTS) at text size *scale* (1.0 = 100 %)."""
    font = QFont()
    font.setFamilies(list(SCREEN_FAMILIES))
    font.setPointSizeF(POINTS[role] * scale)
    font.setBold(role in BOLD_ROLES if bold is None else bold)
    return font


def make_pledge_font(points: float, scale: float, *, bold: bool = False) -> QFont:
    """Return the serif face of the pledge text, loaded when somebody first reads one."""
    _load(_LATE + _PLEDGE)
    font = QFont()
    font.setFamilies(list(PLEDGE_FAMILIES))
    font.setPointSizeF(points * scale)
    font.setBold(bold)
    return font


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        if name in _loaded:
            continue
        path = resource_path(f"fonts/{name}")
        # addApplicationFont answers -1 instead of raising, and every label would turn into boxes.
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
        _loaded.add(name)
