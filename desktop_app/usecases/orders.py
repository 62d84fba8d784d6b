"""Orders of the second line, and the workplace's answers: facts in the workplace's own record, signed like all others.

A disposal order is recorded and shown; carrying it out is another matter, and never happens by a clock.
"""

from __future__ import annotations

from datetime import date

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.facts import Role
from desktop_app.domain.names import clean_text
from desktop_app.domain.order_facts import CorrectionOrdered, DisposalOrdered, OrderAnswered
from desktop_app.domain.roles import OVERSEERS
from desktop_app.errors import DisposalTooEarly, FieldMissing, FieldTooLong, NotEntitled, OrderUnknown
from desktop_app.usecases.people import require_seat_free, unlock_person

LONGEST_WORDS = 2000


def order_correction(app: App, case_id: str, words: str, due_on: date | None, *, own_pin: str) -> str:
    """Ask the workplace to put something about a case right; returns the order's number.

    The person at the desk vouches with *own_pin*. Raises NotEntitled (not the second line), UnknownCase, FieldMissing,
    FieldTooLong, WrongPin, PinLocked.
    """
    said = _said(app, words, "order_correction")
    case = app.record.case(case_id)
    unlock_person(app, app.person_id, own_pin)
    number = _next_number(app)
    app.commit((CorrectionOrdered(case.case_id, number, said, due_on),))
    return number


def order_disposal(app: App, year: int, words: str, *, own_pin: str) -> str:
    """Order a fiscal year's records disposed of; returns the order's number.

    Raises DisposalTooEarly, and what order_correction raises.
    """
    said = _said(app, words, "order_disposal")
    if year >= fiscal_year(app.today()):
        raise DisposalTooEarly(fiscal_year=year)
    unlock_person(app, app.person_id, own_pin)
    number = _next_number(app)
    app.commit((DisposalOrdered(number, year, said, app.today()),))
    return number


def answer_order(app: App, case_id: str, order_no: str, words: str) -> None:
    """Say what the workplace did about an order.

    Raises NotEntitled (headquarters does not answer itself), UnknownCase, OrderUnknown, FieldMissing, FieldTooLong.
    """
    require_seat_free(app)
    if app.person.role in OVERSEERS:
        raise NotEntitled(act="answer_order", role=app.person.role)
    case = app.record.case(case_id)
    if order_no not in {order.order_no for order in case.open_orders}:
        raise OrderUnknown(order_no=order_no)
    app.commit((OrderAnswered(case.case_id, order_no, _clean(words)),))


def _said(app: App, words: str, act: str) -> str:
    require_seat_free(app)
    if app.person.role is not Role.SECOND_LINE:
        raise NotEntitled(act=act, role=app.person.role)
    return _clean(words)


def _clean(words: str) -> str:
    said = clean_text(words).text.strip()
    if not said:
        raise FieldMissing(field="note")
    if len(said) > LONGEST_WORDS:
        raise FieldTooLong(field="note", limit=LONGEST_WORDS)
    return said


def _next_number(app: App) -> str:
    """Return e.g. H26-B003: the fiscal year, this PC's letter and a sequence, so that two PCs never collide."""
    start = f"H{fiscal_year(app.today()) % 100:02d}-{app.workplace.devices[app.device.device_id].letter}"
    ours = app.record.entries(app.device.device_id)
    facts = (recorded.fact for signed in ours for recorded in signed.recorded)
    given = [fact.order_no for fact in facts if isinstance(fact, CorrectionOrdered | DisposalOrdered)]
    used = [int(number[len(start) :]) for number in given if number.startswith(start)]
    return f"{start}{max(used, default=0) + 1:03d}"
