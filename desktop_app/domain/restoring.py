"""Giving back what a cancelled transfer had taken away (domain notes §5.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.domain.case import TransferCase, taken_away
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.entered import office_day, one_line, several_lines
from desktop_app.domain.programme import Programme
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.errors import ImpossibleDate, ReasonMissing, UnknownItem


def restore(
    case: TransferCase, programme: Programme, restored: TakenAwayRestored, today: date
) -> tuple[TakenAwayRestored, ...]:
    """Record that what an item took away came back, or need not: then with the reason.

    Raises WrongState (not cancelled), UnknownItem (nothing was taken away there), ImpossibleDate, ReasonMissing.
    """
    require_fit(case, TakenAwayRestored)
    if restored.item_id not in {item.id for item in taken_away(case, programme)}:
        raise UnknownItem(item_id=restored.item_id)
    office_day(restored.restored_on)
    if restored.restored_on > today:
        raise ImpossibleDate(item_id=restored.item_id, date=restored.restored_on)
    cleaned = replace(
        restored, reference=one_line("reference", restored.reference), note=several_lines("note", restored.note)
    )
    if not cleaned.needed and not cleaned.note:
        raise ReasonMissing(item_id=restored.item_id, why="restored")
    return (cleaned,)
