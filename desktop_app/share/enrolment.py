"""Letting a PC in: request and reply as they lie on the share, and the two codes people read to each other.

Who is trusted, and why. Neither side can trust what the share says: whoever runs it could put another workplace's
marker there, or a request of their own. Two people who know each other's voice can.

1. The new PC reads the marker, which is not believed yet, seals its request to it and shows twenty digits: a hash of
   the whole request *and* of the root certificate the marker named. The member types them in. They fit only if both
   PCs mean the same request and the same root. Twenty digits (66 bits), because whoever holds the share may try
   forged requests offline for as long as they like; six would fall in a second.
2. Having let the PC in, the member reads back six digits. The new PC only goes on with them: that is how it learns
   that a person at the right workplace, not the share, said yes. Nobody can try these offline: a wrong root would have
   failed at step 1, and the reply is signed by a device which that very root certified.

A forged marker can learn the name of the person who asks, and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.facts import Role
from desktop_app.errors import (
    CannotOpen,
    CertificateNotOurs,
    CertificateUnreadable,
    EnrolmentReplyWrong,
    EnrolmentUnknown,
    SignatureWrong,
    UnreadableFact,
)
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.journal.entry import Sign
from desktop_app.keys.identity import Purpose, certificate_der, fingerprint, read_certificate, verify, verify_chain
from desktop_app.keys.seal import open_sealed, seal
from desktop_app.keys.signing import Certificate

CODE_DIGITS = 20
ANSWER_DIGITS = 6


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """What a PC that wants to become a member says: its keys (PKCS#10), whose it is, and where to answer.

    ``reply_recipient`` is an age recipient made for this one answer; ``own_recipient`` and ``issuing_request`` are what
    the PC announces of its own keys (a version that has none leaves them empty).
    """

    device_id: str
    person_id: str
    device_request: bytes
    person_request: bytes
    reply_recipient: str
    name: str
    kana: str
    employee_no: str
    contact: str
    role: Role
    own_recipient: str = ""
    issuing_request: str = ""
    format: int = 1
    replaces: str = ""
    """The device id that this PC gives up: it is no new PC, and its person is known.

    Its own: it asks to be let in again, and the requests are its certificates (DER).
    """


@dataclass(frozen=True, slots=True)
class JoinReply:
    """What the new member gets: certificates (DER) and the secrets of the years' keys by the name they are kept under.

    Everything else it needs stands in the record, which it collects like every member.
    """

    request: str
    root_certificate: bytes
    device_certificate: bytes
    person_certificate: bytes
    fiscal_secrets: Mapping[str, str] = field(repr=False)
    issuers: tuple[bytes, ...] = ()
    """Certificates (DER) of the issuing PCs, where the root did not certify the new member itself."""
    format: int = 1


@dataclass(frozen=True, slots=True)
class _SignedReply:
    reply: bytes
    signature: bytes
    certificate: bytes


def request_bytes(request: JoinRequest) -> bytes:
    """Return a request's canonical bytes: what both codes are about."""
    return encode_value(request)


def read_join_request(sealed: bytes, intake: str) -> tuple[JoinRequest, bytes]:
    """Open a request with the founding PC's intake secret; returns it and its bytes. Raises EnrolmentUnknown."""
    try:
        plain = open_sealed(sealed, (intake,))
        request = decode_value(plain, JoinRequest)
    except (CannotOpen, UnreadableFact):
        raise EnrolmentUnknown from None
    if request.format != 1:
        raise EnrolmentUnknown
    return request, plain


def request_code(request: bytes, root_fingerprint: str) -> str:
    """Return the twenty digits the new PC shows, in groups of four."""
    digits = _digits("request", request, root_fingerprint, CODE_DIGITS)
    return " ".join(digits[at : at + 4] for at in range(0, CODE_DIGITS, 4))


def answer_code(request: bytes, root_fingerprint: str) -> str:
    """Return the six digits that the member reads back after letting the PC in."""
    return _digits("answer", request, root_fingerprint, ANSWER_DIGITS)


def reply_name(request: bytes) -> str:
    """Return the name (32 hex digits) under which the reply lies; only the two PCs can know it."""
    return hashlib.sha256(b"sekisho reply 1\0" + request).hexdigest()[:32]


def make_reply(reply: JoinReply, recipient: str, certificate: Certificate, sign: Sign) -> bytes:
    """Return a reply signed by a member's device and sealed to the one-time key of who asked."""
    body = encode_value(reply)
    return seal(encode_value(_SignedReply(body, sign(body), certificate_der(certificate))), (recipient,))


def read_reply(sealed: bytes, secret: str, request: bytes, root_fingerprint: str) -> JoinReply:
    """Open the reply to *request*, from a device under the root that both people compared.

    An issuing PC's certificate comes along and is believed only under that root.

    Raises EnrolmentReplyWrong.
    """
    try:
        signed = decode_value(open_sealed(sealed, (secret,)), _SignedReply)
        reply = decode_value(signed.reply, JoinReply)
        root = read_certificate(reply.root_certificate)
        signer = read_certificate(signed.certificate)
    except (CannotOpen, CertificateUnreadable, UnreadableFact):
        raise EnrolmentReplyWrong(reason="format") from None
    if fingerprint(root) != root_fingerprint:
        raise EnrolmentReplyWrong(reason="root")
    try:
        issuers = tuple(map(read_certificate, reply.issuers))
        verify_chain(signer, root, None, Purpose.DEVICE, issuers)
        verify(signer, signed.signature, signed.reply)
        verify_chain(read_certificate(reply.device_certificate), root, None, Purpose.DEVICE, issuers)
        verify_chain(read_certificate(reply.person_certificate), root, None, Purpose.PERSON, issuers)
    except (CertificateNotOurs, CertificateUnreadable, SignatureWrong):
        raise EnrolmentReplyWrong(reason="signature") from None
    if reply.request != hashlib.sha256(request).hexdigest() or reply.format != 1:
        raise EnrolmentReplyWrong(reason="device")
    return reply


def _digits(purpose: str, request: bytes, root_fingerprint: str, count: int) -> str:
    data = f"sekisho enrolment 1\0{purpose}\0{root_fingerprint}\0".encode() + request
    number = int.from_bytes(hashlib.sha256(data).digest(), "big")
    return f"{number % 10**count:0{count}d}"
