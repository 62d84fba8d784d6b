"""Signature, countersignature and verification against the bare pyHanko calls; what setting a report takes."""

from __future__ import annotations

import asyncio
import io
import statistics
from datetime import UTC, datetime

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop_app.keys import identity
from desktop_app.keys.identity import SignerIdentity
from desktop_app.papers.forms.letter import render_letter
from desktop_app.papers.forms.letter_data import Letter
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.signing.signature import countersign, sign_report
from desktop_app.papers.signing.verify import verify_report
from tests.benchmarks.measure import Figure, ratio, seconds
from tests.core.papers.letter_samples import REPORT, letter

AT = datetime.now(UTC)
ROOT = identity.make_root("北辰送配電株式会社", AT)
_KEY = identity.new_key()
MANAGER = SignerIdentity(
    _KEY,
    identity.issue_person_certificate(ROOT, _KEY.public_key(), "中村　由美子", "1204417", "北辰送配電株式会社", AT),
)
TRANSFEREE = identity.one_time_certificate("佐藤　太郎", "0012345", "NSC01-25A-003", AT)


RENDERED = render_letter(REPORT)


def ours() -> None:
    """Two signatures and their verification, through our own functions."""
    signed = sign_report(
        RENDERED.pdf,
        RENDERED.transferee_field,
        TRANSFEREE,
        manager_field=RENDERED.manager_field,
        signed_at=AT,
        reason="完了報告書",
        name="佐藤　太郎",
    )
    print_ = identity.fingerprint(TRANSFEREE.certificate)
    mark = ConfirmationMark("確認", "2025.3.31", "中村")
    done = countersign(signed, MANAGER, (), signed_at=AT, reason=f"SHA-256 {print_}", mark=mark)
    verify_report(
        done, expected_sha256=None, expected_signatures=2, root=ROOT.certificate, transferee_fingerprint=print_
    )


def _signer(who: SignerIdentity) -> signers.SimpleSigner:
    der = who.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = asn1_x509.Certificate.load(who.certificate.public_bytes(serialization.Encoding.DER))
    return signers.SimpleSigner(certificate, asn1_keys.PrivateKeyInfo.load(der), SimpleCertificateStore())


def bare() -> None:
    """The same paper, two signatures and two validations, by the library's own calls."""
    data = RENDERED.pdf
    for name, who in (("a", TRANSFEREE), ("b", MANAGER)):
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        fields.append_signature_field(writer, fields.SigFieldSpec(name, box=(60, 60, 120, 110)))
        meta = signers.PdfSignatureMetadata(
            field_name=name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        data = signers.sign_pdf(writer, meta, _signer(who)).getvalue()
    reader = PdfFileReader(io.BytesIO(data))
    roots = [ROOT.certificate, TRANSFEREE.certificate]
    trusted = [asn1_x509.Certificate.load(c.public_bytes(serialization.Encoding.DER)) for c in roots]
    for signature in reader.embedded_signatures:
        asyncio.run(async_validate_pdf_signature(signature, ValidationContext(trust_roots=trusted)))


def _warm(paper: Letter) -> float:
    return statistics.median(seconds(lambda: render_letter(paper)) for _ in range(15))


def figures() -> list[Figure]:
    """Return the ratio, and what a letter takes to set once its fonts are loaded."""
    return [
        ratio("signature + countersignature + verification", 1.3, ours, bare, runs=15),
        *(
            Figure(f"{name} rendered, warm", _warm(letter(name)) * 1000, 15, "ms", "median of 15, fonts loaded")
            for name in ("completion-report", "tohoku-pledge")
        ),
    ]
