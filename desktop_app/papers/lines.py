"""The line breaker: where lines of Japanese may end, and which of these places reads best (paper notes §3, §5).

A text that is too long is set smaller, then wrapped, then given more lines; it is never cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from desktop_app.papers import kinsoku
from desktop_app.papers.fonts import Face
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.runs import clusters, em_width, solid_pairs

LATIN_GAP = 0.05  # em between Japanese and Latin; poppler reads a blank from 0.10 em on
_MAX_STRETCH = 0.045  # em per gap; a line that needs more stays unjustified
_MAX_SHRINK = 0.25  # em of each punctuation mark
_UNJUSTIFIED = 50.0
_SHORT_LAST_LINE = 100.0
_LATIN = re.compile(r"[!-~\u00a1-\u024f\u1e00-\u1eff]")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u3400-\u4dbf々〇\U00020000-\U0003ffff]")
_EVENNESS = 0.25  # of a squared em of slack against the penalties of kinsoku
_CARE = 0.15  # of the ragged penalties in justified text, where even gaps matter more
_TOO_NARROW = 1e6
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to be drawn: *gaps* are the em added before each of its pieces (see ``runs.clusters``)."""

    text: str
    gaps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The size in pt a text was given and its lines."""

    size: float
    lines: tuple[str, ...]


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
    return Fitted(sizes[-1], _ragged(text, face, _em(width_mm, sizes[-1]), glossary)[1])


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
    (_, lines), size = min(tries, key=lambda each: (each[0][0], len(each[0][1])))
    return Fitted(size, lines)


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
    flow = _Flow(text, face, latin_gap=LATIN_GAP)
    measure = _em(width_mm, size)
    last = len(flow.pieces)

    def cost(start: int, end: int) -> float | None:
        room = measure - (first_indent if start == 0 else 0)
        slack = room - flow.line_width(start, end, flush=start > 0 or not first_indent)
        if slack < -_TOLERANCE:
            give = flow.shrinkable(start, end)
            return (slack / give) ** 2 * 2 if give and -slack <= give + _TOLERANCE else None
        if end == last:
            return _SHORT_LAST_LINE if start and end - start < 3 else 0.0
        stretch = slack / max(1, len(flow.stretchable(start, end)))
        return (stretch / _MAX_STRETCH) ** 2 if stretch <= _MAX_STRETCH else _UNJUSTIFIED + slack**2

    breaks = _best(flow, flow.penalties(glossary, ragged=False), cost, count_lines=False)[1]
    return tuple(
        flow.set_line(
            a, b, measure - (first_indent if a == 0 else 0), first=a == 0 and first_indent > 0, last=b == last
        )
        for a, b in breaks
    )


def _em(width_mm: float, size: float) -> float:
    return width_mm * POINTS_PER_MM / size


@lru_cache(maxsize=4096)
def _ragged(
    text: str, face: Face, measure: float, glossary: tuple[str, ...], first_indent: float = 0
) -> tuple[bool, tuple[str, ...]]:
    """Return whether a unit had to be divided, and the lines."""
    if em_width(text, face) <= measure - first_indent:
        return False, (text,)
    flow = _Flow(text, face, latin_gap=0)

    def cost(start: int, end: int) -> float | None:
        room = measure if start else measure - first_indent
        slack = room - flow.line_width(start, end, flush=False)
        return None if slack < -_TOLERANCE else slack**2 * _EVENNESS

    penalties = flow.penalties(glossary, ragged=True)
    divided, breaks = _best(flow, penalties, cost, count_lines=True)
    return divided, tuple("".join(flow.pieces[a:b]) for a, b in breaks)


class _Flow:
    """A paragraph measured piece by piece, in em."""

    def __init__(self, text: str, face: Face, latin_gap: float) -> None:
        self.pieces = clusters(text)
        self.advances = [em_width(piece, face) for piece in self.pieces]
        self.kerns = [0.0, *(self._kern(i, latin_gap) for i in range(1, len(self.pieces)))]
        self.starts = []
        at = 0.0
        for advance, kern in zip(self.advances, self.kerns, strict=True):
            self.starts.append(at + kern)
            at += kern + advance
        self.starts.append(at)

    def _kern(self, place: int, latin_gap: float) -> float:
        before, after = self.pieces[place - 1], self.pieces[place]
        if solid_pairs(before + after):
            return -0.5
        if latin_gap and (
            (_JAPANESE.match(before) and _LATIN.match(after)) or (_LATIN.match(before) and _JAPANESE.match(after))
        ):
            return latin_gap
        return 0.0

    def _ink_end(self, start: int, end: int) -> int:
        while end > start + 1 and self.pieces[end - 1].isspace():
            end -= 1
        return end

    def line_width(self, start: int, end: int, *, flush: bool) -> float:
        """Return the width of a line's ink: closing marks lose their empty half at the end, opening ones if *flush*."""
        end = self._ink_end(start, end)
        wide = self.starts[end - 1] + self.advances[end - 1] - self.starts[start]
        if self.pieces[end - 1] in kinsoku.CLOSING:
            wide -= 0.5
        if flush and self.pieces[start] in kinsoku.OPENING:
            wide -= 0.5
        return wide

    def stretchable(self, start: int, end: int) -> list[int]:
        """Return the places between pieces where a gap is not seen: everywhere but inside Latin words."""
        return [
            i
            for i in range(start + 1, self._ink_end(start, end))
            if not (_LATIN.match(self.pieces[i - 1]) and _LATIN.match(self.pieces[i]))
        ]

    def _marks(self, start: int, end: int) -> list[int]:
        """Return the places whose gap contains the empty half of exactly one punctuation mark."""
        return [
            i
            for i in range(start + 1, self._ink_end(start, end))
            if self.kerns[i] >= 0 and (self.pieces[i - 1] in kinsoku.CLOSING or self.pieces[i] in kinsoku.OPENING)
        ]

    def shrinkable(self, start: int, end: int) -> float:
        """Return the em that may be taken from the punctuation of a line."""
        return _MAX_SHRINK * len(self._marks(start, end))

    def penalties(self, glossary: tuple[str, ...], *, ragged: bool) -> list[tuple[float, float]]:
        """Return for every place (emergency, ugliness) of breaking before that piece."""
        text = "".join(self.pieces)
        inside = _inside_units(text, glossary)
        result, offset = [(0.0, 0.0)], 0
        for before, after in zip(self.pieces, self.pieces[1:], strict=False):
            offset += len(before)
            if after in kinsoku.NOT_FIRST or before in kinsoku.NOT_LAST:
                emergency = 1000.0
            else:
                emergency = 1.0 if offset in inside else 0.0
            result.append((emergency, _ugliness(before, after) * (1 if ragged else _CARE)))
        return result

    def set_line(self, start: int, end: int, measure: float, *, first: bool, last: bool) -> SetLine:
        """Return the line with the gaps that bring it to *measure*, or nearly."""
        flush = not first
        gaps = [0.0, *self.kerns[start + 1 : end]]
        if flush and self.pieces[start] in kinsoku.OPENING:
            gaps[0] = -0.5
        slack = measure - self.line_width(start, end, flush=flush)
        places = self.stretchable(start, end)
        if slack < -_TOLERANCE and (marks := self._marks(start, end)):
            for place in marks:
                gaps[place - start] += slack / len(marks)
        elif not last and places and 0 < slack / len(places) <= _MAX_STRETCH:
            for place in places:
                gaps[place - start] += slack / len(places)
        return SetLine("".join(self.pieces[start:end]), tuple(gaps))


def _best(
    flow: _Flow,
    penalties: list[tuple[float, float]],
    cost: Callable[[int, int], float | None],
    *,
    count_lines: bool,
) -> tuple[bool, list[tuple[int, int]]]:
    """Choose the breaks: first no emergency, then (for cells) fewest lines, then least cost.

    Return whether there was an emergency, and start and end of every line.
    """
    count = len(flow.pieces)
    best: list[tuple[float, int, float, int]] = [(0.0, 0, 0.0, 0)]
    for end in range(1, count + 1):
        emergency, ugly = penalties[end] if end < count else (0.0, 0.0)
        offers = []
        too_wide = 0
        for start in range(end - 1, -1, -1):
            before, price = best[start], cost(start, end)
            if price is None and end - start == 1:
                offers.append((before[0] + emergency + _TOO_NARROW, before[1] + 1, before[2], start))
            elif price is None:
                # Edge punctuation can make a longer line narrower, but only by half an em.
                too_wide += 1
                if too_wide > 3:
                    break
            else:
                total = (before[0] + emergency, before[1] + count_lines, before[2] + price + ugly, start)
                offers.append(total)
        best.append(min(offers))
    breaks, end = [], count
    while end:
        breaks.append((best[end][3], end))
        end = best[end][3]
    return best[count][0] > 0, breaks[::-1]


def _inside_units(text: str, glossary: tuple[str, ...]) -> set[int]:
    """Return the offsets of *text* that lie inside something that is never divided."""
    inside: set[int] = set()
    for pattern in (*_unit_patterns(), _glossary_pattern(glossary)):
        for found in pattern.finditer(text):
            inside.update(range(found.start() + 1, found.end()))
    return inside


@cache
def _unit_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, kinsoku.UNITS))


@lru_cache(maxsize=64)
def _glossary_pattern(glossary: tuple[str, ...]) -> re.Pattern[str]:
    words = {*kinsoku.GLOSSARY, *(word for word in glossary if len(word) > 1)}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


def _script(piece: str) -> str:
    name = unicodedata.name(piece[0], "")
    if "\u3040" <= piece <= "\u309f":
        return "h"
    if "\u30a0" <= piece <= "\u30ff":
        return "t"
    if name.startswith("CJK") or piece in "々〇":
        return "k"
    return "l" if _LATIN.match(piece) else "o"


def _ugliness(before: str, after: str) -> float:
    """Return what breaking a ragged line here costs the reader."""
    if before in kinsoku.AFTER_PENALTY:
        return kinsoku.AFTER_PENALTY[before]
    return kinsoku.RAGGED_PENALTY.get(_script(before) + _script(after), kinsoku.OTHER_PENALTY)
