"""What ``trust/`` tells: members' certificates, those of issuing PCs, and revocation lists. Nobody has to be believed.

Each file is named by the hash of its content and checked against the pinned root, so it may be read from a share that
somebody else runs. What the record already knows is put there again when it is missing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop_app.errors import (
    CertificateNotOurs,
    CertificateUnreadable,
    RevocationListWrong,
    ShareEntryTooLarge,
)
from desktop_app.keys.identity import (
    Purpose,
    certificate_der,
    display_name,
    fingerprint,
    read_certificate,
    verify_chain,
    verify_issuing,
)
from desktop_app.keys.revocation import LARGEST_CRL, Ended, RevocationList, in_force, read_crl, that_count
from desktop_app.keys.signing import Certificate
from desktop_app.keys.standing import record_ends
from desktop_app.share.attempts import place
from desktop_app.share.errand import Members, Visit
from desktop_app.share.layout import TRUST, certificate_paths, is_certificate_path, is_list_path, list_paths
from desktop_app.share.store import Store

_LARGEST_CERTIFICATE = 8 * 1024


@dataclass(frozen=True, slots=True)
class Trusted:
    """Members' certificates by device id, where the record of those that left ends, and what ``trust/`` holds whole.

    ``met`` are the SHA-256 (hex) of the files that hold, ``paths`` where they lie; ``strangers`` counts the others.
    ``news``: lists in force that end what none of the known ones ends, each with its issuer's certificate (root: "").
    ``doubtful``: devices that only PCs which have left certified, as far as is known here.
    """

    members: Members
    ends: Mapping[str, Ended]
    lists: tuple[RevocationList, ...]
    met: frozenset[str]
    paths: frozenset[str]
    strangers: int
    news: tuple[tuple[bytes, bytes], ...] = ()
    doubtful: frozenset[str] = frozenset()


def read_trust(
    store: Store,
    root: Certificate,
    known: Iterable[Certificate],
    issuers: Iterable[Certificate],
    lists: Iterable[bytes],
    *,
    thorough: bool = True,
) -> Trusted:
    """Read ``trust/`` together with what the record knows: *known* members, *issuers* and *lists*.

    Unless *thorough*, what the record holds is not read again where a file bears its name. Raises the store's errors.
    """
    known, issuers, lists = tuple(known), tuple(issuers), tuple(lists)
    held = {} if thorough else _by_name((*known, *issuers), lists)
    paths = store.list(TRUST)
    read = {path: data for path in paths if (data := _file(store, path, held)) is not None}
    files = tuple(read.values())
    found = {data: one for data in files if (one := _certificate(data)) is not None}
    issuing = {fingerprint(c): c for c in (*issuers, *found.values()) if _holds(verify_issuing, c, root, None)}
    told = _lists([*lists, *files], root, tuple(issuing.values()))
    ended = in_force(told.values(), tuple(issuing.values()))
    revoked = {one.serial for one in ended}
    in_use = tuple(one for one in issuing.values() if one.serial_number not in revoked)
    # Whom a PC certified that has left counts only if the record knew them.
    recorded = {fingerprint(one): one for one in known}
    met = {
        data: one
        for data, one in found.items()
        if fingerprint(one) in recorded or _holds(verify_chain, one, root, None, Purpose.DEVICE, in_use)
    }
    members: dict[str, dict[str, Certificate]] = defaultdict(dict)
    for certificate in (*recorded.values(), *met.values()):
        members[display_name(certificate)][fingerprint(certificate)] = certificate
    doubtful = {
        data: one
        for data, one in found.items()
        if data not in met and _holds(verify_chain, one, root, None, Purpose.DEVICE, issuing.values())
    }
    # Of a signer that another PC ended a list counts as much as those the record holds: else two homes would differ.
    counting = that_count(told.values(), tuple(issuing.values()))
    ends_known = {entry for data in lists if told.get(data) in counting for entry in told[data].ended}
    signers = {fingerprint(one): certificate_der(one) for one in issuing.values()} | {fingerprint(root): b""}
    whole = {
        *met,
        *doubtful,
        *(told.keys() & set(files)),
        *(data for data, one in found.items() if fingerprint(one) in issuing),
    }
    return Trusted(
        members={device: tuple(each.values()) for device, each in members.items()},
        ends=record_ends(ended),
        lists=tuple(told.values()),
        met=frozenset(hashlib.sha256(data).hexdigest() for data in whole),
        paths=frozenset(path for path, data in read.items() if data in whole),
        strangers=len(paths) - sum(data in whole for data in files),
        news=tuple(
            (data, signers[one.signer])
            for data, one in told.items()
            if one in counting and not ends_known.issuperset(one.ended)
        ),
        doubtful=frozenset(map(display_name, doubtful.values())) - members.keys(),
    )


def collect_trust(visit: Visit) -> Trusted:
    """Return whom this errand may believe. Raises the store's errors."""
    errand = visit.errand
    trusted = read_trust(
        visit.store, errand.root, errand.certificates, errand.issuers, errand.lists, thorough=errand.thorough
    )
    visit.carried.ignored += trusted.strangers
    visit.carried.lists = trusted.news
    return trusted


def publish_trust(visit: Visit, met: frozenset[str]) -> None:
    """Put every certificate and list we know into ``trust/``, but for those *met* there whole."""
    errand = visit.errand
    for certificate in (*errand.issuers, *errand.certificates):
        if fingerprint(certificate) not in met:
            place(visit.store, certificate_paths(fingerprint(certificate)), certificate_der(certificate))
    for crl in errand.lists:
        name = hashlib.sha256(crl).hexdigest()
        if name not in met:
            place(visit.store, list_paths(name), crl)


def _file(store: Store, path: str, held: Mapping[str, bytes]) -> bytes | None:
    """Return what lies at *path* if its name says so; of what is *held* the name is enough."""
    limit = _LARGEST_CERTIFICATE if is_certificate_path(path) else LARGEST_CRL
    if not is_certificate_path(path) and not is_list_path(path):
        return None
    if _stem(path) in held:
        return held[_stem(path)]
    try:
        data = store.get(path, limit=limit)
    except ShareEntryTooLarge:
        return None
    named = _stem(path).rpartition("/")[2]
    return data if data and hashlib.sha256(data).hexdigest().startswith(named) else None


def _by_name(certificates: Iterable[Certificate], lists: Iterable[bytes]) -> dict[str, bytes]:
    found = {_stem(certificate_paths(fingerprint(one))(0)): certificate_der(one) for one in certificates}
    return found | {_stem(list_paths(hashlib.sha256(crl).hexdigest())(0)): crl for crl in lists}


def _stem(path: str) -> str:
    return path.partition(".")[0]


def _certificate(data: bytes) -> Certificate | None:
    try:
        return read_certificate(data)
    except CertificateUnreadable:
        return None


def _lists(files: Iterable[bytes], root: Certificate, issuing: tuple[Certificate, ...]) -> dict[bytes, RevocationList]:
    told: dict[bytes, RevocationList] = {}
    for data in files:
        try:
            told[data] = read_crl(data, root, issuing)
        except RevocationListWrong:
            continue
    return told


def _holds(check: Callable[..., None], *given: object) -> bool:
    try:
        check(*given)
    except CertificateNotOurs:
        return False
    return True
