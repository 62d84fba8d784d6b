"""``roll list|show|export|print``: everybody in an announcement, and the ledgers that were taken over."""

from __future__ import annotations

import argparse

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.domain.master_facts import RollKind
from desktop_app.exchange.durable import replacing
from desktop_app.labels import state_label
from desktop_app.text import _, ngettext
from desktop_app.usecases.completeness import (
    Reconciled,
    export_reconciliation,
    outcome_words,
    reconcile,
    render_former_ledger,
    render_reconciliation,
    rolls,
)


def show_all(options: argparse.Namespace) -> Said:
    """List what was taken in."""
    with at_desk(options) as app:
        found = {kind: rolls(app, kind) for kind in RollKind}
    data = [
        {"kind": kind.value, "number": number, "file": roll.file_name, "taken_on": roll.taken_on, "counts": roll.counts}
        for kind, known in found.items()
        for number, roll in enumerate(known, start=1)
    ]
    titles = {RollKind.ANNOUNCEMENT: _("Announcement {number}"), RollKind.FORMER_LEDGER: _("Former ledger {number}")}
    lines = [
        f"{titles[RollKind(str(one['kind']))].format(number=one['number'])}  {one['file']}  {one['taken_on']}"
        for one in data
    ]
    return Said({"rolls": data}, tuple(lines) or (_("Nothing was taken in yet."),))


def show(options: argparse.Namespace) -> Said:
    """Show everybody in an announcement."""
    with at_desk(options) as app:
        found = reconcile(app, options.number)
    data = {
        "number": found.number,
        "file": found.roll.file_name,
        "taken_on": found.roll.taken_on,
        "counts": found.roll.counts,
        "rows": [
            {
                "row": one.row.row,
                "employee_no": one.row.employee_no,
                "outcome": one.row.outcome.value,
                "case_no": one.row.case_no,
                "reason": one.row.reason,
                "state": one.case.state.value if one.case else None,
            }
            for one in found.rows
        ],
    }
    return Said(data, tuple(_line(one) for one in found.rows))


def export(options: argparse.Namespace) -> Said:
    """Write everybody in an announcement as CSV."""
    out = file_of(options.out)
    with at_free_desk(options) as app:
        count = export_reconciliation(app, options.number, out)
    words = ngettext("{count} row was written to {path}.", "{count} rows were written to {path}.", count)
    return Said({"rows": count, "path": str(out)}, (words.format(count=f"{count:,}", path=out),))


def write_sheet(options: argparse.Namespace) -> Said:
    """Write the sheet as a PDF."""
    out = file_of(options.out)
    render = render_former_ledger if options.former else render_reconciliation
    with at_free_desk(options) as app:
        pdf = render(app, options.number)
    with replacing(out) as file:
        file.write(pdf)
    return Said({"path": str(out)}, (_("Written: {path}").format(path=out),))


def _line(one: Reconciled) -> str:
    row = one.row
    state = state_label(one.case.state) if one.case else ""
    moved = day(row.effective_date) if row.effective_date else ""
    parts = (row.employee_no, row.name, moved, outcome_words(row.outcome), row.case_no, state, row.reason)
    return f"{row.row}  " + "  ".join(part for part in parts if part)
