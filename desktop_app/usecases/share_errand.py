"""What a sync carries to the share: new segments from the outbox, and what is to be looked at or re-created there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable
from desktop_app.journal.entry import GENESIS
from desktop_app.journal.segment import segment_hash
from desktop_app.keys.identity import Purpose, read_certificate, verify_chain
from desktop_app.keys.signing import Certificate
from desktop_app.share.errand import Blobs, Errand, Parcel, SegmentHead
from desktop_app.share.layout import BlobPlace, SegmentPlace, read_segment_path
from desktop_app.share.marker import workplace_id
from desktop_app.share.segments import Draft, drafts, segment_of
from desktop_app.store.segments import KeptSegment, Segments
from desktop_app.usecases.enrolment_post import letters_to_deliver, requests_seen
from desktop_app.usecases.share_login import password_for
from desktop_app.usecases.ticket_post import letters_to_transferees, submissions_seen

TORN_KEY = "share/torn"
"""Desk state: which files were torn when last seen; somebody may have been writing them."""

_RECHECK_KEY = "share/recheck"
_RECENT = 2
_ROLLING_PART = 100
_MOST_RECHECKED = 50
_MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose share it has to be: the pinned root, and the workplace's folder."""

    root: Certificate
    workplace_id: str


def trust_of(app: App) -> Trust:
    """Return what an enrolled PC trusts."""
    root = read_certificate(app.workplace.root_certificate.encode())
    return Trust(root, workplace_id(root, app.workplace.org_code))


def fill_outbox(app: App) -> None:
    """Turn this device's entries that are in no segment yet into final segment bytes, in one transaction."""
    segments = Segments(app.record.database)
    device_id = app.device.device_id
    newest = segments.newest(device_id)
    last_entry = newest.last_entry if newest else 0
    if app.record.head(device_id).seq == last_entry:
        return
    app.recipients()  # a new year's keys are announced in the same segment, not in one more
    seq, prev = (newest.seq, segment_hash(newest.data)) if newest else (0, GENESIS)
    seen = {device: last for device, last in app.record.heads().items() if device != device_id}
    new: list[tuple[KeptSegment, tuple[str, ...]]] = []
    for draft in drafts(app.record.entries(device_id, after=last_entry)):
        seq += 1
        data = segment_of(
            draft,
            device_id=device_id,
            seq=seq,
            prev=prev,
            recipients=_recipients(app, draft),
            seen=seen,
            sign=app.device.sign,
        )
        prev = segment_hash(data)
        kept = KeptSegment(device_id, seq, draft.fiscal_year, draft.first_entry, draft.last_entry, data)
        new.append((kept, draft.blobs))
    segments.put(new)


def errand_for(app: App, address: str, trust: Trust, lacking: Iterable[SegmentPlace] = ()) -> Errand:
    """Return the errand of this sync; *lacking* is what the share was seen to have lost."""
    segments = Segments(app.record.database)
    held = tuple(SegmentPlace(device, year, seq) for device, year, seq in segments.places())
    fresh = segments.outbox(app.device.device_id)
    parcels = [_parcel(kept, fresh=True) for kept in fresh]
    torn = _torn(app)
    doubtful = (place for path in torn if (place := read_segment_path(path)) is not None)
    again = dict.fromkeys((*lacking, *doubtful, *_to_recheck(app, held)))
    parcels += _bounded(segments, (place for place in again if place not in {p.place for p in parcels}))
    return Errand(
        address=address,
        root=trust.root,
        workplace_id=trust.workplace_id,
        device_id=app.device.device_id,
        certificates=tuple(_certificates(app, trust.root)),
        identities=app.identities(),
        heads={device: _head(segments, device) for device in {place.device_id for place in held}},
        held=frozenset(held),
        parcels=tuple(parcels),
        letters=(*letters_to_deliver(app), *letters_to_transferees(app)),
        named=frozenset(BlobPlace(name, year) for name, year in segments.blobs()),
        blobs=Blobs(frozenset(app.files.names()), app.files.sealed, app.files.put_sealed),
        torn=torn,
        requests=requests_seen(app),
        password=password_for(app.surroundings, address),
        submissions=submissions_seen(app),
    )


def _recipients(app: App, draft: Draft) -> tuple[str, ...]:
    made = app.workplace.fiscal_keys.get(draft.fiscal_year)
    recipients = (made.workplace_recipient, made.recovery_recipient) if made else app.recipients()
    # Whoever is to learn a new key from this segment cannot have that key yet.
    earlier = (app.workplace.recipient_before(year) for year in draft.key_years)
    return tuple(dict.fromkeys((*recipients, *(one for one in earlier if one))))


def _certificates(app: App, root: Certificate) -> Iterator[Certificate]:
    for device in app.workplace.devices.values():
        try:
            certificate = read_certificate(device.certificate.encode())
            verify_chain(certificate, root, None, Purpose.DEVICE)
        except (CertificateUnreadable, CertificateNotOurs):
            continue  # a fact may say what it likes; the root decides who is a member
        yield certificate


def _torn(app: App) -> frozenset[str]:
    stored = app.record.desk.get(TORN_KEY)
    return frozenset(json.loads(stored)) if stored else frozenset()


def _to_recheck(app: App, held: tuple[SegmentPlace, ...]) -> Iterator[SegmentPlace]:
    mine = [place for place in held if place.device_id == app.device.device_id]
    yield from mine[-_RECENT:]
    stored = app.record.desk.get(_RECHECK_KEY)
    start = int(stored) if stored else 0
    count = min(_MOST_RECHECKED, -(-len(held) // _ROLLING_PART))
    for step in range(count):
        yield held[(start + step) % len(held)]
    if held:
        app.record.desk.put({_RECHECK_KEY: str((start + count) % len(held)).encode()})


def _bounded(segments: Segments, places: Iterable[SegmentPlace]) -> Iterator[Parcel]:
    size = 0
    for place in places:
        kept = segments.one(place.device_id, place.seq)
        if kept is None:
            continue
        size += len(kept.data)
        yield _parcel(kept, fresh=False)
        if size > _MOST_BYTES:
            return


def _parcel(kept: KeptSegment, *, fresh: bool) -> Parcel:
    return Parcel(SegmentPlace(kept.device_id, kept.fiscal_year, kept.seq), kept.data, fresh)


def _head(segments: Segments, device_id: str) -> SegmentHead:
    newest = segments.newest(device_id)
    assert newest is not None, "the device was taken from the segments themselves"
    return SegmentHead(newest.seq, segment_hash(newest.data), newest.last_entry)
