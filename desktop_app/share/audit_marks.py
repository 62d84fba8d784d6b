"""What checkpoints say of a share, those that lie on it and those that were brought along."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from desktop_app.errors import CheckpointDamaged
from desktop_app.keys.signing import Certificate
from desktop_app.share.audit_report import Flaw, ShareAudit
from desktop_app.share.checkpoint import SignedCheckpoint, lost_before, read_checkpoint
from desktop_app.share.layout import SegmentPlace

StampHolds = Callable[[bytes, bytes], bool]
"""(RFC 3161 token, what it is over); whether it holds."""


@dataclass
class Marks:
    """By device and segment number: the hashes checkpoints name, with where each is told."""

    _named: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)

    @property
    def devices(self) -> frozenset[str]:
        """Devices of which checkpoints speak."""
        return frozenset(self._named)

    def add(self, device: str, seq: int, sha256: str, where: str) -> None:
        """Note what a checkpoint says."""
        self._named.setdefault(device, {}).setdefault(seq, {}).setdefault(sha256, where)

    def compare(self, audit: ShareAudit, place: SegmentPlace, data: bytes) -> None:
        """Note a spot where a whole segment is another than a checkpoint names."""
        named = self._named.get(place.device_id, {}).get(place.seq)
        if named:
            digest = hashlib.sha256(data).hexdigest()
            for sha256, where in named.items():
                if sha256 != digest:
                    audit.found(Flaw.SET_BACK, device=place.device_id, seq=place.seq, upto=place.seq, other=where)

    def at(self, device: str, seq: int) -> dict[str, str]:
        """Return the hashes that checkpoints name of a segment, with where each is told."""
        return self._named.get(device, {}).get(seq, {})

    def beyond(self, device: str, seq: int) -> tuple[int, str] | None:
        """Return the highest number above *seq* that a checkpoint names, and where it is told."""
        highest = max(self._named.get(device, {}), default=0)
        return (highest, next(iter(self._named[device][highest].values()))) if highest > seq else None


def read_marks(
    audit: ShareAudit,
    root: Certificate,
    workplace_id: str,
    there: Iterable[tuple[str, bytes]],
    brought: Iterable[tuple[str, bytes]],
    stamp_holds: StampHolds | None = None,
) -> Marks:
    """Check all checkpoints; a day under which no attempt holds, and one that is lost between two, are findings."""
    marks = Marks()
    signers: dict[str, dict[int, SignedCheckpoint]] = defaultdict(dict)
    days: dict[str, list[tuple[str, SignedCheckpoint | CheckpointDamaged]]] = defaultdict(list)
    for path, data in there:
        days[path.split(".")[0]].append((path, _read(data, root, workplace_id, path)))
    for path, data in brought:
        days[f"/{path}"].append((path, _read(data, root, workplace_id)))
    for tried in days.values():
        sound = [(path, one) for path, one in tried if isinstance(one, SignedCheckpoint)]
        if not sound:
            path, error = tried[0]
            assert isinstance(error, CheckpointDamaged)
            audit.found(Flaw.CHECKPOINT, path=path, error=error)
            continue
        audit.torn += len(tried) - len(sound)
        for path, one in sound:
            if signers[one.device_id].get(one.checkpoint.number, one).sha256 == one.sha256:
                audit.checkpoints += one.checkpoint.number not in signers[one.device_id]
            if one.stamp and stamp_holds is not None:
                audit.stamped += 1
                if not stamp_holds(one.stamp, one.note):
                    audit.found(Flaw.CHECKPOINT, path=path, error=CheckpointDamaged(reason="stamp"))
            signers[one.device_id].setdefault(one.checkpoint.number, one)
            audit.newest_checkpoint = max(audit.newest_checkpoint or one.checkpoint.at, one.checkpoint.at)
            for device, head in one.checkpoint.heads.items():
                marks.add(device, head.seq, head.sha256, path)
    _find_lost(audit, signers)
    return marks


def _read(data: bytes, root: Certificate, workplace_id: str, path: str = "") -> SignedCheckpoint | CheckpointDamaged:
    try:
        return read_checkpoint(data, root, workplace_id, path)
    except CheckpointDamaged as error:
        return error


def _find_lost(audit: ShareAudit, signers: dict[str, dict[int, SignedCheckpoint]]) -> None:
    for device, by_number in signers.items():
        before: SignedCheckpoint | None = None
        for number in sorted(by_number):
            one = by_number[number]
            if lost_before(one, before):
                first = before.checkpoint.number + 1 if before else 1
                audit.found(Flaw.CHECKPOINT_LOST, device=device, seq=first, upto=max(first, number - 1))
            before = one
