"""What 廃棄 asks of the people at this desk: 今日やること beside cases and findings (domain notes §4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.calendar import Calendar, HalfYear
from desktop_app.domain.disposals import Disposal, DisposalStage
from desktop_app.domain.summary import Standing, standing_towards
from desktop_app.domain.today import TaskGroup, group_of


class DisposalTaskKind(StrEnum):
    """What is to be done next."""

    FORETOLD = "FORETOLD"
    """満了の予告: the period of a fiscal year's cases runs out within a month."""
    OVER = "OVER"
    """It has run out, and nobody has ordered the year away."""
    APPROVE = "APPROVE"
    CARRY_OUT = "CARRY_OUT"
    ELSEWHERE = "ELSEWHERE"
    """Some PC has not said yet that it is done there."""


@dataclass(frozen=True, slots=True)
class YearOfKeeping:
    """Cases that ended in a fiscal year and that nothing holds: the last day (of the first of them) to be kept."""

    fiscal_year: int
    kept_until: date


@dataclass(frozen=True, slots=True)
class DisposalTask:
    """One thing to do: a year's records, what, and by when; *order_no* is empty before there is an order.

    *own*: whoever sits here ordered it, so that somebody else approves.
    """

    kind: DisposalTaskKind
    fiscal_year: int
    order_no: str
    due: date
    standing: Standing
    group: TaskGroup
    own: bool = False


def year_task(year: YearOfKeeping, calendar: Calendar, today: date, soon: int) -> DisposalTask:
    """Return what a year asks for whose period runs out or has run out.

    What is over is due when the half-year ends: its self-inspection asks whether it was disposed of (question 24).
    """
    over = today > year.kept_until
    kind = DisposalTaskKind.OVER if over else DisposalTaskKind.FORETOLD
    due = HalfYear.of(today).last if over else year.kept_until
    badge, group = standing_towards(due, today, calendar, soon), group_of(due, today, calendar)
    return DisposalTask(kind, year.fiscal_year, "", due, badge, group)


def order_task(
    disposal: Disposal, missing: int, calendar: Calendar, today: date, soon: int, *, own: bool
) -> DisposalTask | None:
    """Return what an order asks for today, None while nothing is to be done.

    *missing* PCs have not said that it is done; *own*: whoever sits here ordered it.
    """
    match disposal.stage:
        case DisposalStage.ORDERED:
            kind, due = DisposalTaskKind.APPROVE, today
        case DisposalStage.APPROVED if disposal.from_day is not None and today >= disposal.from_day:
            kind, due = DisposalTaskKind.CARRY_OUT, today
        case DisposalStage.CARRIED_OUT if missing:
            kind, due = DisposalTaskKind.ELSEWHERE, HalfYear.of(today).last
        case _:
            return None
    badge, group = standing_towards(due, today, calendar, soon), group_of(due, today, calendar)
    return DisposalTask(kind, disposal.order.fiscal_year, disposal.order.order_no, due, badge, group, own)
