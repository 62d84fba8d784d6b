"""Large shares for benchmarks: really signed, really sealed, written by the code that writes them in the office."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desktop_app.domain.facts import AnswerWithdrawn, CaseRegistered, Post, Transferee
from desktop_app.journal.entry import GENESIS, Head, SignedEntry, make_entry
from desktop_app.journal.segment import segment_hash
from desktop_app.keys import identity
from desktop_app.share.folder import FolderStore
from desktop_app.share.layout import SegmentPlace, certificate_paths, segment_paths
from desktop_app.share.segments import Draft, segment_of
from desktop_app.store.segments import KeptSegment

ACTS_A_CASE = 25


@dataclass(frozen=True)
class Member:
    """A device that writes."""

    device_id: str
    certificate: identity.Certificate
    key: object

    def sign(self, data: bytes) -> bytes:
        return identity.sign(self.key, data)  # type: ignore[arg-type]


def members(root: identity.SignerIdentity, count: int, at: datetime) -> list[Member]:
    """Return *count* devices under *root*."""
    made = []
    for number in range(count):
        key, device_id = identity.new_key(), hashlib.sha256(b"%d" % number).hexdigest()[:16]
        made.append(Member(device_id, identity.issue_device_certificate(root, key.public_key(), device_id, at), key))
    return made


def segments(
    member: Member, years: range, a_year: int, events: int, recipients: tuple[str, ...], programme: tuple[str, str]
) -> Iterator[KeptSegment]:
    """Yield a device's segments: *a_year* in each of *years*, with *events* entries each; 25 acts make a case."""
    head, prev, seq, lamport = Head(member.device_id, 0, GENESIS), GENESIS, 0, 0
    for year in years:
        at = datetime(year, 10, 1, 3, 0, tzinfo=UTC)
        for _number in range(a_year):
            entries: list[SignedEntry] = []
            first = head.seq + 1
            for _event in range(events):
                lamport += 1
                fact = _fact(f"{member.device_id}{(lamport - 1) // ACTS_A_CASE:016x}", lamport, programme)
                signed = make_entry(head, (fact,), lamport=lamport, at=at, by="", sign=member.sign)
                head = Head(member.device_id, head.seq + 1, signed.hash)
                entries.append(signed)
            seq += 1
            draft = Draft(year, tuple(entries), first, head.seq, (), ())
            data = segment_of(
                draft,
                device_id=member.device_id,
                seq=seq,
                prev=prev,
                recipients=recipients,
                seen={},
                sign=member.sign,
            )
            prev = segment_hash(data)
            yield KeptSegment(member.device_id, seq, year, first, head.seq, data)


def _fact(case_id: str, number: int, programme: tuple[str, str]) -> CaseRegistered | AnswerWithdrawn:
    if number % ACTS_A_CASE != 1:
        return AnswerWithdrawn(case_id, f"D-{number % ACTS_A_CASE:02d}")
    return CaseRegistered(
        case_id=case_id,
        case_no=f"NSC01-26B-{case_id[:4].upper()}{number}",
        transferee=Transferee(f"{number:07d}", "髙橋　美咲", "タカハシ　ミサキ"),
        origin=Post("北辰送配電株式会社", "西部配電事業所", "NSC01"),
        destination=Post("あおば電力株式会社", "", specified_affiliate=True),
        effective_date=date(2026, 10, 1),
        notice_date=None,
        transfer_type="",
        programme_id=programme[0],
        programme_version=programme[1],
        in_scope=True,
        source="",
    )


def lay(root: Path, workplace_id: str, written: list[Member], kept: Iterator[KeptSegment]) -> list[str]:
    """Put certificates and segments on a folder without waiting for the disk; returns the segments' paths."""
    paths = []
    for member in written:
        _write(
            root / certificate_paths(identity.fingerprint(member.certificate))(0),
            identity.certificate_der(member.certificate),
        )
    for one in kept:
        path = segment_paths(workplace_id, SegmentPlace(one.device_id, one.fiscal_year, one.seq))(0)
        _write(root / path, one.data)
        paths.append(path)
    return paths


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


class CountingStore(FolderStore):
    """A folder that counts what is asked of it."""

    calls = 0
    listed = 0

    def get(self, path: str, limit: int = 1 << 25) -> bytes | None:
        self.calls += 1
        return super().get(path, limit)

    def list(self, prefix: str) -> tuple[str, ...]:
        self.calls += 1
        found = super().list(prefix)
        self.listed += len(found)
        return found

    def put_new(self, path: str, data: bytes) -> None:
        self.calls += 1
        super().put_new(path, data)
