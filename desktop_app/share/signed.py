"""A signed note: canonical bytes, a signature over them and the signer's certificate, as one canonical JSON.

Tickets, receipts and returns are such notes by a member's PC, submissions by a transferee's one-time certificate.
"""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class _SignedThrough:
    """As above, where an issuing PC certified the signer: its certificate comes along, or nobody finds the root."""

    body: str
    signature: bytes
    certificate: bytes
    issuers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed a note, and the certificates that came along; nobody has to believe those."""

    certificate: Certificate
    issuers: tuple[Certificate, ...]


def sign_note(note: Any, certificate: Certificate, sign: Sign, issuers: Sequence[Certificate] = ()) -> bytes:
    """Return *note*, one of our dataclasses, signed by the holder of *certificate*.

    *issuers* stand between it and the root.
    """
    body = encode_value(note)
    signed = _Signed(body.decode(), sign(body), certificate_der(certificate))
    return encode_value(_through(signed, tuple(map(certificate_der, issuers))) if issuers else signed)


def read_note(data: bytes, kind: type[Kind]) -> tuple[Kind, Signer]:
    """Return a note and who signed it; whose certificate that is, is for the caller to say.

    Raises UnreadableFact (no note of that kind, or not byte for byte as we write it), SignatureWrong.
    """
    told = decode_value(data, _SignedThrough)
    signed = _Signed(told.body, told.signature, told.certificate)
    try:
        certificate = read_certificate(signed.certificate)
        issuers = tuple(map(read_certificate, told.issuers))
    except CertificateUnreadable:
        raise UnreadableFact(where="certificate") from None
    # A format is told before it is judged: a newer one may be signed otherwise.
    form = decode_value(signed.body, _AnyFormat).format
    if form != 1:
        raise UnreadableFact(where="newer")
    note = decode_value(signed.body, kind)
    if encode_value(told if issuers else signed) != data or encode_value(note).decode() != signed.body:
        raise UnreadableFact(where="canonical")  # unknown fields, doubled keys, bits of base64 that say nothing
    verify(certificate, signed.signature, signed.body.encode())
    return note, Signer(certificate, issuers)


def require_member(signer: Signer, root: Certificate) -> None:
    """Raise SignatureWrong unless a member's PC under *root* holds the certificate."""
    try:
        verify_chain(signer.certificate, root, None, Purpose.DEVICE, signer.issuers)
    except CertificateNotOurs:
        raise SignatureWrong(reason="key") from None


def _through(signed: _Signed, issuers: tuple[bytes, ...]) -> _SignedThrough:
    return _SignedThrough(signed.body, signed.signature, signed.certificate, issuers)


@dataclass(frozen=True, slots=True)
class _AnyFormat:
    format: int = 1
