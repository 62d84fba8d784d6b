"""Write once, read whole: attempts at one file of the share (share protocol §Publish, steps 4 and 5).

A name is taken by whoever creates it first. A torn file is never repaired: the whole one lies beside it as the
next attempt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum

from desktop_app.errors import ShareEntryExists, ShareEntryTooLarge
from desktop_app.share.layout import ATTEMPTS, PathOf
from desktop_app.share.store import Store


class Placed(Enum):
    """How an attempt to have a file on the share ended."""

    WRITTEN = "written"
    THERE = "there"
    WAIT = "wait"
    """A torn file was met for the first time; somebody may be writing it at this moment."""
    CONFLICT = "conflict"
    """Another whole file stands in its place."""
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True)
class Placement:
    """How it ended, and at which path; ``rivals`` are whole files of another history that stood before it."""

    how: Placed
    path: str
    rivals: tuple[str, ...] = ()


def place(
    store: Store,
    paths: PathOf,
    data: bytes,
    *,
    torn_before: Collection[str] | None = None,
    conflicts: Callable[[bytes], bool] = lambda _found: False,
    beside: bool = False,
) -> Placement:
    """Have exactly *data* on the share, under the first attempt that is free or already holds it.

    With *torn_before* a torn file counts as torn only when it was torn in an earlier round too; without, at once
    (we are the only one who writes this name, but for a member who re-creates the very same bytes). Another whole
    file that *conflicts* ends it, or with *beside* is given its place: both are kept.
    """
    torn: list[str] = []
    rivals: list[str] = []
    for path in map(paths, range(ATTEMPTS)):
        found = _content(store, path, len(data))
        if found is None:
            waits = [one for one in torn if torn_before is not None and one not in torn_before]
            if waits:
                return Placement(Placed.WAIT, waits[0], tuple(rivals))
            try:
                store.put_new(path, data)
            except ShareEntryExists:
                found = _content(store, path, len(data))
            else:
                return Placement(Placed.WRITTEN, path, tuple(rivals))
        if found == data:
            return Placement(Placed.THERE, path, tuple(rivals))
        if found is not None and conflicts(found):
            if not beside:
                return Placement(Placed.CONFLICT, path)
            rivals.append(path)
            continue
        torn.append(path)
    return Placement(Placed.EXHAUSTED, (*torn, *rivals)[-1], tuple(rivals))


def _content(store: Store, path: str, expected: int) -> bytes | None:
    try:
        return store.get(path, limit=max(expected, 1 << 20))
    except ShareEntryTooLarge:
        return b""  # whatever it is, it is not the file we mean
