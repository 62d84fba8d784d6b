"""Checking a single PDF from anywhere: who signed it, whether it holds, and whether the record knows it.

A file whose SHA-256 stands in the record is our own and judged here; any other is parsed in a process of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509

from desktop_app.app import App
from desktop_app.domain.facts import PersonCardRegistered, PersonCardWithdrawn, PersonCertificateRenewed, PersonEnrolled
from desktop_app.domain.membership_facts import CertificateExtended, OverseerEnrolled
from desktop_app.errors import PaperUnreadable, PdfDamage, PdfTampered
from desktop_app.keys.identity import certificate_pem, fingerprint, read_certificate
from desktop_app.papers.signing.foreign import Judgement, judge_apart
from desktop_app.papers.signing.verify import SignatureFinding
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.timestamping import stamp_roots
from desktop_app.usecases.verifying_files import Paper, papers_of, revoked_issuers, revoked_people, verify_known

LARGEST_PAPER = 64 * 1024 * 1024
_HEAD_WITHIN = 1024


class Standing(StrEnum):
    """What the record says of a file."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"  # returned, and signed anew since
    UNKNOWN = "unknown"  # the record has no such paper
    NOT_ASKED = "not_asked"  # no record was there


@dataclass(frozen=True, slots=True)
class KnownPapers:
    """What a record knows of papers: enough to judge any file without the record at hand.

    *by_hash*, *by_signer*: SHA-256 of the file and of the transferee's certificate. *cases*: ids by case number.
    *revoked*: from when certificates do not count any more, replaced ones and issuers included; *by_lists*: only what
    revocation lists say of people, for papers of the record, whose own order tells the rest.
    """

    root: x509.Certificate | None = None
    by_hash: Mapping[str, Paper] = field(default_factory=dict)
    by_signer: Mapping[str, Paper] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    revoked: Mapping[str, datetime] = field(default_factory=dict)
    by_lists: Mapping[str, datetime] = field(default_factory=dict)
    stamp_roots: tuple[x509.Certificate, ...] = ()
    asked: bool = True


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """The verdict on one file; *case_no* and *case_id* are the record's, empty when no case of it is meant."""

    path: Path
    sha256: str
    standing: Standing
    signatures: tuple[SignatureFinding, ...]
    case_no: str = ""
    case_id: str = ""
    damage: PdfDamage | None = None
    damaged_signature: int | None = None
    compared_with_root: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with the file, and the record (if asked) knows it."""
        return self.damage is None and self.standing is not Standing.UNKNOWN


def known_papers(app: App) -> KnownPapers:
    """Read what the record knows of papers and certificates."""
    by_hash: dict[str, Paper] = {}
    cases: dict[str, str] = {}
    for summary in app.cases.page(CaseFilter(in_scope_only=False)):
        cases[summary.case_no] = summary.case_id
        if summary.reported_on is not None or summary.refused_on is not None:
            by_hash |= {paper.file.sha256: paper for paper in papers_of(app.record.case(summary.case_id))}
    by_lists = revoked_people(app.workplace)
    return KnownPapers(
        root=read_certificate(app.workplace.root_certificate.encode()),
        by_hash=by_hash,
        by_signer={paper.signer: paper for paper in by_hash.values() if paper.by_transferee},
        cases=cases,
        revoked=_replaced(app) | by_lists | revoked_issuers(app.workplace),
        by_lists=by_lists,
        stamp_roots=stamp_roots(app.workplace),
    )


def root_only(path: Path) -> KnownPapers:
    """Return what an auditor has on another PC: the root certificate in a file. Raises CertificateUnreadable."""
    return KnownPapers(root=read_certificate(_bytes_of(path)), asked=False)


NOTHING_KNOWN = KnownPapers(asked=False)
"""Neither a record nor a root: only the signatures themselves are checked."""


def verify_paper(
    path: Path, known: KnownPapers, now: datetime, *, stop: Callable[[], bool] | None = None
) -> CheckedPaper:
    """Check a single file.

    Raises PaperUnreadable (not there, too large, no PDF) and what `judge_apart` raises; everything a signature or
    the record objects to stands in the verdict.
    """
    data = _bytes_of(path)
    if b"%PDF-" not in data[:_HEAD_WITHIN]:
        raise PaperUnreadable(name=path.name)
    sha256 = hashlib.sha256(data).hexdigest()
    paper = known.by_hash.get(sha256)
    if paper is not None:
        return _of_record(path, data, paper, known)
    judged = judge_apart(
        data, root=known.root, revoked=known.revoked, now=now, stamp_roots=known.stamp_roots, stop=stop
    )
    return _of_elsewhere(path, sha256, judged, known)


def export_root(app: App) -> bytes:
    """Return the organisation's root certificate as PEM, for those who check with other programs."""
    return certificate_pem(read_certificate(app.workplace.root_certificate.encode()))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_PAPER + 1)
    except OSError as error:
        raise PaperUnreadable(name=path.name) from error
    if len(data) > LARGEST_PAPER:
        raise PaperUnreadable(name=path.name)
    return data


def _of_record(path: Path, data: bytes, paper: Paper, known: KnownPapers) -> CheckedPaper:
    """The very bytes the record names; still its signatures have to hold and be as many as it says."""
    damage: PdfDamage | None = None
    damaged: int | None = None
    signatures: tuple[SignatureFinding, ...] = ()
    try:
        signatures = verify_known(data, paper, known.root, known.stamp_roots, known.by_lists)
    except PdfTampered as error:
        damage, damaged = error.reason, error.signature
    latest = known.by_signer.get(paper.signer, paper)
    if damage is None and not paper.in_force and latest.signatures > paper.signatures:
        # The report as it stood before its confirmation: whoever shows it holds the confirmation back.
        damage = PdfDamage.CUT
    return CheckedPaper(
        path,
        paper.file.sha256,
        Standing.IN_FORCE if paper.in_force or damage is PdfDamage.CUT else Standing.REPLACED,
        signatures,
        case_no=paper.case_no,
        case_id=known.cases.get(paper.case_no, ""),
        damage=damage,
        damaged_signature=damaged,
        compared_with_root=True,
    )


def _of_elsewhere(path: Path, sha256: str, judged: Judgement, known: KnownPapers) -> CheckedPaper:
    case_no, damage = _case_meant(judged, known), judged.damage
    signer = judged.signatures[0].certificate_sha256 if judged.signatures else ""
    if damage is None and signer in known.by_signer:
        # The same hand as a paper of ours, but other bytes.
        damage = PdfDamage.HASH
    return CheckedPaper(
        path,
        sha256,
        Standing.UNKNOWN if known.asked else Standing.NOT_ASKED,
        judged.signatures,
        case_no=case_no,
        case_id=known.cases.get(case_no, ""),
        damage=damage,
        damaged_signature=judged.damaged_signature,
        compared_with_root=known.root is not None,
    )


def _case_meant(judged: Judgement, known: KnownPapers) -> str:
    """Return the case a file says it belongs to, by its first signature or by what is printed on it."""
    for finding in judged.signatures[:1]:
        paper = known.by_signer.get(finding.certificate_sha256)
        if paper is not None:
            return paper.case_no
        if finding.case_no in known.cases:
            return finding.case_no
    return next((case_no for case_no in known.cases if case_no in judged.says), "")


def _replaced(app: App) -> dict[str, datetime]:
    """Return from when each certificate was replaced by one of another key, or its card given up."""
    standing: dict[tuple[str, bool], tuple[str, ...]] = {}
    replaced: dict[str, datetime] = {}
    for recorded in app.record.history(""):
        newer: tuple[str, ...]
        match recorded.fact:
            case PersonEnrolled() | OverseerEnrolled() | PersonCertificateRenewed() as fact:
                place, newer = (fact.person_id, False), (_print(fact.certificate),)
            case PersonCardRegistered() as fact:
                place, newer = (fact.person_id, True), (_print(fact.certificate),)
            case PersonCardWithdrawn() as fact:
                place, newer = (fact.person_id, True), ()
            case CertificateExtended() as fact:  # the same key: both hold
                place = (fact.holder_id, False)
                newer = (*standing.get(place, ()), _print(fact.certificate))
            case _:
                continue
        for former in standing.get(place, ()):
            if former not in newer:
                replaced[former] = recorded.at
        standing[place] = newer
    return replaced


def _print(pem: str) -> str:
    return fingerprint(read_certificate(pem.encode()))
