"""全員が対象: everybody in an announcement has a case or a reason; listed, exported, printed (measures K3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.case import CaseState
from desktop_app.domain.dates import dotted
from desktop_app.domain.master_facts import (
    FormerCase,
    FormerCasesKept,
    Outcome,
    RollKind,
    RollRow,
    RollRowsKept,
    RollTaken,
)
from desktop_app.domain.record_wording import filled
from desktop_app.domain.summary import CaseSummary
from desktop_app.errors import RollUnknown
from desktop_app.exchange.record_file import shipped_record
from desktop_app.labels import state_label
from desktop_app.text import _, paper_words
from desktop_app.usecases.people import require_seat_free

if TYPE_CHECKING:
    from desktop_app.papers.forms.roll import RollLine


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One person of an announcement and where their case stands today (None: they have none)."""

    row: RollRow
    case: CaseSummary | None

    @property
    def asks(self) -> bool:
        """Whether somebody should look: a case that was called off, or one that is not here."""
        gone = self.case is not None and self.case.state is CaseState.CANCELLED
        return gone or (self.row.case_no != "" and self.case is None)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """An announcement and everybody in it, in the order of the file; ``number`` counts announcements from 1."""

    number: int
    roll: RollTaken
    rows: tuple[Reconciled, ...]


def rolls(app: App, kind: RollKind = RollKind.ANNOUNCEMENT) -> tuple[RollTaken, ...]:
    """Return the lists of a kind that were taken in, oldest first."""
    return tuple(roll for roll in app.workplace.rolls if roll.kind is kind)


def reconcile(app: App, number: int = 0) -> Reconciliation:
    """Return one announcement's people and what became of them; 0 is the latest. Raises RollUnknown."""
    roll, number = _roll(app, RollKind.ANNOUNCEMENT, number)
    rows = [
        row for kept in app.record.history(roll.roll) if isinstance(kept.fact, RollRowsKept) for row in kept.fact.rows
    ]
    cases = app.cases.numbered(row.case_no for row in rows if row.case_no)
    return Reconciliation(number, roll, tuple(Reconciled(row, cases.get(row.case_no)) for row in rows))


def former_cases(app: App, number: int = 0) -> tuple[RollTaken, tuple[FormerCase, ...]]:
    """Return a former ledger and its rows; 0 is the latest. Raises RollUnknown."""
    roll, _number = _roll(app, RollKind.FORMER_LEDGER, number)
    kept = (one.fact for one in app.record.history(roll.roll))
    return roll, tuple(row for fact in kept if isinstance(fact, FormerCasesKept) for row in fact.rows)


def outcome_words(outcome: Outcome, _: Callable[[str], str] = _) -> str:
    """Return what became of somebody, in the language that ``_`` speaks."""
    return {
        Outcome.CASE: _("Case"),
        Outcome.OUT_OF_SCOPE: _("Out of scope by rule"),
        Outcome.ALREADY_REGISTERED: _("Registered before"),
        Outcome.OTHER_WORKPLACE: _("Another workplace"),
        Outcome.DUPLICATE: _("Listed twice"),
        Outcome.DECIDED: _("Left out, with a reason"),
    }[outcome]


def export_reconciliation(app: App, number: int, out: Path) -> int:
    """Write an announcement's people and what became of them as CSV; returns the number of rows.

    Raises RollUnknown, FolderNotWritable.
    """
    from desktop_app.exchange.ledger_export import write_ledger_csv

    require_seat_free(app)
    found = reconcile(app, number)
    columns = (
        ("row", _("Row")),
        ("employee_no", _("Employee no.")),
        ("name", _("Name")),
        ("org_code", _("Org code")),
        ("effective_date", _("Effective date")),
        ("outcome", _("What became of them")),
        ("case_no", _("Case no.")),
        ("state", _("State")),
        ("reason", _("Reason")),
    )
    write_ledger_csv(columns, [_exported(one) for one in found.rows], out)
    return len(found.rows)


def render_reconciliation(app: App, number: int = 0) -> bytes:
    """Return the sheet 全員が対象 as a PDF. Raises RollUnknown, GlyphMissing, RowTooTall."""
    from desktop_app.papers.forms.roll import Roll, render_roll

    require_seat_free(app)
    found = reconcile(app, number)
    wording = shipped_record("completeness")
    counts = [(outcome_words(kind, paper_words), found.roll.counts.get(kind.value, 0)) for kind in Outcome]
    total = len(found.rows)
    return render_roll(
        Roll(
            wording=wording,
            printed_on=dotted(app.today()),
            workplace=_workplace(app),
            file=found.roll.file_name,
            taken_on=dotted(found.roll.taken_on),
            digest=_digest(found.roll),
            result=filled(wording.words["complete"], {"count": f"{total:,}"}),
            counts=(
                *((name, f"{count:,}") for name, count in counts if count),
                (wording.words["total"], f"{total:,}"),
            ),
            lines=tuple(_line(one, wording.words["other"]) for one in found.rows),
            created_at=app.now(),
        )
    )


def render_former_ledger(app: App, number: int = 0) -> bytes:
    """Return a former ledger as a PDF that says that nothing in it was signed by us.

    Raises RollUnknown, GlyphMissing.
    """
    from desktop_app.papers.forms.roll import Roll, RollLine, render_roll

    require_seat_free(app)
    roll, rows = former_cases(app, number)
    wording = shipped_record("former-ledger")
    lines = tuple(
        RollLine(
            row=str(row.row),
            person="　".join(filter(None, (row.employee_no, row.name))),
            org_code=row.origin or "―",
            effective_date=dotted(row.effective_date) if row.effective_date else "―",
            outcome=row.destination or "―",
            reason=_former_words(row) or "―",
        )
        for row in rows
    )
    return render_roll(
        Roll(
            wording=wording,
            printed_on=dotted(app.today()),
            workplace=_workplace(app),
            file=roll.file_name,
            taken_on=dotted(roll.taken_on),
            digest=_digest(roll),
            result=filled(wording.words["complete"], {"count": f"{len(rows):,}"}),
            counts=((wording.words["total"], f"{len(rows):,}"),),
            lines=lines,
            created_at=app.now(),
        )
    )


def _roll(app: App, kind: RollKind, number: int) -> tuple[RollTaken, int]:
    known = rolls(app, kind)
    wanted = number or len(known)
    if not 1 <= wanted <= len(known):
        raise RollUnknown(number=number or 1, count=len(known))
    return known[wanted - 1], wanted


def _exported(one: Reconciled) -> tuple[str | int | date | None, ...]:
    row = one.row
    return (
        row.row,
        row.employee_no,
        row.name,
        row.org_code,
        row.effective_date,
        outcome_words(row.outcome),
        row.case_no,
        state_label(one.case.state) if one.case else "",
        row.reason,
    )


def _line(one: Reconciled, unnamed: str) -> RollLine:
    from desktop_app.papers.forms.roll import RollLine

    row = one.row
    state = state_label(one.case.state, paper_words) if one.case else ""
    return RollLine(
        row=str(row.row),
        person=f"{row.employee_no}　{row.name or unnamed}",
        org_code=row.org_code or "―",
        effective_date=dotted(row.effective_date) if row.effective_date else "―",
        outcome=outcome_words(row.outcome, paper_words),
        reason="　".join(filter(None, (row.case_no, state, row.reason))) or "―",
        marked=one.asks,
    )


def _former_words(row: FormerCase) -> str:
    steps = (f"{heading} {text}" for heading, text in row.steps.items())
    told = (row.case_no, *steps, row.reported_on, row.confirmed_on, row.confirmed_by, row.remarks)
    return "　".join(filter(None, told))


def _workplace(app: App) -> str:
    return f"{app.workplace.company}　{app.workplace.name}（{app.workplace.org_code}）"


def _digest(roll: RollTaken) -> str:
    return f"SHA-256 {roll.sha256}"
