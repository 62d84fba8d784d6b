"""What every page meant for the pen carries: the code, plain letters below it, and locating marks (paper notes §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

import pikepdf

from desktop_app.papers.page.blocks import RIGHT, one_line
from desktop_app.papers.page.page_code import QR_VERSION
from desktop_app.papers.page.qr import draw_qr
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering

CODE_LEFT, CODE_TOP, CODE_SIDE = 168.2, 9.0, 20.5
"""Where the code stands, in mm from the top left, without its quiet zone."""

CODE_EDGE = CODE_LEFT - 3.5
"""How far to the right a page's head may go beside the code."""

MARK_SIDE = 2.5
MARKS = ((12.0, 12.0), (12.0, 283.0), (195.5, 283.0))
"""The top left corners of the locating marks."""

_LETTERS = Lettering(Face.GOTHIC, 6.5)


def stamp_pages(pdf: bytes, codes: Sequence[tuple[str, str]], *, created_at: dt.datetime) -> bytes:
    """Return *pdf* with a code and the plain letters below it on every page, and the locating marks.

    A page's head must leave the place free (``CODE_EDGE``).
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
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document, pikepdf.open(stamps) as stamped:
        for page, stamp in zip(document.pages, stamped.pages, strict=True):
            page.add_overlay(stamp)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def joined(parts: Sequence[bytes]) -> bytes:
    """Return the pages of several PDFs one after the other, under the first one's title."""
    out = BytesIO()
    with pikepdf.open(BytesIO(parts[0])) as document:
        for part in parts[1:]:
            with pikepdf.open(BytesIO(part)) as further:
                document.pages.extend(further.pages)
        document.save(out, deterministic_id=True)
    return out.getvalue()
