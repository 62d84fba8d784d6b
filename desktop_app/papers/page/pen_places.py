"""Where on a page meant for the pen its code and its locating marks stand (paper notes §10), in mm from the top left.

A module of its own, so that who reads scans need not load what draws pages.
"""

from __future__ import annotations

from dataclasses import dataclass

CODE_LEFT, CODE_TOP, CODE_SIDE = 168.2, 9.0, 20.5
"""The code, without its quiet zone."""

CODE_EDGE = CODE_LEFT - 3.5
"""How far to the right a page's head may go beside the code."""

MARK_SIDE = 2.5
MARKS = ((12.0, 12.0), (12.0, 283.0), (195.5, 283.0))
"""The top left corners of the locating marks."""


@dataclass(frozen=True, slots=True)
class Region:
    """A piece of a page that is shown to the manager: an item's row, or another part; *what* names it."""

    what: str
    x: float
    y: float
    width: float
    height: float
