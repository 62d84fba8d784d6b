"""One line a case: what tables, 今日やること and the ledger show without folding the case again.

A summary holds only what the facts say; whatever depends on today (days left, overdue) is derived from it here,
never stored (domain notes §1.4, §5.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.calendar import Calendar
from desktop_app.domain.case import (
    ENDED_STATES,
    OPEN_STATES,
    CaseState,
    ItemAnswer,
    TransferCase,
    answerable,
    is_post_checked,
    paper_in_force,
    signatures_expected,
    step_progress,
    still_open,
)
from desktop_app.domain.clock import office_date
from desktop_app.domain.deadlines import Deadlines, confirm_due, days_late, entered_afterwards, report_due
from desktop_app.domain.facts import ExceptionKind, PaperReported, Post, PrintSubstitute, Role, Transferee
from desktop_app.domain.lines import programme_of_case
from desktop_app.domain.move_facts import MoveDutiesStated
from desktop_app.domain.programme import Programme
from desktop_app.domain.restoring import to_restore
from desktop_app.domain.restricted_moves import MoveVerdict
from desktop_app.domain.step_marks import StepMark, step_marks


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How many of a step's items are answered."""

    step: str
    answered: int
    total: int


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item reported as 未完了, with the day it is expected."""

    item_id: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case on one line."""

    case_id: str
    case_no: str
    transferee: Transferee
    origin: Post
    destination: Post
    effective_date: date
    report_due: date
    """The last day on which a report is in time; of the dates, the programme and the calendar, as all that follows."""
    notice_date: date | None
    transfer_type: str
    in_scope: bool
    programme_id: str
    programme_version: str
    registered_on: date
    state: CaseState
    progress: tuple[StepProgress, ...]
    marks: tuple[StepMark, ...]
    answerable_count: int
    unanswered_count: int
    first_unanswered_step: str
    returned_count: int
    return_times: int
    open_items: tuple[OpenItem, ...]
    briefed_on: date | None
    reported_on: date | None
    report_late_days: int
    late_reason: str
    pledge_form: str
    on_paper: bool
    confirmed_on: date | None
    confirmed_by: str
    confirmer_role: Role | None
    refused_on: date | None
    exception: ExceptionKind | None
    cancelled_on: date | None
    post_checked_on: date | None
    post_check_remaining: int
    corrected: bool
    conflict_count: int
    paper_sha256: str = ""
    """Of the whole signed file in force (hex), and how many signatures it has to have."""
    signature_count: int = 0
    print_substitutes: tuple[PrintSubstitute, ...] = ()
    circumstances: tuple[str, ...] = ()
    """The kinds of what is out of the ordinary and holds (domain notes §5.4)."""
    to_restore: int = 0
    """What is to be given back after the transfer was called off."""
    done_later: int = 0
    """Items reported as 未完了 that were done since."""
    linked: int = 0
    entered_afterwards: int = 0
    """How many answers were entered long after the day they were done (△)."""
    move_answer: str = ""
    """The number under which the second line answered last, e.g. an approved exception's."""
    move_answer_verdict: MoveVerdict | None = None
    move_duties: MoveDutiesStated | None = None
    second_gate: bool = True
    """Whether the programme asks for a check after the effective date of a case like this."""

    @property
    def awaits_post_check(self) -> bool:
        """Whether the second gate is there and nobody went through it."""
        return self.second_gate and self.post_checked_on is None

    @property
    def is_settled(self) -> bool:
        """The ledger row is fixed (確定): confirmed, ended as an exception, or cancelled."""
        return self.state in ENDED_STATES


def summarise(case: TransferCase, programme: Programme, calendar: Calendar) -> CaseSummary:
    """Return the line for a case."""
    columns, programme = programme.ledger_steps, programme_of_case(programme, case)
    asked = answerable(programme)
    missing = tuple(item for item in asked if not case.is_answered(item))
    confirmation, exception = case.confirmation, case.exception
    answered = case.move_answers[-1] if case.move_answers else None
    return CaseSummary(
        case_id=case.case_id,
        case_no=case.case_no,
        transferee=case.transferee,
        origin=case.origin,
        destination=case.destination,
        effective_date=case.effective_date,
        report_due=report_due(case.effective_date, programme.deadlines, calendar),
        notice_date=case.notice_date,
        transfer_type=case.transfer_type,
        in_scope=case.in_scope,
        programme_id=case.programme_id,
        programme_version=case.programme_version,
        registered_on=office_date(case.registered_at),
        state=case.state,
        progress=tuple(StepProgress(step.code, *step_progress(case, programme, step)) for step in programme.steps),
        marks=step_marks(case, programme, columns),
        answerable_count=len(asked),
        unanswered_count=len(missing),
        first_unanswered_step=missing[0].step if missing else "",
        returned_count=len(case.returned_item_ids),
        return_times=len(case.returns),
        open_items=tuple(OpenItem(a.item_id, a.due_on) for a in still_open(case, programme)),
        briefed_on=case.briefing.briefed_on if case.briefing else None,
        reported_on=case.report.reported_on if case.report else None,
        report_late_days=_report_late_days(case, programme, calendar),
        late_reason=case.report.late_reason if case.report else "",
        pledge_form=case.report.form_number if case.report else "",
        on_paper=isinstance(case.report, PaperReported),
        confirmed_on=(confirmation.confirmed_on if confirmation else exception.closed_on if exception else None),
        confirmed_by=(confirmation.confirmed_by if confirmation else exception.closed_by if exception else ""),
        confirmer_role=confirmation.confirmer_role if confirmation else None,
        refused_on=case.refusal.refused_on if case.refusal else None,
        exception=exception.kind if exception else None,
        cancelled_on=case.cancellation.cancelled_on if case.cancellation else None,
        post_checked_on=(
            max(c.checked_on for c in case.post_checks.values())
            if case.post_checks and is_post_checked(case, programme)
            else None
        ),
        post_check_remaining=sum(c.remaining for c in case.post_checks.values()),
        corrected=bool(case.corrections),
        conflict_count=len(case.conflicts),
        paper_sha256=paper.sha256 if (paper := paper_in_force(case)) else "",
        signature_count=signatures_expected(case),
        print_substitutes=case.print_substitutes,
        circumstances=tuple(one.kind for one in case.circumstances),
        to_restore=len(to_restore(case, programme)),
        done_later=len(case.done_later),
        linked=len(case.links),
        entered_afterwards=sum(is_entered_afterwards(answer, programme) for answer in case.answers.values()),
        move_answer=answered.number if answered else "",
        move_answer_verdict=answered.verdict if answered else None,
        move_duties=case.move_duties,
        second_gate=bool(programme.after_items),
    )


def is_entered_afterwards(answer: ItemAnswer, programme: Programme) -> bool:
    """Whether an answer was entered long after the day it was done (domain notes §5.1: 事後入力, printed △)."""
    done_on, entered_on = answer.fact.done_on, office_date(answer.entered_at)
    return done_on is not None and entered_afterwards(done_on, entered_on, programme.deadlines)


def _report_late_days(case: TransferCase, programme: Programme, calendar: Calendar) -> int:
    if case.report is None:
        return 0
    return days_late(case.effective_date, case.report.reported_on, programme.deadlines, calendar)


@dataclass(frozen=True, slots=True)
class KnownCase:
    """The little of a case's line that tells a new transfer from it: a hundred thousand of them are held at once."""

    case_id: str
    case_no: str
    transferee: Transferee
    effective_date: date


class StandingKind(StrEnum):
    """What the one deadline badge of a case says."""

    DAYS_LEFT = "DAYS_LEFT"
    SOON = "SOON"
    TOMORROW = "TOMORROW"
    TODAY = "TODAY"
    OVERDUE = "OVERDUE"
    IN_TIME = "IN_TIME"
    LATE = "LATE"
    CANCELLED = "CANCELLED"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"


@dataclass(frozen=True, slots=True)
class Standing:
    """The deadline badge: business days while time is left, calendar days once it has run out."""

    kind: StandingKind
    days: int
    due: date | None


def standing_towards(due: date, today: date, calendar: Calendar, soon: int) -> Standing:
    """Return the badge for something due on *due*, counted from *today*."""
    if today > due:
        return Standing(StandingKind.OVERDUE, (today - due).days, due)
    if today == due:
        return Standing(StandingKind.TODAY, 0, due)
    if (due - today).days == 1:
        return Standing(StandingKind.TOMORROW, 1, due)
    left = calendar.business_days_until(today, due)
    return Standing(StandingKind.SOON if left <= soon else StandingKind.DAYS_LEFT, left, due)


def standing(summary: CaseSummary, deadlines: Deadlines, calendar: Calendar, today: date) -> Standing:
    """Return a case's one badge: towards its deadline while open, its judgement afterwards."""
    if summary.state is CaseState.CANCELLED:
        return Standing(StandingKind.CANCELLED, 0, None)
    if summary.state in OPEN_STATES:
        return standing_towards(summary.report_due, today, calendar, deadlines.soon_business_days)
    if summary.state is CaseState.REPORTED and summary.reported_on:
        due = confirm_due(summary.reported_on, deadlines, calendar)
        return standing_towards(due, today, calendar, deadlines.soon_business_days)
    if summary.report_late_days:
        return Standing(StandingKind.LATE, summary.report_late_days, None)
    return Standing(StandingKind.IN_TIME, 0, None)


class Judgement(StrEnum):
    """The ledger's 判定."""

    IN_TIME = "IN_TIME"
    LATE = "LATE"
    OVERDUE = "OVERDUE"
    OPEN_ITEMS = "OPEN_ITEMS"
    EXCEPTION = "EXCEPTION"
    CANCELLED = "CANCELLED"
    PENDING = "PENDING"


def judgement(summary: CaseSummary, today: date) -> tuple[Judgement, int]:
    """Return the ledger's 判定 with its days (late or overdue), else 0.

    未了 stands for reported in time with an item still open: 期限内 beside 未 would read as an error.
    """
    if summary.state is CaseState.CANCELLED:
        return Judgement.CANCELLED, 0
    if summary.state is CaseState.CLOSED_EXCEPTION:
        return Judgement.EXCEPTION, 0
    if summary.state in OPEN_STATES:
        over = (today - summary.report_due).days
        return (Judgement.OVERDUE, over) if over > 0 else (Judgement.PENDING, 0)
    if summary.report_late_days:
        return Judgement.LATE, summary.report_late_days
    if summary.open_items:
        return Judgement.OPEN_ITEMS, 0
    return (Judgement.IN_TIME, 0) if summary.state is CaseState.CONFIRMED else (Judgement.PENDING, 0)
