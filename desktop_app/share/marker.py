"""STORE.json: tells whose share this is, signed by the PC that founded it.

Without a marker that verifies nothing is read and nothing is written, so a wrong, empty or unmounted folder can do
no harm (share protocol §Publish, step 1). It is public: it names the workplace, never a person.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from desktop_app.domain.names import clean_text
from desktop_app.errors import (
    CertificateNotOurs,
    CertificateUnreadable,
    ForeignShare,
    RecipientUnreadable,
    ShareEntryTooLarge,
    ShareMarkerDamaged,
    ShareUnmarked,
    SignatureWrong,
    UnreadableFact,
)
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.journal.entry import Sign
from desktop_app.keys.identity import Purpose, certificate_der, fingerprint, read_certificate, verify, verify_chain
from desktop_app.keys.seal import seal
from desktop_app.keys.signing import Certificate
from desktop_app.share.store import MARKER, Store

FORMAT = 1
_LARGEST = 64 * 1024
_LONGEST_NAME = 200
_CONTRADICTIONS = (CertificateNotOurs, CertificateUnreadable, RecipientUnreadable, SignatureWrong, UnreadableFact)


@dataclass(frozen=True, slots=True)
class Marker:
    """What STORE.json says.

    ``store_id`` is random; ``root`` the SHA-256 of the organisation root's certificate, which stands in full (DER) in
    ``root_certificate`` for PCs that are not members yet; ``recipient`` opens what they send.
    """

    store_id: str
    root: str
    workplace_id: str
    org_code: str
    workplace: str
    recipient: str
    root_certificate: bytes
    certificate: bytes
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class _Signed:
    marker: str
    signature: bytes


def workplace_id(root: Certificate, org_code: str) -> str:
    """Return the eight hex digits under which a workplace's folder stands."""
    return hashlib.sha256(f"{fingerprint(root)}/{org_code}".encode()).hexdigest()[:8]


def make_marker(marker: Marker, sign: Sign) -> bytes:
    """Return the bytes of STORE.json, signed by the device of ``marker.certificate``."""
    text = encode_value(marker)
    return encode_value(_Signed(text.decode(), sign(text)))


def read_marker(store: Store) -> Marker:
    """Return the share's marker, consistent in itself and signed under the root it names.

    Whether that root is ours is for the caller to say (require_ours, or the code two people compare). Raises
    ShareUnmarked, ShareMarkerDamaged and the store's errors.
    """
    try:
        data = store.get(MARKER, limit=_LARGEST)
    except ShareEntryTooLarge:
        raise ShareMarkerDamaged(address=store.address) from None
    if data is None:
        raise ShareUnmarked(address=store.address)
    return marker_in(data, store.address)


def marker_in(data: bytes, address: str) -> Marker:
    """Return the marker in *data*, as read_marker does: it also travels as a file, by USB or mail.

    Raises ShareMarkerDamaged.
    """
    if len(data) > _LARGEST:
        raise ShareMarkerDamaged(address=address)
    try:
        return _checked(data)
    except (ValueError, *_CONTRADICTIONS):
        raise ShareMarkerDamaged(address=address) from None


def place_marker(store: Store, marker: bytes) -> None:
    """Write the marker if there is none; the torn beginning of our own is the only thing we ever replace.

    Never done by a sync: it would turn an unmounted share's empty mount point into a share.
    """
    found = store.get(MARKER)
    if found is not None and found != marker and marker.startswith(found):
        store.delete(MARKER)
        found = None
    if found is None:
        store.put_new(MARKER, marker)


def require_ours(marker: Marker, root: Certificate, our_workplace_id: str) -> None:
    """Raise ForeignShare when the marker is another workplace's."""
    if marker.root != fingerprint(root) or marker.workplace_id != our_workplace_id:
        raise ForeignShare(workplace=clean_text(marker.workplace).text)


def _checked(data: bytes) -> Marker:
    signed = decode_value(data, _Signed)
    if encode_value(signed) != data:
        raise ValueError("not as we write it")  # base64 has bits that say nothing
    marker = decode_value(signed.marker, Marker)
    root = read_certificate(marker.root_certificate)
    device = read_certificate(marker.certificate)
    verify_chain(device, root, None, Purpose.DEVICE)
    verify(device, signed.signature, signed.marker.encode())
    consistent = (
        marker.format == FORMAT
        and marker.root == fingerprint(root)
        and marker.root_certificate == certificate_der(root)
        and marker.workplace_id == workplace_id(root, marker.org_code)
        and len(marker.workplace) <= _LONGEST_NAME
    )
    if not consistent:
        raise ValueError("a marker that contradicts itself")
    seal(b"", (marker.recipient,))  # a recipient nobody can seal to would show only when it is needed
    return marker
