"""Removals that happen at once, PCs that hear late, an app that knows nothing of all this: everybody ends alike."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import FiscalKeyMade, Role, UnknownFact
from desktop_app.domain.membership_facts import EndReason, FiscalKeyRotated, MembershipFact
from desktop_app.errors import MembershipOver
from desktop_app.journal import codec
from desktop_app.journal.codec import decode_fact, encode_fact
from desktop_app.keys.seal import recipient_of
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.issuing import appoint_issuer
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.sharing import sync
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, kit_in_hand, register
from tests.shares import segment_files

PEOPLE = {
    name: PersonInput(name, "", f"00{number}{number}{number}", role=Role.WORKPLACE_INFORMATION_MANAGER)
    for number, name in enumerate(("second", "third", "fourth", "fifth"), start=2)
}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> list[App]:
    """Four PCs that know of each other; the second may issue."""
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    others = [
        enrolled(first, tmp_path, name, person=PEOPLE[name], clock=clock) for name in ("second", "third", "fourth")
    ]
    appoint_issuer(first, others[0].device.device_id, own_pin=PIN)
    office = [first, *others]
    settled(office)
    return office


def settled(pcs: list[App]) -> None:
    for _round in range(3):
        for pc in pcs:
            sync(pc)


def removes(pc: App, gone: App, reason: EndReason = EndReason.LOST) -> None:
    remove_device(pc, gone.device.device_id, reason, own_pin=PIN)


@pytest.mark.parametrize("order", list(permutations((0, 1))))
def test_two_removals_at_once_leave_both_out_of_the_key_that_is_in_force(office, order):
    first, second, third, fourth = office
    removes(first, third)
    removes(second, fourth)
    for place in order:
        sync((first, second)[place])
    settled([first, second])
    assert first.record.workplace == second.record.workplace
    membership = first.workplace.membership
    assert not membership.rotation_due(2026)
    (year,) = first.workplace.fiscal_keys.values()
    for pc in (first, second):
        assert year.workplace_recipient in {recipient_of(one) for one in pc.identities()}
    for pc in (third, fourth):
        assert year.workplace_recipient not in {recipient_of(one) for one in pc.identities()}
        with pytest.raises(MembershipOver):
            sync(pc)


def test_two_pcs_that_remove_each_other_are_both_out_and_the_rest_goes_on(office):
    first, second, third, fourth = office
    removes(first, second)
    removes(second, first)
    for pc in (first, second):
        try:
            sync(pc)
        except MembershipOver:
            continue
    settled([third, fourth])
    assert third.record.workplace == fourth.record.workplace
    register(third, "0012345")
    settled([third, fourth])
    assert fourth.cases.people().keys() == {"0012345"}


def test_a_pc_let_in_while_the_keys_were_made_anew_elsewhere_gets_them_too(office, tmp_path, clock):
    first, second, third, fourth = office
    printed = kit_in_hand(first)
    removes(first, fourth)
    fifth = enrolled(second, tmp_path, "fifth", person=PEOPLE["fifth"], clock=clock, second=printed)
    sync(first)
    settled([third, second, first, fifth, third])
    register(first, "0012345")
    settled([first, second, third, fifth])
    for pc in (second, third, fifth):
        assert pc.cases.people().keys() == {"0012345"}
        assert sync(pc).pending == ()


def test_what_was_written_before_a_pc_heard_of_a_removal_is_read_by_all(office):
    first, _second, third, fourth = office
    removes(first, fourth)
    register(third, "0012345")
    sync(third)
    sync(first)
    register(third, "0012346")
    settled([third, first])
    assert first.cases.people().keys() == third.cases.people().keys() == {"0012345", "0012346"}


def test_nothing_is_published_twice_when_nothing_is_due(office):
    first, second, third, _fourth = office
    removes(first, third)
    settled([first, second])
    before = segment_files(first)
    settled([first, second])
    assert segment_files(first) == before


def test_an_older_app_keeps_every_membership_fact_without_understanding_it(office):
    first, _second, _third, fourth = office
    removes(first, fourth)
    kinds = set(MembershipFact.__args__)
    facts = [recorded.fact for recorded in first.record.history("") if type(recorded.fact) in kinds]
    assert any(isinstance(fact, FiscalKeyRotated) for fact in facts)
    tags = {codec._TAGS[type(fact)] for fact in facts}
    readers = dict(codec._READERS)
    try:
        for tag in tags:
            del codec._READERS[tag]
        for fact in facts:
            told = decode_fact(encode_fact(fact))
            assert isinstance(told, UnknownFact)
            assert told.case_id == ""
    finally:
        codec._READERS.update(readers)


def test_a_years_key_as_an_older_app_made_it_is_read_and_not_trusted_after_a_removal(office):
    first, _second, _third, fourth = office
    removes(first, fourth)
    data = b'{"fiscal_year":2027,"recovery_recipient":"age1kit","workplace_recipient":"age1old"}'
    made = decode_fact(b'{"data":' + data + b',"type":"fiscal-key-made/1"}')
    assert isinstance(made, FiscalKeyMade)
    first.commit((made,))
    assert first.workplace.membership.rotation_due(2027)
    assert first.workplace.fiscal_keys[2027].workplace_recipient != "age1old"
