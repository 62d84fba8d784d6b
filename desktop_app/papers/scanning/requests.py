"""Requests to join in a picture or PDF: the QR codes that hold something sealed with age.

``read_codes`` takes bytes and returns bytes, so that it can run in a process of its own: what is handed in was made
elsewhere. What the codes hold is judged by who can open it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

from desktop_app.journal.packed import decode_packed, encode_packed
from desktop_app.papers.scanning.pictures import Pages, opened

READ_TASK = "desktop_app.papers.scanning.requests:read_codes"

SEALED = b"age-encryption.org/v1\n"
"""How everything sealed with age begins (age-encryption.org/v1)."""

MOST_PAGES = 10
_MOST_CODES = 10


@dataclass(frozen=True, slots=True)
class SealedCodes:
    """How many pages there are, and what their codes hold, each once."""

    pages: int
    held: tuple[bytes, ...] = ()


def read_codes(payload: bytes) -> bytes:
    """Answer a packed file with packed SealedCodes. Raises whatever the parsers raise for a file they refuse."""
    with opened(decode_packed(payload, bytes)) as pages:
        count = len(pages)
        if count > MOST_PAGES:
            return encode_packed(SealedCodes(count))
        found = dict.fromkeys(held for number in range(count) for held in _held(pages, number))
        return encode_packed(SealedCodes(count, tuple(found)[:_MOST_CODES]))


def _held(pages: Pages, number: int) -> tuple[bytes, ...]:
    for image in _attempts(pages, number):
        if found := _read(image):
            return found
    return ()


def _attempts(pages: Pages, number: int) -> Iterator[Image.Image]:
    """Yield a page as it is, then clearer, then with more pixels where the file can give them."""
    image = pages.grey(number)
    yield image
    yield ImageOps.autocontrast(image, cutoff=1)
    finer = pages.finer(number)
    if finer is not None:
        yield finer
    elif image.width * image.height <= 4_000_000:  # a small picture of a large code
        yield image.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)


def _read(image: Image.Image) -> tuple[bytes, ...]:
    import zxingcpp

    codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return tuple(code.bytes for code in codes if code.bytes.startswith(SEALED))
