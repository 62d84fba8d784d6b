"""Names of workplaces over several lines: 中央ネットワーク／サービスセンター, never サービスセ／ンター.

Japanese is written without spaces, and Qt breaks it anywhere. Workplaces are put together from few words; a line
ends where the script changes or where one of these begins.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QFontMetricsF

_WORDS = "ネットワーク|サービス|センター|グループ|システム|エネルギー|コントロール|オペレーション|ソリューション"
_PIECE = re.compile(
    rf"（[^（）]*）|(?:{_WORDS})|[ァ-ヶー・]+?(?={_WORDS}|[^ァ-ヶー・]|$)|[一-鿿々〇]+|[0-9A-Za-z.\-]+|\s+|."
)


def broken_at_words(name: str, font: QFont, width: float) -> str:
    """Return *name* with line breaks between its words where it is wider than *width*."""
    measure = QFontMetricsF(font).horizontalAdvance
    lines = [""]
    for piece in _PIECE.findall(name):
        if lines[-1] and measure(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        if lines[-1] or piece.strip("\u3000 "):
            lines[-1] += piece
    return "\n".join(line.rstrip("\u3000 ") for line in lines)
