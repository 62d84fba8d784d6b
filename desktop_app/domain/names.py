"""Names as people write them: cleaned without changing a glyph, folded for searching (domain notes §6).

Stored names are never normalised: NFC and NFKC would replace the character a person writes (U+FA19 becomes
U+795E). Only search keys are folded, so that 髙/高, 﨑/崎, 𠮷/吉 and kana find each other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Variant, then the character it is found under. What NFKC folds by itself is not listed.
_VARIANTS = (
    "髙高 \ufa11崎 嵜崎 \U00020bb7吉 邉辺 邊辺 德徳 栁柳 桺柳 曻昇 濵浜 濱浜 瀨瀬 澤沢 齋斉 齊斉 斎斉 "
    "嶋島 嶌島 槗橋 \U0002363a橋 圡土 \U0002123d土 桒桑 舘館 舩船 冨富 峯峰 埜野 櫻桜 國国 學学 斈学 "
    "會会 廣広 曾曽 渕淵 渊淵 龍竜 瀧滝 眞真 惠恵 榮栄 龜亀 寶宝 寳宝 萬万 與与 豐豊 佛仏 彥彦 步歩 "
    "每毎 來来 籠篭 鷗鴎 藪薮 桧檜 靏鶴 靎鶴 靍鶴 覺覚 冝宜 凉涼 淺浅 溪渓 谿渓 滿満 濟済 珎珍 穐秋 "
    "龝秋 竝並 竒奇 繩縄 翆翠 聰聡 舍舎 蘆芦 蔣蒋 蠣蛎 覽覧 觀観 讚讃 賴頼 邨村 釼剣 劔剣 劒剣 剱剣 "
    "劍剣 鉤鈎 鐵鉄 鐡鉄 銕鉄 鑛鉱 關関 穎頴 顏顔 餘余 驒騨 雁鴈 鶯鴬 鹽塩 麥麦 齒歯 齡齢 壺壷 姬姫 "
    "嶽岳 巖巌 廐厩 廏厩 戶戸 拂払 敎教 斷断 曆暦 杦杉 枡桝 杤栃 樣様 權権 歐欧 歷歴 淸清 湧涌 灣湾 "
    "爐炉 畫画 當当 發発 硏研 穰穣 絕絶 經経 綠緑 緖緒 繪絵 續続 舊旧 艷艶 虛虚 蟲虫 蟬蝉 證証 譽誉 "
    "貳弐 輕軽 辯弁 辨弁 遲遅 郞郎 鄰隣 釋釈 錄録 隨随 隱隠 靑青 頰頬 驅駆 驛駅 麴麹 黃黄 黑黒 點点 "
    "黨党 亞亜 惡悪 爲為 衞衛 圓円 緣縁 薗園 應応 奧奥 橫横 溫温 價価 壞壊 懷懐 樂楽 卷巻 寬寛 氣気 "
    "據拠 峽峡 狹狭 鄕郷 曉暁 駈駆 勳勲 薰薫 鷄鶏 藝芸 縣県 儉倹 險険 圈圏 檢検 顯顕 驗験 嚴厳 恆恒 "
    "雜雑 兒児 濕湿 實実 壽寿 收収 從従 澁渋 縱縦 敍叙 將将 燒焼 奬奨 條条 狀状 乘乗 淨浄 剩剰 疊畳 "
    "孃嬢 讓譲 愼慎 盡尽 粹粋 醉酔 穗穂 靜静 攝摂 專専 戰戦 纖繊 禪禅 壯壮 爭争 莊荘 搜捜 巢巣 裝装 "
    "總総 騷騒 增増 藏蔵 卽即 帶帯 單単 團団 彈弾 晝昼 鑄鋳 廳庁 徵徴 聽聴 鎭鎮 轉転 傳伝 燈灯 稻稲 "
    "拜拝 盃杯 賣売 髮髪 拔抜 萠萌 槇槙 凛凜 遙遥 瑤瑶 堯尭 彌弥 祿禄 禮礼 靈霊 亙亘 凞熙 煕熙 晄晃 "
    "閒間 歲歳 兔兎 莵兎 鬪闘 默黙 體体 號号 聲声 變変 辭辞 雙双 靱靭 隸隷 勵励 淚涙 壘塁 屬属 擔担 "
    "膽胆 遞逓"
)
_LATIN = "đd øo łl ıi æae œoe"
_FOLDED_SIGNS = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"), "-"),  # never ー or 一
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u02b9"), "'"),
    0x301C: "~",  # cp932 turns 〜 into ～, which NFKC turns into ~
    0x30FB: None,
    0x00B7: None,
}
_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_KEY = str.maketrans(
    {
        **_TO_KATAKANA,
        **_FOLDED_SIGNS,
        **{pair[0]: pair[1:] for pair in (*_VARIANTS.split(), *_LATIN.split())},
        **dict.fromkeys(map(ord, "ヱゑ"), "エ"),
        **dict.fromkeys(map(ord, "ヰゐ"), "イ"),
    }
)
_FOLD_DIGITS: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    0x3000: " ",
}
_HALF_WIDTH_KANA = re.compile("[\uff65-\uff9f]+")
_NFD_KANA = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_KANA = re.compile("[\u30a1-\u30fa\u30fc\u30fb\u30fd\u30fe\u3000]+")
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_JAPANESE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]")
_BLANKS = re.compile(r"\s+")
# Letters by category, but nothing to see: Hangul fillers, grapheme joiner, empty braille.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without invisible junk, and what was taken out, each once, as ``U+200B``."""

    text: str
    removed: tuple[str, ...]


@lru_cache(maxsize=4096)
def clean_text(text: str) -> Cleaned:
    """Clean one line of text as a person typed or pasted it, without changing any visible character.

    Control, zero-width and direction characters go (variation selectors after a letter stay); blanks, tabs
    and line ends become one U+3000 beside Japanese characters and one space elsewhere; the ends are trimmed.
    Kana written as letter + U+3099/U+309A are composed; nothing else is normalised.
    """
    if text.isascii() and text.isalnum():
        return Cleaned(text, ())
    kept: list[str] = []
    removed: dict[str, None] = {}
    for char in text:
        if _is_junk(char) or (_SELECTOR.match(char) and not (kept and kept[-1].isalpha())):
            removed[f"U+{ord(char):04X}"] = None
        else:
            kept.append(char)
    joined = compose_kana("".join(kept).strip())
    return Cleaned(_BLANKS.sub(_one_blank, joined), tuple(removed))


@lru_cache(maxsize=4096)
def search_key(text: str) -> str:
    """Return what *text* is searched by: width, case, kana, accents, blanks and variants folded."""
    key = _fold(text)
    # What one folding lays bare another may fold: a mark beside a kana once the blank between them is gone.
    while (further := _fold(key)) != key:
        key = further
    return key


def to_katakana(text: str) -> str:
    """Return *text* with hiragana and half-width katakana as full-width katakana; the rest stays."""
    wide = _HALF_WIDTH_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return compose_kana(wide.translate(_TO_KATAKANA))


def is_kana(text: str) -> bool:
    """Tell whether *text* is a reading: katakana, ー, ・ and U+3000 only, and not empty."""
    return _KANA.fullmatch(text) is not None


def fold_digits(text: str) -> str:
    """Return *text* with full-width digits, letters and signs as ASCII; for numbers and codes only."""
    return text if text.isascii() else text.translate(_FOLD_DIGITS)


def compose_kana(text: str) -> str:
    """Return *text* with kana + U+3099/U+309A composed where one character exists; kanji are not touched."""
    if "\u3099" not in text and "\u309a" not in text:
        return text
    return _NFD_KANA.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _SELECTOR.sub("", text)).casefold()
    if not folded.isascii():
        folded = "".join(_without_accent(char) for char in folded).translate(_KEY)
    return "".join(char for char in folded if not (char.isspace() or _is_junk(char)))


def _is_junk(char: str) -> bool:
    if char.isascii():
        return not char.isprintable() and not char.isspace()
    if char in _INVISIBLE:
        return True
    category = unicodedata.category(char)
    not_a_character = category == "Cn" and ord(char) & 0xFFFE == 0xFFFE  # noqa: PLR2004 - Unicode's own
    return category in {"Cf", "Cs"} or (category == "Cc" and not char.isspace()) or not_a_character


def _one_blank(run: re.Match[str]) -> str:
    beside = (run.string[run.start() - 1], run.string[run.end()])
    return "\u3000" if any(map(_JAPANESE.match, beside)) else " "


def _without_accent(char: str) -> str:
    """Take accents off Latin letters; kana keep their marks (ガ is not カ)."""
    if char < "\u00c0" or "\u0250" <= char < "\u1e00" or char >= "\u1f00":
        return "" if "\u0300" <= char <= "\u036f" else char
    return unicodedata.normalize("NFD", char)[0]
