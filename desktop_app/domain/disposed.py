"""What of the record does not count any more because its year was disposed of, on every PC alike.

A PC that has removed the year and one that only heard of it hold different rows, and show the same: of the part that
went only what was carried forward counts (share protocol §Disposal).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.domain.clock import office_midnight
from desktop_app.domain.disposal_facts import CarriedForward, CasesDisposed, DisposedChain, YearDisposed
from desktop_app.domain.disposals import Disposal, evolve
from desktop_app.domain.facts import Recorded, case_of, in_order

Unfold = Callable[[CarriedForward], Recorded | None]
"""Returns a fact that was carried forward as it stood at its old place (None: there is none in it)."""


@dataclass(frozen=True, slots=True)
class Disposed:
    """The part that went: of each PC the entries up to a number that were recorded before an instant; and whose.

    *gone* are the ids of cases, findings and lists that count nowhere, wherever a fact about them stands. *carriers*
    are (order, PC, entry) of every act that carried out an order: what it carried forward before that entry counts.
    """

    reach: Mapping[str, tuple[int, datetime]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    carriers: frozenset[tuple[str, str, int]] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything went."""
        return bool(self.carriers)

    def covers(self, device_id: str, seq: int, at: datetime) -> bool:
        """Whether what a PC recorded there and then is in the part that went."""
        last, before = self.reach.get(device_id, (0, at))
        return seq <= last and at < before

    def leaves_out(self, kept_under: str, device_id: str, seq: int, at: datetime) -> bool:
        """Whether a fact as it was recorded counts no more; *kept_under* is the id of its case."""
        return kept_under in self.gone or self.covers(device_id, seq, at)

    def lets_stay(self, kept_under: str, carried: Recorded) -> bool:
        """Whether a fact that was carried forward belongs to the part that went, and its case did not go."""
        place = carried.position
        return kept_under not in self.gone and self.covers(place.device_id, place.seq, carried.at)

    def carried_by(self, one: Recorded) -> bool:
        """Whether it is a fact carried forward by whoever carried out its order."""
        fact, at = one.fact, one.position
        return isinstance(fact, CarriedForward) and any(
            (fact.order_no, at.device_id) == (order_no, device_id) and at.seq <= seq
            for order_no, device_id, seq in self.carriers
        )


NOTHING = Disposed()


def disposed_in(told: Iterable[Recorded], carried_ids: Callable[[str], frozenset[str]]) -> Disposed:
    """Return what the workplace's facts, in the journal's order, say has gone.

    *carried_ids* returns the ids of what was carried forward with an order; it is asked only where two PCs carried out
    the same order apart: what one of them kept stays. The end of a PC's membership changes nothing here: others have
    removed what it disposed of.
    """
    disposals: Mapping[str, Disposal] = {}
    carried_out: list[tuple[YearDisposed, Recorded]] = []
    listed: list[tuple[CasesDisposed, str]] = []
    for recorded in told:
        fact, before = recorded.fact, disposals
        disposals = evolve(disposals, recorded)
        if isinstance(fact, YearDisposed) and disposals is not before:
            carried_out.append((fact, recorded))
        elif isinstance(fact, CasesDisposed):
            listed.append((fact, recorded.position.device_id))
    if not carried_out:
        return NOTHING
    return Disposed(
        reach=reach_of(chain for fact, _recorded in carried_out for chain in fact.chains),
        gone=_gone(carried_out, listed, carried_ids),
        carriers=frozenset((f.order_no, r.position.device_id, r.position.seq) for f, r in carried_out),
    )


def reach_of(chains: Iterable[DisposedChain]) -> Mapping[str, tuple[int, datetime]]:
    """Return how far the part goes that chains name: of each PC the last entry, and before which instant."""
    reach: dict[str, tuple[int, datetime]] = {}
    for chain in chains:
        over = office_midnight(date(chain.fiscal_year + 1, 4, 1))
        entry, before = reach.get(chain.device_id, (0, over))
        reach[chain.device_id] = (max(entry, chain.entry), max(before, over))
    return reach


def _gone(
    carried_out: Iterable[tuple[YearDisposed, Recorded]],
    listed: Iterable[tuple[CasesDisposed, str]],
    carried_ids: Callable[[str], frozenset[str]],
) -> frozenset[str]:
    by: dict[str, set[str]] = {}
    for fact, recorded in carried_out:
        by.setdefault(fact.order_no, set()).add(recorded.position.device_id)
    found: dict[str, set[str]] = {order_no: set() for order_no in by}
    for some, device_id in listed:
        if device_id in by.get(some.order_no, ()):
            found[some.order_no] |= {case.case_id for case in some.cases} | {*some.with_them}
    for order_no, devices in by.items():
        if len(devices) > 1:
            found[order_no] -= carried_ids(order_no)
    return frozenset().union(*found.values()) - {""}  # the workplace itself never goes


def after_disposals(recorded: Iterable[Recorded], unfold: Unfold) -> list[Recorded]:
    """Return what counts of all that was recorded, what was carried forward at its old place; in no order.

    The same as the read tables hold (``store.disposed``), told without them.
    """
    everything = tuple(recorded)
    disposed, shown = NOTHING, list(everything)
    while True:
        told = sorted((one for one in shown if case_of(one.fact) == ""), key=in_order)
        now = disposed_in(told, lambda order_no: _carried_ids(everything, order_no, unfold))
        if now == disposed:
            return shown
        disposed = now
        shown = [one for one in everything if not _left_out(disposed, one)]
        shown += _carried(disposed, shown, unfold)


def _left_out(disposed: Disposed, one: Recorded) -> bool:
    return disposed.leaves_out(case_of(one.fact), one.position.device_id, one.position.seq, one.at)


def _carried(disposed: Disposed, shown: Iterable[Recorded], unfold: Unfold) -> list[Recorded]:
    found: dict[tuple[object, ...], Recorded] = {}
    carried = (one for one in shown if disposed.carried_by(one))
    for one in sorted(carried, key=in_order):
        assert isinstance(one.fact, CarriedForward)
        fact = unfold(one.fact)
        if fact is not None and disposed.lets_stay(case_of(fact.fact), fact):
            found.setdefault((fact.position, fact.entry), fact)
    return list(found.values())


def _carried_ids(everything: Iterable[Recorded], order_no: str, unfold: Unfold) -> frozenset[str]:
    carried = (one.fact for one in everything if isinstance(one.fact, CarriedForward))
    facts = (unfold(fact) for fact in carried if fact.order_no == order_no)
    return frozenset(case_of(fact.fact) for fact in facts if fact is not None)


def farthest(chains: Iterable[DisposedChain]) -> Mapping[str, DisposedChain]:
    """Return what went of each PC's record, whichever order it went with: the longest part counts."""
    found: dict[str, DisposedChain] = {}
    for one in chains:
        known = found.get(one.device_id)
        if known is None or (one.entry, one.segment) > (known.entry, known.segment):
            found[one.device_id] = one
    return found
