"""What the programme in force says of a transfer before it is registered: its kind, scope and move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.masters import COMPANY
from desktop_app.domain.programme import Programme
from desktop_app.domain.restricted_moves import Move
from desktop_app.domain.scope import Direction, Movement, ScopeVerdict, scope_verdict
from desktop_app.usecases.restricted_moves import leaves_restricted_duties

if TYPE_CHECKING:
    from desktop_app.usecases.transfer_entry import TransferInput


def is_specified(app: App, entry: TransferInput) -> tuple[bool, bool]:
    """Return (is a specified affiliate, that is assumed).

    The master of companies tells, as of the effective date; where there is none, the programme's list. A company on
    neither is taken for one where the programme only concerns moves to specified affiliates: a case too many is seen
    and cancelled, a case too few is seen by nobody. Whoever arrives or stays moves to no affiliate.
    """
    if entry.specified_affiliate is not None:
        return entry.specified_affiliate, False
    programme, masters = app.workplace.programme, app.workplace.masters
    code = transfer_type_of(programme, entry.transfer_type)
    if programme.directions.get(code, Direction.OUTBOUND) is not Direction.OUTBOUND:
        return False, False
    if masters.has(COMPANY):
        told = masters.is_specified_affiliate(entry.destination_company, entry.effective_date)
        if told is not None:
            return told, False
    elif entry.destination_company in programme.scope.specified_affiliates:
        return True, False
    return programme.scope.specified_affiliates_only, True


def verdict_of(app: App, entry: TransferInput, *, specified: bool) -> ScopeVerdict:
    """Return what the programme in force says of a transfer: in scope, optional, out of scope."""
    programme = app.workplace.programme
    code = transfer_type_of(programme, entry.transfer_type)
    known = programme.directions
    movement = Movement(
        # What no type of the programme fits is taken for the usual one: a case too many is seen, one too few is not.
        transfer_type=code if code in known else programme.scope.transfer_types[0],
        direction=known.get(code, Direction.OUTBOUND),
        to_specified_affiliate=specified,
        from_restricted_duties=leaves_restricted_duties(app, move_of_entry(app, entry, specified=specified)),
    )
    return scope_verdict(programme.scope, movement)


def move_of_entry(app: App, entry: TransferInput, *, specified: bool) -> Move:
    """Return the move a transfer would be, as the restrictions look at it."""
    return Move(
        effective_date=entry.effective_date,
        org_code=entry.org_code or app.workplace.org_code,
        department=entry.origin_department or app.workplace.name,
        destination_department=entry.destination_department,
        to_specified_affiliate=specified,
    )


def transfer_type_of(programme: Programme, text: str) -> str:
    """Return the programme's code for a transfer type as written, the text itself when it has none."""
    for kind in programme.transfer_types:
        if text in (kind.code, kind.label.ja, kind.label.en):
            return kind.code
    return text or programme.scope.transfer_types[0]
