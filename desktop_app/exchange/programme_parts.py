"""Put a programme together from its parts: the file it extends, that file's own, and add-ons.

``extends: common@1.0`` takes over everything of that file; what the file says itself is added to it or, where a
programme has only one of a kind (its deadlines, its form), replaces it. ``item_changes`` and ``step_changes`` give
named fields of inherited entries new values, ``without`` leaves items out. ``add_ons: [kyushu@1.0]`` may only add.
What contradicts is refused: nothing is ever replaced silently.

Lines of the whole count on from part to part, so that a fault found in the whole is told in the part it stands in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from desktop_app.errors import ProgrammeUnreadable
from desktop_app.exchange.form_file import put_in_named_forms
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_merging import LISTS, added, put_upon
from desktop_app.exchange.programme_shape import check_shape, part_schema
from desktop_app.exchange.programme_tree import Path, Tree, decoded, refuse, shown, tree_of

MAX_PARTS = 8

Find = Callable[[str], tuple[tuple[str, bytes], ...]]
"""Returns names and contents of the files that may hold the part with that id."""

HEAD = ("format", "id", "version", "title", "source")
_ADD_ON_MAY = frozenset({*HEAD, "extends", "roles", *LISTS})


@dataclass(frozen=True, slots=True)
class Part:
    """One file a programme was put together from; ``first_line`` is where its lines begin in the whole."""

    id: str
    version: str
    name: str
    sha256: str
    first_line: int

    @property
    def reference(self) -> str:
        """How files name it: ``common@1.0``."""
        return f"{self.id}@{self.version}"


@dataclass(slots=True)
class _Whole:
    find: Find
    parts: list[Part] = field(default_factory=list)
    lines: int = 0


def compose(text: str, find: Find, name: str = "") -> tuple[Tree, tuple[Part, ...]]:
    """Return the whole of the file with *text*, its named forms put in, and its parts, the file itself first.

    Raises ProgrammeUnreadable; for a fault in another file with that file's name.
    """
    whole = _Whole(find)
    with told_in_part(whole.parts):
        tree = _composed(whole, _read(whole, text, name), ())
        put_in_named_forms(tree)
    return tree, tuple(whole.parts)


def sha256_of(text: str, parts: tuple[Part, ...]) -> str:
    """Return the SHA-256 (hex) that stands for the whole: of the text alone, or of all parts' in their order."""
    if len(parts) == 1:
        return hashlib.sha256(text.encode()).hexdigest()
    return hashlib.sha256("\n".join(part.sha256 for part in parts).encode()).hexdigest()


@contextmanager
def told_in_part(parts: Sequence[Part]) -> Iterator[None]:
    """Tell a fault of the whole in the lines of the part it stands in."""
    try:
        yield
    except ProgrammeUnreadable as error:
        raise ProgrammeUnreadable(**_in_part(error.facts, parts)) from None


def _in_part(facts: dict[str, Any], parts: Sequence[Part]) -> dict[str, Any]:
    line = facts.get("line")
    if line is None or not parts or "file" in facts:
        return facts
    part = next(each for each in reversed(parts) if line > each.first_line)
    told = {"line": line - part.first_line}
    if isinstance(facts.get("first_line"), int):
        first = next(each for each in reversed(parts) if facts["first_line"] > each.first_line)
        told["first_line"] = facts["first_line"] - first.first_line
    return facts | told | ({"file": part.name} if part is not parts[0] else {})


def _read(whole: _Whole, text: str, name: str) -> Tree:
    """Return one file's own tree, of the right shape as far as it goes, its lines counting on in the whole."""
    first = not whole.parts
    try:
        tree = tree_of(text)
        put_in_named_forms(tree, with_shipped=False)
        check_shape(tree, part_schema)
    except ProgrammeUnreadable as error:
        raise ProgrammeUnreadable(**error.facts | ({} if first else {"file": name})) from None
    head = tree.value
    hashed = hashlib.sha256(text.encode()).hexdigest()
    whole.parts.append(Part(head["id"], head["version"], name or f"{head['id']}.yaml", hashed, whole.lines))
    tree.lines = {path: line + whole.lines for path, line in tree.lines.items()}
    whole.lines += text.count("\n") + 1
    return tree


def _composed(whole: _Whole, own: Tree, below: tuple[str, ...]) -> Tree:
    """Return *own* put upon what it extends; *below* are the files that extend it, for the ones that go in a circle."""
    head = own.value
    here = f"{head['id']}@{head['version']}"
    if "extends" not in head:
        _refuse_orphans(own)
        return own
    tree = put_upon(_part(whole, own, ("extends",), head["extends"], (*below, here)), own)
    chain = {part.reference for part in whole.parts}
    for at, reference in enumerate(head.get("add_ons", ())):
        path: Path = ("add_ons", at)
        line = own.line_of(path)
        add_on = _found(whole, own, path, reference)
        _check_add_on(add_on, chain, line)
        tree = added(tree, add_on)
    return tree


def _refuse_orphans(own: Tree) -> None:
    for name in ("add_ons", "item_changes", "step_changes", "without"):
        if name in own.value:
            refuse(ProgrammeFault.NOTHING_EXTENDED, own.line_of((name,)), field=name)
    for at, step in enumerate(own.value.get("steps", ())):
        if "before" in step:
            refuse(ProgrammeFault.NOTHING_EXTENDED, own.line_of(("steps", at, "before")), field="before")


def _part(whole: _Whole, own: Tree, path: Path, reference: str, below: tuple[str, ...]) -> Tree:
    if reference in below:
        refuse(ProgrammeFault.PART_CYCLE, own.line_of(path), value=shown(" → ".join((*below, reference)), 120))
    return _composed(whole, _found(whole, own, path, reference), below)


def _found(whole: _Whole, own: Tree, path: Path, reference: str) -> Tree:  # noqa: RET503 - refuse never returns
    line = own.line_of(path)
    if len(whole.parts) >= MAX_PARTS:
        refuse(ProgrammeFault.TOO_MANY_PARTS, line, limit=MAX_PARTS)
    wanted, _, version = reference.partition("@")
    files = whole.find(wanted)
    if not files:
        refuse(ProgrammeFault.PART_UNKNOWN, line, value=reference)
    seen = []
    for name, data in files:
        before = (len(whole.parts), whole.lines)
        try:
            tree = _read(whole, decoded(data), name)
        except ProgrammeUnreadable as error:
            raise ProgrammeUnreadable(**error.facts | {"file": name}) from None
        if (tree.value["id"], tree.value["version"]) == (wanted, version):
            return tree
        seen.append(f"{tree.value['id']}@{tree.value['version']}")
        del whole.parts[before[0] :]
        whole.lines = before[1]
    refuse(ProgrammeFault.PART_VERSION, line, value=reference, known="、".join(seen))


def _check_add_on(add_on: Tree, chain: set[str], line: int) -> None:
    head = add_on.value
    for name in head:
        if name not in _ADD_ON_MAY:
            refuse(ProgrammeFault.ADD_ON_CHANGES, add_on.line_of((name,)), field=name)
    if "extends" in head and head["extends"] not in chain:
        refuse(ProgrammeFault.ADD_ON_NEEDS, line, value=f"{head['id']}@{head['version']}", wanted=head["extends"])
