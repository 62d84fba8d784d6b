"""Whether everything a paper shows can be printed, asked before the first stroke is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.errors import GlyphMissing, Unprintable
from desktop_app.papers.typesetting.runs import missing_glyphs
from desktop_app.papers.typesetting.substitutes import texts_in

__all__ = ["check_all", "refuse", "texts_in", "unprintable"]


def check_all(texts: Iterable[str], where: str) -> None:
    """Raise GlyphMissing if any of *texts* cannot be printed; *where* names the entry.

    A line feed is fine: it ends a line.
    """
    refuse(unprintable(texts, where))


def unprintable(texts: Iterable[str], where: str) -> tuple[Unprintable, ...]:
    """Return those of *texts* that cannot be printed, with the characters no font has."""
    every = tuple(text.replace("\n", "") for text in texts)
    if not missing_glyphs("".join(every)):
        return ()
    found = {text: missing for text in every if (missing := missing_glyphs(text))}
    return tuple(Unprintable(where, text, missing) for text, missing in found.items())


def refuse(found: Sequence[Unprintable]) -> None:
    """Raise GlyphMissing naming all that was found at once, if anything was."""
    if found:
        characters = tuple(dict.fromkeys(character for each in found for character in each.characters))
        raise GlyphMissing(characters=characters, text=found[0].text, where=found[0].where, rows=tuple(found))
