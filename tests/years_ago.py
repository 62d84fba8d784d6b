"""A workplace with cases that ended in fiscal year 2022, looked at four years later, for tests of 廃棄."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.usecases.answering import cancel_case
from desktop_app.usecases.findings import FindingInput, raise_finding
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.people import enrol_person, sit_down
from tests.fakes import FixedClock
from tests.homes import PIN, register

THEN = datetime(2022, 10, 3, 1, 0, tzinfo=UTC)
NOW = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)
YEAR = 2022
HEAD = PersonInput("森　さくら", "モリ　サクラ", "0099999", role=Role.DEPARTMENT_HEAD)


def then() -> FixedClock:
    """A clock in fiscal year 2022."""
    return FixedClock(THEN)


def furnish(app: App, clock: FixedClock, *, cases: int = 3, now: datetime = NOW) -> str:
    """Enrol a second person, end *cases* cases then, hold the last by a finding; go to *now*. Returns her id."""
    head = enrol_person(app, HEAD, PIN, own_pin=PIN)
    ended = [register(app, f"00200{number:02d}", effective=app.today() + timedelta(days=29)) for number in range(cases)]
    for case_id in ended:
        cancel_case(app, case_id, "発令が取り消された")
    clock.now = now
    number = app.record.case(ended[-1]).case_no
    raise_finding(app, FindingInput("控えが残っていた", "岡部　誠司", app.today() + timedelta(days=30), case=number))
    return head.person_id


def sit(app: App, person_id: str) -> None:
    """Let somebody else sit at the desk."""
    sit_down(app, person_id, PIN)
