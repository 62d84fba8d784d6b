"""Sealing with age: to the holders of a key, or to whoever knows a passphrase.

Sealing hides, it does not say who wrote: what is inside must be signed. The ``age`` program opens all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pyrage  # type: ignore[import-untyped]

from desktop_app.errors import CannotOpen, RecipientUnreadable, WrongPassphrase
from desktop_app.keys.wrapping import plain_passphrase

# pyrage tells its failures apart by their words alone; a test holds these words.
_NO_KEY = "No matching keys found"
_WRONG_WORDS = "Decryption failed"


def new_age_identity() -> tuple[str, str]:
    """Return a fresh (secret, recipient): ``AGE-SECRET-KEY-1…`` opens what was sealed to ``age1…``."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(secret: str) -> str:
    """Return the recipient that belongs to a secret. Raises RecipientUnreadable."""
    return str(_identity(secret).to_public())


@lru_cache(maxsize=1024)
def is_recipient(text: str) -> bool:
    """Whether something can be sealed to *text*."""
    try:
        _recipient(text)
    except RecipientUnreadable:
        return False
    return True


def seal(data: bytes, recipients: Iterable[str]) -> bytes:
    """Seal *data* so that each of *recipients* alone can open it. Raises RecipientUnreadable."""
    readable = [_recipient(text) for text in recipients]
    if not readable:
        raise ValueError("sealed to nobody")
    return bytes(pyrage.encrypt(data, readable))


def open_sealed(data: bytes, identities: Iterable[str]) -> bytes:
    """Open what was sealed to one of *identities*. Raises CannotOpen, RecipientUnreadable."""
    secrets = [_identity(text) for text in identities]
    if not secrets:
        raise CannotOpen(reason="no key")
    try:
        return bytes(pyrage.decrypt(data, secrets))
    except pyrage.DecryptError as error:
        raise CannotOpen(reason="no key" if str(error) == _NO_KEY else "damaged") from None


def seal_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Seal *data* under *passphrase*. Takes about a second and up to 1 GiB of memory (age's scrypt)."""
    return bytes(pyrage.passphrase.encrypt(data, plain_passphrase(passphrase)))


def open_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Open what seal_with_passphrase made, at the same price. Raises WrongPassphrase, CannotOpen."""
    try:
        return bytes(pyrage.passphrase.decrypt(data, plain_passphrase(passphrase)))
    except pyrage.DecryptError as error:
        if str(error) == _WRONG_WORDS:
            raise WrongPassphrase from None
        raise CannotOpen(reason="no key" if str(error) == _NO_KEY else "damaged") from None


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise RecipientUnreadable from None


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise RecipientUnreadable from None
