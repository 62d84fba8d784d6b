"""Where on a printed page something is, in the units PDF programs use.

Form designs are in millimetres from the top left of the sheet;
signature fields need points from the bottom left.
"""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in PDF points from the bottom left of page *page* (0 is the first page)."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
