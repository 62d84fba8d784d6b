"""Taking in what was collected: each segment is one transaction, in its device's order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from desktop_app.app import App, Changed
from desktop_app.domain.facts import Fact, UnknownFact
from desktop_app.errors import JournalBroken, SegmentDamaged
from desktop_app.journal.entry import read_entry, recorded_facts
from desktop_app.share.errand import Arrived, Pending
from desktop_app.share.segments import Trouble, open_entries
from desktop_app.store.segments import KeptSegment, Segments


@dataclass(frozen=True, slots=True)
class Taken:
    """How many acts of other PCs came in, and which segments could not be taken in."""

    acts: int
    pending: tuple[Pending, ...]


def take_in(app: App, arrived: list[Arrived]) -> Taken:
    """Absorb segments whose outside was verified; what one teaches (a new year's key) may open the next.

    The order in which devices are taken does not matter. Tells ``app.notify`` what changed.
    """
    cases: set[str] = set()
    acts = 0
    refused: list[Pending] = []
    workplace = app.workplace
    waiting = arrived
    while waiting:
        again: list[tuple[Arrived, Trouble]] = []
        for one in waiting:
            outcome = _absorb(app, one)
            if isinstance(outcome, frozenset):
                cases |= outcome
                acts += one.segment.header.last_entry - one.segment.header.first_entry + 1
            elif outcome in {Trouble.NO_KEY, Trouble.GAP}:
                again.append((one, outcome))
            else:
                refused.append(Pending(one.path, outcome))
        stuck = len(again) == len(waiting)
        if not app.learn_fiscal_keys(_ahead(app, again) if stuck else ()) and stuck:
            refused += [Pending(one.path, trouble) for one, trouble in again]
            break
        waiting = [one for one, _trouble in again]
    if cases or app.workplace is not workplace:
        app.notify(Changed(frozenset(cases), app.workplace is not workplace))
    return Taken(acts, tuple(refused))


def _ahead(app: App, waiting: list[tuple[Arrived, Trouble]]) -> Iterator[Fact | UnknownFact]:
    """Yield the facts of segments that stand behind one nothing opens yet: the key to it may be given in them."""
    for one, trouble in waiting:
        if trouble is Trouble.GAP:
            with suppress(SegmentDamaged):
                entries = one.entries or open_entries(one.segment, one.certificates, app.identities()) or ()
                for signed in entries:
                    yield from (recorded.fact for recorded in recorded_facts(read_entry(signed.body)))


def _absorb(app: App, one: Arrived) -> frozenset[str] | Trouble:
    newest = Segments(app.record.database).newest(one.place.device_id)
    if one.place.seq != (newest.seq if newest else 0) + 1:
        return Trouble.GAP
    try:
        entries = one.entries or open_entries(one.segment, one.certificates, app.identities())
    except SegmentDamaged:
        return Trouble.ENTRIES
    if entries is None:
        return Trouble.NO_KEY
    header = one.segment.header
    end = app.record.ends.get(header.device_id)
    if end is not None and header.last_entry > end:
        return Trouble.REVOKED
    kept = KeptSegment(
        header.device_id, header.seq, header.fiscal_year, header.first_entry, header.last_entry, one.data
    )
    try:
        return app.record.absorb(entries, also=lambda connection: Segments.keep(connection, kept, header.blobs))
    except JournalBroken:
        return Trouble.CHAIN
