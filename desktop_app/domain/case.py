"""A transfer case: what the facts about it add up to, and what can be asked of it.

How facts become a case is in ``folding``; whether an act is allowed is decided beforehand, in ``decisions``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.circumstance_facts import CasesLinked, CircumstanceRecorded, OpenItemDone
from desktop_app.domain.facts import (
    Answer,
    BriefingRecorded,
    CaseCancelled,
    CaseConfirmed,
    CaseCorrected,
    CaseReturned,
    ClosedAsException,
    ExplanationRecorded,
    ItemAnswered,
    ItemChecked,
    PaperReported,
    PaperTakenIn,
    Position,
    Post,
    PostCheckRecorded,
    PrintSubstitute,
    Recorded,
    ReportSigned,
    SigningRefused,
    StoredFile,
    Transferee,
)
from desktop_app.domain.line_facts import ChosenLine
from desktop_app.domain.move_facts import MoveAnswered, MoveConsulted, MoveDutiesStated
from desktop_app.domain.order_facts import CorrectionOrdered, OrderAnswered
from desktop_app.domain.programme import AnsweredThrough, Item, Phase, Programme, Step
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.ticket_facts import TicketFact

SIGNATURES_WHEN_REPORTED = 1
SIGNATURES_WHEN_CONFIRMED = 2


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


Report = ReportSigned | PaperReported
"""A completion report, signed on the screen or on paper."""


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """An answer that stands for an item, with when (UTC) and by whom it was entered, the last time.

    ``positions``: where in the journal; several when PCs apart from each other recorded the same.
    """

    fact: ItemAnswered
    entered_at: datetime
    entered_by: str
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that came in when the case was no longer where the fact belongs."""

    recorded: Recorded
    state: CaseState


@dataclass(frozen=True)  # without slots, so that folding changes it cheaply (``replacing``)
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
    rivals: Mapping[str, tuple[ItemAnswer, ...]] = field(default_factory=dict)
    """Items that were answered differently at PCs that did not know of each other: unanswered until one is chosen."""
    checks: Mapping[str, ItemChecked] = field(default_factory=dict)
    report: Report | None = None
    superseded_reports: tuple[Report, ...] = ()
    scans: tuple[PaperTakenIn, ...] = ()
    returns: tuple[CaseReturned, ...] = ()
    refusal: SigningRefused | None = None
    explanation: ExplanationRecorded | None = None
    form_fields: Mapping[str, str] = field(default_factory=dict)
    confirmation: CaseConfirmed | None = None
    exception: ClosedAsException | None = None
    cancellation: CaseCancelled | None = None
    state_before_cancelling: CaseState = CaseState.DRAFT
    post_checks: Mapping[str, PostCheckRecorded] = field(default_factory=dict)
    corrections: tuple[CaseCorrected, ...] = ()
    print_substitutes: tuple[PrintSubstitute, ...] = ()
    lines: tuple[ChosenLine, ...] = ()
    circumstances: tuple[CircumstanceRecorded, ...] = ()
    """Those that hold; one that was ended is in the history only."""
    done_later: Mapping[str, OpenItemDone] = field(default_factory=dict)
    links: tuple[CasesLinked, ...] = ()
    move_duties: MoveDutiesStated | None = None
    consultations: tuple[MoveConsulted, ...] = ()
    move_answers: tuple[MoveAnswered, ...] = ()
    restored: Mapping[str, TakenAwayRestored] = field(default_factory=dict)
    orders: tuple[CorrectionOrdered, ...] = ()
    order_answers: Mapping[str, OrderAnswered] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    tickets: tuple[TicketFact, ...] = ()
    told_twice: tuple[str, int] | None = None
    """The act (device, entry) that took in a submission which another PC had taken in already."""
    settled_at: Position | None = None
    """Where in the journal the report's deadline was settled: by the report, or by an end without one."""

    def answer(self, item_id: str) -> ItemAnswered | None:
        """Return the answer that stands for an item, or None while it is unanswered or has rivals."""
        standing = self.answers.get(item_id)
        return standing.fact if standing else None

    def standing(self, item_id: str) -> tuple[ItemAnswer, ...]:
        """Return an item's answers: none, one, or its rivals."""
        answer = self.answers.get(item_id)
        return (answer,) if answer else self.rivals.get(item_id, ())

    @property
    def open_orders(self) -> tuple[CorrectionOrdered, ...]:
        """Headquarters' orders that the workplace has not answered."""
        return tuple(order for order in self.orders if order.order_no not in self.order_answers)

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
                return item.id in self.answers or (self.briefing is not None and item.id not in self.rivals)
            case AnsweredThrough.REPORT:
                return self.report is not None
            case AnsweredThrough.CONFIRMATION:
                return self.confirmation is not None


def answerable(programme: Programme) -> tuple[Item, ...]:
    """Return the items due before the effective date that a person answers (the Hokkaido type: 36 of 37)."""
    return tuple(
        item
        for item in programme.items
        if item.phase is Phase.BEFORE_EFFECTIVE
        and item.answered_through in (AnsweredThrough.ANSWER, AnsweredThrough.BRIEFING)
    )


def unanswered(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items that a person still has to answer before the effective date, in order."""
    return tuple(item for item in answerable(programme) if not case.is_answered(item))


def answered_by_hand(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items due before the effective date that carry an answer, in order: what is confirmed."""
    return tuple(item for item in programme.items if item.phase is Phase.BEFORE_EFFECTIVE and item.id in case.answers)


def not_done(case: TransferCase, programme: Programme) -> tuple[ItemAnswered, ...]:
    """Return the answers 未完了 that stand, in the programme's order: what a signed report says stays open."""
    return tuple(
        answer.fact
        for item in programme.items
        if (answer := case.answers.get(item.id)) and answer.fact.answer is Answer.NOT_DONE
    )


def still_open(case: TransferCase, programme: Programme) -> tuple[ItemAnswered, ...]:
    """Return the answers 未完了 that nobody has done since."""
    return tuple(answer for answer in not_done(case, programme) if answer.item_id not in case.done_later)


def circumstance(case: TransferCase, kind: str) -> CircumstanceRecorded | None:
    """Return the circumstance of a kind that holds, if one does."""
    return next((one for one in case.circumstances if one.kind == kind), None)


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


def paper_in_force(case: TransferCase) -> StoredFile | None:
    """Return the signed paper that counts: countersigned if confirmed, else as reported; None before that."""
    if case.report is None:
        return None
    return case.report.pdf if case.confirmation is None else case.confirmation.pdf


def signatures_expected(case: TransferCase) -> int:
    """Return how many signatures the paper in force has to have: whoever cuts it back takes one away."""
    if case.report is None:
        return 0
    return SIGNATURES_WHEN_REPORTED if case.confirmation is None else case.confirmation.signature_count
