"""A fiscal year's keys: the workplace's and the recovery kit's, and how the workplace's other PCs come to have them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator

from desktop_app.domain.facts import FiscalKeyMade
from desktop_app.errors import CannotOpen, RecipientUnreadable
from desktop_app.keys.seal import new_age_identity, open_sealed, recipient_of, seal


def make_fiscal_key(year: int, earlier_recipient: str | None = None) -> tuple[FiscalKeyMade, bytes]:
    """Make a fiscal year's two age identities; returns the fact and the secret (JSON) to keep.

    For the workplace's other PCs the fact carries the secret too, sealed to *earlier_recipient*.
    """
    workplace_secret, workplace_recipient = new_age_identity()
    recovery_secret, recovery_recipient = new_age_identity()
    secret = json.dumps({"workplace": workplace_secret, "recovery": recovery_secret}).encode()
    sealed = base64.b64encode(seal(secret, (earlier_recipient,))).decode("ascii") if earlier_recipient else ""
    return FiscalKeyMade(year, workplace_recipient, recovery_recipient, sealed), secret


def open_fiscal_secret(made: FiscalKeyMade, identities: tuple[str, ...]) -> bytes | None:
    """Return the secret that a fact carries, None when it does not open or is not the announced key's."""
    try:
        secret = open_sealed(base64.b64decode(made.sealed_secrets, validate=True), identities)
        parts = json.loads(secret)
        announced = (made.workplace_recipient, made.recovery_recipient)
        fits = (recipient_of(parts["workplace"]), recipient_of(parts["recovery"])) == announced
    except (CannotOpen, RecipientUnreadable, ValueError, TypeError, LookupError):
        return None
    return secret if fits else None


def open_fiscal_secrets(
    made: Iterable[FiscalKeyMade], identities: Iterable[str]
) -> Iterator[tuple[FiscalKeyMade, bytes]]:
    """Yield those of the years' keys that open, with their secrets: one may open another, in whatever order."""
    waiting, held, learnt = list(made), list(identities), True
    while waiting and learnt:
        learnt = False
        for fact in tuple(waiting):
            secret = open_fiscal_secret(fact, tuple(held))
            if secret is not None:
                waiting.remove(fact)
                held.append(str(json.loads(secret)["workplace"]))
                learnt = True
                yield fact, secret
