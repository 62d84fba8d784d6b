"""Keys and certificates: the organisation's root, device and person certificates, the one-time signer.

One X.509 PKI on P-256. Device certificates sign segments and carry no personal data; person certificates
and the transferee's one-time certificate sign PDFs and therefore also commit to content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop_app.errors import RequestUnreadable
from desktop_app.keys.certificate_names import nameable, whole
from desktop_app.keys.chain import DOCUMENT_SIGNING, Purpose, purpose_of, verify_chain, verify_issuing
from desktop_app.keys.signing import (
    CURVE,
    FULL_NAME,
    SignerIdentity,
    certificate_der,
    certificate_pem,
    display_name,
    fingerprint,
    key_from_bytes,
    key_to_bytes,
    new_key,
    read_certificate,
    sign,
    verify,
)

__all__ = [  # one import serves whoever deals with identities
    "CertificateRequest",
    "Purpose",
    "SignerIdentity",
    "certificate_der",
    "certificate_pem",
    "certificate_request",
    "display_name",
    "extend_certificate",
    "fingerprint",
    "issue_device_certificate",
    "issue_issuing_certificate",
    "issue_person_certificate",
    "key_from_bytes",
    "key_to_bytes",
    "make_root",
    "new_key",
    "one_time_certificate",
    "read_certificate",
    "read_request",
    "sign",
    "verify",
    "verify_chain",
    "verify_issuing",
]

MEMBER_YEARS = 5
"""How long device and person certificates hold; renewed by enrolling again."""

# Another PC's clock may run behind the issuer's; a certificate must not look unborn there.
_CLOCK_SLACK = timedelta(days=1)
_ONE_TIME_LIFE = timedelta(days=1)
_YEAR = timedelta(days=365.25)
_COMMON_NAME_BYTES = 64
_OTHER_NAME_CHARACTERS = 64
_NO_NAME = "〓"


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """What a new PC or person asks a certificate for; its signature has been checked."""

    common_name: str
    public_key: ec.EllipticCurvePublicKey


def make_root(organisation: str, at: datetime, years: int = 20) -> SignerIdentity:
    """Return a stand-alone organisation root: it issues members' certificates and appoints issuing PCs.

    One step below it and no further (path length 1). Roots made before issuing PCs existed have path length 0.
    """
    key = new_key()
    subject = x509.Name([*_common_name(organisation), _organisation(organisation)])
    usage = _key_usage(signs=False, commits=False, issues=True)
    certificate = (
        _builder(subject, subject, key.public_key(), at, at + years * _YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return SignerIdentity(key, certificate)


def issue_device_certificate(
    root: SignerIdentity, public_key: ec.EllipticCurvePublicKey, device_id: str, at: datetime
) -> x509.Certificate:
    """Certify a device by its random id; nothing in it points to a person or a workplace."""
    subject = x509.Name(_common_name(device_id))
    return _issue(root, public_key, subject, at, Purpose.DEVICE)


def issue_issuing_certificate(
    root: SignerIdentity, public_key: ec.EllipticCurvePublicKey, device_id: str, at: datetime
) -> x509.Certificate:
    """Let a member's PC issue members' certificates and revocation lists, and no further issuers."""
    until = min(at + MEMBER_YEARS * _YEAR, root.certificate.not_valid_after_utc)
    unit = x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "issuing")
    subject = x509.Name([*_common_name(device_id), unit])
    return (
        _builder(subject, root.certificate.subject, public_key, at, until)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs=False, commits=False, issues=True), critical=True)
        .sign(root.key, hashes.SHA256())
    )


def extend_certificate(issuer: SignerIdentity, certificate: x509.Certificate, at: datetime) -> x509.Certificate:
    """Issue a member's certificate again for the same key and name; what it signed before stays checkable."""
    public_key = certificate.public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey), "we certify nothing else"
    return _issue(issuer, public_key, certificate.subject, at, purpose_of(certificate))


def issue_person_certificate(
    root: SignerIdentity,
    public_key: ec.EllipticCurvePublicKey,
    name: str,
    employee_no: str,
    organisation: str,
    at: datetime,
) -> x509.Certificate:
    """Certify a member by name and employee number, for signing papers."""
    subject = x509.Name([*_person(name, employee_no), _organisation(organisation)])
    return _issue(root, public_key, subject, at, Purpose.PERSON)


def is_of(certificate: x509.Certificate, employee_no: str) -> bool:
    """Whether a person's certificate is that of the employee with this number."""
    return x509.NameAttribute(NameOID.USER_ID, employee_no) in set(certificate.subject)


def one_time_certificate(name: str, employee_no: str, case_no: str, at: datetime) -> SignerIdentity:
    """Make the transferee's signer for one report: self-issued, valid for a day, its key never stored.

    It protects the file; that the right person drew the strokes is what the countersignature attests.
    """
    key = new_key()
    case = x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, case_no[:_OTHER_NAME_CHARACTERS])
    subject = x509.Name([*_person(name, employee_no), case])
    builder = _builder(subject, subject, key.public_key(), at, at + _ONE_TIME_LIFE)
    return SignerIdentity(key, _for_purpose(builder, Purpose.PERSON).sign(key, hashes.SHA256()))


def certificate_request(key: ec.EllipticCurvePrivateKey, common_name: str) -> bytes:
    """Return a signed PKCS#10 request (DER, about 230 bytes: fits a QR code)."""
    builder = x509.CertificateSigningRequestBuilder(x509.Name(_common_name(common_name)))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def read_request(data: bytes) -> CertificateRequest:
    """Read a PKCS#10 request (DER or PEM) and check that its sender holds the key.

    Raises RequestUnreadable.
    """
    try:
        pem = data.lstrip().startswith(b"-----BEGIN")
        request = x509.load_pem_x509_csr(data) if pem else x509.load_der_x509_csr(data)
        names = request.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        valid, public_key = request.is_signature_valid, request.public_key()
    except Exception as error:  # strangers' bytes: whatever the parser raises means the same
        raise RequestUnreadable(reason="format") from error
    if not isinstance(public_key, ec.EllipticCurvePublicKey) or public_key.curve.name != CURVE.name:
        raise RequestUnreadable(reason="key")
    if not valid:
        raise RequestUnreadable(reason="signature")
    if len(names) != 1:
        raise RequestUnreadable(reason="name")
    return CertificateRequest(str(names[0].value), public_key)


def _issue(
    root: SignerIdentity,
    public_key: ec.EllipticCurvePublicKey,
    subject: x509.Name,
    at: datetime,
    purpose: Purpose,
) -> x509.Certificate:
    until = min(at + MEMBER_YEARS * _YEAR, root.certificate.not_valid_after_utc)
    builder = _builder(subject, root.certificate.subject, public_key, at, until)
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    return _for_purpose(builder.add_extension(authority, critical=False), purpose).sign(root.key, hashes.SHA256())


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    at: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    assert at.tzinfo is not None, "certificates need an instant, not a wall clock"
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=public_key,
        serial_number=x509.random_serial_number(),
        not_valid_before=at - _CLOCK_SLACK,
        not_valid_after=until,
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)


def _for_purpose(builder: x509.CertificateBuilder, purpose: Purpose) -> x509.CertificateBuilder:
    person = purpose is Purpose.PERSON
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    # PDF validators ask for contentCommitment (non-repudiation) on a signer.
    builder = builder.add_extension(_key_usage(signs=True, commits=person, issues=False), critical=True)
    if person:
        builder = builder.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    return builder


def _key_usage(*, signs: bool, commits: bool, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=commits,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )


def _person(name: str, employee_no: str) -> list[x509.NameAttribute[str]]:
    return [*_common_name(name or employee_no), x509.NameAttribute(NameOID.USER_ID, employee_no)]


def _organisation(organisation: str) -> x509.NameAttribute[str]:
    return x509.NameAttribute(NameOID.ORGANIZATION_NAME, nameable(organisation)[:_OTHER_NAME_CHARACTERS])


def _common_name(name: str) -> list[x509.NameAttribute[str]]:
    """X.509 allows a common name 64 units and the library counts UTF-8 bytes: 21 Japanese characters."""
    cut = nameable(name).encode()[:_COMMON_NAME_BYTES].decode(errors="ignore") or _NO_NAME
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, cut)]
    if cut != name or whole(name) != name:
        attributes.append(x509.NameAttribute(FULL_NAME, whole(name)))
    return attributes
