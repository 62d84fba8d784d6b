"""What is carried to the share and what comes back: plain values, so that the network never holds the database.

The desk prepares an errand, the share lane runs it, the desk takes in what was carried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.errors import SekishoError
from desktop_app.journal.entry import SignedEntry
from desktop_app.journal.segment import Segment
from desktop_app.keys.revocation import Ended
from desktop_app.keys.signing import Certificate
from desktop_app.share.checkpoint import CheckpointHead, SignedCheckpoint
from desktop_app.share.disposal import SignedNotice
from desktop_app.share.layout import BlobPlace, PathOf, SegmentPlace
from desktop_app.share.segments import Trouble
from desktop_app.share.store import Store

Members = Mapping[str, tuple[Certificate, ...]]
"""Device certificates by device id."""


@dataclass(frozen=True, slots=True)
class SegmentHead:
    """Where a device's chain of segments stands in this home: number, hash, last entry and year of the newest."""

    seq: int
    sha256: str
    last_entry: int
    fiscal_year: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A segment to have on the share; ``fresh`` when we have not seen it there yet, else ``seen_at`` a path."""

    place: SegmentPlace
    data: bytes = field(repr=False)
    fresh: bool
    seen_at: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Anything else to have on the share once: a reply to somebody who asked to become a member."""

    name: str
    paths: PathOf
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Blobs:
    """The home's sealed files: whether one is here, and how to read and keep it (by the hash of its ciphertext)."""

    has: Callable[[str], bool]
    read: Callable[[str], bytes]
    keep: Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Errand:
    """Everything the share lane needs to know.

    ``heads`` and ``held`` say what this home has where the errand looks: everywhere when *thorough*, otherwise in the
    *years* of each device (a device without years: all of it). ``hashes`` are those of segments held and not met there,
    ``known`` the files that need no reading, ``stale`` those long in doubt, ``branches`` the hashes of second
    histories by device. ``named`` are sealed files to look for; ``torn`` what was torn when last seen; ``requests``
    which enrolment requests were seen before (None: they are not our business),
    ``issuers`` are the PCs that may certify others and ``lists`` the revocation lists, as the record knows them,
    ``submissions`` those of transferees (None: likewise).
    """

    address: str
    root: Certificate
    workplace_id: str
    device_id: str
    certificates: tuple[Certificate, ...]
    identities: tuple[str, ...] = field(repr=False)
    heads: Mapping[str, SegmentHead]
    held: frozenset[SegmentPlace]
    parcels: tuple[Parcel, ...]
    letters: tuple[Letter, ...]
    named: frozenset[BlobPlace]
    blobs: Blobs
    torn: frozenset[str] = frozenset()
    issuers: tuple[Certificate, ...] = ()
    lists: tuple[bytes, ...] = ()
    requests: frozenset[str] | None = None
    password: str = field(default="", repr=False)
    """That of the address's user, where it names one."""
    submissions: frozenset[str] | None = frozenset()
    thorough: bool = True
    years: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    hashes: Mapping[SegmentPlace, str] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    branches: Mapping[str, frozenset[str]] = field(default_factory=dict)
    request_folders: tuple[str, ...] = ()
    bases: Mapping[str, DisposedChain] = field(default_factory=dict)
    """Where each PC's record begins in this home, whyever: what comes before is not brought in any more."""
    disposed: Mapping[str, DisposedChain] = field(default_factory=dict)
    """What went of each PC's record here with a disposed year, as the record says: it is not re-created."""
    told_gone: Mapping[str, DisposedChain] = field(default_factory=dict)
    """What the record says went, gone here already or not: that the share lacks it is no loss."""
    notices: tuple[bytes, ...] = field(default=(), repr=False)
    """Notices of disposed years to have on the share: those that the record's own facts stand behind."""
    listens: bool = False
    """Whether it only collects: this PC was away, and would seal with keys that the others may have no more."""
    hesitates: bool = False
    """Whether to re-create nothing yet that a notice covers: the fact behind it may come in with this very errand."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that was not taken in, and why; nothing of it is deleted. ``damaged``: it has been so for a day."""

    path: str
    reason: Trouble
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """A segment file on the share that needs no second reading: held here, or ("") torn beside a whole one."""

    path: str
    place: SegmentPlace
    sha256: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A segment whose outside holds; ``entries`` None when no key opened it yet."""

    path: str
    place: SegmentPlace
    data: bytes = field(repr=False)
    segment: Segment = field(repr=False)
    certificates: tuple[Certificate, ...] = field(repr=False)
    entries: tuple[SignedEntry, ...] | None = field(repr=False)
    branch: bool = False
    """Whether it belongs to a second history of its device."""


@dataclass
class Carried:
    """What an errand did, as far as it came; ``trouble`` is what stopped it."""

    arrived: list[Arrived] = field(default_factory=list)
    sent: list[tuple[SegmentPlace, str]] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    healed: int = 0
    lost: int = 0
    """How many of the healed had been seen on the share before."""
    met: list[Met] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    """Files that no longer hold what was met there."""
    fetched: int = 0
    lacking: list[SegmentPlace] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    torn: set[str] = field(default_factory=set)
    requests: dict[str, bytes] = field(default_factory=dict)
    submissions: dict[str, bytes] = field(default_factory=dict)
    ignored: int = 0
    size: int = 0
    """Bytes of the segments in ``arrived``."""
    more: bool = False
    """Whether the share holds more than one errand brings."""
    cloned: bool = False
    ended: Ended | None = None
    """Set when a revocation list says that this PC is no member any more."""
    lists: tuple[tuple[bytes, bytes], ...] = ()
    """Revocation lists that end what the record does not know yet, each with its issuer's certificate (root: empty)."""
    named: SignedCheckpoint | None = None
    """The newest checkpoint, ``set_back`` what it names that neither the share nor this home has, by device."""
    set_back: dict[str, CheckpointHead] = field(default_factory=dict)
    notices: dict[str, SignedNotice] = field(default_factory=dict)
    """Notices of disposed years that hold, by members, and where they lie."""
    bases: dict[str, DisposedChain] = field(default_factory=dict)
    """Where chains go on that could not be followed from where this home stands, as a notice says."""
    elsewhere: list[tuple[int, str]] = field(default_factory=list)
    """Number and hash of entries that somebody else sent in our name."""
    stopped: bool = False
    trouble: SekishoError | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """An errand under way; ``step`` is called between files and raises to stop."""

    store: Store
    errand: Errand
    carried: Carried
    step: Callable[[], None]
