"""The recovery kit opens the root's key: its secret stays on the PC that keeps the root, whoever begins the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from desktop_app.app import FISCAL_PREFIX, App
from desktop_app.domain.facts import FiscalKeyMade
from desktop_app.domain.membership_facts import EndReason, FiscalKeyRotated
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.errors import KitElsewhere
from desktop_app.home import Home
from desktop_app.keys.recovery_letter import open_recovery
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.recovery_kit import render_kit
from desktop_app.usecases.share_recovery import recover_from_share
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.year_secrets import kit_of, workplace_secret
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, register, surroundings


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def first(tmp_path, clock) -> Iterator[App]:
    made = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    yield made
    made.close()


@pytest.fixture
def second(first: App, tmp_path, clock) -> Iterator[App]:
    made = enrolled(first, tmp_path, clock=clock)
    yield made
    made.close()


def a_year_begun_by_the_second(first: App, second: App, clock: FixedClock) -> None:
    """It records first in the new fiscal year, and its act comes before those of the first PC in everybody's order."""
    for number in range(3):
        register(first, f"003333{number}")
    clock.now += timedelta(days=200)
    register(second, "0011111")
    for pc in (second, first, first, second):  # the first hears of it, gives the year a kit, and tells
        sync(pc)


def everything_it_holds(app: App) -> tuple[str, ...]:
    """Every age secret the PC's database has, of years and of its own."""
    years = app.record.desk.secrets(FISCAL_PREFIX).values()
    return (*app.identities(), *(key for secret in years for key in _ages(secret)))


def _ages(secret: bytes) -> list[str]:
    return [word for word in secret.decode().split('"') if word.startswith("AGE-SECRET-KEY")]


def letters(app: App) -> list[RecoverySealed]:
    return [r.fact for r in app.record.history("") if isinstance(r.fact, RecoverySealed)]


def test_no_other_pc_can_open_what_the_kit_opens(first: App, second: App, clock: FixedClock) -> None:
    a_year_begun_by_the_second(first, second, clock)
    told = letters(second)
    assert len(told) >= 2
    keys = everything_it_holds(second)
    assert len(keys) >= 3
    assert not any(open_recovery(letter, key) for letter in told for key in keys)
    assert all(kit_of(second, year) is None for year in second.workplace.fiscal_keys)


def test_a_year_that_another_pc_begins_gets_a_kit_of_its_own_from_the_first(
    first: App, second: App, clock: FixedClock
) -> None:
    a_year_begun_by_the_second(first, second, clock)
    history = first.record.history("")
    begun = next(r for r in history if isinstance(r.fact, FiscalKeyMade) and r.fact.fiscal_year == 2027)
    assert begun.position.device_id == second.device.device_id
    assert begun.fact.recovery_recipient == first.workplace.fiscal_keys[2026].recovery_recipient, "none of its own"
    assert kit_of(first, 2027) not in {None, kit_of(first, 2026)}
    assert workplace_secret(first, 2027) == workplace_secret(second, 2027) is not None
    assert render_kit(first, PIN, 2027).startswith(b"%PDF")
    for pc in (second, first, second, first):
        sync(pc)
    assert [r.fact.fiscal_year for r in first.record.history("") if isinstance(r.fact, FiscalKeyRotated)] == [2027]


def test_the_kit_is_printed_where_it_was_made_and_nowhere_else(first: App, second: App) -> None:
    with pytest.raises(KitElsewhere):
        render_kit(second, PIN)
    assert render_kit(first, PIN).startswith(b"%PDF")


def test_the_kit_of_such_a_year_brings_the_workplace_back(first: App, second: App, clock: FixedClock, tmp_path) -> None:
    a_year_begun_by_the_second(first, second, clock)
    register(second, "0022222")
    sync(second)
    kit = kit_of(first, 2027)
    assert kit is not None
    app, _told = recover_from_share(
        Home(tmp_path / "anew"), str(tmp_path / "share"), kit, "0012345", surroundings(clock), new_pin=PIN
    )
    try:
        assert app.cases.people().keys() >= {"0011111", "0022222"}
        assert app.keeps_root
    finally:
        app.close()


def test_a_removed_pc_takes_no_key_along_that_opens_the_kit(first: App, second: App, clock: FixedClock) -> None:
    sync(first)
    held = everything_it_holds(second)
    remove_device(first, second.device.device_id, EndReason.LOST, own_pin=PIN)
    assert not any(open_recovery(letter, key) for letter in letters(first) for key in held)
