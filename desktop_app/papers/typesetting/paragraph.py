"""A paragraph measured piece by piece: widths of its possible lines, and what breaking at each place costs.

All lengths are in em of the text's size (paper notes §3).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import Face
from desktop_app.papers.typesetting.runs import clusters, em_width, solid_pairs

TOLERANCE = 1e-6
_FORBIDDEN = 1000.0
_DIVIDED = 1.0
_DIVIDED_WELL = 0.6  # after the hyphen or slash of a word that is too long for any line


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
        self.kerns = [0.0, *(_kern(before, after, latin_gap) for before, after in pairwise(self.pieces))][
            : len(self.pieces)
        ]
        self.starts: list[float] = []
        at = 0.0
        for advance, kern in zip(self.advances, self.kerns, strict=True):
            self.starts.append(at + kern)
            at += kern + advance
        self.starts.append(at)
        self._ink_ends = self._without_blanks()
        self._left = {
            False: self.starts,
            True: [at + 0.5 * (piece in kinsoku.OPENING) for at, piece in zip(self.starts, self.pieces, strict=False)],
        }
        self._right = [self._right_edge(end) for end in self._ink_ends]
        self._stretch_before = self._sums(self._may_grow)
        self._shrink_before = self._sums(self._give)

    def line_width(self, start: int, end: int, *, flush: bool) -> float:
        """Return the width of a line's ink: closing marks lose their empty half at the end, opening ones if *flush*."""
        return max(0.0, self._right[end] - self._left[flush][start])

    def stretchable(self, start: int, end: int) -> float:
        """Return how many gaps of a line may grow."""
        return max(0.0, self._stretch_before[self._ink_ends[end]] - self._stretch_before[start + 1])

    def shrinkable(self, start: int, end: int) -> float:
        """Return the em that may be taken from the punctuation and the Latin blanks of a line."""
        return max(0.0, self._shrink_before[self._ink_ends[end]] - self._shrink_before[start + 1])

    def penalties(self, glossary: tuple[str, ...], *, ragged: bool) -> list[tuple[float, float]]:
        """Return for every place (emergency, ugliness) of breaking before that piece."""
        inside = _inside_units("".join(self.pieces), glossary)
        share = 1.0 if ragged else kinsoku.JUSTIFIED_PENALTY
        result, offset = [(0.0, 0.0)], 0
        for before, after in pairwise(self.pieces):
            offset += len(before)
            if after[0] in kinsoku.NOT_FIRST or before[0] in kinsoku.NOT_LAST:
                emergency = _FORBIDDEN
            elif offset in inside:
                emergency = _DIVIDED_WELL if before in kinsoku.DIVIDE_AFTER else _DIVIDED
            else:
                emergency = 0.0
            result.append((emergency, _ugliness(before[0], after[0]) * share))
        return result

    def set_line(self, start: int, end: int, measure: float, *, first: bool, last: bool) -> SetLine:
        """Return the line with the gaps that bring it to *measure*, or nearly."""
        flush = not first
        gaps = [0.0, *self.kerns[start + 1 : end]]
        if flush and self.pieces[start] in kinsoku.OPENING:
            gaps[0] = -0.5
        slack = measure - self.line_width(start, end, flush=flush)
        inner = range(start + 1, self._ink_ends[end])
        growing = [place for place in inner if self._may_grow(place)]
        give = sum(map(self._give, inner))
        if slack < -TOLERANCE and give:
            for place in inner:
                gaps[place - start] += slack * self._give(place) / give
        elif not last and growing and 0 < slack / len(growing) <= kinsoku.MAX_STRETCH:
            for place in growing:
                gaps[place - start] += slack / len(growing)
        return SetLine("".join(self.pieces[start:end]), tuple(gaps))

    def _sums(self, amount: Callable[[int], float]) -> list[float]:
        """Return the sum of what the places from 1 up to each place give, so that any line's is one subtraction."""
        return [0.0, *accumulate((amount(place) for place in range(1, len(self.pieces))), initial=0.0)]

    def _may_grow(self, place: int) -> bool:
        """Whether a gap before that piece is not seen: everywhere but inside Latin words."""
        return not (kinsoku.LATIN.match(self.pieces[place - 1]) and kinsoku.LATIN.match(self.pieces[place]))

    def _give(self, place: int) -> float:
        """Return the em the gap before that piece may lose: from the empty half of one mark, or from a blank."""
        before, after = self.pieces[place - 1], self.pieces[place]
        if before == " ":
            return kinsoku.BLANK_SHRINK
        if self.kerns[place] >= 0 and (before in kinsoku.CLOSING or after in kinsoku.OPENING):
            return kinsoku.MAX_SHRINK
        return 0.0

    def _without_blanks(self) -> list[int]:
        """Return for every possible end of a line where its ink ends; the blanks before it are unseen."""
        ends = [0]
        for place, piece in enumerate(self.pieces, start=1):
            ends.append(ends[-1] if piece.isspace() else place)
        return ends

    def _right_edge(self, end: int) -> float:
        """Return where the ink of a line that ends there ends: a closing mark's empty half does not count."""
        if not end:
            return 0.0
        return self.starts[end - 1] + self.advances[end - 1] - 0.5 * (self.pieces[end - 1] in kinsoku.CLOSING)


@lru_cache(maxsize=4096)
def _kern(before: str, after: str, latin_gap: float) -> float:
    if solid_pairs(before + after):
        return -0.5
    if latin_gap and (
        (kinsoku.JAPANESE.match(before) and kinsoku.LATIN.match(after))
        or (kinsoku.LATIN.match(before) and kinsoku.JAPANESE.match(after))
    ):
        return latin_gap
    return 0.0


def _inside_units(text: str, glossary: tuple[str, ...]) -> set[int]:
    """Return the offsets of *text* that lie inside something that is never divided."""
    inside: set[int] = set()
    for pattern in (*kinsoku.UNITS, _glossary_pattern(glossary)):
        for found in pattern.finditer(text):
            inside.update(range(found.start() + 1, found.end()))
    return inside


@lru_cache(maxsize=64)
def _glossary_pattern(glossary: tuple[str, ...]) -> re.Pattern[str]:
    words = {*kinsoku.GLOSSARY, *(word for word in glossary if len(word) > 1)}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return next((letter for letter, pattern in kinsoku.SCRIPTS if pattern.match(character)), "o")


def _ugliness(before: str, after: str) -> float:
    """Return what breaking a ragged line here costs the reader."""
    if before in kinsoku.AFTER_PENALTY:
        return kinsoku.AFTER_PENALTY[before]
    return kinsoku.RAGGED_PENALTY.get(_script(before) + _script(after), kinsoku.OTHER_PENALTY)
