"""第n条（見出し）: the heading in Gothic, the text running on, items below it (paper notes §7, 様式第3号)."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.form import Article
from desktop_app.papers.page.blocks import BODY, EM, LEFT, TEXT_WIDTH
from desktop_app.papers.page.flow import Block
from desktop_app.papers.page.sheet import Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import justify
from desktop_app.papers.typesetting.paragraph import SetLine
from desktop_app.papers.typesetting.runs import width

_HEADING = Lettering(Face.GOTHIC, 10.5)
_BETWEEN, _BEFORE_FIRST = 0.95, 1.8
_HANG, _NUMBER, _ITEM = 1, 2, 4  # em from the left edge
_RUN_ON = 0.35 - 0.5  # em after the heading, whose closing bracket brings half an em of its own
_TOGETHER = 2  # lines that no page divides
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def article_heading(number: int, heading: str) -> str:
    """Return 第１条（見出し）."""
    return f"第{str(number).translate(_FULL_WIDTH)}条（{heading}）"


def article_blocks(
    sheet: Sheet,
    number: int,
    article: Article,
    pitch: float,
    *,
    first: bool,
    gap: float,
    glossary: tuple[str, ...],
) -> Iterator[Block]:
    """Yield the article as blocks a page break may fall between; its first two lines stay together."""
    heading = article_heading(number, article.heading)
    run_on = width(heading, _HEADING.face, _HEADING.size) + _RUN_ON * EM
    room = TEXT_WIDTH - _HANG * EM
    lines = justify(
        article.text, BODY.face, BODY.size, room, first_indent=(run_on - _HANG * EM) / EM, glossary=glossary
    )
    advance = pitch + (_BEFORE_FIRST if first else _BETWEEN) * gap
    parts = _kept_together(lines)
    for place, part in enumerate(parts):
        begins = heading if place == 0 else ""
        yield Block(
            advance if place == 0 else pitch,
            pitch * (len(part) - 1),
            lambda y, part=part, begins=begins: _draw(sheet, y, part, pitch, begins, run_on),  # type: ignore[misc]
            keep_next=place == len(parts) - 1 and bool(article.items),
        )
    for place, text in enumerate(article.items, start=1):
        yield _hanging(sheet, text, f"({place})", pitch, glossary)
    if article.closing:
        yield _hanging(sheet, article.closing, "", pitch, glossary)


def _kept_together(lines: tuple[SetLine, ...]) -> list[tuple[SetLine, ...]]:
    """Divide a text so that neither its first nor its last line can be alone on a page."""
    if len(lines) <= 2 * _TOGETHER - 1:
        return [lines]
    inner = [(line,) for line in lines[_TOGETHER:-_TOGETHER]]
    return [lines[:_TOGETHER], *inner, lines[-_TOGETHER:]]


def _draw(sheet: Sheet, y: float, lines: tuple[SetLine, ...], pitch: float, heading: str, run_on: float) -> None:
    sheet.text(LEFT, y, heading, _HEADING)
    for number, line in enumerate(lines):
        x = LEFT + run_on if heading and number == 0 else LEFT + _HANG * EM
        sheet.set_line(x, y + pitch * number, line, BODY)


def _hanging(sheet: Sheet, text: str, label: str, pitch: float, glossary: tuple[str, ...]) -> Block:
    """Return an item, or without a label the closing line of an article."""
    indent = _ITEM if label else _HANG
    lines = justify(text, BODY.face, BODY.size, TEXT_WIDTH - indent * EM, glossary=glossary)

    def draw(y: float) -> None:
        sheet.text(LEFT + _NUMBER * EM - 0.5 * EM * max(0, len(label) - 3), y, label, BODY)
        for number, line in enumerate(lines):
            sheet.set_line(LEFT + indent * EM, y + pitch * number, line, BODY)

    return Block(pitch, pitch * (len(lines) - 1), draw)
