"""What notices of disposed years say of a share, and whether it is so, as far as anything is left to compare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.disposed import farthest
from desktop_app.errors import DisposalNoticeDamaged
from desktop_app.keys.signing import Certificate
from desktop_app.share.audit_marks import Marks
from desktop_app.share.audit_report import DisposedPart, Flaw, ShareAudit
from desktop_app.share.disposal import SignedNotice, covers, read_notice
from desktop_app.share.layout import SegmentPlace
from desktop_app.share.notices import lies_rightly

Segments = Mapping[str, Mapping[SegmentPlace, list[str]]]
"""Paths by place, by device."""

Whole = Callable[[SegmentPlace, str], str | None]
"""(place, path); the hash of the segment that lies there whole, None when what lies there does not hold."""


@dataclass(frozen=True)
class Disposed:
    """The notices that hold, by path, and from where on each PC's record is to be checked."""

    notices: Mapping[str, SignedNotice] = field(default_factory=dict)
    bases: Mapping[str, DisposedChain] = field(default_factory=dict)

    @property
    def last_year(self) -> int:
        """The last fiscal year that was disposed of, 0 without any."""
        return max((one.notice.fiscal_year for one in self.notices.values()), default=0)

    def against(self, audit: ShareAudit, segments: Segments, marks: Marks, whole: Whole) -> Disposed:
        """Note where notices contradict each other, a checkpoint or a segment; such a one covers nothing.

        What the others cover is counted: it is not checked, and what still lies there waits to be cleared away.
        """
        spots = {path: _contradicted(one, segments, marks, whole) for path, one in self.notices.items()}
        agreeing = {path: one for path, one in self.notices.items() if spots[path] is None}
        spots |= {path: _contradicting(one, agreeing.values()) for path, one in agreeing.items()}
        for path, spot in spots.items():
            if spot is not None:
                device, seq, reason, other = spot
                error = DisposalNoticeDamaged(reason=reason)
                audit.found(Flaw.NOTICE, path=path, device=device, seq=seq, other=other, error=error)
        sound = {path: one for path, one in agreeing.items() if spots[path] is None}
        found = Disposed(sound, farthest(chain for one in sound.values() for chain in one.notice.chains))
        _note_parts(audit, sound)
        audit.uncleared += sum(
            len(paths)
            for device, base in found.bases.items()
            for place, paths in segments.get(device, {}).items()
            if covers({device: base}, place)
        )
        return found


def read_notices(
    audit: ShareAudit,
    root: Certificate,
    workplace_id: str,
    there: Iterable[tuple[str, bytes]],
    members: Collection[str],
    ended: Collection[str],
) -> Disposed:
    """Read all notices; a name under which no attempt holds is a finding.

    One by a PC that has left covers nothing: a member signs in its place.
    """
    tried: dict[str, list[tuple[str, SignedNotice | DisposalNoticeDamaged]]] = {}
    for path, data in there:
        tried.setdefault(path.split(".")[0], []).append((path, _read(path, data, root, workplace_id, members)))
    notices: dict[str, SignedNotice] = {}
    for attempts in tried.values():
        sound = [(path, one) for path, one in attempts if isinstance(one, SignedNotice)]
        if not sound:
            path, error = attempts[0]
            assert isinstance(error, DisposalNoticeDamaged)
            audit.found(Flaw.NOTICE, path=path, error=error)
            continue
        audit.torn += len(attempts) - len(sound)
        path, one = sound[0]
        if one.device_id not in ended:
            notices[path] = one
    return Disposed(notices)


def _read(
    path: str, data: bytes, root: Certificate, workplace_id: str, members: Collection[str]
) -> SignedNotice | DisposalNoticeDamaged:
    try:
        found = read_notice(data, root, workplace_id)
    except DisposalNoticeDamaged as error:
        return error
    if found.device_id not in members:
        return DisposalNoticeDamaged(reason="member")
    return found if lies_rightly(found, path) else DisposalNoticeDamaged(reason="name")


_Contradiction = tuple[str, int, str, str]
"""Device, number of the segment, why, and what tells it."""


def _contradicting(one: SignedNotice, others: Iterable[SignedNotice]) -> _Contradiction | None:
    """Return where a notice says of the same segment something else than another one."""
    said = {(chain.device_id, chain.segment): replace(chain, branches=()) for chain in one.notice.chains}
    for chain in (chain for other in others for chain in other.notice.chains):
        if said.get((chain.device_id, chain.segment), chain) not in {chain, replace(chain, branches=())}:
            return chain.device_id, chain.segment, "notice", ""
    return None


def _contradicted(one: SignedNotice, segments: Segments, marks: Marks, whole: Whole) -> _Contradiction | None:
    """Return where a checkpoint or a segment that is there contradicts a notice."""
    for chain in one.notice.chains:
        device, seq = chain.device_id, chain.segment
        for named, where in marks.at(device, seq).items():
            if named not in {chain.sha256, *chain.branches}:
                return device, seq, "checkpoint", where
        there = [(place, path) for place, each in segments.get(device, {}).items() if place.seq == seq for path in each]
        hashes = {path: found for place, path in there if (found := whole(place, path)) is not None}
        if hashes and chain.sha256 not in hashes.values():
            return device, seq, "segment", next(iter(hashes))
    return None


def _note_parts(audit: ShareAudit, notices: Mapping[str, SignedNotice]) -> None:
    """Note each order once, with the segments that no earlier one covered."""
    before: dict[str, int] = {}
    seen: set[tuple[int, str]] = set()
    in_turn = sorted(notices.items(), key=lambda item: (item[1].notice.fiscal_year, item[1].notice.at, item[0]))
    for path, one in in_turn:
        said = one.notice
        count = sum(max(0, chain.segment - before.get(chain.device_id, 0)) for chain in said.chains)
        before |= {c.device_id: max(c.segment, before.get(c.device_id, 0)) for c in said.chains}
        if count or (said.fiscal_year, said.order_no) not in seen:
            audit.disposed.append(DisposedPart(said, one.device_id, count, path))
        seen.add((said.fiscal_year, said.order_no))
