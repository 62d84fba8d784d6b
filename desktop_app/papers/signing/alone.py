"""A paper signed by the office alone: no transferee's signature comes before (説明記録).

The one place where such a paper gets its signature; it is made of the countersignature and its mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from cryptography.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from desktop_app.keys.identity import SignerIdentity
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.places import Rect
from desktop_app.papers.signing.signature import CONFIRMER_FIELD, countersign


def sign_alone(
    pdf: bytes,
    field: Rect,
    signer: SignerIdentity,
    chain: Sequence[Certificate],
    *,
    signed_at: datetime,
    reason: str,
    mark: ConfirmationMark,
) -> bytes:
    """Return *pdf* signed in *field*, which shows *mark*; arguments as of ``countersign``. Raises GlyphMissing."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    box = (field.left, field.bottom, field.right, field.top)
    append_signature_field(writer, SigFieldSpec(CONFIRMER_FIELD, on_page=field.page, box=box))
    prepared = BytesIO()
    writer.write(prepared)
    return countersign(prepared.getvalue(), signer, chain, signed_at=signed_at, reason=reason, mark=mark)
