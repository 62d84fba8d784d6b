"""What the content of a share says, for an auditor to whom a key was granted.

The entries were verified when they were opened; here is what lies behind them: the workplace's own root and PCs, the
files, and the signatures on the papers.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from desktop_app.domain.disposed import after_disposals
from desktop_app.domain.facts import Recorded, StoredFile, UnknownFact, WorkplaceOpened, case_of, in_order
from desktop_app.domain.folding import fold
from desktop_app.domain.workplace import Workplace, fold_workplace
from desktop_app.errors import AuditStopped, CannotOpen, CertificateUnreadable, PdfTampered, ShareEntryTooLarge
from desktop_app.journal.carrying import unfolded
from desktop_app.journal.entry import SignedEntry
from desktop_app.journal.segment import Segment
from desktop_app.keys.identity import fingerprint, read_certificate
from desktop_app.keys.opening import opening
from desktop_app.keys.seal import open_sealed
from desktop_app.share.audit_report import ShareAudit
from desktop_app.share.layout import BlobPlace, SegmentPlace, blob_paths
from desktop_app.share.segments import stored_files
from desktop_app.share.store import Store
from desktop_app.text import _
from desktop_app.usecases.auditing_disposals import check_orders, told_orders
from desktop_app.usecases.timestamping import stamp_roots
from desktop_app.usecases.verifying_files import Paper, papers_of, revoked_people, verify_known
from desktop_app.usecases.verifying_spots import Check, Damage, Verification, paper_detail

_MOST_ATTEMPTS = 10


class Content:
    """Hears of opened segments during the walk, and is checked after it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._recorded: list[Recorded] = []
        self._years: dict[str, int] = {}
        """Of sealed files (hash of the ciphertext), the year whose folder holds them."""
        self._entries = 0
        self._unknown = 0

    def hear(self, place: SegmentPlace, segment: Segment, entries: tuple[SignedEntry, ...] | None) -> None:
        """Take a segment's facts."""
        self._years |= dict.fromkeys(segment.header.blobs, place.fiscal_year)
        for signed in entries or ():
            self._entries += 1
            for one in signed.recorded:
                self._recorded.append(one)
                self._unknown += isinstance(one.fact, UnknownFact)

    def check(
        self, outcome: Verification, found: ShareAudit, identities: tuple[str, ...], stop: Callable[[], bool] | None
    ) -> None:
        """Check what was heard. Raises AuditStopped."""
        outcome.looked(Check.ENTRIES, self._entries)
        history: dict[str, list[Recorded]] = defaultdict(list)
        for one in sorted(after_disposals(self._recorded, unfolded), key=in_order):
            history[case_of(one.fact)].append(one)
        opened = opening(history[""], found.marker.root)
        workplace = fold_workplace(
            one for one in history[""] if one is opened or not isinstance(one.fact, WorkplaceOpened)
        )
        outcome.orders = told_orders(history[""])
        if found.opened == found.segments:
            _check_workplace(outcome, found, workplace)
            check_orders(outcome, found.disposed, history[""])
        cases = {case_id: case for case_id, facts in history.items() if case_id and (case := fold(facts))}
        names = {case_id: case.case_no for case_id, case in cases.items()}
        papers: dict[str, list[Paper]] = defaultdict(list)
        for case in cases.values():
            for paper in papers_of(case):
                papers[paper.file.sealed_sha256].append(paper)
        whole = 0
        for sealed, (file, case_id) in sorted(self._files(history, workplace).items()):
            if stop is not None and stop():
                raise AuditStopped
            data = self._opened(found.marker.workplace_id, BlobPlace(sealed, self._years[sealed]), identities)
            if data is None:
                continue  # missing or changed was found in the walk; sealed to another key is no flaw
            if hashlib.sha256(data).hexdigest() != file.sha256:
                outcome.found(Damage.FILE_CHANGED, name=file.name, case_no=names.get(case_id, ""), check=Check.FILES)
                continue
            whole += 1
            for paper in papers.get(file.sealed_sha256, ()):
                _check_paper(outcome, data, paper, workplace)
        outcome.looked(Check.FILES, whole)
        outcome.looked(Check.PAPERS, sum(map(len, papers.values())))
        outcome.scope = (*outcome.scope, Check.FILES, Check.PAPERS)
        outcome.unknown_facts = self._unknown

    def _files(
        self, history: Mapping[str, Iterable[Recorded]], workplace: Workplace
    ) -> dict[str, tuple[StoredFile, str]]:
        """Return, by the hash of the ciphertext that is in force, each file on the share and the case that names it."""
        found: dict[str, tuple[StoredFile, str]] = {}
        for case_id, facts in history.items():
            for file in (file for one in facts for file in stored_files(one.fact)):
                for sealed in (file.sealed_sha256, *workplace.resealed.get(file.sealed_sha256, ())):
                    if sealed in self._years:
                        found.setdefault(sealed, (file, case_id))
        return found

    def _opened(self, workplace_id: str, place: BlobPlace, identities: tuple[str, ...]) -> bytes | None:
        for path in map(blob_paths(workplace_id, place), range(_MOST_ATTEMPTS)):
            try:
                sealed = self._store.get(path)
            except ShareEntryTooLarge:
                continue
            if sealed is None:
                return None
            if hashlib.sha256(sealed).hexdigest() == place.sealed_sha256:
                try:
                    return open_sealed(sealed, identities)
                except CannotOpen:
                    return None
        return None


def _check_workplace(outcome: Verification, found: ShareAudit, workplace: Workplace) -> None:
    try:
        root = fingerprint(read_certificate(workplace.root_certificate.encode()))
    except CertificateUnreadable:
        root = ""
    if root != found.marker.root:
        detail = _("the record names another root")
        outcome.found(Damage.CERTIFICATE, name=workplace.company, detail=detail, check=Check.CERTIFICATES)
    for device in sorted(set(found.heads) - set(workplace.devices)):
        outcome.found(Damage.DEVICE_UNKNOWN, device=device, check=Check.ENTRIES)


def _check_paper(outcome: Verification, data: bytes, paper: Paper, workplace: Workplace) -> None:
    try:
        root = read_certificate(workplace.root_certificate.encode())
    except CertificateUnreadable:  # found above
        return
    try:
        verify_known(data, paper, root, stamp_roots(workplace), revoked_people(workplace))
    except PdfTampered as error:
        detail = paper_detail(error)
        outcome.found(Damage.PAPER, name=paper.file.name, case_no=paper.case_no, detail=detail, check=Check.PAPERS)
