"""``disposal …``: years whose period of keeping is over, from the order to the record on paper."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop_app.cli.intake import day_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_free_desk, pin
from desktop_app.domain.disposal_line import DisposalLine, PcOfDisposal
from desktop_app.errors import DisposalDiffers
from desktop_app.sentences import sentence
from desktop_app.sentences.disposal import next_words, stage_label, stays_words, takes_words, upto_label
from desktop_app.text import _
from desktop_app.usecases import disposal
from desktop_app.usecases.disposal_overview import disposal_line, disposal_lines
from desktop_app.usecases.disposal_printing import write_disposal_record
from desktop_app.usecases.disposing import disposal_differences


def show(options: argparse.Namespace) -> Said:
    """List the orders."""
    with at_free_desk(options) as app:
        lines, differing = disposal_lines(app), disposal_differences(app)
    return orders_said(lines, differing)


def orders_said(lines: Iterable[DisposalLine], differing: Iterable[DisposalDiffers]) -> Said:
    """Return what is said of orders: first of those of which this PC removes nothing, as another's facts differ."""
    lines, differing = tuple(lines), tuple(differing)
    told = [text for line in lines for text in _told(line)]
    data = {
        "disposals": [_brief(line) for line in lines],
        "differences": [{"order": one.facts["order_no"], "cases": one.facts["cases"]} for one in differing],
    }
    return Said(data, (*map(sentence, differing), *told) or (_("No disposal was ordered yet."),))


def preview(options: argparse.Namespace) -> Said:
    """Show what would go with a year."""
    with at_free_desk(options) as app:
        found = disposal.preview_disposal(app, options.year)
    data = {
        "fiscal_year": found.fiscal_year,
        "cases": found.cases,
        "kept": [{"case_no": one.case_no, "because_of": one.because_of} for one in found.kept],
        "not_yet": found.not_yet,
        "kept_until": found.kept_until,
    }
    kept = ((one.case_no, one.because_of) for one in found.kept)
    numbers = (_(", ").join(found.cases),) if found.cases else ()
    return Said(data, (takes_words(len(found.cases), found.kept_until), *numbers, *stays_words(kept, found.not_yet)))


def order(options: argparse.Namespace) -> Said:
    """Order a year disposed of."""
    with at_free_desk(options) as app:
        number = disposal.order_disposal(app, options.year, options.text, own_pin=pin())
        return _outcome(disposal_line(app, number))


def approve(options: argparse.Namespace) -> Said:
    """Approve somebody else's order."""
    with at_free_desk(options) as app:
        disposal.approve_disposal(app, options.order, own_pin=pin())
        return _outcome(disposal_line(app, options.order))


def withdraw(options: argparse.Namespace) -> Said:
    """Take an order back."""
    with at_free_desk(options) as app:
        disposal.withdraw_disposal(app, options.order, options.text, own_pin=pin())
        return _outcome(disposal_line(app, options.order))


def carry_out(options: argparse.Namespace) -> Said:
    """Carry an order out on this PC; the others follow when they next sync."""
    with at_free_desk(options) as app:
        disposal.carry_out_disposal(app, options.order, own_pin=pin())
        return _outcome(disposal_line(app, options.order))


def kit_destroyed(options: argparse.Namespace) -> Said:
    """Record that the year's printed kit was destroyed."""
    with at_free_desk(options) as app:
        on = day_of(app, options.on) if options.on else app.today()
        disposal.note_kit_destroyed(app, options.year, on, own_pin=pin())
    said = _("It is recorded that the kit of fiscal year {year} was destroyed on {day}.")
    return Said({"fiscal_year": options.year, "destroyed_on": on}, (said.format(year=options.year, day=day(on)),))


def record(options: argparse.Namespace) -> Said:
    """Write 廃棄記録."""
    out = Path(options.out)
    with at_free_desk(options) as app:
        write_disposal_record(app, options.order, out)
    return Said({"file": out}, (_("The disposal record was written: {file}").format(file=out),))


def _outcome(line: DisposalLine) -> Said:
    return Said({"disposal": _brief(line)}, tuple(_told(line)))


def _told(line: DisposalLine) -> list[str]:
    at = line.disposal
    head = (at.order.order_no, upto_label(at.order.fiscal_year), stage_label(at.stage), at.order.words)
    people = [_("ordered {day} {name}").format(day=day(at.order.ordered_on), name=line.ordered_by)]
    if at.approved:
        people.append(_("approved {day} {name}").format(day=day(at.approved.approved_on), name=line.approved_by))
    if line.done_on:
        names = _(", ").join(line.done_by)
        people.append(_("carried out {day} {name}").format(day=day(line.done_on), name=names))
    pcs = [f"  {_pc(pc)}" for pc in line.pcs]
    return ["  ".join(head), f"  {'  '.join(people)}", f"  {next_words(line)}", *pcs]


def _pc(pc: PcOfDisposal) -> str:
    name = "  ".join(filter(None, (pc.letter, _(", ").join(pc.people))))
    if pc.done is None:
        return _("{pc}: not done yet").format(pc=name)
    return _("{pc}: done on {day}, {entries} entries and {files} files removed").format(
        pc=name, day=day(pc.done.done_on), entries=f"{pc.done.entries:,}", files=f"{pc.done.files:,}"
    )


def _brief(line: DisposalLine) -> dict[str, Any]:
    at = line.disposal
    return {
        "number": at.order.order_no,
        "fiscal_year": at.order.fiscal_year,
        "stage": at.stage,
        "words": at.order.words,
        "ordered_on": at.order.ordered_on,
        "ordered_by": line.ordered_by,
        "approved_on": at.approved.approved_on if at.approved else None,
        "approved_by": line.approved_by,
        "from_day": at.from_day,
        "withdrawn_on": at.withdrawn.withdrawn_on if at.withdrawn else None,
        "done_on": line.done_on,
        "done_by": line.done_by,
        "case_nos": line.case_nos,
        "kept": line.kept,
        "pcs": [
            {
                "letter": pc.letter,
                "people": pc.people,
                "here": pc.here,
                "done_on": pc.done.done_on if pc.done else None,
                "entries": pc.done.entries if pc.done else None,
                "files": pc.done.files if pc.done else None,
            }
            for pc in line.pcs
        ],
        "kit_destroyed_on": line.kit.destroyed_on if line.kit else None,
    }
