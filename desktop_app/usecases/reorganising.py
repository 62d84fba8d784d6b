"""A workplace is renamed, or takes another in: facts with a day; papers about earlier days keep the earlier name."""

from __future__ import annotations

from datetime import date

from desktop_app.app import App
from desktop_app.domain.entered import office_day, one_line
from desktop_app.domain.membership_facts import WorkplaceMerged, WorkplaceRenamed
from desktop_app.domain.roles import MAY_LET_IN
from desktop_app.errors import FieldMissing, NotEntitled, WorkplaceKnown
from desktop_app.usecases.people import require_seat_free, vouch


def rename_workplace(
    app: App, name: str, effective_on: date, *, own_pin: str, company: str = "", reason: str = ""
) -> None:
    """Call the workplace *name* from a day on, and the company so too if it is given; *reason* stays in the record.

    Its org code, its folder on the share and the numbers of its cases stay. Raises FieldMissing, WrongPin, PinLocked,
    NotEntitled.
    """
    _require_entitled(app, "rename_workplace", own_pin)
    office_day(effective_on)
    name, company = one_line("workplace", name), one_line("company", company)
    if not name:
        raise FieldMissing(field="workplace")
    app.commit((WorkplaceRenamed(name, effective_on, company, one_line("reason", reason)),))


def take_workplace_in(
    app: App, org_code: str, name: str, effective_on: date, *, own_pin: str, reason: str = ""
) -> None:
    """Another workplace becomes part of this one on a day; *reason* stays in the record.

    Its record stays where it is and readable; its cases keep their numbers, and their rows stand in this ledger under
    the workplace's own heading once they are registered here. Raises FieldMissing, WorkplaceKnown, WrongPin, PinLocked,
    NotEntitled.
    """
    _require_entitled(app, "take_workplace_in", own_pin)
    office_day(effective_on)
    org_code, name = one_line("org_code", org_code), one_line("workplace", name)
    for field, text in (("org_code", org_code), ("workplace", name)):
        if not text:
            raise FieldMissing(field=field)
    known = {app.workplace.org_code, *(one.org_code for one in app.workplace.membership.merged)}
    if org_code in known:
        raise WorkplaceKnown(code=org_code)
    app.commit((WorkplaceMerged(org_code, name, effective_on, one_line("reason", reason)),))


def _require_entitled(app: App, act: str, own_pin: str) -> None:
    require_seat_free(app)
    if app.person.role not in MAY_LET_IN:
        raise NotEntitled(act=act, role=app.person.role)
    vouch(app, own_pin)
