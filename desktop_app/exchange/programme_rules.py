"""Hold a programme of the right shape against what a schema cannot say: names that must exist, and once.

Every rule names the line of the text that breaks it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop_app.exchange.form_rules import FORMS, check_form, check_merge_fields
from desktop_app.exchange.movement_rules import check_restricted_moves, check_scope
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_tree import Path, Tree, refuse, shown

LEDGER_COLUMNS = 6
"""The ledger's paper has room for this many steps."""


def check_rules(tree: Tree) -> None:
    """Raise ProgrammeUnreadable for the first rule that *tree*, already of the right shape, breaks."""
    _check_uniqueness(tree)
    _check_names(tree)
    _check_items(tree)
    _check_ledger(tree)
    _check_deadlines(tree)
    check_scope(tree)
    check_restricted_moves(tree)
    steps = {step["code"] for step in tree.value["steps"]}
    for name, needed in FORMS.items():
        if name in tree.value:
            check_form(tree, (name,), needed, steps)
    for at in range(len(tree.value.get("further_forms", ()))):
        check_form(tree, ("further_forms", at), ("title",), steps)
    for at in range(len(tree.value.get("courses", ()))):
        check_form(tree, ("courses", at, "report_form"), FORMS["report_form"], steps)
    check_merge_fields(tree)


def _check_uniqueness(tree: Tree) -> None:
    once(tree, [("steps", at, "code") for at in range(len(tree.value["steps"]))])
    once(tree, [("items", at, "id") for at in range(len(tree.value["items"]))])
    for choices in ("transfer_types", "not_done_reasons", "return_reasons", "registers", "further_forms"):
        once(tree, [(choices, at, "code") for at in range(len(tree.value.get(choices, ())))])
    once(tree, [("courses", at, "direction") for at in range(len(tree.value.get("courses", ())))])
    for name in ("transfer_types", "specified_affiliates"):
        once(tree, [("scope", name, at) for at in range(len(tree.value["scope"][name]))])
    for at, item in enumerate(tree.value["items"]):
        for name in ("evidence", "confirmed_by", "measures"):
            once(tree, [("items", at, name, nth) for nth in range(len(item[name]))])


def once(tree: Tree, paths: Iterable[Path]) -> None:
    """Refuse when two of *paths* hold the same value."""
    seen: dict[str, Path] = {}
    for path in paths:
        value = tree.at(path)
        if value in seen:
            first_line = tree.line_of(seen[value])
            refuse(ProgrammeFault.TWICE, tree.line_of(path), value=shown(value), first_line=first_line)
        seen[value] = path


def _check_names(tree: Tree) -> None:
    steps = {step["code"] for step in tree.value["steps"]}
    for at, item in enumerate(tree.value["items"]):
        if item["step"] not in steps:
            refuse(ProgrammeFault.STEP_MISSING, tree.line_of(("items", at, "step")), item=item["id"])
    types = {kind["code"] for kind in tree.value["transfer_types"]}
    for at, code in enumerate(tree.value["scope"]["transfer_types"]):
        if code not in types:
            line = tree.line_of(("scope", "transfer_types", at))
            refuse(ProgrammeFault.TRANSFER_TYPE_UNKNOWN, line, value=code)


def _check_items(tree: Tree) -> None:
    for at, item in enumerate(tree.value["items"]):
        path: Path = ("items", at)
        _check_roles(tree, path, item)
        _check_count(tree, path, item)
        through, transferee = item.get("answered_through", "ANSWER"), item["answered_by"] == "TRANSFEREE"
        if through == "ANSWER":
            continue
        line = tree.line_of((*path, "answered_through"))
        if item.get("phase") == "AFTER_EFFECTIVE":
            refuse(ProgrammeFault.AFTER_NOT_BY_HAND, line, item=item["id"])
        if transferee != (through == "REPORT"):
            refuse(ProgrammeFault.ANSWERED_BY_OTHER, line, item=item["id"], value=item["answered_by"])


def _check_roles(tree: Tree, path: Path, item: dict[str, Any]) -> None:
    used = [(item["answered_by"], (*path, "answered_by"))]
    used += [(party, (*path, "confirmed_by", nth)) for nth, party in enumerate(item["confirmed_by"])]
    for party, where in used:
        if party not in tree.value["roles"]:
            refuse(ProgrammeFault.ROLE_MISSING, tree.line_of(where), value=party)


def _check_count(tree: Tree, path: Path, item: dict[str, Any]) -> None:
    asked, described = "COUNT" in item["evidence"], "count" in item
    by_hand = item.get("answered_through", "ANSWER") == "ANSWER"
    if described and not (asked and by_hand):
        refuse(ProgrammeFault.COUNT_UNEXPECTED, tree.line_of((*path, "count")), item=item["id"])
    if asked and not described:
        refuse(ProgrammeFault.COUNT_MISSING, tree.line_of((*path, "evidence")), item=item["id"])


def _check_deadlines(tree: Tree) -> None:
    deadlines = tree.value["deadlines"]
    plain, basis = deadlines.get("report_on_effective_date_is_in_time"), deadlines.get("basis")
    if plain is None and basis is None:
        line = tree.line_of(("deadlines",))
        refuse(ProgrammeFault.FIELD_MISSING, line, place="deadlines", field="basis")
    if None not in (plain, basis) and plain != (basis == "EFFECTIVE_DATE"):
        refuse(ProgrammeFault.DEADLINES_CONTRADICT, tree.line_of(("deadlines", "basis")))


def _check_ledger(tree: Tree) -> None:
    columns = [at for at, step in enumerate(tree.value["steps"]) if step["ledger_column"]]
    if len(columns) > LEDGER_COLUMNS:
        line = tree.line_of(("steps", columns[LEDGER_COLUMNS], "ledger_column"))
        refuse(ProgrammeFault.LEDGER_COLUMNS, line, limit=LEDGER_COLUMNS)
