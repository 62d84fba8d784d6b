"""What is carried to the share and what comes back: plain values, so that the network never holds the database.

The desk prepares an errand, the share lane runs it, the desk takes in what was carried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desktop_app.errors import SekishoError
from desktop_app.journal.entry import SignedEntry
from desktop_app.journal.segment import Segment
from desktop_app.keys.signing import Certificate
from desktop_app.share.layout import BlobPlace, PathOf, SegmentPlace
from desktop_app.share.segments import Trouble
from desktop_app.share.store import Store

Members = Mapping[str, tuple[Certificate, ...]]
"""Device certificates by device id."""


@dataclass(frozen=True, slots=True)
class SegmentHead:
    """Where a device's chain of segments stands in this home: number, file hash and last entry of the newest."""

    seq: int
    sha256: str
    last_entry: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """A segment to have on the share; ``fresh`` when we have not seen it there yet."""

    place: SegmentPlace
    data: bytes = field(repr=False)
    fresh: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """Anything else to have on the share once: a reply to somebody who asked to become a member."""

    name: str
    paths: PathOf
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Blobs:
    """The home's sealed files: which there are, and how to read and keep one (by the hash of its ciphertext)."""

    here: frozenset[str]
    read: Callable[[str], bytes]
    keep: Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Errand:
    """Everything the share lane needs to know.

    ``heads`` and ``held`` say what this home has; ``named`` the sealed files its facts speak of; ``torn`` what was
    torn when last seen; ``requests`` which enrolment requests were seen before (None: they are not our business),
    ``submissions`` those of transferees.
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
    requests: frozenset[str] | None = None
    password: str = field(default="", repr=False)
    """That of the address's user, where it names one."""
    submissions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that was not taken in, and why; nothing of it is deleted."""

    path: str
    reason: Trouble


@dataclass(frozen=True, slots=True)
class Arrived:
    """A segment whose outside holds; ``entries`` None when no key opened it yet."""

    path: str
    place: SegmentPlace
    data: bytes = field(repr=False)
    segment: Segment = field(repr=False)
    certificates: tuple[Certificate, ...] = field(repr=False)
    entries: tuple[SignedEntry, ...] | None = field(repr=False)


@dataclass
class Carried:
    """What an errand did, as far as it came; ``trouble`` is what stopped it."""

    arrived: list[Arrived] = field(default_factory=list)
    sent: list[tuple[SegmentPlace, str]] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    healed: int = 0
    fetched: int = 0
    lacking: list[SegmentPlace] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    torn: set[str] = field(default_factory=set)
    requests: dict[str, bytes] = field(default_factory=dict)
    submissions: dict[str, bytes] = field(default_factory=dict)
    ignored: int = 0
    more: bool = False
    """Whether the share holds more than one errand brings."""
    cloned: bool = False
    stopped: bool = False
    trouble: SekishoError | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """An errand under way; ``step`` is called between files and raises to stop."""

    store: Store
    errand: Errand
    carried: Carried
    step: Callable[[], None]
