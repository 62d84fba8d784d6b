"""Which answers to an item are allowed, and the facts they make.

Sources: domain notes §2 (answers), §5.1 (dates).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.case import TransferCase
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.entered import LARGEST_COUNT, LONGEST_NOTE, is_office_day, one_line, several_lines
from desktop_app.domain.facts import Answer, AnswerWithdrawn, CaseFact, ItemAnswered, StoredFile
from desktop_app.domain.lines import LineItem
from desktop_app.domain.programme import AnsweredThrough, Item, NotApplicable, Phase, Programme
from desktop_app.domain.rivals import places
from desktop_app.errors import (
    CountMissing,
    DueDateMissing,
    ImpossibleDate,
    LinesAnswered,
    NotApplicableNotAllowed,
    ReasonMissing,
    TooMuchEvidence,
    WrongState,
)

MOST_EVIDENCE = 50
"""Evidence files of one answer."""

MOST_EVIDENCE_AT_ONCE = 400
"""Evidence files of all answers in one act: a segment names them in its header, and one act is never split."""


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """What a person entered for one item. ``count`` None means the field is empty, which is not zero."""

    answer: Answer
    done_on: date | None = None
    count: int | None = None
    reason_code: str = ""
    note: str = ""
    due_on: date | None = None
    reference: str = ""
    evidence: tuple[StoredFile, ...] = ()


def check_evidence_counts(counts: Mapping[str, int]) -> None:
    """Raise TooMuchEvidence unless so many files (by item) can be recorded in one act."""
    for item_id, count in counts.items():
        if count > MOST_EVIDENCE:
            raise TooMuchEvidence(item_id=item_id, count=count, limit=MOST_EVIDENCE)
    if sum(counts.values()) > MOST_EVIDENCE_AT_ONCE:
        raise TooMuchEvidence(item_id=None, count=sum(counts.values()), limit=MOST_EVIDENCE_AT_ONCE)


def answer_item(
    case: TransferCase,
    programme: Programme,
    item_id: str,
    entry: AnswerInput,
    *,
    today: date,
    by_transferee: bool,
) -> tuple[CaseFact, ...]:
    """Answer one item; what an answer needs besides itself is asked for by its own error."""
    if any(line.item_id == item_id for line in case.lines):
        raise LinesAnswered(item_id=item_id)
    item = programme.item(item_id)
    require_fit(case, ItemAnswered)
    if item.answered_through in (AnsweredThrough.REPORT, AnsweredThrough.CONFIRMATION):
        raise WrongState(act="answer", state=case.state, case_no=case.case_no)
    if item.phase is Phase.AFTER_EFFECTIVE:
        raise WrongState(act="answer_before_date", state=case.state, case_no=case.case_no)
    note, reference = several_lines("note", entry.note), one_line("reference", entry.reference, LONGEST_NOTE)
    entry = replace(entry, note=note, reference=reference)
    _check_answer(case, programme, item, entry, today)
    done_on = (entry.done_on or today) if entry.answer is Answer.DONE else None
    return (
        ItemAnswered(
            case_id=case.case_id,
            item_id=item_id,
            answer=entry.answer,
            done_on=done_on,
            count=_count(item, entry),
            reason_code=entry.reason_code if entry.answer is Answer.NOT_DONE else "",
            note=note,
            due_on=entry.due_on if entry.answer is Answer.NOT_DONE else None,
            reference=reference,
            evidence=entry.evidence,
            entered_by_transferee=by_transferee,
            replaces=places(case.standing(item_id)),
        ),
    )


def _count(item: Item, entry: AnswerInput) -> int | None:
    if entry.answer is not Answer.DONE:
        return None
    # A line stands for one thing: where things are counted, so is it.
    return 1 if isinstance(item, LineItem) and item.part_of.needs_count else entry.count


def _latest(case: TransferCase, item: Item, today: date) -> date:
    """Return the last day on which an item can have been done.

    What the personnel system switches on the effective date is done on that day; the second gate makes sure.
    """
    latest = min(today, _year_after(case.effective_date))
    automatic = isinstance(item, LineItem) and item.line.automatic
    return max(latest, case.effective_date) if automatic else latest


def _check_answer(case: TransferCase, programme: Programme, item: Item, entry: AnswerInput, today: date) -> None:
    match entry.answer:
        case Answer.DONE:
            if item.needs_count and entry.count is None:
                raise CountMissing(item_id=item.id)
            if entry.count is not None and not 0 <= entry.count <= LARGEST_COUNT:
                raise CountMissing(item_id=item.id)
            latest = _latest(case, item, today)
            if entry.done_on and not (is_office_day(entry.done_on) and entry.done_on <= latest):
                raise ImpossibleDate(item_id=item.id, date=entry.done_on)
        case Answer.NOT_APPLICABLE:
            if item.not_applicable is NotApplicable.NEVER:
                raise NotApplicableNotAllowed(item_id=item.id)
            if item.not_applicable is NotApplicable.WITH_REASON and not entry.note.strip():
                raise ReasonMissing(item_id=item.id, why="not_applicable")
        case Answer.NOT_DONE:
            known = {"", *(reason.code for reason in programme.not_done_reasons)}
            if entry.reason_code not in known or not (entry.note or entry.reason_code):
                raise ReasonMissing(item_id=item.id, why="not_done")
            if entry.due_on is None:
                raise DueDateMissing(item_id=item.id)
            if entry.due_on < today or not is_office_day(entry.due_on):
                raise ImpossibleDate(item_id=item.id, date=entry.due_on)


def withdraw_answer(case: TransferCase, item_id: str) -> tuple[CaseFact, ...]:
    """Take an answer back; withdrawing what was never answered makes no fact."""
    require_fit(case, AnswerWithdrawn)
    if item_id not in case.answers:  # of rivals one is chosen
        return ()
    return (AnswerWithdrawn(case.case_id, item_id, places(case.standing(item_id))),)


def choose_answer(case: TransferCase, item_id: str, place: str, *, by_transferee: bool) -> tuple[CaseFact, ...]:
    """Let the rival at *place* be the item's answer; no fact when somebody has chosen meanwhile."""
    require_fit(case, ItemAnswered)
    rivals = case.rivals.get(item_id, ())
    chosen = next((one.fact for one in rivals if place in places((one,))), None)
    if chosen is None:
        return ()
    return (replace(chosen, entered_by_transferee=by_transferee, replaces=places(rivals)),)


def _year_after(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)
