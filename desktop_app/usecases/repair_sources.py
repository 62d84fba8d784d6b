"""Where a lost entry may still be found: other rows of the damaged database, segments kept in it, and the share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from cryptography import x509

from desktop_app.app import ROOT_SECRET
from desktop_app.domain.disposal_facts import CarriedForward, DisposedChain
from desktop_app.domain.disposed import farthest
from desktop_app.domain.facts import DeviceEnrolled, Fact, UnknownFact, WorkplaceOpened
from desktop_app.domain.membership_facts import CertificateExtended, IssuerAppointed
from desktop_app.errors import (
    CertificateNotOurs,
    CertificateUnreadable,
    DisposalNoticeDamaged,
    SegmentDamaged,
    ShareEntryTooLarge,
    SignatureWrong,
    UnreadableFact,
)
from desktop_app.journal.carrying import unfolded
from desktop_app.journal.entry import GENESIS, SignedEntry
from desktop_app.journal.segment import LARGEST, segment_hash
from desktop_app.keys.identity import (
    Purpose,
    certificate_der,
    display_name,
    key_from_bytes,
    read_certificate,
    verify,
    verify_chain,
)
from desktop_app.share.disposal import LARGEST_NOTICE, read_notice
from desktop_app.share.layout import (
    TRUST,
    SegmentPlace,
    is_certificate_path,
    is_notice_path,
    log_folder,
    notice_folder,
    read_segment_path,
)
from desktop_app.share.marker import read_marker
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.share.store import Store
from desktop_app.store.salvage import Salvaged
from desktop_app.store.segments import KeptSegment

Place = tuple[str, int]
"""Device id and number of an entry."""

_LARGEST_CERTIFICATE = 8 * 1024


@dataclass
class Pool:
    """Everything found. ``chains`` hold from their first entry on; ``stranded`` stand behind a gap."""

    root: x509.Certificate | None = None
    issuers: list[x509.Certificate] = field(default_factory=list)
    certificates: dict[str, list[x509.Certificate]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[Place, SignedEntry] = field(default_factory=dict)
    chains: dict[str, list[SignedEntry]] = field(default_factory=dict)
    stranded: dict[Place, SignedEntry] = field(default_factory=dict)
    segments: list[tuple[KeptSegment, tuple[str, ...]]] = field(default_factory=list)
    published: list[tuple[str, int, str]] = field(default_factory=list)
    from_share: int = 0
    bases: dict[str, DisposedChain] = field(default_factory=dict)
    """Where records begin behind a disposed year."""

    def reach(self, device_id: str) -> int:
        """Return the last number of a device's unbroken chain."""
        return self.begin(device_id)[0] + len(self.chains.get(device_id, ()))

    def begin(self, device_id: str) -> tuple[int, str]:
        """Return number and hash of the entry behind which a device's chain begins."""
        base = self.bases.get(device_id)
        return (base.entry, base.entry_hash) if base else (0, GENESIS)


def gather(found: Salvaged, identities: tuple[str, ...]) -> Pool:
    """Return what the damaged database alone gives."""
    pool = Pool(bases={base.device_id: base for base in found.bases})
    _add_entries(pool, found.entries)
    _learn(pool)
    known = {(kept.device_id, kept.seq): kept for kept in found.segments}
    _add_segments(pool, known, identities)
    _learn(pool)
    _add_segments(pool, known, identities)  # certificates may have come to light in the first round
    _chain(pool)
    return pool


def from_share(pool: Pool, store: Store, identities: tuple[str, ...], found: Salvaged) -> Pool:
    """Return the pool with everything the share holds; raises the store's and the marker's errors."""
    before = sum(map(len, pool.chains.values()))
    marker = read_marker(store)
    if pool.root is None:
        pool.root = _root_of_ours(read_certificate(marker.root_certificate), found)
    if pool.root is None or marker.root_certificate != certificate_der(pool.root):
        return pool
    for path in filter(is_certificate_path, store.list(TRUST)):
        _add_certificate(pool, _get(store, path, _LARGEST_CERTIFICATE))
    known: dict[Place, KeptSegment] = {(kept.device_id, kept.seq): kept for kept, _blobs in pool.segments}
    for path in store.list(log_folder(marker.workplace_id)):
        place = read_segment_path(path)
        data = _get(store, path, LARGEST)
        if place is None or data is None:
            continue
        try:
            header = check_segment(data, place, pool.certificates.get(place.device_id, ())).header
        except SegmentDamaged:
            continue
        kept = KeptSegment(place.device_id, place.seq, place.fiscal_year, header.first_entry, header.last_entry, data)
        ours = known.setdefault((place.device_id, place.seq), kept)
        if ours.data == data:
            pool.published.append((place.device_id, place.seq, path))
    _add_bases(pool, store, marker.workplace_id, known)
    _add_segments(pool, known, identities)
    _learn(pool)
    _chain(pool)
    pool.from_share = sum(map(len, pool.chains.values())) - before
    return pool


def _root_of_ours(offered: x509.Certificate, found: Salvaged) -> x509.Certificate | None:
    """A root read from a share is believed only if this PC holds its private key."""
    stored = found.secrets.get(ROOT_SECRET)
    if stored is None or key_from_bytes(stored).public_key() != offered.public_key():
        return None
    return offered


def _add_entries(pool: Pool, entries: Iterable[SignedEntry]) -> None:
    for signed in entries:
        try:
            body, _facts = signed.entry, signed.recorded
        except UnreadableFact:
            continue
        pool.entries.setdefault((body.device_id, body.seq), signed)


def _learn(pool: Pool) -> None:
    """Take the root and the members' certificates from the facts at hand."""
    facts = list(_told(pool))
    for fact in facts:
        if isinstance(fact, WorkplaceOpened) and pool.root is None:
            pool.root = read_certificate(fact.root_certificate.encode())
    pool.issuers += [read_certificate(f.certificate.encode()) for f in facts if isinstance(f, IssuerAppointed)]
    for fact in facts:
        if isinstance(fact, DeviceEnrolled | CertificateExtended):
            _add_certificate(pool, fact.certificate.encode())


def _told(pool: Pool) -> Iterator[Fact | UnknownFact]:
    """Yield what the entries at hand say; what was carried forward from a disposed year among it."""
    for signed in pool.entries.values():
        for recorded in signed.recorded:
            old = unfolded(recorded.fact) if isinstance(recorded.fact, CarriedForward) else recorded
            if old is not None:
                yield old.fact


def _add_certificate(pool: Pool, data: bytes | None) -> None:
    if data is None or pool.root is None:
        return
    try:
        certificate = read_certificate(data)
        verify_chain(certificate, pool.root, None, Purpose.DEVICE, pool.issuers)
    except (CertificateUnreadable, CertificateNotOurs):
        return
    held = pool.certificates[display_name(certificate)]
    if certificate not in held:
        held.append(certificate)


def _add_bases(pool: Pool, store: Store, workplace_id: str, known: Mapping[Place, KeptSegment]) -> None:
    """Take from the notices of disposed years where records begin whose beginning is neither here nor there."""
    assert pool.root is not None, "no share is read without one"
    chains: list[DisposedChain] = []
    for path in store.list(notice_folder(workplace_id)):
        data = _get(store, path, LARGEST_NOTICE) if is_notice_path(path, workplace_id) else None
        with suppress(DisposalNoticeDamaged):
            chains += read_notice(data or b"", pool.root, workplace_id).notice.chains
    for device, chain in farthest(chains).items():
        at_hand = (device, 1) in known or (device, 1) in pool.entries
        if not at_hand and chain.entry > pool.begin(device)[0]:
            pool.bases[device] = chain


def _add_segments(pool: Pool, known: dict[Place, KeptSegment], identities: tuple[str, ...]) -> None:
    """Keep segments that hold, in an unbroken chain per device, and take the entries out of them."""
    pool.segments = []
    prev = defaultdict(lambda: GENESIS, {device: base.sha256 for device, base in pool.bases.items()})
    count = defaultdict(int, {device: base.segment for device, base in pool.bases.items()})
    for (device, seq), kept in sorted(known.items()):
        certificates = pool.certificates.get(device, [])
        try:
            segment = check_segment(kept.data, SegmentPlace(device, kept.fiscal_year, seq), certificates)
            _add_entries(pool, open_entries(segment, certificates, identities) or ())
        except SegmentDamaged:
            continue
        if seq == count[device] + 1 and segment.header.prev == prev[device]:
            pool.segments.append((kept, segment.header.blobs))
            count[device], prev[device] = seq, segment_hash(kept.data)


def _chain(pool: Pool) -> None:
    """Sort the entries into unbroken chains and what stands behind a gap."""
    pool.chains, pool.stranded = {}, {}
    for device in {place[0] for place in pool.entries}:
        chain = list(_unbroken(pool, device))
        if chain:
            pool.chains[device] = chain
    for place, signed in pool.entries.items():
        if place[1] > pool.reach(place[0]) and _is_signed(pool, place[0], signed):
            pool.stranded[place] = signed


def _unbroken(pool: Pool, device: str) -> Iterator[SignedEntry]:
    before, prev = pool.begin(device)
    seq = before + 1
    while (signed := pool.entries.get((device, seq))) is not None:
        if signed.entry.prev != prev or not _is_signed(pool, device, signed):
            return
        yield signed
        seq, prev = seq + 1, signed.hash


def _is_signed(pool: Pool, device: str, signed: SignedEntry) -> bool:
    for certificate in pool.certificates.get(device, ()):
        try:
            verify(certificate, signed.signature, signed.body)
        except SignatureWrong:
            continue
        return True
    return False


def _get(store: Store, path: str, limit: int) -> bytes | None:
    try:
        return store.get(path, limit=limit)
    except ShareEntryTooLarge:
        return None
