"""What the record says of the disposed years that notices on the share tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.domain.disposal_facts import CasesDisposed
from desktop_app.domain.disposals import Disposal, evolve
from desktop_app.domain.facts import Recorded
from desktop_app.errors import DisposalNoticeDamaged
from desktop_app.sentences import sentence
from desktop_app.share.audit_report import DisposedPart
from desktop_app.share.disposal import SignedNotice
from desktop_app.usecases.disposal_notices import stands_behind
from desktop_app.usecases.verifying_spots import Damage, DisposalTold, Verification


def told_orders(history: Iterable[Recorded]) -> tuple[DisposalTold, ...]:
    """Return what was carried out, in the order of the years, from the workplace's facts."""
    disposals, numbers = _disposals(history)
    found = []
    for disposal in disposals.values():
        if disposal.disposed and disposal.approved is not None:
            order, done = disposal.order, disposal.disposed[0]
            cases = tuple(sorted(numbers.get(order.order_no, ())))
            kept = tuple(sorted({number for one in disposal.disposed for number in one.kept}))
            days = (order.ordered_on, disposal.approved.approved_on, done.done_on)
            found.append(DisposalTold(order.order_no, order.fiscal_year, *days, cases, kept))
    return tuple(sorted(found, key=lambda one: (one.fiscal_year, one.order_no)))


def check_orders(outcome: Verification, parts: Iterable[DisposedPart], history: Iterable[Recorded]) -> None:
    """Find notices that nothing in the record stands behind."""
    disposals, _numbers = _disposals(history)
    facts = [one for disposal in disposals.values() for one in disposal.disposed]
    for part in parts:
        if not stands_behind(facts, SignedNotice(part.notice, part.device_id, b"")):
            detail = sentence(DisposalNoticeDamaged(reason="order"))
            outcome.found(Damage.DISPOSAL_NOTICE, path=part.path, device=part.device_id, detail=detail)


def _disposals(history: Iterable[Recorded]) -> tuple[Mapping[str, Disposal], Mapping[str, set[str]]]:
    disposals: Mapping[str, Disposal] = {}
    numbers: dict[str, set[str]] = {}
    for recorded in history:
        disposals = evolve(disposals, recorded)
        if isinstance(recorded.fact, CasesDisposed):
            went = {one.case_no for one in recorded.fact.cases}
            numbers.setdefault(recorded.fact.order_no, set()).update(went)
    return disposals, numbers
