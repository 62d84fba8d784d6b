"""What is left of a removed PC on the share: no alarm that is false, no second history, and nobody reads it twice."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop_app.app import App, open_app
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import CloneDetected, SecondMemberNeeded
from desktop_app.home import Home
from desktop_app.share.attempts import place
from desktop_app.share.exchange import run_errand
from desktop_app.share.layout import TRUST, segment_paths
from desktop_app.share.segments import Trouble
from desktop_app.usecases.enrolment import approve_enrolment
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.retiring import renew_registration
from desktop_app.usecases.share_alarms import SILENT_AFTER, alarms
from desktop_app.usecases.sharing import prepare_sync, sync
from tests.fakes import FixedClock, MemoryKeyring
from tests.homes import PIN, enrolled, found, register, surroundings
from tests.shares import FailingStore, folder_of


@dataclass
class ReadingStore(FailingStore):
    """A folder that remembers what was read."""

    at: int = 0
    read: list[str] = field(default_factory=list)

    def get(self, path: str, limit: int = 1 << 25) -> bytes | None:
        self.read.append(path)
        return super().get(path, limit)


@pytest.fixture
def first(tmp_path: Path) -> App:
    return found(tmp_path, "first", clock=FixedClock(), share=tmp_path / "share")


@pytest.fixture
def second(first: App, tmp_path: Path) -> App:
    made = enrolled(first, tmp_path, clock=FixedClock(), keyring=MemoryKeyring())
    sync(made)
    sync(first)
    return made


def removed(first: App, lost: App) -> None:
    remove_device(first, lost.device.device_id, EndReason.STOLEN, own_pin=PIN)
    sync(first)


def copy_of(app: App, folder: Path) -> App:
    """A thief's copy of a home, taken while it was closed."""
    keyring = app.surroundings.keyring
    assert isinstance(keyring, MemoryKeyring)
    shutil.copytree(app.home.folder, folder)
    (folder / "lock").unlink(missing_ok=True)
    return open_app(Home(folder), surroundings(keyring=MemoryKeyring(dict(keyring.entries))))


def test_it_is_neither_silent_nor_missed_nor_are_its_last_files_damaged(first: App, second: App) -> None:
    clock = first.surroundings.clock
    assert isinstance(clock, FixedClock)
    seconds = 0.0
    first.surroundings = replace(first.surroundings, running=lambda: seconds)
    removed(first, second)
    register(second, "0022222")
    errand = prepare_sync(second)
    for parcel in errand.parcels:
        place(folder_of(first), segment_paths(errand.workplace_id, parcel.place), parcel.data)
    for _day in range(SILENT_AFTER + 1):
        clock.advance(days=1)
        seconds += 86_400
        report = sync(first)
    assert {(one.reason, one.damaged) for one in report.pending} == {(Trouble.REVOKED, False)}
    assert alarms(first) == ()


def test_a_second_history_made_with_its_key_afterwards_counts_nowhere(first: App, second: App, tmp_path: Path) -> None:
    second.close()
    thief = copy_of(second, tmp_path / "thief")
    second = open_app(second.home, second.surroundings)
    for number in ("0022222", "0044444"):
        register(second, number)
        sync(second)
    sync(first)
    removed(first, second)
    register(thief, "0033333")
    errand = prepare_sync(thief)
    for parcel in (one for one in errand.parcels if one.fresh):
        folder_of(first).put_new(segment_paths(errand.workplace_id, parcel.place)(1), parcel.data)
    assert {one.reason for one in sync(first).pending} == {Trouble.REVOKED}
    assert first.cases.people().keys() == {"0022222", "0044444"}
    assert alarms(first) == ()


def test_a_usual_sync_reads_no_certificate_again_and_a_new_list_at_once(first: App, second: App) -> None:
    store = ReadingStore(folder_of(second))
    assert run_errand(store, prepare_sync(second, thorough=False)).trouble is None
    assert [path for path in store.read if path.startswith(TRUST)] == []
    removed(first, second)
    carried = run_errand(store, prepare_sync(second, thorough=False))
    assert carried.ended is not None
    assert all(path.endswith(".crl") for path in store.read if path.startswith(TRUST))


def test_one_member_alone_gives_no_copy_a_name(first: App, second: App, tmp_path: Path) -> None:
    second.close()
    copy = copy_of(second, tmp_path / "copy")
    second = open_app(second.home, second.surroundings)
    register(second, "0022222")
    sync(second)
    register(copy, "0033333")
    with pytest.raises(CloneDetected):
        sync(copy)
    asked = renew_registration(copy)
    sync(first)
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(first, "", asked.code, own_pin=PIN)
