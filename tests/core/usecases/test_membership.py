"""Ending a membership on real homes and a real share: what a removed PC writes, reads and signs afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.alarms import Alarm, AlarmKind, Way
from desktop_app.domain.facts import Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import (
    CannotOpen,
    IssuingUnsuitable,
    MembershipOver,
    NotEntitled,
    OwnMembership,
    UnknownMember,
    UnknownPerson,
    WrongPin,
)
from desktop_app.journal.segment import parse_segment
from desktop_app.keys.seal import new_age_identity, open_sealed
from desktop_app.sentences.alarms import alarm_words
from desktop_app.share.attempts import place
from desktop_app.share.layout import segment_paths
from desktop_app.share.segments import Trouble
from desktop_app.store.may_record import quarantined
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.issuing import appoint_issuer, can_issue
from desktop_app.usecases.membership import remove_device, remove_person
from desktop_app.usecases.membership_upkeep import expiring_certificates
from desktop_app.usecases.people import people_here, sit_down, unlock_person
from desktop_app.usecases.recovery_kit import kit_state, note_kit_printed
from desktop_app.usecases.share_alarms import STALE_AFTER, alarms
from desktop_app.usecases.share_watch import keep_watch, watch_of
from desktop_app.usecases.sharing import prepare_sync, sync
from desktop_app.usecases.year_secrets import workplace_secret
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, kit_in_hand, register, reopened
from tests.shares import folder_of, segment_files

THIRD = PersonInput("\u698e\u3000\u539f", "エノキ　ハラ", "0055555", role=Role.WORKPLACE_INFORMATION_MANAGER)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def first(tmp_path: Path, clock: FixedClock) -> App:
    return found(tmp_path, "first", clock=clock, share=tmp_path / "share")


@pytest.fixture
def second(first: App, tmp_path: Path, clock: FixedClock) -> App:
    return enrolled(first, tmp_path, clock=clock)


@pytest.fixture
def third(first: App, second: App, tmp_path: Path, clock: FixedClock) -> App:
    made = enrolled(first, tmp_path, "third", person=THIRD, clock=clock)
    sync(second)
    return made


def lose(first: App, lost: App, reason: EndReason = EndReason.LOST) -> None:
    """The manager at the first PC removes another one and connects."""
    remove_device(first, lost.device.device_id, reason, own_pin=PIN)
    sync(first)


def publish_unasked(app: App) -> None:
    """Send what a removed PC wrote as a changed app would: without looking into ``trust/``."""
    errand = prepare_sync(app)
    store = folder_of(app)
    for parcel in errand.parcels:
        place(store, segment_paths(errand.workplace_id, parcel.place), parcel.data)


def troubles(report) -> set[Trouble]:
    return {pending.reason for pending in report.pending}


def test_what_a_removed_pc_writes_afterwards_is_quarantined_whatever_its_clock_says(first, second, third, clock):
    register(second, "0011111")
    sync(second)
    sync(first)
    lose(first, second)
    clock.advance(days=-400)
    register(second, "0022222")
    publish_unasked(second)
    clock.advance(days=400)
    for staying in (first, third):
        assert Trouble.REVOKED in troubles(sync(staying))
        assert staying.cases.people().keys() == {"0011111"}


def test_what_had_come_in_already_counts_no_more_once_the_end_is_known(first, second, third):
    register(second, "0011111")
    sync(second)
    sync(third)
    assert third.cases.people().keys() == {"0011111"}
    # The first PC never saw it, so the record ends before it.
    remove_device(first, second.device.device_id, EndReason.STOLEN, own_pin=PIN)
    for pc in (first, third, first):
        sync(pc)
    for pc in (first, third):
        assert pc.cases.people().keys() == set()
    assert quarantined(third.record) == {second.device.device_id: 1}
    third.record.rebuild()
    assert third.cases.people().keys() == set()


def test_nothing_written_after_a_removal_opens_with_the_keys_of_who_left(first, second, third):
    sync(first)
    before = set(segment_files(first))
    old_keys = second.identities()
    lose(first, second)
    register(first, "0033333")
    sync(first)
    sync(third)
    register(third, "0044444")
    sync(third)
    new = set(segment_files(first)) - before
    assert len(new) >= 2
    for path in new:
        with pytest.raises(CannotOpen):
            open_sealed(parse_segment(path.read_bytes()).ciphertext, old_keys)
    with pytest.raises(MembershipOver):
        sync(second)
    with pytest.raises(CannotOpen):
        open_sealed(first.files.sealed(kept_file(first)), second.identities())
    sync(first)
    assert first.cases.people().keys() == third.cases.people().keys() == {"0033333", "0044444"}


def test_nobody_is_given_the_new_keys_in_another_pc_s_name(first, second, third):
    thief, recipient = new_age_identity()
    named = first.workplace.membership.keys[third.device.device_id]
    second.commit((replace(named, recipient=recipient),), by="")
    sync(second)
    sync(first)
    assert first.workplace.membership.keys[third.device.device_id] == named
    lose(first, second)
    register(first, "0033333")
    sync(first)
    newest = max(segment_files(first), key=lambda path: path.name)
    with pytest.raises(CannotOpen):
        open_sealed(parse_segment(newest.read_bytes()).ciphertext, (*second.identities(), thief))
    sync(third)
    assert "0033333" in third.cases.people()


def test_a_pc_that_announces_what_nothing_can_be_sealed_to_stops_nobody_else(first, second, third):
    own = second.workplace.membership.keys[second.device.device_id]
    second.commit((replace(own, recipient="age1nobody"),), by="")
    sync(second)
    sync(first)
    lose(first, third)
    register(first, "0033333")
    sync(first)
    with pytest.raises(IssuingUnsuitable):
        appoint_issuer(first, second.device.device_id, own_pin=PIN)
    assert sync(first).trouble is None


def kept_file(app: App) -> str:
    return app.files.put("控え.txt", "text/plain", b"secret", app.recipients()).sealed_sha256


def test_who_stays_reads_on_and_a_pc_let_in_later_reads_everything(first, second, third, tmp_path, clock):
    register(second, "0011111")
    for pc in (second, first):
        sync(pc)
    lose(first, second)
    register(first, "0022222")
    sync(first)
    sync(third)
    fourth = enrolled(
        first,
        tmp_path,
        "fourth",
        person=PersonInput("\u6797", "ハヤシ", "0066666", role=Role.DEPUTY_MANAGER),
        clock=clock,
    )
    for pc in (first, third, fourth):
        assert sync(pc).pending == ()
        assert pc.cases.people().keys() == {"0011111", "0022222"}
        assert pc.record.workplace == first.record.workplace


def test_a_removed_pc_says_so_and_records_and_sends_nothing_more(first, second, third):
    lose(first, second, EndReason.RETIRED)
    register(second, "0088888")
    files = set(segment_files(first))
    with pytest.raises(MembershipOver) as over:
        sync(second)
    assert over.value.facts["who"] == "device"
    assert over.value.facts["name"] == "B"
    assert set(segment_files(first)) == files
    with pytest.raises(MembershipOver):
        register(second, "0099999")
    second = reopened(second)
    with pytest.raises(MembershipOver):
        register(second, "0099999")


def test_a_person_who_left_cannot_work_anywhere_and_may_come_back_later(first, second, third):
    leaver = second.person_id
    remove_person(first, leaver, EndReason.LEFT, date(2026, 9, 24), own_pin=PIN)
    sync(first)
    sync(third)
    assert leaver not in third.workplace.members
    assert third.workplace.people[leaver].ended is not None
    for pc in (first, third):
        with pytest.raises(UnknownPerson):
            sit_down(pc, leaver, PIN)
    sync(second)
    assert people_here(second) == ()
    with pytest.raises(MembershipOver):
        unlock_person(second, leaver, PIN)
    with pytest.raises(MembershipOver):
        register(second, "0077777")


def test_an_appointed_pc_lets_in_and_removes_even_the_founding_one(first, second, third, tmp_path, clock):
    assert not can_issue(third)
    appoint_issuer(first, third.device.device_id, own_pin=PIN)
    sync(first)
    sync(third)
    sync(third)
    assert can_issue(third)
    fourth = enrolled(
        third,
        tmp_path,
        "fourth",
        person=PersonInput("\u6797", "ハヤシ", "0066666", role=Role.DEPUTY_MANAGER),
        clock=clock,
        second=kit_in_hand(first),
    )
    register(fourth, "0011111")
    sync(fourth)
    assert sync(first).pending == ()
    assert first.cases.people().keys() == {"0011111"}
    assert not can_issue(fourth)
    lose(third, first)
    register(first, "0022222")
    publish_unasked(first)
    for pc in (third, fourth, second):
        sync(pc)
        assert pc.cases.people().keys() == {"0011111"}


def test_an_issuing_pc_that_was_removed_certifies_nobody_and_its_members_are_certified_again(
    first, second, third, tmp_path, clock
):
    appoint_issuer(first, third.device.device_id, own_pin=PIN)
    for pc in (first, third, third):
        sync(pc)
    fourth = enrolled(
        third,
        tmp_path,
        "fourth",
        person=PersonInput("\u6797", "ハヤシ", "0066666", role=Role.DEPUTY_MANAGER),
        clock=clock,
        second=kit_in_hand(first),
    )
    sync(first)
    lose(first, third, EndReason.STOLEN)
    sync(first)
    assert len(first.workplace.device_certificates(fourth.device.device_id)) == 2
    register(fourth, "0011111")
    sync(fourth)
    assert sync(first).pending == ()
    assert first.cases.people().keys() == {"0011111"}


def test_certificates_are_renewed_by_themselves_before_they_run_out(first, second, third, clock):
    clock.advance(days=5 * 365 - 50)
    assert expiring_certificates(first) == ()
    clock.advance(days=25)
    assert expiring_certificates(second)
    sync(first)
    sync(second)
    assert expiring_certificates(second) == expiring_certificates(first) == ()
    for pc in (first, second):
        assert len(pc.workplace.device_certificates(second.device.device_id)) == 2
        assert len(pc.person.certificates) == 2
    unlock_person(second, second.person_id, PIN)
    sync(first)
    assert len(first.workplace.device_certificates(second.device.device_id)) == 2


def test_a_list_that_nobody_renews_is_told_by_the_days_this_pc_was_there_and_never_by_its_clock(first, second, clock):
    sync(second)
    second.surroundings = replace(second.surroundings, clock=(theirs := FixedClock(clock.now)))
    for days in (3650, -3650):
        theirs.advance(days=days)
        sync(second)
    assert stale_list(second) is None
    while stale_list(second) is None:
        assert watch_of(second).unrenewed < STALE_AFTER
        theirs.advance(days=1)
        sync(second)
    told = stale_list(second)
    assert (told.about, told.person, told.count, told.way) == ("A", first.person.name, STALE_AFTER, Way.LOOK)
    assert str(STALE_AFTER) in alarm_words(told).event
    clock.advance(days=STALE_AFTER)
    sync(first)
    sync(second)
    assert (stale_list(second), stale_list(first)) == (None, None)


def test_an_issuing_pc_renews_its_list_in_time_even_if_a_wrong_clock_once_dated_it_far_ahead(first, second, clock):
    first.surroundings = replace(first.surroundings, clock=(theirs := FixedClock(clock.now)))
    theirs.advance(days=3650)
    sync(first)
    theirs.advance(days=-3650)
    lists = len(first.workplace.membership.lists)
    for day in range(STALE_AFTER + 5):
        clock.advance(days=1)
        theirs.advance(days=1)
        if day % 2:
            sync(first)
        sync(second)
        assert (stale_list(second), stale_list(first)) == (None, None)
    assert len(first.workplace.membership.lists) <= lists + 2


def test_whoever_issues_lists_is_asked_for_one_and_renews_their_own_with_the_next_connection(first, second, third):
    appoint_issuer(first, third.device.device_id, own_pin=PIN)
    sync(first)
    sync(third)
    remove_device(third, first.device.device_id, EndReason.LOST, own_pin=PIN)
    sync(third)
    sync(second)
    for pc in (second, third):
        keep_watch(pc, replace(watch_of(pc), unrenewed=STALE_AFTER))
    assert (stale_list(second).about, stale_list(third).about) == ("C", "")
    sync(third)
    sync(second)
    assert (stale_list(second), stale_list(third)) == (None, None)


def stale_list(app: App) -> Alarm | None:
    return next((alarm for alarm in alarms(app) if alarm.kind is AlarmKind.CRL_STALE), None)


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda a, b: remove_device(a, a.device.device_id, EndReason.LOST, own_pin=PIN), OwnMembership),
        (lambda a, b: remove_device(a, "f" * 16, EndReason.LOST, own_pin=PIN), UnknownMember),
        (lambda a, b: remove_device(a, b.device.device_id, EndReason.LOST, own_pin="wrong one"), WrongPin),
        (lambda a, b: remove_device(b, a.device.device_id, EndReason.LOST, own_pin=PIN), NotEntitled),
        (lambda a, b: remove_person(a, a.person_id, EndReason.LEFT, date(2026, 9, 1), own_pin=PIN), OwnMembership),
        (lambda a, b: remove_person(a, "nobody", EndReason.LEFT, date(2026, 9, 1), own_pin=PIN), UnknownMember),
        (lambda a, b: remove_person(b, a.person_id, EndReason.LEFT, date(2026, 9, 1), own_pin=PIN), NotEntitled),
        (lambda a, b: appoint_issuer(b, b.device.device_id, own_pin=PIN), NotEntitled),
    ],
)
def test_only_whoever_may_removes_and_never_themselves(first, second, act, error):
    heads = dict(first.record.heads()), dict(second.record.heads())
    with pytest.raises(error):
        act(first, second)
    assert (dict(first.record.heads()), dict(second.record.heads())) == heads


def test_the_printed_kit_is_asked_for_again_after_a_removal(first, second):
    note_kit_printed(first)
    assert kit_state(first).printed_on is not None
    lose(first, second)
    assert kit_state(first).printed_on is None


def test_next_years_keys_are_not_sealed_to_who_left(first, second, third, clock):
    lose(first, second)
    sync(third)
    clock.now += timedelta(days=200)
    register(third, "0011111")
    sync(third)
    assert sync(first).pending == ()
    with pytest.raises(MembershipOver):
        sync(second)
    assert workplace_secret(second, 2027) != workplace_secret(first, 2027)
    for pc in (third, first, third):  # each may have made the year's keys; those without a kit are made anew
        sync(pc)
    assert workplace_secret(first, 2027) == workplace_secret(third, 2027) is not None
