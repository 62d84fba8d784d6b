"""How facts become a case, in journal order.

``fold`` never refuses: facts of other PCs still arrive, and a fact that no longer fits becomes a visible conflict
on the case instead of being lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from desktop_app.domain.case import OPEN_STATES, CaseState, Conflict, ItemAnswer, TransferCase
from desktop_app.domain.circumstance_facts import (
    CasesLinked,
    CircumstanceEnded,
    CircumstanceRecorded,
    OpenItemDone,
)
from desktop_app.domain.facts import (
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
    ExplanationRecorded,
    FormFieldEntered,
    ItemAnswered,
    ItemChecked,
    PaperReported,
    PaperTakenIn,
    PostCheckRecorded,
    PrintSubstitutesChosen,
    Recorded,
    ReportSigned,
    SeatHandedOver,
    SeatTakenBack,
    SigningRefused,
    Verdict,
)
from desktop_app.domain.line_facts import ItemLinesChosen
from desktop_app.domain.move_facts import MoveAnswered, MoveConsulted, MoveDutiesStated
from desktop_app.domain.order_facts import CorrectionOrdered, OrderAnswered
from desktop_app.domain.replacing import replace
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.rivals import as_reported, left_standing, with_answer
from desktop_app.domain.ticket_facts import SubmissionAnnounced, SubmissionTakenIn, TicketIssued, TicketWithdrawn

V = TypeVar("V")


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
    fact, act = recorded.fact, (recorded.position.device_id, recorded.position.seq)
    if isinstance(fact, SubmissionTakenIn) and _is_taken_in(case, fact):
        # Two PCs apart from each other took in the same file: its answers and report count once.
        return replace(case, told_twice=act)
    if act == case.told_twice:
        return case
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
            answer = ItemAnswer(fact, recorded.at, recorded.by, (recorded.position,))
            case = replace(case, state=_begun(case))
            return _standing(case, fact.item_id, with_answer(case.standing(fact.item_id), answer))
        case AnswerWithdrawn():
            return _standing(case, fact.item_id, left_standing(case.standing(fact.item_id), fact.replaces))
        case PaperTakenIn():
            return replace(case, state=_begun(case), scans=(*case.scans, fact))
        case ReportSigned() | PaperReported():
            case = _settled(case, recorded.position.device_id)
            superseded = (*case.superseded_reports, case.report) if case.report else case.superseded_reports
            case = replace(case, state=CaseState.REPORTED, report=fact, superseded_reports=superseded, refusal=None)
            return replace(case, settled_at=recorded.position)
        case SigningRefused():
            return replace(case, refusal=fact)
        case ExplanationRecorded():
            return replace(case, explanation=fact)
        case FormFieldEntered():
            others = _without(case.form_fields, fact.field)
            return replace(case, form_fields={**others, fact.field: fact.value} if fact.value else others)
        case ItemChecked():
            return replace(case, checks={**case.checks, fact.item_id: fact})
        case CaseReturned():
            return replace(
                case,
                state=CaseState.RETURNED,
                settled_at=None,
                returns=(*case.returns, fact),
                checks={k: v for k, v in case.checks.items() if v.verdict is Verdict.ACCEPTED},
            )
        case CaseConfirmed():
            return replace(case, state=CaseState.CONFIRMED, confirmation=fact)
        case ClosedAsException():
            settled = case.settled_at or recorded.position
            return replace(case, state=CaseState.CLOSED_EXCEPTION, exception=fact, settled_at=settled)
        case CaseCancelled():
            settled = case.settled_at or recorded.position
            case = replace(case, state_before_cancelling=case.state, settled_at=settled)
            return replace(case, state=CaseState.CANCELLED, cancellation=fact)
        case CancellationWithdrawn():
            # What was given back meanwhile has to be taken away again: its answer holds no more.
            back = {item_id for item_id, restored in case.restored.items() if restored.needed}
            answers = {item_id: answer for item_id, answer in case.answers.items() if item_id not in back}
            state = case.state_before_cancelling
            still = case.settled_at if state is CaseState.REPORTED else None
            case = replace(case, state=state, cancellation=None, answers=answers, restored={})
            return replace(case, settled_at=still)
        case PostCheckRecorded():
            return replace(case, post_checks={**case.post_checks, fact.item_id: fact})
        case PrintSubstitutesChosen():
            return replace(case, print_substitutes=fact.substitutes)
        case ItemLinesChosen():
            return replace(case, state=_begun(case), lines=fact.lines)
        case CircumstanceRecorded():
            return replace(case, circumstances=(*_others(case, fact.kind), fact))
        case CircumstanceEnded():
            return replace(case, circumstances=_others(case, fact.kind))
        case OpenItemDone():
            return replace(case, done_later={**case.done_later, fact.item_id: fact})
        case CasesLinked():
            return replace(case, links=(*case.links, fact))
        case MoveDutiesStated():
            return replace(case, move_duties=fact)
        case MoveConsulted():
            return replace(case, consultations=(*case.consultations, fact))
        case MoveAnswered():
            return replace(case, move_answers=(*case.move_answers, fact))
        case TakenAwayRestored():
            return replace(case, restored={**case.restored, fact.item_id: fact})
        case CorrectionOrdered():
            return replace(case, orders=(*case.orders, fact))
        case OrderAnswered():
            return replace(case, order_answers={**case.order_answers, fact.order_no: fact})
        case TicketIssued() | SubmissionTakenIn():
            return replace(case, state=_begun(case), tickets=(*case.tickets, fact))
        case TicketWithdrawn() | SubmissionAnnounced():
            return replace(case, tickets=(*case.tickets, fact))


_UNFINISHED = OPEN_STATES | {CaseState.REPORTED}
_ALLOWED_IN: dict[type, frozenset[CaseState]] = {
    BriefingRecorded: _UNFINISHED,
    SeatHandedOver: OPEN_STATES,
    ItemAnswered: OPEN_STATES,
    AnswerWithdrawn: OPEN_STATES,
    ReportSigned: OPEN_STATES,
    PaperTakenIn: frozenset(CaseState) - {CaseState.CANCELLED},  # the 事後確認票 comes back after everything else
    PaperReported: OPEN_STATES,
    SigningRefused: OPEN_STATES,
    ExplanationRecorded: OPEN_STATES | {CaseState.CLOSED_EXCEPTION},
    FormFieldEntered: OPEN_STATES,
    ItemChecked: frozenset({CaseState.REPORTED}),
    CaseReturned: frozenset({CaseState.REPORTED}),
    CaseConfirmed: frozenset({CaseState.REPORTED}),
    ClosedAsException: _UNFINISHED,
    CaseCancelled: _UNFINISHED,
    CancellationWithdrawn: frozenset({CaseState.CANCELLED}),
    ItemLinesChosen: OPEN_STATES,
    OpenItemDone: frozenset({CaseState.REPORTED, CaseState.CONFIRMED, CaseState.CLOSED_EXCEPTION}),
    TakenAwayRestored: frozenset({CaseState.CANCELLED}),
    TicketIssued: OPEN_STATES,
    SubmissionTakenIn: OPEN_STATES,
}
"""In which states a fact fits; facts not named here (corrections, post-checks …) always do."""


def allows(state: CaseState, fact_type: type) -> bool:
    """Whether a fact of *fact_type* fits a case in *state*."""
    fitting = _ALLOWED_IN.get(fact_type)
    return fitting is None or state in fitting


def _is_taken_in(case: TransferCase, fact: SubmissionTakenIn) -> bool:
    shas = (one.submission_sha256 for one in case.tickets if isinstance(one, SubmissionTakenIn))
    return fact.submission_sha256 in shas


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


def _standing(case: TransferCase, item_id: str, standing: tuple[ItemAnswer, ...]) -> TransferCase:
    answers, rivals = _without(case.answers, item_id), _without(case.rivals, item_id)
    if len(standing) == 1:
        answers = {**case.answers, item_id: standing[0]}
    elif standing:
        rivals = {**rivals, item_id: standing}
    return replace(case, answers=answers, rivals=rivals, checks=_without(case.checks, item_id))


def _settled(case: TransferCase, device_id: str) -> TransferCase:
    for item_id, rivals in case.rivals.items():
        reported, late = as_reported(rivals, device_id)
        case = replace(_standing(case, item_id, (reported,)), conflicts=(*case.conflicts, *late))
    return case


def _others(case: TransferCase, kind: str) -> tuple[CircumstanceRecorded, ...]:
    return tuple(one for one in case.circumstances if one.kind != kind)


def _without(mapping: Mapping[str, V], key: str) -> Mapping[str, V]:
    return {k: v for k, v in mapping.items() if k != key}
