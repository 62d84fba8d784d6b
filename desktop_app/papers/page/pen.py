"""What every page meant for the pen carries: the code, plain letters below it, and locating marks (paper notes §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

import pikepdf

from desktop_app.papers.page.blocks import RIGHT, one_line
from desktop_app.papers.page.page_code import QR_VERSION
from desktop_app.papers.page.pen_places import CODE_LEFT, CODE_SIDE, CODE_TOP, MARK_SIDE, MARKS
from desktop_app.papers.page.qr import draw_qr
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering

_LETTERS = Lettering(Face.GOTHIC, 6.5)


def stamp_pages(pdf: bytes, codes: Sequence[tuple[bytes, str]], *, created_at: dt.datetime) -> bytes:
    """Return *pdf* with a code and the plain letters below it on every page, and the locating marks.

    A page's head must leave the place free (``pen_places.CODE_EDGE``).
    """
    stamps = BytesIO()
    sheet = Sheet(stamps, title="", author="", created_at=created_at, face=Face.GOTHIC)
    for number, (code, letters) in enumerate(codes):
        if number:
            sheet.new_page()
        draw_qr(sheet, CODE_LEFT, CODE_TOP, code, side=CODE_SIDE, version=QR_VERSION)
        one_line(sheet, RIGHT, CODE_TOP + CODE_SIDE + 3.2, letters, _LETTERS, room=40.0, align=Align.RIGHT)
        sheet.filled_boxes([(x, y, MARK_SIDE, MARK_SIDE) for x, y in MARKS])
    sheet.save()
    return overlaid(pdf, stamps.getvalue())


def overlaid(pdf: bytes, over: bytes) -> bytes:
    """Return *pdf* with the pages of *over*, of which there are as many, drawn over its own."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document, pikepdf.open(BytesIO(over)) as stamped:
        for page, stamp in zip(document.pages, stamped.pages, strict=True):
            page.add_overlay(stamp, None)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def joined(parts: Sequence[bytes]) -> tuple[bytes, int]:
    """Return the pages of several PDFs one after the other, under the first one's title, and their number."""
    out = BytesIO()
    with pikepdf.open(BytesIO(parts[0])) as document:
        for part in parts[1:]:
            with pikepdf.open(BytesIO(part)) as further:
                document.pages.extend(further.pages)
        document.save(out, deterministic_id=True)
        return out.getvalue(), len(document.pages)
