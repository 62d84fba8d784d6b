"""Read the circumstances that ship as data (resources/office/circumstances.yaml)."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from desktop_app.domain.bilingual import Text
from desktop_app.domain.circumstances import CircumstanceKind, CircumstanceRules, Detail, DetailType
from desktop_app.resources import resource_path


@cache
def circumstance_rules() -> CircumstanceRules:
    """Return every kind of circumstance with the rules that go by them."""
    data = yaml.safe_load(resource_path("office/circumstances.yaml").read_text(encoding="utf-8"))
    return CircumstanceRules(
        kinds=tuple(_kind(kind) for kind in data["circumstances"]),
        own_items=tuple(data["own_items"]),
        first_items=tuple(data["first_items"]),
    )


def _kind(data: dict[str, Any]) -> CircumstanceKind:
    return CircumstanceKind(
        id=data["id"],
        title=Text(**data["title"]),
        lead=Text(**data["lead"]),
        remark=Text(**data["remark"]),
        ends=Text(**data["ends"]) if "ends" in data else None,
        declared_by_other=data.get("declared_by_other", False),
        details=tuple(_detail(detail) for detail in data["fields"]),
    )


def _detail(data: dict[str, Any]) -> Detail:
    return Detail(
        name=data["name"],
        type=DetailType(data.get("type", "text")),
        label=Text(**data["label"]),
        required=data.get("required", False),
        choices=tuple((choice["code"], Text(**choice["label"])) for choice in data.get("choices", ())),
    )
