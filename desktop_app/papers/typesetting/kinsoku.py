"""What may stand at the edges of a line and what is never divided: ``resources/typesetting/japanese.toml``, read once.

The line breaker knows no Japanese of its own (paper notes §3, after JLREQ); the typography is changed in that file.
"""

from __future__ import annotations

import re
import tomllib
from functools import reduce
from typing import Any

from desktop_app.resources import resource_path

_DATA: dict[str, Any] = tomllib.loads(resource_path("typesetting/japanese.toml").read_text(encoding="utf-8"))


def _pattern(text: str) -> re.Pattern[str]:
    parts: dict[str, str] = _DATA["units"]["parts"]
    return re.compile(reduce(lambda done, part: done.replace(f"{{{part[0]}}}", part[1]), parts.items(), text))


OPENING: str = _DATA["marks"]["opening"]
"""Full-width marks whose left half is empty."""
CLOSING: str = _DATA["marks"]["closing"]
"""Full-width marks whose right half is empty."""
APOSTROPHES: frozenset[str] = frozenset(_DATA["marks"]["apostrophes"])
"""Marks of Latin words, drawn by the font that knows them as narrow."""
NOT_FIRST = frozenset("".join(_DATA["not_first"].values()))
"""May not begin a line; blanks stay unseen at the end of the line before."""
NOT_LAST = frozenset("".join(_DATA["not_last"].values()))
"""May not end a line."""
UNITS = tuple(map(_pattern, _DATA["units"]["patterns"]))
"""What is never divided: dates, half-years, counted numbers, articles, Latin words."""
DIVIDE_AFTER = frozenset(_DATA["units"]["divide_after"])
"""Where a word longer than its line is divided rather than elsewhere."""
GLOSSARY: tuple[str, ...] = tuple(_DATA["glossary"]["words"])
"""Words that stay whole in every form; a workplace's own names are added by the caller."""

SUBSTITUTE_WORDS: dict[str, Any] = _DATA["substitutes"]
"""What a form says about characters it shows otherwise."""
PEN_BLANK: str = SUBSTITUTE_WORDS["blank"]

LATIN = re.compile(_DATA["scripts"]["latin"])
JAPANESE = re.compile(_DATA["scripts"]["japanese"])
SCRIPTS = tuple((letter, re.compile(_DATA["scripts"][letter])) for letter in "htkl")

LATIN_GAP: float = _DATA["justified"]["latin_gap"]
MAX_STRETCH: float = _DATA["justified"]["stretch"]
MAX_SHRINK: float = _DATA["justified"]["shrink"]
BLANK_SHRINK: float = _DATA["justified"]["blank_shrink"]
JUSTIFIED_PENALTY: float = _DATA["justified"]["penalty"]
SHORT_LAST_LINE: int = _DATA["justified"]["short_last_line"]

EVENNESS: float = _DATA["ragged"]["evenness"]
LONE_CHARACTER: float = _DATA["ragged"]["lone_character"]
RAGGED_PENALTY: dict[str, float] = _DATA["ragged"]["between"]
OTHER_PENALTY: float = _DATA["ragged"]["other"]
AFTER_PENALTY: dict[str, float] = _DATA["ragged"]["after"]
