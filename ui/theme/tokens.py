"""Every colour and size of the windows, in light, dark and high contrast (UI notes §2).

Nothing outside ``ui.theme`` writes a colour, a font or a size of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

# The 4 px grid, in logical pixels at 100 % text.
GAPS = (4, 8, 12, 16, 24, 40)
PAGE = 24
CONTROL = 34
TOUCH = 44
ROW = 46
LEDGER_ROW = 43
IMPORT_ROW = 44
TABLE_HEAD = 34
RADIUS_BADGE = 4
RADIUS_CONTROL = 6
RADIUS_CARD = 8

# Points, so that the text size of the operating system applies.
POINTS = {
    "caption": 9.0,
    "error": 10.0,
    "body": 10.5,
    "touch": 12.0,
    "section": 12.0,
    "title": 16.5,
    "figure": 21.0,
}
BOLD_ROLES = frozenset({"section", "title", "figure"})


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of named colours, each as ``#rrggbb``."""

    canvas: str = "#F4F6F8"
    surface: str = "#FFFFFF"
    sunk: str = "#EEF2F5"
    stripe: str = "#F9FAFC"
    ink: str = "#1B2733"
    ink2: str = "#4A5A69"
    ink3: str = "#5A6875"
    line: str = "#D5DCE3"
    line2: str = "#7C8A97"
    accent: str = "#0B5C8A"
    accent_hover: str = "#084A70"
    accent_pressed: str = "#063753"
    accent_soft: str = "#E3F0F7"
    on_accent: str = "#FFFFFF"
    link: str = "#0B5C8A"
    nav: str = "#14293A"
    nav_hover: str = "#1E3A50"
    nav_line: str = "#2A4155"
    nav_text: str = "#DCE6EE"
    nav_caption: str = "#A9BCCB"
    nav_current: str = "#0B5C8A"
    on_nav: str = "#FFFFFF"
    nav_edge: str = "#FFD43D"
    on_hand: str = "#FFFFFF"
    hand: str = "#0F4C4A"
    hand_hover: str = "#0B3E3C"
    hand_pressed: str = "#082F2E"
    hand_soft: str = "#E2F1F0"
    hand_badge: str = "#BFDAD8"
    hand_caption: str = "#C9E0DE"
    ok: str = "#1B6B3C"
    ok_soft: str = "#E4F3E9"
    warn: str = "#8A4B00"
    warn_soft: str = "#FFF3DC"
    warn_line: str = "#E0B865"
    bad: str = "#A51B1B"
    bad_soft: str = "#FDEAEA"
    bad_line: str = "#E5A3A3"
    report: str = "#5B3A8C"
    report_soft: str = "#F0EAF8"
    info_line: str = "#9FC6DC"
    neutral_soft: str = "#EAEEF2"
    neutral_line: str = "#4A5A69"
    on_solid: str = "#FFFFFF"
    focus: str = "#FFD43D"
    focus_line: str = "#1B2733"
    scroll: str = "#B4C0CB"
    desk: str = "#DFE4EC"
    paper: str = "#FFFFFF"
    pen: str = "#0E1B2A"


LIGHT = Colours()

DARK = replace(
    LIGHT,
    canvas="#111A23",
    surface="#1A2632",
    sunk="#16202B",
    stripe="#1D2A37",
    ink="#E8EEF3",
    ink2="#B3C1CD",
    ink3="#A3B2BF",
    line="#31404E",
    line2="#738494",
    accent="#7CC0E8",
    accent_hover="#98CFF0",
    accent_pressed="#B4DDF6",
    accent_soft="#1D3547",
    on_accent="#08263A",
    link="#7CC0E8",
    nav="#0C141C",
    hand_soft="#12312F",
    ok="#7FD6A0",
    ok_soft="#16352A",
    warn="#F2BE6B",
    warn_soft="#3B2A0E",
    warn_line="#7A5A20",
    bad="#FF9D96",
    bad_soft="#42191B",
    bad_line="#8A3B3B",
    report="#C9B3F2",
    report_soft="#2C2142",
    info_line="#2F5A75",
    neutral_soft="#24323F",
    neutral_line="#B3C1CD",
    on_solid="#111A23",
    scroll="#4A5A69",
    desk="#0C141C",
)


def high_contrast(palette: QPalette) -> Colours:
    """Return colours taken from the operating system's high-contrast *palette*: borders instead of fills."""
    ground, text = palette.base().color().name(), palette.text().color().name()
    chosen, on_chosen = palette.highlight().color().name(), palette.highlightedText().color().name()
    link = palette.link().color().name()
    # Whatever is a fill becomes the ground and whatever is drawn on it the text, so contrast is the system's own.
    grounds = {"canvas", "surface", "sunk", "stripe", "nav", "hand", "hand_hover", "hand_pressed", "desk", "on_solid"}
    values = dict.fromkeys((field.name for field in fields(Colours)), text)
    values |= {name: ground for name in values if name in grounds or name.endswith("_soft")}
    values |= dict.fromkeys(
        ("accent", "accent_hover", "accent_pressed", "nav_hover", "nav_current", "focus", "nav_edge"), chosen
    )
    values |= {
        "on_accent": on_chosen,
        "on_nav": text,
        "link": link,
        "hand_badge": ground,
        "paper": "#FFFFFF",
        "pen": "#000000",
    }
    return Colours(**values)
