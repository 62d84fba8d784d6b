"""Orders of the second line, and the workplace's answers: facts in the workplace's own record, signed like all others.

Orders for the disposal of a fiscal year are in ``disposal``.
"""

from __future__ import annotations

from datetime import date

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.disposal_facts import DisposalOrdered
from desktop_app.domain.facts import Role
from desktop_app.domain.names import clean_text
from desktop_app.domain.order_facts import CorrectionOrdered, OrderAnswered
from desktop_app.domain.roles import OVERSEERS
from desktop_app.errors import FieldMissing, FieldTooLong, NotEntitled, OrderUnknown
from desktop_app.usecases.people import require_seat_free, unlock_person

LONGEST_WORDS = 2000


def order_correction(app: App, case_id: str, words: str, due_on: date | None, *, own_pin: str) -> str:
    """Ask the workplace to put something about a case right; returns the order's number.

    The person at the desk vouches with *own_pin*. Raises NotEntitled (not the second line), UnknownCase, FieldMissing,
    FieldTooLong, WrongPin, PinLocked.
    """
    require_seat_free(app)
    if app.person.role is not Role.SECOND_LINE:
        raise NotEntitled(act="order_correction", role=app.person.role)
    said = clean_words(words)
    case = app.record.case(case_id)
    unlock_person(app, app.person_id, own_pin)
    number = next_order_number(app)
    app.commit((CorrectionOrdered(case.case_id, number, said, due_on),))
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
    app.commit((OrderAnswered(case.case_id, order_no, clean_words(words)),))


def clean_words(words: str) -> str:
    """Return what an order says as it is recorded. Raises FieldMissing, FieldTooLong."""
    said = clean_text(words).text.strip()
    if not said:
        raise FieldMissing(field="note")
    if len(said) > LONGEST_WORDS:
        raise FieldTooLong(field="note", limit=LONGEST_WORDS)
    return said


def next_order_number(app: App) -> str:
    """Return e.g. H26-B003: the fiscal year, this PC's letter and a sequence, so that two PCs never collide."""
    start = f"H{fiscal_year(app.today()) % 100:02d}-{app.workplace.devices[app.device.device_id].letter}"
    ours = app.record.entries(app.device.device_id)
    facts = (recorded.fact for signed in ours for recorded in signed.recorded)
    given = [fact.order_no for fact in facts if isinstance(fact, CorrectionOrdered | DisposalOrdered)]
    given += app.workplace.disposals  # also those whose entries went with their year
    used = [int(number[len(start) :]) for number in given if number.startswith(start)]
    return f"{start}{max(used, default=0) + 1:03d}"
