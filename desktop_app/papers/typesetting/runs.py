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

from desktop_app.errors import GlyphMissing, Unprintable
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import EmbeddedFont, Face, embedded_font

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_PIECE = re.compile(r".[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
_CLUSTER = re.compile(
    r"[\u3041-\u30ff\u31f0-\u31ff][\u3099\u309a]|[A-Za-z\u00c0-\u1eff][\u0300-\u036f]+"
    r"|[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*|.[\ufe00-\ufe0f\U000e0100-\U000e01ef]?",
    re.DOTALL,
)
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MARKS = frozenset(kinsoku.CLOSING + kinsoku.OPENING)
_PAIR = re.compile(
    f"(?<=[{kinsoku.CLOSING}])(?=[{kinsoku.CLOSING}{kinsoku.OPENING}])|(?<=[{kinsoku.OPENING}])(?=[{kinsoku.OPENING}])",
)


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a string one font draws: the characters as that font knows them, and their width in em."""

    font: str
    glyphs: str
    width: float


def missing_glyphs(text: str) -> tuple[str, ...]:
    """Return the characters of *text* that cannot be printed, each once, in order."""
    visible = _visible(text)
    if all(embedded_font(face.value[0]).draws_plainly(visible) for face in (Face.GOTHIC, Face.MINCHO)):
        return ()
    pieces = dict.fromkeys(drawn_pieces(visible))
    return tuple(dict.fromkeys(named(p) for p in pieces if any(not _place(p, face) for face in Face)))


def drawn_pieces(text: str) -> list[str]:
    """Return *text* in the pieces one glyph draws, where a font has it: a letter with its marks or its selector."""
    return _CLUSTER.findall(text)


def named(piece: str) -> str:
    """Return the character a drawn piece is called by: composed, without its selector."""
    return unicodedata.normalize("NFC", piece)[0] if len(piece) > 1 else piece


@lru_cache(maxsize=1024)
def runs(text: str, face: Face) -> tuple[Run, ...]:
    """Split *text* by the font that draws it. Raises GlyphMissing."""
    font = embedded_font(face.value[0])
    if font.draws_plainly(text):
        return (Run(font.fontName, text, _width(font, text)),) if text else ()
    placed: list[tuple[str, str]] = []
    for piece in drawn_pieces(_visible(text)):
        if not (places := _place(piece, face)):
            missing = missing_glyphs(text)
            raise GlyphMissing(characters=missing, text=text, where="", rows=(Unprintable("", text, missing),))
        placed += places
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


def glyph_count(text: str, face: Face) -> int:
    """Return how many glyphs draw *text*. Raises GlyphMissing."""
    return sum(len(run.glyphs) for run in runs(text, face))


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


def _visible(text: str) -> str:
    """Leave out what has no ink."""
    return _INVISIBLE.sub("", text)


@lru_cache(maxsize=1024)
def _place(piece: str, face: Face) -> tuple[tuple[str, str], ...]:
    """Return the fonts and their characters that draw *piece*, none when no font can."""
    if len(piece) == 1:
        return _plain(piece, face)
    if not _SELECTOR.match(piece[1]):
        return _composed(piece, face)
    for name in face.value:
        if (variant := embedded_font(name).stand_in(piece)) is not None:
            return ((name, variant),)
    # Unicode's rule for an unknown selector: the base as it is. The text still extracts with its selector.
    return tuple((name, embedded_font(name).drawn_as(piece, base)) for name, base in _plain(piece[0], face))


def _plain(character: str, face: Face) -> tuple[tuple[str, str], ...]:
    if unicodedata.category(character) == "Cc":
        return ()
    # The own fonts set apostrophes a whole em wide: O’Brien would fall apart.
    names = reversed(face.value) if character in kinsoku.APOSTROPHES else face.value
    return next((((name, character),) for name in names if character in embedded_font(name).advances), ())


def _composed(piece: str, face: Face) -> tuple[tuple[str, str], ...]:
    """Draw a letter and its marks as one glyph which extracts as stored, or from a font whose marks lie over it."""
    whole = unicodedata.normalize("NFC", piece)
    if len(whole) == 1:
        return tuple((name, embedded_font(name).drawn_as(piece, glyph)) for name, glyph in _plain(whole, face))
    for name in reversed(face.value):
        if embedded_font(name).advances.keys() >= set(whole):
            return tuple((name, glyph) for glyph in whole)
    return ()
