"""Comparing what another PC carried forward with what this PC holds, before anything is removed here.

Everything that stays by this PC's own judgement must stand, byte for byte, in what was carried forward; and every
case that went must be one that may go, with all that this PC knows of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop_app.app import App
from desktop_app.domain.case import TransferCase
from desktop_app.domain.disposal_choice import Fate, fate
from desktop_app.domain.disposal_facts import CarriedForward
from desktop_app.domain.disposals import Disposal
from desktop_app.domain.disposed import Disposed, reach_of
from desktop_app.domain.facts import Position, Recorded, case_of
from desktop_app.domain.findings import FINDING_PREFIX, fold_finding
from desktop_app.domain.folding import fold
from desktop_app.domain.master_facts import RollRowsKept
from desktop_app.domain.retention import LegalHold
from desktop_app.domain.summary import summarise
from desktop_app.journal.carrying import unfolded, without_secrets
from desktop_app.journal.entry import DIGEST, Entry, SignedEntry, read_entry, recorded_facts
from desktop_app.store.counting import counting_in
from desktop_app.store.ended_histories import branch_entries
from desktop_app.store.removal import entries_in


@dataclass(frozen=True, slots=True)
class _Held:
    """A fact as this PC's own entries hold it, with its bytes."""

    recorded: Recorded
    data: bytes


def part_of(app: App, disposal: Disposal) -> Disposed:
    """Return the part that went with one order."""
    known = app.record.disposed
    chains = (chain for one in disposal.disposed for chain in one.chains)
    return Disposed(reach_of(chains), known.gone, known.carriers)


def differences(app: App, disposal: Disposal) -> tuple[str, ...] | None:
    """Return the numbers of cases of which this PC holds something else, None where everything agrees.

    The workplace's own facts have no number: they may differ alone.
    """
    part = part_of(app, disposal)
    with app.record.database.transaction() as connection:
        going = tuple(entries_in(connection, part))
    other = _other_history(disposal, going)
    differing = set(_not_carried(app, part, disposal.order.fiscal_year, going))
    differing |= set(_may_not_go(app, disposal))
    if not differing and not other:
        return None
    numbers = {case.case_id: case.case_no for case in disposal.cases}
    return tuple(sorted(_number(app, numbers, one) for one in differing if one))


def _number(app: App, numbers: Mapping[str, str], kept_under: str) -> str:
    summary = app.cases.summary(kept_under)
    return summary.case_no if summary else numbers.get(kept_under, kept_under)


def _other_history(disposal: Disposal, going: Iterable[tuple[SignedEntry, Entry]]) -> bool:
    """Whether this PC's chain of a PC that was copied is not the one whose end the order names."""
    ends = {(chain.device_id, chain.entry): chain.entry_hash for one in disposal.disposed for chain in one.chains}
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for signed, body in going:
        found[body.device_id, body.seq].add(signed.hash)
    return any(place in found and hash_ not in found[place] for place, hash_ in ends.items())


def _not_carried(app: App, part: Disposed, year: int, going: Iterable[tuple[SignedEntry, Entry]]) -> Iterator[str]:
    """Yield the ids of what has to stay and does not stand in what was carried forward."""
    stands = counting_in(app.record, app.record.disposed)
    carried = {_place(one): (one.at, one.by, without_secrets(data, year)) for one, data in stands}
    held = [one for signed, body in going for one in _facts(part, signed, body)]
    counting = set(map(_place, app.record.counting(one.recorded for one in held)))
    for one in held:
        kept_under, place = case_of(one.recorded.fact), _place(one.recorded)
        if kept_under in part.gone or place not in counting:
            continue
        if carried.get(place) != (one.recorded.at, one.recorded.by, without_secrets(one.data, year)):
            yield kept_under


def _may_not_go(app: App, disposal: Disposal) -> Iterator[str]:
    """Yield the ids of what went and has to stay, as this PC's own entries tell it."""
    known = app.record.disposed
    told = _histories(app, known)
    cases = {one: case for one in told if (case := fold(told[one])) is not None}
    findings = [found for one in told if one.startswith(FINDING_PREFIX) and (found := fold_finding(told[one]))]
    open_ones: dict[str, list[str]] = defaultdict(list)
    for finding in (*findings, *app.findings.all()):
        if finding.is_open:
            open_ones[finding.case_id].append(finding.finding_no)
            if finding.finding_id in known.gone and finding.case_id not in known.gone:
                yield finding.finding_id
    for case in cases.values():
        if not _may_go(app, disposal, case, open_ones[case.case_id]):
            yield case.case_id
    numbers = {case.case_no for one in app.workplace.disposals.values() for case in one.cases}
    for kept_under, history in told.items():
        rows = (row for one in history if isinstance(one.fact, RollRowsKept) for row in one.fact.rows)
        if not {row.case_no for row in rows if row.case_no} <= numbers:
            yield kept_under


def _may_go(app: App, disposal: Disposal, case: TransferCase, findings: Iterable[str]) -> bool:
    if case.case_id not in {one.case_id for one in disposal.cases}:
        return True  # it went with another order
    key = (case.programme_id, case.programme_version)
    if key not in app.workplace.programmes:
        return False
    programme = app.workplace.programmes[key]
    summary = summarise(case, programme, app.record.calendars.of_case(case))
    numbers = (*findings, *(order.order_no for order in case.open_orders))
    holds = [LegalHold(case.case_id, number) for number in numbers]
    order = disposal.order
    return fate(summary, programme.retention, order.fiscal_year, order.ordered_on, holds) is Fate.GOES


def _histories(app: App, known: Disposed) -> Mapping[str, list[Recorded]]:
    """Return what this PC's entries, wherever they stand, say of what went."""
    with app.record.database.transaction() as connection:
        beside = branch_entries(connection)
    found: dict[str, dict[tuple[Position, bytes], Recorded]] = defaultdict(dict)
    for signed in (*app.record.entries(), *beside):
        for one in _facts(known, signed, read_entry(signed.body)):
            kept_under = case_of(one.recorded.fact)
            if kept_under in known.gone:
                found[kept_under].setdefault(_place(one.recorded), one.recorded)
    return defaultdict(
        list,
        {
            kept_under: sorted(app.record.counting(some.values()), key=lambda one: one.position)
            for kept_under, some in found.items()
        },
    )


def _facts(known: Disposed, signed: SignedEntry, body: Entry) -> Iterator[_Held]:
    """Yield the facts of an entry; what an earlier disposal carried forward, as it stood at its old place."""
    digest = bytes.fromhex(signed.hash)[:DIGEST]
    for recorded, raw in zip(recorded_facts(body), body.facts, strict=True):
        one = replace(recorded, entry=digest)
        if not isinstance(one.fact, CarriedForward):
            yield _Held(one, bytes(raw))
        elif known.carried_by(one) and (old := unfolded(one.fact)) is not None:
            yield _Held(old, one.fact.data.encode())


def _place(one: Recorded) -> tuple[Position, bytes]:
    return one.position, one.entry
