"""Syncing with the other PCs through the share: send what is new here, take in what is new there.

Three parts, because the network may hang and the database must not: the desk prepares an errand, the share lane runs
it, the desk takes in what was carried. ``sync`` does the three in turn for whoever has only one thread.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop_app.app import App
from desktop_app.errors import CloneDetected, NoShare, SekishoError, Unavailable
from desktop_app.share.address import open_store
from desktop_app.share.errand import Carried, Errand, Pending
from desktop_app.share.exchange import Progress, run_errand
from desktop_app.share.layout import SegmentPlace
from desktop_app.share.notices import put_off
from desktop_app.share.segments import Trouble
from desktop_app.store.may_record import membership_over, note_own_end
from desktop_app.store.segments import Segments
from desktop_app.store.sights import Sights
from desktop_app.usecases.disposal_notices import take_notices
from desktop_app.usecases.disposing import settle_disposals
from desktop_app.usecases.enrolment_post import keep_requests, note_delivered
from desktop_app.usecases.membership_upkeep import settle_membership, take_lists
from desktop_app.usecases.outbox import cut_anew, was_away
from desktop_app.usecases.share_errand import TORN_KEY, WANTED_KEY, errand_for, fill_outbox, trust_of
from desktop_app.usecases.share_folder import create_share, set_share, share_address
from desktop_app.usecases.share_watch import DAMAGED_AFTER, claims_against_us, keep_watch, note_sync, watch_of
from desktop_app.usecases.taking_in import take_in
from desktop_app.usecases.ticket_inbox import take_inbox
from desktop_app.usecases.ticket_post import note_letters_delivered

__all__ = [
    "ShareStatus",
    "SyncReport",
    "create_share",
    "exchange",
    "finish_sync",
    "prepare_sync",
    "set_share",
    "share_address",
    "share_status",
    "sync",
    "unsent_count",
]

LAST_KEY = "share/last"
"""Desk state: how the last sync went."""

LOOK_THROUGH_EVERY = timedelta(days=1)

_GARBAGE = gc.get_threshold()
_NEVER = (1 << 31) - 1

MOST_ROUNDS = 64
"""A share that loses everything again at once must not keep us for ever."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did: acts sent and taken in, files re-created, what could not be taken in, strangers' names.

    ``trouble`` is what stopped it; what was carried until then counts. ``again``: another round would do more, and
    ``lacking`` is what it would re-create.
    """

    published: int
    collected: int
    healed: int
    pending: tuple[Pending, ...]
    ignored: int
    unsent: int
    at: datetime
    trouble: SekishoError | None = None
    again: bool = False
    lacking: tuple[SegmentPlace, ...] = ()

    @property
    def awaited(self) -> int:
        """How many files should still come in; what PCs wrote after their end never does."""
        return sum(one.reason is not Trouble.REVOKED for one in self.pending)


@dataclass(frozen=True, slots=True)
class ShareStatus:
    """What the status bar says: where the share is, what waits here, and how the last sync went (None: never)."""

    address: str | None
    unsent: int
    last_at: datetime | None
    pending: int
    trouble: str
    """The class name of the last sync's error, empty when there was none."""
    away_since: datetime | None = None
    """Since when the share is not reached."""


@contextmanager
def _old_garbage_waits() -> Iterator[None]:
    """Look for cycles among young objects only.

    What a round brings is alive until it is taken in, and bounded: to look through all of it again and again, and
    through the whole programme with it, was a tenth of a replay (measured).
    """
    gc.set_threshold(*_GARBAGE[:2], _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*_GARBAGE)


@_old_garbage_waits()
def sync(app: App, progress: Progress | None = None, stop: Callable[[], bool] | None = None) -> SyncReport:
    """Send and collect until nothing is left to do.

    Raises NoShare, and what the share did wrong (ShareMissing, ShareFull, ShareReadOnly, ShareUnreachable,
    ShareUnmarked, ShareMarkerDamaged, ForeignShare, CloneDetected) after taking in what came before it.
    """
    report = None
    for _round in range(MOST_ROUNDS):
        errand = prepare_sync(app, report, thorough=True)
        report = finish_sync(app, errand, exchange(errand, progress, stop), report)
        if not report.again:
            break
    assert report is not None
    if report.trouble is not None:
        raise report.trouble
    return report


def prepare_sync(app: App, before: SyncReport | None = None, *, thorough: bool | None = None) -> Errand:
    """Cut what is new here into segments and put the errand together. For the desk lane. Raises NoShare.

    *thorough* looks through all folders of the share, otherwise only where something new can be; None leaves it to
    what the last syncs showed (once a day, after every trouble, and whenever something is missing).
    """
    address = share_address(app)
    if address is None:
        raise NoShare
    if thorough is None:
        thorough = look_is_due(app)
    if membership_over(app.record, app.device.device_id) is None:
        settle_membership(app)
        with suppress(Unavailable):  # a disk that is full now; it goes on at the next sync
            settle_disposals(app)
        if before is None and was_away(app) and look_is_due(app):
            errand = errand_for(app, address, trust_of(app), thorough=True)
            return replace(errand, hesitates=True, listens=True, parcels=())
        if before is not None:
            cut_anew(app)
        fill_outbox(app)
    errand = errand_for(app, address, trust_of(app), before.lacking if before else (), thorough=thorough)
    return replace(errand, hesitates=before is None)


def look_is_due(app: App) -> bool:
    """Whether the next sync has to look through the whole share. Clocks decide nothing but how often that is."""
    watch = watch_of(app)
    overdue = watch.looked_at is None or abs(app.now() - watch.looked_at) >= LOOK_THROUGH_EVERY
    return overdue or watch.look_again or not watch.expected.keys().isdisjoint(app.workplace.devices)


def exchange(errand: Errand, progress: Progress | None = None, stop: Callable[[], bool] | None = None) -> Carried:
    """Run an errand. For the share lane: no database, may take as long as the network does."""
    try:
        store = open_store(errand.address, password=errand.password)
    except SekishoError as error:
        return Carried(trouble=error)
    return run_errand(store, errand, progress=progress, stop=stop)


def finish_sync(app: App, errand: Errand, carried: Carried, before: SyncReport | None = None) -> SyncReport:
    """Take in what was carried and say how it went, added to the round *before*. For the desk lane."""
    segments = Segments(app.record.database)
    taken = take_in(app, carried.arrived, carried.bases.values())
    sent = [kept for place, _path in carried.sent if (kept := segments.one(place.device_id, place.seq))]
    segments.mark_published((place.device_id, place.seq, path) for place, path in carried.sent)
    own = [met for met in carried.met if met.sha256 and met.place.device_id == errand.device_id]
    segments.mark_published((met.place.device_id, met.place.seq, met.path) for met in own)
    waiting = (*carried.pending, *taken.pending)
    pending = _judged(app, (*waiting, *take_notices(app, carried, waiting)))
    watch = note_sync(app, carried, taken, pending)
    copied = carried.cloned or claims_against_us(app, (one.segment.header for one in taken.segments))
    looked = app.now() if errand.thorough and watch.away_since is None else watch.looked_at
    same = [n for n, digest in carried.elsewhere if app.record.head(errand.device_id, upto=n).hash == digest]
    keep_watch(app, replace(watch, looked_at=looked, copied=watch.copied or copied, shared=max([watch.shared, *same])))
    keep_requests(app, carried.requests)
    note_delivered(app, carried.delivered)
    note_letters_delivered(app, carried.delivered)
    arrived = take_inbox(app, carried.submissions)
    if carried.ended is not None:
        note_own_end(app.record, errand.device_id, carried.ended.at)
    listed = carried.ended is None and take_lists(app, carried.lists)
    trouble = carried.trouble or membership_over(app.record, app.device.device_id)
    if copied and trouble is None:  # a PC that is no member has no id to give up
        trouble = CloneDetected(device=errand.device_id)
    tried = {parcel.place for parcel in errand.parcels} - put_off(errand, carried)
    lacking = tuple(place for place in carried.lacking if place not in tried)
    goes_on = trouble is None and not carried.stopped
    report = SyncReport(
        published=(before.published if before else 0) + sum(k.last_entry - k.first_entry + 1 for k in sent),
        collected=(before.collected if before else 0) + taken.acts,
        healed=(before.healed if before else 0) + carried.healed,
        pending=pending,
        ignored=carried.ignored,
        unsent=unsent_count(app),
        at=app.now(),
        trouble=trouble,
        again=goes_on and bool(errand.listens or lacking or arrived or listed or (carried.more and taken.acts)),
        lacking=lacking,
    )
    _note(app, report, carried)
    return report


def unsent_count(app: App) -> int:
    """Return how many acts recorded on this PC are not known to be on the share."""
    return Segments(app.record.database).unsent(app.device.device_id)


def share_status(app: App) -> ShareStatus:
    """Return how sharing stands, without touching the network."""
    stored = app.record.desk.get(LAST_KEY)
    last = json.loads(stored) if stored else {}
    return ShareStatus(
        address=share_address(app),
        unsent=unsent_count(app),
        last_at=datetime.fromisoformat(last["at"]) if last else None,
        pending=last.get("pending", 0),
        trouble=last.get("trouble", ""),
        away_since=watch_of(app).away_since,
    )


def _note(app: App, report: SyncReport, carried: Carried) -> None:
    last = {
        "at": report.at.isoformat(),
        "pending": report.awaited,
        "trouble": type(report.trouble).__name__ if report.trouble else "",
    }
    torn = json.dumps(sorted(carried.torn)).encode()
    app.record.desk.put({LAST_KEY: json.dumps(last).encode(), TORN_KEY: torn, WANTED_KEY: _wanted(app, report)})


def _wanted(app: App, report: SyncReport) -> bytes:
    """Return which sealed files the next sync goes on looking for."""
    missing = {one.path for one in report.pending if one.reason is Trouble.FILE_MISSING}
    years = dict(Segments(app.record.database).blobs()) if missing else {}
    return json.dumps(sorted((name, years[name]) for name in missing if name in years)).encode()


def _judged(app: App, pending: tuple[Pending, ...]) -> tuple[Pending, ...]:
    """Say of files that have been in doubt for a day that they are damaged."""
    old = {one.path for one in Sights(app.record.database).doubtful() if one.age >= DAMAGED_AFTER}
    return tuple(replace(one, damaged=one.path in old and one.reason is not Trouble.REVOKED) for one in pending)
