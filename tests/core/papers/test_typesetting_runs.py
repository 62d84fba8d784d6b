"""Every name is drawn by a font that has it, and comes out of the PDF as it was stored."""

import datetime as dt
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import GlyphMissing
from desktop_app.papers.page.printable import check_all
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.runs import clusters, em_width, missing_glyphs, runs
from tests.core.papers.paper_people import HANGUL, PEOPLE
from tests.core.papers.paper_tools import assert_clean, by_pdfium, extracted

WHEN = dt.datetime(2025, 3, 28, 17, 42, tzinfo=dt.UTC)


def page(path, draw, face=Face.MINCHO):
    with path.open("wb") as out:
        sheet = Sheet(out, title="試し刷り", author="北辰送配電株式会社", created_at=WHEN, face=face)
        draw(sheet)
        sheet.save()
    return path


@pytest.mark.parametrize("face", list(Face))
def test_all_people_extract_exactly_in_poppler_and_pdfium(tmp_path, face):
    def draw(sheet):
        for number, (name, kana, employee_no) in enumerate(PEOPLE):
            y = 15 + 12 * number
            sheet.text(20, y, name, Lettering(face, 10.5))
            sheet.text(20, y + 4, kana, Lettering(face, 6.5))
            sheet.text(20, y + 8, employee_no, Lettering(face, 7))

    path = page(tmp_path / "people.pdf", draw)
    wanted = [text for person in PEOPLE for text in person if text]
    assert extracted(path).rstrip("\f\n").split("\n") == wanted
    layout = [line.strip(" \f") for line in extracted(path, "-layout").split("\n")]
    assert [line for line in layout if line] == wanted
    assert by_pdfium(path).replace("\r\n", "\n").rstrip("\n").split("\n") == wanted
    assert_clean(path)


def test_spread_tracked_and_condensed_text_extracts_without_its_gaps(tmp_path):
    def draw(sheet):
        style = Lettering(Face.GOTHIC, 9.5)
        sheet.spread(20, 20, "提出日", style, 14)
        sheet.tracked(100, 30, "会社間異動に伴う　報告書", Lettering(Face.MINCHO, 17), 0.5, align=Align.CENTRE)
        sheet.text(20, 40, "転送・共有", style, condensed=90)
        sheet.text(188, 50, "様式第1号（会社間異動）", style, Align.RIGHT)

    path = page(tmp_path / "spread.pdf", draw)
    assert extracted(path).split() == ["提出日", "会社間異動に伴う", "報告書", "転送・共有", "様式第1号（会社間異動）"]
    assert "会社間異動に伴う　報告書" in by_pdfium(path)


def test_more_than_one_subset_of_characters_still_extracts(tmp_path):
    kanji = [chr(code) for code in range(0x4E00, 0x5100) if not missing_glyphs(chr(code))]
    rows = ["".join(kanji[at : at + 40]) for at in range(0, len(kanji), 40)]

    def draw(sheet):
        for number, row in enumerate(rows):
            sheet.text(20, 20 + 8 * number, row, Lettering(Face.MINCHO, 9))

    path = page(tmp_path / "many.pdf", draw)
    assert extracted(path).split() == rows


def test_a_character_no_font_has_is_refused_by_name():
    with pytest.raises(GlyphMissing) as refused:
        check_all(("佐藤", f"{HANGUL}（金　民俊）", "\uae40"), where="NSC01-25A-012")
    assert refused.value.characters == tuple(HANGUL)
    assert refused.value.text == f"{HANGUL}（金　民俊）"
    assert refused.value.where == "NSC01-25A-012"
    assert [row.text for row in refused.value.rows] == [f"{HANGUL}（金　民俊）", "\uae40"]
    with pytest.raises(GlyphMissing):
        runs(HANGUL, Face.GOTHIC)


def test_control_characters_are_refused():
    assert missing_glyphs("佐藤\x07太郎\x00") == ("\x07", "\x00")


@pytest.mark.parametrize(("name", "_kana", "_number"), PEOPLE)
def test_every_test_person_can_be_printed(name, _kana, _number):
    assert missing_glyphs(name) == ()


def test_a_name_is_drawn_with_its_variant_not_with_the_base():
    base, variant = runs("\u845b", Face.MINCHO), runs("\u845b\U000e0100", Face.MINCHO)
    assert base[0].glyphs != variant[0].glyphs
    assert em_width("\u845b\U000e0100", Face.MINCHO) == 1


def test_an_unknown_selector_draws_the_base_and_keeps_its_text(tmp_path):
    text = "\u845b\U000e01ef西"
    path = page(tmp_path / "selector.pdf", lambda sheet: sheet.text(20, 20, text, Lettering(Face.MINCHO, 12)))
    assert extracted(path).strip() == text


def test_compatibility_kanji_are_not_normalised():
    assert runs("\ufa19谷", Face.MINCHO)[0].glyphs == "\ufa19谷"
    assert unicodedata.normalize("NFC", "\ufa19") == "\u795e"


@pytest.mark.parametrize(
    ("stored", "drawn"),
    [("か\u3099は\u309a", "がぱ"), ("Nguye\u0302\u0303n", "Nguyễn"), ("\u30c8\u3099", "ド"), ("\u304b\u309a", None)],
)
def test_separate_marks_are_drawn_composed_and_extracted_as_they_are_stored(tmp_path, stored, drawn):
    path = page(tmp_path / "marks.pdf", lambda sheet: sheet.text(20, 20, stored, Lettering(Face.GOTHIC, 12)))
    assert extracted(path).strip() == by_pdfium(path).strip() == stored
    if drawn:
        assert em_width(stored, Face.GOTHIC) == em_width(drawn, Face.GOTHIC)


def test_an_apostrophe_does_not_tear_a_latin_name_apart():
    assert em_width("O\u2019Brien", Face.GOTHIC) < em_width("O'Brien", Face.GOTHIC)


def test_hangul_written_as_separate_letters_is_named_by_its_syllables():
    assert missing_glyphs(unicodedata.normalize("NFD", HANGUL)) == tuple(HANGUL)


def test_invisible_characters_take_no_room():
    assert em_width("林\u200b　真理", Face.GOTHIC) == 4


def test_adjacent_marks_are_set_solid():
    assert em_width("（「あ」）、", Face.MINCHO) == 4.5


@given(st.text(max_size=30))
@settings(max_examples=80)
def test_pieces_joined_are_the_text(text):
    assert "".join(clusters(text)) == text


def test_equal_input_gives_equal_bytes(tmp_path):
    def draw(sheet):
        sheet.text(20, 20, "\U00020bb7田　誠", Lettering(Face.MINCHO, 10.5))

    first, second = page(tmp_path / "a.pdf", draw), page(tmp_path / "b.pdf", draw)
    assert first.read_bytes() == second.read_bytes()


def test_stand_in_fonts_are_loaded_only_when_needed():
    program = """
from desktop_app.papers.typesetting.fonts import Face
from desktop_app.papers.typesetting.runs import em_width
from reportlab.pdfbase import pdfmetrics
def noto(): return any("Noto" in name for name in pdfmetrics.getRegisteredFontNames())
em_width("佐藤　太郎", Face.MINCHO)
assert not noto()
em_width("\\U00020bb7田", Face.MINCHO)
assert noto()
import sys
assert "fontTools" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
