"""The systems, folders, tools and things a transferee really used: one line of an item for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """One entry of a master as a line of an item, with its name of that day.

    ``automatic``: the right is switched by the personnel system on the effective date.
    """

    item_id: str
    kind: str
    code: str
    name: str
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class ItemLinesChosen:
    """What this person used was chosen from the masters; it replaces an earlier choice whole (item P-03)."""

    case_id: str
    lines: tuple[ChosenLine, ...]
