"""The shape of a paper we signed: one revision a signature, each covering all before it, each in one spelling.

pyHanko lets through some things our papers never have (measured notes): bytes after the end, a file cut back to its
first signature, another spelling of the signature's own bytes. Only what `signature` writes passes here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Never

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature

from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.papers.signing.differences import what_changed
from desktop_app.papers.signing.signature import CONFIRMER_FIELD, FIRST_OF_TWO, RECORD_FIELD

_FIELDS = (*([first] for first in FIRST_OF_TWO), *([first, CONFIRMER_FIELD] for first in FIRST_OF_TWO), [RECORD_FIELD])
_CERTIFIES = dict.fromkeys(FIRST_OF_TWO, MDPPerm.FILL_FORMS) | {RECORD_FIELD: MDPPerm.NO_CHANGES}
_HEAD = b"%PDF-"
# A reader program looks for the head this far into a file.
_HEAD_WITHIN = 1024
_TIME_STAMP = "signature_time_stamp_token"
_END = re.compile(rb"\s*startxref\s+\d+\s+%%EOF\s*\Z")


def refuse(reason: PdfDamage, signature: int | None = None) -> Never:
    """Raise PdfTampered for the signature with this index, or for the file."""
    raise PdfTampered(reason=reason, signature=signature)


def signatures_of(pdf: bytes, expected: int | None) -> Sequence[EmbeddedPdfSignature]:
    """Return the signatures in their order, once fields, revisions and byte ranges are as we write them.

    Raises PdfTampered; on damaged files also anything pyHanko raises.
    """
    if not pdf.startswith(_HEAD):
        refuse(PdfDamage.PREPENDED if _HEAD in pdf[:_HEAD_WITHIN] else PdfDamage.UNREADABLE)
    _check_tail(pdf)
    reader = PdfFileReader(BytesIO(pdf))
    if reader.encrypted:
        refuse(PdfDamage.LOCKED)
    filled = [name for name, _value, _field in enumerate_sig_fields(reader, filled_status=True)]
    if not filled:
        refuse(PdfDamage.UNSIGNED)
    signatures: Sequence[EmbeddedPdfSignature] = reader.embedded_signatures
    if len(signatures) != len(filled) or [s.field_name for s in signatures] not in _FIELDS:
        refuse(PdfDamage.COUNT)
    covered = 0
    for index, signature in enumerate(signatures):
        covered = _check_range(pdf, signature, index)
    _check_revisions(reader, signatures)
    if covered < len(pdf):
        refuse(PdfDamage.APPENDED)
    for index, signature in enumerate(signatures):
        _check_container(signature, index)
    if signatures[0].docmdp_level is not _CERTIFIES[signatures[0].field_name]:
        refuse(PdfDamage.CERTIFICATION, 0)
    if expected is not None and len(filled) != expected:
        refuse(PdfDamage.CUT if len(filled) < expected else PdfDamage.COUNT)
    return signatures


def _check_tail(pdf: bytes) -> None:
    """What follows the last end mark was appended; a cut-off file has none."""
    end = pdf.rfind(b"%%EOF")
    if end < 0:
        refuse(PdfDamage.UNREADABLE)
    if pdf[end:].rstrip(b"\r\n") != b"%%EOF" or not _END.search(pdf[max(0, end - 64) :]):
        refuse(PdfDamage.APPENDED)


def _check_range(pdf: bytes, signature: EmbeddedPdfSignature, index: int) -> int:
    """Return up to where the signature covers the file.

    Only the signature's own bytes may lie outside the signed range, and they have only one spelling.
    """
    start, length, resumed, rest = (int(number) for number in signature.byte_range)
    if start != 0 or not 0 < length < resumed <= len(pdf) or not 0 < rest <= len(pdf) - resumed:
        refuse(PdfDamage.COVERAGE, index)
    contents: bytes = signature.pkcs7_content
    between = pdf[length:resumed]
    if between == b"<" + contents.hex().upper().encode() + b">":
        return resumed + rest
    if between[:1] == b"<" and between[-1:] == b">" and b"<" not in between[1:]:
        refuse(PdfDamage.CONTAINER, index)
    # The range points into the midst of something else: the file was laid out anew.
    refuse(PdfDamage.COVERAGE if b"<" + contents.hex()[:64].upper().encode() in between else PdfDamage.REWRITTEN, index)


def _check_revisions(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> None:
    revisions = [signature.signed_revision for signature in signatures]
    if revisions == list(range(1, reader.total_revisions)):
        return
    own = [0, *revisions, reader.total_revisions]
    # The first revision that no signature made, and the one it followed.
    added = next((one for one in range(1, reader.total_revisions) if one not in own[:-1]), None)
    if added is None:
        refuse(PdfDamage.COUNT)
    refuse(what_changed(reader, added - 1, added, signs=False))


def _check_container(signature: EmbeddedPdfSignature, index: int) -> None:
    signer = signature.signer_info
    if (
        signer["digest_algorithm"]["algorithm"].native != "sha256"
        or signer["signature_algorithm"]["algorithm"].native != "sha256_ecdsa"
        or signature.signer_cert.public_key.algorithm != "ec"
        or signature.signer_cert.public_key.curve != ("named", "secp256r1")
    ):
        refuse(PdfDamage.ALGORITHM, index)
    contents: bytes = signature.pkcs7_content
    if contents != _as_written(signature).ljust(len(contents), b"\0"):
        refuse(PdfDamage.CONTAINER, index)


def _as_written(signature: EmbeddedPdfSignature) -> bytes:
    """Build the signature's container anew from its signed parts, as pyHanko builds it.

    Whatever else could be changed in it without breaking the signature shows as a difference. One time stamp may
    stand beside the signed parts; whether it belongs to them is judged later.
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
    unsigned = signer["unsigned_attrs"]
    if [attribute["type"].native for attribute in unsigned] == [_TIME_STAMP] and len(unsigned[0]["values"]) == 1:
        rebuilt["unsigned_attrs"] = unsigned
    data = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "certificates": signature.signed_data["certificates"],
        "signer_infos": [rebuilt],
    }
    written: bytes = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump()
    return written
