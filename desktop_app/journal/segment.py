"""A segment: consecutive entries of one device, sealed for the workplace, signed on the outside.

Three text lines and the age ciphertext::

    sekisho-segment 1
    {canonical JSON header}
    <base64 signature of the header line>
    <age ciphertext of the entries>

The header names the hash of the ciphertext, so whoever has the device's certificate can check a segment without
being able to read it (share protocol, §Layout). Sealing does not authenticate: the entries inside are signed too.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

import msgspec

from desktop_app.errors import SegmentDamaged
from desktop_app.journal.codec import encode_value
from desktop_app.journal.entry import Sign, SignedEntry

MAGIC = b"sekisho-segment 1"
LARGEST = 1 << 20
"""Bytes of a segment at most."""

_LARGEST_HEADER = 64 * 1024


@dataclass(frozen=True, slots=True)
class SegmentHeader:
    """What everybody may read of a segment.

    ``prev`` is the SHA-256 of the device's previous segment file (GENESIS for the first), ``blobs`` the names of
    the sealed files its facts speak of, ``seen`` the last entry this device knew of every other.
    """

    device_id: str
    seq: int
    prev: str
    fiscal_year: int
    first_entry: int
    last_entry: int
    ciphertext_sha256: str
    blobs: tuple[str, ...]
    seen: dict[str, int]
    format: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment taken apart; ``header_bytes`` is what the signature covers."""

    header: SegmentHeader
    header_bytes: bytes
    signature: bytes
    ciphertext: bytes


class _Line(msgspec.Struct):
    body: bytes
    signature: bytes


def entries_to_bytes(entries: tuple[SignedEntry, ...]) -> bytes:
    """Return the plaintext of a segment: one JSON line an entry (body and signature in base64)."""
    lines = [encode_value(_Line(entry.body, entry.signature)) for entry in entries]
    return b"\n".join(lines) + b"\n"


def entries_from_bytes(plaintext: bytes) -> tuple[SignedEntry, ...]:
    """Return the entries in a segment's plaintext; raises SegmentDamaged."""
    try:
        lines = [msgspec.json.decode(line, type=_Line) for line in plaintext.splitlines()]
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SegmentDamaged(reason="entries") from error
    return tuple(SignedEntry(line.body, line.signature) for line in lines)


def build_segment(header: SegmentHeader, ciphertext: bytes, sign: Sign) -> bytes:
    """Return the bytes of a segment file."""
    header_bytes = encode_value(header)
    signature = base64.b64encode(sign(header_bytes))
    return b"\n".join((MAGIC, header_bytes, signature, ciphertext))


def parse_segment(data: bytes) -> Segment:
    """Take a segment file apart and check its own hash, not yet its signature; raises SegmentDamaged."""
    if len(data) > LARGEST:
        raise SegmentDamaged(reason="too_large")
    parts = data.split(b"\n", 3)
    if len(parts) != 4 or parts[0] != MAGIC or len(parts[1]) > _LARGEST_HEADER:  # noqa: PLR2004
        raise SegmentDamaged(reason="format")
    try:
        header = msgspec.json.decode(parts[1], type=SegmentHeader)
        signature = base64.b64decode(parts[2], validate=True)
    except (msgspec.MsgspecError, UnicodeDecodeError, binascii.Error, RecursionError) as error:
        raise SegmentDamaged(reason="format") from error
    if base64.b64encode(signature) != parts[2]:
        raise SegmentDamaged(reason="format")
    if hashlib.sha256(parts[3]).hexdigest() != header.ciphertext_sha256:
        raise SegmentDamaged(reason="hash")
    return Segment(header, parts[1], signature, parts[3])


def segment_hash(data: bytes) -> str:
    """Return the SHA-256 (hex) of a segment file: what the next one names as ``prev``."""
    return hashlib.sha256(data).hexdigest()
