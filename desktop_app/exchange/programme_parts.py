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
from desktop_app.exchange.programme_shape import check_shape, part_schema
from desktop_app.exchange.programme_tree import Path, Tree, decoded, refuse, shown, tree_of

MAX_PARTS = 8

Find = Callable[[str], tuple[tuple[str, bytes], ...]]
"""Returns names and contents of the files that may hold the part with that id."""

HEAD = ("format", "id", "version", "title", "source")
COMPOSING = ("extends", "add_ons", "item_changes", "step_changes", "without")
LISTS = {
    "steps": "code",
    "items": "id",
    "registers": "code",
    "transfer_types": "code",
    "not_done_reasons": "code",
    "return_reasons": "code",
    "inspection": "text",
    "further_forms": "code",
}
"""The lists parts add to, and what an entry is known by."""
FIELDWISE = ("roles", "deadlines", "retention", "scope", "ledger")
"""The groups a programme may say a part of; the rest of them it takes over."""
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
    part = next((each for each in reversed(parts) if line is not None and line > each.first_line), None)
    if part is None or "file" in facts:
        return facts
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
    tree = _put_upon(_part(whole, own, ("extends",), head["extends"], (*below, here)), own)
    chain = {part.reference for part in whole.parts}
    for at, reference in enumerate(head.get("add_ons", ())):
        path: Path = ("add_ons", at)
        line = own.line_of(path)
        add_on = _found(whole, own, path, reference)
        _check_add_on(add_on, chain, line)
        tree = _added(tree, add_on)
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


def _put_upon(base: Tree, own: Tree) -> Tree:
    """Return *base* with what *own* says."""
    tree = _without(base, own)
    _change(tree, own, "item_changes", "items", "id")
    _change(tree, own, "step_changes", "steps", "code")
    for name, value in own.value.items():
        if name in COMPOSING:
            continue
        if name in LISTS:
            _add_entries(tree, own, name)
        elif name in FIELDWISE and name in tree.value:
            tree.value[name] = dict(tree.value[name])
            for key in value:
                _graft(tree, (name, key), own, (name, key))
        else:
            _graft(tree, (name,), own, (name,))
    _sort_items(tree)
    return tree


def _added(tree: Tree, add_on: Tree) -> Tree:
    """Return *tree* with what an add-on adds."""
    for name in add_on.value:
        if name in LISTS:
            _add_entries(tree, add_on, name)
    for party, title in add_on.value.get("roles", {}).items():
        known = tree.value["roles"].get(party)
        if known is not None and known != title:
            _refuse_conflict(add_on, ("roles", party), party)
        _graft(tree, ("roles", party), add_on, ("roles", party))
    _sort_items(tree)
    return tree


def _without(base: Tree, own: Tree) -> Tree:
    """Return a copy of *base* less the items *own* leaves out."""
    tree = Tree(dict(base.value), dict(base.lines))
    for name in LISTS:
        if name in tree.value:
            tree.value[name] = list(tree.value[name])
    for at, item_id in enumerate(own.value.get("without", ())):
        places = [place for place, item in enumerate(tree.value.get("items", ())) if item["id"] == item_id]
        if not places:
            refuse(ProgrammeFault.CHANGED_UNKNOWN, own.line_of(("without", at)), value=item_id)
        del tree.value["items"][places[0]]
        _forget(tree, ("items", places[0]))
        _move(tree, "items", places[0] + 1, -1)
    return tree


def _change(tree: Tree, own: Tree, changes: str, name: str, key: str) -> None:
    places = {entry[key]: at for at, entry in enumerate(tree.value.get(name, ()))}
    seen: set[str] = set()
    for at, change in enumerate(own.value.get(changes, ())):
        path: Path = (changes, at)
        if change[key] not in places or change[key] in seen:
            fault = ProgrammeFault.CHANGED_TWICE if change[key] in seen else ProgrammeFault.CHANGED_UNKNOWN
            refuse(fault, own.line_of((*path, key)), value=change[key])
        seen.add(change[key])
        place = places[change[key]]
        tree.value[name][place] = dict(tree.value[name][place])
        for changed in change:
            if changed != key:
                _graft(tree, (name, place, changed), own, (*path, changed))


def _add_entries(tree: Tree, own: Tree, name: str) -> None:
    key = LISTS[name]
    entries = tree.value.setdefault(name, [])
    tree.lines.setdefault((name,), own.line_of((name,)))
    inherited = {entry[key]: entry for entry in entries}
    for at, entry in enumerate(own.value[name]):
        path: Path = (name, at)
        plain = {field: value for field, value in entry.items() if field != "before"}
        if entry[key] in inherited:
            if inherited[entry[key]] != plain:
                _refuse_conflict(own, path, entry[key])
            continue
        place = len(entries)
        if "before" in entry:
            codes = [each[key] for each in entries]
            if entry["before"] not in codes:
                refuse(ProgrammeFault.STEP_UNKNOWN, own.line_of((*path, "before")), value=entry["before"])
            place = codes.index(entry["before"])
            entries.insert(place, None)
            _move(tree, name, place, 1)
        else:
            entries.append(None)
        _graft(tree, (name, place), own, path)
        tree.value[name][place] = plain


def _forget(tree: Tree, path: Path) -> None:
    tree.lines = {known: line for known, line in tree.lines.items() if known[: len(path)] != path}


def _move(tree: Tree, name: str, first: int, by: int) -> None:
    """Let the lines of a list's entries from *first* on belong to the entries *by* places further."""
    tree.lines = {
        (name, path[1] + by, *path[2:]) if _is_from(path, name, first) else path: line
        for path, line in tree.lines.items()
    }


def _is_from(path: Path, name: str, place: int) -> bool:
    return len(path) > 1 and path[0] == name and isinstance(path[1], int) and path[1] >= place


def _sort_items(tree: Tree) -> None:
    """Let items stand by their steps, in the order they came, so that screens and papers go from step to step."""
    steps = {step["code"]: place for place, step in enumerate(tree.value.get("steps", ()))}
    items = tree.value.get("items", [])
    order = sorted(range(len(items)), key=lambda at: steps.get(items[at]["step"], len(steps)))
    place_of = {at: place for place, at in enumerate(order)}
    tree.value["items"] = [items[at] for at in order]
    tree.lines = {
        ("items", place_of[path[1]], *path[2:]) if _is_from(path, "items", 0) else path: line
        for path, line in tree.lines.items()
    }


def _refuse_conflict(own: Tree, path: Path, value: str) -> None:
    refuse(ProgrammeFault.CONFLICT, own.line_of(path), value=shown(value), part=own.value["id"])


def _graft(tree: Tree, path: Path, source: Tree, source_path: Path) -> None:
    """Put the value at *source_path* in the place of what is at *path*, with its lines."""
    _forget(tree, path)
    depth = len(source_path)
    tree.lines |= {
        (*path, *known[depth:]): line for known, line in source.lines.items() if known[:depth] == source_path
    }
    holder = tree.at(path[:-1])
    holder[path[-1]] = source.at(source_path)
