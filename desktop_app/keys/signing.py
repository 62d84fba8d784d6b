"""Private keys and what they sign: ECDSA P-256 signatures, certificates and keys as bytes.

The smallest part of the identities, for everybody who signs or checks without issuing anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.x509.oid import NameOID, ObjectIdentifier

from desktop_app.errors import CertificateUnreadable, SignatureWrong
from desktop_app.keys.certificate_names import read_whole

Certificate = x509.Certificate
"""The type, for whoever passes certificates on and has no other business with the library."""

PrivateKey = ec.EllipticCurvePrivateKey

CURVE = ec.SECP256R1()

FULL_NAME = ObjectIdentifier("2.5.4.41")
"""X.520 ``name``: holds a name that is too long for the common name."""

_ECDSA = ec.ECDSA(hashes.SHA256())
_HALF_SIGNATURE = 32


@dataclass(frozen=True, slots=True)
class SignerIdentity:
    """A private key and the certificate that names its holder."""

    key: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: x509.Certificate

    def sign(self, data: bytes) -> bytes:
        """Sign *data* as the function of the same name does."""
        return sign(self.key, data)


class Signing(Protocol):
    """Whoever signs a paper: an identity of ours, or a card."""

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate that names the signer."""

    def sign(self, data: bytes) -> bytes:
        """Sign *data* with ECDSA P-256 SHA-256, as DER."""


def new_key() -> ec.EllipticCurvePrivateKey:
    """Return a fresh P-256 key."""
    return ec.generate_private_key(CURVE)


def sign(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    """Sign *data* with ECDSA P-256 SHA-256; the signature is DER, at most 72 bytes."""
    return key.sign(data, _ECDSA)


def verify(signer: x509.Certificate | ec.EllipticCurvePublicKey, signature: bytes, data: bytes) -> None:
    """Check a signature made by sign. Raises SignatureWrong."""
    try:
        public_key = signer.public_key() if isinstance(signer, x509.Certificate) else signer
    except (UnsupportedAlgorithm, ValueError):
        raise SignatureWrong(reason="key") from None
    if not isinstance(public_key, ec.EllipticCurvePublicKey):
        raise SignatureWrong(reason="key")
    try:
        public_key.verify(signature, data, _ECDSA)
    except InvalidSignature:
        raise SignatureWrong(reason="signature") from None


def fixed_signature(signature: bytes) -> bytes:
    """Return a signature of sign in its fixed form, r and s of 32 bytes each: where every byte counts."""
    r, s = decode_dss_signature(signature)
    return r.to_bytes(_HALF_SIGNATURE) + s.to_bytes(_HALF_SIGNATURE)


def signature_from_fixed(fixed: bytes) -> bytes:
    """Return the signature whose fixed form is *fixed*, as verify takes it."""
    return encode_dss_signature(int.from_bytes(fixed[:_HALF_SIGNATURE]), int.from_bytes(fixed[_HALF_SIGNATURE:]))


def same_key(one: x509.Certificate, other: x509.Certificate) -> bool:
    """Whether two certificates are for the same key; one of a kind we do not read is nobody's."""
    try:
        return one.public_key() == other.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return False


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of the certificate's DER bytes, as 64 lower-case hex digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def certificate_der(certificate: x509.Certificate) -> bytes:
    """Return the certificate as DER, as it is stored and shared."""
    return certificate.public_bytes(serialization.Encoding.DER)


def certificate_pem(certificate: x509.Certificate) -> bytes:
    """Return the certificate as PEM, for people and other programs."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def read_certificate(data: bytes) -> x509.Certificate:
    """Read a certificate, DER or PEM. Raises CertificateUnreadable."""
    try:
        pem = data.lstrip().startswith(b"-----BEGIN")
        read = x509.load_pem_x509_certificate(data) if pem else x509.load_der_x509_certificate(data)
    except Exception as error:  # strangers' bytes: whatever the parser raises means the same
        raise CertificateUnreadable from error
    return _whole(read)


def read_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """Read one certificate (DER) or several (PEM, one after the other). Raises CertificateUnreadable."""
    if not data.lstrip().startswith(b"-----BEGIN"):
        return (read_certificate(data),)
    try:
        read = x509.load_pem_x509_certificates(data)
    except Exception as error:
        raise CertificateUnreadable from error
    return tuple(map(_whole, read))


def _whole(certificate: x509.Certificate) -> x509.Certificate:
    """Return a certificate that can be written in one way only, or raise CertificateUnreadable.

    A signature is whole bytes. The parser also takes one that claims unused bits, which is the same certificate in
    other bytes and under another fingerprint.
    """
    if not certificate_der(certificate).endswith(b"\0" + certificate.signature):
        raise CertificateUnreadable
    return certificate


def key_to_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the private key in clear (PKCS#8 DER): only for the encrypted database or under a PIN."""
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def key_from_bytes(data: bytes) -> ec.EllipticCurvePrivateKey:
    """Read back key_to_bytes. Raises ValueError for anything else."""
    key = serialization.load_der_private_key(data, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not an elliptic curve key")  # noqa: TRY004 - the value's fault, not the caller's
    return key


def display_name(certificate: x509.Certificate) -> str:
    """Return the whole name a certificate was issued to, even when its common name had to be cut."""
    for attribute in certificate.subject.get_attributes_for_oid(FULL_NAME):
        return read_whole(str(attribute.value))
    for attribute in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME):
        return str(attribute.value)
    return ""
