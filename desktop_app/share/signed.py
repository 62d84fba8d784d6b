"""A signed note: canonical bytes, a signature over them and the signer's certificate, as one canonical JSON.

Tickets, receipts and returns are such notes by a member's PC, submissions by a transferee's one-time certificate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, SignatureWrong, UnreadableFact
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.journal.entry import Sign
from desktop_app.keys.identity import Purpose, certificate_der, read_certificate, verify, verify_chain
from desktop_app.keys.signing import Certificate

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class _Signed:
    body: str
    signature: bytes
    certificate: bytes


def sign_note(note: Any, certificate: Certificate, sign: Sign) -> bytes:
    """Return *note*, one of our dataclasses, signed by the holder of *certificate*."""
    body = encode_value(note)
    return encode_value(_Signed(body.decode(), sign(body), certificate_der(certificate)))


def read_note(data: bytes, kind: type[Kind]) -> tuple[Kind, Certificate]:
    """Return a note and who signed it; whose certificate that is, is for the caller to say.

    Raises UnreadableFact (no note of that kind, or not byte for byte as we write it), SignatureWrong.
    """
    signed = decode_value(data, _Signed)
    try:
        certificate = read_certificate(signed.certificate)
    except CertificateUnreadable:
        raise UnreadableFact(where="certificate") from None
    # A format is told before it is judged: a newer one may be signed otherwise.
    form = decode_value(signed.body, _AnyFormat).format
    if form != 1:
        raise UnreadableFact(where="newer")
    note = decode_value(signed.body, kind)
    if encode_value(signed) != data or encode_value(note).decode() != signed.body:
        raise UnreadableFact(where="canonical")  # unknown fields, doubled keys, bits of base64 that say nothing
    verify(certificate, signed.signature, signed.body.encode())
    return note, certificate


def require_member(certificate: Certificate, root: Certificate) -> None:
    """Raise SignatureWrong unless a member's PC under *root* holds the certificate."""
    try:
        verify_chain(certificate, root, None, Purpose.DEVICE)
    except CertificateNotOurs:
        raise SignatureWrong(reason="key") from None


@dataclass(frozen=True, slots=True)
class _AnyFormat:
    format: int = 1
