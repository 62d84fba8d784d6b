"""What papers show for characters no bundled font has: a text somebody chose, or a blank for the pen.

Only what is drawn changes, never the record; and every form that shows a substitute says so (``print_note``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from desktop_app.domain.facts import PrintSubstitute
from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.runs import drawn_pieces, named

Shown = TypeVar("Shown")
NOTE_FIELD = "print_note"


def substituted(facts: Shown, substitutes: Sequence[PrintSubstitute]) -> Shown:
    """Return *facts* (a form's dataclass, or any text) with the substitutes in all its texts.

    A dataclass with a field ``print_note`` gets the note there: its form draws it at the foot of every page.
    """
    if not substitutes:
        return facts
    shown: Shown = _replaced(facts, {each.character: each.text or kinsoku.PEN_BLANK for each in substitutes})
    noted: Shown = _noted(shown, substitution_note(facts, substitutes))
    return noted


def substitution_note(facts: Any, substitutes: Sequence[PrintSubstitute]) -> str:
    """Return the sentence that tells which characters of *facts* are shown otherwise; empty when none is."""
    return _note("note", facts, substitutes)


def row_note(facts: Any, substitutes: Sequence[PrintSubstitute]) -> str:
    """Return the same as few words, for the remarks of a table row."""
    return _note("row", facts, substitutes)


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


def _noted(shown: Any, note: str) -> Any:
    has_place = is_dataclass(shown) and any(field.name == NOTE_FIELD for field in fields(shown))
    return replace(shown, **{NOTE_FIELD: note}) if has_place else shown


def _note(kind: str, facts: Any, substitutes: Sequence[PrintSubstitute]) -> str:
    words = kinsoku.SUBSTITUTE_WORDS
    there = {named(piece) for text in texts_in(facts) for piece in drawn_pieces(text)}
    used = [each for each in substitutes if each.character in there]
    if not used:
        return ""
    listed = [
        words["one" if each.text else "one_blank"].format(code=f"U+{ord(each.character):04X}", text=each.text)
        for each in used[: words["listed"]]
    ]
    if len(used) > len(listed):
        listed.append(words["more"].format(count=len(used) - len(listed)))
    told: str = words[kind].format(list="、".join(listed))
    return told


def _replaced(facts: Any, shown: dict[str, str]) -> Any:
    if isinstance(facts, str):
        pieces = drawn_pieces(facts)
        changed = [shown.get(named(piece), piece) for piece in pieces]
        return facts if changed == pieces else "".join(changed)
    if isinstance(facts, tuple):
        return tuple(_replaced(part, shown) for part in facts)
    if isinstance(facts, list):
        return [_replaced(part, shown) for part in facts]
    if is_dataclass(facts) and not isinstance(facts, type):
        return replace(
            facts, **{field.name: _replaced(getattr(facts, field.name), shown) for field in fields(facts) if field.init}
        )
    return facts
