"""廃棄: how a fiscal year's records go, from the order to each PC's word that it is done (domain notes §4.4).

Two people decide, thirty days pass in which it can be taken back, a person carries it out. What has to stay of the
year is recorded again at its old place (``CarriedForward``); what goes is named by number only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

CARRIED_PREFIX = "carried/"
"""Under which id, followed by the order's number, what is carried forward is kept."""


@dataclass(frozen=True, slots=True)
class DisposalOrdered:
    """廃棄の申請・指示 for a whole fiscal year (share protocol §Disposal): headquarters', or without one a member's."""

    order_no: str
    fiscal_year: int
    words: str
    ordered_on: date


@dataclass(frozen=True, slots=True)
class DisposalApproved:
    """Somebody else approved the order; from *approved_on* on the cases are laid aside, and thirty days run."""

    order_no: str
    approved_by: str
    approved_on: date


@dataclass(frozen=True, slots=True)
class DisposalWithdrawn:
    """The order was taken back before it was carried out."""

    order_no: str
    words: str
    withdrawn_on: date


@dataclass(frozen=True, slots=True)
class CarriedForward:
    """A fact of a disposed year that has to stay, recorded again at its old place.

    *device_id*, *seq*, *index* and *lamport* are its position, *at* and *by* when and by whom it was recorded, *entry*
    begins the hash (hex) of its entry, *data* is the fact as the codec writes it, without secrets of disposed years.
    """

    order_no: str
    device_id: str
    seq: int
    index: int
    lamport: int
    at: datetime
    by: str
    entry: str
    data: str


@dataclass(frozen=True, slots=True)
class DisposedCase:
    """A case that went with its year; its number stays for the disposal record, its names do not."""

    case_id: str
    case_no: str


@dataclass(frozen=True, slots=True)
class CasesDisposed:
    """Some of the cases that go with an order (a fact holds a few hundred at most).

    *with_them* are the ids of what is kept beside cases and goes with these: closed findings, rows of announcements.
    """

    order_no: str
    cases: tuple[DisposedCase, ...]
    with_them: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResealed:
    """A sealed file that stays was sealed again, to this year's keys: hashes (hex) of the ciphertext before and after.

    *sha256* is that of the content, which did not change.
    """

    order_no: str
    sha256: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DisposedChain:
    """The part of a PC's record that went: everything up to a segment, and the last entry in it.

    *branches* are the segments (SHA-256) of second histories that went with it. Where the rest goes on is proved by
    the hashes; *lamport* is the last entry's, *fiscal_year* the last that went: of a second history, whose numbers
    begin again, later years stay. Without a share there are no segments: then *segment* is 0 and *sha256* all zeros.
    """

    device_id: str
    segment: int
    sha256: str
    entry: int
    entry_hash: str
    lamport: int
    branches: tuple[str, ...] = ()
    fiscal_year: int = 0


@dataclass(frozen=True, slots=True)
class YearDisposed:
    """The order was carried out: recorded last, after everything that is carried forward (*carried* facts).

    *kept* are the numbers of the cases that were kept back because of a finding or another hold.
    Of two PCs that carried out the same order apart, both count: what either carried forward stays.
    """

    order_no: str
    fiscal_year: int
    done_by: str
    done_on: date
    chains: tuple[DisposedChain, ...]
    carried: int
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisposalDone:
    """A PC compared, then removed rows, files and keys of the year, and has its database under a new key.

    Without *entries* and *files* there was nothing of the year on it: it came later.
    """

    order_no: str
    device_id: str
    entries: int
    files: int
    done_on: date


@dataclass(frozen=True, slots=True)
class KitDestroyed:
    """The year's printed recovery kit was destroyed on paper, as somebody says who saw it."""

    fiscal_year: int
    destroyed_on: date
    seen_by: str


DisposalFact = (
    DisposalOrdered
    | DisposalApproved
    | DisposalWithdrawn
    | CarriedForward
    | CasesDisposed
    | FileResealed
    | YearDisposed
    | DisposalDone
    | KitDestroyed
)
