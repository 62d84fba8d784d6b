"""Where the files in ``resources/`` are, from a checkout, an installed wheel or a frozen bundle."""

from __future__ import annotations

import sys
from pathlib import Path

_ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"


def resource_path(relative: str) -> Path:
    """Return the path of a bundled resource, e.g. ``"fonts/BIZUDMincho-Regular.ttf"``."""
    return _ROOT / relative
