"""What changed from one version of a programme to another, in terms people know: items, texts, deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from desktop_app.domain.bilingual import Text
from desktop_app.domain.form import Form
from desktop_app.domain.programme import Item, Programme, Step


class ChangeKind(StrEnum):
    """What happened to one thing of a programme."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where (``items``, its *key*, the *field*), and what stood and stands there."""

    kind: ChangeKind
    part: str
    key: str = ""
    field: str = ""
    old: Any = None
    new: Any = None


_GROUPS = ("deadlines", "retention", "scope", "restricted_moves", "briefing")
_PLAIN = ("title", "source", "roles", "evidence_max_bytes", "ledger_title", "ledger_number", "ledger_version")
_LISTS = {
    "steps": "code",
    "items": "id",
    "transfer_types": "code",
    "not_done_reasons": "code",
    "return_reasons": "code",
    "registers": "code",
    "inspection": "text",
    "further_forms": "code",
    "courses": "direction",
}


def differences(old: Programme, new: Programme) -> tuple[Change, ...]:
    """Return every difference, first the items, then forms, deadlines and the rest."""
    found: list[Change] = []
    for name, key in sorted(_LISTS.items(), key=lambda pair: pair[0] != "items"):
        found += _of_lists(name, getattr(old, name), getattr(new, name), key)
    for name in ("report_form", "explanation_form"):
        found += _of_forms(name, getattr(old, name), getattr(new, name))
    for name in _GROUPS:
        found += _of_groups(name, getattr(old, name), getattr(new, name))
    for name in _PLAIN:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append(Change(ChangeKind.CHANGED, name, "", "", before, after))
    return tuple(found)


def _of_lists(name: str, old: Sequence[Any], new: Sequence[Any], key: str) -> Iterable[Change]:
    before, after = ({getattr(one, key): one for one in side} for side in (old, new))
    yield from (Change(ChangeKind.ADDED, name, k, new=one) for k, one in after.items() if k not in before)
    yield from (Change(ChangeKind.REMOVED, name, k, old=one) for k, one in before.items() if k not in after)
    for k, one in after.items():
        if k in before and before[k] != one:
            yield from _of_fields(name, k, before[k], one)


def _of_forms(name: str, old: Form | None, new: Form | None) -> Iterable[Change]:
    if old is None or new is None:
        if old != new:
            kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
            yield Change(kind, name, (new or old).name, old=old, new=new)  # type: ignore[union-attr]
        return
    yield from _of_fields(name, new.name, old, new)


def _of_groups(name: str, old: Any, new: Any) -> Iterable[Change]:
    if old == new:
        return
    if old is None or new is None:
        yield Change(ChangeKind.ADDED if old is None else ChangeKind.REMOVED, name, old=old, new=new)
        return
    yield from _of_fields(name, "", old, new)


def _of_fields(name: str, key: str, old: Any, new: Any) -> Iterable[Change]:
    for one in fields(new):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if before != after:
            yield Change(ChangeKind.CHANGED, name, key, one.name, before, after)


def next_version(version: str) -> str:
    """Return the version after *version*: its last number and one (1.0 → 1.1)."""
    *front, last = version.split(".")
    return ".".join((*front, str(int(last) + 1)))


def said_of(one: Item | Step | Text | Any, language: str) -> str:
    """Return what an added or removed thing says, as far as it has a text of its own."""
    for name in ("text", "title", "label"):
        words = getattr(one, name, None)
        if isinstance(words, Text):
            return words[language]
        if isinstance(words, str):
            return words
    return ""
