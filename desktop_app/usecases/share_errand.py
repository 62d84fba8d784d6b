"""What a sync carries to the share: new segments from the outbox, and what is to be looked at or re-created there."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.membership_facts import RevocationListIssued
from desktop_app.domain.roles import OFFICE
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable
from desktop_app.journal.segment import segment_hash
from desktop_app.keys.identity import Purpose, read_certificate, verify_chain
from desktop_app.keys.signing import Certificate
from desktop_app.keys.standing import issuing_certificates, lists_of
from desktop_app.share.disposal import covers
from desktop_app.share.errand import Blobs, Errand, Parcel, SegmentHead
from desktop_app.share.layout import (
    BlobPlace,
    SegmentPlace,
    read_segment_path,
    request_folder,
    segment_paths,
)
from desktop_app.share.marker import workplace_id
from desktop_app.store.segments import KeptSegment, SegmentEnd, Segments
from desktop_app.store.sights import Sights
from desktop_app.usecases.disposal_notices import Gone, gone_here, notices_for
from desktop_app.usecases.enrolment_post import letters_to_deliver, requests_seen
from desktop_app.usecases.outbox import fill_outbox, own_devices
from desktop_app.usecases.share_login import password_for
from desktop_app.usecases.share_watch import DAMAGED_AFTER
from desktop_app.usecases.ticket_post import letters_to_transferees, submissions_seen

__all__ = ["TORN_KEY", "Trust", "errand_for", "fill_outbox", "trust_of"]

TORN_KEY = "share/torn"
"""Desk state: which files were torn when last seen; somebody may have been writing them."""

WANTED_KEY = "share/wanted"
"""Desk state: sealed files that were named and could not be fetched yet."""

_RECHECK_KEY = "share/recheck"
_RECENT = 2
_LIKELY_ATTEMPTS = range(10)
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


def errand_for(
    app: App, address: str, trust: Trust, lacking: Iterable[SegmentPlace] = (), *, thorough: bool = True
) -> Errand:
    """Return the errand of this sync; *lacking* is what the share was seen to have lost.

    Unless *thorough*, its size and cost follow the devices and the present years, not the history.
    """
    segments, sights = Segments(app.record.database), Sights(app.record.database)
    own, gone = own_devices(app), gone_here(app)
    heads = {end.device_id: _head(end) for end in segments.ends()}
    begun = {device: base.segment for device, base in gone.bases.items()}
    this_year = fiscal_year(app.today())
    # Of which nothing is here any more: its year is not known, and its folder is empty or will be.
    years = {device: _years(head, this_year) for device, head in heads.items() if head.seq > begun.get(device, 0)}
    held = _held(segments, None if thorough else years)
    known = sights.known_all() if thorough else _known(sights, years)
    fresh = tuple(kept for device in own for kept in segments.outbox(device))
    parcels = {_place(kept): Parcel(_place(kept), kept.data, fresh=True) for kept in fresh}
    torn = _torn(app)
    doubtful = (place for path in torn if (place := read_segment_path(path)) is not None)
    own_head = heads.get(app.device.device_id)
    again = {*lacking, *doubtful, *_to_recheck(app, segments, own_head, thorough=thorough)} - parcels.keys()
    looked_at = _bounded(segments, again) + (segments.branches() if thorough else ())
    looked_at = tuple(kept for kept in looked_at if not covers(gone.disposed, _place(kept)))
    met = known if thorough else sights.at(_paths(trust, looked_at))
    again_parcels = tuple(_parcel(trust, kept, met) for kept in looked_at)
    return Errand(
        address=address,
        root=trust.root,
        workplace_id=trust.workplace_id,
        device_id=app.device.device_id,
        certificates=tuple(_certificates(app, trust.root)),
        issuers=issuing_certificates(app.workplace.root_certificate, app.workplace.membership),
        lists=tuple(base64.b64decode(one.crl) for one in _sound_lists(app)),
        identities=app.identities(),
        heads=heads,
        held=frozenset(held) - {_place(kept) for kept in fresh},
        parcels=(*parcels.values(), *again_parcels),
        letters=(*letters_to_deliver(app), *letters_to_transferees(app)),
        named=frozenset(_named(app, segments, thorough=thorough)),
        blobs=Blobs(app.files.has, app.files.sealed, app.files.put_sealed),
        torn=torn,
        requests=requests_seen(app),
        password=password_for(app.surroundings, address),
        submissions=submissions_seen(app) if _takes_in(app) else None,
        thorough=thorough,
        years=years,
        known=known,
        hashes=_hashes(segments, held, known),
        stale=frozenset(one.path for one in sights.doubtful() if one.age >= DAMAGED_AFTER),
        branches=_branches(segments, gone),
        bases=gone.bases,
        disposed=gone.disposed,
        told_gone=gone.told,
        notices=notices_for(app, gone),
        request_folders=tuple(_request_folders(app, trust)),
    )


def _takes_in(app: App) -> bool:
    """Whether whoever is at the desk takes declarations in; one who only checks leaves them to the office."""
    person = app.workplace.people.get(app.person_id)  # not known yet in the first sync of a new PC
    return person is not None and person.role in OFFICE


def _years(head: SegmentHead, this_year: int) -> tuple[int, ...]:
    """Return where a device may write next: the year it was in, the one after, and ours."""
    return tuple(sorted({head.fiscal_year, head.fiscal_year + 1, this_year}))


def _held(segments: Segments, years: Mapping[str, tuple[int, ...]] | None) -> set[SegmentPlace]:
    if years is None:
        return {SegmentPlace(*place) for place in segments.places()}
    return {SegmentPlace(*place) for device, some in years.items() for place in segments.of_years(device, some)}


def _known(sights: Sights, years: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    return {path: found for device, some in years.items() for path, found in sights.known(device, some).items()}


def _hashes(segments: Segments, held: Iterable[SegmentPlace], known: Mapping[str, str]) -> dict[SegmentPlace, str]:
    """Return the hashes of the segments held where the errand looks but not met there yet."""
    met = {read_segment_path(path) for path, found in known.items() if found}
    kept = (segments.one(place.device_id, place.seq) for place in held if place not in met)
    return {_place(one): segment_hash(one.data) for one in kept if one is not None}


def _branches(segments: Segments, gone: Gone) -> dict[str, frozenset[str]]:
    found = {device: frozenset(chain.branches) for device, chain in gone.disposed.items()}
    for kept in segments.branches():
        found[kept.device_id] = found.get(kept.device_id, frozenset()) | {segment_hash(kept.data)}
    return found


def _named(app: App, segments: Segments, *, thorough: bool) -> Iterator[BlobPlace]:
    if thorough:
        yield from (BlobPlace(name, year) for name, year in segments.blobs())
        return
    stored = app.record.desk.get(WANTED_KEY)
    for name, year in json.loads(stored) if stored else ():
        yield BlobPlace(str(name), int(year))


def _request_folders(app: App, trust: Trust) -> Iterator[str]:
    """Return the folders of the months in which a request made now may lie."""
    for day in sorted({app.today() + timedelta(days=days) for days in (-28, 0, 3)}):
        yield f"{request_folder(trust.workplace_id)}/{day:%Y%m}"


def _certificates(app: App, root: Certificate) -> Iterator[Certificate]:
    issuers = issuing_certificates(app.workplace.root_certificate, app.workplace.membership)
    for device_id in app.workplace.devices:
        for pem in app.workplace.device_certificates(device_id):
            try:
                certificate = read_certificate(pem.encode())
                verify_chain(certificate, root, None, Purpose.DEVICE, issuers)
            except (CertificateUnreadable, CertificateNotOurs):
                continue  # a fact may say what it likes; the root decides who is a member
            yield certificate


def _sound_lists(app: App) -> Iterator[RevocationListIssued]:
    for issued in app.workplace.membership.lists:
        if lists_of(app.workplace.root_certificate, (issued,)):
            yield issued


def _torn(app: App) -> frozenset[str]:
    stored = app.record.desk.get(TORN_KEY)
    return frozenset(json.loads(stored)) if stored else frozenset()


def _to_recheck(app: App, segments: Segments, own: SegmentHead | None, *, thorough: bool) -> Iterator[SegmentPlace]:
    """Yield the own segments of late, and a rolling part of all: of a hundred syncs every one is looked at once."""
    if own is not None:
        for place in segments.after(app.device.device_id, own.seq - _RECENT, _RECENT):
            yield SegmentPlace(*place)
    stored = app.record.desk.get(_RECHECK_KEY)
    device, seq = json.loads(stored) if stored and stored.startswith(b"[") else ("", 0)
    there = segments.count(_MOST_RECHECKED * _ROLLING_PART)
    count = min(_MOST_RECHECKED, there if thorough else -(-there // _ROLLING_PART))
    found = segments.after(device, seq, count)
    found += segments.after("", 0, count - len(found))  # from the beginning again
    yield from (SegmentPlace(*place) for place in found)
    if found:
        app.record.desk.put({_RECHECK_KEY: json.dumps([found[-1][0], found[-1][2]]).encode()})


def _bounded(segments: Segments, places: Iterable[SegmentPlace]) -> tuple[KeptSegment, ...]:
    """Return the segments at *places*, as many as one errand carries."""
    found: list[KeptSegment] = []
    size = 0
    waiting = sorted((place.device_id, place.seq) for place in places)
    while waiting and size <= _MOST_BYTES:
        some = segments.some(waiting[:_MOST_RECHECKED])
        waiting = waiting[_MOST_RECHECKED:]
        size += sum(len(kept.data) for kept in some)
        found += some
    return tuple(found)


def _paths(trust: Trust, kept: Iterable[KeptSegment]) -> list[str]:
    return [segment_paths(trust.workplace_id, _place(one))(attempt) for one in kept for attempt in _LIKELY_ATTEMPTS]


def _parcel(trust: Trust, kept: KeptSegment, met: Mapping[str, str]) -> Parcel:
    """Return a segment to be looked at on the share, with the path at which it was met there."""
    digest = segment_hash(kept.data)
    seen_at = next((path for path in _paths(trust, (kept,)) if met.get(path) == digest), "")
    return Parcel(_place(kept), kept.data, fresh=False, seen_at=seen_at)


def _place(kept: KeptSegment) -> SegmentPlace:
    return SegmentPlace(kept.device_id, kept.fiscal_year, kept.seq)


def _head(end: SegmentEnd) -> SegmentHead:
    return SegmentHead(end.seq, end.sha256, end.last_entry, end.fiscal_year)
