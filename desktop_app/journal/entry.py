"""An entry: the facts of one act, chained to the device's previous entry and signed by the device.

One entry is one transaction: an act is recorded whole or not at all. Entries of a device are numbered without
gaps and each names the hash of the one before, so a lost or changed entry shows. The signature covers the body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import msgspec

from desktop_app.domain.facts import Fact, Position, Recorded
from desktop_app.errors import UnreadableFact
from desktop_app.journal.codec import decode_fact, encode_fact, encode_value

FORMAT = 1
GENESIS = "0" * 64
"""The previous hash of a device's first entry."""

MOST_FACTS = 64
"""Facts in one entry at most; a larger act becomes several entries of one transaction."""

MOST_BYTES = 256 * 1024
"""Of facts in one entry, unless one alone is larger: a segment has to hold it."""

HIGHEST_LAMPORT = 1 << 53
"""A counter beyond it is no honest one and would leave no room for everybody else's."""

FARTHEST_LEAP = 1 << 24
"""How far a device's counter may go from one entry to the next: more acts than all workplaces record in ten years.

Everybody keeps to it when recording, so a member gone bad cannot lead others' counters away (share protocol §Collect).
"""

DIGEST = 8
"""Bytes of an entry's SHA-256 that tell two entries at one place apart."""

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says; ``at`` is UTC, ``by`` a person id (empty: the application itself)."""

    device_id: str
    seq: int
    prev: str
    lamport: int
    at: datetime
    by: str
    facts: tuple[msgspec.Raw, ...]
    format: int = FORMAT


@dataclass(frozen=True)
class SignedEntry:
    """An entry as it is stored and travels: the body's exact bytes and the device's signature over them.

    What it says is read when somebody first asks, and kept: what comes in is checked, stored and folded, and reading
    it each time would cost as much as all three.
    """

    body: bytes
    signature: bytes

    @cached_property
    def hash(self) -> str:
        """SHA-256 (hex) of the body: what the next entry names as its predecessor."""
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def entry(self) -> Entry:
        """What the body says, its facts still undecoded; raises UnreadableFact."""
        return read_entry(self.body)

    @cached_property
    def recorded(self) -> tuple[Recorded, ...]:
        """The facts with their place in the record; raises UnreadableFact."""
        return recorded_facts(self.entry, bytes.fromhex(self.hash[: 2 * DIGEST]))


@dataclass(frozen=True, slots=True)
class Head:
    """Where a device's chain stands; a new device stands at (0, GENESIS)."""

    device_id: str
    seq: int
    hash: str


def make_entry(
    head: Head, facts: tuple[Fact | msgspec.Raw, ...], *, lamport: int, at: datetime, by: str, sign: Sign
) -> SignedEntry:
    """Return the signed entry that follows *head*; facts already encoded are taken as they are."""
    entry = Entry(
        device_id=head.device_id,
        seq=head.seq + 1,
        prev=head.hash,
        lamport=lamport,
        at=at.astimezone(UTC),
        by=by,
        facts=tuple(fact if isinstance(fact, msgspec.Raw) else msgspec.Raw(encode_fact(fact)) for fact in facts),
    )
    body = encode_value(entry)
    return SignedEntry(body, sign(body))


def acts(facts: Iterable[Fact]) -> Iterator[tuple[msgspec.Raw, ...]]:
    """Yield *facts* encoded, as many at once as one entry holds."""
    taken: list[msgspec.Raw] = []
    size = 0
    for fact in facts:
        raw = msgspec.Raw(encode_fact(fact))
        if taken and (len(taken) == MOST_FACTS or size + len(raw) > MOST_BYTES):
            yield tuple(taken)
            taken, size = [], 0
        taken.append(raw)
        size += len(raw)
    if taken:
        yield tuple(taken)


def leaps(before: int, lamport: int) -> bool:
    """Whether a device's counter went from *before* to *lamport* as no honest one does."""
    return not before < lamport <= min(before + FARTHEST_LEAP, HIGHEST_LAMPORT)


_entry_decoder = msgspec.json.Decoder(Entry)


def read_entry(body: bytes) -> Entry:
    """Return what a body says, its facts still undecoded; raises UnreadableFact."""
    try:
        entry = _entry_decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFact(where=type(error).__name__) from error
    if entry.format != FORMAT or entry.seq < 1 or entry.at.tzinfo is None:
        raise UnreadableFact(where="entry")
    return entry


def recorded_facts(entry: Entry, digest: bytes = b"") -> tuple[Recorded, ...]:
    """Return the facts of an entry with their place in the record."""
    return tuple(
        Recorded(
            decode_fact(raw),
            Position(entry.lamport, entry.device_id, entry.seq, index),
            entry.at,
            entry.by,
            digest,
        )
        for index, raw in enumerate(entry.facts)
    )
