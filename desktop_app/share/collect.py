"""Collect certificates, sealed files and requests that this home does not have (share protocol §Collect and heal).

Only members' folders are read; everything is bounded before and checked after reading. What does not hold stays where
it is and is told; everything else still comes in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from desktop_app.errors import ShareEntryTooLarge
from desktop_app.share.errand import Pending, Visit
from desktop_app.share.layout import (
    BlobPlace,
    blob_folder,
    blob_shelf,
    is_request_path,
    is_submission_path,
    read_blob_path,
    request_folder,
)
from desktop_app.share.segments import Trouble
from desktop_app.share.store import LARGEST_ENTRY
from desktop_app.share.submissions import LARGEST_SUBMISSION

MOST_REQUESTS = 200
"""Enrolment requests looked at in one round: anybody may leave some."""

MOST_SUBMISSIONS = 20
"""Transferees' submissions brought in by one errand: each is judged with care, and anybody may leave some."""

MOST_CARRIED = 64 * 1024 * 1024
"""Bytes of submissions brought in by one errand; the next one goes on from there."""

LARGEST_REQUEST = 64 * 1024


def collect_blobs(visit: Visit) -> frozenset[tuple[int, str]]:
    """Fetch the sealed files that facts name and this home lacks; returns what the share has (year, short hash)."""
    errand, carried = visit.errand, visit.carried
    headers = [arrived.segment.header for arrived in carried.arrived]
    wanted = {BlobPlace(name, header.fiscal_year) for header in headers for name in header.blobs} | errand.named
    there: dict[tuple[int, str], list[str]] = defaultdict(list)
    for path in _listed_blobs(visit, wanted):
        place = read_blob_path(path)
        if place is None:
            carried.ignored += 1
        else:
            there[place].append(path)
    for blob in sorted(wanted, key=lambda b: (b.fiscal_year, b.sealed_sha256)):
        if not errand.blobs.has(blob.sealed_sha256):
            visit.step()
            _fetch(visit, blob.sealed_sha256, there.get((blob.fiscal_year, blob.short), []))
    return frozenset(there)


def collect_requests(visit: Visit) -> None:
    """Bring in enrolment requests not seen before; they are strangers' bytes and stay sealed here."""
    errand = visit.errand
    if errand.requests is None:
        return
    paths = _left_by_strangers(visit)
    new = [path for path in paths if is_request_path(path) and path not in errand.requests]
    for path in new[-MOST_REQUESTS:]:
        data = _bounded(visit, path, LARGEST_REQUEST)
        if data is None:
            visit.carried.ignored += 1  # larger than any of ours
        else:
            visit.carried.requests[path] = data


def collect_submissions(visit: Visit) -> None:
    """Bring in transferees' submissions not looked at before; they are sealed and judged on the desk lane."""
    seen, carried = visit.errand.submissions, visit.carried
    if seen is None:
        return
    for path in _left_by_strangers(visit):
        if not is_submission_path(path) or path in seen:
            continue
        if sum(map(len, carried.submissions.values())) > MOST_CARRIED or len(carried.submissions) >= MOST_SUBMISSIONS:
            carried.more = True
            return
        visit.step()
        data = _bounded(visit, path, LARGEST_SUBMISSION)
        if data == b"":
            continue  # begun and not written: whoever was cut off hands it in again, under another name
        # Too large for one of ours: the empty bytes stand for it, and are told as unreadable.
        carried.submissions[path] = data or b""


def _left_by_strangers(visit: Visit) -> list[str]:
    """Return what lies where anybody may leave something: in every month, or in those of late."""
    errand = visit.errand
    folders = [request_folder(errand.workplace_id)] if errand.thorough else errand.request_folders
    return [path for folder in folders for path in visit.store.list(folder)]


def _listed_blobs(visit: Visit, wanted: Iterable[BlobPlace]) -> Iterator[str]:
    errand = visit.errand
    if errand.thorough:
        yield from visit.store.list(blob_folder(errand.workplace_id))
        return
    for folder in sorted({blob_shelf(errand.workplace_id, one) for one in wanted}):
        yield from visit.store.list(folder)


def _fetch(visit: Visit, sealed_sha256: str, paths: Iterable[str]) -> None:
    for path in paths:
        data = _bounded(visit, path)
        if data is not None and hashlib.sha256(data).hexdigest() == sealed_sha256:
            visit.errand.blobs.keep(sealed_sha256, data)
            visit.carried.fetched += 1
            return
    visit.carried.pending.append(Pending(sealed_sha256, Trouble.FILE_MISSING))


def _bounded(visit: Visit, path: str, limit: int = LARGEST_ENTRY) -> bytes | None:
    try:
        return visit.store.get(path, limit=limit)
    except ShareEntryTooLarge:
        return None
