"""What becomes of everybody in an announcement, as the rows that are kept with it (measures K3: 全員が対象)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from desktop_app.app import App
from desktop_app.domain.facts import CaseRegistered, Fact
from desktop_app.domain.master_facts import Outcome, RollKind, RollRow, RollRowsKept, RollTaken
from desktop_app.exchange.announcement import AnnouncedTransfer
from desktop_app.usecases.known_people import KnownPeople

_AT_ONCE = 200
"""Rows in one fact: a segment is read whole."""


def became_case(transfer: AnnouncedTransfer, case: CaseRegistered) -> RollRow:
    """Return the row of somebody who has a case now; out of scope is the programme's word, and a reason."""
    return _row(transfer, Outcome.CASE if case.in_scope else Outcome.OUT_OF_SCOPE, case_no=case.case_no)


def registered_before(transfer: AnnouncedTransfer, known: KnownPeople) -> RollRow:
    """Return the row of somebody who had a case for that day already."""
    cases = known.by_number.get(transfer.employee_no, ())
    number = next((case.case_no for case in cases if case.effective_date == transfer.effective_date), "")
    return _row(transfer, Outcome.ALREADY_REGISTERED, case_no=number)


def left_out_row(transfer: AnnouncedTransfer, reason: str, staying: AbstractSet[tuple[str, date | None]]) -> RollRow:
    """Return the row of somebody who was left out, with the reason; *staying* are the people and days that stay."""
    twice = (transfer.employee_no, transfer.effective_date) in staying
    return _row(transfer, Outcome.DUPLICATE if twice else Outcome.DECIDED, reason=reason)


def elsewhere_row(transfer: AnnouncedTransfer) -> RollRow:
    """Return the row of somebody of another workplace; their name is not kept."""
    return RollRow(
        transfer.row,
        transfer.employee_no,
        "",
        transfer.org_code,
        transfer.effective_date,
        Outcome.OTHER_WORKPLACE,
    )


def is_new_roll(app: App, sha256: str) -> bool:
    """Whether the file was not taken in before."""
    return all(roll.sha256 != sha256 for roll in app.workplace.rolls)


def roll_facts(app: App, file_name: str, sha256: str, rows: Sequence[RollRow]) -> tuple[Fact, ...]:
    """Return the facts that keep an announcement's rows."""
    ordered = tuple(sorted(rows, key=lambda row: row.row))
    counts = Counter(row.outcome.value for row in ordered)
    roll = app.surroundings.new_id()
    taken = RollTaken(roll, RollKind.ANNOUNCEMENT, file_name, sha256, app.today(), dict(counts))
    parts = range(0, len(ordered), _AT_ONCE)
    return (taken, *(RollRowsKept(roll, ordered[start : start + _AT_ONCE]) for start in parts))


def _row(transfer: AnnouncedTransfer, outcome: Outcome, *, case_no: str = "", reason: str = "") -> RollRow:
    return RollRow(
        transfer.row,
        transfer.employee_no,
        transfer.name,
        transfer.org_code,
        transfer.effective_date,
        outcome,
        case_no,
        reason,
    )
