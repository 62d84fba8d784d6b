"""After a transfer was called off: what was taken away from the person and has to be given back (notes §5.4, T9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.domain.case import CaseState, TransferCase
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.entered import office_day, one_line, several_lines
from desktop_app.domain.facts import Answer
from desktop_app.domain.programme import AnsweredThrough, Item, Programme
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.errors import ImpossibleDate, NothingToRestore, ReasonMissing


def taken_away(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items (or lines) whose 完了 took a right, a setting or a thing away, once the case is cancelled.

    Which steps those are, the programme says: what was erased or shredded stays so.

    *programme* as the case follows it (``lines.programme_of_case``).
    """
    if case.state is not CaseState.CANCELLED:
        return ()
    steps = {step.code for step in programme.steps if step.is_given_back}
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


def restore(
    case: TransferCase, programme: Programme, restored: TakenAwayRestored, today: date
) -> tuple[TakenAwayRestored, ...]:
    """Record that what an item took away came back, or need not: then with the reason.

    Raises WrongState (not cancelled), NothingToRestore, ImpossibleDate, ReasonMissing.
    """
    require_fit(case, TakenAwayRestored)
    if restored.item_id not in {item.id for item in taken_away(case, programme)}:
        raise NothingToRestore(item_id=restored.item_id, case_no=case.case_no)
    office_day(restored.restored_on)
    if restored.restored_on > today:
        raise ImpossibleDate(item_id=restored.item_id, date=restored.restored_on)
    cleaned = replace(
        restored, reference=one_line("reference", restored.reference), note=several_lines("note", restored.note)
    )
    if not cleaned.needed and not cleaned.note:
        raise ReasonMissing(item_id=restored.item_id, why="restored")
    return (cleaned,)
