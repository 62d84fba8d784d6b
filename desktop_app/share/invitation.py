"""A headquarters' invitation: the file by which a stand-alone workplace learns whose it will be, and its code.

Public: it names the headquarters, its certificate and its age recipient. It proves nothing by itself; the twenty digits
that the headquarters reads out over the telephone do, because they are a hash of the whole file. The workplace reads
six digits back, a hash of the file and of its own root, so the headquarters knows that it pins the right workplace.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from desktop_app.errors import (
    CertificateUnreadable,
    HeadquartersInvitationWrong,
    RecipientUnreadable,
    SignatureWrong,
    UnreadableFact,
)
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.keys.identity import certificate_der, fingerprint, read_certificate, verify
from desktop_app.keys.seal import seal
from desktop_app.keys.signing import Certificate, SignerIdentity

LARGEST_INVITATION = 16 * 1024
CODE_DIGITS = 20
ANSWER_DIGITS = 6
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the file says: the headquarters' name, root certificate (DER) and age recipient."""

    name: str
    certificate: bytes
    recipient: str
    format: int = 1


@dataclass(frozen=True, slots=True)
class _Signed:
    invitation: str
    signature: bytes


def make_invitation(name: str, root: SignerIdentity, recipient: str) -> bytes:
    """Return the invitation of the headquarters whose root is *root*."""
    text = encode_value(Invitation(name, certificate_der(root.certificate), recipient))
    return encode_value(_Signed(text.decode(), root.sign(text)))


def read_invitation(data: bytes) -> tuple[Invitation, Certificate]:
    """Return what an invitation says and the certificate in it. Raises HeadquartersInvitationWrong."""
    if len(data) > LARGEST_INVITATION:
        raise HeadquartersInvitationWrong(reason="format")
    try:
        signed = decode_value(data, _Signed)
        told = decode_value(signed.invitation, Invitation)
        certificate = read_certificate(told.certificate)
        seal(b"", (told.recipient,))
    except (CertificateUnreadable, RecipientUnreadable, UnreadableFact):
        raise HeadquartersInvitationWrong(reason="format") from None
    as_written = encode_value(signed) == data and encode_value(told).decode() == signed.invitation
    if not as_written or told.format != 1 or not told.name.strip() or len(told.name) > _LONGEST_NAME:
        raise HeadquartersInvitationWrong(reason="format")
    try:
        verify(certificate, signed.signature, signed.invitation.encode())
    except SignatureWrong:
        raise HeadquartersInvitationWrong(reason="signature") from None
    return told, certificate


def invitation_code(data: bytes) -> str:
    """Return the twenty digits that the headquarters reads out, in groups of four."""
    digits = _digits(b"sekisho headquarters 1\0" + data, CODE_DIGITS)
    return " ".join(digits[at : at + 4] for at in range(0, CODE_DIGITS, 4))


def invitation_answer(data: bytes, workplace_root: Certificate) -> str:
    """Return the six digits that the workplace reads back."""
    return _digits(
        b"sekisho headquarters answer 1\0" + fingerprint(workplace_root).encode() + b"\0" + data, ANSWER_DIGITS
    )


def confirmation_text(workplace_root: Certificate) -> bytes:
    """Return what the headquarters' root signs once it heard from the manager that this workplace pins it."""
    return b"sekisho headquarters confirmed 1\0" + fingerprint(workplace_root).encode()


def _digits(data: bytes, count: int) -> str:
    return f"{int.from_bytes(hashlib.sha256(data).digest(), 'big') % 10**count:0{count}d}"
