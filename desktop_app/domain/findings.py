"""是正（指摘）: a finding as its facts tell it, from 起票 to 終了 (domain notes §4.3).

``fold_finding`` never refuses and takes the facts in any order: what two PCs did apart from each other adds up to the
same on both, and an act that no longer fits stays visible as a conflict. Being overdue is a matter of dates, no state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from desktop_app.domain.facts import Recorded
from desktop_app.domain.finding_facts import (
    CorrectionCompleted,
    CorrectiveActionRecorded,
    EffectVerified,
    FindingAssigned,
    FindingClosed,
    FindingFact,
    FindingRaised,
    Grade,
    Leak,
    LeakJudged,
    LeakTold,
    Severity,
)

V = TypeVar("V")

FINDING_PREFIX = "finding/"
"""How every id of a finding begins, so that findings are found among what else is kept by id."""


class FindingState(StrEnum):
    """起票→対応中→完了報告→効果確認→終了."""

    RAISED = "RAISED"
    IN_HAND = "IN_HAND"
    COMPLETED = "COMPLETED"
    EFFECT_VERIFIED = "EFFECT_VERIFIED"
    CLOSED = "CLOSED"


TO_BE_DONE = frozenset({FindingState.RAISED, FindingState.IN_HAND})
"""States in which somebody is in charge by a day."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``other_numbers``: those that PCs gave it which did not know of each other; papers may show them."""

    finding_id: str
    finding_no: str
    other_numbers: tuple[str, ...]
    raised: FindingRaised
    raised_by: str
    state: FindingState
    grade: Grade
    severity: Severity
    leak: Leak
    in_charge: str
    due_on: date | None
    impact: str
    meanwhile: str = ""
    why: tuple[str, ...] = ()
    action: str = ""
    prevention: str = ""
    material: str = ""
    completion: CorrectionCompleted | None = None
    verification: EffectVerified | None = None
    closure: FindingClosed | None = None
    told: tuple[LeakTold, ...] = ()
    history: tuple[Recorded, ...] = ()
    conflicts: tuple[Recorded, ...] = ()

    @property
    def case_id(self) -> str:
        """The case it is about, empty for one about the workplace."""
        return self.raised.case_id

    @property
    def about(self) -> str:
        """The employee number of whom it is about, or empty."""
        return self.raised.about

    @property
    def is_open(self) -> bool:
        """Whether it holds anything up: until it is closed."""
        return self.state is not FindingState.CLOSED


def finding_id_of(cause: tuple[str, ...]) -> str:
    """Return the id of the finding that *cause* raises: the same wherever it is raised."""
    parts = "".join(f"{len(part)}:{part}" for part in cause)
    return FINDING_PREFIX + hashlib.sha256(parts.encode()).hexdigest()[:32]


def days_overdue(finding: Finding, today: date) -> int:
    """Return by how many days it is past its day; 0 when not, or when nothing more is to be done by a day."""
    if finding.due_on is None or finding.state not in TO_BE_DONE:
        return 0
    return max((today - finding.due_on).days, 0)


def fold_finding(history: Iterable[Recorded]) -> Finding | None:
    """Return the finding that facts add up to, None while its raising has not arrived."""
    finding: Finding | None = None
    early: list[Recorded] = []
    for recorded in sorted(history, key=lambda one: one.position):
        if finding is not None:
            finding = _evolve(finding, recorded)
        elif isinstance(recorded.fact, FindingRaised):
            finding = _raised(recorded.fact, recorded)
        else:
            early.append(recorded)
    if finding is None or not early:
        return finding
    return replace(finding, history=(*early, *finding.history), conflicts=(*early, *finding.conflicts))


def fits(state: FindingState, fact_type: type) -> bool:
    """Whether an act fits a finding in *state*."""
    fitting = _FITTING.get(fact_type)
    return fitting is None or state in fitting


_FITTING: dict[type, frozenset[FindingState]] = {
    FindingAssigned: TO_BE_DONE,
    CorrectiveActionRecorded: TO_BE_DONE,
    LeakJudged: frozenset(FindingState) - {FindingState.CLOSED},
    CorrectionCompleted: TO_BE_DONE,
    EffectVerified: frozenset({FindingState.COMPLETED}),
    FindingClosed: frozenset({FindingState.EFFECT_VERIFIED}),
}
"""In which states an act fits; what is not named here always does (being told, being raised twice)."""


def _raised(fact: FindingRaised, recorded: Recorded) -> Finding:
    return Finding(
        finding_id=fact.finding_id,
        finding_no=fact.finding_no,
        other_numbers=(),
        raised=fact,
        raised_by=recorded.by,
        state=FindingState.RAISED,
        grade=fact.grade,
        severity=fact.severity,
        leak=fact.leak,
        in_charge=fact.in_charge,
        due_on=fact.due_on,
        impact=fact.impact,
        history=(recorded,),
    )


def _evolve(finding: Finding, recorded: Recorded) -> Finding:
    fact = recorded.fact
    finding = replace(finding, history=(*finding.history, recorded))
    if not isinstance(fact, FindingFact) or not fits(finding.state, type(fact)) or _by_the_same(finding, fact):
        return replace(finding, conflicts=(*finding.conflicts, recorded))
    match fact:
        case FindingRaised():
            numbers = dict.fromkeys((*finding.other_numbers, fact.finding_no))
            numbers.pop(finding.finding_no, None)
            return replace(finding, other_numbers=tuple(numbers))
        case FindingAssigned():
            return replace(finding, in_charge=fact.in_charge, due_on=fact.due_on)
        case CorrectiveActionRecorded():
            return _in_hand(finding, fact)
        case LeakJudged():
            return replace(finding, leak=fact.leak)
        case LeakTold():
            return replace(finding, told=(*finding.told, fact))
        case CorrectionCompleted():
            return replace(finding, state=FindingState.COMPLETED, completion=fact, verification=None)
        case EffectVerified():
            state = FindingState.EFFECT_VERIFIED if fact.effective else FindingState.IN_HAND
            return replace(finding, state=state, verification=fact)
        case FindingClosed():
            return replace(finding, state=FindingState.CLOSED, closure=fact)


def _by_the_same(finding: Finding, fact: FindingFact) -> bool:
    """Whether somebody would look at the effect of what they reported themselves, or end what is about them.

    A decision refuses it; apart from each other, two PCs can still bring it about.
    """
    match fact:
        case EffectVerified(verified_by_no=number):
            reported = finding.completion.completed_by_no if finding.completion else ""
            return number in {reported, finding.about}
        case FindingClosed(closed_by_no=number):
            return number == finding.about
        case _:
            return False


def _chosen(new: V | None, old: V) -> V:
    return old if new is None else new


def _in_hand(finding: Finding, fact: CorrectiveActionRecorded) -> Finding:
    return replace(
        finding,
        state=FindingState.IN_HAND,
        grade=_chosen(fact.grade, finding.grade),
        severity=_chosen(fact.severity, finding.severity),
        impact=_chosen(fact.impact, finding.impact),
        meanwhile=_chosen(fact.meanwhile, finding.meanwhile),
        why=_chosen(fact.why, finding.why),
        action=_chosen(fact.action, finding.action),
        prevention=_chosen(fact.prevention, finding.prevention),
        material=_chosen(fact.material, finding.material),
    )
