"""Checkpoints: where every PC's chain stood on a day, signed, so that a share set back to an earlier state shows.

A chain proves that nothing in its middle is missing, never that its end is. A checkpoint does: it names each PC's
newest segment by its hash. Headquarters leaves one a day on the share and keeps its own; whoever audits may bring one
along that never lay on the share. Each signer's checkpoints are numbered and chained, so a lost one shows as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.clock import office_date
from desktop_app.errors import CheckpointDamaged, SignatureWrong, UnreadableFact
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.journal.entry import GENESIS
from desktop_app.keys.signing import Certificate, display_name
from desktop_app.share.layout import checkpoint_paths
from desktop_app.share.signed import read_note, require_member

LARGEST = 256 * 1024
"""Bytes; a thousand PCs fit."""


@dataclass(frozen=True, slots=True)
class CheckpointHead:
    """A PC's newest segment: its number, the SHA-256 (hex) of its file, and the number of the last entry in it."""

    seq: int
    sha256: str
    last_entry: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What one says; ``number`` and ``prev`` (SHA-256 of the file before, GENESIS for the first) chain a signer's."""

    workplace_id: str
    number: int
    prev: str
    at: datetime
    heads: Mapping[str, CheckpointHead]
    format: int = 1


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """One that holds: what it says, which PC signed it, and its file's hash.

    ``note`` is the signed note, what ``stamp`` (an RFC 3161 token, empty without one) is over.
    """

    checkpoint: Checkpoint
    device_id: str
    sha256: str
    note: bytes
    stamp: bytes


@dataclass(frozen=True, slots=True)
class _File:
    note: str
    stamp: bytes = b""


def make_checkpoint(note: bytes, stamp: bytes = b"") -> bytes:
    """Return the bytes of a checkpoint file: a note by sign_note, and a time stamp over it if there is one."""
    return encode_value(_File(note.decode(), stamp))


def read_checkpoint(data: bytes, root: Certificate, workplace_id: str, path: str = "") -> SignedCheckpoint:
    """Return what a checkpoint file says, signed by a device of *root* for this workplace.

    At *path* on a share it has to be that day's: an old one under a later day's name would hide that a share was set
    back, because the newest is found by its name. Raises CheckpointDamaged.
    """
    try:
        file = decode_value(data, _File)
        note = file.note.encode()
        checkpoint, signer = read_note(note, Checkpoint)
        require_member(signer, root)
    except (UnreadableFact, UnicodeEncodeError):
        raise CheckpointDamaged(reason="format") from None
    except SignatureWrong:
        raise CheckpointDamaged(reason="signature") from None
    if encode_value(file) != data or not _is_sound(checkpoint):
        raise CheckpointDamaged(reason="format")
    if checkpoint.workplace_id != workplace_id:
        raise CheckpointDamaged(reason="workplace")
    if path and _stem(path) != _stem(checkpoint_paths(office_date(checkpoint.at))(0)):
        raise CheckpointDamaged(reason="day")
    return SignedCheckpoint(
        checkpoint, display_name(signer.certificate), hashlib.sha256(data).hexdigest(), note, file.stamp
    )


def lost_before(one: SignedCheckpoint, before: SignedCheckpoint | None) -> bool:
    """Whether a signer's checkpoint does not follow *before*, the one with the next lower number that is there."""
    expected = (before.checkpoint.number + 1, before.sha256) if before else (1, GENESIS)
    return (one.checkpoint.number, one.checkpoint.prev) != expected


def _stem(path: str) -> str:
    return path.partition(".")[0]


def _is_sound(checkpoint: Checkpoint) -> bool:
    return (
        checkpoint.number >= 1
        and checkpoint.at.tzinfo is not None
        and all(head.seq >= 1 for head in checkpoint.heads.values())
    )
