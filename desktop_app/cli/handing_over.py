"""``person handover``: what the next manager takes over."""

from __future__ import annotations

import argparse

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_free_desk
from desktop_app.exchange.durable import write_whole
from desktop_app.sentences.findings import finding_state_label
from desktop_app.text import _
from desktop_app.usecases.handing_over import handover_list, next_words, render_handover_list


def handover(options: argparse.Namespace) -> Said:
    """Show what waits, and write the sheet if asked."""
    with at_free_desk(options) as app:
        found = handover_list(app)
        if options.out:
            write_whole(file_of(options.out), render_handover_list(app))
    cases = [
        {
            "case_no": one.summary.case_no,
            "employee_no": one.summary.transferee.employee_no,
            "name": one.summary.transferee.name,
            "next": one.kind,
            "due": one.due,
        }
        for one in found.cases
    ]
    findings = [
        {"number": one.finding_no, "state": one.state, "in_charge": one.in_charge, "due": one.due_on}
        for one in found.findings
    ]
    told = [
        f"{day(one.due)}  {one.summary.case_no}  {one.summary.transferee.name}  {next_words(one.kind)}"
        for one in found.cases
    ]
    told += [
        f"{day(one.due_on)}  {one.finding_no}  {finding_state_label(one.state)}  {one.in_charge}"
        for one in found.findings
    ]
    nothing = (_("Nothing waits to be handed over."),)
    return Said({"cases": cases, "findings": findings}, tuple(told) or nothing)
