"""Verification: is a signed paper still exactly what was signed, and by whom.

First its shape (`shape`), then pyHanko's judgement of each signature and of what changed between them, then the
persons: who they are is in their certificates, that they are ours in the organisation's root and in the record.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from asn1crypto.x509 import Certificate as Asn1Certificate
from cryptography import x509
from cryptography.x509.oid import NameOID
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.validation import EmbeddedPdfSignature, KeyUsageConstraints, async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from desktop_app.errors import CertificateNotOurs, PdfDamage, PdfTampered, SekishoError
from desktop_app.keys.identity import (
    Purpose,
    certificate_der,
    display_name,
    fingerprint,
    read_certificate,
    verify_chain,
)
from desktop_app.papers.signing.differences import what_changed
from desktop_app.papers.signing.shape import refuse, signatures_of
from desktop_app.papers.signing.signature import (
    CONFIRMER_FIELD,
    FIRST_OF_TWO,
    RECEIVER_FIELD,
    RECORD_FIELD,
    TRANSFEREE_FIELD,
)
from desktop_app.papers.signing.timestamp import TimeStamp, judge

# What pyHanko would log (certificate names among it) is in our findings and errors already.
for _noisy in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL + 1)


class SignatureRole(StrEnum):
    """Whose signature it is; the value is the name of its field in the file."""

    TRANSFEREE = TRANSFEREE_FIELD
    RECEIVER = RECEIVER_FIELD  # of a report on paper: it closes the copy and proves no handwriting
    CONFIRMER = CONFIRMER_FIELD
    RECORDER = RECORD_FIELD  # a member alone, under a record of their own

    @property
    def vouches_for_itself(self) -> bool:
        """Whether its certificate is made for this one paper, so that trust comes from the countersignature alone."""
        return self.value in FIRST_OF_TWO


# Device certificates must not sign papers: they lack the commitment to content.
_SIGNS_PAPERS = KeyUsageConstraints(key_usage={"non_repudiation"})
# What a countersignature's revision may do: sign, and note the time in the document's properties, as pyHanko
# does by itself. Its own policy would let new fields and attachments in, too.
_COUNTERSIGNING = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(ModificationLevel.LTA_UPDATES),
        MetadataUpdateRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(field_rules=[SigFieldModificationRule()]),
)
# A fingerprint may be written in groups.
_SEPARATORS = re.compile(r"[\s:\-]")
# Clocks of two PCs differ; a day is what certificates allow for, too.
_CLOCK_SLACK = timedelta(days=1)
_OBJECTIONS = {
    "issuer": PdfDamage.ROOT,
    "malformed": PdfDamage.ROOT,
    "purpose": PdfDamage.PURPOSE,
    "not yet valid": PdfDamage.EXPIRED,
    "expired": PdfDamage.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """One signature that holds. *signed_at* is what the signer's clock said.

    *certificate_sha256* is hexadecimal. *from_root* tells that the certificate was issued under the root handed
    in: never so for the transferee, whose certificate is their own, nor for a confirmer when no root was given.
    *case_no* stands in the transferee's certificate only. *byte_range*: where what was signed begins and how long
    it is, twice, for those who check with other programs.
    """

    role: SignatureRole
    name: str
    signed_at: datetime
    reason: str
    certificate_sha256: str
    from_root: bool
    employee_no: str = ""
    case_no: str = ""
    stamp: TimeStamp | None = None
    byte_range: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Expected:
    transferee: str | None
    root: x509.Certificate | None
    revoked: Mapping[str, datetime]
    now: datetime | None
    stamp_roots: Sequence[x509.Certificate]


def verify_report(
    pdf: bytes,
    *,
    expected_sha256: str | None,
    expected_signatures: int | None,
    root: x509.Certificate | None,
    transferee_fingerprint: str | None,
    revoked: Mapping[str, datetime] | None = None,
    now: datetime | None = None,
    stamp_roots: Sequence[x509.Certificate] = (),
) -> tuple[SignatureFinding, ...]:
    """Return what each signature of *pdf* says, transferee first, or raise PdfTampered with its PdfDamage.

    *expected_sha256*, *expected_signatures* and *transferee_fingerprint* come from the signed facts; None skips
    the comparison (a file of unknown origin), but then one signature may have been cut off unnoticed.
    Without *root* the confirmer's certificate is not judged. *revoked*: from when certificates, by fingerprint,
    were withdrawn. *now*: nothing can have been signed later. Certificates have to hold when they were used.
    *stamp_roots*: the certificates that time-stamp services have to lead to; without any, they are named, not judged.
    """
    if expected_sha256 is not None and sha256(pdf).hexdigest() != expected_sha256.lower():
        refuse(PdfDamage.HASH)
    try:
        signatures = signatures_of(pdf, expected_signatures)
        return asyncio.run(_judge(signatures, _Expected(transferee_fingerprint, root, revoked or {}, now, stamp_roots)))
    except SekishoError:
        raise
    except Exception as damage:  # a damaged file may fail anywhere in the parsers, and with any exception
        raise PdfTampered(reason=PdfDamage.UNREADABLE, signature=None) from damage


async def _judge(signatures: Sequence[EmbeddedPdfSignature], expected: _Expected) -> tuple[SignatureFinding, ...]:
    findings: list[SignatureFinding] = []
    for index, signature in enumerate(signatures):
        certificate = read_certificate(signature.signer_cert.dump())
        finding = _finding(signature, certificate, index, expected)
        own = finding.role.vouches_for_itself
        anchor = certificate if own else expected.root
        status = await async_validate_pdf_signature(
            signature,
            _context(anchor, finding.signed_at),
            diff_policy=_COUNTERSIGNING,
            key_usage_settings=_SIGNS_PAPERS,
        )
        _check_status(status, signature, index, last=index == len(signatures) - 1)
        between = [read_certificate(one.dump()) for one in signature.other_embedded_certs]
        _check_certificate(certificate, between, finding, index, expected)
        if anchor is not None:
            _check_trust(status, signature, index, PdfDamage.SIGNER if own else PdfDamage.ROOT)
        findings.append(replace(finding, stamp=await _stamp(signature, index, expected.stamp_roots)))
    _check_persons(findings, expected)
    return tuple(findings)


def _context(anchor: x509.Certificate | None, moment: datetime) -> ValidationContext:
    roots = [] if anchor is None else [Asn1Certificate.load(certificate_der(anchor))]
    return ValidationContext(trust_roots=roots, moment=moment)


def _check_certificate(
    certificate: x509.Certificate,
    between: Sequence[x509.Certificate],
    finding: SignatureFinding,
    index: int,
    expected: _Expected,
) -> None:
    if not certificate.not_valid_before_utc <= finding.signed_at <= certificate.not_valid_after_utc:
        refuse(PdfDamage.EXPIRED, index)
    own = finding.role.vouches_for_itself
    if own and certificate.issuer != certificate.subject:
        # A transferee vouches for themselves; a certificate of ours in their place would look like more than it is.
        refuse(PdfDamage.SIGNER, index)
    if not own and expected.root is not None:
        try:
            verify_chain(certificate, expected.root, finding.signed_at, Purpose.PERSON, between)
        except CertificateNotOurs as error:
            refuse(_OBJECTIONS[error.reason], index)
    for one in (finding.certificate_sha256, *map(fingerprint, between)):
        withdrawn = expected.revoked.get(one)
        if withdrawn is not None and finding.signed_at >= withdrawn:
            refuse(PdfDamage.REVOKED, index)


def _check_status(status: Any, signature: EmbeddedPdfSignature, index: int, *, last: bool) -> None:
    if not (status.intact and status.valid):
        refuse(PdfDamage.CHANGED, index)
    whole = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    if status.coverage is not whole:
        refuse(PdfDamage.COVERAGE, index)
    if not status.docmdp_ok:
        revision = signature.signed_revision
        refuse(what_changed(signature.reader, revision, revision + 1, signs=True), index)


def _check_trust(status: Any, signature: EmbeddedPdfSignature, index: int, damage: PdfDamage) -> None:
    if not status.trusted:
        refuse(damage, index)
    needed = {certificate.dump() for certificate in status.validation_path.iter_certs(include_root=True)}
    if not {certificate.dump() for certificate in signature.other_embedded_certs} <= needed:
        refuse(PdfDamage.CERTIFICATES, index)


async def _stamp(signature: EmbeddedPdfSignature, index: int, roots: Sequence[x509.Certificate]) -> TimeStamp | None:
    beside = signature.signer_info["unsigned_attrs"]
    if not len(beside):
        return None
    try:
        return await judge(beside[0]["values"][0]["content"], signature.signer_info["signature"].native, roots)
    except Exception:  # noqa: BLE001 - whatever the parsers raise means the same
        refuse(PdfDamage.TIMESTAMP, index)


def _finding(
    signature: EmbeddedPdfSignature, certificate: x509.Certificate, index: int, expected: _Expected
) -> SignatureFinding:
    signed_at = signature.self_reported_timestamp
    if signed_at is None or signed_at.tzinfo is None:
        raise ValueError("a signature of ours says when it was made")
    said, name = signature.sig_object, display_name(certificate)
    if said.get("/Name", name) != name:
        refuse(PdfDamage.NAME, index)
    start, length, resumed, rest = (int(number) for number in signature.byte_range)
    role = SignatureRole(signature.field_name)
    own = role.vouches_for_itself
    return SignatureFinding(
        role=role,
        name=name,
        signed_at=signed_at,
        reason=str(said.get("/Reason", "")),
        certificate_sha256=fingerprint(certificate),
        from_root=not own and expected.root is not None,
        employee_no=_attribute(certificate, NameOID.USER_ID),
        case_no=_attribute(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME) if own else "",
        byte_range=(start, length, resumed, rest),
    )


def _attribute(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    return next((str(attribute.value) for attribute in certificate.subject.get_attributes_for_oid(oid)), "")


def _check_persons(findings: Sequence[SignatureFinding], expected: _Expected) -> None:
    first, *confirmers = findings
    if expected.transferee not in (None, first.certificate_sha256):
        refuse(PdfDamage.SIGNER, 0)
    for index, finding in enumerate(findings):
        if expected.now is not None and finding.signed_at > expected.now + _CLOCK_SLACK:
            refuse(PdfDamage.TIME, index)
    for confirmer in confirmers:
        if first.certificate_sha256 not in _SEPARATORS.sub("", confirmer.reason).lower():
            refuse(PdfDamage.REFERENCE, 1)
        if confirmer.signed_at < first.signed_at - _CLOCK_SLACK:
            refuse(PdfDamage.TIME, 1)
