"""Read the wording of papers with tables: the self-inspection's questions, and the records of ``resources/records``.

The files are YAML of the same strict kind as programme files; whatever is wrong, the error says on which line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from desktop_app.domain.inspection import FIGURES, NOTE_FIGURES, Counted, InspectionForm, Question
from desktop_app.domain.record_wording import FIELD, RecordWording
from desktop_app.errors import ProgrammeUnreadable
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_shape import Schema, check_shape
from desktop_app.exchange.programme_tree import Path, Tree, decoded, refuse, shown, tree_of
from desktop_app.resources import resource_path

_INSPECTION = "inspection/self-inspection.yaml"
_INSPECTION_WORDS = (
    "period", "workplace", "inspected_on", "inspected_by", "no", "section", "question", "count", "judgement", "remark",
    "by_hand", "continued", "summary", "total", "corrections", "correction", "questions", "facts", "due", "in_charge",
    "nothing", "opinion", "handing_in", "handed_to", "receipt", "counted_at", "check_code", "note",
)  # fmt: skip
_ROLL_WORDS = (
    "name", "printed_on", "file", "taken_on", "digest", "workplace", "result", "complete", "counts", "kind", "amount",
    "total", "rows", "row", "person", "org_code", "effective_date", "outcome", "reason", "other",
)  # fmt: skip
_RECORD_WORDS = {
    "completeness": _ROLL_WORDS,
    "item-lines": ("name", "item", "thing", "answer", "done_on", "number", "automatic", "expected"),
    "former-ledger": _ROLL_WORDS,
    "handover": _ROLL_WORDS,
    "disposal-record": (
        "name", "record_no", "recorded_on", "subject", "count", "retention", "hold", "methods", "target", "method",
        "amount", "done_on", "result", "restoration", "held", "nothing", "people", "part", "post", "person", "day",
        "year", "cases", "run", "kept_A", "kept_B", "kept_C", "kept_D", "hold_none", "hold_some", "pc", "pc_method",
        "pc_entries", "pc_files", "done", "not_done", "kit", "kit_method", "kit_seen", "share", "share_method",
        "backup", "backup_method", "paper", "paper_method", "own_years", "own_note",
    ),
    "audit-result": (
        "name", "checked_at", "workplace", "subject", "checker", "program", "root", "heads", "result", "checks",
        "check", "count", "outcome", "holds", "found", "skipped", "problems", "more", "more_heads", "nothing",
        "not_checked", "fine",
        "not_fine", "nothing_checked", "more_papers", "papers_only", "no_record",
    ),
    "workplaces-overview": (
        "name", "as_of", "period", "workplaces", "cases", "confirmed", "overdue", "code", "workplace", "manager",
        "news", "news_on", "ratio", "memo", "table", "count", "nobody",
    ),
}  # fmt: skip
_RECORD_LISTS = {
    "disposal-record": ("blank_subject", "blank_targets", "blank_methods", "parts", "seals", "notes"),
    "audit-result": ("never_checked",),
    "completeness": ("notes",),
    "item-lines": ("notes",),
    "former-ledger": ("notes",),
    "handover": ("notes",),
    "workplaces-overview": ("notes",),
}


@cache
def shipped_inspection() -> InspectionForm:
    """Return 様式第5号 as it ships."""
    return read_inspection(resource_path(_INSPECTION).read_text(encoding="utf-8"))


@cache
def shipped_record(name: str) -> RecordWording:
    """Return the wording of the record *name* (a file of ``resources/records``) as it ships."""
    return read_record(name, resource_path(f"records/{name}.yaml").read_text(encoding="utf-8"))


def read_inspection(text: str) -> InspectionForm:
    """Return the form in a file's *text*. Raises ProgrammeUnreadable with the file and the line."""
    with _of_file(_INSPECTION):
        tree = _tree(text, _inspection_schema)
        _need(tree, "words", _INSPECTION_WORDS)
        _check_fields(tree, ("words", "note"), NOTE_FIGURES)
        for number, question in enumerate(tree.value["questions"]):
            _check_question(tree, ("questions", number), question)
        _check_sections(tree)
    head = {key: value for key, value in tree.value.items() if key not in ("format", "seals", "together", "questions")}
    questions = tuple(_question(each) for each in tree.value["questions"])
    seals, together = tuple(tree.value["seals"]), tuple(tree.value["together"])
    return InspectionForm(**head, seals=seals, together=together, questions=questions)


def read_record(name: str, text: str) -> RecordWording:
    """Return the wording of record *name* in a file's *text*. Raises ProgrammeUnreadable with the file and the line."""
    with _of_file(f"records/{name}.yaml"):
        tree = _tree(text, _record_schema)
        _need(tree, "words", _RECORD_WORDS[name])
        _need(tree, "lists", _RECORD_LISTS[name])
    head = {key: value for key, value in tree.value.items() if key not in ("format", "lists")}
    return RecordWording(**head, lists={key: tuple(each) for key, each in tree.value["lists"].items()})


@contextmanager
def _of_file(name: str) -> Iterator[None]:
    try:
        yield
    except ProgrammeUnreadable as error:
        raise ProgrammeUnreadable(**error.facts | {"file": name.rpartition("/")[2]}) from error


def _tree(text: str, schema: Callable[[], Schema]) -> Tree:
    tree = tree_of(decoded(text.encode("utf-8", "surrogatepass")))
    check_shape(tree, schema)
    return tree


@cache
def _inspection_schema() -> Schema:
    return _schema("inspection/self-inspection.schema.json")


@cache
def _record_schema() -> Schema:
    return _schema("records/record.schema.json")


def _schema(name: str) -> Schema:
    schema: Schema = json.loads(resource_path(name).read_text(encoding="utf-8"))
    return schema


def _need(tree: Tree, group: str, names: tuple[str, ...]) -> None:
    for name in names:
        if name not in tree.value[group]:
            refuse(ProgrammeFault.FIELD_MISSING, tree.line_of((group,)), place=group, field=name)
    for name in tree.value[group]:
        if name not in names:
            refuse(ProgrammeFault.FIELD_UNKNOWN, tree.line_of((group, name)), place=group, field=shown(name))


def _check_question(tree: Tree, path: Path, question: dict[str, Any]) -> None:
    counted = question.get("counted")
    needs_item = counted == Counted.ITEM_NOT_DONE
    if needs_item != ("item" in question):
        if needs_item:
            refuse(ProgrammeFault.FIELD_MISSING, tree.line_of(path), place=tree.place_of(path), field="item")
        refuse(ProgrammeFault.FIELD_UNKNOWN, tree.line_of((*path, "item")), place=tree.place_of(path), field="item")
    if counted:
        for name in ("label", "none"):
            if name in question:
                _check_fields(tree, (*path, name), FIGURES[Counted(counted)])


def _check_fields(tree: Tree, path: Path, known: frozenset[str]) -> None:
    text = tree.value
    for step in path:
        text = text[step]
    for name in FIELD.findall(text):
        if name not in known:
            refuse(ProgrammeFault.MERGE_FIELD_UNKNOWN, tree.line_of(path), value=shown(name))
    rest = FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        refuse(ProgrammeFault.MERGE_FIELD_BROKEN, tree.line_of(path))


def _check_sections(tree: Tree) -> None:
    """The sheet breaks between sections only, so the questions of one must stand together."""
    ended: dict[str, int] = {}
    former = ""
    for number, question in enumerate(tree.value["questions"]):
        section, line = question["section"], tree.line_of(("questions", number, "section"))
        if section != former and section in ended:
            refuse(ProgrammeFault.TWICE, line, value=shown(section), first_line=ended[section])
        ended.setdefault(section, line)
        former = section


def _question(data: dict[str, Any]) -> Question:
    return Question(
        section=data["section"],
        text=data["text"],
        label=data["label"],
        none=data.get("none", ""),
        counted=Counted(data["counted"]) if "counted" in data else None,
        item=data.get("item", ""),
        basis=tuple(data["basis"]),
    )
