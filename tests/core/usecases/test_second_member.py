"""Two members let a PC in, by the share or by files; one who only reads neither lets in nor works on cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import (
    EnrolmentCodeWrong,
    EnrolmentIncomplete,
    EnrolmentUnknown,
    NotEntitled,
    SecondMemberNeeded,
    ShareMarkerDamaged,
    WrongPin,
    WrongRecoveryKey,
)
from desktop_app.home import Home
from desktop_app.keys.seal import new_age_identity
from desktop_app.usecases import answering, confirming
from desktop_app.usecases.enrolment import (
    approve_enrolment,
    finish_enrolment,
    pending_enrolments,
    request_by_file,
    request_enrolment,
    vouch_for_enrolment,
)
from desktop_app.usecases.enrolment_files import invitation, take_request
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.issuing import appoint_issuer
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.people import (
    change_own_pin,
    correct_person,
    enrol_person,
    reset_pin_with_member,
    sit_down,
)
from desktop_app.usecases.second_member import SecondMember
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.sharing import sync
from tests.homes import DEPUTY, MANAGER, PIN, enrolled, found, kit_in_hand, register, reopened, surroundings
from tests.refusals import answer_everything, refused

NEWCOMER = PersonInput("\u698e\u3000\u539f", "エノキ　ハラ", "0055555", role=Role.WORKPLACE_INFORMATION_MANAGER)
OTHER_PIN = "betsu-no-aikotoba"


@pytest.fixture
def first(tmp_path: Path) -> App:
    """A workplace of two: the manager, and a deputy on the same PC."""
    app = found(tmp_path, "first", share=tmp_path / "share")
    enrol_person(app, DEPUTY, OTHER_PIN, own_pin=PIN)
    return app


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "new")


def asked(first: App, home: Home) -> str:
    request = request_enrolment(home, share_address(first) or "", NEWCOMER, surroundings(), pin=PIN)
    sync(first)
    return request.code


def deputy_of(app: App) -> str:
    person = app.workplace.person_with_number(DEPUTY.employee_no)
    assert person is not None
    return person.person_id


@pytest.mark.parametrize(
    ("second", "error"),
    [
        (lambda _app: None, SecondMemberNeeded),
        (lambda app: SecondMember(app.person_id, PIN), NotEntitled),
        (lambda app: SecondMember("f" * 16, PIN), NotEntitled),
        (lambda app: SecondMember(deputy_of(app), "not-the-deputys"), WrongPin),
        (lambda _app: SecondMember(kit_code=new_age_identity()[0]), WrongRecoveryKey),
    ],
)
def test_one_members_word_lets_nobody_in_where_there_are_two(first, home, second, error):
    code = asked(first, home)
    with pytest.raises(error):
        approve_enrolment(first, "", code, own_pin=PIN, second=second(first))
    assert len(first.workplace.devices) == 1
    assert pending_enrolments(first)


@pytest.mark.parametrize("second", [lambda app: SecondMember(deputy_of(app), OTHER_PIN), kit_in_hand])
def test_the_second_vouches_here_with_a_passphrase_or_the_kit(first, home, second):
    code = asked(first, home)
    assert approve_enrolment(first, "", code, own_pin=PIN, second=second(first)).letter == "B"


def test_the_second_may_have_vouched_on_another_pc_that_was_appointed(first, tmp_path, home):
    other = enrolled(first, tmp_path, person=replace(NEWCOMER, employee_no="0044444"))
    appoint_issuer(first, other.device.device_id, own_pin=PIN)
    for pc in (first, other, other):
        sync(pc)
    code = asked(first, home)
    sync(other)
    vouch_for_enrolment(other, "", code, own_pin=PIN)
    sync(other)
    sync(first)
    assert pending_enrolments(first)[0].vouched == (other.person.name,)
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(other, "", code, own_pin=PIN)
    assert approve_enrolment(first, "", code, own_pin=PIN).letter == "C"
    sync(first)
    sync(other)
    assert pending_enrolments(other) == ()


def test_request_and_reply_travel_as_files_and_the_record_comes_from_the_share(first, home, tmp_path):
    request, data = request_by_file(home, invitation(first), NEWCOMER, surroundings_ := surroundings(), pin=PIN)
    assert NEWCOMER.name.encode() not in data
    request_id = take_request(first, data)
    assert take_request(first, data) == request_id
    assert [one.person for one in pending_enrolments(first)] == [NEWCOMER]
    approval = approve_enrolment(first, request_id, request.code, own_pin=PIN, second=kit_in_hand(first))
    share = share_address(first) or ""
    with pytest.raises(EnrolmentIncomplete):
        finish_enrolment(home, approval.answer, surroundings_, reply=approval.reply, share=share)
    sync(first)
    app = finish_enrolment(home, approval.answer, surroundings_, reply=approval.reply, share=share)
    assert app.person.name == NEWCOMER.name
    assert share_address(app) == share
    with pytest.raises(EnrolmentUnknown):
        take_request(first, data)


def test_files_of_others_are_refused(first, home, tmp_path):
    around = surroundings()
    strangers = found(tmp_path, "strangers", share=tmp_path / "their-share", org_code="XYZ99")
    for bad in (b"", b"junk", invitation(first)[:-9], invitation(first).replace(b"NSC01", b"NSC02")):
        with pytest.raises(ShareMarkerDamaged):
            request_by_file(home, bad, NEWCOMER, around, pin=PIN)
        assert not home.exists
    _request, data = request_by_file(home, invitation(strangers), NEWCOMER, around, pin=PIN)
    for bad in (data, b"", data[:-4], bytes(100_000)):
        with pytest.raises(EnrolmentUnknown):
            take_request(first, bad)
    mine = Home(tmp_path / "mine")
    request, data = request_by_file(mine, invitation(first), NEWCOMER, surroundings(), pin=PIN)
    approval = approve_enrolment(first, take_request(first, data), request.code, own_pin=PIN, second=kit_in_hand(first))
    with pytest.raises(EnrolmentCodeWrong):
        finish_enrolment(home, approval.answer, around, reply=approval.reply, share=share_address(first) or "")


OVERSEER_REFUSALS = {
    "registering a transfer": lambda app, case, other: register(app, "0098765"),
    "briefing": lambda app, case, other: answering.record_briefing(app, case, answering.Briefing(app.today(), "対面")),
    "handing over the seat": lambda app, case, other: answering.hand_over_seat(app, case),
    "answering": lambda app, case, other: answer_everything(app, case),
    "cancelling": lambda app, case, other: answering.cancel_case(app, case, "取り消し"),
    "letting somebody work here": lambda app, case, other: enrol_person(app, NEWCOMER, PIN, own_pin=PIN),
    "correcting a person": lambda app, case, other: correct_person(app, other, DEPUTY, own_pin=PIN),
    "vouching for a forgotten passphrase": lambda app, case, other: reset_pin_with_member(
        app, other, OTHER_PIN, member_id=app.person_id, member_pin=PIN
    ),
    "removing a PC": lambda app, case, other: remove_device(app, "f" * 16, EndReason.LOST, own_pin=PIN),
    "signing": lambda app, case, other: confirming.own_key(app, PIN).__enter__(),
}


@pytest.mark.parametrize("role", [Role.SECOND_LINE, Role.AUDITOR])
def test_who_only_checks_does_nothing_of_the_offices_work(first, role):
    case = register(first, "0012399", effective=date(2026, 10, 1))
    answering.record_briefing(first, case, answering.Briefing(first.today(), "対面"))
    overseer = enrol_person(
        first, PersonInput("\u76e3\u67fb\u3000\u592a\u90ce", "カンサ　タロウ", "0070001", role=role), PIN, own_pin=PIN
    )
    other = deputy_of(first)
    sit_down(first, overseer.person_id, PIN)
    for act in OVERSEER_REFUSALS.values():
        with refused(first, NotEntitled):
            act(first, case, other)
    change_own_pin(first, PIN, "atarashii-aikotoba")


def test_roles_of_the_office_and_of_those_who_check_are_not_exchanged(first):
    overseer = enrol_person(
        first, PersonInput("\u76e3\u67fb\u3000\u592a\u90ce", "", "0070001", role=Role.AUDITOR), PIN, own_pin=PIN
    )
    with pytest.raises(NotEntitled):
        correct_person(first, overseer.person_id, replace(MANAGER, employee_no="0070001"), own_pin=PIN)
    with pytest.raises(NotEntitled):
        correct_person(first, deputy_of(first), replace(DEPUTY, role=Role.AUDITOR), own_pin=PIN)
    first = reopened(first)
    assert first.workplace.people[overseer.person_id].role is Role.AUDITOR


def test_an_auditor_can_be_a_pc_of_their_own_but_is_no_second_member(first, tmp_path):
    auditor = enrolled(first, tmp_path, person=replace(NEWCOMER, role=Role.AUDITOR))
    assert auditor.person.role is Role.AUDITOR
    register(first, "0012399")
    sync(first)
    sync(auditor)
    assert auditor.cases.people().keys() == {"0012399"}
    with pytest.raises(NotEntitled):
        register(auditor, "0012398")
    assert reopened(auditor).person.role is Role.AUDITOR


@pytest.mark.parametrize("role", [Role.SECOND_LINE, Role.AUDITOR])
def test_beside_one_who_only_reads_the_founder_alone_still_lets_the_deputy_in_and_nobody_after_that(tmp_path, role):
    alone = found(tmp_path, "alone", share=tmp_path / "their share")
    enrolled(alone, tmp_path, "reader", person=replace(NEWCOMER, employee_no="0070001", role=role))
    asking = request_enrolment(Home(tmp_path / "deputy"), share_address(alone) or "", DEPUTY, surroundings(), pin=PIN)
    third = request_enrolment(Home(tmp_path / "third"), share_address(alone) or "", NEWCOMER, surroundings(), pin=PIN)
    sync(alone)
    assert approve_enrolment(alone, "", asking.code, own_pin=PIN).letter == "C"
    with pytest.raises(SecondMemberNeeded) as refusal:
        approve_enrolment(alone, "", third.code, own_pin=PIN)
    assert refusal.value.members == 2
