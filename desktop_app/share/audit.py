"""Auditing a share: whether anything on it was changed, lost or forged, told without any key to its content.

A segment's signature covers its ciphertext and its header names the sealed files, so certificates, signatures, chains,
checkpoints and the wholeness of every file can be judged by whoever knows the organisation's root. What the content
says is told only to whoever brings a key. One walk, whether a member walks it or an auditor: a member merely knows
more to compare with. Files are read one at a time; names alone are kept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop_app.domain.names import clean_text
from desktop_app.errors import (
    ForeignShare,
    SegmentDamaged,
    ShareEntryTooLarge,
    ShareRootDiffers,
    SignatureWrong,
    UnreadableFact,
)
from desktop_app.journal.segment import LARGEST, Segment
from desktop_app.keys.identity import display_name, fingerprint, read_certificate
from desktop_app.keys.revocation import Ended
from desktop_app.keys.signing import Certificate
from desktop_app.share.audit_marks import Marks, StampHolds, read_marks
from desktop_app.share.audit_names import Names, sort_names
from desktop_app.share.audit_notices import Disposed, read_notices
from desktop_app.share.audit_report import Flaw, ShareAudit, Told
from desktop_app.share.audit_steps import Progress, steps
from desktop_app.share.chain_check import Chain
from desktop_app.share.disposal import LARGEST_NOTICE, covers
from desktop_app.share.layout import SegmentPlace, blob_folder, certificate_paths, is_list_path, log_folder
from desktop_app.share.marker import read_marker
from desktop_app.share.replies import LARGEST_REPLY, Receipt
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.share.signed import read_note, require_member
from desktop_app.share.store import LARGEST_ENTRY, Store
from desktop_app.share.trust import read_trust


@dataclass(frozen=True, slots=True)
class AuditBrief:
    """What whoever audits brings along.

    ``root``: the fingerprint the organisation's root must have (empty: told by nobody, so only consistency is judged);
    ``workplace_id`` whose share it must be (empty: whoever's); ``members``: device certificates known from elsewhere,
    ``issuers`` those of issuing PCs and ``lists`` revocation lists; ``identities`` the age keys that were granted;
    ``checkpoints`` those that never lay on this share, by name; ``stamp_holds`` judges a checkpoint's time stamp (its
    parser lives with the papers).
    """

    root: str = ""
    workplace_id: str = ""
    members: tuple[Certificate, ...] = ()
    issuers: tuple[Certificate, ...] = ()
    lists: tuple[bytes, ...] = ()
    identities: tuple[str, ...] = field(default=(), repr=False)
    checkpoints: Mapping[str, bytes] = field(default_factory=dict)
    stamp_holds: StampHolds | None = None


def audit_share(
    store: Store,
    brief: AuditBrief,
    *,
    told: Told | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> ShareAudit:
    """Check every file of a share; *told* hears of every segment that holds, with its entries where a key opens it.

    It goes on to its end and names every spot. Raises ForeignShare and ShareRootDiffers (another workplace or
    root than the brief's), ShareUnmarked, ShareMarkerDamaged, AuditStopped and the store's errors.
    """
    marker = read_marker(store)
    workplace = clean_text(marker.workplace).text
    if brief.workplace_id not in {"", marker.workplace_id}:
        raise ForeignShare(workplace=workplace)
    if brief.root and marker.root != brief.root:
        raise ShareRootDiffers(workplace=workplace, expected=brief.root, found=marker.root)
    walk = _Walk(store, brief, ShareAudit(marker, compared=bool(brief.root)), told or _unheard)
    walk.run(progress, stop)
    return walk.audit


class _Walk:
    """One walk over a share whose marker holds."""

    def __init__(self, store: Store, brief: AuditBrief, audit: ShareAudit, told: Told) -> None:
        self.audit = audit
        self._store, self._brief, self._told = store, brief, told
        self._root = read_certificate(audit.marker.root_certificate)
        self._workplace_id = audit.marker.workplace_id
        self._step: Callable[[], None] = _nothing
        self._wanted: set[tuple[int, str]] = set()
        self._trusted: set[str] = set()
        self._ends: Mapping[str, Ended] = {}
        self._doubtful: frozenset[str] = frozenset()
        self._disposed = Disposed()

    def run(self, progress: Progress | None, stop: Callable[[], bool] | None) -> None:
        names = sort_names(self._store.list(""), self._workplace_id)
        self._step = steps(names.count, progress, stop)
        self.audit.strangers, self.audit.letters = names.strangers, names.letters
        members = self._certificates(names.certificates)
        marks = self._marks(names.checkpoints)
        self._disposed = self._notices(names, members, marks)
        for device in sorted({*names.segments, *marks.devices, *self._disposed.bases}):
            self._device(device, names.segments.get(device, {}), members.get(device, ()), marks)
        self._seen_further()
        self._blobs(names.blobs)
        self._receipts(names)

    # --- who signs ----------------------------------------------------------------------------------------

    def _certificates(self, paths: Iterable[str]) -> dict[str, list[Certificate]]:
        """Return the devices' certificates; a name under which no attempt holds is a finding.

        Revocation lists lie among them and say where the record of a PC that was removed ends.
        """
        brief = self._brief
        attempts: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            self._step()
            attempts[path.split(".")[0]].append(path)
        self._trusted = set(attempts)
        trusted = read_trust(self._store, self._root, brief.members, brief.issuers, brief.lists)
        self._ends, self._doubtful = trusted.ends, trusted.doubtful
        whole = {certificate_paths(sha256)(0).split(".")[0] for sha256 in trusted.met}
        for name, held in attempts.items():
            if name not in whole:
                self.audit.found(Flaw.CERTIFICATE, path=min(held))
                continue
            sound = sum(path in trusted.paths for path in held)
            if is_list_path(held[0]):
                self.audit.lists += sound
            else:
                self.audit.certificates += sound
            self.audit.torn += len(held) - sound
        members = defaultdict(list, {device: list(each) for device, each in trusted.members.items()})
        founder = read_certificate(self.audit.marker.certificate)
        members[display_name(founder)].insert(0, founder)
        return members

    def _marks(self, paths: Iterable[str]) -> Marks:
        brought = self._brief.checkpoints
        there = ((path, self._get(path, LARGEST)) for path in paths)
        brief = self._brief
        return read_marks(self.audit, self._root, self._workplace_id, there, brought.items(), brief.stamp_holds)

    def _notices(self, names: Names, members: Mapping[str, list[Certificate]], marks: Marks) -> Disposed:
        there = ((path, self._get(path, LARGEST_NOTICE)) for path in names.notices)
        notices = read_notices(self.audit, self._root, self._workplace_id, there, members, self._ends)

        def whole(place: SegmentPlace, path: str) -> str | None:
            data = self._get(path, LARGEST)
            try:
                check_segment(data, place, members.get(place.device_id, []))
            except SegmentDamaged:
                return None
            return hashlib.sha256(data).hexdigest()

        return notices.against(self.audit, names.segments, marks, whole)

    # --- what they signed ---------------------------------------------------------------------------------

    def _device(
        self, device: str, found: Mapping[SegmentPlace, list[str]], certificates: Iterable[Certificate], marks: Marks
    ) -> None:
        keys = tuple(certificates)
        if not keys and device in self._doubtful:
            # Let in by a PC that had left: nobody's record until a member lets it in again, and no damage.
            self.audit.after_end += len(found)
            return
        if found and not keys:
            self.audit.found(Flaw.UNCERTIFIED, device=device, path=min(min(paths) for paths in found.values()))
            return
        names = {certificate_paths(fingerprint(key))(0).split(".")[0] for key in keys}
        if found and not names & self._trusted:
            # Certificates are published before segments, so this one was there.
            self.audit.found(Flaw.LACKS, path=f"{min(names)}.0.crt")
        end = self._ends.get(device)
        if end is not None:
            # What a removed PC wrote afterwards is nobody's record, whatever its clock says.
            self.audit.after_end += sum(place.seq > end.last_segment for place in found)
            found = {place: paths for place, paths in found.items() if place.seq <= end.last_segment}
        base = self._disposed.bases.get(device)
        found = {place: paths for place, paths in found.items() if not covers(self._disposed.bases, place)}
        chain = Chain(device, self.audit, log_folder(self._workplace_id), base)
        for place in sorted(found, key=lambda one: (one.seq, one.fiscal_year)):
            for data, segment in self._attempts(place, found[place], keys, chain):
                marks.compare(self.audit, place, data)
                chain.follow(place, found[place][0], segment, data)
        chain.end(marks if end is None else Marks())

    def _attempts(
        self, place: SegmentPlace, paths: list[str], keys: tuple[Certificate, ...], chain: Chain
    ) -> Iterator[tuple[bytes, Segment]]:
        """Yield the different whole attempts at a segment: one, unless somebody forged or forked."""
        whole: set[bytes] = set()
        trouble: SegmentDamaged | None = None
        for path in paths:
            data = self._get(path, LARGEST)
            try:
                segment = check_segment(data, place, keys)
                entries = open_entries(segment, keys, self._brief.identities)
            except SegmentDamaged as error:
                trouble = error
                self.audit.torn += 1
                continue
            if data in whole:
                continue
            whole.add(data)
            self._wanted |= {(place.fiscal_year, name) for name in segment.header.blobs}
            self.audit.opened += entries is not None
            chain.read(entries)
            self._told(place, segment, entries)
            yield data, segment
        if not whole:
            self.audit.torn -= len(paths)
            self.audit.found(Flaw.FILE, path=paths[0], device=place.device_id, seq=place.seq, error=trouble)
            chain.damaged(place)

    def _seen_further(self) -> None:
        """Find PCs of which another one had seen more than the share holds."""
        for device, (entry, by) in sorted(self.audit.seen.items()):
            head = self.audit.heads.get(device)
            told = any(spot.device == device for spot in self.audit.spots)
            gone = device in self._ends or device in self._doubtful
            if not told and not gone and (head.last_entry if head else 0) < entry:
                folder = f"{log_folder(self._workplace_id)}/{device}"
                self.audit.found(Flaw.SEEN_FURTHER, device=device, seq=entry, other=by, path=folder)

    # --- what they sealed ---------------------------------------------------------------------------------

    def _blobs(self, there: Mapping[tuple[int, str], list[str]]) -> None:
        folder = blob_folder(self._workplace_id)
        for year, name in sorted(self._wanted):
            paths = there.get((year, name[:32]), [])
            if not paths:
                self.audit.found(Flaw.LACKS, path=f"{folder}/{year}/{name[:2]}/{name[:32]}")
                continue
            sizes = [len(data) for data in map(self._get, paths) if hashlib.sha256(data).hexdigest() == name]
            if not sizes:
                self.audit.found(Flaw.CHANGED, path=paths[0])
                continue
            self.audit.blobs += 1
            self.audit.blob_bytes += sizes[0]
            self.audit.torn += len(paths) - len(sizes)
        named = {(year, name[:32]) for year, name in self._wanted}
        unnamed = {key: len(paths) for key, paths in there.items() if key not in named}
        went = sum(count for (year, _name), count in unnamed.items() if year <= self._disposed.last_year)
        self.audit.unnamed = sum(unnamed.values()) - went
        self.audit.uncleared += went

    def _receipts(self, names: Names) -> None:
        """Check receipts, and find the submissions that have none."""
        for short, paths in sorted(names.receipts.items()):
            sound = [path for path in paths if self._is_receipt(self._get(path, LARGEST_REPLY), short)]
            if not sound:
                self.audit.found(Flaw.RECEIPT, path=paths[0])
            self.audit.torn += len(paths) - len(sound) if sound else 0
            self.audit.receipts += bool(sound)
        for path in names.submissions:
            if hashlib.sha256(self._get(path)).hexdigest()[:32] not in names.receipts:
                self.audit.unanswered += 1

    def _is_receipt(self, data: bytes, short: str) -> bool:
        try:
            receipt, signer = read_note(data, Receipt)
            require_member(signer, self._root)
        except (UnreadableFact, SignatureWrong):
            return False
        return receipt.workplace_id == self._workplace_id and receipt.submission_sha256[:32] == short

    def _get(self, path: str, limit: int = LARGEST_ENTRY) -> bytes:
        self._step()
        try:
            return self._store.get(path, limit=limit) or b""
        except ShareEntryTooLarge:
            return b""


def _nothing() -> None:
    """Take no step yet."""


def _unheard(_place: object, _segment: object, _entries: object) -> None:
    """Nobody wants to hear."""
