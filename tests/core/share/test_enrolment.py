"""Enrolment: two people compare codes, the share is believed in nothing (desktop_app.share.enrolment)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest

from desktop_app.app import App, Surroundings, open_app
from desktop_app.domain.facts import Role
from desktop_app.errors import (
    EnrolmentCodeWrong,
    EnrolmentIncomplete,
    EnrolmentNotAnswered,
    EnrolmentReplyWrong,
    EnrolmentUnknown,
    FieldMissing,
    ForeignShare,
    NotEnrolled,
    NotEntitled,
    PersonExists,
    PinTooShort,
    ShareUnmarked,
    ShareUnreachable,
    WrongPin,
)
from desktop_app.home import Home
from desktop_app.keys.identity import fingerprint
from desktop_app.keys.seal import seal
from desktop_app.share import enrolment as paper
from desktop_app.share.marker import read_marker
from desktop_app.usecases.enrolment import _letter as letter_number
from desktop_app.usecases.enrolment import (
    abandon_enrolment,
    approve_enrolment,
    finish_enrolment,
    pending_enrolments,
    refuse_enrolment,
    repeat_request,
    request_enrolment,
    waiting_enrolment,
)
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.people import enrol_person, people_here, sit_down, unlock_person
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import INTAKE_SECRET
from desktop_app.usecases.sharing import share_address, sync
from tests.homes import DEPUTY, MANAGER, PIN, enrolled, found, register, reopened, surroundings
from tests.shares import folder_of


@pytest.fixture
def first(tmp_path: Path) -> App:
    return found(tmp_path, "first", share=tmp_path / "share")


@pytest.fixture
def around() -> Surroundings:
    return surroundings()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "second")


def ask(first: App, home: Home, around: Surroundings, person: PersonInput = DEPUTY) -> str:
    """Leave a request and let the founder's next sync find it; returns the code on the new PC's screen."""
    asked = request_enrolment(home, share_address(first) or "", person, around, pin=PIN)
    sync(first)
    return asked.code


def test_a_pc_let_in_is_a_member_with_its_own_letter_and_person(first: App, tmp_path: Path):
    second = enrolled(first, tmp_path)
    assert second.person.name == DEPUTY.name
    assert second.person.role is Role.DEPUTY_MANAGER
    assert [p.employee_no for p in people_here(second)] == [DEPUTY.employee_no]
    assert {d.letter for d in second.workplace.devices.values()} == {"A", "B"}
    assert (second.workplace, second.workplace.programme) == (first.workplace, first.workplace.programme)
    second = reopened(second)
    unlock_person(second, second.person_id, PIN)
    with pytest.raises(WrongPin):
        unlock_person(second, second.person_id, "another one")


@pytest.mark.parametrize("digit", "0f")
def test_the_third_pc_reads_what_the_second_wrote(first: App, tmp_path: Path, digit: str):
    """Whether the second's folder comes before the founder's, with the programme, or after it."""
    second = enrolled(first, tmp_path, new_id=lambda: digit * 4 + token_hex(14))
    register(second, "0022222")
    sync(second)
    third = enrolled(first, tmp_path, "third", person=PersonInput("\u698e\u3000\u539f", "", "0055555"))
    assert third.cases.people().keys() == {"0022222"}
    assert third.workplace.devices[third.device.device_id].letter == "C"


def test_letters_go_on_after_z():
    assert [letter_number(n) for n in (0, 25, 26, 27, 51, 52)] == ["A", "Z", "AA", "AB", "AZ", "BA"]


def test_the_code_is_long_because_the_share_may_try_forged_requests_offline(first: App, home: Home, around):
    assert re.fullmatch(r"\d{4}( \d{4}){4}", ask(first, home, around))


def test_a_waiting_home_says_so_and_survives_restarts(first: App, home: Home, around: Surroundings):
    code = ask(first, home, around)
    for _ in range(2):
        with pytest.raises(NotEnrolled):
            open_app(home, around)
        assert waiting_enrolment(home, around).code == code
    assert waiting_enrolment(home, around).workplace == first.workplace.name
    approval = approve_enrolment(first, "", code, own_pin=PIN)
    sync(first)
    finish_enrolment(home, approval.answer, around).close()
    app = open_app(home, around)
    assert app.person.name == DEPUTY.name
    app.close()
    with pytest.raises(EnrolmentUnknown):
        waiting_enrolment(home, around)


def test_the_member_sees_who_asks_but_not_the_code(first: App, home: Home, around: Surroundings):
    ask(first, home, around)
    (waiting,) = pending_enrolments(first)
    assert waiting.person == DEPUTY
    sync(first)
    assert len(pending_enrolments(first)) == 1, "a request is found once"
    refuse_enrolment(first, waiting.request_id)
    sync(first)
    assert pending_enrolments(first) == ()


def test_a_wrong_code_lets_nobody_in(first: App, home: Home, around: Surroundings):
    code = ask(first, home, around)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    (waiting,) = pending_enrolments(first)
    for request_id in ("", waiting.request_id):
        with pytest.raises(EnrolmentCodeWrong):
            approve_enrolment(first, request_id, wrong, own_pin=PIN)
    with pytest.raises(EnrolmentUnknown):
        approve_enrolment(first, "f" * 64, code, own_pin=PIN)
    assert len(first.workplace.devices) == 1
    full_width = code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}).replace(" ", "\u3000")
    assert approve_enrolment(first, waiting.request_id, full_width, own_pin=PIN).letter == "B"


def test_without_the_answer_read_back_the_new_pc_does_not_go_on(first: App, home: Home, around: Surroundings):
    code = ask(first, home, around)
    approval = approve_enrolment(first, "", code, own_pin=PIN)
    sync(first)
    wrong = f"{(int(approval.answer) + 1) % 10**6:06d}"
    with pytest.raises(EnrolmentCodeWrong):
        finish_enrolment(home, wrong, around)
    assert finish_enrolment(home, f"{approval.answer[:3]} {approval.answer[3:]}", around).person.name == DEPUTY.name


def test_an_answer_that_has_not_arrived_is_waited_for(first: App, home: Home, around: Surroundings):
    code = ask(first, home, around)
    approval = approve_enrolment(first, "", code, own_pin=PIN)
    with pytest.raises(EnrolmentNotAnswered):
        finish_enrolment(home, approval.answer, around)
    sync(first)
    finish_enrolment(home, approval.answer, around)


def test_a_request_the_share_lost_can_be_left_again(first: App, home: Home, around: Surroundings, tmp_path: Path):
    asked = request_enrolment(home, share_address(first) or "", DEPUTY, around, pin=PIN)
    (tmp_path / "share" / asked.path).unlink()
    sync(first)
    assert pending_enrolments(first) == ()
    assert repeat_request(home, around) == asked
    sync(first)
    assert approve_enrolment(first, "", asked.code, own_pin=PIN).letter == "B"


def test_records_that_have_not_all_arrived_are_waited_for(first: App, home: Home, around, tmp_path: Path):
    code = ask(first, home, around)
    approval = approve_enrolment(first, "", code, own_pin=PIN)
    sync(first)
    newest = max((tmp_path / "share").glob("w/*/log/*/*/*.seg"))
    newest.rename(tmp_path / "hidden")
    with pytest.raises(EnrolmentIncomplete):
        finish_enrolment(home, approval.answer, around)
    with pytest.raises(NotEnrolled):
        open_app(home, around)
    (tmp_path / "hidden").rename(newest)
    assert finish_enrolment(home, approval.answer, around).record.heads() == first.record.heads()


def test_only_whoever_may_lets_in(first: App, home: Home, around: Surroundings, tmp_path: Path):
    code = ask(first, home, around)
    deputy = enrol_person(
        first, PersonInput("\u698e\u3000\u539f", "", "0055555", role=Role.DEPUTY_MANAGER), PIN, own_pin=PIN
    )
    sit_down(first, deputy.person_id, PIN)
    with pytest.raises(NotEntitled):
        approve_enrolment(first, "", code, own_pin=PIN)
    assert pending_enrolments(first)


def test_a_pc_that_did_not_found_the_workplace_is_not_asked(first: App, tmp_path: Path):
    person = replace(DEPUTY, role=Role.WORKPLACE_INFORMATION_MANAGER)
    second = enrolled(first, tmp_path, person=person)
    request_enrolment(Home(tmp_path / "third"), share_address(first) or "", MANAGER, surroundings(), pin=PIN)
    sync(second)
    assert pending_enrolments(second) == ()
    with pytest.raises(NotEntitled):
        approve_enrolment(second, "", "1", own_pin=PIN)


def test_somebody_enrolled_already_is_refused(first: App, home: Home, around: Surroundings):
    code = ask(first, home, around, MANAGER)
    with pytest.raises(PersonExists):
        approve_enrolment(first, "", code, own_pin=PIN)
    assert len(first.workplace.devices) == 1


def test_bad_entries_make_no_home(first: App, home: Home, around: Surroundings, tmp_path: Path):
    share = share_address(first) or ""
    (tmp_path / "empty").mkdir()
    for url, person, pin, error in (
        (share, replace(DEPUTY, name=" "), PIN, FieldMissing),
        (share, DEPUTY, "123", PinTooShort),
        (str(tmp_path / "empty"), DEPUTY, PIN, ShareUnmarked),
    ):
        with pytest.raises(error):
            request_enrolment(home, url, person, around, pin=pin)
    assert not home.exists
    assert around.keyring is not None


def test_a_share_that_takes_no_request_leaves_no_home(first: App, home: Home, around, tmp_path: Path):
    (tmp_path / "share" / "w").write_bytes(b"in the way")
    with pytest.raises(ShareUnreachable):
        request_enrolment(home, share_address(first) or "", DEPUTY, around, pin=PIN)
    assert not home.exists
    assert not home.database.exists()


def test_giving_up_frees_the_pc(first: App, home: Home, around: Surroundings, tmp_path: Path):
    ask(first, home, around)
    abandon_enrolment(home, around)
    assert not home.exists
    ask(first, home, around)
    first.close()
    with pytest.raises(EnrolmentUnknown):
        abandon_enrolment(first.home, first.surroundings)


def test_a_forged_marker_is_found_out_by_the_code(first: App, home: Home, around: Surroundings, tmp_path: Path):
    """The share's administrator puts their own workplace's marker there and passes the request on."""
    evil = found(tmp_path, "evil", share=tmp_path / "evil-share")
    marker = tmp_path / "share" / "STORE.json"
    ours = marker.read_bytes()
    marker.write_bytes((tmp_path / "evil-share" / "STORE.json").read_bytes())
    asked = request_enrolment(home, str(tmp_path / "share"), DEPUTY, around, pin=PIN)
    marker.write_bytes(ours)
    intake = evil.record.desk.secret(INTAKE_SECRET)
    assert intake is not None
    _, data = paper.read_join_request((tmp_path / "share" / asked.path).read_bytes(), intake.decode())
    recipient = read_marker(folder_of(first)).recipient
    path = asked.path.replace(trust_of(evil).workplace_id, trust_of(first).workplace_id)
    folder_of(first).put_new(path, seal(data, (recipient,)))
    sync(first)
    assert len(pending_enrolments(first)) == 1
    with pytest.raises(EnrolmentCodeWrong):
        approve_enrolment(first, "", asked.code, own_pin=PIN)
    with pytest.raises(ForeignShare):
        finish_enrolment(home, paper.answer_code(data, fingerprint(trust_of(evil).root)), around)


def test_a_reply_of_another_root_is_refused(first: App, home: Home, around: Surroundings, tmp_path: Path):
    code = ask(first, home, around)
    approval = approve_enrolment(first, "", code, own_pin=PIN)
    sync(first)
    (reply,) = (tmp_path / "share").glob("w/*/out/*.ret")
    whole = reply.read_bytes()
    for spoilt in (whole[:-1], whole[: len(whole) // 2], b"", whole[:-1] + bytes([whole[-1] ^ 1])):
        reply.write_bytes(spoilt)
        with pytest.raises(EnrolmentReplyWrong):
            finish_enrolment(home, approval.answer, around)
    reply.write_bytes(whole)
    finish_enrolment(home, approval.answer, around)


def test_strangers_bytes_among_the_requests_do_no_harm(first: App, home: Home, around, tmp_path: Path):
    code = ask(first, home, around)
    (request,) = (tmp_path / "share").glob("w/*/in/*/*.enr")
    for number, data in enumerate((b"", b"junk", request.read_bytes()[:-3], bytes(100_000))):
        (request.parent / f"{number:032x}.enr").write_bytes(data)
    sync(first)
    assert len(pending_enrolments(first)) == 1
    approve_enrolment(first, "", code, own_pin=PIN)
