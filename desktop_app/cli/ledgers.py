"""``ledger export|print|progress``."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_free_desk
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.summary import Judgement
from desktop_app.labels import fiscal_year_label, half_label
from desktop_app.text import _, ngettext


def export(options: argparse.Namespace) -> Said:
    """Write the ledger's rows of a half-year as csv, xlsx or json."""
    from desktop_app.usecases.ledger import export_ledger

    half, out = HalfYear.parse(options.half), file_of(options.out)
    with at_free_desk(options) as app:
        count = export_ledger(app, half, options.format, out)
    words = ngettext(
        "The ledger of {half} is written to {path} ({count} row).",
        "The ledger of {half} is written to {path} ({count} rows).",
        count,
    ).format(half=half_label(half), path=out, count=count)
    return Said({"half": str(half), "format": options.format, "out": out, "rows": count}, (words,))


def progress(options: argparse.Namespace) -> Said:
    """Show for each workplace how many cases there are, handed in, settled and overdue."""
    from desktop_app.usecases.progress import progress_by_workplace

    half = HalfYear.parse(options.half)
    with at_free_desk(options) as app:
        found = progress_by_workplace(app, half)
    lines = tuple(
        _("{workplace}: {settled} of {cases} settled, {reported} handed in, {overdue} overdue").format(
            workplace=f"{one.org_code} {one.name}".strip(),
            settled=f"{one.settled:,}",
            cases=f"{one.cases:,}",
            reported=f"{one.reported:,}",
            overdue=f"{one.overdue:,}",
        )
        for one in found
    )
    return Said({"half": str(half), "workplaces": [asdict(one) for one in found]}, lines)


def print_pdf(options: argparse.Namespace) -> Said:
    """Write the ledger of a half-year, a fiscal year or all time as a PDF: all of it, or what the options choose."""
    from desktop_app.usecases.ledger_choice import LedgerChoice
    from desktop_app.usecases.ledger_printing import write_ledger_pdf

    out = file_of(options.out)
    half = HalfYear.parse(options.half) if options.half else None
    year = HalfYear.parse(f"{options.year}H1").year if options.year else None
    choice = LedgerChoice(
        half=half,
        fiscal_year=year,
        workplaces=frozenset(options.workplace),
        text=options.text,
        judged=Judgement(options.state.replace("-", "_").upper()) if options.state else None,
        remarkable_only=options.open_only,
        cover=options.cover,
    )
    with at_free_desk(options) as app:
        pages = write_ledger_pdf(app, choice, out)
    name = half_label(half) if half else fiscal_year_label(year) if year else _("all time")
    words = ngettext(
        "The ledger of {half} is written to {path} ({count} page).",
        "The ledger of {half} is written to {path} ({count} pages).",
        pages,
    ).format(half=name, path=out, count=pages)
    return Said({"half": str(half) if half else None, "year": year, "out": out, "pages": pages}, (words,))
