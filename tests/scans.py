"""What scanners make of printed pages: pictures skewed, turned, blurred, faded, noisy, and stacks of them as files."""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO

import pypdfium2
import segno
from PIL import Image, ImageDraw, ImageFilter

from desktop_app.journal.packed import decode_packed, encode_packed
from desktop_app.papers.page.page_code import QR_VERSION
from desktop_app.papers.page.pen_places import CODE_LEFT, CODE_SIDE, CODE_TOP, Region
from desktop_app.papers.scanning.stack import (
    PagePictures,
    Pictures,
    SeenPage,
    SeenPart,
    StackPart,
    WantedPage,
    WantedPages,
    cut_pages,
    read_stack,
)


def pictures(pdf: bytes, dpi: int = 200, pages: slice = slice(None)) -> list[Image.Image]:
    """Pages as a scanner sees them, grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in list(document)[pages]]
    finally:
        document.close()


def coded(page: Image.Image, held: bytes, dpi: int) -> Image.Image:
    """The page with another code where its own stands."""
    out = BytesIO()
    segno.make_qr(held, error="m", version=QR_VERSION, boost_error=False).save(out, kind="png", scale=4, border=0)
    side, left, top = (round(mm / 25.4 * dpi) for mm in (CODE_SIDE, CODE_LEFT, CODE_TOP))
    changed = page.copy()
    changed.paste(Image.open(out).convert("L").resize((side, side)), (left, top))
    return changed


def ticked(page: Image.Image, x: float, y: float, dpi: int) -> Image.Image:
    """The page with a tick by hand around (x, y) in mm of the form."""
    mm = dpi / 25.4
    points = [((x - 1.6) * mm, y * mm), ((x - 0.2) * mm, (y + 1.8) * mm), ((x + 2.8) * mm, (y - 2.6) * mm)]
    marked = page.copy()
    ImageDraw.Draw(marked).line(points, fill=60, width=round(0.6 * mm))
    return marked


def scanned(
    image: Image.Image,
    *,
    angle: float = 0.0,
    turned: int = 0,
    blur: float = 0.0,
    ink: float = 1.0,
    noise: int = 0,
    seed: int = 1,
) -> Image.Image:
    """One picture as a poor scanner delivers it: *ink* 0.35 leaves a third of the black, *noise* is its deviation."""
    if angle:
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    if turned:
        image = image.rotate(90 * turned, expand=True)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    if ink < 1:
        image = image.point(lambda value: 255 - (255 - value) * ink)
    if noise:
        dice = random.Random(seed)
        grain = bytes(max(0, min(255, round(dice.gauss(128, noise)))) for _ in range(1 << 16))
        tile = Image.frombytes("L", (256, 256), grain)
        speckled = Image.new("L", image.size)
        for x in range(0, image.width, 256):
            for y in range(0, image.height, 256):
                speckled.paste(tile, (x, y))
        image = Image.blend(image, speckled, 0.25)
    return image


def as_file(images: Sequence[Image.Image], kind: str, **options) -> bytes:
    """Pictures as one file: ``pdf`` and ``tiff`` hold several, ``jpeg`` and ``png`` the first."""
    out = BytesIO()
    first, *rest = (image.copy() for image in images)
    if kind in {"pdf", "tiff"}:
        options |= {"save_all": True, "append_images": rest}
    first.save(out, kind.upper(), resolution=200.0, **options) if kind == "pdf" else first.save(
        out, kind.upper(), **options
    )
    return out.getvalue()


def seen(data: bytes, first: int = 0, count: int = 50) -> SeenPart:
    """What the reader answers, here without a process of its own."""
    return decode_packed(read_stack(encode_packed(StackPart(data, first, count))), SeenPart)


def cut(data: bytes, page: SeenPage, regions: Sequence[Region]) -> PagePictures:
    """What is cut out of a page that was seen."""
    assert page.placing is not None
    wanted = WantedPages(data, (WantedPage(page.number, page.placing, page.fine, tuple(regions)),))
    return decode_packed(cut_pages(encode_packed(wanted)), Pictures).pages[0]
