"""A programme's checked data as the programme."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.bilingual import Text
from desktop_app.domain.deadlines import DeadlineBasis, Deadlines
from desktop_app.domain.inspection import Question
from desktop_app.domain.programme import (
    AnsweredThrough,
    BriefingSheet,
    Course,
    EvidenceKind,
    Item,
    NotApplicable,
    Party,
    Phase,
    Programme,
    ReasonChoice,
    Register,
    Retention,
    Step,
)
from desktop_app.domain.restricted_moves import MatrixCell, MoveVerdict, RestrictedFunction, RestrictedMoves
from desktop_app.domain.retention import RetentionMode
from desktop_app.domain.scope import Direction, Scope, ScopeRule, ScopeVerdict, TransferType
from desktop_app.exchange.form_file import form_of


def programme_of(data: dict[str, Any]) -> Programme:
    """Return the programme in *data*, which has been checked."""
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
        deadlines=_deadlines(data["deadlines"]),
        retention=Retention(RetentionMode[data["retention"]["mode"]], data["retention"]["years"]),
        scope=_scope(data["scope"]),
        transfer_types=tuple(_transfer_type(kind) for kind in data["transfer_types"]),
        not_done_reasons=_choices(data["not_done_reasons"]),
        return_reasons=_choices(data["return_reasons"]),
        evidence_max_bytes=data["evidence_max_bytes"],
        ledger_title=_text(data["ledger"]["title"]),
        ledger_number=data["ledger"]["number"],
        ledger_version=data["ledger"]["version"],
        restricted_moves=_restricted_moves(data["restricted_moves"]) if "restricted_moves" in data else None,
        registers=tuple(_register(each) for each in data.get("registers", ())),
        inspection=tuple(_question(each) for each in data.get("inspection", ())),
        further_forms=tuple(form_of(each) for each in data.get("further_forms", ())),
        courses=tuple(_course(each) for each in data.get("courses", ())),
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
        given_back=data.get("given_back", data["ledger_column"]),
        directions=_directions(data),
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
        directions=_directions(data),
    )


def _directions(data: dict[str, Any]) -> tuple[Direction, ...]:
    return tuple(Direction(direction) for direction in data.get("directions", ()))


def _course(data: dict[str, Any]) -> Course:
    return Course(Direction(data["direction"]), form_of(data["report_form"]), _briefing(data["briefing"]))


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
        rules=tuple(_scope_rule(rule) for rule in data.get("rules", ())),
    )


def _scope_rule(data: dict[str, Any]) -> ScopeRule:
    direction = data.get("direction")
    return ScopeRule(
        verdict=ScopeVerdict(data["verdict"]),
        transfer_types=tuple(data.get("transfer_types", ())),
        direction=Direction(direction) if direction else None,
        to_specified_affiliate=data.get("to_specified_affiliate"),
    )


def _transfer_type(data: dict[str, Any]) -> TransferType:
    return TransferType(data["code"], _text(data["label"]), Direction(data.get("direction", "OUTBOUND")))


def _deadlines(data: dict[str, Any]) -> Deadlines:
    basis = data.get("basis")
    in_time = data.get("report_on_effective_date_is_in_time", basis == DeadlineBasis.EFFECTIVE_DATE)
    said = {"report_on_effective_date_is_in_time": in_time, "basis": DeadlineBasis(basis) if basis else None}
    return Deadlines(**data | said)


def _register(data: dict[str, Any]) -> Register:
    return Register(data["code"], _text(data["label"]), _text(data["about"]), tuple(data["measures"]))


def _question(data: dict[str, Any]) -> Question:
    return Question(
        section=data["section"],
        text=data["text"],
        label=data["label"],
        none="",
        counted=None,
        item="",
        basis=tuple(data["basis"]),
    )


def _restricted_moves(data: dict[str, Any]) -> RestrictedMoves:
    return RestrictedMoves(
        origins=tuple(_function(each) for each in data["origins"]),
        destinations=tuple(_function(each) for each in data["destinations"]),
        matrix=tuple(tuple(_cell(cell) for cell in row) for row in data["matrix"]),
        cooling_off_years=data["cooling_off_years"],
        row_titles=tuple(_text(title) for title in data.get("row_titles", ())),
        column_titles=tuple(_text(title) for title in data.get("column_titles", ())),
    )


def _function(data: dict[str, Any]) -> RestrictedFunction:
    return RestrictedFunction(
        code=data["code"],
        label=_text(data["label"]),
        grade=data["grade"],
        org_codes=tuple(data.get("org_codes", ())),
        names=tuple(data.get("names", ())),
    )


def _cell(data: dict[str, Any]) -> MatrixCell:
    return MatrixCell(MoveVerdict(data["verdict"]), _text(data["note"]) if "note" in data else None)


def _choices(data: list[dict[str, Any]]) -> tuple[ReasonChoice, ...]:
    return tuple(ReasonChoice(choice["code"], _text(choice["label"])) for choice in data)
