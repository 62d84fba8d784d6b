"""A segment: consecutive entries of one device, sealed for the workplace, signed on the outside.

Three text lines and the age ciphertext::

    sekisho-segment 2
    {canonical JSON header}
    <base64 signature of the header line>
    <age ciphertext of the entries>

The header names the hash of the ciphertext, so whoever has the device's certificate can check a segment without
being able to read it (share protocol, §Layout). Sealing does not authenticate: the entries inside are signed too.

These four parts stay in every later format, so that a segment of a newer version can be told from a torn one.
Format 1 said of other devices only their last entry; format 2 names the segment it was in by hash, so that two
histories of one device show. A segment without entries is a sign of life.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, fields

import msgspec

from desktop_app.errors import SegmentDamaged
from desktop_app.journal.codec import encode_value
from desktop_app.journal.entry import Sign, SignedEntry

FORMAT = 2
LARGEST = 1 << 20
"""Bytes of a segment at most."""

_MAGIC = re.compile(rb"sekisho-segment ([1-9][0-9]{0,3})")
_LARGEST_HEADER = 96 * 1024
MOST_SEEN = 300
"""Devices a header speaks of; the others are for the next one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a device had come when somebody looked: last entry, and number and hash of the segment it was in.

    Format 1 knew of the entry only.
    """

    entry: int
    seq: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class SegmentHeader:
    """What everybody may read of a segment.

    ``prev`` is the SHA-256 of the device's previous segment file (GENESIS for the first), ``blobs`` the names of
    the sealed files its facts speak of, ``seen`` how far other devices had come, as far as this was not yet said in
    an earlier segment.
    """

    device_id: str
    seq: int
    prev: str
    fiscal_year: int
    first_entry: int
    last_entry: int
    ciphertext_sha256: str
    blobs: tuple[str, ...]
    seen: dict[str, Seen]
    format: int = FORMAT

    @property
    def count(self) -> int:
        """How many entries are inside."""
        return self.last_entry - self.first_entry + 1


@dataclass(frozen=True, slots=True)
class _Header1:
    """The header of format 1."""

    device_id: str
    seq: int
    prev: str
    fiscal_year: int
    first_entry: int
    last_entry: int
    ciphertext_sha256: str
    blobs: tuple[str, ...]
    seen: dict[str, int]
    format: int

    def today(self) -> SegmentHeader:
        """Return it as the header of today; its number of the format stays."""
        same = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "seen"}
        return SegmentHeader(**same, seen={device: Seen(last) for device, last in self.seen.items()})


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment taken apart; ``header_bytes`` is what the signature covers."""

    header: SegmentHeader
    header_bytes: bytes
    signature: bytes
    ciphertext: bytes


class _AnyHeader(msgspec.Struct):
    """What the header of any format says."""

    format: int


class _Line(msgspec.Struct):
    body: bytes
    signature: bytes


def entries_to_bytes(entries: tuple[SignedEntry, ...]) -> bytes:
    """Return the plaintext of a segment: one JSON line an entry (body and signature in base64)."""
    lines = [encode_value(_Line(entry.body, entry.signature)) for entry in entries]
    return b"".join(line + b"\n" for line in lines)


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
    return b"\n".join((b"sekisho-segment %d" % header.format, header_bytes, signature, ciphertext))


def parse_segment(data: bytes) -> Segment:
    """Take a segment file apart and check its own hash, not yet its signature; raises SegmentDamaged."""
    number, header_bytes, signature, ciphertext = take_apart(data)
    try:
        if number > FORMAT:
            said = msgspec.json.decode(header_bytes, type=_AnyHeader)
            raise SegmentDamaged(reason="newer" if said.format == number else "format")
        first = msgspec.json.decode(header_bytes, type=_Header1) if number == 1 else None
        header = first.today() if first else msgspec.json.decode(header_bytes, type=SegmentHeader)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise SegmentDamaged(reason="format") from error
    numbered = header.seq >= 1 and 1 <= header.first_entry <= header.last_entry + 1
    # Two readings of one signed line (double keys, blanks) must not be possible.
    if header.format != number or not numbered or encode_value(first or header) != header_bytes:
        raise SegmentDamaged(reason="format")
    if hashlib.sha256(ciphertext).hexdigest() != header.ciphertext_sha256:
        raise SegmentDamaged(reason="hash")
    return Segment(header, header_bytes, signature, ciphertext)


def take_apart(data: bytes) -> tuple[int, bytes, bytes, bytes]:
    """Return number of the format, header, signature and ciphertext, whatever the format; raises SegmentDamaged."""
    if len(data) > LARGEST:
        raise SegmentDamaged(reason="too_large")
    parts = data.split(b"\n", 3)
    magic = _MAGIC.fullmatch(parts[0])
    if len(parts) != 4 or magic is None or len(parts[1]) > _LARGEST_HEADER:  # noqa: PLR2004
        raise SegmentDamaged(reason="format")
    try:
        signature = base64.b64decode(parts[2], validate=True)
    except binascii.Error as error:
        raise SegmentDamaged(reason="format") from error
    if base64.b64encode(signature) != parts[2]:
        raise SegmentDamaged(reason="format")
    return int(magic[1]), parts[1], signature, parts[3]


def segment_hash(data: bytes) -> str:
    """Return the SHA-256 (hex) of a segment file: what the next one names as ``prev``."""
    return hashlib.sha256(data).hexdigest()
