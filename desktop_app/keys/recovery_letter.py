"""The letter to whoever has lost every PC: the workplace's secrets, sealed to the year's printed kit alone.

What is in it: the organisation root's key, with which a new PC is certified, the secrets of every year's keys, so that
one paper opens all years, and the key for what PCs send that are not members yet.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from desktop_app.domain.facts import FiscalKeyMade
from desktop_app.domain.membership import YearKeys
from desktop_app.domain.membership_facts import FiscalKeyRotated
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.errors import CannotOpen
from desktop_app.keys.seal import open_sealed, seal


def sealed_recovery(
    made: FiscalKeyMade | FiscalKeyRotated | YearKeys, secrets: Mapping[str, bytes], which: tuple[str, ...]
) -> RecoverySealed:
    """Return the fact that carries those of a home's *secrets* whose names begin with one of *which*."""
    chosen = {name: secret.hex() for name, secret in sorted(secrets.items()) if name.startswith(which)}
    sealed = base64.b64encode(seal(json.dumps(chosen).encode(), (made.recovery_recipient,))).decode("ascii")
    return RecoverySealed(made.fiscal_year, made.recovery_recipient, sealed)


def open_recovery(fact: RecoverySealed, kit_secret: str) -> dict[str, bytes] | None:
    """Return the secrets, None when *kit_secret* is another year's or the letter does not hold."""
    try:
        letter = open_sealed(base64.b64decode(fact.sealed, validate=True), (kit_secret,))
        return {str(name): bytes.fromhex(secret) for name, secret in json.loads(letter).items()}
    except (CannotOpen, ValueError, TypeError, AttributeError):
        return None
