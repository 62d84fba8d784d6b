"""Checking kept files, and the signatures on papers: those of the record, and single files from anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from desktop_app.app import App
from desktop_app.domain.case import Report, TransferCase
from desktop_app.domain.facts import Recorded, StoredFile
from desktop_app.domain.workplace import Workplace
from desktop_app.errors import CertificateUnreadable, FileNotHere, PaperUnreadable, PdfTampered, SekishoError
from desktop_app.keys.identity import read_certificate
from desktop_app.papers.signing.verify import SignatureFinding, verify_report
from desktop_app.share.segments import stored_files
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.verifying_spots import Check, Damage, Verification, paper_detail

SIGNATURES_WHEN_REPORTED = 1
LARGEST_PAPER = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed paper the record knows: the file, its report and how many signatures it has to have."""

    case_no: str
    file: StoredFile
    report: Report
    signatures: int
    in_force: bool


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """A single paper: who signed it, and what the record knows of it (None: no record was there to ask)."""

    path: Path
    signatures: tuple[SignatureFinding, ...]
    known: Paper | None
    asked_record: bool


def check_files(
    app: App, outcome: Verification, history: Mapping[str, Iterable[Recorded]], cases: Mapping[str, TransferCase]
) -> None:
    """Check that every file the facts name is here, unchanged."""
    names = {case_id: case.case_no for case_id, case in cases.items()}
    identities = app.identities()
    seen: set[str] = set()
    for case_id, facts in history.items():
        for kept in (file for recorded in facts for file in stored_files(recorded.fact)):
            if kept.sealed_sha256 in seen:
                continue
            seen.add(kept.sealed_sha256)
            path = str(app.files.path(kept.sealed_sha256))
            try:
                app.files.get(kept, identities)
            except FileNotHere:
                outcome.found(Damage.FILE_MISSING, name=kept.name, path=path, case_no=names.get(case_id, ""))
            except SekishoError:
                outcome.found(Damage.FILE_CHANGED, name=kept.name, path=path, case_no=names.get(case_id, ""))
    outcome.looked(Check.FILES, len(seen))


def check_papers(app: App, outcome: Verification, cases: Mapping[str, TransferCase], workplace: Workplace) -> None:
    """Check the signatures on every report and countersigned report of the record."""
    try:
        root = read_certificate(workplace.root_certificate.encode())
    except CertificateUnreadable:  # found above
        return
    papers = [tuple(papers_of(case)) for case in cases.values()]
    for of_one_case in papers:
        _check_papers(app, outcome, of_one_case, root)
    outcome.looked(Check.PAPERS, sum(map(len, papers)))


def _check_papers(app: App, outcome: Verification, papers: Sequence[Paper], root: x509.Certificate) -> None:
    identities = app.identities()
    held = b""
    for paper in reversed(papers):
        try:
            data = app.files.get(paper.file, identities)
            # A countersigned paper begins with the reported one, byte for byte: the later signature covers both.
            if not held.startswith(data):
                _verify(data, paper, root)
                held = data
        except PdfTampered as error:
            outcome.found(Damage.PAPER, name=paper.file.name, case_no=paper.case_no, detail=paper_detail(error))
        except SekishoError:
            continue  # the file itself is away or damaged, which was found above


def papers_of(case: TransferCase) -> Iterator[Paper]:
    """Yield every signed paper of a case, those no longer in force included."""
    for report in case.superseded_reports:
        yield Paper(case.case_no, report.pdf, report, SIGNATURES_WHEN_REPORTED, in_force=False)
    if case.report is None:
        return
    confirmed = case.confirmation
    yield Paper(case.case_no, case.report.pdf, case.report, SIGNATURES_WHEN_REPORTED, in_force=confirmed is None)
    if confirmed is not None:
        yield Paper(case.case_no, confirmed.pdf, case.report, confirmed.signature_count, in_force=True)


def verify_paper(path: Path, app: App | None) -> CheckedPaper:
    """Check a single file: by what the record knows of it, else by its signatures alone.

    Raises PaperUnreadable, PdfTampered.
    """
    data = _read(path)
    known = _known(app, hashlib.sha256(data).hexdigest()) if app else None
    root = read_certificate(app.workplace.root_certificate.encode()) if app else None
    if known:
        return CheckedPaper(path, _verify(data, known, root), known, asked_record=True)
    signatures = verify_report(
        data, expected_sha256=None, expected_signatures=None, root=root, transferee_fingerprint=None
    )
    return CheckedPaper(path, signatures, None, asked_record=app is not None)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_PAPER + 1)
    except OSError as error:
        raise PaperUnreadable(name=path.name) from error
    if len(data) > LARGEST_PAPER:
        raise PaperUnreadable(name=path.name)
    return data


def _known(app: App | None, sha256: str) -> Paper | None:
    if app is None:
        return None
    for summary in app.cases.page(CaseFilter(in_scope_only=False)):
        if summary.reported_on is None:
            continue
        for paper in papers_of(app.record.case(summary.case_id)):
            if paper.file.sha256 == sha256:
                return paper
    return None


def _verify(data: bytes, paper: Paper, root: x509.Certificate | None) -> tuple[SignatureFinding, ...]:
    return verify_report(
        data,
        expected_sha256=paper.file.sha256,
        expected_signatures=paper.signatures,
        root=root,
        transferee_fingerprint=paper.report.certificate_sha256,
    )
