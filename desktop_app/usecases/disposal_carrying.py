"""Carrying an order for disposal out: what has to stay of the year is recorded again, and then the year goes.

Everything that stays, which cases went, and that the year is disposed of is one act of one PC: until it is recorded
nothing has happened, and from then on every PC shows the same (``domain.disposed``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from desktop_app.app import App
from desktop_app.domain.disposal_facts import (
    CarriedForward,
    CasesDisposed,
    DisposedCase,
    DisposedChain,
    YearDisposed,
)
from desktop_app.domain.disposals import Disposal, DisposalStage
from desktop_app.domain.disposed import Disposed, reach_of
from desktop_app.domain.facts import Fact
from desktop_app.domain.roles import require_office
from desktop_app.errors import (
    DisposalNothing,
    DisposalStageWrong,
    DisposalStopped,
    DisposalUnknown,
    DisposalWaits,
)
from desktop_app.journal.carrying import carry_forward
from desktop_app.store.counting import counting_in
from desktop_app.store.disposal_choice import Chosen
from desktop_app.store.removal import chains_upto
from desktop_app.usecases.disposal_files import sealed_again
from desktop_app.usecases.disposing import settle_disposals
from desktop_app.usecases.outbox import fill_outbox
from desktop_app.usecases.people import require_seat_free, unlock_person
from desktop_app.usecases.share_folder import share_address

_CASES_AT_ONCE = 500
"""Cases a fact names."""

Progress = Callable[[int, int], None]


def carry_out_disposal(
    app: App,
    order_no: str,
    *,
    own_pin: str,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> YearDisposed:
    """Carry an approved order out: what has to stay is carried forward, then this PC's rows, files and keys go.

    Until everything that stays is recorded it can be stopped and nothing happened. Raises NotEntitled,
    DisposalUnknown, DisposalStageWrong, DisposalWaits, DisposalNothing (everything is held by now), DisposalStopped,
    DisposalDiffers (an earlier one is not settled here), FileNotHere (a paper that stays has not arrived), WrongPin,
    PinLocked, DiskFull.
    """
    require_seat_free(app)
    require_office(app.person.role, "carry_out_disposal")
    known = known_disposal(app, order_no, DisposalStage.APPROVED)
    if not known.may_be_done(app.today()):
        raise DisposalWaits(order_no=order_no, from_day=known.from_day)
    unlock_person(app, app.person_id, own_pin)
    for trouble in settle_disposals(app):
        raise trouble
    shared = share_address(app) is not None
    if shared:
        fill_outbox(app)
    done = _carried_out(app, known, shared=shared, watch=_watch(order_no, progress, stop))
    settle_disposals(app)
    return done


def known_disposal(app: App, order_no: str, *stages: DisposalStage) -> Disposal:
    """Return the order with a number, if it stands at one of *stages*. Raises DisposalUnknown, DisposalStageWrong."""
    known = app.workplace.disposals.get(order_no.strip())
    if known is None:
        raise DisposalUnknown(order_no=order_no)
    if known.stage not in stages:
        raise DisposalStageWrong(order_no=order_no, stage=known.stage)
    return known


def _watch(order_no: str, progress: Progress | None, stop: Callable[[], bool] | None) -> Progress:
    def watch(done: int, total: int) -> None:
        if stop is not None and stop():
            raise DisposalStopped(order_no=order_no)
        if progress is not None:
            progress(done, total)

    return watch


def _carried_out(app: App, known: Disposal, *, shared: bool, watch: Progress) -> YearDisposed:
    order = known.order
    chosen = app.disposal_choice.choose(order.fiscal_year, order.ordered_on)
    if not chosen.goes:
        kept = tuple(number for _summary, numbers in chosen.held for number in numbers)
        raise DisposalNothing(fiscal_year=order.fiscal_year, kept=kept, not_yet=chosen.not_yet)
    with app.record.database.transaction() as connection:
        chains = chains_upto(connection, order.fiscal_year, shared=shared)
    gone = _listed(order.order_no, chosen, app.disposal_choice.with_cases(chosen.goes))
    ids = frozenset(one for part in gone for one in (*(case.case_id for case in part.cases), *part.with_them))
    carried = tuple(_carried(app, known, chains, ids))
    resealed = tuple(sealed_again(app, order, ids, lambda: watch(0, 0)))
    done = YearDisposed(
        order_no=order.order_no,
        fiscal_year=order.fiscal_year,
        done_by=app.person_id,
        done_on=app.today(),
        chains=chains,
        carried=len(carried),
        kept=tuple(summary.case_no for summary, _numbers in chosen.held),
    )
    facts: tuple[Fact, ...] = (*gone, *resealed, *carried, done)
    watch(0, len(facts))
    app.commit(facts, watch=watch)
    return done


def _listed(order_no: str, chosen: Chosen, with_them: Iterable[str]) -> tuple[CasesDisposed, ...]:
    """Return the facts that name what goes."""
    cases = [DisposedCase(summary.case_id, summary.case_no) for summary in chosen.goes]
    others = list(with_them)
    found = []
    for start in range(0, max(len(cases), len(others)), _CASES_AT_ONCE):
        part = slice(start, start + _CASES_AT_ONCE)
        found.append(CasesDisposed(order_no, tuple(cases[part]), tuple(others[part])))
    return tuple(found)


def _carried(
    app: App, known: Disposal, chains: Iterable[DisposedChain], gone: frozenset[str]
) -> Iterator[CarriedForward]:
    """Yield everything that counts in the part that goes, but for what goes itself; what was carried before, again."""
    before = app.record.disposed
    reach = {**before.reach, **reach_of(chains)}
    order = known.order
    for one, data in counting_in(app.record, Disposed(reach, gone | before.gone)):
        yield carry_forward(order.order_no, order.fiscal_year, data, one.position, one.at, one.by, one.entry)
