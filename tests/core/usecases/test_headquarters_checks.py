"""Headquarters checks who asks: alone on an appointed PC, else as the whole second check; nobody else's word counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop_app.app import App, Surroundings, person_secret
from desktop_app.domain.facts import PersonCorrected, Role
from desktop_app.domain.membership_facts import EndReason, EnrolmentVouched, OverseerEnrolled
from desktop_app.errors import (
    EnrolmentCodeWrong,
    EnrolmentUnknown,
    IssuingUnsuitable,
    NotEntitled,
    SecondMemberNeeded,
    WrongPin,
)
from desktop_app.home import Home
from desktop_app.keys import identity
from desktop_app.keys.pin import read_locked_key, unlock_key
from desktop_app.keys.vouching import vouched, vouching
from desktop_app.usecases.enrolment import (
    Approval,
    approve_enrolment,
    finish_enrolment,
    pending_enrolments,
    request_by_file,
    request_enrolment,
    vouch_for_enrolment,
)
from desktop_app.usecases.enrolment_files import invitation, take_request_file
from desktop_app.usecases.enrolment_pictures import request_picture
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters import complete_joining, exchange_with, opened, waiting_request
from desktop_app.usecases.headquarters_checking import check_newcomer, newcomer_from_file, newcomers
from desktop_app.usecases.headquarters_overview import Period, overview
from desktop_app.usecases.issuing import appoint_issuer
from desktop_app.usecases.membership import remove_person
from desktop_app.usecases.people import enrol_person
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.sharing import sync
from tests.headquarters import ONO, Country, country
from tests.homes import DEPUTY, PIN, enrolled, found, kit_in_hand, register, surroundings
from tests.refusals import refused, told

NEWCOMER = PersonInput("\u698e\u3000\u539f", "エノキ　ハラ", "0055555", role=Role.WORKPLACE_INFORMATION_MANAGER)
AUDITOR = PersonInput("\u76e3\u67fb\u3000\u592a\u90ce", "カンサ　タロウ", "0070001", role=Role.AUDITOR)


@dataclass
class Place:
    """A workplace of two members with headquarters, and somebody who asks."""

    land: Country
    office: App
    key: str
    home: Home
    around: Surroundings = field(default_factory=surroundings)

    def asked(self) -> str:
        """Somebody asks through the share, and everybody has heard of it; returns their digits."""
        address = share_address(self.office) or ""
        code = request_enrolment(self.home, address, NEWCOMER, self.around, pin=PIN).code
        self.round()
        return code

    def check(self, code: str, request_id: str = "", pin: str = PIN) -> Approval | None:
        return check_newcomer(self.land.headquarters, self.key, request_id, code, own_pin=pin)

    def round(self) -> None:
        """Everybody exchanges twice."""
        for _again in range(2):
            sync(self.office)
            exchange_with(self.land.headquarters, self.key)

    def request_id(self) -> str:
        return pending_enrolments(self.office)[0].request_id

    def appoint(self) -> None:
        with opened(self.land.headquarters, self.key) as app:
            device = app.device.device_id
        appoint_issuer(self.office, device, own_pin=PIN)
        self.round()

    def finish(self, answer: str) -> App:
        self.round()
        return finish_enrolment(self.home, answer, self.around)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    land = country(tmp_path)
    office = land.add("NSC01", "西部配電事業所")
    enrol_person(office, DEPUTY, PIN, own_pin=PIN)
    made = Place(land, office, land.keys["NSC01"], Home(tmp_path / "new"))
    made.round()
    yield made
    land.close()


def test_its_word_is_the_whole_second_check_so_that_one_members_approval_completes_it(place):
    code = place.asked()
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(place.office, "", code, own_pin=PIN)
    found = newcomers(place.land.headquarters, place.key)
    assert ([one.person for one in found.waiting], found.lets_in, found.opens) == ([NEWCOMER], False, True)
    assert overview(place.land.headquarters, Period(2026))[0].asking == 1
    assert place.check(code) is None
    assert overview(place.land.headquarters, Period(2026))[0].asking == 0, "said; a member lets them in"
    place.round()
    assert pending_enrolments(place.office)[0].vouched == (ONO.name,)
    approval = approve_enrolment(place.office, "", code, own_pin=PIN)
    assert place.finish(approval.answer).person.name == NEWCOMER.name


def test_where_its_pc_was_appointed_it_lets_the_newcomer_in_alone(place):
    place.appoint()
    code = place.asked()
    assert newcomers(place.land.headquarters, place.key).lets_in
    approval = place.check(code)
    assert (approval.person, approval.letter) == (NEWCOMER, "C")
    new = place.finish(approval.answer)
    register(new, "0012399")
    sync(new)
    sync(place.office)
    assert place.office.cases.people().keys() == {"0012399"}
    assert newcomers(place.land.headquarters, place.key).waiting == ()


def test_its_pc_is_appointed_while_it_is_let_in(tmp_path):
    land = country(tmp_path)
    office = land.add("NSC01", "西部配電事業所", finish=False)
    sync(office)
    (asking,) = pending_enrolments(office)
    key = land.keys["NSC01"]
    code = waiting_request(land.headquarters, key).code
    assert asking.person.role is Role.SECOND_LINE
    approval = approve_enrolment(office, "", code, own_pin=PIN, appoint=True)
    sync(office)
    complete_joining(land.headquarters, key, approval.answer)
    exchange_with(land.headquarters, key)
    assert newcomers(land.headquarters, key).lets_in
    other = request_enrolment(Home(tmp_path / "auditor"), share_address(office) or "", AUDITOR, surroundings(), pin=PIN)
    sync(office)
    with refused(office, IssuingUnsuitable):
        approve_enrolment(office, "", other.code, own_pin=PIN, appoint=True)
    land.close()


@pytest.mark.parametrize("kind", ["file", "picture"])
def test_a_request_that_came_as_a_file_or_picture_is_checked_without_the_share(place, tmp_path, kind):
    asked, data = request_by_file(place.home, invitation(place.office), NEWCOMER, place.around, pin=PIN)
    path = tmp_path / ("request.enr" if kind == "file" else "request.png")
    path.write_bytes(data if kind == "file" else request_picture(asked))
    taken = newcomer_from_file(place.land.headquarters, place.key, path)
    assert place.check(asked.code, taken) is None
    place.round()
    assert take_request_file(place.office, path) == taken
    approval = approve_enrolment(place.office, taken, asked.code, own_pin=PIN)
    place.round()
    share = share_address(place.office) or ""
    new = finish_enrolment(place.home, approval.answer, place.around, reply=approval.reply, share=share)
    assert new.person.name == NEWCOMER.name


def test_other_digits_another_passphrase_and_a_request_nobody_made_are_refused(place):
    code = place.asked()
    for request_id, typed, pin, error in (
        ("", "0000 " * 5, PIN, EnrolmentCodeWrong),
        ("f" * 64, code, PIN, EnrolmentUnknown),
        ("", code, "chigau-aikotoba", WrongPin),
    ):
        with pytest.raises(error) as refusal:
            place.check(typed, request_id, pin)
        told(refusal.value)
    place.round()
    assert pending_enrolments(place.office)[0].vouched == ()


def test_an_auditors_pc_is_never_appointed_and_checks_nobody(place, tmp_path):
    auditor = enrolled(place.office, tmp_path, "auditor", person=AUDITOR)
    place.round()
    sync(auditor)
    with refused(place.office, IssuingUnsuitable):
        appoint_issuer(place.office, auditor.device.device_id, own_pin=PIN)
    code = place.asked()
    sync(auditor)
    for act in (vouch_for_enrolment, approve_enrolment):
        with refused(auditor, NotEntitled):
            act(auditor, "", code, own_pin=PIN)


def key_on(app: App):
    """The key of the person at a PC, as a changed app would take it."""
    return unlock_key(read_locked_key(app.record.desk.secret(person_secret(app.person_id))), PIN, app.person_id)


def second_name(app: App, role: Role) -> OverseerEnrolled:
    return OverseerEnrolled("e" * 16, "0099999", "本社　花子", "", role, "", app.person.certificate)


def own_root(app: App) -> OverseerEnrolled:
    root = identity.make_root("北辰", app.now())
    key = key_on(app).public_key()
    certificate = identity.issue_person_certificate(root, key, "本社　花子", "0099999", "北辰", app.now())
    pem = identity.certificate_pem(certificate).decode()
    return OverseerEnrolled("e" * 16, "0099999", "本社　花子", "", Role.SECOND_LINE, "", pem)


Forged = Callable[[App, App, str], tuple[object, ...]]
"""(the auditor's PC, the office's, the request) → what a changed app records on the auditor's PC."""

FORGED: dict[str, Forged] = {
    "an auditor's own word": lambda bad, office, asked: (vouched(asked, bad.person_id, key_on(bad)),),
    "the manager's name under the auditor's signature": lambda bad, office, asked: (
        vouched(asked, office.person_id, key_on(bad)),
    ),
    "the deputy's name without a signature, as an earlier version wrote it": lambda bad, office, asked: (
        EnrolmentVouched(asked, deputy(office)),
    ),
    "headquarters' name without a signature": lambda bad, office, asked: (EnrolmentVouched(asked, second(office)),),
    "headquarters' name under junk": lambda bad, office, asked: (EnrolmentVouched(asked, second(office), "***"),),
    "an auditor who makes themselves the second line": lambda bad, office, asked: (
        PersonCorrected(bad.person_id, AUDITOR.name, "", Role.SECOND_LINE, ""),
        vouched(asked, bad.person_id, key_on(bad)),
    ),
    "an auditor who makes themselves the manager": lambda bad, office, asked: (
        PersonCorrected(bad.person_id, AUDITOR.name, "", Role.WORKPLACE_INFORMATION_MANAGER, ""),
        vouched(asked, bad.person_id, key_on(bad)),
    ),
    "a second name for the auditor's key": lambda bad, office, asked: (
        second_name(bad, Role.SECOND_LINE),
        vouched(asked, "e" * 16, key_on(bad)),
    ),
    "somebody certified by a root of their own": lambda bad, office, asked: (
        own_root(bad),
        vouched(asked, "e" * 16, key_on(bad)),
    ),
    "somebody nobody let in, a transferee": lambda bad, office, asked: (vouched(asked, "7" * 16, key_on(bad)),),
}


def deputy(app: App) -> str:
    return app.workplace.person_with_number(DEPUTY.employee_no).person_id


def second(app: App) -> str:
    return app.workplace.person_with_number(ONO.employee_no).person_id


@pytest.mark.parametrize("kind", FORGED)
def test_a_word_that_a_changed_or_earlier_app_recorded_counts_on_no_pc(place, tmp_path, kind):
    bad = enrolled(place.office, tmp_path, "auditor", person=AUDITOR)
    code = place.asked()
    sync(bad)
    asked = place.request_id()
    bad.commit(FORGED[kind](bad, place.office, asked))
    sync(bad)
    place.round()
    assert place.office.workplace.membership.vouched[asked], "it arrived"
    with opened(place.land.headquarters, place.key) as there:
        for app in (place.office, bad, there):
            assert vouching(app.workplace, asked) == ()
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(place.office, "", code, own_pin=PIN)


def test_the_word_of_a_second_line_person_who_was_removed_counts_no_more(place):
    code = place.asked()
    place.check(code)
    place.round()
    asked = place.request_id()
    assert vouching(place.office.workplace, asked)
    remove_person(place.office, second(place.office), EndReason.LEFT, place.office.today(), own_pin=PIN)
    assert vouching(place.office.workplace, asked) == ()
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(place.office, "", code, own_pin=PIN)


def test_a_word_for_one_request_is_none_for_another(place):
    code = place.asked()
    asked = place.request_id()
    with opened(place.land.headquarters, place.key) as there:
        said = vouched("0" * 64, there.person_id, key_on(there))
        there.commit((replace(said, request_id=asked),))
    place.round()
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(place.office, "", code, own_pin=PIN)


def test_a_workplace_without_headquarters_is_as_before(tmp_path):
    office = found(tmp_path, "alone", share=tmp_path / "share")
    enrol_person(office, DEPUTY, PIN, own_pin=PIN)
    asked = request_enrolment(Home(tmp_path / "new"), share_address(office) or "", NEWCOMER, surroundings(), pin=PIN)
    sync(office)
    assert not office.workplace.membership.intakes
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(office, "", asked.code, own_pin=PIN)
    assert approve_enrolment(office, "", asked.code, own_pin=PIN, second=kit_in_hand(office)).letter == "B"
