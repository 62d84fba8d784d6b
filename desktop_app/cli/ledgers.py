"""``ledger export|print``."""

from __future__ import annotations

import argparse

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_free_desk
from desktop_app.domain.calendar import HalfYear
from desktop_app.labels import half_label
from desktop_app.text import ngettext


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


def print_pdf(options: argparse.Namespace) -> Said:
    """Write the ledger of a half-year as a PDF."""
    from desktop_app.usecases.ledger_printing import write_ledger_pdf

    half, out = HalfYear.parse(options.half), file_of(options.out)
    with at_free_desk(options) as app:
        pages = write_ledger_pdf(app, half, out)
    words = ngettext(
        "The ledger of {half} is written to {path} ({count} page).",
        "The ledger of {half} is written to {path} ({count} pages).",
        pages,
    ).format(half=half_label(half), path=out, count=pages)
    return Said({"half": str(half), "out": out, "pages": pages}, (words,))
