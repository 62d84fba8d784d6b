"""What the ledger's cell of each step says of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.case import TransferCase
from desktop_app.domain.facts import Answer
from desktop_app.domain.programme import Programme, Step


class MarkKind(StrEnum):
    """What a step's ledger cell says: a date, ―, 未 or nothing yet."""

    DONE = "DONE"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_DONE = "NOT_DONE"
    BLANK = "BLANK"


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step's cell in the ledger; ``day`` is the day its last item was done."""

    step: str
    kind: MarkKind
    day: date | None


def step_marks(
    case: TransferCase, programme: Programme, columns: tuple[Step, ...] | None = None
) -> tuple[StepMark, ...]:
    """Return the cells of the ledger's steps.

    *columns*: those of the whole programme, where *programme* is only what the case follows of it; what is not for a
    case like this does not apply.
    """
    return tuple(_mark(case, programme, step) for step in (programme.ledger_steps if columns is None else columns))


def _mark(case: TransferCase, programme: Programme, step: Step) -> StepMark:
    if step not in programme.steps:
        return StepMark(step.code, MarkKind.NOT_APPLICABLE, None)
    answers = [case.answer(item.id) for item in programme.items_of(step.code)]
    given = [answer for answer in answers if answer is not None]
    if any(a.answer is Answer.NOT_DONE and a.item_id not in case.done_later for a in given):
        return StepMark(step.code, MarkKind.NOT_DONE, None)
    if len(given) < len(answers) or not given:
        return StepMark(step.code, MarkKind.BLANK, None)
    days = [a.done_on for a in given if a.answer is Answer.DONE and a.done_on]
    days += [case.done_later[a.item_id].done_on for a in given if a.item_id in case.done_later]
    if not days:
        return StepMark(step.code, MarkKind.NOT_APPLICABLE, None)
    return StepMark(step.code, MarkKind.DONE, max(days))
