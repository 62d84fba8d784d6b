"""紙提出受付票: a cover, and behind it the scanned pages of a report that was filled in and signed by hand.

The cover says what it is: a copy that was closed when it was received. The manager's countersignature stands on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from desktop_app.journal.codec import decode_value
from desktop_app.papers.page.blocks import (
    BODY,
    LEFT,
    RIGHT,
    SEAL_HEIGHT,
    TEXT_WIDTH,
    page_foot,
    page_head,
    seal_boxes,
)
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.pen import joined, overlaid
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.seals import SealField
from desktop_app.papers.page.sheet import BOLD, FINE, Align, Sheet
from desktop_app.papers.places import Rect
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines, justify
from desktop_app.resources import resource_path

_TITLE = Lettering(Face.MINCHO, 15)
_TEXT = Lettering(Face.MINCHO, 9.5)
_CODE = Lettering(Face.GOTHIC, 8)
_NOTE = Lettering(Face.GOTHIC, 8)
_TOP, _LABEL, _ROW, _LINE = 66.0, 28.0, 9.0, 4.5
_SEALS_TOP = 257.0
_SCAN = (5.0, 2.0, 200.0, 281.0)
"""Where a scanned page stands on its sheet: a little smaller, so that the foot has room."""


@dataclass(frozen=True, slots=True)
class ReceiptWording:
    """The words of the cover, and what its signature is called."""

    name: str
    version: str
    draft: bool
    title: str
    lead: str
    labels: dict[str, str]
    forms: dict[str, str]
    note: str
    seals: tuple[str, ...]
    received: str
    countersigned: str
    signer: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """What the cover shows; *rows* are (key of a label, value), a value's lines divided by line feeds.

    *print_note* tells which characters are shown otherwise.
    """

    wording: ReceiptWording
    case_no: str
    rows: tuple[tuple[str, str], ...]
    author: str
    created_at: dt.datetime
    print_note: str = ""


@dataclass(frozen=True, slots=True)
class RenderedReceipt:
    """The PDF with the scans behind the cover, and the seal fields of who received and who confirms it."""

    pdf: bytes
    receiver_field: Rect
    manager_field: Rect


@cache
def receipt_wording() -> ReceiptWording:
    """Return the wording that ships."""
    return decode_value(resource_path("forms/paper-receipt.json").read_bytes(), ReceiptWording)


def render_scan(pictures: Sequence[bytes], *, title: str, author: str, created_at: dt.datetime) -> bytes:
    """Return pictures of pages (JPEG) as a PDF of A4 pages, each with room for a foot below it."""
    out = BytesIO()
    sheet = Sheet(out, title=title, author=author, created_at=created_at, face=Face.MINCHO)
    for number, picture in enumerate(pictures):
        if number:
            sheet.new_page()
        sheet.picture(*_SCAN, picture)
    sheet.save()
    return out.getvalue()


def render_paper_receipt(receipt: PaperReceipt, scans: Sequence[bytes]) -> RenderedReceipt:
    """Set the cover before the pages of *scans* (PDFs of ours). Raises GlyphMissing."""
    wording, out = receipt.wording, BytesIO()
    check_all(texts_in(receipt), where=receipt.case_no)
    sheet = Sheet(
        out,
        title=f"{wording.title}　{receipt.case_no}",
        author=receipt.author,
        created_at=receipt.created_at,
        face=Face.MINCHO,
    )
    page_head(sheet, wording.name)
    sheet.tracked((LEFT + RIGHT) / 2, 36.0, wording.title, _TITLE, 0.12, align=Align.CENTRE)
    for number, line in enumerate(justify(wording.lead, BODY.face, BODY.size, TEXT_WIDTH, first_indent=1)):
        sheet.set_line(LEFT if number else LEFT + BODY.size * 25.4 / 72, 46.0 + 5.9 * number, line, BODY)
    bottom = _rows(sheet, receipt)
    for number, text in enumerate(break_lines(wording.note, _NOTE.face, _NOTE.size, TEXT_WIDTH)):
        sheet.text(LEFT, bottom + 6.5 + 4.3 * number, text, _NOTE)
    seals = seal_boxes(sheet, RIGHT, _SEALS_TOP, tuple(map(SealField, wording.seals)), high=SEAL_HEIGHT + 3)
    sheet.save()
    whole, pages = joined((out.getvalue(), *scans))
    return RenderedReceipt(
        overlaid(whole, _feet(receipt, pages)),
        seals[wording.seals.index(wording.received)],
        seals[wording.seals.index(wording.countersigned)],
    )


def _feet(receipt: PaperReceipt, pages: int) -> bytes:
    """Return a foot for every page, scanned ones too: each says which of how many it is."""
    wording, out = receipt.wording, BytesIO()
    sheet = Sheet(out, title="", author="", created_at=receipt.created_at, face=Face.GOTHIC)
    left = f"{wording.name}　第{wording.version}版{'（案）' if wording.draft else ''}"
    for number in range(pages):
        if number:
            sheet.new_page()
        page_foot(sheet, left, pages, f"管理番号 {receipt.case_no}", receipt.print_note if number == 0 else "")
    sheet.save()
    return out.getvalue()


def _rows(sheet: Sheet, receipt: PaperReceipt) -> float:
    y = _TOP
    for key, value in receipt.rows:
        style = _CODE if key == "scans" else _TEXT
        room = TEXT_WIDTH - _LABEL - 4
        lines = [line for part in value.split("\n") for line in break_lines(part, style.face, style.size, room)]
        high = max(_ROW, len(lines) * _LINE + 3.6)
        sheet.spread(LEFT + 4, middle(y + high / 2, _TEXT.size), receipt.wording.labels[key], _TEXT, 20.1)
        for number, line in enumerate(lines):
            centre = y + high / 2 + (number - (len(lines) - 1) / 2) * _LINE
            sheet.text(LEFT + _LABEL + 2, middle(centre, style.size), line, style)
        sheet.rule(LEFT, y + high, RIGHT, y + high, FINE)
        y += high
    sheet.rule(LEFT + _LABEL, _TOP, LEFT + _LABEL, y, FINE)
    sheet.box(LEFT, _TOP, TEXT_WIDTH, y - _TOP, BOLD)
    return y
