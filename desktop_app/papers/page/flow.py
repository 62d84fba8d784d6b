"""Blocks of a letter one below the other, and where its pages break (paper notes §8).

Pages are counted before anything is drawn, so that every page can say how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is never divided: *advance* mm below what precedes it, *extent* mm down to its last line.

    *draw* is given its first baseline (or its top). *keep_next*: never the last on a page.
    """

    advance: float
    extent: float
    draw: Callable[[float], None]
    keep_next: bool = False


def end_of(blocks: Sequence[Block], start: float) -> float:
    """Return where *blocks* end when they begin after *start*."""
    return start + sum(block.advance + block.extent for block in blocks)


def pages_of(
    blocks: Sequence[Block], start: float, limit: float, next_start: float, next_limit: float
) -> list[list[Block]]:
    """Divide *blocks* over pages; a block higher than a page gets one of its own."""
    pages: list[list[Block]] = [[]]
    at, room = start, limit
    for group in _groups(blocks):
        end = end_of(group, at)
        if end > room and pages[-1]:
            pages.append([])
            at, room = next_start, next_limit
            end = end_of(group, at)
        pages[-1].extend(group)
        at = end
    return pages


def draw_blocks(blocks: Sequence[Block], start: float) -> None:
    """Draw the blocks of one page."""
    at = start
    for block in blocks:
        block.draw(at + block.advance)
        at += block.advance + block.extent


def rows_per_page(heights: Sequence[float], first_room: float, next_room: float) -> list[range]:
    """Divide table rows of *heights* mm over pages with room for that many mm of rows."""
    pages: list[range] = []
    first, used, room = 0, 0.0, first_room
    for number, height in enumerate(heights):
        if used + height > room + 1e-6 and number > first:
            pages.append(range(first, number))
            first, used, room = number, 0.0, next_room
        used += height
    pages.append(range(first, len(heights)))
    return pages


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    kept = False
    for block in blocks:
        if kept:
            groups[-1].append(block)
        else:
            groups.append([block])
        kept = block.keep_next
    return groups
