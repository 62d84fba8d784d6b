"""What every form with tables has in common: a sheet begun, head and foot on every page, headings, paragraphs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import BinaryIO

from desktop_app.papers.page.blocks import BODY, EM, LEFT, RIGHT, TEXT_WIDTH, one_line, page_foot, page_head, wording_id
from desktop_app.papers.page.composition import Composition
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import justify

TOP, BOTTOM = 26.0, 279.0
"""Where a following page's blocks begin, and where the blocks of every page have to end."""
CENTRE = (LEFT + RIGHT) / 2
HEADING_HEIGHT = 6.3
PITCH = 6.0
NOTE = Lettering(Face.GOTHIC, 8)
_CONTINUED = Lettering(Face.MINCHO, 11)
_WHERE = Lettering(Face.GOTHIC, 8)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def begin(out: BinaryIO, title: str, author: str, created_at: dt.datetime, language: str = "ja") -> Sheet:
    """Return the first, empty page of a form."""
    return Sheet(out, title=title, author=author, created_at=created_at, face=Face.MINCHO, language=language)


def version_words(version: str, *, draft: bool) -> str:
    """Return 第1.0版（案）."""
    return f"第{version}版{'（案）' if draft else ''}"


def foot_words(number: str, version: str, wording_hash: str) -> str:
    """Return what stands at the left of the foot: 様式第5号　第1.0版（案）　文面ID 51C0-7A3E-2D19."""
    return f"{number}　{version}　 文面ID {wording_id(wording_hash)}"


def continued_head(sheet: Sheet, title: str, where: str) -> None:
    """Draw the line under the head of a following page: the form's title, and what it is about."""
    one_line(sheet, LEFT, 21.2, title, _CONTINUED, room=TEXT_WIDTH * 0.62, smallest=9)
    one_line(sheet, RIGHT, 21.2, where, _WHERE, room=TEXT_WIDTH * 0.35, align=Align.RIGHT)


def put_heading(pages: Composition, text: str, *, number: int = 0, gap: float = 6.4, with_next: float = 15.0) -> None:
    """Place a heading, numbered in full-width digits if *number* says so; *with_next* mm stay below it."""

    def draw(sheet: Sheet, top: float) -> None:
        x = LEFT
        if number:
            sheet.text(x, top + 3.5, str(number).translate(_FULL_WIDTH), BODY)
            x += 2 * EM
        sheet.text(x, top + 3.5, text, BODY)

    pages.put(gap, HEADING_HEIGHT, draw, with_next=with_next)


def put_paragraph(pages: Composition, text: str, *, gap: float = 0.0, indent: float = 0.0) -> None:
    """Place justified text *indent* em from the left, which never breaks over pages."""
    lines = justify(text, BODY.face, BODY.size, TEXT_WIDTH - indent * EM)

    def draw(sheet: Sheet, top: float) -> None:
        for number, line in enumerate(lines):
            sheet.set_line(LEFT + indent * EM, top + 4.2 + PITCH * number, line, BODY)

    pages.put(gap, PITCH * len(lines), draw)


def steps(sheet: Sheet, y: float, words: Iterable[str]) -> float:
    """Set numbered steps one below the other, the first line at *y* mm; returns where the next line would stand."""
    for number, step in enumerate(words, start=1):
        sheet.text(LEFT, y, f"（{number}）", BODY)
        for line in justify(step, BODY.face, BODY.size, RIGHT - LEFT - 3 * EM):
            sheet.set_line(LEFT + 3 * EM, y, line, BODY)
            y += PITCH
    return y


def finish(
    sheet: Sheet,
    pages: Composition,
    name: str,
    *,
    opening: Callable[[Sheet], None],
    foot: tuple[str, str],
    continued: tuple[str, str],
) -> int:
    """Draw all pages with head and foot onto *sheet*, in reading order; returns their number.

    *opening* draws what stands above the blocks of the first page, *foot* is its left and right text, *continued*
    title and matter under the head of the following pages.
    """
    for number in range(pages.page_count):
        if number:
            sheet.new_page()
        page_head(sheet, name)
        if number:
            continued_head(sheet, *continued)
        else:
            opening(sheet)
        pages.draw_page(sheet, number)
        page_foot(sheet, foot[0], pages.page_count, foot[1])
    sheet.save()
    return pages.page_count
