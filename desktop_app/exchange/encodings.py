"""Which characters and which delimiter a text file is written in.

Personnel departments send cp932, UTF-8 with and without BOM, and UTF-16 in both orders (domain notes §6.4).
What cannot be told for certain is refused: a wrong guess would silently change names.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from desktop_app.errors import EncodingUnknown, NotATable

DELIMITERS = (",", "\t", ";")
ENCODINGS = ("cp932", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be")  # told by themselves
_ON_REQUEST = ("utf-16", "euc_jp", "iso2022_jp")  # read when a person says so

_SAMPLE = 64_000
_SAMPLE_ROWS = 50
_ALIASES = {
    **dict.fromkeys(("shift_jis", "sjis", "shift-jis", "ms932", "windows-31j", "mbcs"), "cp932"),
    **dict.fromkeys(("utf8", "utf_8"), "utf-8"),
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BOMS_REFUSED = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_OFFICE_CHARACTERS = re.compile(
    r"[\t\r\n -~\u00a0-\u024f\u1e00-\u1eff\u2000-\u22ff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\uff00-\uffef\U00020000-\U0003ffff\U000e0100-\U000e01ef]"
)
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ISO_2022 = re.compile(rb"\x1b[$(][@BJI]")
_PLAUSIBLE = 0.9
_GARBLED = 0.3  # more half-width kana than this is EUC-JP read as cp932
_BINARY = 0.02  # more control characters than this is no text


def decode(data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the text (without BOM) and the name of its encoding, found out when *encoding* is None.

    Raises EncodingUnknown, NotATable (control characters throughout).
    """
    name, told = _tell(data) if encoding is None else (_known(encoding), None)
    try:
        # Telling the encoding has decoded the whole text already.
        text = (told if told is not None else data.decode(name)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise EncodingUnknown(encoding=encoding) from None
    start = text[:_SAMPLE]
    if "\x00" in text or len(_CONTROLS.findall(start)) > len(start) * _BINARY:
        raise NotATable(looks_like="unknown")
    return text, name


def tell_delimiter(text: str) -> str:
    """Return the delimiter that cuts the first rows into the most, most regular cells (a comma if none does)."""
    best, best_score = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        rows = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in islice(rows, _SAMPLE_ROWS) if len(row) > 1)
        except csv.Error:  # the reader proper will name the row
            continue
        score = max((width * count for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _known(encoding: str) -> str:
    name = encoding.strip().lower()
    name = _ALIASES.get(name, name)
    if name not in (*ENCODINGS, *_ON_REQUEST):
        raise EncodingUnknown(encoding=encoding)
    return name


def _tell(data: bytes) -> tuple[str, str | None]:
    """Return the encoding, and the text where finding out has decoded it."""
    if data.startswith(_BOMS_REFUSED):
        raise EncodingUnknown(encoding="utf-32")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, None
    if b"\x00" in data[:_SAMPLE]:
        return _utf_16(data), None
    if _ISO_2022.search(data):
        raise EncodingUnknown(encoding="iso-2022-jp")
    whole = _decoded(data, "utf-8")
    if whole is not None:
        return "utf-8", whole
    whole = _decoded(data, "cp932")
    if whole is None:
        raise EncodingUnknown(encoding=None)
    text = data[:_SAMPLE].decode("cp932", errors="ignore")
    if len(_HALF_WIDTH.findall(text)) > len(text) * _GARBLED and _decoded(data, "euc_jp") is not None:
        raise EncodingUnknown(encoding="euc-jp")
    return "cp932", whole


def _utf_16(data: bytes) -> str:
    """Tell the byte order of UTF-16 without BOM: only one order gives characters an office uses."""
    sample = data[:_SAMPLE]
    shares = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, errors="replace")
        shares[name] = len(_OFFICE_CHARACTERS.findall(text)) / len(text)
    best = max(shares, key=lambda name: shares[name])
    text = sample.decode(best, errors="replace")
    if shares[best] < _PLAUSIBLE or not (set(DELIMITERS) & set(text)):
        raise NotATable(looks_like="unknown")
    return best


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
