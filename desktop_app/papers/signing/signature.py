"""The two signatures of a paper: the transferee's with a one-time certificate, the confirmer's over it.

PAdES B-B (B-T with a time stamp) with P-256, each in its own incremental revision, so that what a person signed is
never rendered again. The transferee's signature certifies the file (DocMDP) and locks every field but the prepared
one: after it only the countersignature may be filled in, and after that nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto.algos import SignedDigestAlgorithm
from asn1crypto.cms import CMSAttributes
from asn1crypto.x509 import Certificate as Asn1Certificate
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.content import AnnotAppearances
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
)
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop_app.keys.signing import Signing, certificate_der
from desktop_app.papers.forms.confirmation_mark import ConfirmationMark, render_confirmation_mark
from desktop_app.papers.places import Rect
from desktop_app.papers.signing.timestamp import Stamper

TRANSFEREE_FIELD = "transferee"
CONFIRMER_FIELD = "confirmer"
RECEIVER_FIELD = "receiver"
RECORD_FIELD = "recorder"

FIRST_OF_TWO = (TRANSFEREE_FIELD, RECEIVER_FIELD)
"""Fields that are signed with a one-time certificate and leave room for the countersignature."""

_RESERVED = 2 * 4096
"""Hexadecimal digits kept for a signature with its certificates, which take about 2 KB."""


def sign_report(
    pdf: bytes,
    field: Rect,
    signer: Signing,
    *,
    manager_field: Rect,
    signed_at: datetime,
    reason: str,
    name: str,
    by: str = TRANSFEREE_FIELD,
    stamper: Stamper | None = None,
) -> bytes:
    """Return *pdf* with the transferee's signature over *field* and an empty one prepared at *manager_field*.

    *by* RECEIVER_FIELD: whoever received the report on paper closes its copy, in the same way.
    The handwriting is part of the page already; the signature's widget lies over it and draws nothing.
    *signed_at* must know its time zone. The caller destroys the key of *signer* afterwards. *stamper* adds a time
    stamp (PAdES B-T); when it gets none the paper is signed all the same, and it says why.
    """
    writer = _Revision(BytesIO(pdf))
    _prepare(writer, by, field, FieldMDPSpec(FieldMDPAction.EXCLUDE, [CONFIRMER_FIELD]))
    _prepare(writer, CONFIRMER_FIELD, manager_field, FieldMDPSpec(FieldMDPAction.ALL), MDPPerm.NO_CHANGES)
    metadata = _metadata(by, reason, name=name, certify=True)
    return _sign(writer, metadata, _IdentitySigner(signer, (), stamper), signed_at)


def countersign(
    pdf: bytes,
    signer: Signing,
    chain: Sequence[Certificate],
    *,
    signed_at: datetime,
    reason: str,
    mark: ConfirmationMark,
    stamper: Stamper | None = None,
) -> bytes:
    """Return *pdf* with the prepared field signed by the confirmer and showing *mark*.

    *chain* are the certificates between the confirmer's and the root (the root itself is left out).
    *reason* must name the transferee's certificate by its hexadecimal SHA-256; `verify_report` looks for it.
    Verify *pdf* first: what is signed here is taken as it is. Raises GlyphMissing for a surname no font has.
    """
    appearance = render_confirmation_mark(mark, signed_at)
    writer = _Revision(BytesIO(pdf))
    metadata = _metadata(CONFIRMER_FIELD, reason)
    return _sign(writer, metadata, _IdentitySigner(signer, chain, stamper), signed_at, appearance)


def sign_record(
    pdf: bytes,
    field: Rect,
    signer: Signing,
    chain: Sequence[Certificate],
    *,
    signed_at: datetime,
    reason: str,
    mark: ConfirmationMark,
    stamper: Stamper | None = None,
) -> bytes:
    """Return *pdf* with the only signature it will ever have, over the seal field *field* and showing *mark*.

    For what a member alone records, such as that an explanation was given and nobody signed. Nothing may change
    afterwards. Otherwise like `countersign`.
    """
    writer = _Revision(BytesIO(pdf))
    _prepare(writer, RECORD_FIELD, field, FieldMDPSpec(FieldMDPAction.ALL), MDPPerm.NO_CHANGES)
    metadata = _metadata(RECORD_FIELD, reason, certify=True)
    appearance = render_confirmation_mark(mark, signed_at)
    return _sign(writer, metadata, _IdentitySigner(signer, chain, stamper), signed_at, appearance)


class _Revision(IncrementalPdfFileWriter):  # type: ignore[misc] # the library ships no types
    """Adds to a paper what signing needs and nothing else.

    pyHanko would also raise the PDF version and rewrite the properties to its own clock; then they no longer say
    what the metadata says, and the paper is no PDF/A-1b.
    """

    output_version = (1, 4)

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        pass

    def register_extension(self, ext: DeveloperExtension) -> None:
        pass

    def _update_meta(self) -> None:
        pass


class _IdentitySigner(Signer):  # type: ignore[misc]
    """Lets our own key or a card sign, so that pyHanko never sees the key and no second copy of it is made."""

    def __init__(self, identity: Signing, chain: Sequence[Certificate], stamper: Stamper | None = None) -> None:
        super().__init__(
            signing_cert=_asn1(identity.certificate),
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            cert_registry=SimpleCertificateStore.from_certs(_asn1(certificate) for certificate in chain),
            embed_roots=False,
        )
        self._identity, self._stamper = identity, stamper
        self.reserved = _RESERVED if stamper is None else _RESERVED + stamper.room

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002 - pyHanko's
        return self._identity.sign(data)

    async def unsigned_attrs(self, digest_algorithm: str, signature: bytes, **how: Any) -> CMSAttributes | None:
        if self._stamper is not None:
            return await self._stamper.stamp(signature)
        return await super().unsigned_attrs(digest_algorithm, signature, **how)


def _prepare(
    writer: IncrementalPdfFileWriter, name: str, place: Rect, lock: FieldMDPSpec, after: MDPPerm | None = None
) -> None:
    """Add an empty signature field over *place*; once signed, *lock* and *after* say what may still change."""
    box = (place.left, place.bottom, place.right, place.top)
    spec = SigFieldSpec(name, on_page=place.page, box=box, field_mdp_spec=lock, doc_mdp_update_value=after)
    append_signature_field(writer, spec)


def _metadata(field: str, reason: str, *, name: str | None = None, certify: bool = False) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        reason=reason,
        name=name,
        certify=certify,
        subfilter=SigSeedSubFilter.PADES,
        docmdp_permissions=MDPPerm.FILL_FORMS if field in FIRST_OF_TWO else MDPPerm.NO_CHANGES,
    )


def _sign(
    writer: IncrementalPdfFileWriter,
    metadata: PdfSignatureMetadata,
    signer: _IdentitySigner,
    signed_at: datetime,
    appearance: bytes | None = None,
) -> bytes:
    """Write one signature; step by step, because only so the time of signing can be handed in."""
    assert signed_at.tzinfo is not None
    session = PdfSigner(metadata, signer, stamp_style=NoOpStampStyle()).init_signing_session(
        writer, existing_fields_only=True
    )
    session.system_time = signed_at
    if appearance is not None:
        _show(writer, session.sig_field, appearance)
    document = session.prepare_tbs_document(None, signer.reserved)
    digest, output = document.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=signed_at)
    asyncio.run(document.perform_signature(digest.document_digest, attributes))
    signed: bytes = output.getvalue()
    return signed


def _show(writer: IncrementalPdfFileWriter, field: DictionaryObject, appearance: bytes) -> None:
    """Show the only page of *appearance* in the middle of *field* at its own size."""
    form = writer.import_page_as_xobject(PdfFileReader(BytesIO(appearance)))
    left, bottom, right, top = (float(edge) for edge in form.get_object()["/BBox"])
    x, y = (left + right) / 2, (bottom + top) / 2
    west, south, east, north = (float(edge) for edge in field["/Rect"])
    width, height = (east - west) / 2, (north - south) / 2
    # Viewers stretch the box to the field: with another aspect the round mark would become oval.
    box = (x - width, y - height, x + width, y + height)
    form.get_object()["/BBox"] = ArrayObject(FloatObject(round(edge, 3)) for edge in box)
    field["/AP"] = AnnotAppearances(form).as_pdf_object()


def _asn1(certificate: Certificate) -> Asn1Certificate:
    return Asn1Certificate.load(certificate_der(certificate))
