"""The running text of a letter, from its title to 以上, divided over pages (paper notes §7, §8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from desktop_app.domain.form import Block as FormBlock
from desktop_app.domain.form import OpenItems, Results
from desktop_app.papers.forms.article import article_blocks
from desktop_app.papers.forms.letter_data import Letter
from desktop_app.papers.forms.particulars import Particulars
from desktop_app.papers.forms.results import ResultsTable
from desktop_app.papers.page.blocks import BODY, EM, LEFT, RIGHT, TEXT_WIDTH
from desktop_app.papers.page.flow import Block, end_of, pages_of
from desktop_app.papers.page.receipt import TEXT_MUST_END_BY
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import fit, justify
from desktop_app.papers.typesetting.paragraph import SetLine

_CONTINUED_START, _CONTINUED_END = 32.0, 276.0
_CENTRE = (LEFT + RIGHT) / 2
_CENTRED = Lettering(Face.MINCHO, 11)
_TITLE_PITCH = 6.6
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances of the page: pitch of running text, items and articles, and how much of the gaps is kept."""

    line: float
    item: float
    article: float
    gaps: float


_LETTER = (Spacing(6.0, 5.9, 5.9, 1.0), Spacing(5.8, 5.6, 5.8, 0.85), Spacing(5.5, 5.2, 5.8, 0.7))
_PLEDGE = (Spacing(5.8, 5.9, 5.9, 1.0), Spacing(5.8, 5.8, 5.8, 0.85), Spacing(5.8, 5.8, 5.8, 0.7))
"""Articles are never set closer than 5.8 mm (paper notes §2)."""


def pages_of_body(sheet: Sheet, letter: Letter, start: float) -> list[list[Block]]:
    """Return the blocks below the opening by page: on the first if any spacing allows it."""
    spacings = _PLEDGE if any(block.article for block in letter.form.blocks) else _LETTER
    for spacing in spacings:
        blocks = _blocks(sheet, letter, spacing)
        if end_of(blocks, start) <= TEXT_MUST_END_BY:
            return [blocks]
    blocks = _blocks(sheet, letter, spacings[0])
    return pages_of(blocks, start, TEXT_MUST_END_BY, _CONTINUED_START, _CONTINUED_END)


def _blocks(sheet: Sheet, letter: Letter, spacing: Spacing) -> list[Block]:
    blocks: list[Block] = []
    counts = {"heading": 0, "article": 0}
    before = FormBlock()
    for block in letter.form.blocks:
        made = list(_of(sheet, letter, spacing, block, before, counts))
        if block.closing is not None and blocks:
            blocks[-1] = replace(blocks[-1], keep_next=True)  # 以上 never stands alone on a page
        blocks += made
        if made:
            before = block
    return blocks


def _of(
    sheet: Sheet, letter: Letter, spacing: Spacing, block: FormBlock, before: FormBlock, counts: dict[str, int]
) -> Iterator[Block]:
    """Yield what a block of the form is on paper; *before* is the one above it, *counts* numbers the headings."""
    gap = spacing.gaps
    match block:
        case FormBlock(title=str() as text):
            yield _title(sheet, text, gap)
        case FormBlock(paragraph=str() as text):
            lines = justify(
                text.lstrip("　 "), BODY.face, BODY.size, TEXT_WIDTH, first_indent=1, glossary=letter.glossary
            )
            draw = _paragraph(sheet, lines, LEFT, spacing.line, indent=EM)
            yield Block(9.9 * gap, spacing.line * (len(lines) - 1), draw)
        case FormBlock(centred=str() as text):
            yield Block(8.4 * gap, 0, lambda y: sheet.text(_CENTRE, y, text, _CENTRED, Align.CENTRE), keep_next=True)
        case FormBlock(heading=str() as text):
            counts["heading"] += 1
            advance = 8.1 if before.centred is not None else 8.4
            yield Block(advance * gap, 0, _heading(sheet, counts["heading"], text), keep_next=True)
        case FormBlock(results=Results() as results):
            table = ResultsTable(results, letter)
            yield Block(2.2, table.height, lambda y: table.draw(sheet, y))
        case FormBlock(particulars=tuple() as rows):
            facts = Particulars(rows, letter.glossary)
            yield Block(2.2 if before.heading is not None else 5.0, facts.height, lambda y: facts.draw(sheet, y))
        case FormBlock(items=tuple() as items):
            yield from _items(sheet, letter, spacing, items)
        case FormBlock(open_items=OpenItems() as part):
            counts["heading"] += 1
            words = f"{part.heading}　　{_counted(letter, part)}"
            yield Block(7.0 * gap, 0, _heading(sheet, counts["heading"], words), keep_next=True)
        case FormBlock(article=article) if article is not None:
            counts["article"] += 1
            first = before.article is None
            yield from article_blocks(
                sheet, counts["article"], article, spacing.article, first=first, gap=gap, glossary=letter.glossary
            )
        case FormBlock(closing=str() as text):
            yield Block(
                7.0 * gap if before.article else 6.1,
                0,
                lambda y: sheet.tracked(RIGHT, y, text, BODY, 1, align=Align.RIGHT),
            )
        case _:
            pass  # the opening, the receipt box and the extra sheets have their own places


def _counted(letter: Letter, part: OpenItems) -> str:
    if letter.open_items:
        return f"{str(len(letter.open_items)).translate(FULL_WIDTH)}{part.counted}"
    return part.none if letter.issued else f"　　{part.counted}"


def _title(sheet: Sheet, title: str, gap: float) -> Block:
    """Return the title; a short one is set wider, a long one smaller, then on several lines."""
    if len(title) <= 6:
        size, tracking = 17.0, 0.4
    else:
        size, tracking = (16.0, 0.12) if len(title) <= 20 else (15.0, 0.06)
    fitted = fit(title, Face.MINCHO, (size, 14, 13, 12), TEXT_WIDTH / (1 + tracking))
    style = Lettering(Face.MINCHO, fitted.size)

    def draw(y: float) -> None:
        for number, line in enumerate(fitted.lines):
            sheet.tracked(_CENTRE, y + _TITLE_PITCH * number, line, style, tracking, align=Align.CENTRE)

    return Block(15.8 * gap, _TITLE_PITCH * (len(fitted.lines) - 1), draw, keep_next=True)


def _heading(sheet: Sheet, number: int, text: str) -> Callable[[float], None]:
    def draw(y: float) -> None:
        sheet.text(LEFT, y, str(number).translate(FULL_WIDTH), BODY)
        sheet.text(LEFT + 2 * EM, y, text, BODY)

    return draw


def _items(sheet: Sheet, letter: Letter, spacing: Spacing, items: tuple[str, ...]) -> Iterator[Block]:
    """Yield the numbered items: number at 1 em, text hanging at 3 em."""
    for number, text in enumerate(items, start=1):
        lines = justify(text, BODY.face, BODY.size, TEXT_WIDTH - 3 * EM, glossary=letter.glossary)
        draw = _paragraph(sheet, lines, LEFT + 3 * EM, spacing.item, label=f"({number})")
        yield Block(spacing.item, spacing.item * (len(lines) - 1), draw)


def _paragraph(
    sheet: Sheet,
    lines: tuple[SetLine, ...],
    x: float,
    pitch: float,
    *,
    indent: float = 0,
    label: str = "",
) -> Callable[[float], None]:
    def draw(y: float) -> None:
        sheet.text(LEFT + EM - 0.5 * EM * max(0, len(label) - 3), y, label, BODY)
        for number, line in enumerate(lines):
            sheet.set_line(x if number else x + indent, y + pitch * number, line, BODY)

    return draw
