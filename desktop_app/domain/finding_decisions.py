"""Whether an act on a finding is allowed, and the facts it makes (domain notes §4.3).

Whoever reports the correction as completed does not look at its effect; nobody looks at the effect of, or ends, what
is about themselves. Those who only read (second line, audit) do nothing here.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date

from desktop_app.domain.entered import office_day, one_line, several_lines
from desktop_app.domain.finding_facts import (
    CorrectionCompleted,
    CorrectiveActionRecorded,
    EffectVerified,
    FindingAssigned,
    FindingClosed,
    FindingRaised,
    Leak,
    LeakJudged,
    LeakTold,
)
from desktop_app.domain.findings import Finding, FindingState, fits
from desktop_app.domain.roles import require_office
from desktop_app.domain.workplace import Person
from desktop_app.errors import (
    CompletedBySelf,
    FieldMissing,
    FindingAboutSelf,
    FindingElsewhere,
    ImpossibleDate,
    LeakNotJudged,
)

DEPTH = 3
"""How often the cause is asked for (なぜなぜ3段)."""

_CLOCK = re.compile("([01]?[0-9]|2[0-3]):[0-5][0-9]")


def raise_by_hand(fact: FindingRaised, person: Person, today: date) -> FindingRaised:
    """Raise what somebody saw. Raises FieldMissing, FieldTooLong, ImpossibleDate, NotEntitled."""
    require_office(person.role, "FindingRaised")
    _not_after(fact.found_on, today)
    if fact.due_on is not None:
        office_day(fact.due_on)
    cleaned = replace(
        fact,
        what=several_lines("what", fact.what),
        impact=several_lines("impact", fact.impact),
        in_charge=one_line("in_charge", fact.in_charge),
    )
    _require(what=cleaned.what, in_charge=cleaned.in_charge, finding_due=cleaned.due_on)
    return cleaned


def assign(finding: Finding, person: Person, in_charge: str, due_on: date, reason: str = "") -> FindingAssigned:
    """Say who is in charge, and by when. Raises FindingElsewhere, FieldMissing, ImpossibleDate, NotEntitled."""
    _require_fit(finding, person, FindingAssigned)
    cleaned = one_line("in_charge", in_charge)
    _require(in_charge=cleaned)
    return FindingAssigned(finding.finding_id, cleaned, office_day(due_on), several_lines("reason", reason))


def record_action(finding: Finding, person: Person, entered: CorrectiveActionRecorded) -> CorrectiveActionRecorded:
    """Record what is being done. Raises FindingElsewhere, FieldMissing (nothing was said), FieldTooLong."""
    _require_fit(finding, person, CorrectiveActionRecorded)
    cleaned = replace(
        entered,
        impact=_words("impact", entered.impact),
        meanwhile=_words("meanwhile", entered.meanwhile),
        why=None if entered.why is None else tuple(several_lines("why", step) for step in entered.why[:DEPTH]),
        action=_words("action", entered.action),
        prevention=_words("prevention", entered.prevention),
        material=_words("material", entered.material),
    )
    if all(getattr(cleaned, field.name) is None for field in fields(cleaned) if field.name != "finding_id"):
        raise FieldMissing(field="action")
    return cleaned


def judge_leak(finding: Finding, person: Person, leak: Leak, words: str, today: date) -> LeakJudged:
    """Record what people judged about a leak. Raises FindingElsewhere, FieldMissing (why not)."""
    _require_fit(finding, person, LeakJudged)
    said = several_lines("reason", words)
    if leak is Leak.NO:
        _require(reason=said)
    return LeakJudged(finding.finding_id, leak, today, person.name, said)


def tell(finding: Finding, person: Person, told: LeakTold, today: date) -> LeakTold:
    """Record that somebody was told. Raises FieldMissing, ImpossibleDate."""
    _require_fit(finding, person, LeakTold)
    _not_after(told.told_on, today)
    cleaned = replace(
        told,
        finding_id=finding.finding_id,
        contact=one_line("contact_told", told.contact),
        told_at=one_line("told_at", told.told_at),
        told_by=one_line("told_by", told.told_by) or person.name,
        words=several_lines("note", told.words),
    )
    _require(contact_told=cleaned.contact, told_at=_CLOCK.fullmatch(cleaned.told_at))
    return cleaned


def complete(finding: Finding, person: Person, completed_on: date, words: str, today: date) -> CorrectionCompleted:
    """Report the correction as completed; what was done has to stand there.

    Raises FindingElsewhere, FieldMissing, ImpossibleDate, NotEntitled.
    """
    _require_fit(finding, person, CorrectionCompleted)
    _not_after(completed_on, today)
    said = several_lines("note", words)
    _require(action=finding.action or said)
    return CorrectionCompleted(finding.finding_id, completed_on, person.name, person.employee_no, said)


def verify_effect(finding: Finding, person: Person, words: str, today: date, *, effective: bool) -> EffectVerified:
    """Say whether it helped; why not, if not.

    Raises FindingElsewhere, CompletedBySelf, FindingAboutSelf, FieldMissing, NotEntitled.
    """
    _require_fit(finding, person, EffectVerified)
    if finding.completion is not None and finding.completion.completed_by_no == person.employee_no:
        raise CompletedBySelf(finding_no=finding.finding_no)
    _require_other(finding, person)
    said = several_lines("note", words)
    _require(note=said)
    return EffectVerified(finding.finding_id, today, person.name, person.employee_no, effective, said)


def close(finding: Finding, person: Person, words: str, today: date) -> FindingClosed:
    """End the finding, once its effect was verified. Raises FindingElsewhere, FindingAboutSelf, LeakNotJudged."""
    _require_fit(finding, person, FindingClosed)
    _require_other(finding, person)
    if finding.leak is Leak.LOOKING:
        raise LeakNotJudged(finding_no=finding.finding_no)
    return FindingClosed(finding.finding_id, today, person.name, person.employee_no, several_lines("note", words))


def may_verify(finding: Finding, employee_no: str) -> bool:
    """Whether somebody could look at the effect: a task for them, or for others."""
    reported = finding.completion.completed_by_no if finding.completion else ""
    return finding.state is FindingState.COMPLETED and employee_no not in {reported, finding.about}


def _require_fit(finding: Finding, person: Person, fact_type: type) -> None:
    require_office(person.role, fact_type.__name__)
    if not fits(finding.state, fact_type):
        raise FindingElsewhere(act=fact_type.__name__, state=finding.state, finding_no=finding.finding_no)


def _require_other(finding: Finding, person: Person) -> None:
    if finding.about and finding.about == person.employee_no:
        raise FindingAboutSelf(finding_no=finding.finding_no)


def _words(field: str, text: str | None) -> str | None:
    return None if text is None else several_lines(field, text)


def _not_after(day: date, today: date) -> None:
    if office_day(day) > today:
        raise ImpossibleDate(item_id=None, date=day)


def _require(**entered: object) -> None:
    for field, value in entered.items():
        if not value:
            raise FieldMissing(field=field)
