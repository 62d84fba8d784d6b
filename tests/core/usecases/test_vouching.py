"""What nobody may do at an unattended PC: let people in, make superiors of them, choose another programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.errors import NotEntitled, PinLocked, WrongPin
from desktop_app.home import Home
from desktop_app.usecases.enrolment import approve_enrolment, pending_enrolments, request_enrolment
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.people import correct_person, enrol_person, sit_down
from desktop_app.usecases.programmes import adopt_programme
from desktop_app.usecases.sharing import sync
from tests.homes import DEPUTY, PIN, found, hokkaido, surroundings
from tests.refusals import refused, told

HEAD = PersonInput("山下　薫", "ヤマシタ　カオル", "1100001", role=Role.DEPARTMENT_HEAD)
HEAD_PIN = "bucho-no-aikotoba"
WRONG = "chigau-aikotoba"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = found(tmp_path, share=tmp_path / "share")
    yield made
    made.close()


def with_wrong_pin(app: App, act: Callable[[], object]) -> None:
    """Check that *act* fails for its PIN and records nothing; the tries are counted."""
    before = app.record.heads()
    with pytest.raises(WrongPin) as refusal:
        act()
    told(refusal.value)
    assert app.record.heads() == before


def test_whoever_is_enrolled_is_vouched_for_with_the_pin_of_who_sits_here(app: App) -> None:
    """Or whoever passes by enrols a department head with a PIN of their own, and confirms their own case."""
    with_wrong_pin(app, lambda: enrol_person(app, HEAD, HEAD_PIN, own_pin=WRONG))
    with_wrong_pin(app, lambda: enrol_person(app, HEAD, HEAD_PIN, own_pin=""))
    for guess in (HEAD_PIN, PIN):
        with pytest.raises(PinLocked):
            enrol_person(app, HEAD, HEAD_PIN, own_pin=guess)
    assert len(app.workplace.people) == 1


def test_roles_and_names_change_with_the_pin_of_who_sits_here(app: App) -> None:
    with_wrong_pin(app, lambda: correct_person(app, app.person_id, HEAD, own_pin=WRONG))
    correct_person(app, app.person_id, HEAD, own_pin=PIN)
    assert (app.person.role, app.person.name) == (HEAD.role, HEAD.name)


def test_a_second_pc_is_let_in_with_the_pin_of_who_sits_here(app: App, tmp_path: Path) -> None:
    """Its user could be anybody who asks with their own PC and reads the number off their own screen."""
    asked = request_enrolment(Home(tmp_path / "second"), str(tmp_path / "share"), DEPUTY, surroundings(), pin=WRONG)
    sync(app)
    with_wrong_pin(app, lambda: approve_enrolment(app, "", asked.code, own_pin=WRONG))
    assert len(pending_enrolments(app)) == 1
    assert approve_enrolment(app, "", asked.code, own_pin=PIN).letter == "B"


def test_the_programme_is_chosen_by_the_manager_or_their_deputy(app: App) -> None:
    adopt_programme(app, hokkaido())
    head = enrol_person(app, HEAD, HEAD_PIN, own_pin=PIN)
    sit_down(app, head.person_id, HEAD_PIN)
    with refused(app, NotEntitled):
        adopt_programme(app, hokkaido())
