"""The notice of a disposed year: which part of each PC's record is gone on purpose, signed, without personal data.

It lies open on the share, so that whoever audits without a key, and a PC that joins later, knows from where on the
chains go on; the files it covers are re-created by nobody. It permits, it never commands: what a PC removes from its
own database it removes because of the facts of the record (``YearDisposed``), after comparing. Where a chain can be
read from its beginning it is, whatever a notice says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.errors import DisposalNoticeDamaged, SignatureWrong, UnreadableFact
from desktop_app.journal.entry import GENESIS, HIGHEST_LAMPORT, Sign
from desktop_app.keys.signing import Certificate, display_name
from desktop_app.share.layout import SegmentPlace
from desktop_app.share.signed import read_note, require_member, sign_note

LARGEST_NOTICE = 256 * 1024
"""Bytes; a thousand PCs fit."""

_DEVICE = re.compile(r"[0-9a-f]{16}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ORDER_NO = re.compile(r"[^\x00-\x1f\x7f]{1,64}")
_HIGHEST_SEQ = 99_999_999
_HIGHEST_ENTRY = 1 << 53


@dataclass(frozen=True, slots=True)
class DisposalNotice:
    """What a notice says: the order, the year, when it was carried out, and what went of each PC's record."""

    workplace_id: str
    order_no: str
    fiscal_year: int
    at: datetime
    chains: tuple[DisposedChain, ...]
    format: int = 1


@dataclass(frozen=True, slots=True)
class SignedNotice:
    """A notice that holds: what it says, which PC signed it, and its file's bytes."""

    notice: DisposalNotice
    device_id: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash (hex) under which it lies on the share."""
        return hashlib.sha256(self.data).hexdigest()


def make_notice(
    notice: DisposalNotice, certificate: Certificate, sign: Sign, issuers: Sequence[Certificate] = ()
) -> bytes:
    """Return the bytes of a notice, signed by the PC that holds *certificate*."""
    return sign_note(notice, certificate, sign, issuers)


def read_notice(data: bytes, root: Certificate, workplace_id: str) -> SignedNotice:
    """Return what a notice says, signed by a PC of *root* for this workplace. Raises DisposalNoticeDamaged.

    Whether that PC is a member still is for the caller to say.
    """
    if len(data) > LARGEST_NOTICE:
        raise DisposalNoticeDamaged(reason="format")
    try:
        notice, signer = read_note(data, DisposalNotice)
        require_member(signer, root)
    except UnreadableFact as error:
        raise DisposalNoticeDamaged(reason="newer" if error.where == "newer" else "format") from None
    except SignatureWrong:
        raise DisposalNoticeDamaged(reason="signature") from None
    if not _is_sound(notice):
        raise DisposalNoticeDamaged(reason="format")
    if notice.workplace_id != workplace_id:
        raise DisposalNoticeDamaged(reason="workplace")
    return SignedNotice(notice, display_name(signer.certificate), data)


def covers(disposed: Mapping[str, DisposedChain], place: SegmentPlace) -> bool:
    """Whether a segment went with a disposed year: nobody re-creates it."""
    chain = disposed.get(place.device_id)
    return chain is not None and place.seq <= chain.segment and place.fiscal_year <= chain.fiscal_year


def _is_sound(notice: DisposalNotice) -> bool:
    devices = [chain.device_id for chain in notice.chains]
    return (
        _ORDER_NO.fullmatch(notice.order_no) is not None
        and 1 <= notice.fiscal_year <= 9999  # noqa: PLR2004 - four digits in a name
        and notice.at.tzinfo is not None
        and bool(devices)
        and devices == sorted(set(devices))
        and all(_is_sound_chain(chain, notice.fiscal_year) for chain in notice.chains)
    )


def _is_sound_chain(chain: DisposedChain, notice_year: int) -> bool:
    # A PC that only ever gave signs of life has no last entry, one without a share had no segments.
    none = (chain.entry, chain.lamport, chain.entry_hash) == (0, 0, GENESIS)
    entries = none or (1 <= chain.entry <= _HIGHEST_ENTRY and 1 <= chain.lamport <= HIGHEST_LAMPORT)
    segments = (chain.segment, chain.sha256) == (0, GENESIS) or 1 <= chain.segment <= _HIGHEST_SEQ
    hashes = (chain.sha256, chain.entry_hash, *chain.branches)
    return (
        entries
        and segments
        and _DEVICE.fullmatch(chain.device_id) is not None
        and 1 <= chain.fiscal_year <= notice_year
        and all(map(_SHA256.fullmatch, hashes))
        and list(chain.branches) == sorted(set(chain.branches))
    )
