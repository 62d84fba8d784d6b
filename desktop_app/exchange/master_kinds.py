"""Read the kinds of masters that ship as data (resources/office/masters.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from desktop_app.domain.bilingual import Text
from desktop_app.domain.master_kinds import FieldType, LineRule, MasterField, MasterKind
from desktop_app.errors import MasterKindUnknown
from desktop_app.resources import resource_path


@cache
def master_kinds() -> tuple[MasterKind, ...]:
    """Return every kind of master, in the order of the window."""
    data = yaml.safe_load(resource_path("office/masters.yaml").read_text(encoding="utf-8"))
    return tuple(_kind(kind) for kind in data["kinds"])


def master_kind(kind_id: str) -> MasterKind:
    """Return one kind; raises MasterKindUnknown."""
    for kind in master_kinds():
        if kind.id == kind_id:
            return kind
    raise MasterKindUnknown(kind=kind_id, known=tuple(kind.id for kind in master_kinds()))


def _kind(data: dict[str, Any]) -> MasterKind:
    return MasterKind(
        id=data["id"],
        title=Text(**data["title"]),
        lead=Text(**data["lead"]),
        fields=tuple(_field(field) for field in data["fields"]),
        lines=tuple(
            LineRule(rule["item"], rule.get("where", ""), rule.get("unless", "")) for rule in data.get("lines", ())
        ),
    )


def _field(data: dict[str, Any]) -> MasterField:
    return MasterField(
        name=data["name"],
        label=Text(**data["label"]),
        type=FieldType(data.get("type", "text")),
        required=data.get("required", False),
        aliases=tuple(str(alias) for alias in data["aliases"]),
    )
