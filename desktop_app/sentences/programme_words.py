"""A programme in words, as its users will meet it: deadlines, who is in scope, and what changed between versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from desktop_app.domain.bilingual import Text
from desktop_app.domain.deadlines import DeadlineBasis
from desktop_app.domain.programme import Item, Programme
from desktop_app.domain.programme_difference import Change, ChangeKind, said_of
from desktop_app.domain.retention import RetentionMode
from desktop_app.domain.scope import Direction, ScopeRule, ScopeVerdict
from desktop_app.sentences.moves import verdict_word
from desktop_app.text import _, language, ngettext

_LONGEST = 120


def deadline_lines(programme: Programme) -> tuple[str, ...]:
    """Return the programme's deadlines and retention, one sentence each."""
    rules, kept = programme.deadlines, programme.retention
    basis = {
        DeadlineBasis.EFFECTIVE_DATE: _("Reports are in time up to the effective date itself."),
        DeadlineBasis.DAY_BEFORE: _("Reports are in time up to the day before the effective date."),
        DeadlineBasis.LAST_BUSINESS_DAY_BEFORE: _(
            "Reports are in time up to the last business day before the effective date."
        ),
    }[rules.report_basis]
    return (
        basis,
        _("Target: {days} business days before it.").format(days=rules.target_business_days_before),
        _("Confirmation: within {days} business days of the report.").format(days=rules.confirm_within_business_days),
        _("Check after the date: within {days} business days.").format(days=rules.post_check_business_days),
        _("Kept for {years} years, {mode}.").format(years=kept.years, mode=retention_words(kept.mode)),
    )


def retention_words(mode: RetentionMode) -> str:
    """Return from when the years count."""
    return {
        RetentionMode.FROM_EFFECTIVE_DATE: _("from the day after the effective date (A)"),
        RetentionMode.FROM_COMPLETION: _("from the day after completion (B)"),
        RetentionMode.FROM_NEXT_FISCAL_YEAR: _("from the next fiscal year (C)"),
        RetentionMode.FROM_HALF_END: _("from the end of the half-year (D)"),
    }[mode]


def scope_lines(programme: Programme) -> tuple[str, ...]:
    """Return who is in scope, one line a rule, as the programme reads them from the top."""
    scope = programme.scope
    names = {kind.code: kind.label[language()] for kind in programme.transfer_types}
    listed = _(", ").join(scope.specified_affiliates)
    affiliates = (_("Specified affiliates: {names}").format(names=listed),) if listed else ()
    if scope.rules:
        return (*(_rule_line(rule, names) for rule in scope.rules), *affiliates)
    types = _(", ").join(names[code] for code in scope.transfer_types)
    where = _("to a specified affiliate") if scope.specified_affiliates_only else _("to anywhere")
    return (_("In scope: {types} {where}").format(types=types, where=where), *affiliates)


def verdict_words(verdict: ScopeVerdict) -> str:
    """Return 対象, 任意, 制限対象業務なら記録 or 対象外."""
    return {
        ScopeVerdict.IN_SCOPE: _("In scope"),
        ScopeVerdict.OPTIONAL: _("Optional"),
        ScopeVerdict.IF_RESTRICTED: _("Recorded for restricted duties"),
        ScopeVerdict.OUT_OF_SCOPE: _("Not in scope"),
    }[verdict]


def move_lines(programme: Programme) -> tuple[str, ...]:
    """Return the restrictions on moves: the duties, the cells of the table, the cooling-off period."""
    rules, said = programme.restricted_moves, language()
    if rules is None:
        return ()
    left = _(", ").join(one.label[said] for one in rules.origins)
    taken_up = _(", ").join(one.label[said] for one in rules.destinations)
    lines = [_("Duties left: {names}").format(names=left), _("Duties taken up: {names}").format(names=taken_up)]
    for at, row in enumerate(rules.matrix):
        title = rules.row_titles[at][said] if rules.row_titles else ""
        cells = [verdict_word(cell.verdict) + (f"({cell.note[said]})" if cell.note else "") for cell in row]
        lines.append(_("{title}: {cells}").format(title=title, cells=" | ".join(cells)) if title else " | ".join(cells))
    years = rules.cooling_off_years
    if years:
        words = ngettext("Cooling-off period: {years} year", "Cooling-off period: {years} years", years)
        lines.append(words.format(years=years))
    return tuple(lines)


def change_line(change: Change) -> str:
    """Return one difference in words, e.g. 「D-03 の項目文：…→…」."""
    where = _part(change.part) if not change.key else f"{_part(change.part)} {change.key}"
    if change.kind is ChangeKind.ADDED:
        return _("+ {where}  {text}").format(where=where, text=said_of(change.new, language()))
    if change.kind is ChangeKind.REMOVED:
        return _("- {where}  {text}").format(where=where, text=said_of(change.old, language()))
    field = f" {_field(change.field)}" if change.field else ""
    old, new = _told(change.field, change.old), _told(change.field, change.new)
    if isinstance(change.old, Text) and isinstance(change.new, Text) and old == new:
        other = "en" if language() == "ja" else "ja"  # only the other language's words changed
        old, new = change.old[other], change.new[other]
    if old == new or max(len(old), len(new)) > _LONGEST:
        old, new = _around(old, new)
    return _("~ {where}{field}: {old} → {new}").format(where=where, field=field, old=old, new=new)


def direction_words(direction: Direction) -> str:
    """Return 離れる, 着任する or 社内の."""
    return {
        Direction.OUTBOUND: _("leaving"),
        Direction.INBOUND: _("arriving"),
        Direction.INTERNAL: _("inside the company"),
    }[direction]


def only_for(programme: Programme, item: Item) -> str:
    """Return whom alone an item is for, by direction; empty when it is for everybody."""
    directions = item.directions or programme.step(item.step).directions
    if not directions or {kind.direction for kind in programme.transfer_types} <= set(directions):
        return ""
    return _(", ").join(direction_words(one) for one in directions)


def _rule_line(rule: ScopeRule, names: dict[str, str]) -> str:
    places = {True: _("to a specified affiliate"), False: _("to other companies"), None: ""}
    types = _(", ").join(names.get(code, code) for code in rule.transfer_types)
    way = direction_words(rule.direction) if rule.direction else ""
    what = [part for part in (types, way, places[rule.to_specified_affiliate]) if part]
    return _("{verdict}: {what}").format(verdict=verdict_words(rule.verdict), what=" ".join(what) or _("all others"))


def _told(field: str, value: Any) -> str:
    """Return what stood or stands in a field; of parts with several texts, all their texts."""
    if field == "rules" and value:
        return " / ".join(_rule_line(rule, {}) for rule in value)
    if isinstance(value, tuple) and any(is_dataclass(one) and not isinstance(one, Text) for one in value):
        return " / ".join(_texts(value))
    return _value(value)


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Text():
            yield value[language()]
        case tuple():
            for one in value:
                yield from _texts(one)
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from _texts(getattr(value, one.name))
        case _:
            pass  # numbers and truth values say nothing by themselves


def _value(value: Any) -> str:
    match value:
        case None | () | "":
            return _("nothing")
        case bool():
            return _("yes") if value else _("no")
        case Text():
            return value[language()]
        case Enum():
            return str(value.value)
        case tuple():
            return _(", ").join(_value(one) for one in value)
        case str() | int():
            return str(value)
        case _:
            return said_of(value, language()) or str(value)


def _around(old: str, new: str) -> tuple[str, str]:
    """Return the part in which two long texts differ, with a little before it."""
    if old == new:
        return _("former wording"), _("new wording")
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(at - 10, 0)
    return tuple(("…" if start else "") + text[start : start + 60] for text in (old, new))  # type: ignore[return-value]


def _part(part: str) -> str:
    return {
        "items": _("Item"),
        "steps": _("Step"),
        "report_form": _("Signed form"),
        "explanation_form": _("Record of the explanation"),
        "further_forms": _("Further form"),
        "courses": _("Form and briefing by direction"),
        "deadlines": _("Deadlines"),
        "retention": _("Retention"),
        "scope": _("Who is in scope"),
        "restricted_moves": _("Restricted moves"),
        "briefing": _("Briefing"),
        "transfer_types": _("Transfer type"),
        "not_done_reasons": _("Reason for “Not done”"),
        "return_reasons": _("Reason for returning"),
        "registers": _("Register kept"),
        "inspection": _("Self-inspection question"),
        "roles": _("Titles of the roles"),
        "title": _("Name of the type"),
        "source": _("Source"),
        "evidence_max_bytes": _("Largest evidence file"),
        "ledger_title": _("Title of the ledger"),
        "ledger_number": _("Form number of the ledger"),
        "ledger_version": _("Edition of the ledger"),
    }.get(part, part)


def _field(field: str) -> str:
    return {
        "text": _("sentence"),
        "help": _("guidance"),
        "title": _("title"),
        "short_title": _("short title"),
        "lead": _("lead"),
        "number": _("number"),
        "not_applicable": _("whether “Not applicable” may be answered"),
        "evidence": _("evidence"),
        "answered_by": _("who answers"),
        "confirmed_by": _("who confirms"),
        "answered_through": _("how it is answered"),
        "phase": _("when it is due"),
        "measures": _("measures"),
        "blocks": _("wording"),
        "version": _("edition"),
        "basis": _("last day"),
        "report_on_effective_date_is_in_time": _("effective date itself in time"),
        "target_business_days_before": _("target (business days before)"),
        "post_check_business_days": _("check afterwards (business days)"),
        "confirm_within_business_days": _("confirmation (business days)"),
        "soon_business_days": _("shown as soon (business days)"),
        "entered_late_after_days": _("entered afterwards (days)"),
        "register_within_business_days": _("registration (business days)"),
        "mode": _("start"),
        "years": _("years"),
        "transfer_types": _("transfer types"),
        "specified_affiliates": _("specified affiliates"),
        "specified_affiliates_only": _("only specified affiliates"),
        "rules": _("rules"),
        "label": _("name"),
        "matrix": _("table"),
        "cooling_off_years": _("cooling-off years"),
        "paragraphs": _("paragraphs"),
        "tone": _("tone"),
        "methods": _("ways"),
        "directions": _("for which direction"),
        "given_back": _("given back after a cancellation"),
        "report_form": _("signed form"),
        "briefing": _("briefing"),
    }.get(field, field)
