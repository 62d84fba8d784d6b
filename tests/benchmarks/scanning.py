"""A hundred scanned pages: matched to their cases with every row cut out, against bare zxing-cpp on the same pictures.

Also how many poor scans are read at all (paper notes §10: 72 of 72).
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PIL import Image, TiffImagePlugin

from desktop_app.app import App
from desktop_app.usecases import answering, paper_printing
from desktop_app.usecases.paper_pages import PageStanding
from desktop_app.usecases.paper_scans import take_in_scan
from tests.benchmarks.measure import Figure, ratio
from tests.homes import found, register
from tests.scans import as_file, pictures, scanned, seen

PAGES = 100
POOR = 24
"""Scans of each resolution, as the design's measurement had them."""


def _packs(app: App, dpi: int) -> Iterator[Image.Image]:
    for number in range(PAGES // 5):
        case_id = register(app, f"{dpi}{number:04}", "佐藤　太郎")
        answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
        yield from pictures(paper_printing.print_pack(app, case_id).pdf, dpi)


def _speed(app: App, folder: Path, dpi: int) -> Figure:
    dice = random.Random(dpi)
    path = folder / f"{dpi}.tiff"
    with TiffImagePlugin.AppendingTiffWriter(str(path), new=True) as stack:
        for number, page in enumerate(_packs(app, dpi)):
            turned = 2 if number % 4 == 0 else 0
            scanned(page, angle=dice.uniform(-2, 2), turned=turned).save(stack, "TIFF", compression="jpeg")
            stack.newFrame()

    def ours() -> None:
        assert len(take_in_scan(app, [path]).of(PageStanding.MATCHED)) == PAGES

    def bare() -> None:
        with Image.open(path) as stack:
            for number in range(PAGES):
                stack.seek(number)
                assert zxingcpp.read_barcodes(stack.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)

    return ratio(f"{PAGES} scanned pages at {dpi} dpi matched", 1.2, ours, bare, runs=3)


def _poor(pdf: bytes, dpi: int) -> int:
    """Return how many of POOR scans cannot be read."""
    dice = random.Random(dpi)
    images = pictures(pdf, dpi)
    missed = 0
    for number in range(POOR):
        poor = scanned(
            images[number % len(images)],
            angle=dice.uniform(-6, 6),
            turned=2 if number % 4 == 0 else 0,
            blur=dice.uniform(0, 0.5) * dpi / 150,
            ink=dice.uniform(0.35, 1),
            noise=dice.randrange(10, 60),
            seed=number,
        )
        (page,) = seen(as_file([poor], "jpeg", quality=dice.randrange(50, 90))).seen
        missed += not page.code
    return missed


def figures() -> list[Figure]:
    """Return the ratios, and how many poor scans were not read."""
    with tempfile.TemporaryDirectory() as folder:
        app = found(Path(folder))
        try:
            speeds = [_speed(app, Path(folder), dpi) for dpi in (200, 300)]
            case_id = register(app, "0012345", "佐藤　太郎")
            answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
            pdf = paper_printing.print_pack(app, case_id).pdf
        finally:
            app.close()
    missed = {dpi: _poor(pdf, dpi) for dpi in (150, 200, 300)}
    detail = f"of {POOR} each: " + ", ".join(f"{dpi} dpi {count}" for dpi, count in missed.items())
    return [*speeds, Figure("poor scans not read", sum(missed.values()), 0, "pages", detail)]
