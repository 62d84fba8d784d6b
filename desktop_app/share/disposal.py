"""The notice of a disposed year: which part of each PC's record is gone on purpose, signed, without personal data.

It lies open on the share, so that whoever audits without a key, and a PC that joins later, knows from where on the
chains go on; the files it covers are re-created by nobody. It permits, it never commands: what a PC removes from its
own database it removes because of the facts of the record (``YearDisposed``), after comparing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.share.layout import SegmentPlace

LARGEST_NOTICE = 256 * 1024
"""Bytes; a thousand PCs fit."""


@dataclass(frozen=True, slots=True)
class DisposalNotice:
    """What a notice says: the order, the year, when it was carried out, and what went of each PC's record."""

    workplace_id: str
    order_no: str
    fiscal_year: int
    at: datetime
    chains: tuple[DisposedChain, ...]
    format: int = 1


def farthest(chains: Iterable[DisposedChain]) -> Mapping[str, DisposedChain]:
    """Return what went of each PC's record, whichever order it went with: the longest part counts."""
    found: dict[str, DisposedChain] = {}
    for one in chains:
        known = found.get(one.device_id)
        if known is None or one.segment > known.segment:
            found[one.device_id] = one
    return found


def covers(disposed: Mapping[str, DisposedChain], place: SegmentPlace) -> bool:
    """Whether a segment went with a disposed year: nobody re-creates it."""
    chain = disposed.get(place.device_id)
    return chain is not None and place.seq <= chain.segment
