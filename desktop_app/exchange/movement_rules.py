"""Hold what a programme says of who moves where against itself: the rules of its scope, and of restricted moves."""

from __future__ import annotations

from typing import Any

from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_tree import Path, Tree, refuse

_TAKES_IN = ("IN_SCOPE", "IF_RESTRICTED")


def check_scope(tree: Tree) -> None:
    """Raise ProgrammeUnreadable where a rule names what does not exist, is never reached, or leaves a type out."""
    scope = tree.value["scope"]
    if "rules" not in scope:
        return
    rules, known = scope["rules"], {kind["code"]: kind for kind in tree.value["transfer_types"]}
    for at, rule in enumerate(rules):
        path: Path = ("scope", "rules", at)
        for nth, code in enumerate(rule.get("transfer_types", ())):
            if code not in known:
                line = tree.line_of((*path, "transfer_types", nth))
                refuse(ProgrammeFault.TRANSFER_TYPE_UNKNOWN, line, value=code)
        for earlier in range(at):
            if _covers(rules[earlier], rule):
                first = tree.line_of(("scope", "rules", earlier))
                refuse(ProgrammeFault.SCOPE_RULE_UNREACHABLE, tree.line_of(path), first_line=first)
    for at, code in enumerate(scope["transfer_types"]):
        direction = known[code].get("direction", "OUTBOUND")
        if not any(_takes(rule, code, direction) for rule in rules):
            line = tree.line_of(("scope", "transfer_types", at))
            refuse(ProgrammeFault.SCOPE_TYPE_NEVER, line, value=code)


def _covers(earlier: dict[str, Any], rule: dict[str, Any]) -> bool:
    """Whether *earlier* fits everything *rule* fits."""
    for name in ("direction", "to_specified_affiliate"):
        if name in earlier and earlier.get(name) != rule.get(name):
            return False
    types, own = earlier.get("transfer_types"), rule.get("transfer_types")
    return types is None or (own is not None and set(own) <= set(types))


def _takes(rule: dict[str, Any], code: str, direction: str) -> bool:
    named = code in rule.get("transfer_types", (code,)) and direction == rule.get("direction", direction)
    return named and rule["verdict"] in _TAKES_IN


def check_restricted_moves(tree: Tree) -> None:
    """Raise ProgrammeUnreadable where the matrix is no rectangle, or duties have no place in it."""
    moves = tree.value.get("restricted_moves")
    if moves is None:
        return
    columns = len(moves["matrix"][0])
    for at, row in enumerate(moves["matrix"]):
        if len(row) != columns:
            refuse(ProgrammeFault.MATRIX_SIZE, tree.line_of(("restricted_moves", "matrix", at)), limit=columns)
    for name, limit in (("origins", len(moves["matrix"])), ("destinations", columns)):
        seen: dict[str, Path] = {}
        for at, function in enumerate(moves[name]):
            path: Path = ("restricted_moves", name, at)
            code = function["code"]
            if code in seen or code == "NONE":
                line = tree.line_of((*path, "code"))
                first = tree.line_of(seen.get(code, path))
                refuse(ProgrammeFault.TWICE, line, value=code, first_line=first)
            seen[code] = path
            if function["grade"] > limit:
                refuse(ProgrammeFault.GRADE_OUTSIDE, tree.line_of((*path, "grade")), value=code, limit=limit)
            if not function.get("org_codes") and not function.get("names"):
                refuse(ProgrammeFault.DUTIES_UNKNOWABLE, tree.line_of(path), value=code)
    for name, limit in (("row_titles", len(moves["matrix"])), ("column_titles", columns)):
        if name in moves and len(moves[name]) != limit:
            fault = ProgrammeFault.TOO_FEW if len(moves[name]) < limit else ProgrammeFault.TOO_MANY
            place = f"restricted_moves/{name}"
            refuse(fault, tree.line_of(("restricted_moves", name)), place=place, limit=limit)
