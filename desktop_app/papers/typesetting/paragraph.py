"""A paragraph measured piece by piece: widths of its possible lines, and what breaking at each place costs.

All lengths are in em of the text's size (paper notes §3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import Face
from desktop_app.papers.typesetting.runs import clusters, em_width, solid_pairs

MAX_STRETCH = 0.045  # em per gap; a line that needs more stays unjustified
_MAX_SHRINK = 0.25  # em of each punctuation mark
_CARE = 0.15  # of the ragged penalties in justified text, where even gaps matter more
_LATIN = re.compile(r"[!-~\u00a1-\u024f\u1e00-\u1eff]")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u3400-\u4dbf々〇\U00020000-\U0003ffff]")
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to be drawn: *gaps* are the em added before each of its pieces (see ``runs.clusters``)."""

    text: str
    gaps: tuple[float, ...]


class Paragraph:
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
        self._stretch_before = self._counts(self._is_stretchable)
        self._marks_before = self._counts(self._is_mark)

    def _counts(self, holds: Callable[[int], bool]) -> list[int]:
        """Return how many places from 1 up to each place hold, so that any line's count is one subtraction."""
        return [0, *accumulate((holds(place) for place in range(1, len(self.pieces))), initial=0)]

    def _is_stretchable(self, place: int) -> bool:
        """Whether a gap before that piece is not seen: everywhere but inside Latin words."""
        return not (_LATIN.match(self.pieces[place - 1]) and _LATIN.match(self.pieces[place]))

    def _is_mark(self, place: int) -> bool:
        """Whether the gap before that piece contains the empty half of exactly one punctuation mark."""
        before, after = self.pieces[place - 1], self.pieces[place]
        return self.kerns[place] >= 0 and (before in kinsoku.CLOSING or after in kinsoku.OPENING)

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

    def stretchable(self, start: int, end: int) -> int:
        """Return how many gaps of a line may grow."""
        return self._stretch_before[self._ink_end(start, end)] - self._stretch_before[start + 1]

    def shrinkable(self, start: int, end: int) -> float:
        """Return the em that may be taken from the punctuation of a line."""
        return _MAX_SHRINK * (self._marks_before[self._ink_end(start, end)] - self._marks_before[start + 1])

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
        inner = range(start + 1, self._ink_end(start, end))
        growing = [place for place in inner if self._is_stretchable(place)]
        marks = [place for place in inner if self._is_mark(place)]
        if slack < -TOLERANCE and marks:
            for place in marks:
                gaps[place - start] += slack / len(marks)
        elif not last and growing and 0 < slack / len(growing) <= MAX_STRETCH:
            for place in growing:
                gaps[place - start] += slack / len(growing)
        return SetLine("".join(self.pieces[start:end]), tuple(gaps))


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
