"""Hold a form of the right shape against what a schema cannot say: which blocks it needs, and its merge fields."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from desktop_app.domain.form_fields import FIELDS
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_tree import Path, Tree, refuse, shown, walk

FORMS = {"report_form": ("title", "signature", "receipt"), "explanation_form": ("title", "receipt")}
"""The forms of a programme and the blocks they cannot do without: signatures need their fields."""

_ONCE = ("numbers", "addressee", "sender", "signature", "title", "open_items", "returned_goods", "receipt")
_MERGED = frozenset({"value", "place", "name", "paragraph", "items", "text", "closing", "signed"})
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def check_form(tree: Tree, path: Path, needed: Collection[str], steps: Collection[str] | None) -> None:
    """Raise ProgrammeUnreadable for the first rule the form at *path* breaks.

    *needed* are the blocks it must have; *steps* those of its programme, None when that is not known.
    """
    found: dict[str, Path] = {}
    blocks = tree.at((*path, "blocks"))
    for at, block in enumerate(blocks):
        (kind,) = block
        here: Path = (*path, "blocks", at, kind)
        if kind in found and kind in _ONCE:
            refuse(ProgrammeFault.BLOCK_TWICE, tree.line_of(here), value=kind)
        if kind == "signature" and kind not in needed:
            refuse(ProgrammeFault.BLOCK_UNEXPECTED, tree.line_of(here), value=kind)
        found[kind] = here
        if kind == "results":
            _check_results(tree, here, block[kind]["rows"], steps)
        elif kind == "receipt":
            _check_receipt(tree, here, block[kind])
    for kind in needed:
        if kind not in found:
            refuse(ProgrammeFault.BLOCK_MISSING, tree.line_of((*path, "blocks")), value=kind)


def _check_results(tree: Tree, path: Path, rows: list[dict[str, Any]], steps: Collection[str] | None) -> None:
    seen: dict[str, int] = {}
    for at, row in enumerate(rows):
        line = tree.line_of((*path, "rows", at, "step"))
        if steps is not None and row["step"] not in steps:
            refuse(ProgrammeFault.RESULT_STEP_UNKNOWN, line, value=row["step"])
        if row["step"] in seen:
            refuse(ProgrammeFault.TWICE, line, value=row["step"], first_line=seen[row["step"]])
        seen[row["step"]] = line


def _check_receipt(tree: Tree, path: Path, box: dict[str, Any]) -> None:
    if box["countersigned"] not in box["seals"]:
        line = tree.line_of((*path, "countersigned"))
        refuse(ProgrammeFault.SEAL_UNKNOWN, line, value=shown(box["countersigned"]))


def check_merge_fields(tree: Tree) -> None:
    """Raise ProgrammeUnreadable for a field no case can fill in, one that is not closed, or one out of place."""
    for path, text in walk(tree.value):
        if not isinstance(text, str) or ("{{" not in text and "}}" not in text):
            continue
        line = tree.line_of(path)
        if not _may_have_fields(path):
            refuse(ProgrammeFault.MERGE_FIELD_UNEXPECTED, line, place=tree.place_of(path))
        is_figure = path[:1] == ("inspection",)  # room for the pen, and no field of a case
        for name in _FIELD.findall(text):
            if name not in FIELDS and not is_figure:
                refuse(ProgrammeFault.MERGE_FIELD_UNKNOWN, line, value=shown(name))
        rest = _FIELD.sub("", text)
        if "{" in rest or "}" in rest:
            refuse(ProgrammeFault.MERGE_FIELD_BROKEN, line)


def _may_have_fields(path: Path) -> bool:
    if path[:1] == ("inspection",):
        return path[-1] == "label"
    if "blocks" not in path:
        return False
    names = [step for step in path[path.index("blocks") :] if isinstance(step, str)]
    return names[-1] in _MERGED or names[-2:] == ["addressee", "title"]
