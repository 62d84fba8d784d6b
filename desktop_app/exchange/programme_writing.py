"""Write a programme as a file that reads back as the same programme, every part of it written out.

For the next version of a programme whose file may be gone: what a workplace follows stands in its record.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from desktop_app.domain.bilingual import Text
from desktop_app.domain.form import Form
from desktop_app.domain.programme import BriefingSheet, Course, Item, Programme

_WIDTH = 1_000_000
"""No text is folded: values stand on one line each."""


def written(programme: Programme) -> str:
    """Return the text of a programme file that says exactly *programme*."""
    return as_yaml(_data(programme))


def as_yaml(data: dict[str, Any]) -> str:
    """Return *data* as the text of a file: every value on one line, no anchors."""
    import yaml

    text: str = yaml.dump(data, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


def _data(programme: Programme) -> dict[str, Any]:
    data: dict[str, Any] = {"format": "1", "id": programme.id, "version": programme.version}
    data |= {"title": _plain(programme.title), "source": programme.source}
    data["roles"] = {party.value: _plain(name) for party, name in programme.roles}
    data["steps"] = [_said(step) | {"given_back": step.is_given_back} for step in programme.steps]
    data["items"] = [_item(item) for item in programme.items]
    data["report_form"] = _form(programme.report_form)
    if programme.explanation_form is not None:
        data["explanation_form"] = _form(programme.explanation_form)
    data["briefing"] = _briefing(programme.briefing)
    data["deadlines"] = _said(programme.deadlines)
    data["retention"] = {"mode": programme.retention.mode.name, "years": programme.retention.years}
    data["scope"] = _said(programme.scope, always=("transfer_types", "specified_affiliates"))
    for name in ("transfer_types", "not_done_reasons", "return_reasons"):
        data[name] = [_said(one) for one in getattr(programme, name)]
    data["evidence_max_bytes"] = programme.evidence_max_bytes
    ledger = {"title": _plain(programme.ledger_title), "number": programme.ledger_number}
    data["ledger"] = ledger | {"version": programme.ledger_version}
    if programme.restricted_moves is not None:
        data["restricted_moves"] = _said(programme.restricted_moves)
    data |= _further(programme)
    return data


def _further(programme: Programme) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if programme.registers:
        data["registers"] = [_said(one, always=("measures",)) for one in programme.registers]
    if programme.inspection:
        wanted = ("section", "text", "label", "basis")
        data["inspection"] = [{name: _plain(getattr(one, name)) for name in wanted} for one in programme.inspection]
    if programme.further_forms:
        data["further_forms"] = [_form(form) for form in programme.further_forms]
    if programme.courses:
        data["courses"] = [_course(one) for one in programme.courses]
    return data


def _course(course: Course) -> dict[str, Any]:
    form, sheet = _form(course.report_form), _briefing(course.briefing)
    return {"direction": course.direction.value, "report_form": form, "briefing": sheet}


def _briefing(briefing: BriefingSheet) -> dict[str, Any]:
    return {
        "tone": _plain(briefing.tone),
        "methods": _plain(briefing.methods),
        "paragraphs": [{"heading": _plain(head), "body": _plain(body)} for head, body in briefing.paragraphs],
    }


def _item(item: Item) -> dict[str, Any]:
    data = _said(item, always=("confirmed_by", "measures"))
    data.pop("count_label", None)
    data.pop("count_unit", None)
    if item.count_label is not None:
        data["count"] = {"label": _plain(item.count_label), "unit": item.count_unit}
    return data


def _form(form: Form) -> dict[str, Any]:
    head = ("code", "number", "category", "version", "draft", "carries_pledge")
    blocks = [_said(block) for block in form.blocks]
    return {name: getattr(form, name) for name in head} | {"blocks": blocks}


def _said(value: Any, always: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of *value* that say something; empty and unset ones are left out but for *always*."""
    said = {}
    for one in fields(value):
        held = getattr(value, one.name)
        if held is not None and (held not in ((), "") or one.name in always):
            said[one.name] = _plain(held)
    return said


def _plain(value: Any) -> Any:
    match value:
        case Text():
            return {"ja": value.ja, "en": value.en}
        case Enum():
            return value.value
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            return _said(value)
        case _:
            return value


def _dumper() -> type[Any]:
    """Return a dumper that writes no anchors: files may not have them."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _data: Any) -> bool:
            return True

    return Dumper
