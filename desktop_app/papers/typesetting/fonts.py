"""The faces of our papers: bundled TrueType files, loaded on first use and embedded as subsets.

reportlab writes a wrong ToUnicode map above U+FFFF and knows no variation sequences; ``EmbeddedFont`` mends
both by giving a sequence such as 葛 + U+E0100 a private code point of its own (domain notes §6.3).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import groupby
from typing import Any
from unicodedata import category

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts

from desktop_app.papers.typesetting import kinsoku
from desktop_app.resources import resource_path

rl_config.useA85 = 0  # streams stay binary: a fifth smaller, and twice as fast to write

_BLANK = "\u3000"
_PRIVATE_PLANE = 0x100000  # plane 16 is for private use: no name or wording can collide with it
_NEVER_PLAIN = frozenset({"Cc", "Cf", "Mn"})
"""Categories of what has no ink of its own: control and invisible characters, marks, variation selectors."""
_ENTRIES_PER_BLOCK = 100  # the limit of one bfchar block in the CMap format


class Face(Enum):
    """The faces of the design, each with the file that steps in for what it lacks."""

    MINCHO = ("BIZUDMincho-Regular", "NotoSerifJP-Regular")
    GOTHIC = ("BIZUDGothic-Regular", "NotoSansJP-Regular")
    GOTHIC_BOLD = ("BIZUDGothic-Bold", "NotoSansJP-Regular")


@dataclass(frozen=True, slots=True)
class Lettering:
    """A face at a size in pt."""

    face: Face
    size: float


class EmbeddedFont(ttfonts.TTFont):  # type: ignore[misc] # reportlab ships no types
    """A TrueType font whose text extracts exactly and which draws variation sequences.

    ``advances`` are the widths of its characters in thousandths of the size.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, str(resource_path(f"fonts/{name}.ttf")), shapable=False)
        self.face.__class__ = _Face
        self.advances: dict[str, float] = {chr(code): width for code, width in self.face.charWidths.items()}
        self._plain = frozenset(
            character for character in self.advances if category(character) not in _NEVER_PLAIN
        ).difference(kinsoku.APOSTROPHES)
        self._stand_ins: dict[str, str | None] = {}
        self._meanings: dict[int, str] = {}

    def draws_plainly(self, text: str) -> bool:
        """Return whether *text* can be drawn here as it stands: all covered, nothing to compose or leave out."""
        return self._plain.issuperset(text)

    def stand_in(self, sequence: str) -> str | None:
        """Return the private character that draws base + variation selector, None if the font has no such form."""
        if sequence not in self._stand_ins:
            self._stand_ins[sequence] = self._adopt(sequence)
        return self._stand_ins[sequence]

    def drawn_as(self, sequence: str, character: str) -> str:
        """Return a private character that draws *character* of this font but extracts as *sequence*."""
        key = f"{sequence}\0{character}"
        if key not in self._stand_ins:
            self._stand_ins[key] = self._assign(sequence, self.face.charToGlyph[ord(character)])
        stand_in = self._stand_ins[key]
        assert stand_in is not None
        return stand_in

    def meaning(self, glyph: str) -> str:
        """Return the text a character of this font stands for."""
        return self._meanings.get(ord(glyph), glyph)

    def _adopt(self, sequence: str) -> str | None:
        base, selector = ord(sequence[0]), ord(sequence[1])
        forms = _variation_forms(self.fontName).get(selector, {})
        if base not in forms:
            return None
        glyph = forms[base] if forms[base] is not None else self.face.charToGlyph.get(base)
        return None if glyph is None else self._assign(sequence, glyph)

    def _assign(self, sequence: str, glyph: int) -> str:
        code = _PRIVATE_PLANE + len(self._meanings)
        self._meanings[code] = sequence
        width = self.face.hmetrics[glyph][0] * 1000 / self.face.unitsPerEm
        self.face.charToGlyph[code] = glyph
        self.face.charWidths[code] = width
        self.advances[chr(code)] = width
        return chr(code)

    def split(self, glyphs: str, document: Any, *, together: bool = False) -> list[tuple[int, bytes]]:
        """Return *glyphs* as (subset, codes); an ideographic space stays in the subset of what it follows.

        On its own in a text object it would be lost: pdfium leaves out an ActualText that is nothing but blank.
        *together* asks for one subset: where characters stand far apart, poppler reads a blank between two subsets.
        """
        parts: list[tuple[int, bytes]] = self.splitString(glyphs, document)
        if together and len(parts) > 1:
            parts = self._together(glyphs, document)
        blanks = self._blanks(document)
        if len(parts) < 2 or _BLANK not in glyphs:
            return parts
        placed = [(subset, code) for subset, codes in parts for code in codes]
        for place, glyph in enumerate(glyphs):
            neighbour = placed[place - 1 if place else next((i for i, g in enumerate(glyphs) if g != _BLANK), 0)][0]
            if glyph == _BLANK and neighbour in blanks:
                placed[place] = (neighbour, blanks[neighbour])
        return [
            (subset, bytes(code for _, code in group)) for subset, group in groupby(placed, key=lambda part: part[0])
        ]

    def _together(self, glyphs: str, document: Any) -> list[tuple[int, bytes]]:
        parts: list[tuple[int, bytes]] = []
        for _attempt in range(2):  # the first may fill the newest subset; then all goes to the one just opened
            parts = self.splitString("".join(self._again(glyph, document) for glyph in glyphs), document)
            if len(parts) < 2:
                break
        return parts

    def _blanks(self, document: Any) -> dict[int, int]:
        """Return the codes of the ideographic space by subset; each subset gets its own when it is opened."""
        state = self.state[document]
        blanks: dict[int, int] = state.__dict__.setdefault("blanks", {})
        if len(state.subsets) - 1 not in blanks:
            for subset, codes in self.splitString(self._again(_BLANK, document), document):
                blanks[subset] = codes[0]
        return blanks

    def _again(self, glyph: str, document: Any) -> str:
        """Return a private character that draws *glyph* once more, in the subset that is newest now."""
        key = f"{glyph}{len(self.state[document].subsets) - 1}"
        if key not in self._stand_ins:
            self._stand_ins[key] = self._assign(self.meaning(glyph), self.face.charToGlyph[ord(glyph)])
        stand_in = self._stand_ins[key]
        assert stand_in is not None
        return stand_in

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the subsets to *doc*, then replace their ToUnicode maps by right ones."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = f"{ttfonts.SUBSETN(number).decode()}+{self.face.name.decode()}"
            doc.idToObject[f"toUnicodeCMap:{name}"].content = self._to_unicode(name, subset)
            doc.idToObject[f"fontFile:{self.face.filename}({name})"].filters = [_Quickly()]

    def _to_unicode(self, name: str, subset: list[int]) -> str:
        entries = [
            f"<{place:02X}> <{self.meaning(chr(code)).encode('utf-16-be').hex().upper()}>"
            for place, code in enumerate(subset)
            if code
        ]
        blocks = [entries[i : i + _ENTRIES_PER_BLOCK] for i in range(0, len(entries), _ENTRIES_PER_BLOCK)]
        body = [line for b in blocks for line in (f"{len(b)} beginbfchar", *b, "endbfchar")]
        return "\n".join(
            (
                "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                f"/CMapName /{name} def\n/CMapType 2 def",
                "1 begincodespacerange\n<00> <FF>\nendcodespacerange",
                *body,
                "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
            ),
        )


class _Face(ttfonts.TTFontFace):  # type: ignore[misc]
    """A font file whose outlines are read where they lie: a subset needs some 50 KB of the 5 MB."""

    def get_table(self, tag: str) -> Any:
        """Return the table's bytes; the outlines as something that can be sliced."""
        if tag != "glyf":
            return super().get_table(tag)
        start, length = self.get_table_pos(tag)
        return _Outlines(self._ttf_data, start, length)


@dataclass(frozen=True, slots=True)
class _Outlines:
    data: bytes
    start: int
    length: int

    def __getitem__(self, part: slice) -> bytes:
        first, last, _step = part.indices(self.length)
        return self.data[self.start + first : self.start + last]


class _Quickly(pdfdoc.PDFStreamFilterZCompress):  # type: ignore[misc]
    """Compression at the lowest level: glyph outlines hardly shrink further, and it is a tenth of a letter's time."""

    def encode(self, text: bytes) -> bytes:
        return zlib.compress(text, 1)


@cache
def embedded_font(name: str) -> EmbeddedFont:
    """Return the font of file *name*, loading it the first time."""
    font = EmbeddedFont(name)
    pdfmetrics.registerFont(font)
    return font


@cache
def _variation_forms(name: str) -> dict[int, dict[int, int | None]]:
    """Return selector → base → glyph number (None: the base's own glyph) of a font file.

    fontTools is loaded only here, for the few papers that show such a name.
    """
    from fontTools.ttLib import TTFont

    with TTFont(resource_path(f"fonts/{name}.ttf"), lazy=True) as file:
        return {
            selector: {base: None if glyph is None else file.getGlyphID(glyph) for base, glyph in pairs}
            for table in file["cmap"].tables
            if table.format == 14
            for selector, pairs in table.uvsDict.items()
        }
