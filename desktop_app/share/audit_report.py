"""What an audit of a share reports: figures, and every spot that does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop_app.errors import SekishoError
from desktop_app.journal.entry import SignedEntry
from desktop_app.journal.segment import Segment
from desktop_app.share.checkpoint import CheckpointHead
from desktop_app.share.disposal import DisposalNotice
from desktop_app.share.layout import SegmentPlace
from desktop_app.share.marker import Marker

Told = Callable[[SegmentPlace, Segment, tuple[SignedEntry, ...] | None], None]
"""Hears of a segment that holds; its entries None when no key opens it."""


class Flaw(StrEnum):
    """What does not hold at a spot of a share."""

    CERTIFICATE = "certificate"
    """A file among the certificates that is none of this root's."""
    UNCERTIFIED = "uncertified"
    """A device's segments, and no certificate to check them with."""
    FILE = "file"
    """A segment that is damaged or not its device's."""
    CHAIN = "chain"
    """A segment that does not follow the one before."""
    FORK = "fork"
    """Two whole, different segments in one place."""
    LACKS = "lacks"
    """A file that others name is not there."""
    CHANGED = "changed"
    """A sealed file that is not the one named."""
    SEEN_FURTHER = "seen_further"
    """Another PC had seen more of this device than is there."""
    RECEIPT = "receipt"
    """A receipt that no PC of this organisation signed for that submission."""
    CHECKPOINT = "checkpoint"
    """A checkpoint that does not hold."""
    CHECKPOINT_LOST = "checkpoint_lost"
    """A checkpoint that a later one names is not there."""
    SET_BACK = "set_back"
    """A checkpoint names more, or something else, than is there."""
    NOTICE = "notice"
    """The notice of a disposed year that does not hold, or contradicts what is there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot that does not hold. ``seq`` a segment's number (SEEN_FURTHER: an entry's), ``upto`` the last of several.

    ``other`` is the path, or the PC, that tells.
    """

    flaw: Flaw
    path: str = ""
    device: str = ""
    seq: int = 0
    upto: int = 0
    other: str = ""
    error: SekishoError | None = None


@dataclass(frozen=True, slots=True)
class DisposedPart:
    """A disposed year as a notice tells it: which PC signed, and how many segments were not checked therefore."""

    notice: DisposalNotice
    device_id: str
    segments: int
    path: str


@dataclass
class ShareAudit:
    """Figures of one walk. ``compared``: whether somebody said what the root's fingerprint has to be.

    ``torn`` are broken attempts that a whole one replaces, ``unnamed`` sealed files no segment names (yet), ``opened``
    segments that a granted key opened; ``letters`` are sealed to one reader each and tell an auditor nothing.
    """

    marker: Marker
    compared: bool
    spots: list[Spot] = field(default_factory=list)
    certificates: int = 0
    lists: int = 0
    """Revocation lists."""
    segments: int = 0
    entries: int = 0
    opened: int = 0
    blobs: int = 0
    blob_bytes: int = 0
    receipts: int = 0
    unanswered: int = 0
    """Submissions of transferees without a receipt: not taken in yet, or withheld."""
    checkpoints: int = 0
    stamped: int = 0
    newest_checkpoint: datetime | None = None
    torn: int = 0
    after_end: int = 0
    """Segments that removed PCs, and those they let in afterwards, wrote: they count nowhere."""
    unnamed: int = 0
    disposed: list[DisposedPart] = field(default_factory=list)
    uncleared: int = 0
    """Files that went with a disposed year and still lie there."""
    letters: int = 0
    strangers: int = 0
    heads: dict[str, CheckpointHead] = field(default_factory=dict)
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By device: the highest entry any other PC had seen, and which one."""

    @property
    def files(self) -> int:
        """Files that were read."""
        return (
            self.certificates + self.lists + self.segments + self.blobs + self.receipts + self.checkpoints + self.torn
        ) + len(self.disposed)

    def found(self, flaw: Flaw, **spot: str | int | SekishoError | None) -> None:
        """Note a spot."""
        self.spots.append(Spot(flaw, **spot))  # type: ignore[arg-type]
