"""What a transferee really used: chosen from the masters, and from then on a line of its item each (item P-03)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.line_facts import ItemLinesChosen
from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.master_kinds import HOLDER, MasterKind, lines_from
from desktop_app.errors import MasterEntryUnknown
from desktop_app.exchange.master_kinds import master_kinds
from desktop_app.usecases.answering import require_seat_for


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry of a master that could become lines of this case; ``theirs``: the register names the person."""

    kind: MasterKind
    version: MasterVersion
    chosen: bool
    theirs: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything that can be chosen for a case; ``chosen_before``: somebody has chosen already."""

    case_no: str
    name: str
    entries: tuple[Offer, ...]
    chosen_before: bool


def offers_for(app: App, case_id: str) -> Offers:
    """Return what the masters offer for a case, as it stood on the day before its effective date.

    What the register says the person has is proposed as chosen while nobody has chosen.
    """
    case = app.record.case(case_id)
    programme = app.workplace.programme_of(case.programme_id, case.programme_version).on_course(case.transfer_type)
    chosen = {(line.kind, line.code) for line in case.lines}
    day = min(app.today(), case.effective_date)
    offers = []
    for kind in master_kinds():
        for version in app.workplace.masters.on(kind.id, day):
            items = tuple(line.item_id for line in lines_from(kind, (version,), programme))
            if items:
                theirs = version.properties.get(HOLDER) == case.transferee.employee_no
                picked = (kind.id, version.code) in chosen or (theirs and not case.lines)
                offers.append(Offer(kind, version, picked, theirs, items))
    offers.sort(key=lambda offer: not offer.theirs)
    return Offers(case.case_no, case.transferee.name, tuple(offers), bool(case.lines))


def can_choose_lines(app: App) -> bool:
    """Whether the masters hold anything that makes lines."""
    return any(kind.lines and app.workplace.masters.has(kind.id) for kind in master_kinds())


def choose_lines(app: App, case_id: str, chosen: Iterable[tuple[str, str]]) -> int:
    """Record what the person used, by kind and code; returns how many lines that makes.

    It replaces an earlier choice; answers of lines that stay are kept, and an item whose lines are all taken away has
    its own answer again. Raises MasterEntryUnknown, WrongState; then nothing was recorded.
    """
    require_seat_for(app, case_id)
    case = app.record.case(case_id)
    require_fit(case, ItemLinesChosen)
    programme = app.workplace.programme_of(case.programme_id, case.programme_version).on_course(case.transfer_type)
    known = {(offer.kind.id, offer.version.code): offer.version for offer in offers_for(app, case_id).entries}
    kept = {(line.kind, line.code): line for line in case.lines}
    wanted = list(dict.fromkeys(chosen))
    for pair in wanted:
        if pair not in known and pair not in kept:
            raise MasterEntryUnknown(kind=pair[0], code=pair[1])
    lines = []
    for kind in master_kinds():
        picked = [known[pair] for pair in wanted if pair[0] == kind.id and pair in known]
        made = lines_from(kind, picked, programme)
        # What was chosen before and is in no master any more stays as it was named then.
        gone = [line for line in case.lines if (line.kind, line.code) in wanted and (line.kind, line.code) not in known]
        lines += [*made, *(line for line in gone if line.kind == kind.id)]
    if tuple(lines) != case.lines:
        app.commit((ItemLinesChosen(case_id, tuple(lines)),))
    return len(lines)
