"""Who certified whom: from a member's certificate to the pinned root, directly or through an issuing PC.

The root (path length 1) lies in the founding PC's encrypted database. A manager's PC that is to let others in gets an
issuing certificate of its own under it (path length 0): it can certify members and sign revocation lists, but appoint
nobody, and is revoked like any other. The root's key never leaves its PC.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import ObjectIdentifier

from desktop_app.errors import CertificateNotOurs
from desktop_app.keys.signing import fingerprint

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336; what tells a person's certificate from a device's."""

_KNOWN_EXTENSIONS = (x509.BasicConstraints, x509.KeyUsage, x509.ExtendedKeyUsage)


class Purpose(Enum):
    """What a member's certificate may sign."""

    DEVICE = "device"
    PERSON = "person"


def may_appoint(root: x509.Certificate) -> bool:
    """Whether certificates of issuing PCs hold under *root*, for us and for any other program."""
    constraints = root.extensions.get_extension_for_class(x509.BasicConstraints).value
    return constraints.path_length is None or constraints.path_length > 0


def purpose_of(certificate: x509.Certificate) -> Purpose:
    """Return what a member's certificate was issued for."""
    extended = [e.value for e in certificate.extensions if isinstance(e.value, x509.ExtendedKeyUsage)]
    return Purpose.PERSON if any(DOCUMENT_SIGNING in usage for usage in extended) else Purpose.DEVICE


def verify_chain(
    certificate: x509.Certificate,
    root: x509.Certificate,
    at: datetime | None,
    purpose: Purpose | None = None,
    issuers: Iterable[x509.Certificate] = (),
) -> None:
    """Check that *root*, or a PC it appointed (one of *issuers*), issued *certificate* for *purpose*.

    *at*: when all of them have to hold (None: any time). Raises CertificateNotOurs. Revocation is not looked at here:
    the share's numbered lists decide it.
    """
    try:
        reason = _objection(certificate, root, at, purpose, issuers)
    except (ValueError, UnsupportedAlgorithm, x509.ExtensionNotFound, x509.DuplicateExtension):
        reason = "malformed"
    if reason is not None:
        raise CertificateNotOurs(reason=reason, fingerprint=fingerprint(certificate))


def verify_issuing(issuer: x509.Certificate, root: x509.Certificate, at: datetime | None) -> None:
    """Check that *root* appointed *issuer* to issue members' certificates. Raises CertificateNotOurs."""
    try:
        reason = None if _is_issuing(issuer, root) else "issuer"
    except (ValueError, UnsupportedAlgorithm, x509.ExtensionNotFound, x509.DuplicateExtension):
        reason = "malformed"
    if reason is None and at is not None:
        reason = _outside(at, (issuer, root))
    if reason is not None:
        raise CertificateNotOurs(reason=reason, fingerprint=fingerprint(issuer))


def _objection(
    certificate: x509.Certificate,
    root: x509.Certificate,
    at: datetime | None,
    purpose: Purpose | None,
    issuers: Iterable[x509.Certificate],
) -> str | None:
    above = _issuer_of(certificate, root, issuers)
    if above is None:
        return "issuer"
    extensions = certificate.extensions
    if any(e.critical and not isinstance(e.value, _KNOWN_EXTENSIONS) for e in extensions):
        return "malformed"
    signs = extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    issues = extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    if issues or not signs or (purpose and purpose is not purpose_of(certificate)):
        return "purpose"
    return None if at is None else _outside(at, (certificate, *above, root))


def _issuer_of(
    certificate: x509.Certificate, root: x509.Certificate, issuers: Iterable[x509.Certificate]
) -> tuple[x509.Certificate, ...] | None:
    """Return what stands between a certificate and the root, None when no way leads there."""
    if _issued_by(certificate, root):
        return ()
    for issuer in issuers:
        if _issued_by(certificate, issuer) and _is_issuing(issuer, root):
            return (issuer,)
    return None


def _is_issuing(issuer: x509.Certificate, root: x509.Certificate) -> bool:
    if not may_appoint(root) or not _issued_by(issuer, root):
        return False
    extensions = issuer.extensions
    if any(e.critical and not isinstance(e.value, _KNOWN_EXTENSIONS) for e in extensions):
        return False
    constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
    usage = extensions.get_extension_for_class(x509.KeyUsage).value
    return constraints.ca and constraints.path_length == 0 and usage.key_cert_sign


@lru_cache(maxsize=4096)
def _issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the signature holds: true or not for ever, and every errand asks it of the same few certificates."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _outside(at: datetime, certificates: tuple[x509.Certificate, ...]) -> str | None:
    if any(at < certificate.not_valid_before_utc for certificate in certificates):
        return "not yet valid"
    if any(at > certificate.not_valid_after_utc for certificate in certificates):
        return "expired"
    return None
