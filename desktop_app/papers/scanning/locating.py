"""A page's code in its picture, and by it and the locating marks where every millimetre lies (paper notes §10)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image, ImageFilter, ImageOps

from desktop_app.papers.page.page_code import PREFIX
from desktop_app.papers.page.pen_places import CODE_LEFT, CODE_SIDE, CODE_TOP, MARK_SIDE, MARKS

if TYPE_CHECKING:
    import zxingcpp

Point = tuple[float, float]

_CODE_RIGHT, _CODE_BOTTOM = CODE_LEFT + CODE_SIDE, CODE_TOP + CODE_SIDE
_CODE_CORNERS = (
    (CODE_LEFT, CODE_TOP),
    (_CODE_RIGHT, CODE_TOP),
    (_CODE_RIGHT, _CODE_BOTTOM),
    (CODE_LEFT, _CODE_BOTTOM),
)
_AROUND = 7.0
"""How far from where the code says a mark is looked for, in mm: nothing else is printed that near."""
_FINE = 6  # pixels a mm in that search
_BOX = round(MARK_SIDE * _FINE)
_LEAST_CONTRAST = 35  # of 255: a mark faded to a third still has more
_REACH = round(_BOX * 1.25)  # from a mark's middle: two and a half times as wide as the mark
_SHADE = 0.35  # how much of a mark's darkness what surrounds it may have
_ORDER = (MARKS[0], MARKS[2], MARKS[1])  # the nearest first: each one found makes the next easier


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code of ours in a picture: what it holds and its corners in pixels, from its own upper left clockwise."""

    held: bytes
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a millimetre (x, y) of the form lies in the picture: (ax + by + c, dx + ey + f).

    *marks* of the three locating marks were found.
    """

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    marks: int = 0

    @property
    def scale(self) -> float:
        """Pixels a mm."""
        return float(abs(self.a * self.e - self.b * self.d) ** 0.5)

    @property
    def quarter_turns(self) -> int:
        """How many times the picture has to be turned left by 90° until it stands upright."""
        if abs(self.a) >= abs(self.d):
            return 0 if self.a > 0 else 2
        return 1 if self.d > 0 else 3

    def at(self, x: float, y: float) -> Point:
        """Return where a point of the form lies."""
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def reduced(self, factor: int) -> Placing:
        """Return the same for a picture reduced by *factor*."""
        a, b, c, d, e, f = (value / factor for value in (self.a, self.b, self.c, self.d, self.e, self.f))
        return Placing(a, b, c, d, e, f, self.marks)


def find_codes(image: Image.Image) -> tuple[FoundCode, ...]:
    """Return the codes of ours in a picture, none when there is none to be read."""
    for tried in _attempts(image):
        if found := _read(*tried):
            return found
    return ()


def _attempts(image: Image.Image) -> Iterator[tuple[Image.Image, Point, float]]:
    """Yield pieces to look at, each with its origin and how much larger it is: where codes stand, then everywhere."""
    wide, high = image.size
    corner = (round(wide * 0.38), round(high * 0.24)) if high >= wide else (round(wide * 0.24), round(high * 0.38))
    right, bottom = wide - corner[0], high - corner[1]
    # Upright and on its head; for a page on its side, turned left and right.
    places = ((right, 0), (0, bottom)) if high >= wide else ((0, 0), (right, bottom))
    pieces = [(image.crop((x, y, x + corner[0], y + corner[1])), (float(x), float(y))) for x, y in places]
    for piece, origin in pieces:
        yield piece, origin, 1.0
    yield image, (0.0, 0.0), 1.0
    for piece, origin in pieces:  # faint or coarse
        clear = ImageOps.autocontrast(piece.filter(ImageFilter.MedianFilter(3)), cutoff=1)
        yield clear.resize((piece.width * 2, piece.height * 2), Image.Resampling.BICUBIC), origin, 2.0


def _read(image: Image.Image, origin: Point, larger: float) -> tuple[FoundCode, ...]:
    import zxingcpp  # only where pictures are read: the window knows no more than the shapes of this module

    codes = zxingcpp.read_barcodes(
        image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]), try_invert=False
    )
    return tuple(
        FoundCode(
            code.bytes,
            tuple((point.x / larger + origin[0], point.y / larger + origin[1]) for point in _corners(code.position)),
        )
        for code in codes
        if code.bytes.startswith(PREFIX)
    )


def _corners(position: zxingcpp.Position) -> tuple[zxingcpp.Point, ...]:
    return position.top_left, position.top_right, position.bottom_right, position.bottom_left


def place(image: Image.Image, code: FoundCode) -> Placing:
    """Return where the form lies in the picture: from the code's corners, made exact by the locating marks."""
    pairs = list(zip(_CODE_CORNERS, code.corners, strict=True))
    placing = _fit(pairs)
    found = 0
    for x, y in _ORDER:
        centre = (x + MARK_SIDE / 2, y + MARK_SIDE / 2)
        seen = _mark(image, placing, centre)
        if seen is not None:
            pairs.append((centre, seen))
            found += 1
            placing = _fit(pairs)
    a, b, c, d, e, f = placing.a, placing.b, placing.c, placing.d, placing.e, placing.f
    return Placing(a, b, c, d, e, f, found)


def cut(
    image: Image.Image, placing: Placing, box: tuple[float, float, float, float], pixels_per_mm: float
) -> Image.Image:
    """Return a box of the form (x, y, width, height in mm) as an upright picture."""
    x, y, wide, high = box
    size = max(1, round(wide * pixels_per_mm)), max(1, round(high * pixels_per_mm))
    left, top = placing.at(x, y)
    step = 1 / pixels_per_mm
    matrix = (placing.a * step, placing.b * step, left, placing.d * step, placing.e * step, top)
    return image.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=255)


def _mark(image: Image.Image, placing: Placing, centre: Point) -> Point | None:
    """Return where the locating mark near *centre* (mm) lies in the picture, None when none is to be seen."""
    left, top = centre[0] - _AROUND, centre[1] - _AROUND
    window = cut(image, placing, (left, top, 2 * _AROUND, 2 * _AROUND), _FINE)
    blurred = window.filter(ImageFilter.BoxBlur((_BOX - 1) / 2))
    values = blurred.tobytes()
    darkest, paper = min(values), max(values)
    contrast = paper - darkest
    if contrast < _LEAST_CONTRAST:
        return None
    near = blurred.point([255 if value <= darkest + 2 else 0 for value in range(256)]).getbbox()
    assert near is not None, "the darkest spot is as dark as itself"
    x, y = (near[0] + near[2] - 1) // 2, (near[1] + near[3] - 1) // 2
    box = (x - _REACH, y - _REACH, x + _REACH + 1, y + _REACH + 1)
    if box[0] < 0 or box[1] < 0 or box[2] > window.width or box[3] > window.height:
        return None
    patch = window.crop(box)
    if not _is_alone(patch, darkest, paper):
        return None
    inner_x, inner_y = _centre_of_ink(patch, paper - 0.4 * contrast)
    # A pixel's middle is half a pixel from its edge.
    return placing.at(left + (box[0] + inner_x + 0.5) / _FINE, top + (box[1] + inner_y + 0.5) / _FINE)


def _is_alone(patch: Image.Image, darkest: int, paper: int) -> bool:
    """Whether there is paper around the dark square in the middle of *patch*: a shadow or a line is no mark."""
    values = patch.tobytes()
    share = _BOX**2 / len(values)
    ring = (sum(values) / len(values) - darkest * share) / (1 - share)
    return ring >= paper - _SHADE * (paper - darkest)


def _centre_of_ink(patch: Image.Image, lightest: float) -> Point:
    ink = patch.point([max(0, round(lightest) - value) for value in range(256)]).convert("F")
    across = array("f", ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes())
    down = array("f", ink.resize((1, ink.height), Image.Resampling.BOX).tobytes())
    return _middle(across), _middle(down)


def _middle(weights: Sequence[float]) -> float:
    return sum(at * weight for at, weight in enumerate(weights)) / sum(weights)


def _fit(pairs: Sequence[tuple[Point, Point]]) -> Placing:
    """Return the affine map that leaves the least squares between points of the form (mm) and of the picture."""
    count = float(len(pairs))
    mx, my = sum(p[0] for p, _ in pairs) / count, sum(p[1] for p, _ in pairs) / count
    px, py = sum(q[0] for _, q in pairs) / count, sum(q[1] for _, q in pairs) / count
    xx = sum((p[0] - mx) ** 2 for p, _ in pairs)
    yy = sum((p[1] - my) ** 2 for p, _ in pairs)
    xy = sum((p[0] - mx) * (p[1] - my) for p, _ in pairs)
    determinant = xx * yy - xy * xy

    def solved(values: Sequence[float], mean: float) -> tuple[float, float, float]:
        x = sum((p[0] - mx) * (v - mean) for (p, _), v in zip(pairs, values, strict=True))
        y = sum((p[1] - my) * (v - mean) for (p, _), v in zip(pairs, values, strict=True))
        first, second = (x * yy - y * xy) / determinant, (y * xx - x * xy) / determinant
        return first, second, mean - first * mx - second * my

    return Placing(*solved([q[0] for _, q in pairs], px), *solved([q[1] for _, q in pairs], py))
