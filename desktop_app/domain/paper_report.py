"""Whether a report handed in on paper may be recorded; the paper beside ``decisions``' screen."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.calendar import Calendar
from desktop_app.domain.case import TransferCase
from desktop_app.domain.decisions import check_reportable, is_own_case, require_fit
from desktop_app.domain.entered import office_day
from desktop_app.domain.facts import PaperReported
from desktop_app.domain.programme import Programme
from desktop_app.domain.workplace import Person
from desktop_app.errors import ImpossibleDate, OwnCase


def check_reportable_on_paper(
    case: TransferCase,
    programme: Programme,
    person: Person,
    calendar: Calendar,
    *,
    signed_on: date,
    received_on: date,
    today: date,
    late_reason: str,
) -> None:
    """Raise what keeps *person* from recording that they received the report on paper, signed by hand.

    In time is what was received in time: the day it is recorded may be later.
    """
    require_fit(case, PaperReported)
    if is_own_case(case, person):
        raise OwnCase(case_no=case.case_no)
    for earlier, later in ((signed_on, received_on), (received_on, today)):
        if earlier > later:
            raise ImpossibleDate(item_id=None, date=earlier)
    office_day(signed_on)
    check_reportable(case, programme, calendar, today=received_on, late_reason=late_reason)
