"""Hold a file against the shape that its schema (``programme.schema.json``, ``form.schema.json`` …) describes.

Scalars come as the text that was written; where the schema wants a number or true/false, they are read as such.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_tree import Path, Tree, refuse, shown
from desktop_app.resources import resource_path

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

Schema = dict[str, Any]

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
_NOT_OF_TYPE = {
    "object": ProgrammeFault.NOT_A_GROUP,
    "array": ProgrammeFault.NOT_A_LIST,
    "string": ProgrammeFault.NOT_TEXT,
    "integer": ProgrammeFault.NOT_A_NUMBER,
    "boolean": ProgrammeFault.NOT_TRUE_OR_FALSE,
}
_LIMITS = {
    "minLength": ProgrammeFault.TEXT_EMPTY,
    "maxLength": ProgrammeFault.TEXT_TOO_LONG,
    "minimum": ProgrammeFault.NUMBER_TOO_SMALL,
    "maximum": ProgrammeFault.NUMBER_TOO_LARGE,
    "minItems": ProgrammeFault.TOO_FEW,
    "maxItems": ProgrammeFault.TOO_MANY,
    "minProperties": ProgrammeFault.TOO_FEW,
    "maxProperties": ProgrammeFault.TOO_MANY,
}


@cache
def programme_schema() -> Schema:
    """Return the JSON Schema (2020-12) of programme files whose forms are written out; do not change it."""
    schema, form = _schema("programmes/programme.schema.json"), form_schema()
    inner = {key: value for key, value in form.items() if key not in ("$schema", "$id", "$defs")}
    schema["$defs"] |= form["$defs"] | {"form": inner}
    return schema


@cache
def part_schema() -> Schema:
    """Return the schema of one file of several: what it takes over from the file it extends need not be said."""
    schema = copy.deepcopy(programme_schema())
    for rule in ("if", "else"):
        del schema[rule]
    groups = schema["properties"]
    for group in (schema["$defs"]["deadlines"], *(groups[name] for name in ("roles", "retention", "scope", "ledger"))):
        del group["required"]
    return schema


@cache
def form_schema() -> Schema:
    """Return the JSON Schema of form files; do not change it."""
    return _schema("forms/form.schema.json")


def _schema(name: str) -> Schema:
    schema: Schema = json.loads(resource_path(name).read_text(encoding="utf-8"))
    return schema


def check_shape(tree: Tree, schema: Callable[[], Schema] = programme_schema) -> None:
    """Give *tree* its numbers and truth values. Raises ProgrammeUnreadable for the first fault in the file."""
    tree.value = _typed(tree.value, schema(), schema()["$defs"])
    faults = [(tree.line_of(_path_of(error)), error) for error in _validator(schema).iter_errors(tree.value)]
    if faults:
        line, error = min(faults, key=lambda fault: fault[0])
        _refuse(tree, line, error)


@cache
def _validator(schema: Callable[[], Schema]) -> Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def _typed(value: Any, schema: Schema, parts: Schema) -> Any:
    if reference := schema.get("$ref"):
        schema = parts[reference.removeprefix("#/$defs/")]
    match value, schema.get("type"):
        case dict(), "object":
            fields, others = schema.get("properties", {}), schema.get("additionalProperties")
            rest = others if isinstance(others, dict) else {}
            return {key: _typed(below, fields.get(key, rest), parts) for key, below in value.items()}
        case list(), "array":
            return [_typed(below, schema["items"], parts) for below in value]
        case str(), "integer" if _WHOLE_NUMBER.fullmatch(value):
            return int(value)
        case "true" | "false", "boolean":
            return value == "true"
        case _:
            return value


def _path_of(error: ValidationError) -> Path:
    path: Path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        return (*path, str(error.instance))
    if error.validator == "additionalProperties":
        return (*path, _unknown_field(error))
    return path


def _unknown_field(error: ValidationError) -> str:
    assert isinstance(error.schema, dict)
    assert isinstance(error.instance, dict)
    known = error.schema["properties"]
    return next(str(name) for name in error.instance if name not in known)


def _refuse(tree: Tree, line: int, error: ValidationError) -> None:
    path = tuple(error.absolute_path)
    wanted: Any = error.validator_value
    place, value = tree.place_of(path), shown(error.instance)
    match error.validator:
        case "required":
            assert isinstance(error.instance, dict)
            _refuse_missing(tree, line, path, next(name for name in wanted if name not in error.instance))
        case "additionalProperties":
            refuse(ProgrammeFault.FIELD_UNKNOWN, line, place=place, field=shown(_unknown_field(error)))
        case "type":
            empty = error.instance == ""
            reason = ProgrammeFault.TEXT_EMPTY if empty else _NOT_OF_TYPE[str(wanted)]
            refuse(reason, line, place=place, value=value)
        case "enum" if path == ("format",):
            refuse(ProgrammeFault.NEWER_FORMAT, line, value=value)
        case "enum" | "pattern":
            reason = ProgrammeFault.VALUE_UNKNOWN if error.instance else ProgrammeFault.TEXT_EMPTY
            refuse(reason, line, place=place, value=value)
        case limit:
            refuse(_LIMITS[str(limit)], line, place=place, limit=wanted)


def _refuse_missing(tree: Tree, line: int, path: Path, name: str) -> None:
    item = tree.place_of(path).removeprefix("items/")
    if name == "step" and len(path) == 2 and path[0] == "items":  # noqa: PLR2004 - items, position
        refuse(ProgrammeFault.STEP_MISSING, line, item=item)
    refuse(ProgrammeFault.FIELD_MISSING, line, place=tree.place_of(path), field=name)
