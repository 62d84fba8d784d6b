"""After a transfer was called off: what was taken away from the person and has to be given back (notes §5.4, T9)."""

from __future__ import annotations

from desktop_app.domain.case import CaseState, TransferCase
from desktop_app.domain.facts import Answer
from desktop_app.domain.programme import AnsweredThrough, Item, Programme

_NOT_GIVEN_BACK = "DATA_DISPOSAL"
"""What was erased or shredded stays so; it is not asked for again."""


def taken_away(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items (or lines) whose 完了 took a right, a setting or a thing away, once the case is cancelled."""
    if case.state is not CaseState.CANCELLED:
        return ()
    steps = {step.code for step in programme.ledger_steps} - {_NOT_GIVEN_BACK}
    return tuple(
        item
        for item in programme.items
        if item.step in steps
        and item.answered_through is AnsweredThrough.ANSWER
        and (answer := case.answer(item.id)) is not None
        and answer.answer is Answer.DONE
    )


def to_restore(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return those that nobody has given back, or said to be needless, yet."""
    return tuple(item for item in taken_away(case, programme) if item.id not in case.restored)
