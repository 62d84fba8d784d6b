"""Where everything on the paper checklist stands (paper notes §7): the same for drawing it and for cutting its scan.

It depends on the programme's items alone, never on a case's values, so that a half-filled sheet printed yesterday and
a corrected name move no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.programme import Item, Phase, Programme, Step
from desktop_app.papers.forms.pen_data import OPEN_ITEMS, SIGNATURE
from desktop_app.papers.page.blocks import LEFT, TEXT_WIDTH
from desktop_app.papers.page.pen_places import Region
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines

ITEM_TEXT = Lettering(Face.MINCHO, 9)
PITCH = 4.16
WIDTHS = (11.0, 9.0, 73.2, 11.0, 11.0, 11.0, 18.0, 22.5)
FIRST_TOP, NEXT_TOP = 61.5, 37.0
HEAD, BAND = 8.0, 6.4
OPEN_ROWS, OPEN_ROW, OPEN_HEAD, OPEN_BELOW = 3, 9.0, 6.4, 10.6
TAIL = 92.6
"""From the end of the table to the end of the seal boxes."""

_ROW, _ROW_WITH_SIGNATURE = 12.0, 10.6
_LOWEST, _LOWEST_TAIL = 280.5, 282.0
_INDENTS = 1.4 + 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """An item's row; *lines* are its text."""

    item: Item
    lines: tuple[str, ...]
    top: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """The heading of a step."""

    step: Step
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """A page: bands and rows from *top* to *bottom*, and whether the signature stands below."""

    top: float
    bottom: float
    parts: tuple[Band | Row, ...]
    signed: bool = False


def checklist_items(programme: Programme) -> tuple[Item, ...]:
    """Return the items on the checklist: those due before the effective date."""
    return tuple(item for item in programme.items if item.phase is Phase.BEFORE_EFFECTIVE)


def item_lines(text: str) -> tuple[str, ...]:
    """Return an item's text as it is broken into the cell."""
    return break_lines(text, ITEM_TEXT.face, ITEM_TEXT.size, WIDTHS[2] - _INDENTS)


def checklist_pages(programme: Programme) -> tuple[ChecklistPage, ...]:
    """Divide the checklist over pages: between steps where a step fits a page, and with the signature on the last."""
    pages: list[list[Band | Row]] = [[]]
    for group in _groups(programme):
        if pages[-1] and _end(pages[-1] + group, len(pages)) > _LOWEST:
            pages.append([])
        pages[-1] += group
    last = pages[-1]
    if _end(last, len(pages), _ROW_WITH_SIGNATURE) + TAIL > _LOWEST_TAIL:
        # As much as fits goes down with the signature, whole steps only.
        pages[-1:] = _beside_signature(last, len(pages))
    laid = [_laid(parts, number, _ROW) for number, parts in enumerate(pages[:-1], start=1)]
    signed = _laid(pages[-1], len(pages), _ROW_WITH_SIGNATURE, signed=True)
    return (*laid, signed)


def checklist_regions(page: ChecklistPage) -> tuple[Region, ...]:
    """Return the pieces of a page a manager confirms the answers against."""
    rows = [Region(p.item.id, LEFT, p.top, TEXT_WIDTH, p.height) for p in page.parts if isinstance(p, Row)]
    if page.signed:
        opened = OPEN_HEAD + OPEN_ROWS * OPEN_ROW
        rows.append(Region(OPEN_ITEMS, LEFT, page.bottom + OPEN_BELOW, TEXT_WIDTH, opened))
        start = page.bottom + OPEN_BELOW + opened
        rows.append(Region(SIGNATURE, LEFT, start, TEXT_WIDTH, page.bottom + TAIL - start))
    return tuple(rows)


def _groups(programme: Programme) -> list[list[Band | Row]]:
    """Return what is kept together: a step, or where it is longer than a page, each row (the first with its band)."""
    groups: list[list[Band | Row]] = []
    for step in programme.steps:
        rows: list[Band | Row] = [Row(item, item_lines(item.text.ja)) for item in programme.items_of(step.code)]
        if not rows:
            continue
        whole: list[Band | Row] = [Band(step), *rows]
        if _end(whole, 2) <= _LOWEST:
            groups.append(whole)
        else:
            groups += [whole[:2], *([row] for row in whole[2:])]
    return groups


def _beside_signature(parts: list[Band | Row], number: int) -> list[list[Band | Row]]:
    bands = [at for at, part in enumerate(parts) if isinstance(part, Band) and at]
    for at in bands:
        if _end(parts[at:], number + 1, _ROW_WITH_SIGNATURE) + TAIL <= _LOWEST_TAIL:
            return [parts[:at], parts[at:]]
    return [parts, []]


def _end(parts: Sequence[Band | Row], number: int, nominal: float = _ROW) -> float:
    return _laid(parts, number, nominal).bottom


def _laid(parts: Sequence[Band | Row], number: int, nominal: float, *, signed: bool = False) -> ChecklistPage:
    top = FIRST_TOP if number == 1 else NEXT_TOP
    laid: list[Band | Row] = []
    y = top + HEAD if parts else top
    for part in parts:
        match part:
            case Band(step):
                laid.append(Band(step, y))
                y += BAND
            case Row(item, lines):
                height = max(nominal, len(lines) * PITCH + 1.6)
                laid.append(Row(item, lines, y, height))
                y += height
    return ChecklistPage(top, y, tuple(laid), signed)
