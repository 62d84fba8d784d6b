"""PC B lets in PC C; PC A removes B before it hears of it: C counts nowhere, says so, and is let in again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.alarms import AlarmKind, Way
from desktop_app.domain.facts import Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import CloneDetected, MembershipOver
from desktop_app.sentences import sentence
from desktop_app.share.segments import Trouble
from desktop_app.usecases.auditing import AuditRequest, audit
from desktop_app.usecases.auditing_words import remarks
from desktop_app.usecases.enrolment import approve_enrolment, pending_enrolments
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.issuing import appoint_issuer
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.retiring import renew_registration
from desktop_app.usecases.share_alarms import alarms, note_alarm
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.core.share.test_two_histories import copied
from tests.fakes import FixedClock, MemoryKeyring
from tests.homes import PIN, enrolled, found, kit_in_hand, register, reopened
from tests.shares import folder_of

HOST = PersonInput("勅使河原　権左衛門", "テシガワラ　ゴンザエモン", "0067890", role=Role.WORKPLACE_INFORMATION_MANAGER)
GUEST = PersonInput("長宗我部　美咲代", "チョウソカベ　ミサヨ", "0055555", role=Role.DEPUTY_MANAGER)
WITNESS = PersonInput("葛󠄀西　葵", "カサイ　アオイ", "0044444", role=Role.WORKPLACE_INFORMATION_MANAGER)


@dataclass
class Office:
    """The founding PC, the one that is removed, the one it let in, and one that had read the latter's records."""

    first: App
    host: App
    guest: App
    witness: App
    clock: FixedClock

    @property
    def staying(self) -> tuple[App, App]:
        return self.first, self.witness


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return let_in_too_late(tmp_path)


def let_in_too_late(folder: Path, *, heard: bool = True) -> Office:
    """Play it up to the moment before anybody hears of the removal."""
    clock = FixedClock()
    first = found(folder, "first", clock=clock, share=folder / "share")
    host = enrolled(first, folder, "host", person=HOST, clock=clock)
    witness = enrolled(first, folder, "witness", person=WITNESS, clock=clock)
    for issuer in (host, witness):
        appoint_issuer(first, issuer.device.device_id, own_pin=PIN)
    for _round in range(2):
        for pc in (first, host, witness):
            sync(pc)
    register(host, "0001111")
    sync(host)
    sync(first)
    guest = enrolled(host, folder, "guest", person=GUEST, clock=clock, second=kit_in_hand(first))
    register(guest, "0002222")
    sync(guest)
    if heard:
        sync(witness)
        assert "0002222" in witness.cases.people()
    remove_device(first, host.device.device_id, EndReason.LOST, own_pin=PIN)
    return Office(first, host, guest, witness, clock)


def settle(*pcs: App) -> None:
    for _round in range(3):
        for pc in pcs:
            sync(pc)


def over(pc: App) -> App:
    """A PC after it heard that it is no member."""
    with suppress(MembershipOver):
        sync(pc)
    return pc


def let_in_again(first: App, code: str) -> None:
    """The manager at the first PC lets in whoever read that number out."""
    sync(first)
    approve_enrolment(first, "", code, own_pin=PIN, second=kit_in_hand(first))
    sync(first)


def test_whoever_had_read_it_and_whoever_never_did_end_with_the_same_ledger(office: Office):
    settle(*office.staying)
    for pc in office.staying:
        assert pc.cases.people().keys() == {"0001111"}
    assert office.first.workplace == office.witness.workplace
    assert office.first.record.heads().keys() < office.witness.record.heads().keys()
    assert alarms(office.first) == ()
    (told,) = alarms(office.witness)
    assert (told.kind, told.about, told.person, told.count, told.way) == (
        AlarmKind.NOT_COUNTED,
        "D B",
        GUEST.name,
        1,
        Way.LET_IN,
    )
    note_alarm(office.witness, told)
    settle(*office.staying)
    assert alarms(office.witness) == ()


def test_the_pc_itself_is_told_shows_what_it_had_and_records_nothing_more(office: Office):
    settle(*office.staying)
    for _round in range(2):
        with pytest.raises(MembershipOver) as over:
            sync(office.guest)
    assert (over.value.facts["who"], over.value.facts["name"]) == ("host", "B")
    assert "B" in sentence(over.value)
    guest = reopened(office.guest)
    with pytest.raises(MembershipOver):
        register(guest, "0003333")
    assert guest.cases.people().keys() == {"0001111", "0002222"}
    assert guest.person.name == GUEST.name
    assert [(one.kind, one.about, one.way) for one in alarms(guest)] == [(AlarmKind.LEFT_OUT, "B", Way.ASK)]
    assert verify_home(guest).findings == []
    guest.close()


@pytest.mark.parametrize("heard", [True, False])
def test_once_it_is_let_in_again_everything_it_recorded_counts_everywhere(tmp_path: Path, heard: bool):
    office = let_in_too_late(tmp_path, heard=heard)
    register(office.guest, "0003333")
    sync(office.guest)
    register(office.guest, "0003334")  # before it hears of anything, and not sent
    settle(*office.staying)
    with pytest.raises(MembershipOver):
        sync(office.guest)
    assert renew_registration(office.guest) == renew_registration(office.guest)
    let_in_again(office.first, renew_registration(office.guest).code)
    assert pending_enrolments(office.first) == ()
    settle(office.guest, *office.staying)
    register(office.guest, "0003335")
    settle(office.guest, *office.staying)
    for pc in (office.guest, *office.staying):
        assert pc.cases.people().keys() == {"0001111", "0002222", "0003333", "0003334", "0003335"}
        assert pc.workplace == office.first.workplace
        assert alarms(pc) == ()
        assert {one.reason for one in sync(pc).pending} <= {Trouble.REVOKED}  # of the PC that was removed
        assert verify_home(pc).findings == []


def test_what_does_not_count_is_told_by_verify_and_is_no_damage(office: Office):
    settle(*office.staying)
    for pc, kept in ((office.witness, 2), (office.first, 0)):
        outcome = verify_home(pc)
        assert outcome.findings == []
        assert outcome.quarantined == kept


def test_a_copy_that_certified_itself_stays_when_what_it_did_it_with_is_ended(tmp_path: Path):
    clock = FixedClock()
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    second = enrolled(first, tmp_path, "second", person=HOST, clock=clock, keyring=MemoryKeyring())
    appoint_issuer(first, second.device.device_id, own_pin=PIN)
    settle(first, second)
    second, copy = copied(second, tmp_path)
    register(second, "0001111")
    settle(second)
    register(copy, "0002222")
    with pytest.raises(CloneDetected):
        sync(copy)
    assert renew_registration(copy).letter
    settle(copy, first)
    remove_device(first, second.device.device_id, EndReason.CLONED, own_pin=PIN)
    settle(first, copy)
    register(copy, "0003333")
    settle(copy, first)
    for pc in (first, copy):
        assert pc.cases.people().keys() == {"0001111", "0002222", "0003333"}
        assert pc.workplace == first.workplace
        assert verify_home(pc).findings == []
    assert len(first.workplace.device_certificates(copy.device.device_id)) == 2  # made again by a PC that stays


def test_an_auditor_tells_what_does_not_count_and_finds_no_damage(office: Office):
    settle(*office.staying)
    over(office.guest)
    outcome = audit(AuditRequest(str(folder_of(office.first).root)))
    assert outcome.findings == []
    assert outcome.share is not None
    assert outcome.share.after_end >= 2
    assert any(str(outcome.share.after_end) in one for one in remarks(outcome))
