"""A workplace is renamed, takes another in, joins a headquarters: papers keep the name of their time."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.errors import (
    EnrolmentCodeWrong,
    FieldMissing,
    HeadquartersInvitationWrong,
    HeadquartersKnown,
    NotEntitled,
    SecondMemberNeeded,
    SekishoError,
    WorkplaceKnown,
    WrongPin,
)
from desktop_app.journal.segment import parse_segment
from desktop_app.keys.identity import make_root
from desktop_app.keys.seal import new_age_identity, open_sealed
from desktop_app.sentences import sentence
from desktop_app.share.invitation import invitation_answer, invitation_code, make_invitation
from desktop_app.usecases.headquarters_joining import join_headquarters, years_handed_over
from desktop_app.usecases.issuing import app_root
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.people import enrol_person, sit_down
from desktop_app.usecases.reorganising import rename_workplace, take_workplace_in
from desktop_app.usecases.sharing import sync
from tests.fakes import FixedClock
from tests.homes import DEPUTY, PIN, enrolled, found, kit_in_hand, register
from tests.refusals import told
from tests.shares import segment_files

OLD, NEW = "西部配電事業所", "道央配電センター"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> App:
    return found(tmp_path, "first", clock=clock, share=tmp_path / "share")


def printed(app: App, half: HalfYear, folder: Path) -> str:
    pdf, _pages = render_ledger_pdf(app, half)
    path = folder / f"{half}.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def test_last_years_ledger_prints_last_years_name_and_the_year_of_the_change_both(app, clock, tmp_path):
    register(app, "0012346", effective=date(2026, 9, 1))
    rename_workplace(app, NEW, date(2026, 11, 1), own_pin=PIN)
    assert app.workplace.name == OLD
    clock.advance(days=60)
    assert app.workplace.name == NEW
    register(app, "0012347", effective=date(2026, 12, 1))
    before, during = (printed(app, HalfYear(2026, half), tmp_path) for half in (1, 2))
    clock.advance(days=200)
    after = printed(app, HalfYear(2027, 1), tmp_path)
    assert OLD in before
    assert NEW not in before
    assert OLD in during
    assert NEW in during
    assert NEW in after
    assert OLD not in after
    assert app.cases.people().keys() == {"0012346", "0012347"}


def test_the_ledger_of_the_half_year_of_a_merger_names_both_workplaces(app, clock, tmp_path):
    register(app, "0012346", effective=date(2026, 9, 10))
    take_workplace_in(app, "NSC07", "東部配電事業所", date(2026, 9, 15), own_pin=PIN)
    now = printed(app, HalfYear(2026, 1), tmp_path)
    assert OLD in now
    assert "東部配電事業所" in now
    assert "NSC07" in now
    assert "東部配電事業所" not in printed(app, HalfYear(2026, 2), tmp_path)


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda app: rename_workplace(app, " \u200b", date(2026, 10, 1), own_pin=PIN), FieldMissing),
        (lambda app: rename_workplace(app, NEW, date(2026, 10, 1), own_pin="wrong one"), WrongPin),
        (lambda app: take_workplace_in(app, "NSC01", "東部", date(2026, 10, 1), own_pin=PIN), WorkplaceKnown),
        (lambda app: take_workplace_in(app, "", "東部", date(2026, 10, 1), own_pin=PIN), FieldMissing),
    ],
)
def test_what_cannot_be_a_reorganisation_is_refused(app, act, error):
    head = dict(app.record.heads())
    with pytest.raises(error) as refusal:
        act(app)
    told(refusal.value)
    assert dict(app.record.heads()) == head


# --- a headquarters ------------------------------------------------------------------------------------------


@pytest.fixture
def headquarters():
    """What a headquarters has: its root, its age key and the invitation it wrote."""
    secret, recipient = new_age_identity()
    root = make_root("北辰送配電株式会社　本社", FixedClock().now)
    return secret, make_invitation("本社　行為規制グループ", root, recipient)


def test_a_workplace_that_joins_keeps_its_history_and_headquarters_reads_all_of_it(app, headquarters, clock, tmp_path):
    secret, invitation = headquarters
    second = enrolled(app, tmp_path, clock=clock)
    register(app, "0012346")
    sync(app)
    before = set(segment_files(app))
    joined = join_headquarters(app, invitation, invitation_code(invitation), own_pin=PIN, second=kit_in_hand(app))
    assert joined.answer == invitation_answer(invitation, app_root(app))
    sync(app)
    clock.now += timedelta(days=200)
    register(app, "0012347")
    sync(app)
    sync(second)
    register(second, "0012348")
    sync(second)
    assert sync(app).pending == ()
    fact = second.workplace.membership.headquarters
    assert fact is not None
    assert fact.name == "本社　行為規制グループ"
    years = years_handed_over(fact, (secret,))
    earlier = [str(__import__("json").loads(one)["workplace"]) for one in years.values()]
    for path in segment_files(app):
        ciphertext = parse_segment(path.read_bytes()).ciphertext
        assert open_sealed(ciphertext, earlier if path in before else (secret,))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda told: {"invitation": b""}, HeadquartersInvitationWrong),
        (lambda told: {"invitation": told["invitation"][:-20]}, HeadquartersInvitationWrong),
        (
            lambda told: {"invitation": told["invitation"].replace("本社".encode(), "木社".encode())},
            HeadquartersInvitationWrong,
        ),
        (lambda told: {"invitation": bytes(20_000)}, HeadquartersInvitationWrong),
        (lambda told: {"code": "0000 0000 0000 0000 0000"}, EnrolmentCodeWrong),
        (lambda told: {"code": ""}, EnrolmentCodeWrong),
        (lambda told: {"own_pin": "wrong one"}, WrongPin),
    ],
)
def test_an_invitation_that_is_not_what_was_read_out_joins_nobody(app, headquarters, change, error):
    _secret, invitation = headquarters
    given = {"invitation": invitation, "code": invitation_code(invitation), "own_pin": PIN}
    given |= change(given)
    with pytest.raises(error) as refusal:
        join_headquarters(app, given["invitation"], given["code"], own_pin=given["own_pin"])
    told(refusal.value)
    assert app.workplace.membership.headquarters is None


def test_a_forged_invitation_of_the_same_name_has_other_digits(app, headquarters):
    _secret, invitation = headquarters
    forged = make_invitation("本社　行為規制グループ", make_root("本社", FixedClock().now), new_age_identity()[1])
    with pytest.raises(EnrolmentCodeWrong):
        join_headquarters(app, forged, invitation_code(invitation), own_pin=PIN)


def test_one_of_two_members_does_not_join_alone_nor_does_a_deputy_nor_anybody_twice(app, headquarters):
    _secret, invitation = headquarters
    code = invitation_code(invitation)
    deputy, manager = enrol_person(app, replace(DEPUTY), PIN, own_pin=PIN), app.person_id
    with pytest.raises(SecondMemberNeeded):
        join_headquarters(app, invitation, code, own_pin=PIN)
    sit_down(app, deputy.person_id, PIN)
    with pytest.raises(NotEntitled):
        join_headquarters(app, invitation, code, own_pin=PIN)
    sit_down(app, manager, PIN)
    join_headquarters(app, invitation, code, own_pin=PIN, second=kit_in_hand(app))
    with pytest.raises(HeadquartersKnown) as refusal:
        join_headquarters(app, invitation, code, own_pin=PIN, second=kit_in_hand(app))
    assert isinstance(refusal.value, SekishoError)
    assert "本社" in sentence(refusal.value)
