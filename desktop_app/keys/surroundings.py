"""What the outside gives an open home; tests give another one."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic

from desktop_app.domain.clock import Clock, utc_now
from desktop_app.errors import Unavailable
from desktop_app.keys.vault import KeyStore, OsKeyring
from desktop_app.keys.wrapping import KdfParameters


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the outside gives: a clock, a keyring (None: there is none), randomness, the cost of a PIN.

    ``running`` is how long (seconds) the PC has been running: it only ever grows, whatever is done to the clock.
    """

    clock: Clock = utc_now
    keyring: KeyStore | None = field(default_factory=OsKeyring)
    new_id: Callable[[], str] = lambda: secrets.token_hex(16)
    pin_cost: KdfParameters = KdfParameters()  # noqa: RUF009 - frozen
    running: Callable[[], float] = monotonic


def usable(surroundings: Surroundings) -> Surroundings:
    """Return the surroundings with the keyring only if this PC really has one."""
    if surroundings.keyring is None:
        return surroundings
    try:
        surroundings.keyring.check()
    except Unavailable:
        return replace(surroundings, keyring=None)
    return surroundings
