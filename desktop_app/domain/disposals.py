"""How each disposal of a fiscal year stands: a fold over its facts, in any order of arrival (domain notes §4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.domain.disposal_facts import (
    CasesDisposed,
    DisposalApproved,
    DisposalDone,
    DisposalOrdered,
    DisposalWithdrawn,
    DisposedCase,
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
    """One order and what became of it. ``done`` is each PC's word by device id.

    ``cases`` are those that went with it, as whoever carried it out recorded them.
    """

    order: DisposalOrdered
    ordered_by: str
    approved: DisposalApproved | None = None
    withdrawn: DisposalWithdrawn | None = None
    disposed: tuple[YearDisposed, ...] = ()
    done: Mapping[str, DisposalDone] = field(default_factory=dict)
    cases: tuple[DisposedCase, ...] = ()

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

    def may_be_done(self, day: date) -> bool:
        """Whether it is approved and the time to withdraw is over on *day*."""
        return self.from_day is not None and day >= self.from_day


def evolve(disposals: Mapping[str, Disposal], recorded: Recorded) -> Mapping[str, Disposal]:
    """Return the disposals after one more fact; one that names no order it knows is passed over."""
    fact = recorded.fact
    if isinstance(fact, DisposalOrdered):
        return {**disposals, fact.order_no: disposals.get(fact.order_no) or Disposal(fact, recorded.by)}
    known = disposals.get(getattr(fact, "order_no", ""))
    if known is None:
        return disposals
    match fact:
        case DisposalApproved() if known.approved is None and _by_another(known, fact, recorded.by):
            known = replace(known, approved=fact)
        case DisposalWithdrawn() if known.withdrawn is None:
            known = replace(known, withdrawn=fact)
        case YearDisposed() if known.may_be_done(fact.done_on):
            known = replace(known, disposed=(*known.disposed, fact))
        case CasesDisposed():
            known = replace(known, cases=tuple(dict.fromkeys((*known.cases, *fact.cases))))
        case DisposalDone():
            known = replace(known, done={**known.done, fact.device_id: fact})
        case _:
            return disposals
    return {**disposals, known.order.order_no: known}


def _by_another(known: Disposal, approved: DisposalApproved, by: str) -> bool:
    """Whether it is an approval by somebody else, on a day on which the order was there.

    An order from a clock that is years ahead is approved by nobody whose clock is right: retention is judged by it.
    """
    another = known.ordered_by not in {approved.approved_by, by}
    return another and approved.approved_on >= known.order.ordered_on
