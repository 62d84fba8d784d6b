"""Findings (是正) in words: what is refused, and what their fields and states are called (domain notes §4.3)."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app import errors
from desktop_app.domain.facts import Fact, UnknownFact
from desktop_app.domain.finding_facts import (
    CorrectionCompleted,
    CorrectiveActionRecorded,
    EffectVerified,
    FindingAssigned,
    FindingClosed,
    FindingRaised,
    Grade,
    Leak,
    LeakJudged,
    LeakTold,
    Severity,
    Trigger,
)
from desktop_app.domain.findings import FindingState
from desktop_app.sentences.words import Sentences
from desktop_app.text import _


def finding_state_label(state: FindingState, _: Callable[[str], str] = _) -> str:
    """Return a state as the office says it, in the language that ``_`` speaks."""
    return {
        FindingState.RAISED: _("Raised"),
        FindingState.IN_HAND: _("In hand"),
        FindingState.COMPLETED: _("Correction reported"),
        FindingState.EFFECT_VERIFIED: _("Effect verified"),
        FindingState.CLOSED: _("Ended"),
    }[state]


def trigger_label(trigger: Trigger) -> str:
    """Return how a finding came to light."""
    return {
        Trigger.SELF_INSPECTION: _("Self-inspection"),
        Trigger.CONFIRMATION: _("The manager's check"),
        Trigger.SECOND_LINE: _("Headquarters (second line)"),
        Trigger.AUDIT: _("Audit"),
        Trigger.DECLARATION: _("Told by the person"),
        Trigger.LOG: _("Log"),
        Trigger.TIP: _("Report by somebody"),
    }[trigger]


def grade_label(grade: Grade) -> str:
    """Return 区分."""
    return {
        Grade.NONCONFORMITY: _("Nonconformity"),
        Grade.MINOR: _("Slight"),
        Grade.OBSERVATION: _("Observation"),
    }[grade]


def severity_label(severity: Severity) -> str:
    """Return 重大度."""
    return {
        Severity.SERIOUS: _("Serious"),
        Severity.MEDIUM: _("Medium"),
        Severity.MINOR: _("Slight"),
    }[severity]


def leak_label(leak: Leak) -> str:
    """Return 漏えいのおそれ."""
    return {Leak.YES: _("May have leaked"), Leak.NO: _("None"), Leak.LOOKING: _("Being looked into")}[leak]


def act_label(fact: Fact | UnknownFact) -> str:
    """Return what an act on a finding is called in its history; empty for what is no such act."""
    match fact:
        case FindingRaised():
            return _("Raised")
        case FindingAssigned():
            return _("Person in charge and date settled")
        case CorrectiveActionRecorded():
            return _("Measures recorded")
        case LeakJudged():
            return _("Judged whether information may have leaked: {leak}").format(leak=leak_label(fact.leak))
        case LeakTold():
            return _("Told {contact}").format(contact=fact.contact)
        case CorrectionCompleted():
            return _("Correction reported")
        case EffectVerified(effective=True):
            return _("Effect verified")
        case EffectVerified():
            return _("Looked at the effect: not enough yet")
        case FindingClosed():
            return _("Ended")
        case _:
            return ""


def _elsewhere(error: errors.FindingElsewhere) -> str:
    words = _("{number} is at “{state}”, so this cannot be recorded now. Nothing was recorded.")
    return words.format(number=error.finding_no, state=finding_state_label(error.state))


SENTENCES: Sentences = {
    errors.FindingUnknown: lambda e: _("There is no finding {number}.").format(number=e.finding_no),
    errors.FindingElsewhere: _elsewhere,
    errors.FindingAboutSelf: lambda e: _(
        "{number} is about yourself. The deputy or a superior looks at its effect and ends it."
    ).format(number=e.finding_no),
    errors.CompletedBySelf: lambda e: _(
        "You reported the correction of {number} yourself. Somebody else looks at its effect."
    ).format(number=e.finding_no),
    errors.LeakNotJudged: lambda e: _(
        "It is still being looked into whether information may have leaked ({number}). Record the judgement first."
    ).format(number=e.finding_no),
}
