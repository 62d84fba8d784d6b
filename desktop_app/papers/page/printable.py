"""Whether everything a paper shows can be printed, asked before the first stroke is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from desktop_app.papers.typesetting.runs import check_printable, missing_glyphs


def texts_in(facts: Any) -> Iterator[str]:
    """Yield every text in a dataclass, its tuples and its inner dataclasses."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, tuple | list):
        for part in facts:
            yield from texts_in(part)
    elif is_dataclass(facts):
        for field in fields(facts):
            yield from texts_in(getattr(facts, field.name))


def check_all(texts: Iterable[str], where: str) -> None:
    """Raise GlyphMissing for the first of *texts* that cannot be printed; *where* names the entry.

    A line feed is fine: it ends a line.
    """
    every = tuple(text.replace("\n", "") for text in texts)
    if missing_glyphs("".join(every)):
        for text in every:
            check_printable(text, where)
