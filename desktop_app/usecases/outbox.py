"""The outbox: this PC's entries cut into segments, each saying how far the others had come.

One segment a sync, made once and kept: what is sent again is the same bytes. A PC that recorded nothing for a week
sends a segment without entries, so that silence means something (share protocol §Alarms).
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.journal.entry import GENESIS
from desktop_app.journal.segment import MOST_SEEN, Seen, segment_hash
from desktop_app.keys.device_keys import sealable
from desktop_app.share.segments import Draft, drafts, segment_of
from desktop_app.store.desk import Desk
from desktop_app.store.segments import KeptSegment, Segments

_TOLD_KEY = "share/told"
"""Desk state: how far each device had come when our segments last spoke of it."""

_SIGN_KEY = "share/sign-of-life"
FORMER_KEY = "former-devices"
SIGN_OF_LIFE_EVERY = timedelta(days=7)


def own_devices(app: App) -> tuple[str, ...]:
    """Return this PC's device id and those it had before: what they recorded is sent from here."""
    stored = app.record.desk.get(FORMER_KEY)
    return (app.device.device_id, *(stored.decode().split() if stored else ()))


def was_away(app: App) -> bool:
    """Whether the newest keys known here are older than the last fiscal year's: the others have gone on without us.

    What we sealed now, others could not open if the keys we have went with their year.
    """
    year = fiscal_year(app.today())
    return max(app.workplace.fiscal_keys, default=year) < year - 1


def cut_anew(app: App) -> None:
    """Take back segments that were cut in a year that was disposed of, and never came to the share.

    Nobody else could open them any more; ``fill_outbox`` cuts them again. For a PC that has looked at the share.
    """
    segments, own = Segments(app.record.database), app.device.device_id
    waiting = [kept for kept in segments.outbox(own) if kept.fiscal_year <= _last_disposed(app)]
    if waiting:
        segments.take_back(own, waiting[0].seq)


def _last_disposed(app: App) -> int:
    done = (one.order.fiscal_year for one in app.workplace.disposals.values() if one.disposed)
    return max(done, default=0)


def fill_outbox(app: App) -> None:
    """Turn this device's entries that are in no segment yet into final segment bytes, in one transaction."""
    segments = Segments(app.record.database)
    device_id = app.device.device_id
    end = segments.end(device_id)
    last_entry = end.last_entry if end else 0
    nothing_new = app.record.head(device_id).seq == last_entry
    if nothing_new and not _sign_of_life_due(app):
        return
    app.recipients()  # a new year's keys are announced in the same segment, not in one more
    told, seen = _seen(app, segments)
    seq, prev = (end.seq, end.sha256) if end else (0, GENESIS)
    new: list[tuple[KeptSegment, tuple[str, ...]]] = []
    found = tuple(drafts(app.record.entries(device_id, after=last_entry), app.workplace.resealed))
    untold = frozenset(year for draft in found for year in draft.key_years)
    for draft in found or (Draft(fiscal_year(app.today()), (), last_entry + 1, last_entry, (), ()),):
        seq += 1
        data = segment_of(
            draft,
            device_id=device_id,
            seq=seq,
            prev=prev,
            recipients=_recipients(app, draft, untold),
            seen=seen,
            sign=app.device.sign,
        )
        prev, seen = segment_hash(data), {}
        kept = KeptSegment(device_id, seq, draft.fiscal_year, draft.first_entry, draft.last_entry, data)
        new.append((kept, draft.blobs))
    with app.record.database.transaction() as connection:
        for kept, blobs in new:
            Segments.keep(connection, kept, blobs)
        Desk.write(connection, {_TOLD_KEY: json.dumps(told).encode(), _SIGN_KEY: app.now().isoformat().encode()})


def _sign_of_life_due(app: App) -> bool:
    """Whether this PC has said nothing for a week; a clock that is wrong changes only how often it speaks."""
    stored = app.record.desk.get(_SIGN_KEY)
    if stored is None:
        app.record.desk.put({_SIGN_KEY: app.now().isoformat().encode()})
        return False
    return abs(app.now() - datetime.fromisoformat(stored.decode())) >= SIGN_OF_LIFE_EVERY


def _seen(app: App, segments: Segments) -> tuple[dict[str, int], dict[str, Seen]]:
    """Return how far the others have come, and of that what was not said before."""
    stored = app.record.desk.get(_TOLD_KEY)
    told: dict[str, int] = json.loads(stored) if stored else {}
    seen: dict[str, Seen] = {}
    for newest in segments.ends():
        device_id = newest.device_id
        if device_id == app.device.device_id or told.get(device_id, 0) >= newest.seq:
            continue
        if len(seen) < MOST_SEEN:
            seen[device_id] = Seen(newest.last_entry, newest.seq, newest.sha256)
            told[device_id] = newest.seq
    return told, seen


def _recipients(app: App, draft: Draft, untold: frozenset[int]) -> tuple[str, ...]:
    made = app.workplace.fiscal_keys.get(draft.fiscal_year)
    recipients = (made.workplace_recipient, made.recovery_recipient) if made else app.recipients()[:2]
    # Whoever is to learn a new key from this segment cannot have that key yet.
    sealed_for = draft.fiscal_year if made else fiscal_year(app.today())
    years = {*draft.key_years, *({sealed_for} & untold)}
    earlier = [app.workplace.recipient_before(year, untold) for year in years]
    own = _own_recipients(app) if draft.gives_keys else ()
    headquarters = app.workplace.membership.headquarters_recipients
    # What is sent years later must not depend on keys that went with their year.
    late = app.recipients() if draft.fiscal_year < fiscal_year(app.today()) else ()
    return tuple(dict.fromkeys((*recipients, *headquarters, *filter(None, earlier), *own, *late)))


def _own_recipients(app: App) -> tuple[str, ...]:
    """Return what is sealed to each PC by itself: a key made anew must not be sealed to the one before."""
    keys = sealable(app.workplace.membership.keys)
    return tuple(keys[device].recipient for device in app.workplace.devices_in_use if device in keys)
