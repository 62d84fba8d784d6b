"""Checking segments: those kept here, and every file of a share that carries the workplace's record.

A torn attempt beside a whole one is no damage; a file the share had and lost is.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress

from cryptography import x509

from desktop_app.app import App
from desktop_app.domain.disposed import farthest
from desktop_app.domain.workplace import Workplace
from desktop_app.errors import SegmentDamaged, SekishoError, Unavailable, UnreadableFact
from desktop_app.journal.entry import GENESIS, SignedEntry
from desktop_app.journal.segment import Segment, segment_hash
from desktop_app.keys.identity import fingerprint, read_certificate
from desktop_app.keys.standing import issuing_certificates
from desktop_app.sentences import sentence
from desktop_app.share.audit import AuditBrief, audit_share
from desktop_app.share.audit_report import Flaw, ShareAudit
from desktop_app.share.disposal import covers
from desktop_app.share.layout import SegmentPlace, log_folder
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.store.bases import bases
from desktop_app.store.histories import WORKPLACE
from desktop_app.store.segments import Segments
from desktop_app.text import _
from desktop_app.usecases.auditing_disposals import check_orders, told_orders
from desktop_app.usecases.backup import former_devices
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.share_login import share_store
from desktop_app.usecases.verifying_flaws import note_spot
from desktop_app.usecases.verifying_spots import Check, Damage, Verification

Certificates = Mapping[str, list[x509.Certificate]]


def check_segments_here(app: App, outcome: Verification, certificates: Certificates) -> None:
    """Check that the segments kept here hold and tell what the entries tell."""
    segments, identities = Segments(app.record.database), app.identities()
    entries = {device: _by_number(app.record.entries(device)) for device in app.record.heads()}
    begun = segments.bases()
    prev: dict[str, str] = defaultdict(lambda: GENESIS)
    count = 0
    for device, year, seq in segments.places():
        kept = segments.one(device, seq)
        if kept is None:
            continue
        count += 1
        try:
            segment = check_segment(kept.data, SegmentPlace(device, year, seq), certificates.get(device, []))
            told = open_entries(segment, certificates.get(device, []), identities)
        except SegmentDamaged as error:
            outcome.found(Damage.SEGMENT, device=device, entry=seq, detail=sentence(error))
        else:
            numbers = range(segment.header.first_entry, segment.header.last_entry + 1)
            held = [entries.get(device, {}).get(number) for number in numbers]
            base = begun.get(device)
            if base is not None and seq == base.segment + 1:
                prev[device] = base.sha256  # what came before went with its year
            if segment.header.prev != prev[device] or (told is not None and list(told) != held):
                outcome.found(Damage.SEGMENT, device=device, entry=seq, detail=_("differs from the entries"))
        prev[device] = segment_hash(kept.data)
    outcome.looked(Check.SEGMENTS, count)


def _by_number(entries: Iterable[SignedEntry]) -> dict[int, SignedEntry]:
    """Return entries by their numbers; one that cannot be read was told already."""
    found: dict[int, SignedEntry] = {}
    for signed in entries:
        with suppress(UnreadableFact):
            found[signed.entry.seq] = signed
    return found


def check_share(app: App, outcome: Verification, address: str | None, workplace: Workplace) -> None:
    """Check every file of the workplace on a share; one that is away matters only when it was asked for."""
    url = address or share_address(app)
    if url is None:
        outcome.looked(Check.SHARE, 0, _("no share folder"))
        return
    if app.record.workplace != workplace:
        outcome.looked(Check.SHARE, 0, _("the workplace itself is shown wrongly"))
        return
    trust, known = trust_of(app), app.workplace
    pems = (pem for device in known.devices for pem in known.device_certificates(device))
    brief = AuditBrief(
        root=fingerprint(trust.root),
        workplace_id=trust.workplace_id,
        members=tuple(read_certificate(pem.encode()) for pem in pems),
        issuers=issuing_certificates(known.root_certificate, known.membership),
        lists=tuple(base64.b64decode(one.crl) for one in known.membership.lists),
        identities=app.identities(),
    )
    compared = _Compared(app, outcome)
    try:
        audit = audit_share(share_store(app.surroundings, url), brief, told=compared.hear)
    except Unavailable as error:
        if address is not None:
            raise
        outcome.looked(Check.SHARE, 0, sentence(error))
    except SekishoError as error:
        outcome.found(Damage.SHARE_MARKER, path=url, detail=sentence(error))
    else:
        for spot in audit.spots:
            note_spot(outcome, spot)
        outcome.disposed, outcome.uncleared = tuple(audit.disposed), audit.uncleared
        history = app.record.history(WORKPLACE) if audit.disposed else ()
        outcome.orders = told_orders(history)
        check_orders(outcome, audit.disposed, history)
        _find_lost(app, outcome, audit, compared.places, trust.workplace_id)
        outcome.looked(Check.SHARE, audit.files)


class _Compared:
    """What the share tells and what this PC holds must be the same, as far as this PC has it."""

    def __init__(self, app: App, outcome: Verification) -> None:
        self._app, self._outcome = app, outcome
        with app.record.database.transaction() as connection:
            self._begun = bases(connection)
        self.places: set[SegmentPlace] = set()

    def hear(self, place: SegmentPlace, segment: Segment, entries: tuple[SignedEntry, ...] | None) -> None:
        self.places.add(place)
        if covers(self._begun, place):
            return  # here it went with its year, or never was
        first = segment.header.first_entry
        held = self._app.record.entries(place.device_id, after=first - 1)
        for number, (theirs, ours) in enumerate(zip(entries or (), held, strict=False), start=first):
            if theirs != ours:
                self._outcome.found(Damage.SHARE_DIFFERS, device=place.device_id, entry=number)


def _find_lost(app: App, outcome: Verification, audit: ShareAudit, found: set[SegmentPlace], workplace_id: str) -> None:
    """Find what this PC saw on the share and the share has no more."""
    segments = Segments(app.record.database)
    standing = app.record.standing
    ends = standing.ends
    own = (app.device.device_id, *former_devices(app))
    waiting = {(kept.device_id, kept.seq) for device in own for kept in segments.outbox(device)}
    told = {(s.device, seq) for s in audit.spots if s.flaw in _ABOUT_FILES for seq in range(s.seq, s.upto + 1)}
    told |= {(s.device, s.seq) for s in audit.spots if s.flaw is Flaw.FILE}
    went = farthest(chain for part in audit.disposed for chain in part.notice.chains)
    for device, year, seq in segments.places():
        if covers(went, SegmentPlace(device, year, seq)):
            continue
        after_end = device in ends and seq > ends[device].last_segment
        after_end |= not standing.everything and device not in standing.let_in
        if SegmentPlace(device, year, seq) not in found and not after_end and (device, seq) not in waiting | told:
            path = f"{log_folder(workplace_id)}/{device}/{year}/{seq:08d}"
            outcome.found(Damage.SHARE_LACKS, device=device, entry=seq, path=path)


_ABOUT_FILES = frozenset({Flaw.LACKS, Flaw.SET_BACK})
