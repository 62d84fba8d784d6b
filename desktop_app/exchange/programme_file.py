"""Read programme files (制度のファイル): the shipped ones and those users write.

A file is YAML of a strict kind (see ``programme_tree``), must have the shape of ``programme.schema.json`` and make
sense (``programme_rules``). Whatever is wrong, the error says on which line.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.programme import (
    AnsweredThrough,
    BriefingSheet,
    Deadlines,
    EvidenceKind,
    Item,
    NotApplicable,
    Party,
    Phase,
    Programme,
    ReasonChoice,
    Retention,
    Scope,
    Step,
    Text,
    TransferType,
)
from desktop_app.domain.retention import RetentionMode
from desktop_app.exchange.form_file import form_of, put_in_named_forms
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_rules import check_rules
from desktop_app.exchange.programme_shape import check_shape, programme_schema
from desktop_app.exchange.programme_tree import MAX_BYTES, decoded, refuse, tree_of
from desktop_app.resources import resource_path

__all__ = ["LoadedProgramme", "programme_schema", "read_programme", "shipped_programmes"]


@dataclass(frozen=True, slots=True)
class LoadedProgramme:
    """A programme, the text it was read from (line feeds only, no byte order mark) and that text's SHA-256 (hex)."""

    programme: Programme
    sha256: str
    text: str


def read_programme(source: Path | str) -> LoadedProgramme:
    """Read a programme from a file (Path) or from its text (str). Raises ProgrammeUnreadable."""
    data = _bytes_of(source) if isinstance(source, Path) else source.encode("utf-8", "surrogatepass")
    text = decoded(data)
    tree = tree_of(text)
    put_in_named_forms(tree)
    check_shape(tree)
    check_rules(tree)
    return LoadedProgramme(_programme(tree.value), hashlib.sha256(text.encode()).hexdigest(), text)


def shipped_programmes() -> tuple[tuple[str, Path], ...]:
    """Return id and path of every programme that ships with the application, by id."""
    files = resource_path("programmes").glob("*.yaml")
    return tuple(sorted((path.stem, path) for path in files))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        refuse(ProgrammeFault.NOT_OPENED, None)


def _programme(data: dict[str, Any]) -> Programme:
    return Programme(
        id=data["id"],
        version=data["version"],
        title=_text(data["title"]),
        source=data["source"],
        roles=tuple((Party(party), _text(name)) for party, name in data["roles"].items()),
        steps=tuple(_step(step) for step in data["steps"]),
        items=tuple(_item(item) for item in data["items"]),
        report_form=form_of(data["report_form"]),
        explanation_form=form_of(data["explanation_form"]),
        briefing=_briefing(data["briefing"]),
        deadlines=Deadlines(**data["deadlines"]),
        retention=Retention(RetentionMode[data["retention"]["mode"]], data["retention"]["years"]),
        scope=_scope(data["scope"]),
        transfer_types=tuple(TransferType(kind["code"], _text(kind["label"])) for kind in data["transfer_types"]),
        not_done_reasons=_choices(data["not_done_reasons"]),
        return_reasons=_choices(data["return_reasons"]),
        evidence_max_bytes=data["evidence_max_bytes"],
        ledger_title=_text(data["ledger"]["title"]),
        ledger_number=data["ledger"]["number"],
        ledger_version=data["ledger"]["version"],
    )


def _text(data: dict[str, str]) -> Text:
    return Text(ja=data["ja"], en=data["en"])


def _step(data: dict[str, Any]) -> Step:
    texts = {name: _text(data[name]) for name in ("title", "short_title", "lead")}
    over = data.get("ledger_title")
    return Step(
        code=data["code"],
        number=data["number"],
        ledger_column=data["ledger_column"],
        ledger_title=_text(over) if over else None,
        **texts,
    )


def _item(data: dict[str, Any]) -> Item:
    count = data.get("count")
    return Item(
        id=data["id"],
        step=data["step"],
        text=_text(data["text"]),
        help=_text(data["help"]),
        not_applicable=NotApplicable(data["not_applicable"]),
        evidence=tuple(EvidenceKind(kind) for kind in data["evidence"]),
        answered_by=Party(data["answered_by"]),
        confirmed_by=tuple(Party(party) for party in data["confirmed_by"]),
        answered_through=AnsweredThrough(data.get("answered_through", "ANSWER")),
        phase=Phase(data.get("phase", "BEFORE_EFFECTIVE")),
        count_label=_text(count["label"]) if count else None,
        count_unit=count["unit"] if count else None,
        measures=tuple(data["measures"]),
    )


def _briefing(data: dict[str, Any]) -> BriefingSheet:
    return BriefingSheet(
        paragraphs=tuple((_text(part["heading"]), _text(part["body"])) for part in data["paragraphs"]),
        tone=_text(data["tone"]),
        methods=tuple(_text(method) for method in data["methods"]),
    )


def _scope(data: dict[str, Any]) -> Scope:
    return Scope(
        transfer_types=tuple(data["transfer_types"]),
        specified_affiliates_only=data["specified_affiliates_only"],
        specified_affiliates=tuple(data["specified_affiliates"]),
    )


def _choices(data: list[dict[str, Any]]) -> tuple[ReasonChoice, ...]:
    return tuple(ReasonChoice(choice["code"], _text(choice["label"])) for choice in data)
