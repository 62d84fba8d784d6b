"""The line breaker: where lines of Japanese may end, and which of these places reads best (paper notes §3, §5).

A text that is too long is set smaller, then wrapped, then given more lines; it is never cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import Face
from desktop_app.papers.typesetting.paragraph import TOLERANCE, Paragraph, SetLine
from desktop_app.papers.typesetting.runs import em_width

_UNJUSTIFIED = 50.0
_SHORT_LAST_LINE = 100.0
_TOO_NARROW = 1e6
_REACH = 6.0  # em beyond the measure that indents and punctuation may save


@dataclass(frozen=True, slots=True)
class Fitted:
    """The size in pt a text was given, its lines, and whether a unit such as a date had to be divided."""

    size: float
    lines: tuple[str, ...]
    divided: bool = False


def break_lines(text: str, face: Face, size: float, width_mm: float, glossary: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Break *text* for a ragged cell: fewest lines, then ends of phrases, then even lines.

    The lines joined are the text (a newline in it only ends a line). Raises GlyphMissing.
    """
    return tuple(line for part in text.split("\n") for line in _ragged(part, face, _em(width_mm, size), glossary)[1])


def fit(
    text: str,
    face: Face,
    sizes: Sequence[float],
    width_mm: float,
    *,
    max_lines: int = 1,
    glossary: tuple[str, ...] = (),
) -> Fitted:
    """Set *text* in the first of *sizes* that needs at most *max_lines* and divides no unit.

    When none does, the last size takes as many lines as it needs. Raises GlyphMissing.
    """
    for size in sizes:
        divided, lines = _ragged(text, face, _em(width_mm, size), glossary)
        if not divided and len(lines) <= max_lines:
            return Fitted(size, lines)
    divided, lines = _ragged(text, face, _em(width_mm, sizes[-1]), glossary)
    return Fitted(sizes[-1], lines, divided)


def fewest_lines(
    text: str,
    face: Face,
    sizes: Sequence[float],
    width_mm: float,
    *,
    first_indent_mm: float = 0,
    glossary: tuple[str, ...] = (),
) -> Fitted:
    """Set *text* in the size among *sizes* that gives the fewest lines, the earlier of two equals.

    *first_indent_mm* is room on the first line that something else takes. Raises GlyphMissing.
    """
    tries = [(_ragged(text, face, _em(width_mm, size), glossary, _em(first_indent_mm, size)), size) for size in sizes]
    (divided, lines), size = min(tries, key=lambda each: (each[0][0], len(each[0][1])))
    return Fitted(size, lines, divided)


@lru_cache(maxsize=256)
def justify(
    text: str,
    face: Face,
    size: float,
    width_mm: float,
    *,
    first_indent: float = 0,
    glossary: tuple[str, ...] = (),
) -> tuple[SetLine, ...]:
    """Break *text* for justified setting, the breaks chosen for the whole paragraph.

    *first_indent* is the indent of the first line in em (the caller moves the line). Raises GlyphMissing.
    """
    paragraph = Paragraph(text, face, latin_gap=kinsoku.LATIN_GAP)
    measure = _em(width_mm, size)
    last = len(paragraph.pieces)

    def cost(start: int, end: int) -> float | None:
        room = measure if start else measure - first_indent
        slack = room - paragraph.line_width(start, end, flush=start > 0 or not first_indent)
        if slack < -_REACH:
            return None
        if slack < -TOLERANCE:
            give = paragraph.shrinkable(start, end)
            return (slack / give) ** 2 * 2 if give and -slack <= give + TOLERANCE else None
        if end == last:
            return _SHORT_LAST_LINE if start and end - start < kinsoku.SHORT_LAST_LINE else 0.0
        stretch = slack / max(1, paragraph.stretchable(start, end))
        return (stretch / kinsoku.MAX_STRETCH) ** 2 if stretch <= kinsoku.MAX_STRETCH else _UNJUSTIFIED + slack**2

    penalties = paragraph.penalties(glossary, ragged=False)
    breaks = _best(paragraph, penalties, (measure - first_indent, measure), cost, count_lines=False)[1]
    return tuple(
        paragraph.set_line(
            a, b, measure - (first_indent if a == 0 else 0), first=a == 0 and first_indent > 0, last=b == last
        )
        for a, b in breaks
    )


def _em(width_mm: float, size: float) -> float:
    return width_mm * POINTS_PER_MM / size


@lru_cache(maxsize=2048)
def _ragged(
    text: str, face: Face, measure: float, glossary: tuple[str, ...], first_indent: float = 0
) -> tuple[bool, tuple[str, ...]]:
    """Return whether a unit had to be divided, and the lines."""
    if em_width(text, face) <= measure - first_indent:
        return False, (text,)
    paragraph = Paragraph(text, face, latin_gap=0)

    def cost(start: int, end: int) -> float | None:
        room = measure if start else measure - first_indent
        slack = room - paragraph.line_width(start, end, flush=False)
        if slack < -TOLERANCE:
            return None
        alone = start and start + 1 == end == len(paragraph.pieces)
        return slack**2 * kinsoku.EVENNESS + (kinsoku.LONE_CHARACTER if alone else 0)

    penalties = paragraph.penalties(glossary, ragged=True)
    divided, breaks = _best(paragraph, penalties, (measure - first_indent, measure), cost, count_lines=True)
    return divided, tuple("".join(paragraph.pieces[a:b]) for a, b in breaks)


def _best(
    paragraph: Paragraph,
    penalties: list[tuple[float, float]],
    measures: tuple[float, float],
    cost: Callable[[int, int], float | None],
    *,
    count_lines: bool,
) -> tuple[bool, list[tuple[int, int]]]:
    """Choose the breaks: first no emergency, then (for cells) fewest lines, then least cost.

    *measures* are those of the first line and of the others. Return whether there was an emergency, and start and end
    of every line.
    """
    narrowest, widest = min(measures), max(measures)
    places = _places(paragraph, penalties, narrowest)
    at = [paragraph.starts[place] for place in places]
    best: list[tuple[float, int, float, int]] = [(0.0, 0, 0.0, 0)]
    for number, end in enumerate(places[1:], start=1):
        is_last = end == len(paragraph.pieces)
        emergency, ugly = (0.0, 0.0) if is_last else penalties[end]
        offers: list[tuple[float, int, float, int]] = []
        for earlier in range(bisect_left(at, at[number] - widest - _REACH, 0, number - 1), number):
            if offers and not is_last and at[number] - at[earlier] < narrowest / 2:
                break
            before, price = best[earlier], cost(places[earlier], end)
            if price is not None:
                offers.append((before[0] + emergency, before[1] + count_lines, before[2] + price + ugly, earlier))
        if not offers:
            # A single piece wider than the line stands alone.
            before = best[number - 1]
            offers.append((before[0] + emergency + _TOO_NARROW, before[1] + 1, before[2], number - 1))
        best.append(min(offers))
    breaks, number = [], len(places) - 1
    while number:
        earlier = best[number][3]
        breaks.append((places[earlier], places[number]))
        number = earlier
    return best[-1][0] > 0, breaks[::-1]


def _places(paragraph: Paragraph, penalties: list[tuple[float, float]], narrowest: float) -> list[int]:
    """Return where lines may end: between units, and inside a unit only when it is wider than a line.

    So a long text costs its length times the units of a line, not times its characters.
    """
    count = len(paragraph.pieces)
    free = [place for place in range(count) if not penalties[place][0]] + [count]
    places = [0]
    for start, end in pairwise(free):
        if paragraph.line_width(start, end, flush=False) > narrowest + TOLERANCE:
            places.extend(range(start + 1, end))
        places.append(end)
    return places
