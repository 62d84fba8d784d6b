"""Taking in what was collected, each device's segments in their order, all of a round in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from desktop_app.app import App, Changed
from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.facts import Fact, UnknownFact
from desktop_app.errors import SegmentDamaged
from desktop_app.share.errand import Arrived, Pending
from desktop_app.share.segments import Trouble, open_entries
from desktop_app.store.absorbing import Absorbed, Incoming
from desktop_app.store.bases import note_bases
from desktop_app.store.segments import KeptSegment

_TROUBLES = {Absorbed.BROKEN: Trouble.CHAIN, Absorbed.LEAP: Trouble.LEAP, Absorbed.GAP: Trouble.GAP}


@dataclass(frozen=True, slots=True)
class Taken:
    """How many acts of other PCs came in, which segments, and which could not be taken in."""

    acts: int
    pending: tuple[Pending, ...]
    segments: tuple[Arrived, ...] = ()
    unknown: frozenset[str] = frozenset()
    """Types of facts among them that this version does not know."""


def take_in(app: App, arrived: list[Arrived], bases: Iterable[DisposedChain] = ()) -> Taken:
    """Absorb segments whose outside was verified; what one teaches (a new year's key) may open the next.

    *bases* are where records begin here that cannot be followed from their first entry. The order in which devices are
    taken does not matter. Tells ``app.notify`` what changed.
    """
    note_bases(app.record.database, bases)
    cases: set[str] = set()
    unknown: set[str] = set()
    taken: list[Arrived] = []
    acts = 0
    refused: list[Pending] = []
    workplace = app.workplace
    waiting = arrived
    while waiting:
        waiting = _before_end(app, waiting, refused)
        opened, again = _opened(app, waiting, refused)
        outcomes, touched, types = app.record.absorb_segments(_incoming(one) for one in opened)
        cases |= touched
        unknown |= types
        for one, outcome in zip(opened, outcomes, strict=True):
            if outcome is Absorbed.TAKEN:
                acts += one.segment.header.count
            if outcome in {Absorbed.TAKEN, Absorbed.KNOWN}:
                taken.append(one)
            elif outcome is Absorbed.GAP:
                again.append((one, Trouble.GAP))
            else:
                refused.append(Pending(one.path, _TROUBLES[outcome]))
        stuck = len(again) == len(waiting)
        if not app.learn_fiscal_keys(_ahead(app, again) if stuck else ()) and stuck:
            refused += [Pending(one.path, trouble) for one, trouble in again]
            break
        waiting = [one for one, _trouble in again]
    if cases or app.workplace is not workplace:
        app.notify(Changed(app.findings.with_cases(frozenset(cases)), app.workplace is not workplace))
    return Taken(acts, tuple(refused), tuple(taken), frozenset(unknown))


def _before_end(app: App, waiting: list[Arrived], refused: list[Pending]) -> list[Arrived]:
    """Leave out what PCs wrote after their end; it stays on the share."""
    ends = app.record.ends
    after = [one for one in waiting if one.segment.header.last_entry > ends.get(one.place.device_id, 1 << 62)]
    refused += [Pending(one.path, Trouble.REVOKED) for one in after]
    return [one for one in waiting if one not in after]


def _ahead(app: App, waiting: list[tuple[Arrived, Trouble]]) -> Iterator[Fact | UnknownFact]:
    """Yield the facts of segments that stand behind one nothing opens yet: the key to it may be given in them."""
    for one, trouble in waiting:
        if trouble is Trouble.GAP:
            with suppress(SegmentDamaged):
                entries = one.entries or open_entries(one.segment, one.certificates, app.identities()) or ()
                for signed in entries:
                    yield from (recorded.fact for recorded in signed.recorded)


def _opened(
    app: App, waiting: list[Arrived], refused: list[Pending]
) -> tuple[list[Arrived], list[tuple[Arrived, Trouble]]]:
    """Return those whose entries are open, and those no key of ours opens yet."""
    identities = app.identities()
    opened: list[Arrived] = []
    again: list[tuple[Arrived, Trouble]] = []
    for one in waiting:
        try:
            entries = one.entries
            if entries is None:
                entries = open_entries(one.segment, one.certificates, identities)
        except SegmentDamaged:
            refused.append(Pending(one.path, Trouble.ENTRIES))
            continue
        if entries is None:
            again.append((one, Trouble.NO_KEY))
        else:
            opened.append(replace(one, entries=entries))
    return opened, again


def _incoming(one: Arrived) -> Incoming:
    header = one.segment.header
    kept = KeptSegment(
        header.device_id, header.seq, header.fiscal_year, header.first_entry, header.last_entry, one.data
    )
    return Incoming(kept, header.blobs, one.entries or (), one.branch)
