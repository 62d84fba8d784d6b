"""A fiscal year that may go, for tests of its disposal: closed cases of 2026, and the day it can be ordered on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from desktop_app.app import App
from desktop_app.domain.disposal_facts import YearDisposed
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import confirming
from desktop_app.usecases.disposal import approve_disposal, carry_out_disposal, order_disposal
from desktop_app.usecases.people import enrol_person, sit_down
from desktop_app.usecases.reporting import sign_and_report
from tests.fakes import FixedClock
from tests.homes import DEPUTY, MANAGER, PIN, register
from tests.refusals import STROKES, answer_everything

YEAR = 2026
ORDERED, OVER = datetime(2030, 4, 2, 1, tzinfo=UTC), datetime(2030, 5, 2, 1, tzinfo=UTC)
"""Three years after the year in which the cases ended, and thirty days more."""


def closed_case(app: App, employee_no: str, name: str, effective: date = date(2026, 10, 1)) -> str:
    """A confirmed case, with its signed papers."""
    case_id = register(app, employee_no, name, effective)
    answer_everything(app, case_id)
    sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    return case_id


def go_to(day: datetime, *apps: App) -> None:
    """Set the clocks of PCs."""
    for app in apps:
        assert isinstance(app.surroundings.clock, FixedClock)
        app.surroundings.clock.now = day


def sits(app: App, employee_no: str) -> None:
    """The person with that number takes the desk; the deputy is let in where they are not yet."""
    known = app.workplace.person_with_number(employee_no)
    sit_down(app, (known or enrol_person(app, DEPUTY, PIN, own_pin=PIN)).person_id, PIN)


def approved(app: App, year: int = YEAR) -> str:
    """An order by the manager that the deputy approved on the same PC; returns its number."""
    sits(app, MANAGER.employee_no)
    number = order_disposal(app, year, "保存期間満了", own_pin=PIN)
    sits(app, DEPUTY.employee_no)
    approve_disposal(app, number, own_pin=PIN)
    return number


def disposed(app: App, year: int = YEAR) -> YearDisposed:
    """The year ordered away, approved, and carried out thirty days later."""
    go_to(ORDERED, app)
    number = approved(app, year)
    go_to(OVER, app)
    return carry_out_disposal(app, number, own_pin=PIN)


def shown(app: App) -> tuple[str, ...]:
    """The numbers of the cases that lists show."""
    return tuple(summary.case_no for summary in app.cases.page(CaseFilter(in_scope_only=False)))


def bytes_of(app: App) -> bytes:
    """Everything the open database holds, as plain text, and what lies beside it."""
    with app.record.database.transaction() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        rows = [row for name in names for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]
    values = (value for row in rows for value in row)
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
