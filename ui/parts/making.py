"""A long paper made a little at a time on the desk lane, so that it can be looked at and stopped meanwhile.

Each turn is short: what else waits for the lane, such as drawing a page that is looked at, comes between two turns.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.papers.preview import PageSize

_TURN = 0.04  # seconds


class BitByBit(Protocol):
    """A printing of *total* rows: measured first, then drawn; single pages can be had once they are measured."""

    total: int

    @property
    def pages(self) -> int:
        """The number of pages measured so far."""

    def is_stale(self) -> bool:
        """Whether what it shows has changed since it began."""

    def measuring(self) -> Iterator[int]:
        """Measure; yields how many rows are done."""

    def drawing(self, out: BinaryIO) -> Iterator[int]:
        """Draw all pages; yields how many rows are done."""

    def page(self, number: int) -> bytes:
        """Return one measured page alone."""

    def anew(self) -> BitByBit:
        """Begin again with what is recorded now."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; *pages* can be looked at. *pdf* is the whole document once it is made."""

    done: int
    total: int
    drawn: bool
    pages: int
    size: PageSize | None
    pdf: bytes = b""


class Making:
    """One document on its way."""

    def __init__(self, printing: BitByBit) -> None:
        self._printing = printing
        self._begin()

    def go_on(self, _app: App) -> Progress:
        """Work for a moment (on the lane); begins again when the record has changed under it."""
        if self._printing.is_stale():
            self._printing = self._printing.anew()
            self._begin()
        until = time.monotonic() + _TURN
        for done in self._steps:
            if time.monotonic() >= until:
                return self._progress(done)
        return self._progress(self._printing.total, self._out.getvalue())

    def draw(self, app: App, page: int, dpi: float) -> tuple[int, int, bytes]:
        """Return the pixels of a page that is measured, though the document is not there yet."""
        return drawn(app, self._printing.page(page), 0, dpi)

    def _begin(self) -> None:
        self._out, self._is_drawing = BytesIO(), False
        self._size: PageSize | None = None
        self._steps = self._all_steps()

    def _all_steps(self) -> Iterator[int]:
        yield from self._printing.measuring()
        self._is_drawing = True
        yield from self._printing.drawing(self._out)

    def _progress(self, done: int, pdf: bytes = b"") -> Progress:
        pages = self._printing.pages
        if self._size is None and pages:
            from desktop_app.papers.preview import page_sizes

            self._size = page_sizes(self._printing.page(0))[0]
        return Progress(done, self._printing.total, self._is_drawing, pages, self._size, pdf)


def drawn(_app: App, pdf: bytes, page: int, dpi: float) -> tuple[int, int, bytes]:
    """Return a page as width, height and pixels, red first."""
    from desktop_app.papers.preview import render_page

    made = render_page(pdf, page, dpi=dpi)
    pixels = bytearray(made.pixels)
    # pdfium gives blue first, the view wants red first.
    pixels[0::4], pixels[2::4] = pixels[2::4], pixels[0::4]
    return made.stride // 4, made.height, bytes(pixels)
