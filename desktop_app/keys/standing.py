"""What the record's own certificates and revocation lists say: who may certify, and where a PC's record ends.

A fact may claim what it likes; here only signatures under the workplace's root count. Whose facts count at all is told
by ``desktop_app.keys.let_in``.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from desktop_app.domain.facts import Recorded, WorkplaceOpened
from desktop_app.domain.membership import Membership
from desktop_app.domain.membership_facts import RevocationListIssued
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, RevocationListWrong
from desktop_app.keys.chain import verify_issuing
from desktop_app.keys.revocation import Ended, RevocationList, in_force, read_crl, strictness, that_count
from desktop_app.keys.signing import Certificate, fingerprint, read_certificate

Ends = Mapping[str, Ended]
"""Where the records end, by device id, of the PCs that are no members any more."""


def ends_of(history: Iterable[Recorded], opened: Recorded | None) -> Ends:
    """Return where PCs' records end, as the facts of the workplace *opened* tell, whoever recorded the lists."""
    if opened is None or not isinstance(opened.fact, WorkplaceOpened):
        return {}
    issued = [one.fact for one in history if isinstance(one.fact, RevocationListIssued)]
    return record_ends(ended_in(opened.fact.root_certificate, issued))


def issuing_certificates(root_pem: str, membership: Membership) -> tuple[Certificate, ...]:
    """Return every issuing certificate the root ever gave, those of PCs that left included."""
    given = [one.certificate for each in membership.issuers.values() for one in each]
    given += [issued.issuer for issued in membership.lists if issued.issuer]
    found = (_issuing(root_pem, pem) for pem in dict.fromkeys(given))
    return tuple(one for one in found if one is not None)


def lists_of(root_pem: str, issued: Iterable[RevocationListIssued]) -> tuple[RevocationList, ...]:
    """Return the lists among facts that hold; others are passed over, as anybody could have written them."""
    found = (_list(root_pem, one.crl, one.issuer) for one in issued)
    return tuple(one for one in found if one is not None)


def ended_in(root_pem: str, issued: Iterable[RevocationListIssued]) -> tuple[Ended, ...]:
    """Return every certificate that the lists among facts revoke."""
    issued = tuple(issued)
    return in_force(lists_of(root_pem, issued), _signers(root_pem, issued))


def lists_that_count(root_pem: str, issued: Iterable[RevocationListIssued]) -> tuple[RevocationList, ...]:
    """Return the lists among facts that hold, but for those of signers whom the root revoked."""
    issued = tuple(issued)
    return that_count(lists_of(root_pem, issued), _signers(root_pem, issued))


def record_ends(ended: Iterable[Ended]) -> Mapping[str, Ended]:
    """Return where the record of each PC that left ends; of several certificates the earliest end counts."""
    ends: dict[str, Ended] = {}
    for one in ended:
        known = ends.get(one.holder, one)
        ends[one.holder] = min(known, one, key=strictness)
    return ends


def revoked_since(certificates: Iterable[Certificate], ended: Iterable[Ended]) -> dict[str, datetime]:
    """Return from when each of *certificates* must not have been used any more, by its SHA-256 (hex)."""
    since = {(one.serial, one.issuer): one.since for one in ended}
    found = ((fingerprint(one), since.get((one.serial_number, one.issuer))) for one in certificates)
    return {name: moment for name, moment in found if moment is not None}


def issuers_in_use(root_pem: str, membership: Membership) -> tuple[Certificate, ...]:
    """Return the issuing certificates that nobody revoked."""
    revoked = {one.serial for one in ended_in(root_pem, membership.lists)}
    return tuple(c for c in issuing_certificates(root_pem, membership) if c.serial_number not in revoked)


def _signers(root_pem: str, issued: Iterable[RevocationListIssued]) -> tuple[Certificate, ...]:
    signers = (_issuing(root_pem, pem) for pem in dict.fromkeys(one.issuer for one in issued if one.issuer))
    return tuple(one for one in signers if one is not None)


@lru_cache(maxsize=256)
def _issuing(root_pem: str, pem: str) -> Certificate | None:
    try:
        issuer = read_certificate(pem.encode())
        verify_issuing(issuer, read_certificate(root_pem.encode()), None)
    except (CertificateUnreadable, CertificateNotOurs):
        return None
    return issuer


@lru_cache(maxsize=256)
def _list(root_pem: str, crl: str, issuer: str) -> RevocationList | None:
    try:
        root = read_certificate(root_pem.encode())
        issuers = (read_certificate(issuer.encode()),) if issuer else ()
        return read_crl(base64.b64decode(crl, validate=True), root, issuers)
    except (CertificateUnreadable, RevocationListWrong, ValueError):
        return None
