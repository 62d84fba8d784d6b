"""A stack of scanned pages: which code each page carries, then the pieces a manager confirms answers against.

``read_stack``, ``cut_pages`` and ``copy_pages`` take bytes and return bytes, so that they can run in a process of their
own: what is handed in was made elsewhere. Nothing written by hand is read here (issue: never guessed), and no signature
is judged: that takes the workplace's certificates, which this process is not given. Cutting is apart from reading,
because it costs three times as much and is wanted only of the case somebody looks at (measured).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from desktop_app.journal.packed import decode_packed, encode_packed
from desktop_app.papers.page.pen_places import Region
from desktop_app.papers.scanning.locating import Placing, cut, find_codes, place
from desktop_app.papers.scanning.pictures import Pages, TooManyPixelsError, opened

MOST_PAGES = 200
"""Pages of one file."""

LARGEST_FILE = 256 * 1024 * 1024

READ_TASK = "desktop_app.papers.scanning.stack:read_stack"
CUT_TASK = "desktop_app.papers.scanning.stack:cut_pages"
COPY_TASK = "desktop_app.papers.scanning.stack:copy_pages"

_A4 = (0.0, 0.0, 210.0, 297.0)
_PAGE_SCALE = 100 / 25.4  # pixels a mm: enough to see what a page is
_STRIP_SCALE = 200 / 25.4
_MARGIN = 1.0  # mm around a row: pens cross lines
_LOOSE_MARGIN = 3.0  # where marks were not found
_SMALL_SIDE = 1200
_INK = 0.005  # the share of a page that is surely ink
_QUALITY = 80
_COPY_SIDE, _COPY_QUALITY = 2400, 85


@dataclass(frozen=True, slots=True)
class StackPart:
    """What is asked: pages from *first* on, at most *count*."""

    data: bytes
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page of the file (0 is the first): what its code holds (empty: none), and other codes on it.

    *placing* says where the form lies in the picture, *fine* that a PDF's page had to be drawn with more pixels. A page
    without a code has its *picture* (JPEG) instead. *problem* is empty, ``pixels`` (too many) or ``unreadable``.
    """

    number: int
    code: bytes = b""
    others: tuple[bytes, ...] = ()
    placing: Placing | None = None
    fine: bool = False
    picture: bytes = b""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SeenPart:
    """The answer: how many pages the file has, and those asked for."""

    pages: int
    seen: tuple[SeenPage, ...]


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page to be shown: as it was seen, and the regions to cut out of it."""

    number: int
    placing: Placing
    fine: bool
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedPages:
    """Pages of one file."""

    data: bytes
    pages: tuple[WantedPage, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The picture of one region (JPEG, grey)."""

    what: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class PagePictures:
    """A page, upright (JPEG, grey), and its strips."""

    picture: bytes
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The answer to wanted pages."""

    pages: tuple[PagePictures, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """Pages as JPEG in colour, upright."""

    pictures: tuple[bytes, ...]


def read_stack(payload: bytes) -> bytes:
    """Answer a packed StackPart with a packed SeenPart. Raises whatever the parsers raise for a file they refuse."""
    part = decode_packed(payload, StackPart)
    with opened(part.data) as pages:
        count = len(pages)
        wanted = range(part.first, min(part.first + part.count, count)) if count <= MOST_PAGES else range(0)
        return encode_packed(SeenPart(count, tuple(_seen(pages, number) for number in wanted)))


def cut_pages(payload: bytes) -> bytes:
    """Answer packed WantedPages with packed Pictures."""
    wanted = decode_packed(payload, WantedPages)
    with opened(wanted.data) as pages:
        return encode_packed(Pictures(tuple(_pictures(pages, page) for page in wanted.pages)))


def copy_pages(payload: bytes) -> bytes:
    """Answer packed WantedPages with packed Copies."""
    wanted = decode_packed(payload, WantedPages)
    with opened(wanted.data) as pages:
        copies = [_copy(pages.coloured(page.number), page.placing.quarter_turns) for page in wanted.pages]
    return encode_packed(Copies(tuple(copies)))


def _seen(pages: Pages, number: int) -> SeenPage:
    fine = False
    try:
        image = pages.grey(number)
        codes = find_codes(image)
        if not codes and (finer := pages.finer(number)):
            image, codes, fine = finer, find_codes(finer), True
    except (TooManyPixelsError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return SeenPage(number, problem="pixels")
    except Exception:  # noqa: BLE001 - a page of strangers' bytes: whatever the parser raises means the same
        return SeenPage(number, problem="unreadable")
    if not codes:
        image.thumbnail((_SMALL_SIDE, _SMALL_SIDE))
        return SeenPage(number, picture=_jpeg(image))
    others = tuple(code.held for code in codes[1:] if code.held != codes[0].held)
    return SeenPage(number, codes[0].held, others, place(image, codes[0]), fine)


def _pictures(pages: Pages, page: WantedPage) -> PagePictures:
    image = (page.fine and pages.finer(page.number)) or pages.grey(page.number)
    placing = page.placing
    factor = int(placing.scale / _STRIP_SCALE)
    if factor > 1:
        image, placing = image.reduce(factor), placing.reduced(factor)
    image = _clearer(image)
    margin = _MARGIN if placing.marks else _LOOSE_MARGIN
    scale = min(_STRIP_SCALE, placing.scale)
    strips = []
    for region in page.regions:
        size = region.width + 2 * margin, region.height + 2 * margin
        picture = cut(image, placing, (region.x - margin, region.y - margin, *size), scale)
        strips.append(Strip(region.what, _jpeg(picture)))
    coarser = max(1, int(placing.scale / _PAGE_SCALE * 1.1))
    whole = cut(image.reduce(coarser), placing.reduced(coarser), _A4, _PAGE_SCALE)
    return PagePictures(_jpeg(whole), tuple(strips))


def _clearer(image: Image.Image) -> Image.Image:
    """Return the page with its paper white and its ink black: people are to read what is faint, too."""
    ink, paper = _brightness(image, _INK), _brightness(image, 0.5)
    span = max(1, paper - ink)
    return image.point([min(255, max(0, round((value - ink) * 255 / span))) for value in range(256)])


def _brightness(image: Image.Image, share: float) -> int:
    """Return which brightness (0..255) the darkest *share* of the pixels stays below."""
    left = share * image.width * image.height
    for value, count in enumerate(image.histogram()):
        left -= count
        if left <= 0:
            return value
    return 255


def _copy(image: Image.Image, turns: int) -> bytes:
    image.thumbnail((_COPY_SIDE, _COPY_SIDE))
    if turns:
        image = image.rotate(90 * turns, expand=True)
    return _jpeg(image, _COPY_QUALITY)


def _jpeg(image: Image.Image, quality: int = _QUALITY) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
