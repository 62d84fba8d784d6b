"""Which fact opened the workplace: the founding PC's, under the root that this home pinned.

A member's PC can record anything, at any place in the journal's order; another root, or itself as the founding PC, it
can claim. Its certificate it cannot date back: the founding PC is the one that the root certified first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from desktop_app.domain.facts import DeviceEnrolled, Recorded, WorkplaceOpened
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable
from desktop_app.keys.chain import Purpose, verify_chain
from desktop_app.keys.signing import display_name, fingerprint, read_certificate

_NEVER = datetime.max.replace(tzinfo=UTC)


def opening(told: Sequence[Recorded], pinned: str = "") -> Recorded | None:
    """Return the workplace's opening among its facts, in the journal's order; None where it has not arrived.

    *pinned* is the fingerprint of the root that this home trusts, empty before it has any.
    """
    found = [one for one in told if isinstance(one.fact, WorkplaceOpened)]
    if pinned:
        found = [one for one in found if root_of(one) == pinned]
    if len(found) < 2:  # noqa: PLR2004 - nearly always there is one
        return found[0] if found else None
    enrolled = [one.fact for one in told if isinstance(one.fact, DeviceEnrolled)]
    return min(found, key=lambda one: _certified_at(one, enrolled))


def root_of(opened: Recorded) -> str:
    """Return the fingerprint of the root that a WorkplaceOpened names, empty where it names none."""
    return _fingerprint(opened.fact.root_certificate) if isinstance(opened.fact, WorkplaceOpened) else ""


def _certified_at(opened: Recorded, enrolled: Iterable[DeviceEnrolled]) -> datetime:
    assert isinstance(opened.fact, WorkplaceOpened)
    root, device = opened.fact.root_certificate, opened.position.device_id
    own = (one.certificate for one in enrolled if one.device_id == device)
    return min((_certified(root, device, pem) for pem in own), default=_NEVER)


@lru_cache(maxsize=64)
def _certified(root: str, device_id: str, pem: str) -> datetime:
    """Return from when on the root itself certified a PC."""
    try:
        certificate = read_certificate(pem.encode())
        verify_chain(certificate, read_certificate(root.encode()), None, Purpose.DEVICE)
    except (CertificateUnreadable, CertificateNotOurs):
        return _NEVER
    return certificate.not_valid_before_utc if display_name(certificate) == device_id else _NEVER


@lru_cache(maxsize=64)
def _fingerprint(pem: str) -> str:
    try:
        return fingerprint(read_certificate(pem.encode()))
    except CertificateUnreadable:
        return ""
