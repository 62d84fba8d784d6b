"""Names: stored as written, found however they are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.names import clean_text, fold_digits, is_kana, search_key, to_katakana

JAPANESE = st.text("\u9ad9\ufa11\ufa19\U00020bb7\u845b\U000e0100\u69d7かがｶﾞー一―　 \u3099\u200bAé한", max_size=12)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("\u9ad9橋　健一", "高橋"),
        ("\ufa11山　美咲", "崎山"),
        ("\U00020bb7田　誠", "吉田"),
        ("\u845b\U000e0100西　亮", "葛西"),
        ("\ufa19谷　葵", "\u795e谷"),
        ("\u69d7本　陽子", "橋本"),
        ("渡邉　由紀子", "渡辺由紀子"),
        ("渡邊　由紀子", "渡邉"),
        ("斎藤", "齋藤"),
        ("齊藤", "斉藤"),
        ("ヨシダ　マコト", "よしだ まこと"),
        ("ヨシダ　マコト", "ﾖｼﾀﾞﾏｺﾄ"),
        ("ヨシダ", "ヨシタ\u3099"),
        ("長谷川　ヱイ子", "エイ子"),
        ("カ \u3099", "ガ"),
        ("Nguyễn Thị Minh Khai", "nguyen thi"),
        ("Đặng", "dang"),
        ("O\u2019Brien-Fitzgerald", "o'brien\u2010fitz"),
        ("オブライエン・フィッツジェラルド", "オブライエンフィッツ"),
        ("Ａ００１２３４", "a001234"),
        ("김민준", "김민"),
        ("㈱あおば", "(株)アオバ"),
        ("林\u200b真理", "林 真理"),
    ],
)
def test_one_is_found_by_typing_the_other(written, typed):
    assert search_key(typed) in search_key(written)


@pytest.mark.parametrize(
    ("one", "other"), [("一", "ー"), ("一", "―"), ("ー", "―"), ("カ", "ガ"), ("高", "橋"), ("김", "민")]
)
def test_what_only_looks_alike_stays_apart(one, other):
    assert search_key(one) != search_key(other)


@given(st.one_of(st.text(max_size=12), JAPANESE))
def test_folding_twice_changes_nothing(text):
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize(
    ("typed", "text", "removed"),
    [
        ("林\u200b \u3000真理", "林\u3000真理", ("U+200B",)),
        ("佐藤 太郎", "佐藤\u3000太郎", ()),
        ("\u3000佐藤\t太郎\r\n", "佐藤\u3000太郎", ()),
        ("Nguyễn  Thị\u3000Minh\xa0Khai", "Nguyễn Thị Minh Khai", ()),
        ("김  민준", "김 민준", ()),
        ("John\u3000山田", "John\u3000山田", ()),
        ("\ufeff\u202e佐\x00藤\u200d", "佐藤", ("U+FEFF", "U+202E", "U+0000", "U+200D")),
        ("佐\x07藤\x07", "佐藤", ("U+0007",)),
        ("\u845b\U000e0100西", "\u845b\U000e0100西", ()),
        ("\u8fbb\ufe00", "\u8fbb\ufe00", ()),
        ("\U000e0100西", "西", ("U+E0100",)),
        ("か\u3099", "が", ()),
        ("ハ\u309a", "パ", ()),
        ("\ufa19谷", "\ufa19谷", ()),
        ("\ufa16\u3099", "\ufa16\u3099", ()),
        ("e\u0301", "e\u0301", ()),
        ("金\u3164", "金", ("U+3164",)),
        ("\U0001fffe金", "金", ("U+1FFFE",)),
        ("\ue000金", "\ue000金", ()),
        ("", "", ()),
    ],
)
def test_only_what_nobody_sees_is_taken_out(typed, text, removed):
    cleaned = clean_text(typed)
    assert (cleaned.text, cleaned.removed) == (text, removed)


@given(st.one_of(st.text(max_size=12), JAPANESE))
def test_cleaning_twice_changes_nothing(text):
    once = clean_text(text).text
    again = clean_text(once)
    assert again.text == once
    assert again.removed == ()


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0xFAD9, categories=["Lo"]), max_size=8))
def test_no_kanji_is_ever_changed(text):
    kanji = "".join(char for char in text if unicodedata.name(char, "").startswith("CJK"))
    assert clean_text(kanji).text == kanji


def test_readings_are_katakana():
    assert to_katakana("ひらがな　ﾊﾝｶｸ ゔ") == "ヒラガナ　ハンカク ヴ"
    assert to_katakana("か\u3099") == "ガ"
    assert to_katakana("漢字Aｱ") == "漢字Aア"
    assert is_kana("サトウ　タロウ")
    assert is_kana("オブライエン・フィッツジェラルド")
    assert is_kana("ニノマエ　ハジメ")
    for text in ("", "さとう", "ｻﾄｳ", "サトウ タロウ", "佐藤", "サトウ1", "一"):
        assert not is_kana(text)


def test_digits_and_letters_of_codes_are_folded_to_ascii():
    assert fold_digits("Ａ００１２３４") == "A001234"
    assert fold_digits("ＮＳＣ\uff0d０１") == "NSC-01"
    assert fold_digits("0012345") == "0012345"
    assert fold_digits("ネット①") == "ネット①"
