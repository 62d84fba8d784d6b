"""What syncs notice and remember, so that alarms can be told (share protocol §Alarms).

No clock is asked to judge anybody: files grow old by this PC's own running time, silence is counted in days on which
this PC itself reached the share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop_app.app import App
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.journal.segment import SegmentHeader, segment_hash
from desktop_app.keys.standing import lists_that_count
from desktop_app.share.disposal import covers
from desktop_app.share.errand import Arrived, Carried, Pending
from desktop_app.share.layout import read_segment_path
from desktop_app.store.bases import bases
from desktop_app.store.segments import Segments
from desktop_app.store.sights import Sight, Sights
from desktop_app.usecases.taking_in import Taken

DAMAGED_AFTER = 24 * 3600.0
"""Seconds a file may be in doubt before it counts as damaged: somebody may still be writing it."""

OVERDUE_AFTER = 3600.0
"""Seconds that records others have seen may take to show here: longer than any directory listing stays stale."""

_WATCH_KEY = "share/watch"
_MOST_DAYS = 60
_LONGEST_STEP = 14 * 86_400.0


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry of a device that another PC has seen and that is not here, and for how long (seconds) we know."""

    entry: int
    age: float = 0.0


@dataclass(frozen=True, slots=True)
class Watch:
    """What is remembered from sync to sync.

    ``running`` is this PC's running time at the last sync; ``days`` the days on which the share was reached, and
    ``silent`` on how many of them nothing came from a device; ``expected`` what others have seen and we have not;
    ``forks`` devices of which others hold another history; ``newer`` types of facts this version does not know;
    ``lost`` how many files the share had lost, and when (``lost_at``) they were put back; ``set_back`` what the newest
    checkpoint (of the moment ``named_at``) names and is nowhere to be found; ``lists`` how many lists of withdrawn
    members are known, and ``unrenewed`` on how many of the days no new one came; ``away_since`` since when the share
    is not reached.
    """

    running: float = 0.0
    days: tuple[str, ...] = ()
    silent: Mapping[str, int] = field(default_factory=dict)
    expected: Mapping[str, Expected] = field(default_factory=dict)
    forks: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    lost: int = 0
    lost_at: datetime | None = None
    set_back: Mapping[str, Expected] = field(default_factory=dict)
    named_at: datetime | None = None
    lists: int = 0
    unrenewed: int = 0
    away_since: datetime | None = None
    looked_at: datetime | None = None
    look_again: bool = True
    copied: bool = False
    """Whether somebody else writes in this PC's name."""
    shared: int = 0
    """Up to which entry the other's history is the same as ours."""
    told: tuple[str, ...] = ()
    """Alarms somebody has taken note of."""


def watch_of(app: App) -> Watch:
    """Return what is remembered."""
    stored = app.record.desk.get(_WATCH_KEY)
    return decode_value(stored, Watch) if stored else Watch()


def keep_watch(app: App, watch: Watch) -> None:
    """Remember."""
    app.record.desk.put({_WATCH_KEY: encode_value(watch)})


def note_sync(app: App, carried: Carried, taken: Taken, pending: tuple[Pending, ...]) -> Watch:
    """Remember what a round showed, whether it came to its end or not."""
    watch = watch_of(app)
    now_running = app.surroundings.running()
    # A PC that was started anew counts from nought: never more than what has really passed.
    step = min(max(0.0, now_running - watch.running), _LONGEST_STEP)
    arrived = taken.segments
    _note_sights(app, carried, arrived, pending, step)
    reached = carried.trouble is None and not carried.stopped
    if reached:
        watch = _named(app, watch, carried, step)
    watch = replace(
        watch,
        running=now_running,
        expected=_expected(app, watch, arrived, step if reached else 0.0),
        forks=tuple(sorted({*watch.forks, *_forked(app, arrived)})),
        newer=tuple(sorted({*watch.newer, *taken.unknown})),
        lost=watch.lost + carried.lost,
        lost_at=app.now() if carried.lost else watch.lost_at,
        away_since=None if reached else watch.away_since or app.now(),
        look_again=not reached or any(one.reason == "gap" for one in pending),
    )
    if reached:
        watch = _counted(app, watch, arrived)
    keep_watch(app, watch)
    return watch


def claims_against_us(app: App, headers: Iterable[SegmentHeader]) -> bool:
    """Whether somebody saw segments under this PC's name that it did not write: it is a copy, or was restored."""
    segments = Segments(app.record.database)
    with app.record.database.transaction() as connection:
        gone = bases(connection).get(app.device.device_id)
    for header in headers:
        seen = header.seen.get(app.device.device_id)
        if seen is None:
            continue
        if gone is not None and seen.seq <= gone.segment:
            if seen.seq == gone.segment and seen.sha256 not in {"", gone.sha256}:
                return True
            continue  # it went with a disposed year
        kept = segments.one(app.device.device_id, seen.seq) if seen.seq else None
        if seen.entry > app.record.head(app.device.device_id).seq:
            return True
        if seen.sha256 and (kept is None or segment_hash(kept.data) != seen.sha256):
            return True
    return False


def _note_sights(
    app: App, carried: Carried, taken: Iterable[Arrived], pending: tuple[Pending, ...], step: float
) -> None:
    held = [Sight(m.path, m.place.device_id, m.place.fiscal_year, m.sha256) for m in carried.met]
    held += [Sight(a.path, a.place.device_id, a.place.fiscal_year, segment_hash(a.data)) for a in taken]
    doubted = {}
    for one in pending:
        place = read_segment_path(one.path)
        if place is not None:
            doubted[one.path] = Sight(one.path, place.device_id, place.fiscal_year, "", one.reason)
    gone = carried.changed - {one.path for one in held} | _went(app)
    Sights(app.record.database).note(held, doubted, step, gone)


def _went(app: App) -> set[str]:
    """Return the files in doubt of which nobody speaks any more: they went with a disposed year."""
    with app.record.database.transaction() as connection:
        begun = bases(connection)
    doubtful = Sights(app.record.database).doubtful() if begun else ()
    read = ((one.path, read_segment_path(one.path)) for one in doubtful)
    return {path for path, place in read if place is not None and covers(begun, place)}


def _expected(app: App, watch: Watch, arrived: tuple[Arrived, ...], step: float) -> dict[str, Expected]:
    heads = reach(app, (*watch.expected, *_spoken_of(arrived)))
    ends = app.record.ends  # what a removed PC wrote after its end is not missed
    known = app.workplace.devices  # a PC that nobody who counts let in is not waited for
    expected = {
        device: replace(one, age=one.age + step if device in known else 0.0)
        for device, one in watch.expected.items()
        if min(one.entry, ends.get(device, one.entry)) > heads[device]
    }
    for one in arrived:
        for device, seen in one.segment.header.seen.items():
            before = expected.get(device)
            entry = min(seen.entry, ends.get(device, seen.entry))
            if device != app.device.device_id and entry > max(heads[device], before.entry if before else 0):
                expected[device] = Expected(entry, before.age if before else 0.0)
    return expected


def reach(app: App, devices: Iterable[str]) -> dict[str, int]:
    """Return up to which entry anything of *devices* is here: in a chain, or in a second history beside it."""
    beside = Segments(app.record.database).branch_ends()
    return {device: max(app.record.head(device).seq, beside.get(device, 0)) for device in devices}


def _named(app: App, watch: Watch, carried: Carried, step: float) -> Watch:
    """Compare what the newest checkpoint names with what came: what is not here is missed, another history is told."""
    if carried.more or carried.cloned:
        return watch  # it was not looked at
    heads = reach(app, carried.set_back)
    lacking = {d: one.last_entry for d, one in carried.set_back.items() if one.last_entry > heads[d]}
    return replace(
        watch,
        set_back={
            device: Expected(entry, watch.set_back[device].age + step if device in watch.set_back else 0.0)
            for device, entry in lacking.items()
        },
        named_at=carried.named.checkpoint.at if carried.named else None,
        forks=tuple(sorted({*watch.forks, *(carried.set_back.keys() - lacking.keys())})),
    )


def _spoken_of(arrived: tuple[Arrived, ...]) -> set[str]:
    return {device for one in arrived for device in one.segment.header.seen}


def _forked(app: App, arrived: tuple[Arrived, ...]) -> set[str]:
    """Return devices of which somebody holds another history than we do."""
    segments = Segments(app.record.database)
    forked = {one.place.device_id for one in arrived if one.branch}
    told = {(d, s.seq, s.sha256) for one in arrived for d, s in one.segment.header.seen.items() if s.sha256}
    for device, seq, sha256 in told:
        if device != app.device.device_id and device not in forked and segments.end(device) is not None:
            kept = segments.one(device, seq)
            if kept is not None and segment_hash(kept.data) != sha256:
                forked.add(device)
    return forked


def _counted(app: App, watch: Watch, arrived: tuple[Arrived, ...]) -> Watch:
    """Count one more day of silence for every other PC, unless it said something or the day was counted already."""
    heard = {one.place.device_id for one in arrived}
    today = app.today().isoformat()
    more = 0 if today in watch.days else 1
    others = app.workplace.devices_in_use.keys() - {app.device.device_id}
    silent = {device: 0 if device in heard else watch.silent.get(device, 0) + more for device in sorted(others)}
    lists = len(lists_that_count(app.workplace.root_certificate, app.workplace.membership.lists))
    return replace(
        watch,
        days=(*watch.days, *([today] * more))[-_MOST_DAYS:],
        silent=silent,
        lists=lists,
        unrenewed=watch.unrenewed + more if lists == watch.lists else 0,
    )
