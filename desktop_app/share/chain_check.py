"""Following one device's chain of segments through a share: gaps, breaks, forks, and how far it reaches."""

from __future__ import annotations

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.errors import UnreadableFact
from desktop_app.journal.entry import GENESIS, SignedEntry
from desktop_app.journal.segment import Segment, segment_hash
from desktop_app.share.audit_marks import Marks
from desktop_app.share.audit_report import Flaw, ShareAudit
from desktop_app.share.checkpoint import CheckpointHead
from desktop_app.share.layout import SegmentPlace


class Chain:
    """One device's segments, told in the order of their numbers; they begin behind *base*, where a year went."""

    def __init__(self, device: str, audit: ShareAudit, log: str, base: DisposedChain | None = None) -> None:
        self._device, self._audit, self._log = device, audit, log
        self._seq, self._last_entry = (base.segment, base.entry) if base else (0, 0)
        self._hash: str | None = base.sha256 if base else GENESIS
        """Of the newest segment; None after a gap or a damaged one: then nothing can be compared."""
        self._entry: str | None = base.entry_hash if base else GENESIS
        """Hash of the newest entry that a key opened; None when the one before was not opened."""
        self._years: dict[int, int] = {}

    def read(self, entries: tuple[SignedEntry, ...] | None) -> None:
        """Take note of a segment's entries; open_entries has checked them among themselves."""
        self._read = entries

    def follow(self, place: SegmentPlace, path: str, segment: Segment, data: bytes) -> None:
        """Take the next whole segment."""
        header = segment.header
        if place.seq <= self._seq:
            self._audit.found(Flaw.FORK, device=self._device, seq=place.seq, path=path)
            return
        self._note_gap(place)
        broken = self._hash is not None and header.prev != self._hash
        broken |= self._hash is not None and header.first_entry != self._last_entry + 1
        if broken or (header.count and not self._entries_follow()):
            self._audit.found(Flaw.CHAIN, device=self._device, seq=place.seq, path=path)
        self._seq, self._hash, self._last_entry = place.seq, segment_hash(data), header.last_entry
        self._audit.segments += 1
        self._audit.entries += header.count
        for other, seen in header.seen.items():
            if seen.entry > self._audit.seen.get(other, (0, ""))[0]:
                self._audit.seen[other] = (seen.entry, self._device)

    def damaged(self, place: SegmentPlace) -> None:
        """Take a place where no attempt holds: something is there, but nothing can be compared with it."""
        if place.seq > self._seq:
            self._note_gap(place)
            self._seq, self._hash, self._entry = place.seq, None, None

    def end(self, marks: Marks) -> None:
        """Note how far the chain reaches, and whether a checkpoint saw it reach further."""
        if self._seq and self._hash is not None:
            self._audit.heads[self._device] = CheckpointHead(self._seq, self._hash, self._last_entry)
        further = marks.beyond(self._device, self._seq)
        if further is not None:
            seq, other = further
            self._audit.found(
                Flaw.SET_BACK,
                device=self._device,
                seq=self._seq + 1,
                upto=seq,
                path=f"{self._log}/{self._device}",
                other=other,
            )

    def _note_gap(self, place: SegmentPlace) -> None:
        if place.seq > self._seq + 1:
            folder = f"{self._log}/{self._device}/{place.fiscal_year}"
            self._audit.found(
                Flaw.LACKS,
                device=self._device,
                seq=self._seq + 1,
                upto=place.seq - 1,
                path=f"{folder}/{self._seq + 1:08d}",
            )
            self._hash, self._entry = None, None

    def _entries_follow(self) -> bool:
        """Whether the entries just read follow those of the segment before, as far as both were opened."""
        entries, before = self._read, self._entry
        self._entry = entries[-1].hash if entries else None
        if not entries or before is None:
            return True
        try:
            return entries[0].entry.prev == before
        except UnreadableFact:
            return False
