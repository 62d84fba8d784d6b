"""Collecting segments: each member's chain as far as it goes on, and second histories beside it.

A sync looks where something new can be: the year a device writes in, the next, and this one. Now and then, and
whenever something does not add up, it looks *thoroughly*, at every folder (``Errand.thorough``).

What went with a disposed year is passed over by its name. A PC that joins later, or comes back after a long time, finds
a chain without its beginning: where it goes on is told by a notice and proved by the hashes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.disposed import farthest
from desktop_app.errors import SegmentDamaged, ShareEntryTooLarge
from desktop_app.journal.entry import GENESIS, SignedEntry, read_entry
from desktop_app.journal.segment import LARGEST, Segment
from desktop_app.keys.revocation import Ended
from desktop_app.keys.signing import Certificate
from desktop_app.share.disposal import covers
from desktop_app.share.errand import Arrived, Errand, Members, Met, Pending, SegmentHead, Visit
from desktop_app.share.layout import SegmentPlace, device_folder, log_folder, read_segment_path, year_folder
from desktop_app.share.segments import Trouble, check_segment, open_entries

MOST_CARRIED = 8 * 1024 * 1024
"""Bytes of segments brought in by one errand, so that memory stays flat; the next one goes on from there."""

_BEGINNING = SegmentHead(0, GENESIS, 0)
_REASONS = {"signature": Trouble.SIGNATURE, "entries": Trouble.ENTRIES, "newer": Trouble.NEWER}


def collect_segments(visit: Visit, members: Members, ends: Mapping[str, Ended]) -> None:
    """Bring in every member's segments that are not here, as far as their chains hold and, of who left, to the end."""
    errand, carried = visit.errand, visit.carried
    found: dict[SegmentPlace, list[str]] = defaultdict(list)
    for path in _listed(visit, members):
        place = read_segment_path(path)
        if place is None or place.device_id not in members:
            carried.ignored += 1
        else:
            found[place].append(path)
    # What is held of PCs that are no members (any more) is kept here, and nobody looks for it there; what was disposed
    # of is nowhere.
    lacking = (p for p in errand.held - found.keys() if p.device_id in members and not _after_end(p, ends))
    lacking = (p for p in lacking if not covers(errand.disposed, p))
    carried.lacking += sorted(lacking, key=_order)
    for place in filter(lambda place: covers(errand.bases, place) and place not in errand.held, tuple(found)):
        del found[place]  # it waits to be cleared away
    for place in sorted(filter(lambda place: _after_end(place, ends), found), key=_order):
        # Whatever its clock says; it stays where it is and is told.
        carried.pending += [Pending(path, Trouble.REVOKED) for path in found.pop(place)]
    by_device: dict[str, list[_Found]] = defaultdict(list)
    for place in sorted(found, key=_order):
        for path in found[place]:
            if _is_new(visit, path):
                by_device[place.device_id].append(_Found(place, path, members[place.device_id]))
    hashes, bases = _hashes(errand), _told_bases(visit, members)
    for device_id in sorted(by_device.keys() | bases.keys()):
        if device_id == errand.device_id:
            _look_at_own(visit, by_device[device_id], hashes)
        else:
            head = errand.heads.get(device_id, _BEGINNING)
            branches = set(errand.branches.get(device_id, ()))
            chain = _Chain(visit, head, branches, hashes, ends.get(device_id), bases.get(device_id))
            chain.follow(by_device[device_id])


@dataclass(frozen=True, slots=True)
class _Found:
    """One attempt at a segment, and whose signature it must bear."""

    place: SegmentPlace
    path: str
    certificates: tuple[Certificate, ...]


def _told_bases(visit: Visit, members: Members) -> dict[str, DisposedChain]:
    """Return where notices say that chains begin of which this home does not have as much, of those looked at whole."""
    errand = visit.errand
    told = farthest(chain for one in visit.carried.notices.values() for chain in one.notice.chains)
    return {
        device: chain
        for device, chain in told.items()
        if device in members
        and device != errand.device_id
        and (errand.thorough or device not in errand.years)
        and _ends_before(errand.heads.get(device, _BEGINNING), chain)
    }


def _hashes(errand: Errand) -> dict[SegmentPlace, str]:
    """Return the hashes of the segments this home holds where the errand looks."""
    met = {read_segment_path(path): found for path, found in errand.known.items() if found}
    return {place: found for place, found in met.items() if place is not None} | dict(errand.hashes)


def _is_new(visit: Visit, path: str) -> bool:
    errand = visit.errand
    if errand.thorough:
        return not errand.known.get(path)  # what was torn beside a whole one may have grown since
    return path not in errand.known and path not in errand.stale


def _listed(visit: Visit, members: Members) -> Iterator[str]:
    errand = visit.errand
    if errand.thorough:
        yield from visit.store.list(log_folder(errand.workplace_id))
        return
    for device_id in sorted(members):
        years = errand.years.get(device_id)
        if years is None:
            yield from visit.store.list(device_folder(errand.workplace_id, device_id))
        for year in years or ():
            yield from visit.store.list(year_folder(errand.workplace_id, device_id, year))


def _look_at_own(visit: Visit, new: list[_Found], hashes: Mapping[SegmentPlace, str]) -> None:
    """Under our name there must be what we wrote, and nothing else: otherwise there are two of us."""
    carried = visit.carried
    for found in new:
        data, segment, trouble = _read(visit, found)
        if segment is None:
            if found.place not in hashes:
                carried.pending.append(Pending(found.path, trouble))
            continue
        digest = hashlib.sha256(data).hexdigest()
        if hashes.get(found.place) == digest:
            carried.met.append(Met(found.path, found.place, digest))
        else:
            carried.cloned = True
            with suppress(SegmentDamaged):
                entries = open_entries(segment, found.certificates, visit.errand.identities)
                carried.elsewhere += [
                    (number, one.hash) for number, one in enumerate(entries or (), segment.header.first_entry)
                ]


@dataclass
class _Chain:
    """One device's segments as they are read: its chain goes on from *head*, second histories stand beside it.

    ``hashes`` are those of the segments held, or taken in by now; ``branches`` those of second histories. Where the
    chain does not go on from *head*, or nobody has the key any more, it goes on behind ``base``.
    """

    visit: Visit
    head: SegmentHead
    branches: set[str]
    hashes: dict[SegmentPlace, str]
    end: Ended | None
    base: DisposedChain | None = None
    beyond: int = 0
    """The number of the last segment behind ``base`` that was met."""
    troubles: dict[SegmentPlace, list[Pending]] = field(default_factory=lambda: defaultdict(list))

    def follow(self, new: list[_Found]) -> None:
        """Read one attempt after the other, in the order of their numbers."""
        carried = self.visit.carried
        whole: set[SegmentPlace] = set()
        for found in new:
            if carried.size > MOST_CARRIED:
                carried.more = True
                break
            if self._went(found.place) and found.place.seq != self.head.seq + 1:
                continue
            self.visit.step()
            data, segment, unread = _read(self.visit, found)
            waits = unread if segment is None else self._take(found, data, segment)
            if waits is None:
                whole.add(found.place)
            elif not self._went(found.place):
                self.troubles[found.place].append(Pending(found.path, waits))
        if self._is_before_base() and not self.beyond and not carried.more:
            assert self.base is not None
            carried.bases[self.base.device_id] = self.base
        for place, pending in self.troubles.items():
            # Torn attempts beside a whole one are no damage.
            beside = Trouble.TORN if place in whole or place in self.hashes else None
            carried.met += [Met(one.path, place, "") for one in pending if one.reason is beside]
            carried.pending += [one for one in pending if one.reason is not beside]

    def _take(self, found: _Found, data: bytes, segment: Segment) -> Trouble | None:
        """Bring in a segment that is not here yet; returns why it has to wait, if it has."""
        carried, digest = self.visit.carried, hashlib.sha256(data).hexdigest()
        if digest in self.branches or self.hashes.get(found.place) == digest:
            carried.met.append(Met(found.path, found.place, digest))
            return None
        if self._is_beside_end(found.place, digest):
            return Trouble.REVOKED
        try:
            entries = open_entries(segment, found.certificates, self.visit.errand.identities)
        except SegmentDamaged:
            return Trouble.ENTRIES
        header = segment.header
        if entries is None and self._went(found.place):
            return None  # the key to it was destroyed with its year
        self._begin_behind(segment, entries)
        beside = header.seq <= self.head.seq or header.prev in self.branches
        if not beside and header.seq != self.head.seq + 1:
            return Trouble.GAP
        if not beside and not _follows(segment, self.head):
            return Trouble.CHAIN
        if beside:
            self.branches.add(digest)
        else:
            self.head = SegmentHead(header.seq, digest, header.last_entry, header.fiscal_year)
            self.hashes[found.place] = digest
        carried.size += len(data)
        carried.arrived.append(
            Arrived(found.path, found.place, data, segment, found.certificates, entries, branch=beside)
        )
        return None

    def _went(self, place: SegmentPlace) -> bool:
        """Whether a segment went with a disposed year, as a notice says, and the chain has not come so far here."""
        return self._is_before_base() and place.seq > self.head.seq and covers(self.gone, place)

    def _is_before_base(self) -> bool:
        return self.base is not None and _ends_before(self.head, self.base)

    @property
    def gone(self) -> Mapping[str, DisposedChain]:
        """What went of this device's record, as a notice says."""
        return {self.base.device_id: self.base} if self.base else {}

    def _begin_behind(self, segment: Segment, entries: tuple[SignedEntry, ...] | None) -> None:
        """Go on behind the part that went, if this segment is the next one, proved by the hashes."""
        base = self.base
        if base is None or not _ends_before(self.head, base) or segment.header.seq <= base.segment:
            return
        self.beyond = segment.header.seq
        behind = SegmentHead(base.segment, base.sha256, base.entry)
        follows = not entries or read_entry(entries[0].body).prev == base.entry_hash
        if segment.header.seq == base.segment + 1 and follows and _follows(segment, behind):
            self.visit.carried.bases[base.device_id] = base
            self.branches |= set(base.branches)
            self.head = behind

    def _is_beside_end(self, place: SegmentPlace, digest: str) -> bool:
        """Whether a removed PC, or a thief with its key, wrote another history beside the one that its end names."""
        if self.end is None or digest == self.end.last_segment_sha256:
            return False
        if len(self.end.histories) > 1:
            return False  # it was copied, and more than one history counts: the record tells which (ended_histories)
        return place.seq == self.end.last_segment or self.head.sha256 == self.end.last_segment_sha256


def _read(visit: Visit, found: _Found) -> tuple[bytes, Segment | None, Trouble]:
    try:
        data = visit.store.get(found.path, limit=LARGEST) or b""
        return data, check_segment(data, found.place, found.certificates), Trouble.TORN
    except ShareEntryTooLarge:
        return b"", None, Trouble.TORN
    except SegmentDamaged as error:
        return b"", None, _REASONS.get(error.reason, Trouble.TORN)


def _follows(segment: Segment, head: SegmentHead) -> bool:
    header = segment.header
    return header.prev == head.sha256 and header.last_entry + 1 >= header.first_entry == head.last_entry + 1


def _ends_before(head: SegmentHead, base: DisposedChain) -> bool:
    """Whether a chain has not come here as far as it went with a disposed year."""
    return (head.last_entry, head.seq) < (base.entry, base.segment)


def _after_end(place: SegmentPlace, ends: Mapping[str, Ended]) -> bool:
    end = ends.get(place.device_id)
    return end is not None and place.seq > end.last_segment


def _order(place: SegmentPlace) -> tuple[str, int, int]:
    return place.device_id, place.seq, place.fiscal_year
