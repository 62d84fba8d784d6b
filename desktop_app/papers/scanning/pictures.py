"""The pages of a foreign file as pictures: PDF, TIFF (several pages), JPEG, PNG, within bounds.

Runs in a process of its own (``stack``): here parsers written in C meet strangers' bytes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from PIL import Image

if TYPE_CHECKING:
    import pypdfium2

MOST_PIXELS = 40_000_000
"""Of a page: A4 at 600 dpi has 35 million, A3 at 400 dpi 31."""

_PDF_DPI, _FINE_PDF_DPI = 200, 300
_POINTS_PER_INCH = 72
_FORMATS = ("JPEG", "PNG", "TIFF")
_WELL_KNOWN = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\0", b"MM\0*")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class TooManyPixelsError(ValueError):
    """A page has more pixels than any scan of an office has."""


class Pages(Protocol):
    """An opened file."""

    def __len__(self) -> int: ...

    def grey(self, number: int) -> Image.Image:
        """Return a page (0 is the first) in grey."""

    def finer(self, number: int) -> Image.Image | None:
        """Return it with more pixels where the file can give them."""

    def coloured(self, number: int) -> Image.Image:
        """Return it as it is."""


@contextmanager
def opened(data: bytes) -> Iterator[Pages]:
    """Open a PDF or a picture; raises ValueError or what the parser raises when it is neither."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        warnings.filterwarnings("ignore", category=UserWarning, module="PIL")  # odd tags of scanners
        if not data.startswith(_WELL_KNOWN) and b"%PDF-" not in data[:1024]:
            raise ValueError("neither a PDF nor a picture")
        if b"%PDF-" in data[:1024]:
            import pypdfium2

            document = pypdfium2.PdfDocument(data)
            try:
                yield _PdfPages(document)
            finally:
                document.close()
        else:
            try:
                image = Image.open(BytesIO(data), formats=_FORMATS)
            except (Image.DecompressionBombError, Image.DecompressionBombWarning):
                yield _TooLarge()
                return
            with image:
                yield _Frames(image)


class _PdfPages:
    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def grey(self, number: int) -> Image.Image:
        return self._render(number, _PDF_DPI, grey=True)

    def finer(self, number: int) -> Image.Image | None:
        return self._render(number, _FINE_PDF_DPI, grey=True)

    def coloured(self, number: int) -> Image.Image:
        return self._render(number, _PDF_DPI, grey=False)

    def _render(self, number: int, dpi: int, *, grey: bool) -> Image.Image:
        page = self._document[number]
        try:
            wide, high = (length / _POINTS_PER_INCH * dpi for length in page.get_size())
            if not 0 < wide * high <= MOST_PIXELS:
                raise TooManyPixelsError
            scale = dpi / _POINTS_PER_INCH
            picture: Image.Image = page.render(scale=scale, grayscale=grey, may_draw_forms=False).to_pil()
            return picture.convert("L" if grey else "RGB")
        finally:
            page.close()


class _TooLarge:
    """A picture that is not even opened."""

    def __len__(self) -> int:
        return 1

    def grey(self, number: int) -> Image.Image:  # noqa: ARG002 - there is but one
        raise TooManyPixelsError

    finer = coloured = grey


class _Frames:
    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self._count = int(getattr(image, "n_frames", 1))

    def __len__(self) -> int:
        return self._count

    def grey(self, number: int) -> Image.Image:
        return self._frame(number, "L")

    def finer(self, number: int) -> Image.Image | None:  # noqa: ARG002 - a picture has what it has
        return None

    def coloured(self, number: int) -> Image.Image:
        return self._frame(number, "RGB")

    def _frame(self, number: int, mode: str) -> Image.Image:
        image = self._image
        if self._count > 1:
            image.seek(number)
        if image.width * image.height > MOST_PIXELS:
            raise TooManyPixelsError
        image.draft(mode, image.size)
        if image.mode in ("I;16", "I;16B", "I", "F"):  # 16 bits of grey: scanners of photographs
            return image.point(lambda value: value / 256).convert(mode)
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            paper = Image.new("RGBA", image.size, "white")
            paper.alpha_composite(image.convert("RGBA"))
            return paper.convert(mode)
        return image.convert(mode) if image.mode != mode else image.copy()
