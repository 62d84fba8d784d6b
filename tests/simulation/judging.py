"""What must hold when a seed is at rest: nothing lost, the same everywhere, nothing silent, no alarm without a cause.

Of PCs that were removed only what the others had of them counts, and nobody asks them any more. Those whom a removed
PC let in when nobody had heard of it count nowhere until somebody lets them in again: they say so, and so does
whoever holds anything of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.domain.alarms import AlarmKind
from desktop_app.domain.workplace import Workplace
from desktop_app.errors import CloneDetected, MembershipOver
from desktop_app.journal.segment import segment_hash
from desktop_app.share.segments import Trouble
from desktop_app.store.segments import Segments
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.sharing import SyncReport
from tests.simulation.members import who_may_certify
from tests.simulation.pc import Pc

Act = tuple[str, int, bytes, bytes]
"""A fact about a case: who recorded it as which entry (number and digest), and what it says."""

BACK = frozenset({"copied", "restored"})
ROUGH = frozenset({"put back", "lost", "spoilt"})
EXPLAINED: dict[AlarmKind, frozenset[str]] = {
    AlarmKind.COPIED: BACK,
    AlarmKind.FORK: BACK,
    AlarmKind.NOT_COUNTED: frozenset({"removed"}),
    AlarmKind.SHARE_ROLLED_BACK: ROUGH,
    AlarmKind.SHARE_SET_BACK: ROUGH | BACK,
    AlarmKind.RECORDS_MISSING: ROUGH | BACK | {"withheld", "torn"},
    AlarmKind.FILE_DAMAGED: ROUGH | BACK | {"torn"},
    AlarmKind.DEVICE_SILENT: frozenset({"silent"}),
}
"""What must have happened for an alarm to be true."""

_FILES = ROUGH | BACK | {"torn"}
WAITING: dict[Trouble, frozenset[str]] = {
    Trouble.TORN: _FILES,
    Trouble.SIGNATURE: _FILES,
    Trouble.ENTRIES: BACK,
    Trouble.CHAIN: BACK,
    Trouble.GAP: BACK,
    Trouble.SET_BACK: ROUGH | BACK,
    Trouble.REVOKED: frozenset({"removed"}),
}
"""What must have happened for a file to be passed over once all is quiet; others (NO_KEY) never are."""


def members_of(pcs: Sequence[Pc], reports: Sequence[SyncReport]) -> list[Pc]:
    """The PCs that go on, as the one tells that heard of most removals."""
    told = MembershipOver, CloneDetected
    going_on = [pc for pc, one in zip(pcs, reports, strict=True) if not isinstance(one.trouble, told)]
    if not going_on:
        return []
    in_use = max(going_on, key=lambda pc: len(pc.app.record.ends)).app.workplace.devices_in_use
    return [pc for pc in going_on if pc.device_id in in_use]


def held(pc: Pc) -> set[bytes]:
    """What a PC knows of the office: every fact about a case, wherever it came from."""
    with pc.database.transaction() as connection:
        return set(connection.exec_driver_sql("SELECT data FROM fact WHERE case_id != ''").scalars())


def acts(pc: Pc) -> set[Act]:
    """The same with who recorded it as which entry."""
    with pc.database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT device_id, seq, entry, data FROM fact WHERE case_id != ''")
        return {(row[0], row[1], row[2], row[3]) for row in rows}


def _counts(pc: Pc, device: str, seq: int, entry: bytes) -> bool:
    """Whether an entry counts for *pc*: its PC was let in, and it stands not after its end, or beside it."""
    standing = pc.app.record.standing
    end = standing.ends.get(device)
    return device in standing.let_in and (end is None or (seq <= end.last_entry and entry not in standing.outside))


def judge(pcs: Sequence[Pc], before: Sequence[set[Act]], reports: Sequence[SyncReport], happened: set[str]) -> None:
    """Judge the world at rest; *before* is what each PC held when the quiet began, *reports* are the last ones."""
    members = members_of(pcs, reports)
    if not members:
        return
    ends = members[0].app.record.ends
    first = members[0]
    kept = [known for pc, known in zip(pcs, before, strict=True) if pc in members]
    # A fact tells itself: a copy that goes on under another id recorded it again.
    expected = {data for known in kept for *where, data in known if _counts(first, *where)}
    for pc in members:
        assert expected <= held(pc), f"{pc.name} lacks acts"
        assert pc.app.record.ends == ends, f"{pc.name} does not know who was removed"
        assert _facts(pc) == _facts(first), f"{pc.name} and {first.name} differ"
        assert _lines(pc) == _lines(first), f"{pc.name} and {first.name} show different lines"
        assert _workplace(pc) == _workplace(first), f"{pc.name} and {first.name} tell another workplace"
        assert Segments(pc.database).unsent(pc.device_id) == 0, f"{pc.name} has unsent acts"
    _no_silent_fork(members, ends)
    _nothing_waits_untold(members)
    for pc, report in zip(pcs, reports, strict=True):
        if pc not in members:
            copied = isinstance(report.trouble, CloneDetected) and not who_may_certify(pc, members)
            assert copied or isinstance(report.trouble, MembershipOver), f"{pc.name} does not count and is not told"
            continue
        assert report.trouble is None, f"{pc.name}: {report.trouble!r}"
        for one in report.pending:
            assert WAITING.get(one.reason, frozenset()) & happened, f"{pc.name}: {one} without a cause"
        for alarm in alarms(pc.app):
            assert EXPLAINED.get(alarm.kind, frozenset()) & happened, f"{pc.name}: false alarm {alarm}"


def _no_silent_fork(members: Sequence[Pc], ends: Mapping[str, int]) -> None:
    """Whoever holds two histories of a PC, or another than somebody else, says so."""
    histories: dict[tuple[str, int], set[str]] = defaultdict(set)
    for pc in members:
        segments = Segments(pc.database)
        for device, _year, seq in segments.places():
            kept = segments.one(device, seq)
            assert kept is not None
            if device not in ends or kept.last_entry <= ends[device]:
                histories[device, seq].add(segment_hash(kept.data))
    forked = {device for (device, _seq), found in histories.items() if len(found) > 1}
    for pc in members:
        letters = {alarm.about for alarm in alarms(pc.app) if alarm.kind is AlarmKind.FORK}
        for device in (forked & pc.app.workplace.devices.keys()) - {pc.device_id}:
            assert pc.app.workplace.devices[device].letter in letters, f"{pc.name} is silent about {device}"


def _nothing_waits_untold(members: Sequence[Pc]) -> None:
    """Whoever holds entries of a PC that nobody who counts let in says so."""
    for pc in members:
        standing = pc.app.record.standing
        waiting = pc.app.record.heads().keys() - standing.let_in - standing.ends.keys()
        told = sum(alarm.kind is AlarmKind.NOT_COUNTED for alarm in alarms(pc.app))
        assert told >= len(waiting), f"{pc.name} is silent about {waiting}"


def _facts(pc: Pc) -> list[tuple[object, ...]]:
    with pc.database.transaction() as connection:
        query = "SELECT case_id, lamport, device_id, seq, entry, place, data FROM fact ORDER BY 1, 2, 3, 4, 5, 6"
        rows = connection.exec_driver_sql(query)
        return [tuple(row) for row in rows if _counts(pc, row.device_id, row.seq, row.entry)]


def _workplace(pc: Pc) -> Workplace:
    """The workplace as it is told, but for lists that count nowhere: not everybody has those."""
    told = pc.app.workplace
    return replace(told, membership=replace(told.membership, lists=()))


def _lines(pc: Pc) -> list[tuple[object, ...]]:
    with pc.database.transaction() as connection:
        return [
            tuple(row) for row in connection.exec_driver_sql("SELECT case_id, summary FROM case_summary ORDER BY 1")
        ]
