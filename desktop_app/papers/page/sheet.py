"""The sheet of paper: texts, rules and boxes in millimetres from the top left, texts by their baselines.

A thin skin over reportlab's canvas. Operators are written directly and each text is encoded once, because a
ledger of 10,000 rows must not take twice as long as drawing its bare strings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from io import BytesIO
from itertools import groupby
from typing import BinaryIO

from reportlab.lib.utils import ImageReader

from desktop_app.papers.page.archival import PDF_VERSION, Properties, make_archival
from desktop_app.papers.page.streamed import streaming_canvas
from desktop_app.papers.places import POINTS_PER_MM, Rect
from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import EmbeddedFont, Face, Lettering, embedded_font
from desktop_app.papers.typesetting.paragraph import SetLine
from desktop_app.papers.typesetting.runs import clusters, em_width, glyph_count, runs, solid_pairs

FINE = 0.25
"""Weight in pt of rules inside: columns, rows, underlines."""
BOLD = 0.6
"""Weight in pt of rules outside, under heads, around marks."""
_SIZE = "\0"  # stands for the size in an encoded text
_CACHED_TEXTS = 4_000
_A4 = (210.0, 297.0)


class Align(Enum):
    """Which point of a text its x means."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


class Ink(Enum):
    """The inks of our papers: black, the white of reversed marks, the vermilion of confirmation marks."""

    BLACK = "0 g 0 G"
    WHITE = "1 g 1 G"
    VERMILION = "0.741 0.161 0.102 rg 0.741 0.161 0.102 RG"


class Sheet:
    """A document being drawn, page by page, into *out*; a page is written there as it is finished."""

    def __init__(
        self,
        out: BinaryIO,
        *,
        title: str,
        author: str,
        created_at: dt.datetime,
        face: Face,
        landscape: bool = False,
        size_mm: tuple[float, float] = _A4,
        language: str = "ja",
    ) -> None:
        """Begin with an empty page; *face* is declared as the initial font, so that Helvetica is not."""
        self.width, self.height = (size_mm[1], size_mm[0]) if landscape else size_mm
        self.page = 0
        self._canvas = streaming_canvas(
            out,
            pagesize=(self.width * POINTS_PER_MM, self.height * POINTS_PER_MM),
            invariant=1,
            pageCompression=1,
            pdfVersion=PDF_VERSION,
            lang=language,
            initialFontName=embedded_font(face.value[0]).fontName,
        )
        make_archival(self._canvas._doc, Properties(title, author, created_at, language))  # noqa: SLF001 - no public way
        self._encoded: dict[tuple[str, Face], str] = {}

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Lettering,
        align: Align = Align.LEFT,
        *,
        condensed: float = 100,
    ) -> None:
        """Draw *text* with its baseline at *y*; *condensed* is 長体 in per cent.

        Right-aligned ink ends at *x*: a closing bracket's empty half does not count.
        """
        if not text:
            return
        if align is not Align.LEFT:
            wide = em_width(text, style.face)
            if align is Align.RIGHT and text[-1] in kinsoku.CLOSING:
                wide -= 0.5
            x -= wide * style.size * condensed / 100 / POINTS_PER_MM * align.value
        shown = self._encode(text, style.face).replace(_SIZE, f"{style.size:g}")
        if condensed != 100:
            shown = f"{condensed:g} Tz {shown} 100 Tz"
        self._put_text(x, y, shown)

    def set_line(self, x: float, y: float, line: SetLine, style: Lettering) -> None:
        """Draw a justified line."""
        self._put_text(x, y, self._encode_line(line, style.face).replace(_SIZE, f"{style.size:g}"))

    def spread(self, x: float, y: float, text: str, style: Lettering, width_mm: float) -> None:
        """Draw *text* spread over *width_mm* (均等割付); it extracts without the gaps."""
        spare = width_mm * POINTS_PER_MM - em_width(text, style.face) * style.size
        self._put_tracked(x, y, text, style, spare / max(1, glyph_count(text, style.face) - 1))

    def tracked(
        self,
        x: float,
        y: float,
        text: str,
        style: Lettering,
        tracking: float,
        *,
        align: Align = Align.LEFT,
    ) -> None:
        """Draw *text* with *tracking* em between its characters; it extracts without the gaps."""
        gaps = tracking * (glyph_count(text, style.face) - 1)
        wide = (em_width(text, style.face) + gaps) * style.size / POINTS_PER_MM
        self._put_tracked(x - wide * align.value, y, text, style, tracking * style.size)

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = FINE) -> None:
        """Draw a straight rule of *weight* pt."""
        self._put(f"{weight:g} w {self._at(x1, y1)} m {self._at(x2, y2)} l S")

    def box(self, x: float, y: float, wide: float, high: float, weight: float = BOLD) -> None:
        """Draw the outline of a box whose top left is (x, y)."""
        self._put(f"{weight:g} w {self._rect(x, y, wide, high)} re S")

    def filled_box(self, x: float, y: float, wide: float, high: float) -> None:
        """Fill a box."""
        self._put(f"{self._rect(x, y, wide, high)} re f")

    def filled_boxes(self, boxes: Sequence[tuple[float, float, float, float]]) -> None:
        """Fill boxes (x, y, wide, high) as one path, so that no hair gaps appear between them."""
        self._put(" ".join(f"{self._rect(*box)} re" for box in boxes) + " f")

    def path(self, points: Sequence[tuple[float, float]], weight: float) -> None:
        """Draw an open line through *points* with round ends and joins."""
        steps = " ".join(f"{self._at(x, y)} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
        self._put(f"q 1 J 1 j {weight:g} w {steps} S Q")

    def outlines(self, shapes: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Fill closed *shapes* by the non-zero rule, all as one path."""
        steps = [
            " ".join(f"{self._at(x, y)} {'l' if number else 'm'}" for number, (x, y) in enumerate(shape)) + " h"
            for shape in shapes
        ]
        if steps:
            self._put("\n".join(steps) + " f")

    def circle(self, x: float, y: float, diameter: float, weight: float) -> None:
        """Draw a circle around (x, y)."""
        r = diameter / 2
        k = r * 0.5523
        arcs = (
            ((x + k, y - r), (x + r, y - k), (x + r, y)),
            ((x + r, y + k), (x + k, y + r), (x, y + r)),
            ((x - k, y + r), (x - r, y + k), (x - r, y)),
            ((x - r, y - k), (x - k, y - r), (x, y - r)),
        )
        curve = " ".join(" ".join(self._at(*point) for point in arc) + " c" for arc in arcs)
        self._put(f"{weight:g} w {self._at(x, y - r)} m {curve} h S")

    def picture(self, x: float, y: float, wide: float, high: float, jpeg: bytes) -> None:
        """Draw a JPEG as large as it fits into a box, in its middle; its bytes are kept as they are."""
        image = ImageReader(BytesIO(jpeg))
        across, down = image.getSize()
        scale = min(wide / across, high / down)
        shown = across * scale, down * scale
        left, top = x + (wide - shown[0]) / 2, y + (high - shown[1]) / 2
        place = (left * POINTS_PER_MM, (self.height - top - shown[1]) * POINTS_PER_MM)
        self._canvas.drawImage(image, *place, shown[0] * POINTS_PER_MM, shown[1] * POINTS_PER_MM)

    @contextmanager
    def ink(self, ink: Ink) -> Iterator[None]:
        """Draw in another ink for a while."""
        self._put(f"q {ink.value}")
        yield
        self._put("Q")

    def rect(self, x: float, y: float, wide: float, high: float) -> Rect:
        """Return a box of this page in PDF points."""
        bottom = (self.height - y - high) * POINTS_PER_MM
        left = x * POINTS_PER_MM
        return Rect(self.page, left, bottom, left + wide * POINTS_PER_MM, bottom + high * POINTS_PER_MM)

    def new_page(self) -> None:
        """Finish the page and begin the next."""
        self._canvas.showPage()
        self.page += 1

    def save(self) -> None:
        """Finish the last page and write the rest of the document to *out*."""
        self._canvas.showPage()
        self._canvas.save()

    def _put(self, operators: str) -> None:
        self._canvas.addLiteral(operators)

    def _at(self, x: float, y: float) -> str:
        return f"{x * POINTS_PER_MM:.2f} {(self.height - y) * POINTS_PER_MM:.2f}"

    def _rect(self, x: float, y: float, wide: float, high: float) -> str:
        return f"{self._at(x, y + high)} {wide * POINTS_PER_MM:.2f} {high * POINTS_PER_MM:.2f}"

    def _put_text(self, x: float, y: float, shown: str) -> None:
        self._put(f"BT {self._at(x, y)} Td {shown} ET")

    def _put_tracked(self, x: float, y: float, text: str, style: Lettering, spacing: float) -> None:
        shown = self._encode(text, style.face, tracked=True).replace(_SIZE, f"{style.size:g}")
        self._put_text(x, y, f"{spacing:.2f} Tc {shown} 0 Tc")

    def _encode(self, text: str, face: Face, *, tracked: bool = False) -> str:
        key = (text, face)
        if not tracked and (known := self._encoded.get(key)) is not None:
            return known
        parts: list[str] = []
        for run in runs(text, face):
            font, kerns = embedded_font(run.font), dict.fromkeys(solid_pairs(run.glyphs), -0.5)
            in_span = tracked or "\u3000" in text
            parts.extend(self._show(font, run.glyphs, kerns, spanned=in_span, together=tracked))
        encoded = " ".join(parts)
        if not tracked:
            if len(self._encoded) >= _CACHED_TEXTS:
                self._encoded.clear()
            self._encoded[key] = encoded
        return encoded

    def _encode_line(self, line: SetLine, face: Face) -> str:
        parts: list[str] = []
        at = 0
        before = _gaps_before_glyphs(line, face)
        for run in runs(line.text, face):
            kerns = {place: gap for place in range(len(run.glyphs)) if (gap := before.get(at + place))}
            at += len(run.glyphs)
            parts.extend(self._show(embedded_font(run.font), run.glyphs, kerns, spanned="\u3000" in line.text))
        return " ".join(parts)

    def _show(
        self, font: EmbeddedFont, glyphs: str, kerns: dict[int, float], *, spanned: bool, together: bool = False
    ) -> Iterator[str]:
        """Yield the operators that show *glyphs*, *kerns* em added before some of them; *together* as in split.

        *spanned*: in ActualText, what lies beyond the basic plane excepted, which pdfium drops from it. pdfium also
        takes the first text object of a span for the whole of it: each gets a span of its own.
        """
        # Readers tear a text apart at an ideographic space and where marks are set solid.
        spanned = spanned or min(kerns.values(), default=0) < 0
        document = self._canvas._doc  # noqa: SLF001 - subsets belong to the document and have no public way in
        at = 0
        for subset, codes in font.split(glyphs, document, together=together):
            name = font.getSubsetInternalName(subset, document)
            here = range(at, at + len(codes))
            for basic, group in groupby(
                here, key=lambda place: spanned and max(font.meaning(glyphs[place])) <= "\uffff"
            ):
                places = list(group)
                shown = f"{name} {_SIZE} Tf {_array(codes[places[0] - at : places[-1] + 1 - at], places, kerns)}"
                if basic:
                    actual = "".join(font.meaning(glyphs[place]) for place in places).encode("utf-16-be").hex()
                    shown = f"/Span <</ActualText <feff{actual}>>> BDC {shown} EMC"
                yield shown
            at += len(codes)


def _array(codes: bytes, places: Sequence[int], kerns: dict[int, float]) -> str:
    """Return the operand and operator that show *codes*, which stand at *places* of their run."""
    if not kerns:
        return f"<{codes.hex()}> Tj"
    array = "".join(
        f"{-kerns[place] * 1000:.1f}<{code:02x}>" if place in kerns else f"<{code:02x}>"
        for place, code in zip(places, codes, strict=True)
    )
    return f"[{array.replace('><', '')}] TJ"


def _gaps_before_glyphs(line: SetLine, face: Face) -> dict[int, float]:
    """Return the gap before each glyph of the line: a piece may be drawn by several glyphs, or by none."""
    before: dict[int, float] = {}
    at = 0
    for piece, gap in zip(clusters(line.text), line.gaps, strict=True):
        if gap:
            before[at] = before.get(at, 0.0) + gap
        at += glyph_count(piece, face)
    return before
