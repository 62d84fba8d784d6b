"""``kit print`` and ``key export``."""

from __future__ import annotations

import argparse

from desktop_app.app import App
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, pin
from desktop_app.domain.calendar import fiscal_year
from desktop_app.text import _
from desktop_app.usecases import backup


def print_kit(options: argparse.Namespace) -> Said:
    """Write the year's recovery kit as a PDF."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.recovery_kit import render_kit

    out = file_of(options.out)
    with at_desk(options) as app:
        year = _year(app, options)
        write_whole(out, render_kit(app, pin(), year))
    words = _("The recovery kit of fiscal year {year} is written to {path}. Print it, lock it away, delete the file.")
    return Said({"year": year, "out": out}, (words.format(year=year, path=out),))


def export(options: argparse.Namespace) -> Said:
    """Write the workplace's key of a year, with which the age program opens that year's files."""
    out = file_of(options.out)
    with at_desk(options) as app:
        year = _year(app, options)
        recipient = backup.export_year_key(app, year, out, pin())
    words = _("The key of fiscal year {year} is written to {path}. Whoever has it can read that year.")
    return Said({"year": year, "out": out, "recipient": recipient}, (words.format(year=year, path=out),))


def _year(app: App, options: argparse.Namespace) -> int:
    return fiscal_year(app.today()) if options.year is None else int(options.year)
