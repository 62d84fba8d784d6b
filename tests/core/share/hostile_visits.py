"""Visits to a share that was changed: what everybody has to tell, and what they told.

Each kind of file has its readers. A PC that holds nothing yet runs its errand; an auditor without a key walks through
everything; the office judges what transferees left; what is sealed to one reader is read by that one. Where no path is
named, a figure tells: strangers' names, broken attempts beside a whole one, sealed files that no segment names,
declarations without a receipt. Everything is compared both ways, so that nothing hides and nothing false is told.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from desktop_app.errors import SekishoError
from desktop_app.journal.segment import parse_segment
from desktop_app.keys.identity import display_name, read_certificate
from desktop_app.share.audit import audit_share
from desktop_app.share.audit_report import Flaw, ShareAudit
from desktop_app.share.collect import LARGEST_REQUEST
from desktop_app.share.errand import Blobs, Carried
from desktop_app.share.exchange import run_errand
from desktop_app.share.layout import (
    SegmentPlace,
    is_certificate_path,
    is_checkpoint_path,
    is_request_path,
    read_receipt_path,
    read_segment_path,
)
from desktop_app.share.marker import marker_in
from desktop_app.share.segments import Trouble
from desktop_app.share.store import LARGEST_ENTRY, MARKER
from desktop_app.share.trust import read_trust
from desktop_app.usecases.ticket_inbox import ASIDE_KEY, TORN_KEY, UNLIKE_FROM, aside, take_inbox
from desktop_app.usecases.ticket_post import SEEN_KEY
from tests.core.share.hostile_share import MemoryShare, World
from tests.core.share.hostile_ways import NAMES, Change, kind_of

LOOKED_AT = 3
"""Checkpoints an errand tries, the newest first, until one holds."""

_BY_PATH = {Flaw.FILE, Flaw.CERTIFICATE, Flaw.CHANGED, Flaw.CHECKPOINT, Flaw.RECEIPT}


@dataclass
class Telling:
    """What is told: paths (or hashes) not taken in, spots of an audit, figures, PCs without a certificate."""

    pending: set[str] = field(default_factory=set)
    spots: set[tuple[Flaw, str]] = field(default_factory=set)
    figures: Counter[str] = field(default_factory=Counter)
    uncertified: set[str] = field(default_factory=set)


class Plain:
    """What may be known of the untouched share by its files alone."""

    def __init__(self, world: World) -> None:
        self.places: dict[str, SegmentPlace] = {}
        self.blobs: dict[str, frozenset[str]] = {}
        """Hashes of the sealed files that each segment names, by the segment's path."""
        self.certificates: dict[str, str] = {}
        """Path of each PC's certificate."""
        self.checkpoints = {
            hashlib.sha256(data).hexdigest() for path, data in world.files.items() if is_checkpoint_path(path)
        }
        for path, data in world.files.items():
            place = read_segment_path(path)
            if place is not None:
                self.places[path] = place
                self.blobs[path] = frozenset(parse_segment(data).header.blobs)
            elif is_certificate_path(path):
                self.certificates[display_name(read_certificate(data))] = path
        self.founder = display_name(read_certificate(marker_in(world.files[MARKER], "").certificate))
        trusted = read_trust(MemoryShare(world.files), world.trust.root, (), (), ())
        self.ends = {device: end.last_segment for device, end in trusted.ends.items()}
        news = {data for data, _signer in trusted.news}
        self.ending = {path for path, data in world.files.items() if data in news}
        """Paths of the revocation lists without which nobody knows of an end."""


class Expected(Telling):
    """What has to be told after *changes*, reasoned from the layout alone."""

    def __init__(self, world: World, plain: Plain, changes: Iterable[Change]) -> None:
        super().__init__()
        self.world, self.plain = world, plain
        self.changes = {change.path: change for change in changes}
        self.files = world.files | {path: change.data for path, change in self.changes.items()}
        self.by_kind: dict[str, list[str]] = {}
        for path in sorted(self.files):
            self.by_kind.setdefault(kind_of(path, world.wp), []).append(path)
        self.members = {device for device, path in plain.certificates.items() if path not in self.changes}
        self.audited = self.members | {plain.founder}
        self.arriving = set(self._chains())
        self._segments()
        self._blobs()
        self._trust()
        self._checkpoints()
        self._receipts()
        self._letters()
        for path in self.by_kind.get("stranger", ()):
            self.figures["strangers"] += 1
            self.figures["ignored"] += path.startswith((f"w/{world.wp}/log/", f"w/{world.wp}/blob/", "trust/"))

    def _chains(self) -> Iterator[str]:
        """Yield the segments that arrive: of each member, up to the first that was changed."""
        broken: set[str] = set()
        for path, place in sorted(self.plain.places.items()):
            if path in self.changes:
                broken.add(place.device_id)
            elif place.device_id in self.members and place.device_id not in broken:
                yield path

    def _segments(self) -> None:
        whole = {place for path, place in self.plain.places.items() if path not in self.changes}
        ends = {} if self.plain.ending & self.changes.keys() else self.plain.ends
        here = {self.plain.places[path] for path in self.arriving}
        for path in self.by_kind["segment"]:
            place = read_segment_path(path)
            assert place is not None
            beside = path not in self.plain.places and place in whole
            if place.device_id not in self.members:
                self.figures["ignored"] += 1
            elif place not in here:
                self.pending.add(path)
            if place.device_id not in self.audited:
                self.uncertified.add(place.device_id)
            elif place.seq > ends.get(place.device_id, place.seq):
                self.figures["after_end"] += 1
            elif beside:
                self.figures["torn"] += 1
            elif path in self.changes:
                self.spots.add((Flaw.FILE, path))

    def _blobs(self) -> None:
        wanted = {name for path in self.arriving for name in self.plain.blobs[path]}
        named = {
            name
            for path, place in self.plain.places.items()
            if path not in self.changes and place.device_id in self.audited
            for name in self.plain.blobs[path]
        }
        short = {name[:32] for name in named}
        for path in self.by_kind["blob"]:
            known, name = path in self.world.files, path.rpartition("/")[2].split(".")[0]
            if name not in short:
                self.figures["unnamed"] += 1
            elif path in self.changes and known:
                self.spots.add((Flaw.CHANGED, path))
            elif path in self.changes:
                self.figures["torn"] += 1
            if path in self.changes and known:
                self.pending |= {one for one in wanted if one.startswith(name)}

    def _trust(self) -> None:
        for path in (*self.by_kind["certificate"], *self.by_kind["list"]):
            if path in self.changes:
                self.figures["ignored"] += 1
                beside = path not in self.world.files and f"{path.split('.')[0]}.0.{path[-3:]}" in self.world.files
                if beside:
                    self.figures["torn"] += 1
                else:
                    self.spots.add((Flaw.CERTIFICATE, path))

    def _checkpoints(self) -> None:
        paths = self.by_kind["checkpoint"]
        for path in sorted(paths, reverse=True)[:LOOKED_AT]:
            if path in self.changes:
                self.pending.add(path)
            elif self.world.overseer in self.members:
                break
        for path in paths:
            if path in self.changes:
                beside = any(one != path and one.startswith(path[:17]) and one not in self.changes for one in paths)
                if beside:
                    self.figures["torn"] += 1
                else:
                    self.spots.add((Flaw.CHECKPOINT, path))

    def _receipts(self) -> None:
        attempts: dict[str, list[str]] = {}
        for path in self.by_kind["receipt"]:
            attempts.setdefault(read_receipt_path(path, self.world.wp) or "", []).append(path)
        for paths in attempts.values():
            broken = [path for path in paths if path in self.changes]
            if len(broken) == len(paths):
                self.spots.add((Flaw.RECEIPT, paths[0]))
            else:
                self.figures["torn"] += len(broken)
        bounded = (self.files[path] for path in self.by_kind["submission"])
        hashes = (hashlib.sha256(data if len(data) <= LARGEST_ENTRY else b"").hexdigest() for data in bounded)
        self.figures["unanswered"] += sum(one[:32] not in attempts for one in hashes)

    def _letters(self) -> None:
        letters = [*self.by_kind["submission"], *self.by_kind["request"], *self.by_kind["reply"]]
        self.figures["letters"] += len(letters)
        self.figures["ignored"] += sum(len(self.files[path]) > LARGEST_REQUEST for path in self.by_kind["request"])


class Visit(Telling):
    """Everybody visits the share after *changes*; whoever reads writes nothing."""

    def __init__(self, world: World, changes: Iterable[Change]) -> None:
        super().__init__()
        self.world, self.changes = world, tuple(changes)
        self.files = world.files | {change.path: change.data for change in self.changes}
        self.kept: dict[str, bytes] = {}
        blobs = Blobs(self.kept.__contains__, self.kept.__getitem__, self.kept.__setitem__)
        self.carried: Carried = run_errand(MemoryShare(self.files), replace(world.newcomer, blobs=blobs))
        self.pending = {one.path for one in self.carried.pending if one.reason is not Trouble.SET_BACK}
        self.figures["ignored"] = self.carried.ignored
        self.audit: ShareAudit | None = None
        self.refused: SekishoError | None = None
        try:
            self.audit = audit_share(MemoryShare(self.files), world.brief)
        except SekishoError as error:
            self.refused = error
            return
        self.spots = {(spot.flaw, spot.path) for spot in self.audit.spots if spot.flaw in _BY_PATH}
        self.uncertified = {spot.device for spot in self.audit.spots if spot.flaw is Flaw.UNCERTIFIED}
        for name in ("torn", "after_end", "strangers", "unnamed", "unanswered", "letters"):
            self.figures[name] = getattr(self.audit, name)

    def believed_by_addressees(self) -> list[Change]:
        """Return what was changed and yet held for the one reader it is sealed to."""
        believed = []
        asked = {data for path, data in self.world.files.items() if is_request_path(path)}
        for change in self.changes:
            reader = self.world.addressees.get(change.path) or self.world.addressees.get(change.origin)
            # They do not look under other names; and whoever asked has asked, wherever the request lies.
            if reader is not None and change.way not in NAMES and change.data not in asked:
                try:
                    reader(change.data)
                except SekishoError:
                    continue
                believed.append(change)
        return believed

    def unjudged_submissions(self) -> list[Change]:
        """Return changed submissions of which the office notes nothing; the desk is afterwards as it was."""
        desk, brought = self.world.founder.record.desk, self.carried.submissions
        before = {key: desk.get(key) for key in (ASIDE_KEY, TORN_KEY, SEEN_KEY)}
        changed = {one.path: brought[one.path] for one in self.changes if one.path in brought}
        taken = [*take_inbox(self.world.founder, changed), *take_inbox(self.world.founder, changed)]
        assert taken == []
        noted = {one.sha256 for one in aside(self.world.founder)} | self.world.judged
        desk.put(before)
        left = [change for change in self.changes if kind_of(change.path, self.world.wp) == "submission"]
        # Begun and not written: an audit counts it as unanswered, and its sender sees no receipt.
        left = [change for change in left if change.data]
        # Begun, and there whole under another name: it was handed in again.
        whole = [data for data in changed.values() if data in self.world.files.values()]
        left = [one for one in left if not any(is_beginning(one.data, data) for data in whole)]
        return [one for one in left if hashlib.sha256(brought.get(one.path, one.data)).hexdigest() not in noted]


def is_beginning(data: bytes, whole: bytes) -> bool:
    """Whether *data* can only be the beginning of *whole*."""
    return UNLIKE_FROM <= len(data) < len(whole) and whole.startswith(data)
