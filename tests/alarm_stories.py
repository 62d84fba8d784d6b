"""How each alarm of the share comes about: real homes on a real folder, until one of them has something to say."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.alarms import AlarmKind
from desktop_app.domain.facts import Role
from desktop_app.errors import CloneDetected
from desktop_app.usecases import declaring, declaring_post, tickets
from desktop_app.usecases.checkpoints import leave_checkpoint
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.retiring import renew_registration
from desktop_app.usecases.share_alarms import SILENT_AFTER, STALE_AFTER
from desktop_app.usecases.share_watch import DAMAGED_AFTER, OVERDUE_AFTER
from desktop_app.usecases.sharing import sync
from tests.core.share.test_alarms import Running, an_entry, put
from tests.core.share.test_let_in_too_late import let_in_again, let_in_too_late, over, settle
from tests.core.share.test_two_histories import copied
from tests.fakes import FixedClock, MemoryKeyring
from tests.homes import enrolled, found, register
from tests.shares import segment_files
from tests.tickets import issued

LONG = PersonInput("勅使河原　権左衛門", "テシガワラ　ゴンザエモン", "0067890", role=Role.DEPUTY_MANAGER)
THIRD = PersonInput("長宗我部　美咲代", "チョウソカベ　ミサヨ", "0055555", role=Role.DEPUTY_MANAGER)
OVERSEER = PersonInput("大野　克己", "オオノ　カツミ", "0000777", role=Role.SECOND_LINE)


@dataclass
class Story:
    """A home with an alarm; ``ask`` is what the alarm asks others to do before its button helps."""

    app: App
    ask: Callable[[], object] = lambda: None
    others: list[App] = field(default_factory=list)


@dataclass
class _Office:
    """Two PCs in step; clock and running time are the first one's."""

    first: App
    second: App
    clock: FixedClock
    running: Running
    share: Path


def _office(folder: Path) -> _Office:
    clock, running = FixedClock(), Running()
    first = found(folder, "first", clock=clock, keyring=MemoryKeyring(), share=folder / "share")
    first.surroundings = replace(first.surroundings, running=running)
    second = enrolled(first, folder, clock=clock, keyring=MemoryKeyring(), person=LONG)
    sync(second)
    sync(first)
    return _Office(first, second, clock, running, folder / "share")


def _later(office: _Office, seconds: float) -> None:
    sync(office.first)
    office.running.seconds += seconds
    sync(office.first)


def _copied(folder: Path) -> Story:
    office = _office(folder)
    first, copy = copied(office.first, folder)
    register(first, "0011111")
    sync(first)
    register(copy, "0033333")
    with suppress(CloneDetected):
        sync(copy)
    return Story(copy, others=[first, office.second])


def _left_out(folder: Path) -> Story:
    office = let_in_too_late(folder)
    settle(*office.staying)
    code = renew_registration(over(office.guest)).code
    return Story(office.guest, lambda: let_in_again(office.first, code), [*office.staying, office.host])


def _not_counted(folder: Path) -> Story:
    office = let_in_too_late(folder)
    settle(*office.staying)
    code = renew_registration(over(office.guest)).code
    return Story(office.witness, lambda: let_in_again(office.first, code), [office.first, office.guest, office.host])


def _fork(folder: Path) -> Story:
    office = _office(folder)
    second, copy = copied(office.second, folder)
    backup = shutil.copytree(office.share, folder / "backup")
    register(second, "0022222")
    sync(second)
    sync(office.first)
    shutil.rmtree(office.share)
    backup.rename(office.share)
    register(copy, "0033333")
    sync(copy)
    for _time in range(2):  # at a place that was read before, another file shows when it is read again
        sync(office.first)
    return Story(office.first, others=[second, copy])


def _rolled_back(folder: Path) -> Story:
    office = _office(folder)
    backup = shutil.copytree(office.share, folder / "backup")
    register(office.second, "0022222")
    sync(office.second)
    sync(office.first)
    shutil.rmtree(office.share)
    backup.rename(office.share)
    sync(office.first)
    return Story(office.first, others=[office.second])


def _set_back(folder: Path) -> Story:
    office = _office(folder)
    overseer = enrolled(office.first, folder, "overseer", person=OVERSEER, clock=office.clock)
    sync(overseer)
    sync(office.first)
    register(office.second, "0022222")
    sync(office.second)
    before = set(segment_files(office.first))
    register(office.second, "0022223")
    sync(office.second)
    sync(overseer)
    leave_checkpoint(overseer)
    for path in set(segment_files(office.first)) - before:
        path.unlink()
    _later(office, OVERDUE_AFTER)
    return Story(office.first, lambda: sync(office.second), [office.second, overseer])


def _missing(folder: Path) -> Story:
    office = _office(folder)
    third = enrolled(office.first, folder, "third", person=THIRD, clock=office.clock)
    sync(office.second)
    sync(office.first)
    before = set(segment_files(office.first))
    register(office.second, "0022222")
    sync(office.second)
    sync(third)
    hidden = set(segment_files(office.first)) - before
    register(third, "0033333")
    sync(third)
    for path in hidden:
        path.unlink()
    _later(office, OVERDUE_AFTER)
    return Story(office.first, lambda: sync(office.second), [office.second, third])


def _withheld(folder: Path) -> Story:
    sides = issued(folder)
    sides.answer()
    sides.sign()
    tickets.announce_submission(sides.app, sides.case_id, declaring.submitted(sides.mine).number)
    sides.clock.advance(days=1)
    sync(sides.app)
    return Story(sides.app, lambda: declaring_post.deliver(sides.mine), [sides.mine])


def _damaged(folder: Path) -> Story:
    office = _office(folder)
    file = put(office.second, (an_entry(office.second),))
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    _later(office, DAMAGED_AFTER)
    return Story(office.first, others=[office.second])


def _silent(folder: Path) -> Story:
    office = _office(folder)
    for _day in range(SILENT_AFTER):
        office.clock.advance(days=1)
        sync(office.first)
    return Story(office.first, others=[office.second])


def _stale(folder: Path) -> Story:
    office = _office(folder)
    for _day in range(STALE_AFTER):
        office.clock.advance(days=1)
        sync(office.second)
    return Story(office.second, lambda: sync(office.first), [office.first])


def _newer(folder: Path) -> Story:
    office = _office(folder)
    newer = b'{"data":{"case_id":"' + b"c" * 32 + b'"},"type":"seal-embossed/7"}'
    put(office.second, (an_entry(office.second, raw=newer),))
    sync(office.first)
    return Story(office.first, others=[office.second])


STORIES: dict[AlarmKind, Callable[[Path], Story]] = {
    AlarmKind.COPIED: _copied,
    AlarmKind.LEFT_OUT: _left_out,
    AlarmKind.NOT_COUNTED: _not_counted,
    AlarmKind.FORK: _fork,
    AlarmKind.SHARE_ROLLED_BACK: _rolled_back,
    AlarmKind.SHARE_SET_BACK: _set_back,
    AlarmKind.RECORDS_MISSING: _missing,
    AlarmKind.SUBMISSION_WITHHELD: _withheld,
    AlarmKind.FILE_DAMAGED: _damaged,
    AlarmKind.DEVICE_SILENT: _silent,
    AlarmKind.CRL_STALE: _stale,
    AlarmKind.NEWER_VERSION: _newer,
}
"""Each alarm's story, played in an empty folder."""
