"""Checking the files the record keeps, and the signatures on its papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509

from desktop_app.app import App
from desktop_app.domain.case import Report, TransferCase
from desktop_app.domain.facts import Recorded, ReportSigned, StoredFile
from desktop_app.domain.workplace import Workplace
from desktop_app.errors import CertificateUnreadable, FileNotHere, PdfTampered, SekishoError
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.revocation import Ended
from desktop_app.keys.standing import ended_in, issuing_certificates, revoked_since
from desktop_app.papers.signing.verify import SignatureFinding, verify_report
from desktop_app.share.segments import stored_files
from desktop_app.usecases.timestamping import stamp_roots
from desktop_app.usecases.verifying_spots import Check, Damage, Verification, paper_detail

SIGNATURES_WHEN_REPORTED = 1


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed paper the record knows: the file, who signed first, and how many signatures it has to have.

    *signer*: the SHA-256 of the first signature's certificate, one of their own if *by_transferee*.
    """

    case_no: str
    file: StoredFile
    signer: str
    signatures: int
    in_force: bool
    by_transferee: bool = True


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
    revoked = revoked_people(workplace)
    for of_one_case in papers:
        _check_papers(app, outcome, of_one_case, root, stamp_roots(workplace), revoked)
    outcome.looked(Check.PAPERS, sum(map(len, papers)))


def _check_papers(
    app: App,
    outcome: Verification,
    papers: Sequence[Paper],
    root: x509.Certificate,
    stamps: Sequence[x509.Certificate],
    revoked: Mapping[str, datetime],
) -> None:
    identities = app.identities()
    held = b""
    for paper in reversed(papers):
        try:
            data = app.files.get(paper.file, identities)
            # A countersigned paper begins with the reported one, byte for byte: the later signature covers both.
            if not held.startswith(data):
                verify_known(data, paper, root, stamps, revoked)
                held = data
        except PdfTampered as error:
            outcome.found(Damage.PAPER, name=paper.file.name, case_no=paper.case_no, detail=paper_detail(error))
        except SekishoError:
            continue  # the file itself is away or damaged, which was found above


def revoked_people(workplace: Workplace) -> dict[str, datetime]:
    """Return from when the certificates of people who left must not have signed, by SHA-256 (hex), as the lists say."""
    pems = (pem for person in workplace.people.values() for pem in person.certificates)
    return revoked_since(map(read_certificate, map(str.encode, pems)), _ended(workplace))


def revoked_issuers(workplace: Workplace) -> dict[str, datetime]:
    """Return from when issuing PCs must not have certified anybody.

    Of no concern to papers of the record: it knows the people, whoever certified them.
    """
    issuing = issuing_certificates(workplace.root_certificate, workplace.membership)
    return revoked_since(issuing, _ended(workplace))


def _ended(workplace: Workplace) -> tuple[Ended, ...]:
    return ended_in(workplace.root_certificate, workplace.membership.lists)


def papers_of(case: TransferCase) -> Iterator[Paper]:
    """Yield every signed paper of a case, those no longer in force included."""
    if (told := case.explanation) is not None:
        yield Paper(case.case_no, told.pdf, told.certificate_sha256, 1, in_force=True, by_transferee=False)
    for report in case.superseded_reports:
        yield _as_reported(case, report, in_force=False)
    if case.report is None:
        return
    confirmed = case.confirmation
    yield _as_reported(case, case.report, in_force=confirmed is None)
    if confirmed is not None:
        first = _as_reported(case, case.report, in_force=True)
        yield replace(first, file=confirmed.pdf, signatures=confirmed.signature_count)


def _as_reported(case: TransferCase, report: Report, *, in_force: bool) -> Paper:
    signer = report.certificate_sha256
    by_transferee = isinstance(report, ReportSigned)
    return Paper(case.case_no, report.pdf, signer, SIGNATURES_WHEN_REPORTED, in_force, by_transferee)


def verify_known(
    data: bytes,
    paper: Paper,
    root: x509.Certificate | None,
    stamps: Sequence[x509.Certificate],
    revoked: Mapping[str, datetime],
) -> tuple[SignatureFinding, ...]:
    """Verify a paper against what the record says of it, *revoked* being what its lists say. Raises PdfTampered."""
    return verify_report(
        data,
        expected_sha256=paper.file.sha256,
        expected_signatures=paper.signatures,
        root=root,
        transferee_fingerprint=paper.signer,
        revoked=revoked,
        stamp_roots=stamps,
    )
