"""Read form files (様式のファイル): the shipped ones, and the forms a programme file writes out or names.

A form file is YAML of the same strict kind as a programme file; whatever is wrong, the error says on which line.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from desktop_app.domain.form import (
    Addressee,
    Article,
    Block,
    Form,
    GoodsRow,
    Labelled,
    OpenItems,
    ReceiptBox,
    ReceiptLine,
    ResultRow,
    Results,
    ReturnedGoods,
    SignatureLine,
)
from desktop_app.exchange.form_rules import FORMS, check_form, check_merge_fields
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_shape import check_shape, form_schema
from desktop_app.exchange.programme_tree import Path as TreePath
from desktop_app.exchange.programme_tree import Tree, decoded, refuse, tree_of
from desktop_app.resources import resource_path

EXPLANATION_RECORD = "explanation-record"
"""The shipped form that stands in for a programme's own 説明記録."""


def shipped_forms() -> tuple[tuple[str, Path], ...]:
    """Return name and path of every form that ships with the application, by name."""
    return tuple(sorted((path.stem, path) for path in resource_path("forms").glob("*.yaml")))


def read_form(text: str) -> Form:
    """Read a form from its file's text. Raises ProgrammeUnreadable."""
    return form_of(_checked(text))


@cache
def shipped_form(name: str) -> Form:
    """Return a shipped form; *name* must be one of ``shipped_forms``."""
    return form_of(_shipped(name))


def put_in_named_forms(tree: Tree, *, with_shipped: bool = True) -> None:
    """Replace ``form: NAME`` in a programme's tree by the shipped form's own words, which its record then carries.

    *with_shipped*: where it has no explanation form, the shipped one is its own.
    """
    if not isinstance(tree.value, dict):
        return  # its shape is refused in a moment
    if with_shipped:
        tree.value.setdefault("explanation_form", {"form": EXPLANATION_RECORD})
    for place in FORMS:
        if place in tree.value:
            tree.value[place] = _named(tree, (place,))
    further = tree.value.get("further_forms")
    if isinstance(further, list):
        tree.value["further_forms"] = [_named(tree, ("further_forms", at)) for at in range(len(further))]
    courses = tree.value.get("courses")
    for at, course in enumerate(courses if isinstance(courses, list) else ()):
        if isinstance(course, dict) and "report_form" in course:
            course["report_form"] = _named(tree, ("courses", at, "report_form"))


def _named(tree: Tree, path: TreePath) -> Any:
    match tree.at(path):
        case {"form": str() as name, **others} if not others:
            known = [each for each, _path in shipped_forms()]
            if name not in known:
                line = tree.line_of((*path, "form"))
                refuse(ProgrammeFault.FORM_UNKNOWN, line, value=name, known="、".join(known))
            return _shipped(name)
        case written:
            return written


def _checked(text: str) -> dict[str, Any]:
    tree = tree_of(decoded(text.encode("utf-8", "surrogatepass")))
    check_shape(tree, form_schema)
    needed = FORMS["report_form" if _is_signed_by_transferee(tree.value) else "explanation_form"]
    check_form(tree, (), needed, None)
    check_merge_fields(tree)
    checked: dict[str, Any] = tree.value
    return checked


def _is_signed_by_transferee(form: dict[str, Any]) -> bool:
    return any("signature" in block for block in form["blocks"])


@cache
def _shipped(name: str) -> dict[str, Any]:
    return _checked(dict(shipped_forms())[name].read_text(encoding="utf-8"))


def form_of(data: dict[str, Any]) -> Form:
    """Return the form in *data*, which has been checked."""
    head = {key: value for key, value in data.items() if key not in ("format", "blocks")}
    return Form(**head, blocks=tuple(_block(block) for block in data["blocks"]))


def _block(data: dict[str, Any]) -> Block:
    ((kind, value),) = data.items()
    return Block(**{kind: _PARTS.get(kind, lambda text: text)(value)})


def _labelled(data: list[dict[str, str]]) -> tuple[Labelled, ...]:
    return tuple(Labelled(**row) for row in data)


def _results(data: dict[str, Any]) -> Results:
    return Results(tuple(data["columns"]), tuple(data["outcomes"]), tuple(ResultRow(**row) for row in data["rows"]))


def _goods(data: dict[str, Any]) -> ReturnedGoods:
    return ReturnedGoods(**_tuples(data) | {"rows": tuple(GoodsRow(**row) for row in data["rows"])})


def _receipt(data: dict[str, Any]) -> ReceiptBox:
    return ReceiptBox(**_tuples(data) | {"lines": tuple(ReceiptLine(**_tuples(line)) for line in data["lines"])})


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


_PARTS: dict[str, Callable[[Any], Any]] = {
    "numbers": _labelled,
    "addressee": lambda data: Addressee(**data),
    "sender": _labelled,
    "signature": lambda data: SignatureLine(**data),
    "particulars": _labelled,
    "results": _results,
    "items": tuple,
    "open_items": lambda data: OpenItems(**_tuples(data)),
    "article": lambda data: Article(**_tuples(data)),
    "returned_goods": _goods,
    "receipt": _receipt,
}
"""How a block's value becomes its part of a form; the others are texts."""
