"""A person's PIN (合言葉): it opens their own key, and three wrong ones in a row cost a minute.

The pause stops guessing at the keyboard; against somebody who copied the database, Argon2id is the defence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.errors import KeyDamaged, PinLocked, PinTooShort, WrongPin
from desktop_app.keys.signing import key_from_bytes, key_to_bytes
from desktop_app.keys.wrapping import (
    DoesNotOpenError,
    KdfParameters,
    NotWrappedError,
    Wrapped,
    plain_passphrase,
    unwrap,
    wrap,
)

__all__ = [
    "KdfParameters",
    "LockedKey",
    "PinGuard",
    "change_pin",
    "check_pin",
    "lock_key",
    "read_locked_key",
    "unlock_guarded",
    "unlock_key",
]

PIN_MINIMUM = 6
"""Characters."""

TRIES = 3
PAUSE = timedelta(seconds=60)

LockedKey = Wrapped
"""A private key under a PIN; ``to_json`` and ``from_json`` store it."""


def check_pin(text: str) -> None:
    """Raise PinTooShort when *text* cannot become a PIN."""
    if len(plain_passphrase(text)) < PIN_MINIMUM:
        raise PinTooShort(minimum=PIN_MINIMUM)


def lock_key(
    key: ec.EllipticCurvePrivateKey,
    pin: str,
    person_id: str,
    parameters: KdfParameters = KdfParameters(),  # noqa: B008 - frozen
) -> LockedKey:
    """Put a person's key under their PIN; it opens for the same *person_id* only. Raises PinTooShort."""
    check_pin(pin)
    return wrap(key_to_bytes(key), pin, _bound_to(person_id), parameters)


def unlock_key(locked: LockedKey, pin: str, person_id: str) -> ec.EllipticCurvePrivateKey:
    """Open a key, uncounted (see unlock_guarded). Raises WrongPin with remaining=None."""
    try:
        return key_from_bytes(unwrap(locked, pin, _bound_to(person_id)))
    except DoesNotOpenError:
        raise WrongPin(remaining=None) from None


def read_locked_key(text: str | bytes) -> LockedKey:
    """Read the stored form of a locked key. Raises KeyDamaged."""
    try:
        return LockedKey.from_json(text)
    except NotWrappedError:
        raise KeyDamaged(where="pin") from None


def change_pin(
    locked: LockedKey,
    old: str,
    new: str,
    person_id: str,
    parameters: KdfParameters = KdfParameters(),  # noqa: B008 - frozen
) -> LockedKey:
    """Put the same key under another PIN, at today's cost.

    Raises WrongPin, PinTooShort. A forgotten PIN cannot be changed: the person gets a new key and certificate.
    """
    check_pin(new)
    return lock_key(unlock_key(locked, old, person_id), new, person_id, parameters)


@dataclass(frozen=True, slots=True)
class PinGuard:
    """How many wrong PINs a person gave in a row, and since when they must wait; stored beside their key."""

    wrong: int = 0
    paused_at: datetime | None = None

    @property
    def remaining(self) -> int:
        """Tries before the next pause."""
        return TRIES - self.wrong

    def at(self, now: datetime) -> PinGuard:
        """Return the guard as it stands *now*: a pause that is over is forgotten."""
        if self.paused_at is None:
            return self
        if now < self.paused_at:  # the clock was set back; a pause must neither vanish nor last for days
            return replace(self, paused_at=now)
        return PinGuard() if now - self.paused_at >= PAUSE else self

    def check(self, now: datetime) -> None:
        """Raise PinLocked while the pause lasts."""
        guard = self.at(now)
        if guard.paused_at is not None:
            left = PAUSE - (now - guard.paused_at)
            raise PinLocked(seconds=max(1, -(-left // timedelta(seconds=1))))

    def after_wrong(self, now: datetime) -> PinGuard:
        """Return the guard after one more wrong PIN."""
        wrong = min(TRIES, self.at(now).wrong + 1)
        return PinGuard(wrong, now if wrong == TRIES else None)

    def to_json(self) -> str:
        """Return the form that is stored; it survives a restart."""
        paused_at = self.paused_at and self.paused_at.astimezone(UTC).isoformat()
        return json.dumps({"wrong": self.wrong, "paused_at": paused_at})

    @classmethod
    def from_json(cls, text: str) -> PinGuard:
        """Read the stored form. Raises KeyDamaged."""
        try:
            stored = json.loads(text)
            wrong, paused_at = int(stored["wrong"]), stored["paused_at"]
            guard = cls(wrong, None if paused_at is None else datetime.fromisoformat(paused_at))
        except (ValueError, TypeError, LookupError):
            raise KeyDamaged(where="pin") from None
        if not 0 <= guard.wrong <= TRIES or (guard.paused_at is not None and guard.paused_at.tzinfo is None):
            raise KeyDamaged(where="pin")
        return guard


def unlock_guarded(
    locked: LockedKey,
    pin: str,
    person_id: str,
    guard: PinGuard,
    now: datetime,
    *,
    save: Callable[[PinGuard], None],
) -> ec.EllipticCurvePrivateKey:
    """Open a key and count: *save* is called before the attempt, so that killing the program buys no guess.

    Raises WrongPin (remaining tries) and PinLocked (seconds to wait).
    """
    guard = guard.at(now)
    if guard.paused_at is not None:
        save(guard)
        guard.check(now)
    counted = guard.after_wrong(now)
    save(counted)
    try:
        key = unlock_key(locked, pin, person_id)
    except WrongPin:
        if counted.paused_at is not None:
            raise PinLocked(seconds=int(PAUSE.total_seconds())) from None
        raise WrongPin(remaining=counted.remaining) from None
    save(PinGuard())
    return key


def _bound_to(person_id: str) -> bytes:
    return b"sekisho person key 1\0" + person_id.encode()
