"""Text to runs: which font draws which part of a string, and how wide it is.

The face's own font comes first, its stand-in second; a character neither has stops the printing by name.
Stored names are never normalised: what is composed here is composed for drawing only (domain notes §6.3).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from desktop_app.errors import GlyphMissing
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import EmbeddedFont, Face, embedded_font

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_COMPOSABLE = re.compile("[\u3041-\u30ff][\u3099\u309a]|[A-Za-z\u00c0-\u1eff][\u0300-\u036f]+")
_PIECE = re.compile(r".[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
_MARKS = frozenset(kinsoku.CLOSING + kinsoku.OPENING)
_PAIR = re.compile(
    f"(?<=[{kinsoku.CLOSING}])(?=[{kinsoku.CLOSING}{kinsoku.OPENING}])|(?<=[{kinsoku.OPENING}])(?=[{kinsoku.OPENING}])",
)
_CLUSTER = re.compile(".[\ufe00-\ufe0f\U000e0100-\U000e01ef]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a string one font draws: the characters as that font knows them, and their width in em."""

    font: str
    glyphs: str
    width: float


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Return the characters of *text* that cannot be printed, each once, in order."""
    drawable = _drawable(text)
    if all(embedded_font(face.value[0]).draws_plainly(drawable) for face in (Face.GOTHIC, Face.MINCHO)):
        return ()
    pieces = dict.fromkeys(_CLUSTER.findall(drawable))
    return tuple(dict.fromkeys(p[0] for p in pieces if any(_place(p, face) is None for face in Face)))


def check_printable(text: str, where: str) -> None:
    """Raise GlyphMissing if *text* cannot be printed; *where* tells the person which entry it is."""
    if missing := missing_glyphs(text):
        raise GlyphMissing(characters=missing, text=text, where=where)


@lru_cache(maxsize=1024)
def runs(text: str, face: Face) -> tuple[Run, ...]:
    """Split *text* by the font that draws it. Raises GlyphMissing."""
    font = embedded_font(face.value[0])
    if font.draws_plainly(text):
        return (Run(font.fontName, text, _width(font, text)),) if text else ()
    placed = []
    for cluster in _CLUSTER.findall(_drawable(text)):
        place = _place(cluster, face)
        if place is None:
            raise GlyphMissing(characters=missing_glyphs(text), text=text, where="")
        placed.append(place)
    parts = []
    for name, group in groupby(placed, key=lambda part: part[0]):
        glyphs = "".join(glyph for _, glyph in group)
        parts.append(Run(name, glyphs, _width(embedded_font(name), glyphs)))
    return tuple(parts)


@lru_cache(maxsize=4096)
def em_width(text: str, face: Face) -> float:
    """Return the width of *text* in em, adjacent full-width marks set solid. Raises GlyphMissing."""
    font = embedded_font(face.value[0])
    if font.draws_plainly(text):
        return _width(font, text)
    return sum(run.width for run in runs(text, face))


def solid_pairs(text: str) -> tuple[int, ...]:
    """Return the places in *text* where two full-width marks meet and lose their common half em."""
    if _MARKS.isdisjoint(text):
        return ()
    return tuple(found.start() for found in _PAIR.finditer(text))


def width(text: str, face: Face, size: float) -> float:
    """Return the width in mm of *text* set in *face* at *size* pt. Raises GlyphMissing."""
    return em_width(text, face) * size / POINTS_PER_MM


def clusters(text: str) -> tuple[str, ...]:
    """Return *text* in the pieces that are drawn as one: a character with its selector or combining marks."""
    return tuple(_PIECE.findall(text))


def _width(font: EmbeddedFont, text: str) -> float:
    return sum(map(font.advances.__getitem__, text)) / 1000 - 0.5 * len(solid_pairs(text))


def _drawable(text: str) -> str:
    """Compose kana and Latin letters with their marks and leave out what has no ink."""
    visible = _INVISIBLE.sub("", text)
    return _COMPOSABLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), visible)


def _place(cluster: str, face: Face) -> tuple[str, str] | None:
    """Return the font and its character for *cluster*; a font that has the asked-for variant goes first."""
    if unicodedata.category(cluster[0]) == "Cc":
        return None
    if len(cluster) == 1:
        for name in face.value:
            if cluster in embedded_font(name).advances:
                return name, cluster
        return None
    for name in face.value:
        if (variant := embedded_font(name).stand_in(cluster)) is not None:
            return name, variant
    for name in face.value:
        # Unicode's rule for an unknown selector: the base as it is. The text still extracts with its selector.
        if (base := embedded_font(name).stand_in_for_base(cluster)) is not None:
            return name, base
    return None
