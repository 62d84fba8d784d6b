"""What the share has to know of disposed years: the notices this home signs and keeps, and what it leaves alone there.

Nothing is left alone because of a notice: only because this home's own record says that the part went, and it went
here.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop_app.app import App
from desktop_app.domain.disposal_facts import DisposedChain, YearDisposed
from desktop_app.domain.disposals import Disposal, evolve
from desktop_app.domain.disposed import farthest
from desktop_app.domain.facts import Recorded
from desktop_app.share.disposal import DisposalNotice, SignedNotice, make_notice, read_notice
from desktop_app.share.errand import Carried, Pending
from desktop_app.share.marker import workplace_id
from desktop_app.share.segments import Trouble
from desktop_app.store.bases import bases
from desktop_app.store.histories import WORKPLACE
from desktop_app.store.may_record import membership_over
from desktop_app.usecases.issuing import app_root, issuers_above
from desktop_app.usecases.outbox import own_devices
from desktop_app.usecases.ticket_post import device_certificate

_NOTICES_KEY = "share/notices"
"""Desk state: the notices to have on the share (base64), byte for byte."""

_WAITS = {Trouble.GAP, Trouble.NO_KEY}


@dataclass(frozen=True, slots=True)
class Gone:
    """Where records begin here (*bases*), what the record's facts say was disposed of (*told*), and what is both.

    *facts* are those, as they were recorded.
    """

    bases: Mapping[str, DisposedChain]
    told: Mapping[str, DisposedChain]
    facts: tuple[Recorded, ...]

    @property
    def disposed(self) -> Mapping[str, DisposedChain]:
        """What went here because the record says so."""
        both = ((self.told[device], self.bases[device]) for device in self.told.keys() & self.bases.keys())
        least = (min(pair, key=lambda chain: (chain.entry, chain.segment)) for pair in both)
        return {chain.device_id: chain for chain in least}


def gone_here(app: App) -> Gone:
    """Return what is gone from this home, and by which facts."""
    with app.record.database.transaction() as connection:
        here = bases(connection)
    facts = disposed_years(app)
    return Gone(here, farthest(chain for one in facts for chain in _chains(one.fact)), facts)


def disposed_years(app: App) -> tuple[Recorded, ...]:
    """Return the facts by which years were disposed of under an order that somebody else approved."""
    disposals: Mapping[str, Disposal] = {}
    found: list[Recorded] = []
    for recorded in app.record.history(WORKPLACE) if app.workplace.disposals else ():
        disposals = evolve(disposals, recorded)
        if isinstance(recorded.fact, YearDisposed):
            found.append(recorded)
    counted = [one for disposal in disposals.values() for one in disposal.disposed]
    return tuple(one for one in found if one.fact in counted)


def notices_for(app: App, gone: Gone) -> tuple[bytes, ...]:
    """Return the notices to have on the share; those that are this PC's to sign are signed and kept first."""
    kept = _kept(app)
    if membership_over(app.record, app.device.device_id) is not None:
        return tuple(one.data for one in kept)
    new = [_made(app, fact) for fact in gone.facts if _is_ours_to_sign(app, gone, fact, kept)]
    if new:
        _keep(app, [*(one.data for one in kept), *new])
    return (*(one.data for one in kept), *new)


def take_notices(app: App, carried: Carried, pending: Iterable[Pending]) -> tuple[Pending, ...]:
    """Keep the notices that the record stands behind, to re-create them; returns the others as pending.

    Those are told once everything that was on the share has been read: the fact may still be on its way.
    """
    if not carried.notices:
        return ()
    kept = {one.data for one in _kept(app)}
    new = {path: one for path, one in carried.notices.items() if one.data not in kept}
    facts = disposed_years(app) if new else ()
    backed = [one.data for one in new.values() if stands_behind((fact.fact for fact in facts), one)]
    if backed:
        _keep(app, [*kept, *backed])
    complete = carried.trouble is None and not (carried.stopped or carried.more)
    if not complete or any(one.reason in _WAITS for one in pending):
        return ()
    return tuple(Pending(path, Trouble.NO_ORDER) for path, one in new.items() if one.data not in backed)


def stands_behind(facts: Iterable[object], signed: SignedNotice) -> bool:
    """Whether one of *facts* says what a notice says."""
    said = signed.notice
    return any(
        (fact.order_no, fact.fiscal_year, _chains(fact)) == (said.order_no, said.fiscal_year, said.chains)
        for fact in facts
        if isinstance(fact, YearDisposed)
    )


def _is_ours_to_sign(app: App, gone: Gone, told: Recorded, kept: Iterable[SignedNotice]) -> bool:
    """Whether a notice is to be made here: of what this PC carried out, or in place of a signer's that has left."""
    chains = _chains(told.fact)
    if any(one.device_id not in gone.disposed or gone.disposed[one.device_id].segment < one.segment for one in chains):
        return False  # not gone here yet
    about = [one for one in kept if stands_behind((told.fact,), one)]
    if any(one.device_id in app.workplace.devices_in_use for one in about):
        return False
    return bool(about) or told.position.device_id in own_devices(app)


def _made(app: App, told: Recorded) -> bytes:
    fact = told.fact
    assert isinstance(fact, YearDisposed)
    ours, certificate = workplace_id(app_root(app), app.workplace.org_code), device_certificate(app)
    notice = DisposalNotice(ours, fact.order_no, fact.fiscal_year, told.at, _chains(fact))
    return make_notice(notice, certificate, app.device.sign, issuers_above(app, certificate))


def _chains(fact: object) -> tuple[DisposedChain, ...]:
    """Return the parts that a fact says went, in the order in which a notice says them."""
    assert isinstance(fact, YearDisposed)
    told = (replace(one, branches=tuple(sorted(set(one.branches)))) for one in fact.chains)
    return tuple(sorted(told, key=lambda one: one.device_id))


def _kept(app: App) -> list[SignedNotice]:
    stored = app.record.desk.get(_NOTICES_KEY)
    if not stored:
        return []
    root, ours = app_root(app), workplace_id(app_root(app), app.workplace.org_code)
    return [read_notice(base64.b64decode(text), root, ours) for text in json.loads(stored)]


def _keep(app: App, notices: Iterable[bytes]) -> None:
    texts = [base64.b64encode(data).decode("ascii") for data in notices]
    app.record.desk.put({_NOTICES_KEY: json.dumps(sorted(texts)).encode()})
