"""Checking segments: those kept here, and every file of a share that carries the workplace's record.

A torn attempt beside a whole one is no damage; a file the share had and lost is.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Mapping

from cryptography import x509

from desktop_app.app import App
from desktop_app.domain.workplace import Workplace
from desktop_app.errors import (
    SegmentDamaged,
    SekishoError,
    ShareEntryTooLarge,
    Unavailable,
)
from desktop_app.journal.entry import GENESIS, SignedEntry
from desktop_app.journal.segment import LARGEST, Segment, segment_hash
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.revocation import Ended
from desktop_app.keys.standing import issuing_certificates
from desktop_app.sentences import sentence
from desktop_app.share.layout import (
    TRUST,
    SegmentPlace,
    blob_folder,
    is_certificate_path,
    is_list_path,
    log_folder,
    read_blob_path,
    read_segment_path,
)
from desktop_app.share.marker import read_marker, require_ours
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.share.store import Store, open_store
from desktop_app.share.trust import read_trust
from desktop_app.store.segments import Segments
from desktop_app.text import _
from desktop_app.usecases.backup import former_devices
from desktop_app.usecases.share_errand import Trust, trust_of
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.verifying_spots import Check, Damage, Verification

Certificates = Mapping[str, list[x509.Certificate]]


def check_segments_here(app: App, outcome: Verification, certificates: Certificates) -> None:
    """Check that the segments kept here hold and tell what the entries tell."""
    segments, identities = Segments(app.record.database), app.identities()
    entries = {device: list(app.record.entries(device)) for device in app.record.heads()}
    prev: dict[str, str] = defaultdict(lambda: GENESIS)
    count = 0
    for device, year, seq in segments.places():
        kept = segments.one(device, seq)
        if kept is None:
            continue
        count += 1
        try:
            segment = check_segment(kept.data, SegmentPlace(device, year, seq), certificates.get(device, []))
            told = open_entries(segment, certificates.get(device, []), identities)
        except SegmentDamaged as error:
            outcome.found(Damage.SEGMENT, device=device, entry=seq, detail=sentence(error))
        else:
            held = entries.get(device, [])[segment.header.first_entry - 1 : segment.header.last_entry]
            if segment.header.prev != prev[device] or (told is not None and list(told) != held):
                outcome.found(Damage.SEGMENT, device=device, entry=seq, detail=_("differs from the entries"))
        prev[device] = segment_hash(kept.data)
    outcome.looked(Check.SEGMENTS, count)


def check_share(app: App, outcome: Verification, address: str | None, workplace: Workplace) -> None:
    """Check every file of the workplace on a share; one that is away matters only when it was asked for."""
    url = address or share_address(app)
    if url is None:
        outcome.looked(Check.SHARE, 0, _("no share folder"))
        return
    if app.record.workplace != workplace:
        outcome.looked(Check.SHARE, 0, _("the workplace itself is shown wrongly"))
        return
    try:
        _ShareCheck(app, outcome, open_store(url)).run()
    except Unavailable as error:
        if address is not None:
            raise
        outcome.looked(Check.SHARE, 0, sentence(error))
    except SekishoError as error:
        outcome.found(Damage.SHARE_MARKER, path=url, detail=sentence(error))


class _ShareCheck:
    """One walk over a share."""

    def __init__(self, app: App, outcome: Verification, store: Store) -> None:
        self._app = app
        self._outcome = outcome
        self._store = store
        self._trust: Trust = trust_of(app)
        self._count = 0
        self._ends: Mapping[str, Ended] = {}

    def run(self) -> None:
        require_ours(read_marker(self._store), self._trust.root, self._trust.workplace_id)
        certificates = self._certificates()
        found: dict[SegmentPlace, list[str]] = defaultdict(list)
        for path in self._store.list(log_folder(self._trust.workplace_id)):
            place = read_segment_path(path)
            if place is not None and place.device_id in certificates and not self._after_end(place):
                found[place].append(path)
        wanted = {
            (header.header.fiscal_year, name)
            for place in sorted(found, key=lambda p: (p.device_id, p.seq))
            if (header := self._segment(place, found[place], certificates[place.device_id])) is not None
            for name in header.header.blobs
        }
        self._check_blobs(wanted)
        self._check_lost(found)
        self._outcome.looked(Check.SHARE, self._count)

    def _certificates(self) -> dict[str, list[x509.Certificate]]:
        """Return the members' certificates; a file in their folder that is nothing of ours is a finding."""
        workplace, root = self._app.workplace, self._trust.root
        pems = (pem for device in workplace.devices for pem in workplace.device_certificates(device))
        known = [read_certificate(pem.encode()) for pem in pems]
        issuers = issuing_certificates(workplace.root_certificate, workplace.membership)
        lists = (base64.b64decode(one.crl) for one in workplace.membership.lists)
        trusted = read_trust(self._store, root, known, issuers, lists)
        self._ends = trusted.ends
        attempts: dict[str, list[str]] = defaultdict(list)
        for path in self._store.list(TRUST):
            if is_certificate_path(path) or is_list_path(path):
                self._count += 1
                attempts[path.split(".")[0]].append(path)
        whole = {f"{TRUST}/{sha256[:32]}" for sha256 in trusted.met}
        for name, paths in attempts.items():
            if name not in whole:
                self._outcome.found(Damage.SHARE_FILE, path=min(paths), detail=_("no certificate of ours"))
        return {device: list(each) for device, each in trusted.members.items()}

    def _segment(self, place: SegmentPlace, paths: list[str], certificates: list[x509.Certificate]) -> Segment | None:
        reason = ""
        for path in paths:
            self._count += 1
            try:
                segment = check_segment(self._get(path, LARGEST) or b"", place, certificates)
                entries = open_entries(segment, certificates, self._app.identities())
            except SegmentDamaged as error:
                reason = sentence(error)
                continue
            self._compare(place, segment, entries)
            return segment
        self._outcome.found(Damage.SHARE_FILE, path=paths[0], device=place.device_id, entry=place.seq, detail=reason)
        return None

    def _compare(self, place: SegmentPlace, segment: Segment, entries: tuple[SignedEntry, ...] | None) -> None:
        """What the share tells and what this PC holds must be the same, as far as this PC has it."""
        first = segment.header.first_entry
        held = self._app.record.entries(place.device_id, after=first - 1)
        for number, (theirs, ours) in enumerate(zip(entries or (), held, strict=False), start=first):
            if theirs != ours:
                self._outcome.found(Damage.SHARE_DIFFERS, device=place.device_id, entry=number)

    def _check_blobs(self, wanted: set[tuple[int, str]]) -> None:
        there: dict[tuple[int, str], list[str]] = defaultdict(list)
        for path in self._store.list(blob_folder(self._trust.workplace_id)):
            place = read_blob_path(path)
            if place is not None:
                there[place].append(path)
        for year, name in sorted(wanted):
            paths = there.get((year, name[:32]), [])
            self._count += 1
            if not paths:
                self._outcome.found(Damage.SHARE_LACKS, path=f"{blob_folder(self._trust.workplace_id)}/{year}/{name}")
            elif not any(self._hash(path) == name for path in paths):
                self._outcome.found(Damage.SHARE_FILE, path=paths[0], detail=_("changed"))

    def _check_lost(self, found: Mapping[SegmentPlace, list[str]]) -> None:
        """Find what this PC saw on the share and the share has no more."""
        segments = Segments(self._app.record.database)
        own = (self._app.device.device_id, *former_devices(self._app))
        waiting = {(kept.device_id, kept.seq) for device in own for kept in segments.outbox(device)}
        for device, year, seq in segments.places():
            place = SegmentPlace(device, year, seq)
            if place not in found and (device, seq) not in waiting and not self._after_end(place):
                folder = log_folder(self._trust.workplace_id)
                self._outcome.found(
                    Damage.SHARE_LACKS, device=device, entry=seq, path=f"{folder}/{device}/{year}/{seq:08d}"
                )

    def _after_end(self, place: SegmentPlace) -> bool:
        """What a removed PC wrote after its end is nobody's record; it is neither here nor missing."""
        end = self._ends.get(place.device_id)
        return end is not None and place.seq > end.last_segment

    def _hash(self, path: str) -> str:
        return hashlib.sha256(self._get(path) or b"").hexdigest()

    def _get(self, path: str, limit: int | None = None) -> bytes | None:
        try:
            return self._store.get(path) if limit is None else self._store.get(path, limit=limit)
        except ShareEntryTooLarge:
            return None
