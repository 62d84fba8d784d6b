"""A QR code on a sheet, drawn as one filled path, so that no hair gaps appear between its modules."""

from __future__ import annotations

from collections.abc import Iterator

import segno

from desktop_app.papers.page.sheet import Sheet


def draw_qr(
    sheet: Sheet,
    x: float,
    y: float,
    held: str | bytes,
    *,
    side: float,
    quiet: int = 0,
    version: int | None = None,
    level: str = "m",
) -> None:
    """Draw *held* as a QR code of *level* in a square of *side* mm whose top left is (x, y).

    *quiet* modules are left free inside the square's edges. *version* fixes the number of modules, None takes the
    smallest. Raises ValueError for more than it has room for.
    """
    code = segno.make_qr(held, error=level, version=version, boost_error=version is None and level == "m")
    rows = [bytes(row) for row in code.matrix]
    module = side / (len(rows) + 2 * quiet)
    boxes = [
        (x + (quiet + start) * module, y + (quiet + number) * module, length * module, module)
        for number, row in enumerate(rows)
        for start, length in _dark_runs(row)
    ]
    sheet.filled_boxes(boxes)


def _dark_runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield (start, length) of the dark modules that lie side by side."""
    start = None
    for column, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            yield start, column - start
            start = None
