"""A workplace and a strangers' one, in certificates only: what the table of attacks is made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from desktop_app.domain.facts import Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.journal.codec import encode_value
from desktop_app.keys import identity
from desktop_app.keys.identity import Purpose, SignerIdentity
from desktop_app.keys.revocation import ended, make_crl, read_crl
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.keys.signing import certificate_der
from desktop_app.share.enrolment import JoinReply, JoinRequest, read_join_request, read_reply, request_bytes

NOW = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)
DEVICE, OTHER = "1a" * 8, "2b" * 8


def issuer_under(root: SignerIdentity, device: str, at: datetime = NOW) -> SignerIdentity:
    key = identity.new_key()
    return SignerIdentity(key, identity.issue_issuing_certificate(root, key.public_key(), device, at))


def device_under(issuer: SignerIdentity, device: str = DEVICE, at: datetime = NOW) -> SignerIdentity:
    key = identity.new_key()
    return SignerIdentity(key, identity.issue_device_certificate(issuer, key.public_key(), device, at))


def odd(
    issuer: SignerIdentity, *extensions: x509.ExtensionType, years: float = 1, at: datetime = NOW
) -> SignerIdentity:
    """A certificate that the library signs willingly and we never would."""
    key = identity.new_key()
    builder = x509.CertificateBuilder(
        issuer_name=issuer.certificate.subject,
        subject_name=x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEVICE)]),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=at,
        not_valid_after=at + years * timedelta(days=365),
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=True)
    return SignerIdentity(key, builder.sign(issuer.key, hashes.SHA256()))


def usage(*, signs: bool, issues: bool) -> x509.KeyUsage:
    no = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(digital_signature=signs, key_cert_sign=issues, crl_sign=issues, **no)


@dataclass
class World:
    """Our root with an issuing PC, a device and a person under it; the strangers' likewise; a request and its reply."""

    root: SignerIdentity = field(default_factory=lambda: identity.make_root("北辰送配電株式会社", NOW))
    strangers: SignerIdentity = field(default_factory=lambda: identity.make_root("北辰送配電株式会社", NOW))

    def __post_init__(self) -> None:
        self.issuer = issuer_under(self.root, OTHER)
        self.their_issuer = issuer_under(self.strangers, OTHER)
        self.device = device_under(self.root)
        self.intake, self.recipient = new_age_identity()
        self.reply_secret, self.reply_recipient = new_age_identity()
        self.device_key, self.person_key = identity.new_key(), identity.new_key()
        self.request = JoinRequest(
            device_id=DEVICE,
            person_id=OTHER,
            device_request=identity.certificate_request(self.device_key, DEVICE),
            person_request=identity.certificate_request(self.person_key, OTHER),
            reply_recipient=self.reply_recipient,
            name="\u698e\u3000\u539f",
            kana="エノキ　ハラ",
            employee_no="0055555",
            contact="",
            role=Role.DEPUTY_MANAGER,
        )
        self.plain = request_bytes(self.request)

    # --- what is read ------------------------------------------------------------------------------------

    def chain(self, certificate: x509.Certificate, *issuers: SignerIdentity, at: datetime = NOW) -> None:
        """As a member's device certificate is checked."""
        between = (self.issuer.certificate, *(one.certificate for one in issuers))
        identity.verify_chain(certificate, self.root.certificate, at, Purpose.DEVICE, between)

    def listed(self, data: bytes, *issuers: SignerIdentity) -> None:
        """As a revocation list is read."""
        read_crl(data, self.root.certificate, (self.issuer.certificate, *(one.certificate for one in issuers)))

    def asked(self, **changes: object) -> None:
        """As a request's bytes are opened, with fields changed (None leaves one out)."""
        told = json.loads(self.plain) | changes
        self.opened(json.dumps({k: v for k, v in told.items() if v is not None}).encode())

    def opened(self, plain: bytes, recipient: str = "") -> None:
        read_join_request(seal(plain, (recipient or self.recipient,)), self.intake)

    def replied(
        self,
        change: Callable[[JoinReply], JoinReply] = lambda reply: reply,
        *,
        by: SignerIdentity | None = None,
        request: bytes = b"",
        cut: int = 0,
        secret: str = "",
    ) -> None:
        """As the reply to a request is read."""
        person = identity.issue_person_certificate(
            self.root, self.person_key.public_key(), self.request.name, self.request.employee_no, "北辰", NOW
        )
        device = identity.issue_device_certificate(self.root, self.device_key.public_key(), DEVICE, NOW)
        reply = JoinReply(
            hashlib.sha256(request or self.plain).hexdigest(),
            certificate_der(self.root.certificate),
            certificate_der(device),
            certificate_der(person),
            {},
        )
        signer = by or self.device
        body = encode_value(change(reply))
        from desktop_app.share.enrolment import _SignedReply

        whole = encode_value(_SignedReply(body, signer.sign(body), certificate_der(signer.certificate)))
        sealed = seal(whole, (self.reply_recipient,))
        read_reply(
            sealed[: len(sealed) - cut],
            secret or self.reply_secret,
            self.plain,
            identity.fingerprint(self.root.certificate),
        )

    # --- what is made ------------------------------------------------------------------------------------

    def crl(self, signer: SignerIdentity | None = None, number: int = 1, **entry: object) -> bytes:
        """A good list but for *entry*'s changes."""
        told = ended(self.device.certificate, DEVICE, EndReason.LOST, NOW, NOW)
        return make_crl(signer or self.root, number, (replace(told, **entry),), NOW)  # type: ignore[arg-type]

    def raw_crl(
        self, *, number: int | None = 1, extensions: tuple[x509.ExtensionType, ...] = (), key_id: bool = True
    ) -> bytes:
        """A list whose only entry bears *extensions* and nothing else."""
        line = x509.RevokedCertificateBuilder(serial_number=7, revocation_date=NOW)
        for extension in extensions:
            line = line.add_extension(extension, critical=False)
        builder = (
            x509.CertificateRevocationListBuilder(issuer_name=self.root.certificate.subject)
            .last_update(NOW)
            .next_update(NOW + timedelta(days=9))
            .add_revoked_certificate(line.build())
        )
        if key_id:
            own = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key())
            builder = builder.add_extension(own, critical=False)
        if number is not None:
            builder = builder.add_extension(x509.CRLNumber(number), critical=False)
        return builder.sign(self.root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def flipped(data: bytes, place: int = -5) -> bytes:
    """One bit is another."""
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def rsa_request(name: str) -> bytes:
    """A request for a key of another kind."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateSigningRequestBuilder(subject)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )


def other_curve_request(name: str) -> bytes:
    """A request for a key on another curve."""
    key = ec.generate_private_key(ec.SECP384R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateSigningRequestBuilder(subject)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )
