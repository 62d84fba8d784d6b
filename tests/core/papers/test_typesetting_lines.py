"""Lines of Japanese: where they end, and what is never divided."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import Face
from desktop_app.papers.typesetting.lines import break_lines, fewest_lines, fit, justify
from desktop_app.papers.typesetting.runs import width

WORDING = st.lists(
    st.sampled_from(
        [
            *"、。（）「」・ーっャ々！？：非公開情報を処理しましたので報告する",
            "2025年4月1日（火）",
            "第3条",
            "様式第1号",
            "214件",
            "NSC01-25A-003",
            "株式会社",
            "２０２５年度上期",
            "\U00020bb7田",
            "\u845b\U000e0100西",
            "内線 8-2210",
            "①②③④",
            " ",
            "　",
        ],
    ),
    min_size=1,
    max_size=60,
).map("".join)


@settings(max_examples=60)
@given(WORDING, st.floats(min_value=40, max_value=170))
def test_lines_joined_are_the_text_and_their_edges_keep_the_rules(text, width_mm):
    lines = break_lines(text, Face.MINCHO, 9, width_mm)
    assert "".join(lines) == text
    runs_of_forbidden = any(len(line.strip()) < 2 for line in lines)
    if not runs_of_forbidden and max(map(len, lines)) > 4:
        for before, after in pairwise(lines):
            wanted_whole = after[0] in kinsoku.NOT_FIRST or before[-1] in kinsoku.NOT_LAST
            assert not wanted_whole or _is_hopeless(text, width_mm)


def _is_hopeless(text, width_mm):
    """Only a row of forbidden edges wider than the cell may break a rule."""
    edges = 0
    for a, b in pairwise(text):
        edges = edges + 1 if b in kinsoku.NOT_FIRST or a in kinsoku.NOT_LAST else 0
        if edges * 9 * 25.4 / 72 / 2 > width_mm / 2:
            return True
    return False


@settings(max_examples=40)
@given(WORDING, st.floats(min_value=60, max_value=170))
def test_no_line_is_wider_than_its_cell(text, width_mm):
    for line in break_lines(text, Face.GOTHIC, 8, width_mm):
        ink = line.rstrip()
        empty_half = 0.5 * 8 * 25.4 / 72 if ink and ink[-1] in kinsoku.CLOSING else 0
        assert width(ink, Face.GOTHIC, 8) - empty_half <= width_mm + 0.01


@settings(max_examples=40)
@given(WORDING)
def test_justified_lines_joined_are_the_text_and_gaps_stay_too_small_to_extract_as_blanks(text):
    lines = justify(text, Face.MINCHO, 10.5, 166.7, first_indent=1)
    assert "".join(line.text for line in lines) == text
    assert all(gap < 0.1 for line in lines for gap in line.gaps)


@pytest.mark.parametrize("indent", [1, 11, 25])
def test_only_the_first_line_is_shorter_for_what_stands_before_it(indent):
    text = "私は、在籍中に知り得た情報を、異動先の業務その他いかなる目的にも用いないことを誓約する。" * 3
    first, *middle, last = (
        line.text for line in justify(text, Face.MINCHO, 10, 40 * 10 * 25.4 / 72, first_indent=indent)
    )
    assert 38 - indent <= len(first) <= 42 - indent
    assert all(38 <= len(line) <= 42 for line in middle), "every other line uses the whole measure"
    assert len(last) <= 42


@pytest.mark.parametrize(
    ("text", "width_mm", "lines"),
    [
        (
            "ICカード・ハードトークン・電子証明書・認証アプリの登録を返却または失効させた。",
            55.7,
            ("ICカード・ハードトークン・", "電子証明書・認証アプリの", "登録を返却または失効させた。"),
        ),
        (
            "個別に付与されたログインID・パスワード等の削除",
            58,
            ("個別に付与されたログインID・", "パスワード等の削除"),
        ),
        (
            "メールの自動転送・コミュニケーションツール等の設定解除",
            58,
            ("メールの自動転送・", "コミュニケーションツール等の設定解除"),
        ),
    ],
)
def test_item_texts_break_as_by_hand(text, width_mm, lines):
    assert break_lines(text, Face.MINCHO, 9, width_mm) == lines


@pytest.mark.parametrize(
    "unit",
    [
        "令和7年4月1日（火）",
        "2025年度上期",
        "2025.4.3（木）",
        "様式第1号",
        "NSC01-25A-003",
        "内線 8-2210",
        "(1)",
        "9件",
        "①②③",
    ],
)
def test_a_unit_is_never_divided_where_it_fits(unit):
    for pad in range(12):
        lines = break_lines("あ" * pad + unit + "を確認する。", Face.MINCHO, 10.5, 45)
        assert any(unit in line for line in lines), (pad, lines)


def test_a_long_name_shrinks_then_wraps_at_blanks():
    fitted = fit("O'Brien-Fitzgerald, Jonathan Maximilian Alexander", Face.GOTHIC, (9.5, 8, 7.5), 30)
    assert fitted.size == 7.5
    assert fitted.lines == ("O'Brien-Fitzgerald, ", "Jonathan Maximilian ", "Alexander")


def test_a_short_name_keeps_its_size():
    assert fit("佐藤　太郎", Face.GOTHIC, (9.5, 8, 7.5), 30).size == 9.5


def test_the_size_with_the_fewest_lines_wins():
    assert fewest_lines("北辰コミュニケーションズ株式会社", Face.GOTHIC, (8, 7.5, 7), 30).lines == (
        "北辰コミュニケーションズ",
        "株式会社",
    )


def test_a_word_wider_than_the_cell_is_divided_rather_than_cut():
    assert "".join(break_lines("ABCDEFGHIJKLMNOPQRSTUVWXYZ", Face.GOTHIC, 8, 12)) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_a_selector_stays_with_its_character():
    assert break_lines("\u845b\U000e0100" * 4, Face.MINCHO, 10, 7.5) == ("\u845b\U000e0100" * 2,) * 2
