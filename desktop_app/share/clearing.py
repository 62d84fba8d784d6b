"""Clearing away what went with disposed years: the files that notices on the share cover, and nothing else.

For whoever may delete on the share and is no member: no key to any content is needed. Segments are covered by their
numbers; a sealed file of a disposed year goes unless a segment that stays names it, and so does what was left for the
workplace in that year. Where anything that stays contradicts a notice, or cannot be read, nothing is removed at all.
Whether every PC has taken leave of the year stands in the record, not here; a PC that has not puts back what it holds.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.disposed import farthest
from desktop_app.domain.names import clean_text
from desktop_app.errors import (
    ClearingUnsafe,
    DisposalNoticeDamaged,
    SegmentDamaged,
    ShareEntryTooLarge,
    ShareRootDiffers,
    Unavailable,
)
from desktop_app.journal.segment import LARGEST, SegmentHeader
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.signing import Certificate
from desktop_app.share.disposal import LARGEST_NOTICE, SignedNotice, covers, read_notice
from desktop_app.share.layout import (
    SegmentPlace,
    blob_folder,
    inbox_month,
    is_notice_path,
    log_folder,
    notice_folder,
    read_blob_path,
    read_segment_path,
    request_folder,
)
from desktop_app.share.marker import Marker, read_marker
from desktop_app.share.notices import lies_rightly
from desktop_app.share.segments import check_segment
from desktop_app.share.store import SizedStore
from desktop_app.share.trust import Trusted, read_trust

MOST_REFUSED = 10
"""Files in a row that the server does not remove, until it is not asked any more."""


@dataclass(frozen=True)
class Clearing:
    """What may go: the notices that say so, segments, sealed files and letters by path, and their sizes in bytes.

    ``damaged`` are notices that do not hold, with the reason; they cover nothing.
    """

    workplace: str
    notices: tuple[SignedNotice, ...]
    damaged: tuple[tuple[str, DisposalNoticeDamaged], ...]
    segments: Mapping[str, int]
    sealed: Mapping[str, int]
    letters: Mapping[str, int]

    @property
    def files(self) -> tuple[str, ...]:
        """Everything that may go, by path."""
        return (*self.segments, *self.sealed, *self.letters)


@dataclass
class Cleared:
    """What was removed, and what could not be, with what the server said of it."""

    removed: int = 0
    left: dict[str, Unavailable] = field(default_factory=dict)


def survey(store: SizedStore, root: str, step: Callable[[], None] = lambda: None) -> Clearing:
    """Return what may go from a share under the root with this fingerprint; *step* is called between files.

    Raises ShareRootDiffers, ClearingUnsafe, ShareUnmarked, ShareMarkerDamaged and the store's errors.
    """
    marker = read_marker(store)
    workplace = clean_text(marker.workplace).text
    if marker.root != root:
        raise ShareRootDiffers(workplace=workplace, expected=root, found=marker.root)
    look = _Look(store, marker, step)
    notices, damaged = look.notices()
    if not notices:
        return Clearing(workplace, (), damaged, {}, {}, {})
    bases = _agreed(notices)
    # Sealed files first: they are put there before the segment that names them.
    sealed = store.sizes(blob_folder(marker.workplace_id))
    log = store.sizes(log_folder(marker.workplace_id))
    last_year = max(one.notice.fiscal_year for one in notices.values())
    named = look.named(log, bases, last_year)
    went = {path: size for path, size in sealed.items() if _may_go(path, last_year, named)}
    segments = {path: size for path, size in log.items() if (p := read_segment_path(path)) and covers(bases, p)}
    left = store.sizes(request_folder(marker.workplace_id))
    letters = {path: size for path, size in left.items() if _is_of(inbox_month(path, marker.workplace_id), last_year)}
    return Clearing(workplace, tuple(notices.values()), damaged, segments, went, letters)


def clear(store: SizedStore, clearing: Clearing, step: Callable[[], None] = lambda: None) -> Cleared:
    """Remove what may go, one file after the other; what is gone already is passed over."""
    cleared, in_a_row = Cleared(), 0
    for path in clearing.files:
        step()
        if in_a_row >= MOST_REFUSED and cleared.left:
            cleared.left[path] = next(reversed(cleared.left.values()))
            continue
        try:
            store.delete(path)
        except Unavailable as error:
            cleared.left[path], in_a_row = error, in_a_row + 1
        else:
            cleared.removed, in_a_row = cleared.removed + 1, 0
    return cleared


@dataclass
class _Look:
    """A look at a share whose marker holds."""

    store: SizedStore
    marker: Marker
    step: Callable[[], None]

    def __post_init__(self) -> None:
        self._root = read_certificate(self.marker.root_certificate)
        founder = read_certificate(self.marker.certificate)
        self._trusted: Trusted = read_trust(self.store, self._root, (founder,), (), ())

    def notices(self) -> tuple[dict[str, SignedNotice], tuple[tuple[str, DisposalNoticeDamaged], ...]]:
        """Return the notices that hold, by members, and those that do not."""
        sound: dict[str, SignedNotice] = {}
        damaged: dict[str, DisposalNoticeDamaged] = {}
        for path in self.store.list(notice_folder(self.marker.workplace_id)):
            if not is_notice_path(path, self.marker.workplace_id):
                continue
            try:
                one = read_notice(self._get(path, LARGEST_NOTICE), self._root, self.marker.workplace_id)
            except DisposalNoticeDamaged as error:
                damaged[path] = error
                continue
            if not lies_rightly(one, path):
                damaged[path] = DisposalNoticeDamaged(reason="name")
            elif one.device_id not in self._trusted.members.keys() - self._trusted.ends.keys():
                damaged[path] = DisposalNoticeDamaged(reason="member")
            else:
                sound[path] = one
        whole = {path.split(".")[0] for path in sound}
        return sound, tuple(item for item in damaged.items() if item[0].split(".")[0] not in whole)

    def named(
        self, log: Iterable[str], bases: Mapping[str, DisposedChain], last_year: int
    ) -> frozenset[tuple[int, str]]:
        """Return (fiscal year, short hash) of the sealed files that segments which stay name, of the years that went.

        Raises ClearingUnsafe where such a segment cannot be read, or one contradicts a notice.
        """
        places: dict[SegmentPlace, list[str]] = defaultdict(list)
        for path in log:
            place = read_segment_path(path)
            if place is not None:
                places[place].append(path)
        names: set[tuple[int, str]] = set()
        for place, paths in places.items():
            base = bases.get(place.device_id)
            beside = base is not None and place.seq in {base.segment, base.segment + 1}
            stays = not covers(bases, place) and not self._is_after_end(place)
            if not beside and not (stays and place.fiscal_year <= last_year):
                continue
            headers = dict(self._whole(place, paths))
            if base is not None and beside:
                _require_agreeing(place, headers, base, paths[0])
            if stays and not headers and place.fiscal_year <= last_year:
                raise ClearingUnsafe(path=paths[0], reason="unread")
            if stays:
                names |= {(place.fiscal_year, name[:32]) for header in headers.values() for name in header.blobs}
        return frozenset(names)

    def _whole(self, place: SegmentPlace, paths: Iterable[str]) -> Iterator[tuple[str, SegmentHeader]]:
        """Yield hash and header of every attempt at a segment that holds."""
        keys: tuple[Certificate, ...] = self._trusted.members.get(place.device_id, ())
        for path in paths:
            data = self._get(path, LARGEST)
            try:
                yield hashlib.sha256(data).hexdigest(), check_segment(data, place, keys).header
            except SegmentDamaged:
                continue

    def _is_after_end(self, place: SegmentPlace) -> bool:
        end = self._trusted.ends.get(place.device_id)
        return end is not None and place.seq > end.last_segment

    def _get(self, path: str, limit: int) -> bytes:
        self.step()
        try:
            return self.store.get(path, limit=limit) or b""
        except ShareEntryTooLarge:
            return b""


def _agreed(notices: Mapping[str, SignedNotice]) -> Mapping[str, DisposedChain]:
    """Return what went of each PC's record. Raises ClearingUnsafe where two notices say otherwise."""
    told: dict[tuple[str, int], DisposedChain] = {}
    for path, one in notices.items():
        for chain in one.notice.chains:
            bare = replace(chain, branches=())
            if told.setdefault((chain.device_id, chain.segment), bare) != bare:
                raise ClearingUnsafe(path=path, reason="notice")
    return farthest(chain for one in notices.values() for chain in one.notice.chains)


def _require_agreeing(
    place: SegmentPlace, headers: Mapping[str, SegmentHeader], base: DisposedChain, path: str
) -> None:
    """Raise ClearingUnsafe where the last segment that went, or the first that stays, is another than the notice's."""
    if place.seq == base.segment:
        agrees = not headers or base.sha256 in headers
    else:
        agrees = not headers or any(header.prev == base.sha256 for header in headers.values())
    if not agrees:
        raise ClearingUnsafe(path=path, reason="segment" if place.seq == base.segment else "chain")


def _is_of(month: date | None, last_year: int) -> bool:
    return month is not None and fiscal_year(month) <= last_year


def _may_go(path: str, last_year: int, named: frozenset[tuple[int, str]]) -> bool:
    key = read_blob_path(path)
    return key is not None and key[0] <= last_year and key not in named
