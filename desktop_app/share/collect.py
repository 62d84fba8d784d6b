"""Collect: what the share holds and this home does not (share protocol §Collect and heal).

Only members' folders are read; everything is bounded before and checked after reading. What does not hold stays where
it is and is told; everything else still comes in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, SegmentDamaged, ShareEntryTooLarge
from desktop_app.journal.entry import GENESIS
from desktop_app.journal.segment import LARGEST, Segment, segment_hash
from desktop_app.keys.identity import Purpose, display_name, fingerprint, read_certificate, verify_chain
from desktop_app.keys.signing import Certificate
from desktop_app.share.errand import Arrived, Members, Pending, SegmentHead, Visit
from desktop_app.share.layout import (
    TRUST,
    BlobPlace,
    SegmentPlace,
    blob_folder,
    is_certificate_path,
    is_request_path,
    is_submission_path,
    log_folder,
    read_blob_path,
    read_segment_path,
    request_folder,
)
from desktop_app.share.segments import Trouble, check_segment, open_entries
from desktop_app.share.store import LARGEST_ENTRY
from desktop_app.share.submissions import LARGEST_SUBMISSION

MOST_REQUESTS = 200
"""Enrolment requests looked at in one round: anybody may leave some."""

MOST_SUBMISSIONS = 20
"""Transferees' submissions brought in by one errand: each is judged with care, and anybody may leave some."""

MOST_CARRIED = 64 * 1024 * 1024
"""Bytes of segments brought in by one errand; the next one goes on from there."""

LARGEST_REQUEST = 64 * 1024
_LARGEST_CERTIFICATE = 8 * 1024
_REASONS = {"signature": Trouble.SIGNATURE, "entries": Trouble.ENTRIES}


def collect_certificates(visit: Visit) -> tuple[Members, frozenset[str]]:
    """Return the members our root certified, known or met, and the fingerprints met in ``trust/``."""
    members: dict[str, dict[str, Certificate]] = defaultdict(dict)
    met = [c for path in visit.store.list(TRUST) if (c := _certificate_at(visit, path)) is not None]
    for certificate in (*visit.errand.certificates, *met):
        members[display_name(certificate)][fingerprint(certificate)] = certificate
    return {device: tuple(found.values()) for device, found in members.items()}, frozenset(map(fingerprint, met))


def collect_segments(visit: Visit, members: Members) -> None:
    """Bring in every member's next segments, as far as their chains hold."""
    errand, carried = visit.errand, visit.carried
    found: dict[SegmentPlace, list[str]] = defaultdict(list)
    for path in visit.store.list(log_folder(errand.workplace_id)):
        place = read_segment_path(path)
        if place is None or place.device_id not in members:
            carried.ignored += 1
        else:
            found[place].append(path)
    carried.lacking += sorted(errand.held - found.keys(), key=_order)
    for device_id in sorted({place.device_id for place in found}):
        places = sorted((p for p in found if p.device_id == device_id and p not in errand.held), key=_order)
        new = [_Found(place, tuple(found[place]), members[device_id]) for place in places]
        if device_id == errand.device_id:
            carried.cloned |= any(_is_whole(visit, one) for one in new)
        else:
            _follow(visit, errand.heads.get(device_id, SegmentHead(0, GENESIS, 0)), new)


def collect_blobs(visit: Visit) -> frozenset[tuple[int, str]]:
    """Fetch the sealed files that facts name and this home lacks; returns what the share has (year, short hash)."""
    errand, carried = visit.errand, visit.carried
    there: dict[tuple[int, str], list[str]] = defaultdict(list)
    for path in visit.store.list(blob_folder(errand.workplace_id)):
        place = read_blob_path(path)
        if place is None:
            carried.ignored += 1
        else:
            there[place].append(path)
    headers = [arrived.segment.header for arrived in carried.arrived]
    wanted = {BlobPlace(name, header.fiscal_year) for header in headers for name in header.blobs} | errand.named
    for blob in sorted(wanted, key=lambda b: (b.fiscal_year, b.sealed_sha256)):
        if blob.sealed_sha256 not in errand.blobs.here:
            visit.step()
            _fetch(visit, blob.sealed_sha256, there.get((blob.fiscal_year, blob.short), []))
    return frozenset(there)


def collect_requests(visit: Visit) -> None:
    """Bring in enrolment requests not seen before; they are strangers' bytes and stay sealed here."""
    errand = visit.errand
    if errand.requests is None:
        return
    paths = visit.store.list(request_folder(errand.workplace_id))
    new = [path for path in paths if is_request_path(path) and path not in errand.requests]
    for path in new[-MOST_REQUESTS:]:
        data = _bounded(visit, path, LARGEST_REQUEST)
        if data is not None:
            visit.carried.requests[path] = data


def collect_submissions(visit: Visit) -> None:
    """Bring in transferees' submissions not looked at before; they are sealed and judged on the desk lane."""
    errand, carried = visit.errand, visit.carried
    for path in visit.store.list(request_folder(errand.workplace_id)):
        if not is_submission_path(path) or path in errand.submissions:
            continue
        if sum(map(len, carried.submissions.values())) > MOST_CARRIED or len(carried.submissions) >= MOST_SUBMISSIONS:
            carried.more = True
            return
        visit.step()
        # Too large for one of ours: the empty bytes stand for it, and are told as unreadable.
        carried.submissions[path] = _bounded(visit, path, LARGEST_SUBMISSION) or b""


@dataclass(frozen=True, slots=True)
class _Found:
    """Attempts at a segment, and whose signature it must bear."""

    place: SegmentPlace
    paths: tuple[str, ...]
    certificates: tuple[Certificate, ...]


def _follow(visit: Visit, head: SegmentHead, new: list[_Found]) -> None:
    carried = visit.carried
    for found in new:
        if found.place.seq <= head.seq:
            continue  # the same number in another year's folder: a branch, and ours came first
        if found.place.seq != head.seq + 1:
            carried.pending.append(Pending(found.paths[0], Trouble.GAP))
            continue
        if sum(len(arrived.data) for arrived in carried.arrived) > MOST_CARRIED:
            carried.more = True
            return
        visit.step()
        arrived = _arrived(visit, head, found)
        if arrived is not None:
            carried.arrived.append(arrived)
            last = arrived.segment.header.last_entry
            head = SegmentHead(found.place.seq, segment_hash(arrived.data), last)


def _arrived(visit: Visit, head: SegmentHead, found: _Found) -> Arrived | None:
    troubles: list[Pending] = []
    for path in found.paths:
        data = _bounded(visit, path, LARGEST) or b""
        try:
            segment = check_segment(data, found.place, found.certificates)
            entries = open_entries(segment, found.certificates, visit.errand.identities)
        except SegmentDamaged as error:
            troubles.append(Pending(path, _REASONS.get(error.reason, Trouble.TORN)))
            continue
        if _follows(segment, head):
            # Torn attempts beside a whole one are no damage.
            return Arrived(path, found.place, data, segment, found.certificates, entries)
        troubles.append(Pending(path, Trouble.CHAIN))
    visit.carried.pending += troubles
    return None


def _follows(segment: Segment, head: SegmentHead) -> bool:
    header = segment.header
    return header.prev == head.sha256 and header.last_entry >= header.first_entry == head.last_entry + 1


def _is_whole(visit: Visit, found: _Found) -> bool:
    for path in found.paths:
        try:
            check_segment(_bounded(visit, path, LARGEST) or b"", found.place, found.certificates)
        except SegmentDamaged:
            continue
        return True
    return False


def _fetch(visit: Visit, sealed_sha256: str, paths: Iterable[str]) -> None:
    for path in paths:
        data = _bounded(visit, path)
        if data is not None and hashlib.sha256(data).hexdigest() == sealed_sha256:
            visit.errand.blobs.keep(sealed_sha256, data)
            visit.carried.fetched += 1
            return
    visit.carried.pending.append(Pending(sealed_sha256, Trouble.FILE_MISSING))


def _certificate_at(visit: Visit, path: str) -> Certificate | None:
    data = _bounded(visit, path, _LARGEST_CERTIFICATE) if is_certificate_path(path) else None
    try:
        certificate = read_certificate(data or b"")
        verify_chain(certificate, visit.errand.root, None, Purpose.DEVICE)
    except (CertificateUnreadable, CertificateNotOurs):
        visit.carried.ignored += 1
        return None
    return certificate


def _bounded(visit: Visit, path: str, limit: int = LARGEST_ENTRY) -> bytes | None:
    try:
        return visit.store.get(path, limit=limit)
    except ShareEntryTooLarge:
        return None


def _order(place: SegmentPlace) -> tuple[str, int, int]:
    return place.device_id, place.seq, place.fiscal_year
