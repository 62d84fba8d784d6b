"""読み取った紙の取り込み: scanned files looked through, every page put to its case, the cases' pages kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.scans.view import ScansScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, paths: Sequence[Path] = ()) -> ScansScreen:
    """Return the screen; it begins with *paths*, or asks for files."""
    return ScansScreen(desk, navigator, tuple(paths))
