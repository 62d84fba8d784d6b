"""How each disposal of a fiscal year stands: a fold over its facts, in any order of arrival (domain notes §4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.domain.disposal_facts import (
    DisposalApproved,
    DisposalDone,
    DisposalOrdered,
    DisposalWithdrawn,
    YearDisposed,
)

if TYPE_CHECKING:
    from desktop_app.domain.facts import Recorded

TIME_TO_WITHDRAW = timedelta(days=30)
"""取消期間: between the approval and the day on which it may be carried out (domain notes §4.4)."""


class DisposalStage(StrEnum):
    """What is to be done next with an order."""

    ORDERED = "ORDERED"
    """Somebody else has to approve it."""
    APPROVED = "APPROVED"
    """The cases are laid aside; it may be withdrawn, and carried out once the thirty days are over."""
    WITHDRAWN = "WITHDRAWN"
    CARRIED_OUT = "CARRIED_OUT"


@dataclass(frozen=True, slots=True)
class Disposal:
    """One order and what became of it. ``done`` is each PC's word by device id."""

    order: DisposalOrdered
    ordered_by: str
    approved: DisposalApproved | None = None
    withdrawn: DisposalWithdrawn | None = None
    disposed: tuple[YearDisposed, ...] = ()
    done: Mapping[str, DisposalDone] = field(default_factory=dict)

    @property
    def stage(self) -> DisposalStage:
        """What is to be done next; what was carried out cannot be withdrawn any more."""
        if self.disposed:
            return DisposalStage.CARRIED_OUT
        if self.withdrawn is not None:
            return DisposalStage.WITHDRAWN
        return DisposalStage.APPROVED if self.approved is not None else DisposalStage.ORDERED

    @property
    def from_day(self) -> date | None:
        """The first day on which it may be carried out, None before it is approved."""
        return self.approved.approved_on + TIME_TO_WITHDRAW if self.approved else None


def evolve(disposals: Mapping[str, Disposal], recorded: Recorded) -> Mapping[str, Disposal]:
    """Return the disposals after one more fact; one that names no order it knows is passed over."""
    fact = recorded.fact
    if isinstance(fact, DisposalOrdered):
        return {**disposals, fact.order_no: disposals.get(fact.order_no) or Disposal(fact, recorded.by)}
    known = disposals.get(getattr(fact, "order_no", ""))
    if known is None:
        return disposals
    match fact:
        case DisposalApproved() if known.approved is None and fact.approved_by != known.ordered_by:
            known = replace(known, approved=fact)
        case DisposalWithdrawn() if known.withdrawn is None:
            known = replace(known, withdrawn=fact)
        case YearDisposed() if known.approved is not None:
            known = replace(known, disposed=(*known.disposed, fact))
        case DisposalDone():
            known = replace(known, done={**known.done, fact.device_id: fact})
        case _:
            return disposals
    return {**disposals, known.order.order_no: known}
