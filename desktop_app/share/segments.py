"""Segments on their way out and in: cut from a device's entries, checked before anything in them is believed.

Outside: name, signature of a device our root certified, hash, place in the device's chain. Inside: every entry's own
signature and chain, because sealing does not authenticate (share protocol §Collect).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from enum import StrEnum

from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import office_date
from desktop_app.domain.disposal_facts import CarriedForward, FileResealed
from desktop_app.domain.facts import Fact, FiscalKeyMade, StoredFile, UnknownFact
from desktop_app.domain.membership_facts import FiscalKeyGranted, FiscalKeyRotated
from desktop_app.errors import CannotOpen, SegmentDamaged, SignatureWrong, UnreadableFact
from desktop_app.journal.codec import decode_fact
from desktop_app.journal.entry import HIGHEST_LAMPORT, Sign, SignedEntry, leaps
from desktop_app.journal.segment import (
    Seen,
    Segment,
    SegmentHeader,
    build_segment,
    entries_from_bytes,
    entries_to_bytes,
    parse_segment,
    take_apart,
)
from desktop_app.keys.identity import verify
from desktop_app.keys.seal import open_sealed, seal
from desktop_app.keys.signing import Certificate
from desktop_app.share.layout import SegmentPlace

MOST_ENTRIES = 256
MOST_BYTES = 900 * 1024
"""Of plaintext: with header and age's own overhead a segment stays below its 1 MiB."""

MOST_BLOBS = 400
"""Names of sealed files that fit into a header."""


class Trouble(StrEnum):
    """Why a file of the share is not taken in (yet)."""

    TORN = "torn"
    """Incomplete or changed; it may still be on its way."""
    SIGNATURE = "signature"
    """Not signed by the device whose folder it lies in."""
    CHAIN = "chain"
    """Does not follow what this device published before."""
    ENTRIES = "entries"
    """What is inside does not hold."""
    NO_KEY = "no_key"
    """Sealed to a year's key that has not arrived."""
    GAP = "gap"
    """An earlier one of the same device is missing."""
    REVOKED = "revoked"
    """Written by a PC after it was removed from the workplace, whatever its clock says."""
    SET_BACK = "set_back"
    """A checkpoint of headquarters names more of this device, or something else, than is there."""
    FILE_MISSING = "file_missing"
    """A paper or evidence that the record names is not here."""
    LEAP = "leap"
    """Its counter goes further than an honest one does."""
    NEWER = "newer"
    """Written by a newer version, signed by its device."""
    NO_ORDER = "no_order"
    """The notice of a disposed year that no order of the record stands behind."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Entries that will become one segment; ``key_years`` are the years whose keys are announced in it.

    ``gives_keys``: a key made anew is in it, for each PC by itself.
    """

    fiscal_year: int
    entries: tuple[SignedEntry, ...]
    first_entry: int
    last_entry: int
    blobs: tuple[str, ...]
    key_years: tuple[int, ...]
    gives_keys: bool = False


def drafts(entries: Iterable[SignedEntry], resealed: Iterable[str] = ()) -> Iterator[Draft]:
    """Cut a device's entries, in order, into what one segment may hold: one fiscal year, bounded size.

    *resealed* are former ciphertexts of files that were sealed again: nobody has them any more.
    """
    taken: list[SignedEntry] = []
    blobs: dict[str, None] = {}
    size = 0
    sealed_again = set(resealed)
    for signed in entries:
        names = dict.fromkeys(_names(signed, sealed_again))
        length = len(entries_to_bytes((signed,)))
        full = len(taken) == MOST_ENTRIES or size + length > MOST_BYTES or len(blobs | names) > MOST_BLOBS
        if taken and (full or _year(signed) != _year(taken[0])):
            yield _draft(taken, blobs)
            taken, blobs, size = [], {}, 0
        taken.append(signed)
        blobs |= names
        size += length
    if taken:
        yield _draft(taken, blobs)


def segment_of(
    draft: Draft,
    *,
    device_id: str,
    seq: int,
    prev: str,
    recipients: tuple[str, ...],
    seen: Mapping[str, Seen],
    sign: Sign,
) -> bytes:
    """Return the bytes of a segment file, sealed to *recipients* and signed."""
    ciphertext = seal(entries_to_bytes(draft.entries), recipients)
    header = SegmentHeader(
        device_id=device_id,
        seq=seq,
        prev=prev,
        fiscal_year=draft.fiscal_year,
        first_entry=draft.first_entry,
        last_entry=draft.last_entry,
        ciphertext_sha256=hashlib.sha256(ciphertext).hexdigest(),
        blobs=draft.blobs,
        seen=dict(seen),
    )
    return build_segment(header, ciphertext, sign)


def check_segment(data: bytes, place: SegmentPlace, certificates: Iterable[Certificate]) -> Segment:
    """Return a segment whose outside holds: whole, in its own place, signed with one of the device's certificates.

    Raises SegmentDamaged (reason: signature when whole but not the device's).
    """
    try:
        segment = parse_segment(data)
    except SegmentDamaged as error:
        if error.reason == "newer" and not _is_signed(*take_apart(data)[1:3], certificates):
            raise SegmentDamaged(reason="signature") from error
        raise
    header = segment.header
    if (header.device_id, header.fiscal_year, header.seq) != (place.device_id, place.fiscal_year, place.seq):
        raise SegmentDamaged(reason="signature")
    if not _is_signed(segment.header_bytes, segment.signature, certificates):
        raise SegmentDamaged(reason="signature")
    return segment


def open_entries(
    segment: Segment, certificates: Iterable[Certificate], identities: Iterable[str]
) -> tuple[SignedEntry, ...] | None:
    """Return the entries in a checked segment, every one verified; None when no identity opens it yet.

    Raises SegmentDamaged.
    """
    try:
        plaintext = open_sealed(segment.ciphertext, identities)
    except CannotOpen as error:
        if error.reason == "no key":
            return None
        raise SegmentDamaged(reason="entries") from error
    entries = entries_from_bytes(plaintext)
    keys = tuple(certificates)
    header = segment.header
    if len(entries) != header.count:
        raise SegmentDamaged(reason="entries")
    before: tuple[str, int] | None = None
    for seq, signed in enumerate(entries, start=header.first_entry):
        before = _check_entry(signed, header.device_id, seq, before, keys)
    return entries


def _check_entry(
    signed: SignedEntry,
    device_id: str,
    seq: int,
    before: tuple[str, int] | None,
    certificates: tuple[Certificate, ...],
) -> tuple[str, int]:
    """Check an entry that follows *before* (hash and counter); returns its own. Raises SegmentDamaged."""
    try:
        body, _facts = signed.entry, signed.recorded
    except UnreadableFact as error:
        raise SegmentDamaged(reason="entries") from error
    follows = (
        body.device_id == device_id
        and body.seq == seq
        and 0 < body.lamport <= HIGHEST_LAMPORT
        and (before is None or (body.prev == before[0] and not leaps(before[1], body.lamport)))
    )
    if not follows or not _is_signed(signed.body, signed.signature, certificates):
        raise SegmentDamaged(reason="entries")
    return signed.hash, body.lamport


def _is_signed(body: bytes, signature: bytes, certificates: Iterable[Certificate]) -> bool:
    for certificate in certificates:
        with suppress(SignatureWrong):
            verify(certificate, signature, body)
            return True
    return False


def _draft(taken: list[SignedEntry], blobs: dict[str, None]) -> Draft:
    facts = [recorded.fact for signed in taken for recorded in signed.recorded]
    years = {fact.fiscal_year for fact in facts if isinstance(fact, FiscalKeyMade)}
    return Draft(
        fiscal_year=_year(taken[0]),
        entries=tuple(taken),
        first_entry=taken[0].entry.seq,
        last_entry=taken[-1].entry.seq,
        blobs=tuple(blobs),
        key_years=tuple(sorted(years)),
        gives_keys=any(isinstance(fact, FiscalKeyRotated | FiscalKeyGranted) for fact in facts),
    )


def _year(signed: SignedEntry) -> int:
    return fiscal_year(office_date(signed.entry.at))


def _names(signed: SignedEntry, sealed_again: set[str]) -> Iterator[str]:
    """Yield the sealed files of an entry by their hashes, so that they are there before it.

    Of what stays of a disposed year it is the new seal, where there is one: *sealed_again* are the former ones.
    """
    for recorded in signed.recorded:
        fact = recorded.fact
        if isinstance(fact, FileResealed):
            sealed_again.add(fact.before)
            yield fact.after
        elif isinstance(fact, CarriedForward):
            with suppress(UnreadableFact):
                names = {file.sealed_sha256 for file in stored_files(decode_fact(fact.data.encode()))}
                yield from sorted(names - sealed_again)
        else:
            named = (file.sealed_sha256 for file in stored_files(fact))
            yield from (name for name in named if name not in sealed_again)


def stored_files(fact: Fact | UnknownFact) -> Iterator[StoredFile]:
    """Yield the sealed files a fact names, whatever kind of fact it is."""
    for field in fields(fact):
        value = getattr(fact, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, StoredFile):
                yield part
