"""While manager and deputy are both away, a superior stands in for some days (domain notes T14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.entered import LONGEST_NOTE, office_day, one_line
from desktop_app.domain.master_facts import SubstituteNamed
from desktop_app.domain.names import fold_digits
from desktop_app.errors import FieldMissing, PeriodImpossible, ReasonMissing
from desktop_app.usecases.people import require_seat_free


def name_substitute(
    app: App, *, employee_no: str, name: str, title: str, valid_from: date, valid_to: date, reason: str
) -> SubstituteNamed:
    """Record who stands in, from when to when, and why.

    To confirm, they are enrolled like anybody else; this says for which days. Raises FieldMissing, ReasonMissing,
    PeriodImpossible, ImpossibleDate, FieldTooLong.
    """
    require_seat_free(app)
    first, last = office_day(valid_from), office_day(valid_to)
    if last < first:
        raise PeriodImpossible(first=first, last=last)
    fact = SubstituteNamed(
        fold_digits(one_line("employee_no", employee_no)),
        one_line("name", name),
        one_line("title", title),
        first,
        last,
        one_line("reason", reason, LONGEST_NOTE),
        app.person.name,
    )
    for field in ("employee_no", "name"):
        if not getattr(fact, field):
            raise FieldMissing(field=field)
    if not fact.reason:
        raise ReasonMissing(item_id=None, why="substitute")
    app.commit((fact,))
    return fact


def substitutes_on(named: Iterable[SubstituteNamed], day: date) -> tuple[SubstituteNamed, ...]:
    """Return who stands in on a day."""
    return tuple(one for one in named if one.valid_from <= day <= one.valid_to)


def days_stood_in(named: Iterable[SubstituteNamed], half: HalfYear) -> int:
    """Return on how many days of a half-year somebody stood in: what question 25 of the inspection asks about."""
    periods = [(max(one.valid_from, half.first), min(one.valid_to, half.last)) for one in named]
    days = {
        first + timedelta(days=n) for first, last in periods if first <= last for n in range((last - first).days + 1)
    }
    return len(days)
