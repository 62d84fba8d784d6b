"""鍵の控え: one A4 page with the year's recovery key, to be locked away (share notes, Keys)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecoveryKit:
    """What the page shows.

    *fiscal_year* is e.g. 2026; *secret_key* the age identity (AGE-SECRET-KEY-1…), which is also the QR code;
    *root_fingerprint* the hexadecimal SHA-256 of the organisation's root certificate.
    """

    employer_name: str
    workplace_name: str
    org_code: str
    fiscal_year: int
    secret_key: str
    root_fingerprint: str
    printed_by: str
    created_at: dt.datetime


def render_recovery_kit(kit: RecoveryKit) -> bytes:
    """Return the page as a PDF in the language in use. Raises GlyphMissing."""
    raise NotImplementedError
