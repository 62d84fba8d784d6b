"""Colours, fonts and sizes: readable by measure, in every scheme, and written in one place only."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui import theme
from ui.theme import sheet, tokens

ON_SURFACE = ("ink", "ink2", "ink3", "ok", "warn", "bad", "report", "link", "accent")
SOFT = (
    ("ok", "ok_soft"),
    ("warn", "warn_soft"),
    ("bad", "bad_soft"),
    ("report", "report_soft"),
    ("ink2", "neutral_soft"),
)


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_every_text_reaches_four_and_a_half_to_one(colours) -> None:
    now = asdict(colours)
    pairs = [(now[ink], now["surface"]) for ink in ON_SURFACE]
    pairs += [(now[ink], now[ground]) for ink, ground in SOFT]
    pairs += [(now["ink2"], now["canvas"]), (now["ink2"], now["sunk"]), (now["ink3"], now["neutral_soft"])]
    pairs += [(now["on_accent"], now[name]) for name in ("accent", "accent_hover", "accent_pressed")]
    pairs += [(now["nav_text"], now["nav"]), (now["nav_caption"], now["nav"]), (now["on_nav"], now["nav_current"])]
    pairs += [(now["on_hand"], now["hand"]), (now["hand_caption"], now["hand"]), (now["on_solid"], now["bad"])]
    pairs += [(now["on_solid"], now["warn"]), (now["hand"], now["hand_badge"])]
    assert [(ink, ground) for ink, ground in pairs if contrast(ink, ground) < 4.5] == []


@pytest.mark.parametrize("colours", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_borders_of_controls_and_the_ring_reach_three_to_one(colours) -> None:
    assert contrast(colours.line2, colours.surface) >= 3
    assert contrast(colours.line2, colours.canvas) >= 3
    assert contrast(colours.focus, colours.focus_line) >= 3


def test_high_contrast_takes_the_systems_colours_only(qapp) -> None:
    palette = QPalette()
    role = QPalette.ColorRole
    system = {role.Base: "#000000", role.Text: "#ffffff", role.Highlight: "#1aebff", role.HighlightedText: "#000000"}
    for name, value in {**system, role.Link: "#ffff00"}.items():
        palette.setColor(name, QColor(value))
    found = {value.lower() for value in asdict(tokens.high_contrast(palette)).values()}
    assert found <= {"#000000", "#ffffff", "#1aebff", "#ffff00"}
    assert tokens.high_contrast(palette).bad_soft == "#000000"


def test_the_screen_face_is_the_bundled_one(qapp) -> None:
    assert QFontInfo(theme.font()).family() == "BIZ UDPGothic"
    assert theme.font("title").bold()
    assert not theme.font("body").bold()
    assert theme.font("body").families() == ["BIZ UDPGothic", "Noto Sans JP"]
    assert theme.font("body").pointSizeF() == 10.5


def test_rare_letters_of_names_have_a_bundled_face(qapp) -> None:
    """𠮷, 槗 and ễ are missing in the first family and must not depend on the machine."""
    assert "Noto Sans JP" in QFontDatabase.families()
    noto = QRawFont.fromFont(_only("Noto Sans JP"))
    assert all(noto.glyphIndexesForString(letter)[0] for letter in ("\U00020bb7", "\u69d7", "\u1ec5"))


def _only(family: str):
    font = theme.font()
    font.setFamilies([family])
    return font


def test_no_text_is_smaller_than_nine_points() -> None:
    assert min(tokens.POINTS.values()) == 9.0


@pytest.fixture
def normal_afterwards(qapp):
    yield
    theme.apply(qapp)


def test_text_size_grows_points_sizes_and_the_sheet_but_not_hairlines(qapp, normal_afterwards) -> None:
    theme.apply(qapp, text_scale=2.0)
    assert theme.px(34) == 68
    assert theme.font("body").pointSizeF() == 21.0
    grown = sheet.build(tokens.LIGHT, 2.0)
    assert "min-height: 64px" in grown
    assert "1px solid" in grown
    assert "2px solid" in grown


@pytest.mark.parametrize("scheme", list(theme.Scheme))
def test_every_scheme_dresses_the_application_without_a_word_of_complaint(qapp, normal_afterwards, scheme) -> None:
    theme.apply(qapp, scheme=scheme)
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().lower() == theme.colours().canvas.lower()


def test_the_sheet_says_nothing_about_fonts() -> None:
    assert "font" not in sheet.build(tokens.LIGHT, 1.0)


def test_hand_over_is_known_by_the_frame_around(qapp) -> None:
    frame = QWidget()
    frame.setProperty("hand", True)
    button = QPushButton(frame)
    assert theme.in_hand(button)
    assert not theme.in_hand(QWidget())


def test_no_other_module_writes_a_colour_or_a_family() -> None:
    ui = Path(theme.__file__).parent.parent
    guilty = [
        path.name
        for path in ui.rglob("*.py")
        if path.parent.name != "theme" and re.search(r"\"#[0-9A-Fa-f]{3,8}\"|setFamil|setPointSize", path.read_text())
    ]
    assert guilty == []
