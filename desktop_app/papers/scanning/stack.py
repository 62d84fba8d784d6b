"""A stack of scanned pages: which code each page carries, and the pieces a manager confirms answers against.

``read_stack`` and ``copy_pages`` take bytes and return bytes, so that they can run in a process of their own: what is
handed in was made elsewhere. Nothing written by hand is read here (issue: never guessed), and no signature is
judged: that takes the workplace's certificates, which this process is not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from desktop_app.journal.codec import decode_packed, encode_packed
from desktop_app.papers.page.page_code import PageCode, read_code
from desktop_app.papers.page.pen_places import Region
from desktop_app.papers.scanning.locating import FoundCode, Placing, cut, find_codes, place
from desktop_app.papers.scanning.pictures import Pages, TooManyPixelsError, opened

MOST_PAGES = 200
"""Pages of one file."""

LARGEST_FILE = 256 * 1024 * 1024

READ_TASK = "desktop_app.papers.scanning.stack:read_stack"
COPY_TASK = "desktop_app.papers.scanning.stack:copy_pages"

_A4 = (0.0, 0.0, 210.0, 297.0)
_PAGE_SCALE = 100 / 25.4  # pixels a mm: enough to see what a page is
_STRIP_SCALE = 200 / 25.4
_MARGIN = 1.0  # mm around a row: pens cross lines
_LOOSE_MARGIN = 3.0  # where marks were not found
_QUALITY = 80
_COPY_SIDE, _COPY_QUALITY = 2400, 85


@dataclass(frozen=True, slots=True)
class StackPart:
    """What is asked: pages from *first* on, at most *count*. *layouts*: the regions of a page by ``layout_key``."""

    data: bytes
    first: int
    count: int
    layouts: dict[str, tuple[Region, ...]]


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture of one region (JPEG, grey)."""

    what: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page of the file (0 is the first): the text of its code (empty: none), other codes on it, and pictures.

    *marks* of three locating marks were found; *turns* by 90° to the left make it upright. *problem* is empty,
    ``pixels`` (too many) or ``unreadable``; then there is no picture.
    """

    number: int
    code: str = ""
    others: tuple[str, ...] = ()
    marks: int = 0
    turns: int = 0
    picture: bytes = b""
    strips: tuple[Strip, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SeenPart:
    """The answer: how many pages the file has, and those asked for."""

    pages: int
    seen: tuple[SeenPage, ...]


@dataclass(frozen=True, slots=True)
class WantedPages:
    """Pages to be copied, each with its quarter turns to the left."""

    data: bytes
    pages: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """Pages as JPEG in colour, upright."""

    pictures: tuple[bytes, ...]


def layout_key(code: PageCode) -> str:
    """Return under which key a page's regions are looked up: the same page of every case of a programme."""
    return f"{code.wording}/{code.form.name}/{code.revision}/{code.page}/{code.pages}"


def read_stack(payload: bytes) -> bytes:
    """Answer a packed StackPart with a packed SeenPart. Raises whatever the parsers raise for a file they refuse."""
    part = decode_packed(payload, StackPart)
    with opened(part.data) as pages:
        count = len(pages)
        wanted = range(part.first, min(part.first + part.count, count)) if count <= MOST_PAGES else range(0)
        return encode_packed(SeenPart(count, tuple(_seen(pages, number, part.layouts) for number in wanted)))


def copy_pages(payload: bytes) -> bytes:
    """Answer packed WantedPages with packed Copies."""
    wanted = decode_packed(payload, WantedPages)
    with opened(wanted.data) as pages:
        return encode_packed(Copies(tuple(_copy(pages.coloured(number), turns) for number, turns in wanted.pages)))


def _seen(pages: Pages, number: int, layouts: dict[str, tuple[Region, ...]]) -> SeenPage:
    try:
        image = pages.grey(number)
        codes = find_codes(image)
        if not codes and (finer := pages.finer(number)):
            image, codes = finer, find_codes(finer)
    except (TooManyPixelsError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return SeenPage(number, problem="pixels")
    except Exception:  # noqa: BLE001 - a page of strangers' bytes: whatever the parser raises means the same
        return SeenPage(number, problem="unreadable")
    if not codes:
        return SeenPage(number, picture=_jpeg(_small(image)))
    placing = place(image, codes[0])
    others = tuple(code.text for code in codes[1:] if code.text != codes[0].text)
    return _pictured(number, image, codes[0], placing, others, layouts)


def _pictured(
    number: int,
    image: Image.Image,
    code: FoundCode,
    placing: Placing,
    others: tuple[str, ...],
    layouts: dict[str, tuple[Region, ...]],
) -> SeenPage:
    turns = placing.quarter_turns
    factor = int(placing.scale / _STRIP_SCALE)
    if factor > 1:
        image, placing = image.reduce(factor), placing.reduced(factor)
    margin = _MARGIN if placing.marks else _LOOSE_MARGIN
    scale = min(_STRIP_SCALE, placing.scale)
    strips = tuple(
        Strip(
            region.what,
            _jpeg(
                cut(
                    image,
                    placing,
                    (region.x - margin, region.y - margin, region.width + 2 * margin, region.height + 2 * margin),
                    scale,
                )
            ),
        )
        for region in _regions(code.text, layouts)
    )
    coarser = max(1, int(placing.scale / _PAGE_SCALE * 1.1))
    whole = _jpeg(cut(image.reduce(coarser), placing.reduced(coarser), _A4, _PAGE_SCALE))
    return SeenPage(number, code.text, others, placing.marks, turns, whole, strips)


def _regions(text: str, layouts: dict[str, tuple[Region, ...]]) -> tuple[Region, ...]:
    try:
        return layouts.get(layout_key(read_code(text).code), ())
    except ValueError:
        return ()


def _small(image: Image.Image) -> Image.Image:
    small = image.copy()
    small.thumbnail((1200, 1200))
    return small


def _copy(image: Image.Image, turns: int) -> bytes:
    image.thumbnail((_COPY_SIDE, _COPY_SIDE))
    if turns:
        image = image.rotate(90 * turns, expand=True)
    return _jpeg(image, _COPY_QUALITY)


def _jpeg(image: Image.Image, quality: int = _QUALITY) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
