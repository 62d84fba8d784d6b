"""A transfer case: what the facts about it add up to.

``fold`` never refuses: facts of other PCs still arrive, and a fact that no longer fits becomes a visible conflict
on the case instead of being lost. Whether an act is allowed is decided beforehand, in ``decisions``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from desktop_app.domain.facts import (
    Answer,
    AnswerWithdrawn,
    BriefingRecorded,
    CancellationWithdrawn,
    CaseCancelled,
    CaseConfirmed,
    CaseCorrected,
    CaseFact,
    CaseRegistered,
    CaseReturned,
    ClosedAsException,
    ItemAnswered,
    ItemChecked,
    Post,
    PostCheckRecorded,
    Recorded,
    ReportSigned,
    SeatHandedOver,
    SeatTakenBack,
    SigningRefused,
    Transferee,
    Verdict,
)
from desktop_app.domain.programme import AnsweredThrough, Item, Phase, Programme, Step

V = TypeVar("V")


class CaseState(StrEnum):
    """The stored states of domain notes §1.4; being overdue is derived from dates, never a state."""

    DRAFT = "DRAFT"
    IN_PROGRESS = "IN_PROGRESS"
    REPORTED = "REPORTED"
    RETURNED = "RETURNED"
    CONFIRMED = "CONFIRMED"
    CLOSED_EXCEPTION = "CLOSED_EXCEPTION"
    CANCELLED = "CANCELLED"


OPEN_STATES = frozenset({CaseState.DRAFT, CaseState.IN_PROGRESS, CaseState.RETURNED})
"""States in which the transferee still has to answer or report."""

ENDED_STATES = frozenset({CaseState.CONFIRMED, CaseState.CLOSED_EXCEPTION, CaseState.CANCELLED})
"""States in which nothing is awaited before the effective date any more."""


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The answer that stands for an item, with when (UTC) and by whom it was entered."""

    fact: ItemAnswered
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that came in when the case was no longer where the fact belongs."""

    recorded: Recorded
    state: CaseState


@dataclass(frozen=True, slots=True)
class TransferCase:
    """One transfer of one person, as the facts known here tell it."""

    case_id: str
    case_no: str
    transferee: Transferee
    origin: Post
    destination: Post
    effective_date: date
    notice_date: date | None
    transfer_type: str
    programme_id: str
    programme_version: str
    in_scope: bool
    source: str
    registered_at: datetime
    state: CaseState = CaseState.DRAFT
    briefing: BriefingRecorded | None = None
    answers: Mapping[str, ItemAnswer] = field(default_factory=dict)
    checks: Mapping[str, ItemChecked] = field(default_factory=dict)
    report: ReportSigned | None = None
    superseded_reports: tuple[ReportSigned, ...] = ()
    returns: tuple[CaseReturned, ...] = ()
    refusal: SigningRefused | None = None
    confirmation: CaseConfirmed | None = None
    exception: ClosedAsException | None = None
    cancellation: CaseCancelled | None = None
    state_before_cancelling: CaseState = CaseState.DRAFT
    post_checks: Mapping[str, PostCheckRecorded] = field(default_factory=dict)
    corrections: tuple[CaseCorrected, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def answer(self, item_id: str) -> ItemAnswered | None:
        """Return the answer that stands for an item, or None while it is unanswered."""
        standing = self.answers.get(item_id)
        return standing.fact if standing else None

    @property
    def returned_item_ids(self) -> tuple[str, ...]:
        """The items of the last return, while the case is returned."""
        if self.state is not CaseState.RETURNED or not self.returns:
            return ()
        return tuple(item.item_id for item in self.returns[-1].items)

    def is_answered(self, item: Item) -> bool:
        """Whether an item has its answer: by hand, or through the act that makes it true."""
        match item.answered_through:
            case AnsweredThrough.ANSWER:
                return item.id in self.answers or item.id in self.post_checks
            case AnsweredThrough.BRIEFING:
                return self.briefing is not None or item.id in self.answers
            case AnsweredThrough.REPORT:
                return self.report is not None
            case AnsweredThrough.CONFIRMATION:
                return self.confirmation is not None


def unanswered(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items due before the effective date that a person still has to answer, in order."""
    return tuple(
        item
        for item in programme.items
        if item.phase is Phase.BEFORE_EFFECTIVE
        and item.answered_through in (AnsweredThrough.ANSWER, AnsweredThrough.BRIEFING)
        and not case.is_answered(item)
    )


def answered_by_hand(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items due before the effective date that carry an answer, in order: what is confirmed."""
    return tuple(item for item in programme.items if item.phase is Phase.BEFORE_EFFECTIVE and item.id in case.answers)


def not_done(case: TransferCase, programme: Programme) -> tuple[ItemAnswered, ...]:
    """Return the answers 未完了 that stand, in the programme's order."""
    return tuple(
        answer.fact
        for item in programme.items
        if (answer := case.answers.get(item.id)) and answer.fact.answer is Answer.NOT_DONE
    )


def step_progress(case: TransferCase, programme: Programme, step: Step) -> tuple[int, int]:
    """Return (answered, all) of a step's items due before the effective date."""
    items = programme.items_of(step.code)
    return sum(case.is_answered(item) for item in items), len(items)


def is_post_checked(case: TransferCase, programme: Programme) -> bool:
    """Whether every item of the second gate has been checked after the effective date."""
    return all(item.id in case.post_checks for item in programme.after_items)


def is_closed(case: TransferCase, programme: Programme) -> bool:
    """完結: confirmed (or ended as an exception) and checked afterwards; derived, never stored."""
    ended = case.state in (CaseState.CONFIRMED, CaseState.CLOSED_EXCEPTION)
    return ended and is_post_checked(case, programme)


def fold(history: Iterable[Recorded]) -> TransferCase | None:
    """Return the case that a history in journal order adds up to, or None when it was never registered."""
    case: TransferCase | None = None
    early: list[Recorded] = []
    for recorded in history:
        if isinstance(recorded.fact, CaseRegistered) and case is None:
            case = _registered(recorded.fact, recorded.at)
        elif case is None:
            early.append(recorded)
        else:
            case = evolve(case, recorded)
    if case is not None and early:
        stray = tuple(Conflict(recorded, case.state) for recorded in early)
        case = replace(case, conflicts=case.conflicts + stray)
    return case


def evolve(case: TransferCase, recorded: Recorded) -> TransferCase:
    """Return *case* after one more fact; never refuses."""
    fact = recorded.fact
    if not isinstance(fact, CaseFact) or not allows(case.state, type(fact)):
        return replace(case, conflicts=(*case.conflicts, Conflict(recorded, case.state)))
    return _apply(case, fact, recorded)


def _apply(case: TransferCase, fact: CaseFact, recorded: Recorded) -> TransferCase:  # noqa: C901, PLR0911, PLR0912
    # One arm a fact: splitting the list would hide that it is complete.
    match fact:
        case CaseRegistered():
            return replace(case, conflicts=(*case.conflicts, Conflict(recorded, case.state)))
        case CaseCorrected():
            return _corrected(case, fact)
        case BriefingRecorded():
            return replace(case, briefing=fact, state=_begun(case))
        case SeatHandedOver():
            return replace(case, state=_begun(case))
        case SeatTakenBack():
            return case
        case ItemAnswered():
            answer = ItemAnswer(fact, recorded.at, recorded.by)
            return replace(
                case,
                state=_begun(case),
                answers={**case.answers, fact.item_id: answer},
                checks=_without(case.checks, fact.item_id),
            )
        case AnswerWithdrawn():
            return replace(
                case,
                answers=_without(case.answers, fact.item_id),
                checks=_without(case.checks, fact.item_id),
            )
        case ReportSigned():
            superseded = (*case.superseded_reports, case.report) if case.report else case.superseded_reports
            return replace(case, state=CaseState.REPORTED, report=fact, superseded_reports=superseded, refusal=None)
        case SigningRefused():
            return replace(case, refusal=fact)
        case ItemChecked():
            return replace(case, checks={**case.checks, fact.item_id: fact})
        case CaseReturned():
            return replace(
                case,
                state=CaseState.RETURNED,
                returns=(*case.returns, fact),
                checks={k: v for k, v in case.checks.items() if v.verdict is Verdict.ACCEPTED},
            )
        case CaseConfirmed():
            return replace(case, state=CaseState.CONFIRMED, confirmation=fact)
        case ClosedAsException():
            return replace(case, state=CaseState.CLOSED_EXCEPTION, exception=fact)
        case CaseCancelled():
            return replace(case, state=CaseState.CANCELLED, cancellation=fact, state_before_cancelling=case.state)
        case CancellationWithdrawn():
            return replace(case, state=case.state_before_cancelling, cancellation=None)
        case PostCheckRecorded():
            return replace(case, post_checks={**case.post_checks, fact.item_id: fact})


_UNFINISHED = OPEN_STATES | {CaseState.REPORTED}
_ALLOWED_IN: dict[type, frozenset[CaseState]] = {
    BriefingRecorded: _UNFINISHED,
    SeatHandedOver: OPEN_STATES,
    ItemAnswered: OPEN_STATES,
    AnswerWithdrawn: OPEN_STATES,
    ReportSigned: OPEN_STATES,
    SigningRefused: OPEN_STATES,
    ItemChecked: frozenset({CaseState.REPORTED}),
    CaseReturned: frozenset({CaseState.REPORTED}),
    CaseConfirmed: frozenset({CaseState.REPORTED}),
    ClosedAsException: _UNFINISHED,
    CaseCancelled: _UNFINISHED,
    CancellationWithdrawn: frozenset({CaseState.CANCELLED}),
}
"""In which states a fact fits; facts not named here (corrections, post-checks …) always do."""


def allows(state: CaseState, fact_type: type) -> bool:
    """Whether a fact of *fact_type* fits a case in *state*."""
    fitting = _ALLOWED_IN.get(fact_type)
    return fitting is None or state in fitting


def _registered(fact: CaseRegistered, at: datetime) -> TransferCase:
    return TransferCase(
        case_id=fact.case_id,
        case_no=fact.case_no,
        transferee=fact.transferee,
        origin=fact.origin,
        destination=fact.destination,
        effective_date=fact.effective_date,
        notice_date=fact.notice_date,
        transfer_type=fact.transfer_type,
        programme_id=fact.programme_id,
        programme_version=fact.programme_version,
        in_scope=fact.in_scope,
        source=fact.source,
        registered_at=at,
    )


def _corrected(case: TransferCase, fact: CaseCorrected) -> TransferCase:
    return replace(
        case,
        transferee=fact.transferee or case.transferee,
        origin=fact.origin or case.origin,
        destination=fact.destination or case.destination,
        effective_date=fact.effective_date or case.effective_date,
        notice_date=fact.notice_date or case.notice_date,
        transfer_type=fact.transfer_type or case.transfer_type,
        corrections=(*case.corrections, fact),
    )


def _begun(case: TransferCase) -> CaseState:
    return CaseState.IN_PROGRESS if case.state is CaseState.DRAFT else case.state


def _without(mapping: Mapping[str, V], key: str) -> Mapping[str, V]:
    return {k: v for k, v in mapping.items() if k != key}
