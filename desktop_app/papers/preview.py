"""A page of a PDF as pixels, for the preview inside the application; no Qt here.

pdfium draws what the signatures show too (their fields), as a reader program would. It is not thread-safe:
callers stay on one lane.
"""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.papers.places import POINTS_PER_MM

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's size in mm."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """Opaque pixels, four bytes each in the order blue, green, red, alpha; *stride* bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """Return the size of every page. Raises PdfTampered when *pdf* cannot be read."""
    with _opened(pdf) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
    return tuple(PageSize(width / POINTS_PER_MM, height / POINTS_PER_MM) for width, height in sizes)


def render_page(pdf: bytes, page: int, *, dpi: float) -> RenderedPage:
    """Draw page *page* (0 is the first) on white, *dpi* pixels an inch.

    Raises PdfTampered when *pdf* cannot be read, IndexError for a page it does not have.
    """
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        document.init_forms()
        bitmap = document[page].render(
            scale=dpi / _POINTS_PER_INCH, force_bitmap_format=raw.FPDFBitmap_BGRA, maybe_alpha=False
        )
        return RenderedPage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as damage:
        raise PdfTampered(reason=PdfDamage.UNREADABLE, signature=None) from damage
