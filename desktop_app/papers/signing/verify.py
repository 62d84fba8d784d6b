"""Verification: is a signed paper still exactly what was signed, and by whom.

pyHanko judges the signatures and what changed between them. It lets through some things our papers never have
(measured notes): bytes after the end, a file cut back to its first signature, another spelling of the signature
bytes. So here only the shape our own `signature` module writes is accepted: one revision a signature, each
covering everything before it, the last one the whole file.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from typing import Any, Never

from asn1crypto import cms
from asn1crypto.x509 import Certificate as Asn1Certificate
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, KeyUsageConstraints, async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from desktop_app.errors import PdfDamage, PdfTampered, SekishoError
from desktop_app.keys.identity import certificate_der, display_name, fingerprint, read_certificate
from desktop_app.papers.signing.signature import CONFIRMER_FIELD, TRANSFEREE_FIELD
from desktop_app.papers.signing.timestamp import TimeStamp, beside_signature, judge

# What pyHanko would log (certificate names among it) is in our findings and errors already.
for _noisy in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL + 1)


class SignatureRole(StrEnum):
    """Whose signature it is; the value is the name of its field in the file."""

    TRANSFEREE = TRANSFEREE_FIELD
    CONFIRMER = CONFIRMER_FIELD


_ORDER = (SignatureRole.TRANSFEREE, SignatureRole.CONFIRMER)
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


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """One signature that holds. *signed_at* is what the signer's clock said.

    *certificate_sha256* is hexadecimal. *from_root* tells that the certificate was issued under the root handed
    in: never so for the transferee, whose certificate is their own, nor for a confirmer when no root was given.
    """

    role: SignatureRole
    name: str
    signed_at: datetime
    reason: str
    certificate_sha256: str
    from_root: bool
    stamp: TimeStamp | None = None


def verify_report(
    pdf: bytes,
    *,
    expected_sha256: str | None,
    expected_signatures: int | None,
    root: Certificate | None,
    transferee_fingerprint: str | None,
    stamp_roots: Sequence[Certificate] = (),
) -> tuple[SignatureFinding, ...]:
    """Return what each signature of *pdf* says, transferee first, or raise PdfTampered with its PdfDamage.

    *expected_sha256*, *expected_signatures* and *transferee_fingerprint* come from the signed facts; None skips
    the comparison (a file of unknown origin), but then one signature may have been cut off unnoticed.
    Without *root* the confirmer's certificate is not judged. Certificates have to hold at their time of signing.
    A time stamp has to fit its signature; *stamp_roots* tell whether its service is one we trust.
    """
    if expected_sha256 is not None and sha256(pdf).hexdigest() != expected_sha256.lower():
        _refuse(PdfDamage.HASH)
    try:
        signatures = _signatures(pdf, expected_signatures)
        return asyncio.run(_judge(signatures, root, transferee_fingerprint, stamp_roots))
    except SekishoError:
        raise
    except Exception as damage:  # a damaged file may fail anywhere in the parsers, and with any exception
        raise PdfTampered(reason=PdfDamage.UNREADABLE, signature=None) from damage


def _refuse(reason: PdfDamage, signature: int | None = None) -> Never:
    raise PdfTampered(reason=reason, signature=signature)


def _signatures(pdf: bytes, expected: int | None) -> Sequence[EmbeddedPdfSignature]:
    """Return the signatures in their order, once fields, revisions and byte ranges are as we write them."""
    reader = PdfFileReader(BytesIO(pdf))
    filled = [name for name, _value, _field in enumerate_sig_fields(reader, filled_status=True)]
    if len(filled) not in ((1, 2) if expected is None else (expected,)):
        _refuse(PdfDamage.COUNT)
    signatures: Sequence[EmbeddedPdfSignature] = reader.embedded_signatures
    if [signature.field_name for signature in signatures] != list(_ORDER[: len(filled)]):
        _refuse(PdfDamage.COUNT)
    if [s.signed_revision for s in signatures] != list(range(1, reader.xrefs.total_revisions)):
        _refuse(PdfDamage.OVERLAID)
    for index, signature in enumerate(signatures):
        _check_range(pdf, signature, index)
    return signatures


def _check_range(pdf: bytes, signature: EmbeddedPdfSignature, index: int) -> None:
    """Only the signature's own bytes may lie outside the signed range, and they have only one spelling."""
    start, length, resumed, _rest = (int(number) for number in signature.byte_range)
    contents: bytes = signature.pkcs7_content
    if start != 0 or pdf[length:resumed] != b"<" + contents.hex().upper().encode() + b">":
        _refuse(PdfDamage.COVERAGE, index)
    signer = signature.signer_info
    if (
        signer["digest_algorithm"]["algorithm"].native != "sha256"
        or signer["signature_algorithm"]["algorithm"].native != "sha256_ecdsa"
        or signature.signer_cert.public_key.curve != ("named", "secp256r1")
    ):
        _refuse(PdfDamage.ALGORITHM, index)
    if contents != _as_written(signature).ljust(len(contents), b"\0"):
        _refuse(PdfDamage.CHANGED, index)


def _as_written(signature: EmbeddedPdfSignature) -> bytes:
    """Build the signature's container anew from its signed parts, as pyHanko builds it.

    Whatever else could be changed in it without breaking the signature shows as a difference.
    """
    signer, certificate = signature.signer_info, signature.signer_cert
    issued_by = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    rebuilt = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(issued_by)}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signed_attrs": signer["signed_attrs"],
        "signature": signer["signature"],
    }
    if (token := _token(signature)) is not None:
        rebuilt["unsigned_attrs"] = beside_signature(token)
    data = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": signature.signed_data["certificates"],
        "signer_infos": [rebuilt],
    }
    written: bytes = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump()
    return written


async def _judge(
    signatures: Sequence[EmbeddedPdfSignature],
    root: Certificate | None,
    transferee_fingerprint: str | None,
    stamp_roots: Sequence[Certificate],
) -> tuple[SignatureFinding, ...]:
    findings: list[SignatureFinding] = []
    for index, signature in enumerate(signatures):
        certificate = read_certificate(signature.signer_cert.dump())
        anchor = certificate if index == 0 else root
        finding = _finding(signature, certificate, _ORDER[index], from_root=index > 0 and root is not None)
        stamp = await _stamp(signature, index, stamp_roots)
        context = _context(anchor, finding.signed_at)
        status = await async_validate_pdf_signature(
            signature, context, diff_policy=_COUNTERSIGNING, key_usage_settings=_SIGNS_PAPERS
        )
        _check_status(status, signature, index, last=index == len(signatures) - 1)
        held = certificate.not_valid_before_utc <= finding.signed_at <= certificate.not_valid_after_utc
        if not held or (anchor is not None and not (status.trusted and _only_needed(signature, status))):
            _refuse(PdfDamage.SIGNER if index == 0 else PdfDamage.CHAIN, index)
        findings.append(replace(finding, stamp=stamp))
    _check_persons(findings, transferee_fingerprint)
    return tuple(findings)


async def _stamp(signature: EmbeddedPdfSignature, index: int, roots: Sequence[Certificate]) -> TimeStamp | None:
    token = _token(signature)
    if token is None:
        return None
    try:
        return await judge(token["content"], signature.signer_info["signature"].native, roots)
    except Exception:  # noqa: BLE001 - whatever the parsers raise means the same
        _refuse(PdfDamage.TIMESTAMP, index)


def _token(signature: EmbeddedPdfSignature) -> Any:
    """Return the time stamp, the only thing that may stand beside what is signed; None when there is none."""
    beside = signature.signer_info["unsigned_attrs"]
    stamped = len(beside) == 1 and beside[0]["type"].native == "signature_time_stamp_token"
    return beside[0]["values"][0] if stamped else None


def _context(anchor: Certificate | None, moment: datetime) -> ValidationContext:
    roots = [] if anchor is None else [Asn1Certificate.load(certificate_der(anchor))]
    return ValidationContext(trust_roots=roots, moment=moment)


def _check_status(status: Any, signature: EmbeddedPdfSignature, index: int, *, last: bool) -> None:
    if not (status.intact and status.valid):
        _refuse(PdfDamage.CHANGED, index)
    whole = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    if status.coverage is not whole:
        _refuse(PdfDamage.COVERAGE, index)
    certified = index > 0 or signature.docmdp_level is MDPPerm.FILL_FORMS
    if not (certified and status.docmdp_ok):
        _refuse(PdfDamage.OVERLAID, index)


def _only_needed(signature: EmbeddedPdfSignature, status: Any) -> bool:
    """No certificate travels along that nobody checked."""
    path = {certificate.dump() for certificate in status.validation_path.iter_certs(include_root=True)}
    return {certificate.dump() for certificate in signature.other_embedded_certs} <= path


def _finding(
    signature: EmbeddedPdfSignature, certificate: Certificate, role: SignatureRole, *, from_root: bool
) -> SignatureFinding:
    signed_at = signature.self_reported_timestamp
    if signed_at is None or signed_at.tzinfo is None:
        raise ValueError("a signature of ours says when it was made")
    said = signature.sig_object
    return SignatureFinding(
        role=role,
        name=str(said.get("/Name", "")) or display_name(certificate),
        signed_at=signed_at,
        reason=str(said.get("/Reason", "")),
        certificate_sha256=fingerprint(certificate),
        from_root=from_root,
    )


def _check_persons(findings: Sequence[SignatureFinding], transferee_fingerprint: str | None) -> None:
    if not findings:
        return
    transferee, *confirmers = findings
    if transferee_fingerprint not in (None, transferee.certificate_sha256):
        _refuse(PdfDamage.SIGNER, 0)
    for confirmer in confirmers:
        if transferee.certificate_sha256 not in _SEPARATORS.sub("", confirmer.reason).lower():
            _refuse(PdfDamage.REFERENCE, 1)
