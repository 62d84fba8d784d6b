"""A fiscal year's keys: the workplace's and the recovery kit's, and how the workplace's other PCs come to have them.

The kit opens the organisation root's key as well, so the kit's secret never leaves the PC that keeps the root: it alone
makes kits, and prints them. The others are given the workplace's secret; a year that one of them begins is sealed to
the kit there is, until the root's PC gives the year one of its own.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop_app.domain.facts import FiscalKeyMade
from desktop_app.domain.membership import YearKeys
from desktop_app.domain.membership_facts import FiscalKeyGranted, FiscalKeyRotated, SealedFor
from desktop_app.errors import CannotOpen, RecipientUnreadable
from desktop_app.keys.seal import new_age_identity, open_sealed, recipient_of, seal

YearKeysMade = FiscalKeyMade | FiscalKeyRotated | FiscalKeyGranted | YearKeys
"""Whatever names a year's keys."""


@dataclass(frozen=True, slots=True)
class OfferedSecret:
    """A year's secrets as a fact carries them."""

    made: FiscalKeyMade | FiscalKeyRotated | FiscalKeyGranted
    sealed: str


def make_fiscal_key(
    year: int, earlier: YearKeys | None = None, *, kit: str | None = None
) -> tuple[FiscalKeyMade, bytes]:
    """Make a fiscal year's keys; returns the fact and the secret (JSON) to keep.

    *kit* is the recipient of the kit there is; None makes a new one. For the workplace's other PCs the fact carries
    the workplace's secret, sealed to that of the *earlier* year.
    """
    workplace_recipient, recovery_recipient, secret = _new_keys(kit)
    sealed_to = earlier.workplace_recipient if earlier else ""
    sealed = sealed_text(shared(secret), sealed_to) if sealed_to else ""
    return FiscalKeyMade(year, workplace_recipient, recovery_recipient, sealed, sealed_to), secret


def rotate_fiscal_key(
    year: int, devices: Mapping[str, str], without: Iterable[str], *, kit: str | None = None
) -> tuple[FiscalKeyRotated, bytes]:
    """Make a year's keys anew, for *devices* (recipients by device id) alone; returns the fact and the secret.

    *kit* as for `make_fiscal_key`.
    """
    workplace_recipient, recovery_recipient, secret = _new_keys(kit)
    sealed = tuple(SealedFor(device, sealed_text(shared(secret), devices[device])) for device in sorted(devices))
    return FiscalKeyRotated(year, workplace_recipient, recovery_recipient, tuple(sorted(without)), sealed), secret


def shared(secret: bytes) -> bytes:
    """Return what of a year's *secret* another PC is given: everything but the kit's."""
    return json.dumps({"workplace": json.loads(secret)["workplace"]}).encode()


def year_of_secret(name: str) -> int:
    """Return the fiscal year of keys by the name they are kept under (``fiscal/<year>/<recipient>``)."""
    return int(name.split("/")[1])


def kit_secret(held: Iterable[bytes], recovery_recipient: str) -> str | None:
    """Return the secret of the kit with that recipient, if it is among the years' secrets that a PC holds."""
    kits = (json.loads(secret).get("recovery") for secret in held)
    return next((kit for kit in kits if kit and recipient_of(kit) == recovery_recipient), None)


def sealed_text(secret: bytes, recipient: str) -> str:
    """Return *secret* sealed to one recipient, as it stands in a fact. Raises RecipientUnreadable."""
    return base64.b64encode(seal(secret, (recipient,))).decode("ascii")


def open_fiscal_secret(sealed: str, workplace_recipient: str, identities: tuple[str, ...]) -> bytes | None:
    """Return the secret that a fact carries, None when it does not open or is not the announced key's."""
    try:
        secret = open_sealed(base64.b64decode(sealed, validate=True), identities)
        fits = recipient_of(json.loads(secret)["workplace"]) == workplace_recipient
    except (CannotOpen, RecipientUnreadable, ValueError, TypeError, LookupError):
        return None
    return secret if fits else None


def offered_secrets(told: Iterable[object], device_id: str) -> Iterator[OfferedSecret]:
    """Yield what facts offer a PC, year by year, then what was made anew and what was given to it alone."""
    facts = tuple(told)
    made = (fact for fact in facts if isinstance(fact, FiscalKeyMade))
    for first in sorted(made, key=lambda fact: fact.fiscal_year):
        yield OfferedSecret(first, first.sealed_secrets)
    for fact in facts:
        if isinstance(fact, FiscalKeyRotated):
            yield from (OfferedSecret(fact, one.sealed) for one in fact.sealed if one.device_id == device_id)
        elif isinstance(fact, FiscalKeyGranted) and fact.sealed.device_id == device_id:
            yield OfferedSecret(fact, fact.sealed.sealed)


def _new_keys(kit: str | None) -> tuple[str, str, bytes]:
    workplace_secret, workplace_recipient = new_age_identity()
    if kit is not None:
        return workplace_recipient, kit, json.dumps({"workplace": workplace_secret}).encode()
    recovery_secret, recovery_recipient = new_age_identity()
    secret = json.dumps({"workplace": workplace_secret, "recovery": recovery_secret}).encode()
    return workplace_recipient, recovery_recipient, secret
