"""What one programme file says, put upon what another said, every value keeping its line (see ``programme_parts``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Never

from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_tree import Path, Tree, refuse, shown

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
    "courses": "direction",
}
"""The lists parts add to, and what an entry is known by."""
FIELDWISE = ("roles", "deadlines", "retention", "scope", "ledger")
"""The groups a programme may say a part of; the rest of them it takes over."""


def put_upon(base: Tree, own: Tree) -> Tree:
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


def added(tree: Tree, add_on: Tree) -> Tree:
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
    _replace(tree, name, lambda at: at + by if at >= first else at)


def _replace(tree: Tree, name: str, place_of: Callable[[int], int]) -> None:
    """Let the lines of a list's entries follow them to other places."""
    tree.lines = {
        (name, place_of(path[1]), *path[2:])
        if len(path) > 1 and path[0] == name and isinstance(path[1], int)
        else path: line
        for path, line in tree.lines.items()
    }


def _sort_items(tree: Tree) -> None:
    """Let items stand by their steps, in the order they came, so that screens and papers go from step to step."""
    steps = {step["code"]: place for place, step in enumerate(tree.value.get("steps", ()))}
    items = tree.value.get("items", [])
    order = sorted(range(len(items)), key=lambda at: steps.get(items[at]["step"], len(steps)))
    tree.value["items"] = [items[at] for at in order]
    _replace(tree, "items", {at: place for place, at in enumerate(order)}.__getitem__)


def _refuse_conflict(own: Tree, path: Path, value: str) -> Never:
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
