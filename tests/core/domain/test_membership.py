"""Membership is a fold: whatever order facts arrive in, the same members; nobody who left holds a key in force."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.facts import DeviceEnrolled, Fact, FiscalKeyMade, Position, Recorded
from desktop_app.domain.membership_facts import (
    DeviceKeysAnnounced,
    DeviceRemoved,
    EndReason,
    FiscalKeyGranted,
    FiscalKeyRotated,
    PersonRemoved,
    SealedFor,
    WorkplaceRenamed,
)
from desktop_app.domain.workplace import Workplace, fold_workplace

DEVICES = ("a" * 16, "b" * 16, "c" * 16, "d" * 16)
YEARS = (2025, 2026, 2027)
NOW = datetime(2026, 9, 24, tzinfo=UTC)

devices = st.sampled_from(DEVICES)
years = st.sampled_from(YEARS)
recipients = st.sampled_from([f"age1{letter}" for letter in "qpzry9x8"])
sealed = st.builds(SealedFor, devices, st.just("c2VhbGVk"))
facts: st.SearchStrategy[Fact] = st.one_of(
    st.builds(DeviceEnrolled, devices, st.sampled_from("ABCD"), st.just("pem")),
    st.builds(DeviceKeysAnnounced, devices, recipients, st.just("")),
    st.builds(DeviceRemoved, devices, st.sampled_from(EndReason), st.just("岡部")),
    st.builds(
        PersonRemoved, st.sampled_from(["p1", "p2"]), st.sampled_from(EndReason), st.just(date(2026, 9, 1)), st.just("")
    ),
    st.builds(FiscalKeyMade, years, recipients, recipients, st.just(""), recipients | st.just("")),
    st.builds(
        FiscalKeyRotated,
        years,
        recipients,
        recipients,
        st.lists(st.sampled_from([*DEVICES, "p1", "p2"]), unique=True).map(tuple),
        st.lists(sealed, max_size=4).map(tuple),
    ),
    st.builds(FiscalKeyGranted, years, recipients, sealed),
    st.builds(
        WorkplaceRenamed, st.sampled_from(["東部", "西部", "中央"]), st.dates(date(2024, 1, 1), date(2028, 1, 1))
    ),
)


def history(told: list[Fact]) -> list[Recorded]:
    """The facts one after the other, from devices in turn."""
    return [
        Recorded(fact, Position(lamport, DEVICES[lamport % len(DEVICES)], lamport, 0), NOW, "p1")
        for lamport, fact in zip(count(1), told, strict=False)
    ]


def folded(arrived: list[Recorded]) -> Workplace:
    """What a PC shows that read the facts back in the order everybody agrees on."""
    return fold_workplace(sorted(arrived, key=lambda recorded: recorded.position))


@given(st.lists(facts, max_size=25), st.randoms())
@settings(max_examples=150)
def test_any_order_of_arrival_gives_the_same_members(told, random):
    arrived = history(told)
    shuffled = list(arrived)
    random.shuffle(shuffled)
    assert folded(shuffled) == folded(arrived)


@given(st.lists(facts, max_size=25))
@settings(max_examples=150)
def test_who_was_removed_stays_removed_and_no_fact_brings_them_back(told):
    members = folded(history(told))
    removed = {fact.device_id for fact in told if isinstance(fact, DeviceRemoved)}
    assert removed.isdisjoint(members.devices_in_use)
    assert removed <= members.membership.gone


@given(st.lists(facts, max_size=25), years)
@settings(max_examples=150)
def test_a_key_in_force_was_made_without_everybody_who_left_or_a_new_one_is_due(told, year):
    membership = folded(history(told)).membership
    keys = membership.year_keys(year)
    if keys is None or membership.rotation_due(year):
        return
    assert keys.workplace_recipient not in membership.closed
    assert not membership.gone or membership.gone <= set(membership.rotations[-1].without)


@given(st.lists(facts, max_size=25), years)
@settings(max_examples=100)
def test_making_keys_anew_settles_what_was_due(told, year):
    before = folded(history(told)).membership
    if not before.rotation_due(year):
        return
    anew = FiscalKeyRotated(year, "age1new", "age1kit", tuple(sorted(before.gone)), ())
    after = folded(history([*told, anew])).membership
    keys = after.year_keys(year)
    assert keys is not None
    assert keys.workplace_recipient == "age1new"
    assert not after.rotation_due(year)


def test_a_workplace_goes_by_the_name_of_the_day():
    renamed = [WorkplaceRenamed("中央", date(2026, 4, 1)), WorkplaceRenamed("東部", date(2025, 4, 1), "新会社")]
    workplace = folded(history(renamed))
    called = {day: workplace.called_on(day) for day in (date(2025, 3, 31), date(2026, 3, 31), date(2026, 4, 1))}
    assert [(one.company, one.name) for one in called.values()] == [("", ""), ("新会社", "東部"), ("新会社", "中央")]
