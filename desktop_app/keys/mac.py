"""Message authentication under the database key: what only an opened home could have written."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAC_BYTES = 32


def mac(database_key: bytes, purpose: bytes, data: bytes) -> bytes:
    """Return HMAC-SHA-256 of *data* under a key that is derived for *purpose* alone."""
    return _hmac(database_key, purpose, data).finalize()


def mac_holds(database_key: bytes, purpose: bytes, data: bytes, expected: bytes) -> bool:
    """Compare in constant time."""
    try:
        _hmac(database_key, purpose, data).verify(expected)
    except InvalidSignature:
        return False
    return True


def _hmac(database_key: bytes, purpose: bytes, data: bytes) -> HMAC:
    key = HKDF(hashes.SHA256(), MAC_BYTES, salt=None, info=purpose).derive(database_key)
    made = HMAC(key, hashes.SHA256())
    made.update(data)
    return made
