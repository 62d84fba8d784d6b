"""Two PCs remove each other at once: whichever list a third heard first, it ends with what the root says."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import MembershipOver
from desktop_app.keys.standing import lists_that_count
from desktop_app.share.layout import TRUST
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.issuing import appoint_issuer
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.sharing import sync
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, register
from tests.shares import folder_of

SECOND = PersonInput("second", "", "0022222", role=Role.WORKPLACE_INFORMATION_MANAGER)
THIRD = PersonInput("third", "", "0033333", role=Role.WORKPLACE_INFORMATION_MANAGER)


@pytest.fixture
def office(tmp_path: Path) -> tuple[App, App, App]:
    """The founding PC, one that it appointed, and a third."""
    clock = FixedClock()
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    second = enrolled(first, tmp_path, "second", person=SECOND, clock=clock)
    third = enrolled(first, tmp_path, "third", person=THIRD, clock=clock)
    appoint_issuer(first, second.device.device_id, own_pin=PIN)
    for _round in range(2):
        for pc in (first, second, third):
            sync(pc)
    return first, second, third


def test_a_pc_that_followed_the_outcast_s_list_comes_back_to_the_root_s(office):
    first, second, third = office
    remove_device(second, first.device.device_id, EndReason.STOLEN, own_pin=PIN)
    sync(second)
    sync(third)
    assert third.record.ends.keys() == {first.device.device_id}
    remove_device(first, second.device.device_id, EndReason.STOLEN, own_pin=PIN)
    register(first, "0044444")
    sync(first)
    sync(third)
    assert third.record.ends.keys() == first.record.ends.keys() == {second.device.device_id}
    assert third.cases.people().keys() == {"0044444"}
    assert third.workplace.fiscal_keys == first.workplace.fiscal_keys
    assert alarms(third) == ()
    with pytest.raises(MembershipOver):
        sync(second)


def test_a_removed_founder_that_still_learns_keys_is_told_and_records_nothing(office):
    first, second, third = office
    remove_device(second, first.device.device_id, EndReason.RETIRED, own_pin=PIN)
    sync(second)
    heads = first.record.heads()
    for _round in range(2):
        with pytest.raises(MembershipOver):
            sync(first)
    assert first.record.heads() == heads
    assert third.record.ends == {}


def test_a_list_that_only_repeats_what_is_known_is_recorded_once(office):
    first, second, third = office
    remove_device(first, third.device.device_id, EndReason.LOST, own_pin=PIN)
    sync(first)
    sync(second)
    lists = [path for path in folder_of(first).list(TRUST) if path.endswith(".crl")]
    told = len(second.workplace.membership.lists)
    assert told == len(lists)
    for _round in range(2):
        sync(second)
        sync(first)
    assert len(first.workplace.membership.lists) == len(second.workplace.membership.lists) == told


def test_what_was_sealed_to_the_outcast_s_keys_opens_everywhere_in_the_end(office):
    first, second, third = office
    remove_device(second, first.device.device_id, EndReason.STOLEN, own_pin=PIN)
    sync(second)
    sync(third)
    register(third, "0044444")  # sealed to keys that the founding PC was not given
    sync(third)
    remove_device(first, second.device.device_id, EndReason.STOLEN, own_pin=PIN)
    for _round in range(2):
        for pc in (first, third):
            sync(pc)
    assert first.cases.people().keys() == third.cases.people().keys() == {"0044444"}
    assert first.workplace.fiscal_keys == third.workplace.fiscal_keys


def test_a_list_of_an_issuing_pc_that_another_one_removed_counts_for_everybody_or_for_nobody(office, tmp_path: Path):
    first, second, third = office
    appoint_issuer(first, third.device.device_id, own_pin=PIN)
    fourth = enrolled(
        first,
        tmp_path,
        "fourth",
        person=PersonInput("fourth", "", "0044444", role=Role.DEPUTY_MANAGER),
        clock=FixedClock(),
    )
    for _round in range(2):
        for pc in (first, second, third, fourth):
            sync(pc)
    remove_device(third, fourth.device.device_id, EndReason.LOST, own_pin=PIN)
    sync(third)
    remove_device(second, third.device.device_id, EndReason.LOST, own_pin=PIN)  # has not heard of it
    for _round in range(3):
        for pc in (second, first):
            sync(pc)
    assert first.record.ends == second.record.ends
    assert first.record.ends.keys() == {third.device.device_id, fourth.device.device_id}
    assert first.workplace == second.workplace
    lists = lists_that_count(first.workplace.root_certificate, first.workplace.membership.lists)
    assert any(one.by_root and len({entry.holder for entry in one.ended}) == 2 for one in lists)
