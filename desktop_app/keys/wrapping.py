"""A secret under a text somebody remembers: Argon2id makes the key, AES-256-GCM wraps the secret.

PINs and the database passphrase share this one way. The parameters travel with the result, so that they can
grow later without locking anybody out.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import unicodedata
from dataclasses import asdict, dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_FORMAT = "sekisho-wrapped-1"
_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
# A changed file must not be able to ask for the memory or the time of the whole PC.
_MEMORY_KIB_LIMIT = 1024 * 1024
_ITERATIONS_LIMIT = 64
_LANES_LIMIT = 16


class DoesNotOpenError(Exception):
    """The text is wrong, or the wrapped bytes were changed: AES-GCM cannot tell which."""


class NotWrappedError(Exception):
    """The text is not what Wrapped.to_json writes."""


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """How dear one guess is: memory in KiB, rounds, lanes. The default takes about 0.2 s and 64 MiB."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse what no release of ours ever wrote."""
        limits = (
            (self.lanes, 1, _LANES_LIMIT),
            (self.iterations, 1, _ITERATIONS_LIMIT),
            (self.memory_kib, 8 * self.lanes, _MEMORY_KIB_LIMIT),
        )
        if any(type(value) is not int or not low <= value <= high for value, low, high in limits):
            raise ValueError("Argon2id parameters out of bounds")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A wrapped secret and what is needed, besides the text, to open it."""

    parameters: KdfParameters
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    ciphertext: bytes = field(repr=False)

    def to_json(self) -> str:
        """Return the form that is stored."""
        return json.dumps(
            {
                "format": _FORMAT,
                "argon2id": asdict(self.parameters),
                "salt": _to_text(self.salt),
                "nonce": _to_text(self.nonce),
                "ciphertext": _to_text(self.ciphertext),
            },
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Wrapped:
        """Read the stored form. Raises NotWrappedError."""
        try:
            stored = json.loads(text)
            if stored["format"] != _FORMAT:
                raise NotWrappedError
            salt, nonce, ciphertext = (_from_text(stored[name]) for name in ("salt", "nonce", "ciphertext"))
            wrapped = cls(KdfParameters(**stored["argon2id"]), salt, nonce, ciphertext)
        except (ValueError, TypeError, LookupError, RecursionError, AttributeError):
            raise NotWrappedError from None
        if len(salt) != _SALT_BYTES or len(nonce) != _NONCE_BYTES:
            raise NotWrappedError
        return wrapped


def plain_passphrase(text: str) -> str:
    """Return *text* as it is counted and used: full-width letters from an input method become plain ones."""
    return unicodedata.normalize("NFKC", text)


def wrap(secret: bytes, text: str, bound_to: bytes, parameters: KdfParameters) -> Wrapped:
    """Wrap *secret* under *text*; it opens only together with the same *bound_to*."""
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    ciphertext = AESGCM(_derive(text, salt, parameters)).encrypt(nonce, secret, bound_to)
    return Wrapped(parameters, salt, nonce, ciphertext)


def unwrap(wrapped: Wrapped, text: str, bound_to: bytes) -> bytes:
    """Return the secret. Raises DoesNotOpenError."""
    key = _derive(text, wrapped.salt, wrapped.parameters)
    try:
        return AESGCM(key).decrypt(wrapped.nonce, wrapped.ciphertext, bound_to)
    except InvalidTag:
        raise DoesNotOpenError from None


def _derive(text: str, salt: bytes, parameters: KdfParameters) -> bytes:
    return Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive(plain_passphrase(text).encode())


def _to_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _from_text(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise NotWrappedError from None
