"""Alarms: told when they are true, with the time that really passed, and never because a clock is wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.app import App
from desktop_app.domain.alarms import AlarmKind
from desktop_app.domain.facts import AnswerWithdrawn, Role
from desktop_app.errors import ShareMissing
from desktop_app.journal.entry import FARTHEST_LEAP, Entry, SignedEntry, make_entry
from desktop_app.journal.segment import Seen, SegmentHeader, build_segment, parse_segment, segment_hash
from desktop_app.keys.seal import seal
from desktop_app.share.layout import SegmentPlace, segment_paths
from desktop_app.share.segments import Draft, Trouble, segment_of
from desktop_app.usecases.checkpoints import leave_checkpoint
from desktop_app.usecases.share_alarms import SILENT_AFTER, alarms, note_alarm
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import create_share, set_share
from desktop_app.usecases.share_watch import DAMAGED_AFTER, OVERDUE_AFTER
from desktop_app.usecases.sharing import look_is_due, prepare_sync, share_status, sync
from tests.fakes import FixedClock
from tests.homes import enrolled, found, register
from tests.shares import folder_of, segment_files


class Running:
    """How long the PC has been running."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def two(tmp_path: Path) -> tuple[App, App, FixedClock, Running]:
    """Two PCs in step; clock and running time are those of the first."""
    clock, running = FixedClock(), Running()
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    first.surroundings = replace(first.surroundings, running=running)
    second = enrolled(first, tmp_path, clock=FixedClock())
    sync(second)
    sync(first)
    return first, second, clock, running


def kinds(app: App) -> list[AlarmKind]:
    return [alarm.kind for alarm in alarms(app)]


def put(app: App, entries: tuple[SignedEntry, ...], *, seen: dict[str, Seen] | None = None) -> Path:
    """Put a segment on the share that follows the home's last one and bears its signature; the home knows nothing."""
    own = [path for path in segment_files(app) if path.parts[-3] == app.device.device_id]
    last = parse_segment(own[-1].read_bytes()).header if own else None
    first = last.last_entry + 1 if last else 1
    data = segment_of(
        Draft(2026, entries, first, first + len(entries) - 1, (), ()),
        device_id=app.device.device_id,
        seq=last.seq + 1 if last else 1,
        prev=segment_hash(own[-1].read_bytes()) if own else "0" * 64,
        recipients=app.recipients(),
        seen=seen or {},
        sign=app.device.sign,
    )
    place = SegmentPlace(app.device.device_id, 2026, parse_segment(data).header.seq)
    path = segment_paths(trust_of(app).workplace_id, place)(0)
    folder_of(app).put_new(path, data)
    return folder_of(app).root / path


def an_entry(app: App, *, lamport: int | None = None, raw: bytes | None = None) -> SignedEntry:
    """An entry that follows the home's last one, signed by it but not recorded there."""
    head = app.record.head(app.device.device_id)
    fact = AnswerWithdrawn("c" * 32, "D-01")
    made = make_entry(head, (fact,), lamport=lamport or head.seq + 900, at=app.now(), by="", sign=app.device.sign)
    if raw is not None:
        body = made.body.replace(made.entry.facts[0], raw)
        made = SignedEntry(body, app.device.sign(body))
    return made


def test_a_share_put_back_from_an_old_backup_is_told_once_and_mended(tmp_path: Path):
    first, second, _clock, _running = two(tmp_path)
    backup = shutil.copytree(tmp_path / "share", tmp_path / "backup")
    register(second, "0022222")
    sync(second)
    sync(first)
    shutil.rmtree(tmp_path / "share")
    backup.rename(tmp_path / "share")
    assert sync(first).healed == 1
    (alarm,) = alarms(first)
    assert (alarm.kind, alarm.count, alarm.at) == (AlarmKind.SHARE_ROLLED_BACK, 1, first.now())
    note_alarm(first, alarm)
    assert (alarms(first), sync(first).healed) == ((), 0)


def test_a_share_that_was_moved_or_had_a_torn_file_is_no_rolled_back_one(tmp_path: Path):
    first, second, _clock, _running = two(tmp_path)
    torn = segment_files(first)[0]
    torn.write_bytes(torn.read_bytes()[:-20])
    for _time in range(2):
        sync(second)
        sync(first)
    create_share(first, str(tmp_path / "moved"))
    set_share(second, str(tmp_path / "moved"))
    sync(first)
    sync(second)
    assert (kinds(first), kinds(second)) == ([], [])


def test_a_file_is_damaged_after_a_day_of_running_time_whatever_the_clock_says(tmp_path: Path):
    first, second, clock, running = two(tmp_path)
    file = put(second, (an_entry(second),))
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"?")
    clock.advance(days=3650)
    assert [(p.reason, p.damaged) for p in sync(first).pending] == [(Trouble.TORN, False)]
    clock.advance(days=-7300)
    running.seconds += DAMAGED_AFTER - 1
    sync(first)
    assert kinds(first) == []
    running.seconds += 1
    sync(first)
    assert [(p.reason, p.damaged) for p in sync(first).pending] == [(Trouble.TORN, True)]
    assert kinds(first) == [AlarmKind.FILE_DAMAGED]
    file.write_bytes(whole)
    assert sync(first).collected == 1
    assert kinds(first) == []


def test_a_restart_makes_no_file_older_than_it_is(tmp_path: Path):
    first, second, _clock, running = two(tmp_path)
    file = put(second, (an_entry(second),))
    file.write_bytes(file.read_bytes()[:50])
    running.seconds = 1_000_000.0
    sync(first)
    running.seconds = 10.0  # started anew
    sync(first)
    assert kinds(first) == []


def test_records_that_others_have_seen_and_the_share_hides_are_missed_after_an_hour(tmp_path: Path):
    first, second, _clock, running = two(tmp_path)
    third = enrolled(first, tmp_path, "third", person=replace_number("0055555"))
    register(second, "0022222")
    sync(second)
    sync(third)
    hidden = segment_files(first)
    hidden = [path for path in hidden if path.parts[-3] == second.device.device_id]
    kept = {path: path.read_bytes() for path in hidden}
    register(third, "0033333")
    sync(third)
    for path in hidden:
        path.unlink()
    sync(first)
    assert kinds(first) == [], "it may still be on its way"
    assert look_is_due(first)
    running.seconds += OVERDUE_AFTER
    sync(first)
    assert [(a.kind, a.about, a.count) for a in alarms(first)] == [(AlarmKind.RECORDS_MISSING, "B", 1)]
    for path, data in kept.items():
        path.write_bytes(data)
    sync(first)
    assert kinds(first) == []


def replace_number(number: str):
    from tests.homes import DEPUTY

    return replace(DEPUTY, employee_no=number)


def test_a_silent_pc_is_told_by_the_days_on_which_this_one_was_there(tmp_path: Path):
    first, second, clock, _running = two(tmp_path)
    clock.advance(days=3650)
    sync(first)
    clock.advance(days=-3650)
    sync(first)
    assert kinds(first) == []
    for _day in range(SILENT_AFTER):
        clock.advance(days=1)
        sync(first)
    (alarm,) = alarms(first)
    assert (alarm.kind, alarm.about) == (AlarmKind.DEVICE_SILENT, "B")
    assert alarm.count >= SILENT_AFTER
    register(second, "0022222")
    sync(second)
    sync(first)
    assert kinds(first) == []


def test_a_pc_that_has_nothing_to_say_gives_a_sign_of_life_once_a_week(tmp_path: Path):
    first, second, clock, _running = two(tmp_path)
    theirs = second.surroundings.clock
    assert isinstance(theirs, FixedClock)
    before = set(segment_files(first))
    for _day in range(SILENT_AFTER + 2):
        clock.advance(days=1)
        theirs.advance(days=1)
        sync(second)
        sync(first)
    assert (kinds(first), kinds(second)) == ([], [])
    signs = set(segment_files(first)) - before
    assert 0 < len(signs) <= 6
    assert {parse_segment(path.read_bytes()).header.count for path in signs} == {0}
    assert first.record.heads() == second.record.heads()


def test_another_history_that_only_somebody_else_holds_is_told(tmp_path: Path):
    first, second, _clock, _running = two(tmp_path)
    third = enrolled(first, tmp_path, "third", person=replace_number("0055555"))
    register(second, "0022222")
    sync(second)
    sync(first)
    head = first.record.head(second.device.device_id).seq
    put(third, (an_entry(third),), seen={second.device.device_id: Seen(head, 1, "f" * 64)})
    sync(first)
    assert [(a.kind, a.about) for a in alarms(first)] == [(AlarmKind.FORK, "B")]


def test_whoever_is_told_of_own_segments_it_never_wrote_knows_that_it_was_restored(tmp_path: Path):
    first, second, _clock, _running = two(tmp_path)
    claim = Seen(first.record.head(first.device.device_id).seq + 3, 99, "f" * 64)
    put(second, (an_entry(second),), seen={first.device.device_id: claim})
    with pytest.raises(Exception, match="CloneDetected"):
        sync(first)
    assert AlarmKind.COPIED in kinds(first)


def test_an_act_of_a_newer_version_is_kept_passed_on_and_told(tmp_path: Path):
    first, second, _clock, _running = two(tmp_path)
    newer = b'{"data":{"case_id":"' + b"c" * 32 + b'"},"type":"seal-embossed/7"}'
    file = put(second, (an_entry(second, raw=newer),))
    assert sync(first).collected == 1
    assert kinds(first) == [AlarmKind.NEWER_VERSION]
    (entry,) = first.record.entries(second.device.device_id)
    assert newer in entry.body
    whole = file.read_bytes()
    file.unlink()
    assert sync(first).healed == 1
    assert file.read_bytes() == whole


def test_a_segment_of_a_newer_version_waits_and_is_told_but_only_if_its_device_signed_it(tmp_path: Path):
    first, second, _clock, _running = two(tmp_path)
    header = SegmentHeader(second.device.device_id, 1, "0" * 64, 2026, 1, 1, "0" * 64, (), {}, format=9)
    file = folder_of(first).root / segment_paths(trust_of(first).workplace_id, SegmentPlace(header.device_id, 2026, 1))(
        0
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    sealed = seal(b"from the future", first.recipients())
    file.write_bytes(build_segment(header, sealed, first.device.sign))
    assert [p.reason for p in sync(first).pending] == [Trouble.SIGNATURE]
    assert kinds(first) == []
    file.write_bytes(build_segment(header, sealed, second.device.sign))
    assert [p.reason for p in sync(first).pending] == [Trouble.NEWER]
    assert kinds(first) == [AlarmKind.NEWER_VERSION]


def test_a_counter_that_leaps_is_not_followed_and_nobody_else_is_led_away(tmp_path: Path):
    first, second, _clock, _running = two(tmp_path)
    file = put(second, (an_entry(second, lamport=FARTHEST_LEAP + 10),))
    assert [p.reason for p in sync(first).pending] == [Trouble.LEAP]
    file.unlink()
    put(second, (an_entry(second, lamport=FARTHEST_LEAP - 1),))
    assert sync(first).collected == 1
    last: Entry | None = None
    for number in range(3):
        register(first, f"003333{number}")
        entry = list(first.record.entries(first.device.device_id))[-1]
        last, before = entry.entry, last
        assert before is None or before.lamport < last.lamport <= before.lamport + FARTHEST_LEAP
    third = enrolled(first, tmp_path, "third", person=replace_number("0055555"))
    assert third.record.heads() == first.record.heads()


def test_since_when_the_share_is_away_is_told(tmp_path: Path):
    first, _second, clock, _running = two(tmp_path)
    (tmp_path / "share").rename(tmp_path / "away")
    since = first.now()
    for _time in range(2):
        with pytest.raises(ShareMissing):
            sync(first)
        clock.advance(hours=1)
    assert share_status(first).away_since == since
    (tmp_path / "away").rename(tmp_path / "share")
    sync(first)
    assert share_status(first).away_since is None


def test_an_ordinary_sync_looks_only_where_something_new_can_be_until_something_is_missing(tmp_path: Path):
    first, second, clock, _running = two(tmp_path)
    assert not prepare_sync(first).thorough
    clock.advance(days=1)
    assert prepare_sync(first).thorough
    sync(first)
    register(second, "0022222")
    sync(second)
    register(second, "0033333")
    sync(second)
    earlier = next(path for path in segment_files(first) if path.parts[-3] == second.device.device_id)
    data = earlier.read_bytes()
    earlier.unlink()
    sync(first)
    assert prepare_sync(first).thorough, "a gap has to be explained"
    earlier.write_bytes(data)
    sync(first)
    assert not prepare_sync(first).thorough


acts = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(("act", "sync", "clock", "time", "restart"))), min_size=5, max_size=25
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts, days=st.sampled_from((-3650, -1, 1, 3650)))
def test_pcs_on_an_honest_share_never_raise_an_alarm(tmp_path_factory, acts: list[tuple[int, str]], days: int):
    folder = tmp_path_factory.mktemp("honest")
    clocks = [FixedClock(datetime(2026, 9, 24, 5, 2, tzinfo=UTC)) for _ in range(3)]
    first = found(folder, "first", clock=clocks[0], share=folder / "share")
    homes = [first, enrolled(first, folder, clock=clocks[1])]
    overseer = replace(replace_number("0055555"), role=Role.SECOND_LINE)
    homes.append(enrolled(first, folder, "third", clock=clocks[2], person=overseer))
    runs = [Running() for _ in homes]
    for app, running in zip(homes, runs, strict=True):
        app.surroundings = replace(app.surroundings, running=running)
    for number, (who, act) in enumerate(acts):
        match act:
            case "act" if homes[who].person.role is Role.SECOND_LINE:
                leave_checkpoint(homes[who])
            case "act":
                register(homes[who], f"1{number:06d}")
            case "sync":
                assert sync(homes[who]).pending == ()
            case "clock":
                clocks[who].advance(days=days)
            case "time":
                for clock, running in zip(clocks, runs, strict=True):
                    clock.advance(hours=7)
                    running.seconds += 7 * 3600
            case "restart":
                runs[who].seconds = 0.0
        assert [alarms(app) for app in homes] == [(), (), ()]
    for app in homes:
        app.close()
