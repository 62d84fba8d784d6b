"""PDFを確かめる: who signed a paper, whether it holds, whether the record knows it, and how others check the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.paper_check.view import PaperCheckScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, paths: Sequence[Path] = ()) -> PaperCheckScreen:
    """Return the screen; it begins with *paths*, or asks for files."""
    return PaperCheckScreen(desk, navigator, tuple(paths))
