"""Where the name of a workplace breaks at the foot of the side bar."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF

from ui import theme
from ui.parts.place_names import broken_at_words

NAME = "中央ネットワークサービスセンター（NSC01）"


def test_a_workplace_breaks_between_words(qapp) -> None:
    lines = broken_at_words(NAME, theme.font("caption"), 154).split("\n")
    assert "".join(lines) == NAME
    assert len(lines) > 1
    assert all(line.startswith(("中央", "ネットワーク", "サービス", "センター", "（")) for line in lines)
    assert all(QFontMetricsF(theme.font("caption")).horizontalAdvance(line) <= 154 for line in lines)


def test_a_name_that_fits_stays_as_it_is(qapp) -> None:
    assert broken_at_words(NAME, theme.font("caption"), 1000) == NAME
    assert broken_at_words("Central office (C 1)", theme.font("caption"), 1000) == "Central office (C 1)"
    assert broken_at_words("Central office", theme.font("caption"), 60) == "Central\noffice"
