"""A stand-alone workplace joins a headquarters later: its invitation, the two numbers, and the earlier years' keys."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.app import Surroundings
from desktop_app.domain.headquarters_facts import JoiningConfirmed
from desktop_app.errors import (
    FieldMissing,
    HeadquartersCodeWrong,
    HeadquartersInvitationWrong,
    HeadquartersKnown,
    HeadquartersNotJoined,
    KeyringMissing,
    PassphraseNeeded,
)
from desktop_app.keys.identity import make_root
from desktop_app.keys.seal import new_age_identity
from desktop_app.sentences import sentence
from desktop_app.share.invitation import confirmation_text, invitation_code, make_invitation
from desktop_app.text import use_language
from desktop_app.usecases.headquarters import exchange_with, open_headquarters
from desktop_app.usecases.headquarters_joining import ConfirmedBy, invited_by, join_headquarters, joining_confirmed
from desktop_app.usecases.headquarters_overview import Period, overview
from desktop_app.usecases.headquarters_own import confirm_joining, make_own_invitation, own_invitation
from desktop_app.usecases.issuing import app_root
from desktop_app.usecases.sharing import sync
from tests.fakes import CHEAP_KDF, FixedClock, MissingKeyring
from tests.headquarters import ONO, Country, country
from tests.homes import PIN, kit_in_hand

NAME = "本社　行為規制グループ"


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


@pytest.fixture
def told(tmp_path: Path) -> Country:
    made = country(tmp_path)
    made.add("NSC01", "西部配電事業所")
    yield made
    made.close()


def joined(told: Country, data: bytes, code: str) -> str:
    app = told.workplaces["NSC01"]
    answer = join_headquarters(app, data, code, own_pin=PIN, second=kit_in_hand(app)).answer
    sync(app)
    exchange_with(told.headquarters, told.keys["NSC01"])
    return answer


def test_a_workplace_joins_and_both_sides_know_whom_they_joined(told):
    assert own_invitation(told.headquarters) is None
    made = make_own_invitation(told.headquarters, NAME)
    assert make_own_invitation(told.headquarters, "another name") == made, "made once"
    assert own_invitation(told.headquarters) == made
    assert invited_by(made.data) == made.name == NAME
    assert len(made.code.replace(" ", "")) == 20
    answer = joined(told, made.data, made.code)
    confirmed = confirm_joining(told.headquarters, told.keys["NSC01"], f" {answer[:3]} {answer[3:]}")
    assert (confirmed.workplace, confirmed.keys) == ("西部配電事業所", 1)
    assert confirmed.since == told.clock.now
    again = make_own_invitation(open_headquarters(told.headquarters.folder, told.headquarters.surroundings), "")
    assert again == made, "after a restart"


def test_who_confirmed_a_joining_and_when_stays_to_be_seen_on_both_sides(told):
    made, key = make_own_invitation(told.headquarters, NAME), told.keys["NSC01"]
    answer = joined(told, made.data, made.code)
    (line,) = overview(told.headquarters, Period(2026))
    assert line.confirmed is None
    since = confirm_joining(told.headquarters, key, answer).since
    told.clock.now += timedelta(days=3)
    assert confirm_joining(told.headquarters, key, answer).since == since, "the first one counts"
    exchange_with(told.headquarters, key)
    office = told.workplaces["NSC01"]
    sync(office)
    assert overview(told.headquarters, Period(2026))[0].confirmed == joining_confirmed(office.workplace)
    assert joining_confirmed(office.workplace) == ConfirmedBy(ONO.name, since)
    assert len(office.workplace.membership.confirmed) == 1


def test_only_the_headquarters_itself_can_say_that_a_joining_is_confirmed(told):
    made, office = make_own_invitation(told.headquarters, NAME), told.workplaces["NSC01"]
    said = confirmation_text(app_root(office))
    forged = make_root(NAME, FixedClock().now).sign(said)
    office.commit(tuple(JoiningConfirmed(ONO.name, one) for one in ("", "***", b64encode(forged).decode())))
    assert joining_confirmed(office.workplace) is None
    joined(told, made.data, made.code)
    assert joining_confirmed(office.workplace) is None
    assert overview(told.headquarters, Period(2026))[0].confirmed is None


def test_a_wrong_answer_and_a_workplace_that_has_not_joined_are_told(told):
    key = told.keys["NSC01"]
    with pytest.raises(HeadquartersNotJoined):
        confirm_joining(told.headquarters, key, "123456")
    made = make_own_invitation(told.headquarters, NAME)
    with pytest.raises(HeadquartersNotJoined) as early:
        confirm_joining(told.headquarters, key, "123456")
    assert "Nothing has arrived yet" in sentence(early.value)
    answer = joined(told, made.data, made.code)
    wrong = "000000" if answer != "000000" else "111111"
    for typed in (wrong, "", answer[:5], "あ" * 1000):
        with pytest.raises(HeadquartersCodeWrong) as refused:
            confirm_joining(told.headquarters, key, typed)
        assert "Nothing was changed" in sentence(refused.value)


def test_a_workplace_that_joined_an_impostor_of_the_same_name_is_named(told):
    make_own_invitation(told.headquarters, NAME)
    forged = make_invitation(NAME, make_root(NAME, FixedClock().now), new_age_identity()[1])
    answer = joined(told, forged, invitation_code(forged))
    with pytest.raises(HeadquartersNotJoined) as refused:
        confirm_joining(told.headquarters, told.keys["NSC01"], answer)
    assert f"another headquarters ({NAME})" in sentence(refused.value)


def test_the_manager_types_the_number_of_this_very_file(told):
    made, app = make_own_invitation(told.headquarters, NAME), told.workplaces["NSC01"]
    with pytest.raises(HeadquartersCodeWrong):
        join_headquarters(app, made.data, "0000 " * 5, own_pin=PIN, second=kit_in_hand(app))
    assert app.workplace.membership.headquarters is None
    joined(told, made.data, made.code)
    with pytest.raises(HeadquartersKnown):
        join_headquarters(app, made.data, made.code, own_pin=PIN)


@pytest.mark.parametrize("data", [b"", b"junk", b"{}", bytes(20_000)])
def test_a_file_that_is_no_invitation_names_nobody(data):
    with pytest.raises(HeadquartersInvitationWrong):
        invited_by(data)


def test_an_invitation_needs_a_name_and_leaves_nothing_without_one(told):
    with pytest.raises(FieldMissing):
        make_own_invitation(told.headquarters, "　")
    assert own_invitation(told.headquarters) is None


def test_without_a_keyring_the_headquarters_key_is_under_the_passphrase(tmp_path):
    around = Surroundings(clock=FixedClock(), keyring=MissingKeyring(), pin_cost=CHEAP_KDF)
    office = country(tmp_path, around=around).headquarters
    with pytest.raises(KeyringMissing):
        make_own_invitation(office, NAME)
    made = make_own_invitation(office, NAME, passphrase="long enough to keep")
    with pytest.raises(PassphraseNeeded):
        own_invitation(open_headquarters(office.folder, around))
    assert own_invitation(open_headquarters(office.folder, around, lambda: "long enough to keep")) == made
