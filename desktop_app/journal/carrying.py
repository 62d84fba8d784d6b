"""Facts of a disposed year that stay: recorded again with their old place, and read back as they stood there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop_app.domain.disposal_facts import CarriedForward
from desktop_app.domain.facts import FiscalKeyMade, Position, Recorded
from desktop_app.domain.membership_facts import FiscalKeyGranted, FiscalKeyRotated, HeadquartersJoined
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.errors import UnreadableFact
from desktop_app.journal.codec import decode_fact, encode_fact


def without_secrets(data: bytes, fiscal_year: int) -> bytes:
    """Return a fact's bytes without the secrets of keys up to *fiscal_year*; that there were such keys stays.

    What headquarters was given when the workplace joined are earlier years' secrets than the fact's own: gone with it.
    """
    fact = decode_fact(data)
    match fact:
        case FiscalKeyMade() if fact.fiscal_year <= fiscal_year and fact.sealed_secrets:
            return encode_fact(replace(fact, sealed_secrets=""))
        case FiscalKeyRotated() if fact.fiscal_year <= fiscal_year:
            return encode_fact(replace(fact, sealed=tuple(replace(one, sealed="") for one in fact.sealed)))
        case FiscalKeyGranted() if fact.fiscal_year <= fiscal_year:
            return encode_fact(replace(fact, sealed=replace(fact.sealed, sealed="")))
        case RecoverySealed() if fact.fiscal_year <= fiscal_year:
            return encode_fact(replace(fact, sealed=""))
        case HeadquartersJoined():
            return encode_fact(replace(fact, sealed_years=""))
        case _:
            return data


def carry_forward(
    order_no: str, fiscal_year: int, data: bytes, position: Position, at: datetime, by: str, entry: bytes
) -> CarriedForward:
    """Return the fact that keeps another one (its bytes are *data*) at its place when *fiscal_year* goes."""
    return CarriedForward(
        order_no=order_no,
        device_id=position.device_id,
        seq=position.seq,
        index=position.index,
        lamport=position.lamport,
        at=at,
        by=by,
        entry=entry.hex(),
        data=without_secrets(data, fiscal_year).decode(),
    )


def unfolded(fact: CarriedForward) -> Recorded | None:
    """Return a fact that was carried forward as it stood at its old place; None where there is no fact in it."""
    position = Position(fact.lamport, fact.device_id, fact.seq, fact.index)
    try:
        return Recorded(decode_fact(fact.data.encode()), position, fact.at, fact.by, bytes.fromhex(fact.entry))
    except (UnreadableFact, ValueError):
        return None
