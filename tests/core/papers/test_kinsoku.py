"""Where a line may end, rule by rule (JLREQ, and the units of Japanese office papers).

A case reads: the rule, the text with ``|`` where its lines end, the measure in em.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import Face
from desktop_app.papers.typesetting.lines import break_lines, justify
from desktop_app.papers.typesetting.paragraph import Paragraph

NOT_FIRST = {
    "cl-02 closing brackets": "）」』】〕》〉］｝”",
    "cl-03 hyphens": "‐〜～",
    "cl-04 dividing punctuation": "！？",
    "cl-05 middle dots": "・：；",
    "cl-06 full stops": "。．｡",
    "cl-07 commas": "、，",
    "cl-08 leaders": "…‥",
    "cl-09 iteration marks": "々〻ゝゞヽヾ",
    "cl-10 prolonged sound": "ーｰ",
    "cl-11 small kana": "ぁっゃょァッュョヵヶㇷ",
    "cl-13 postfixed units": "％℃㎡",
    "sound marks": "゛゜",
}
NOT_LAST = {
    "cl-01 opening brackets": "（「『【〔《〈［｛“",
    "cl-12 prefixed signs": "￥＄№＃",
}
WHOLE = (
    ("a date with its weekday", "報告日は|2025年4月1日（火）|です", 10),
    ("an era date with weekday and holiday", "基準日は|令和7年4月1日（火・祝）", 11),
    ("month and day", "期日は|4月1日（火）|とする", 6),
    ("a table date", "期間|2025.4.3（木）|から", 7),
    ("a half-year", "対象は|2025年度上期である", 9),
    ("the first year of an era", "令和元年度下期|の件", 7),
    ("a form number", "様式第1号|による", 5),
    ("an article in kanji numerals", "本規程|第十二条に|よる", 6),
    ("an article inserted later", "規程第3条の2|による", 6),
    ("a quarter in full-width digits", "第２四半期|まで", 5),
    ("an annex", "別表第２|のとおり", 5),
    ("a number and its counter", "合計は|214件です", 5),
    ("an amount with commas", "総額|1,234,567円|です", 7),
    ("a kanji number and its counter", "全二十三名|に通知", 5),
    ("a time of day", "午前9時30分|まで", 6),
    ("an extension number", "内線 8-2210|まで", 6),
    ("a code", "管理番号|NSC01-25A-003|の件", 7),
    ("an e-mail address", "連絡先|okabe@example.co.jpまで", 12),
    ("an item number in brackets", "項目(1)|を参照", 4),
    ("a run of circled numbers", "項目|①②③④を|参照", 5),
    ("a word of the glossary", "本社|システムの|停止", 5),
    ("the kind of a company", "あおば|電力株式会社", 6),
    ("a Latin name with its apostrophe", "旧O'Brien|さんの件", 5),
    ("a Latin word is not divided but its blank ends a line", "氏名Nguyễn |Thịさん", 6),
    ("full-width letters and digits", "経路|ＡＢＣ１２３|経由", 6),
    ("a doubled leader", "結果は……|である", 5),
    ("a doubled dash", "結果は|――である", 5),
    ("a character and its variation selector", "氏名葛\U000e0100|葛\U000e0100葛\U000e0100葛\U000e0100", 4),
    ("kana and their separate marks", "かが\u3099き|ぎ\u3099くぐ\u3099", 4),
    ("characters beyond the basic plane", "\U00020bb7田\U00020bb7|野家\U00020bb7村", 4),
    ("cl-12 a sign before its number", "金￥1,000|を支払う", 5),
    ("cl-13 a number and its degrees", "気温25℃|の室内", 4),
    ("a file's ending", "拡張子.pdf|の書類", 5),
)
READS_WELL = (
    ("marks in a row stay together", "報告した。」|と答えた", 5),
    ("a bracket with what it holds", "処理済|（※）、|完了", 5),
    ("after the middle dot", "転送・共有の|設定解除", 6),
    ("an ideographic blank stays unseen at the end", "確認しました　|以上", 6),
    ("a Latin blank stays unseen at the end", "Sign and |hand in", 5),
    ("a word wider than the line is divided", "ABCDEFGH|IJKLMNOP", 4),
    ("and rather after a dot or a slash", "https://example.co.|jp/forms/2025/report", 10),
    ("no character alone on the last line", "総額|1,234,567円|です", 7),
)
EDGES = [(rule, mark) for rule, marks in NOT_FIRST.items() for mark in marks]
ENDS = [(rule, mark) for rule, marks in NOT_LAST.items() for mark in marks]


def lines_of(text, em):
    return break_lines(text, Face.MINCHO, 10, em * 10 / POINTS_PER_MM + 0.001)


@pytest.mark.parametrize(("rule", "mark"), EDGES, ids=str)
def test_this_mark_never_begins_a_line(rule, mark):
    for before in range(2, 6):
        lines = lines_of("漢" * before + mark + "かな漢字かな漢字", 4)
        assert not any(line.startswith(mark) for line in lines), (rule, lines)
        assert len(lines) > 1


@pytest.mark.parametrize(("rule", "mark"), ENDS, ids=str)
def test_this_mark_never_ends_a_line(rule, mark):
    for before in range(2, 6):
        lines = lines_of("漢" * before + mark + "かな漢字かな漢字", 4)
        assert not any(line.endswith(mark) for line in lines), (rule, lines)


@pytest.mark.parametrize(("rule", "wanted", "em"), [*WHOLE, *READS_WELL], ids=str)
def test_lines_end_where_the_rule_says(rule, wanted, em):
    assert "|".join(lines_of(wanted.replace("|", ""), em)) == wanted, rule


def test_the_table_of_rules_is_long_enough_to_mean_something():
    assert len(EDGES) + len(ENDS) + len(WHOLE) + len(READS_WELL) >= 80


# --- properties -------------------------------------------------------------------------------------------

WORD = st.sampled_from(
    [
        *"、。（）「」・ーっャ々！？：℃％￥",
        *"非公開情報を処理しましたので下記のとおり報告する異動先",
        "2025年4月1日（火）",
        "令和7年度下期",
        "第3条",
        "様式第1号",
        "1,214件",
        "NSC01-25A-003",
        "okabe@example.co.jp",
        "株式会社",
        "\U00020bb7田",
        "\u845b\U000e0100西",
        "か\u3099",
        "O\u2019Brien",
        "①②③",
        " ",
        "　",
    ]
)
TEXT = st.lists(WORD, min_size=1, max_size=200).map("".join)
MEASURE_MM = 166.7
EM_MM = 10.5 / POINTS_PER_MM


@settings(max_examples=60)
@given(TEXT)
def test_justified_lines_keep_every_rule_and_both_edges(text):
    lines = justify(text, Face.MINCHO, 10.5, MEASURE_MM)
    assert "".join(line.text for line in lines) == text
    paragraph = Paragraph(text, Face.MINCHO, kinsoku.LATIN_GAP)
    penalties = paragraph.penalties((), ragged=False)
    longest_bound = _longest_bound(paragraph, penalties)
    at = 0
    for line, after in pairwise(lines):
        at += len(line.gaps)
        if longest_bound < MEASURE_MM / EM_MM:
            assert penalties[at][0] == 0, f"{line.text}|{after.text}"
    for line in lines:
        assert max(line.gaps) <= kinsoku.LATIN_GAP + kinsoku.MAX_STRETCH + 1e-9, "no gap is read as a blank"
        assert _ink(line) <= MEASURE_MM + 0.1
    for line in lines[:-1]:
        short = MEASURE_MM - _ink(line)
        room = kinsoku.MAX_STRETCH * EM_MM * Paragraph(line.text, Face.MINCHO, 0).stretchable(0, len(line.gaps))
        assert abs(short) < 0.1 or short > room, "straight at the right, or too short to be stretched unseen"


def _ink(line):
    """The width in mm of what is seen of a line."""
    paragraph = Paragraph(line.text, Face.MINCHO, 0)
    end = len(line.gaps)
    while end > 1 and paragraph.pieces[end - 1].isspace():
        end -= 1
    wide = sum(line.gaps[:end]) + sum(paragraph.advances[:end])
    if paragraph.pieces[end - 1] in kinsoku.CLOSING:
        wide -= 0.5
    return wide * EM_MM


def _longest_bound(paragraph, penalties):
    """The width in em of the longest part that may not be divided."""
    free = [place for place, (emergency, _) in enumerate(penalties) if not emergency]
    edges = [*free, len(penalties)]
    return max((paragraph.line_width(a, b, flush=False) for a, b in pairwise(edges)), default=0)


@pytest.mark.parametrize("text", ["漢字かな、" * 4000, "A" * 5_000, "、" * 5_000, "葛\U000e0100" * 2_000])
def test_a_text_without_end_is_set_whole(text):
    lines = justify(text, Face.MINCHO, 10.5, MEASURE_MM)
    assert "".join(line.text for line in lines) == text


def test_a_last_line_has_at_least_three_characters_where_the_text_allows_it():
    for length in range(50, 140):
        lines = justify("報告します" * (length // 5) + "を" * (length % 5), Face.MINCHO, 10.5, MEASURE_MM)
        assert len(lines) == 1 or len(lines[-1].text) >= 3
