"""廃棄: ordering a fiscal year's records away, approving, taking back (domain notes §4.4; T25).

Never by a clock: two people decide, and after the time to withdraw a person carries it out (``disposal_carrying``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.disposal_facts import (
    DisposalApproved,
    DisposalOrdered,
    DisposalWithdrawn,
    KitDestroyed,
)
from desktop_app.domain.disposals import Disposal, DisposalStage
from desktop_app.domain.facts import Role
from desktop_app.domain.roles import OFFICE
from desktop_app.errors import (
    DisposalNothing,
    DisposalOwnOrder,
    DisposalStageWrong,
    DisposalTooEarly,
    DisposalUnderWay,
    DisposalWaits,
    NotEntitled,
)
from desktop_app.usecases.disposal_carrying import carry_out_disposal, known_disposal
from desktop_app.usecases.orders import clean_words, next_order_number
from desktop_app.usecases.people import require_seat_free, unlock_person

__all__ = [
    "DisposalPreview",
    "KeptBack",
    "approve_disposal",
    "carry_out_disposal",
    "disposals",
    "may_decide",
    "may_order",
    "may_withdraw",
    "note_kit_destroyed",
    "order_disposal",
    "preview_disposal",
    "withdraw_disposal",
]

OPEN_STAGES = frozenset({DisposalStage.ORDERED, DisposalStage.APPROVED})


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A case that stays although its period is over: its number, and the findings or orders that hold it."""

    case_no: str
    because_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisposalPreview:
    """What an order for a fiscal year would take: numbers of cases, and those that stay, with the reason.

    ``not_yet`` counts cases that ended in the year and have to be kept longer, ``kept_until`` is the latest such day
    of those that go.
    """

    fiscal_year: int
    cases: tuple[str, ...]
    kept: tuple[KeptBack, ...]
    not_yet: int
    kept_until: date | None


def may_order(app: App) -> bool:
    """Whether whoever is at the desk orders disposals: the second line, or without a headquarters, the office."""
    role = app.person.role
    return role is Role.SECOND_LINE or (role in OFFICE and not app.workplace.membership.headquarters)


def may_decide(app: App) -> bool:
    """Whether whoever is at the desk approves and carries out."""
    return app.person.role in OFFICE


def may_withdraw(app: App) -> bool:
    """Whether whoever is at the desk takes orders back: anybody who does not only audit."""
    return app.person.role is not Role.AUDITOR


def disposals(app: App) -> tuple[Disposal, ...]:
    """Return every disposal the record knows, the newest order first."""
    gone = app.record.disposed.gone
    known = reversed(tuple(app.workplace.disposals.values()))
    # Of two PCs that carried an order out apart, one may have kept what the other listed.
    return tuple(replace(one, cases=tuple(case for case in one.cases if case.case_id in gone)) for one in known)


def preview_disposal(app: App, year: int) -> DisposalPreview:
    """Return what would go with *year* today. Raises DisposalTooEarly."""
    require_seat_free(app)
    if year >= fiscal_year(app.today()):
        raise DisposalTooEarly(fiscal_year=year)
    chosen = app.disposal_choice.choose(year, app.today())
    return DisposalPreview(
        fiscal_year=year,
        cases=tuple(summary.case_no for summary in chosen.goes),
        kept=tuple(KeptBack(summary.case_no, numbers) for summary, numbers in chosen.held),
        not_yet=chosen.not_yet,
        kept_until=chosen.kept_until,
    )


def order_disposal(app: App, year: int, words: str, *, own_pin: str) -> str:
    """Order a fiscal year's records disposed of; returns the order's number.

    The second line orders; where the workplace has joined no headquarters, whoever works on cases may. Raises
    NotEntitled, DisposalTooEarly, DisposalNothing, DisposalUnderWay, FieldMissing, FieldTooLong, WrongPin, PinLocked.
    """
    require_seat_free(app)
    _require(app, "order_disposal", may=may_order(app))
    said = clean_words(words)
    preview = preview_disposal(app, year)
    for one in app.workplace.disposals.values():
        if one.order.fiscal_year == year and one.stage in OPEN_STAGES:
            raise DisposalUnderWay(order_no=one.order.order_no, fiscal_year=year)
    if not preview.cases:
        kept = tuple(number for one in preview.kept for number in one.because_of)
        raise DisposalNothing(fiscal_year=year, kept=kept, not_yet=preview.not_yet)
    unlock_person(app, app.person_id, own_pin)
    number = next_order_number(app)
    app.commit((DisposalOrdered(number, year, said, app.today()),))
    return number


def approve_disposal(app: App, order_no: str, *, own_pin: str) -> None:
    """Approve an order of somebody else; from now on its cases are laid aside, and the time to withdraw runs.

    Raises NotEntitled, DisposalUnknown, DisposalOwnOrder, DisposalStageWrong, DisposalWaits (it is dated later than
    today: one of the two clocks is wrong), WrongPin, PinLocked.
    """
    require_seat_free(app)
    _require(app, "approve_disposal", may=may_decide(app))
    known = known_disposal(app, order_no, DisposalStage.ORDERED)
    orderer = app.workplace.people.get(known.ordered_by)
    if orderer is None or app.person.employee_no == orderer.employee_no:
        raise DisposalOwnOrder(order_no=order_no)
    if known.order.ordered_on > app.today():
        raise DisposalWaits(order_no=order_no, from_day=known.order.ordered_on)
    unlock_person(app, app.person_id, own_pin)
    app.commit((DisposalApproved(order_no, app.person_id, app.today()),))


def withdraw_disposal(app: App, order_no: str, words: str, *, own_pin: str) -> None:
    """Take an order back before it is carried out: its cases are shown again.

    Raises NotEntitled, DisposalUnknown, DisposalStageWrong, FieldMissing, FieldTooLong, WrongPin, PinLocked.
    """
    require_seat_free(app)
    _require(app, "withdraw_disposal", may=may_withdraw(app))
    known_disposal(app, order_no, *OPEN_STAGES)
    said = clean_words(words)
    unlock_person(app, app.person_id, own_pin)
    app.commit((DisposalWithdrawn(order_no, said, app.today()),))


def note_kit_destroyed(app: App, year: int, destroyed_on: date, *, own_pin: str) -> None:
    """Record that the year's printed recovery kit was destroyed, as the person at the desk saw.

    Raises NotEntitled, DisposalStageWrong (the year was not disposed of), WrongPin, PinLocked.
    """
    require_seat_free(app)
    _require(app, "note_kit_destroyed", may=may_decide(app))
    stages = [one.stage for one in app.workplace.disposals.values() if one.order.fiscal_year >= year]
    if DisposalStage.CARRIED_OUT not in stages:
        raise DisposalStageWrong(order_no="", stage=stages[-1] if stages else "")
    unlock_person(app, app.person_id, own_pin)
    app.commit((KitDestroyed(year, destroyed_on, app.person_id),))


def _require(app: App, act: str, *, may: bool) -> None:
    if not may:
        raise NotEntitled(act=act, role=app.person.role)
