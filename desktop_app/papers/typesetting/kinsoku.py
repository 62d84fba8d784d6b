"""What may stand at the edges of a line and what is never divided, as data (paper notes §3, after JLREQ).

The line breaker knows no Japanese of its own; change the typography here.
"""

from __future__ import annotations

CLOSING = "、。，．）」』】〕》〉］｝"
"""Full-width marks whose right half is empty."""
OPENING = "（「『【〔《〈［｛"
"""Full-width marks whose left half is empty."""

NOT_FIRST = frozenset(
    CLOSING + "・：；！？ー々〻ヽヾゝゞぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "〜～…‥％℃゛゜)]}%,.!?:;　 ",
)
"""May not begin a line; the blanks stay invisible at the end of the line before."""
NOT_LAST = frozenset(OPENING + "￥＄＃№([{")
"""May not end a line."""

_DIGITS = "[0-9０-９]"
_WEEKDAY = "(?:[（(][月火水木金土日](?:・祝)?[）)])?"
_COUNTERS = (
    "件|冊|枚|台|日間|日|人|名|個|本|部|回|か月|ヶ月|月|週間|週|か所|箇所|時間|時|分|秒|年度|年|"
    "項目|項|条|号|版|章|頁|ページ|行|列|通|点|円|歳|階|割|倍|％|%|℃"
)

UNITS = (
    rf"(?:令和|平成|昭和)?(?:元|{_DIGITS}+)年(?:{_DIGITS}+月)?(?:{_DIGITS}+日)?{_WEEKDAY}",
    rf"{_DIGITS}+月{_DIGITS}+日{_WEEKDAY}",
    rf"[0-9]+\.[0-9]+\.[0-9]+{_WEEKDAY}",
    rf"(?:令和|平成)?(?:元|{_DIGITS}+)年度(?:上半期|下半期|上期|下期)?",
    rf"[0-9０-９][0-9０-９,.]*(?:{_COUNTERS})",
    r"(?:様式|別表)?第[0-9０-９一二三四五六七八九十百]+(?:条|項|号|章|版|表|四半期)",
    r"内線[ 　]?[0-9\-]+",
    r"[①-⑳]+",
    r"[!-~\u00a1-\u024f\u1e00-\u1eff\u0300-\u036f\u2019]+",
    r"[…‥]+|[―—]+",
)
"""Regular expressions of what is never divided: dates, half-years, counted numbers, articles, Latin words."""

GLOSSARY = (
    "株式会社",
    "センター",
    "グループ",
    "システム",
    "フォルダ",
    "データ",
    "メール",
    "パスワード",
    "アクセス",
    "コミュニケーション",
    "ツール",
    "ログイン",
    "ネットワーク",
    "ホールディングス",
    "コミュニケーションズ",
    "トレーディング",
    "サービス",
    "カード",
    "トークン",
    "アプリ",
)
"""Words that stay whole in every form; a workplace's own names are added by the caller."""

RAGGED_PENALTY = {
    "hk": 0.0,  # hiragana → kanji: the usual start of a phrase
    "ht": 0.0,  # hiragana → katakana
    "hl": 1.0,
    "kk": 4.0,
    "hh": 5.0,
    "kh": 8.0,
    "tt": 12.0,
    "th": 8.0,
    "lh": 8.0,
    "tl": 8.0,  # ログイン|ID
    "kt": 2.0,
    "tk": 2.0,
}
"""What it costs to break a ragged line between two scripts: h hiragana, k kanji, t katakana, l Latin."""
OTHER_PENALTY = 3.0
AFTER_PENALTY = {"、": -1.0, "。": -1.0, " ": -2.0, "　": -2.0, "・": 0.5, "）": 0.5, ")": 0.5}
