"""The commands about forms and printing, as the help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from desktop_app.cli.paper_tree import add_paper_way
from desktop_app.text import _

Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]
Group = Callable[[Any, str, str], Any]

CALENDARS = ("western", "era")
LEDGER_FORMATS = ("csv", "xlsx", "json")
JUDGEMENTS = ("in-time", "late", "overdue", "open-items", "exception", "cancelled", "pending")


def add_case_forms(case: Any, leaf: Leaf) -> None:
    """Add what is entered for the form of a case, and the record of an explanation."""
    field = leaf(case, "field", "forms:field", _("Enter what the form of a case asks for, or show it."))
    field.add_argument("case", metavar=_("CASE"), help=_("Case number, e.g. NSC01-26B-A001."))
    field.add_argument(
        "values",
        nargs="*",
        metavar=_("NAME=VALUE"),
        help=_("Field and value; nothing after = takes it back. returned_goods may be repeated, one thing each."),
    )
    explained = leaf(
        case, "explain", "forms:explain", _("Sign the record of an explanation after which nobody signed.")
    )
    explained.add_argument("case", metavar=_("CASE"), help=_("Case number, e.g. NSC01-26B-A001."))
    explained.add_argument("--witness", required=True, metavar=_("TEXT"), help=_("Who was present."))
    explained.add_argument("--out", metavar=_("FILE"), help=_("Also write the signed record here."))


def add_paper_dates(paper: Any, leaf: Leaf) -> None:
    """Add the choice of calendar for letters."""
    dates = leaf(paper, "dates", "forms:dates", _("Show or choose the calendar in which letters write years."))
    dates.add_argument("calendar", nargs="?", choices=CALENDARS, help=_("western (2026) or era (Reiwa 8)."))


def add_ledger(ledger: Any, leaf: Leaf) -> None:
    """Add what is written of the ledger."""
    exported = leaf(ledger, "export", "ledgers:export", _("Write the ledger as CSV, Excel or JSON."))
    exported.add_argument("--half", required=True, metavar="2026H2", help=_("Half-year."))
    exported.add_argument("--format", required=True, choices=LEDGER_FORMATS, help=_("Kind of file."))
    exported.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    progress = leaf(ledger, "progress", "ledgers:progress", _("Show how far each workplace has come."))
    progress.add_argument("--half", required=True, metavar="2026H2", help=_("Half-year."))
    printed = leaf(ledger, "print", "ledgers:print_pdf", _("Write the ledger as a PDF to print."))
    time = printed.add_mutually_exclusive_group(required=True)
    time.add_argument("--half", metavar="2026H2", help=_("Half-year."))
    time.add_argument("--year", metavar="2026", help=_("Fiscal year."))
    time.add_argument("--all", action="store_true", help=_("Everything there is."))
    printed.add_argument(
        "--workplace", nargs="+", default=[], metavar=_("CODE"), help=_("Only these workplaces (org codes).")
    )
    printed.add_argument("--cover", action="store_true", help=_("With a cover sheet."))
    printed.add_argument("--state", choices=JUDGEMENTS, help=_("Only rows so judged; the paper says so."))
    printed.add_argument("--open-only", action="store_true", help=_("Only what is open, late or unconfirmed."))
    printed.add_argument("--text", default="", metavar=_("TEXT"), help=_("Only rows in which this is found."))
    printed.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))


def add_papers(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add the self-inspection sheet and the forms for the pen."""
    inspection = group(commands, "inspection", _("The half-yearly self-inspection."))
    printed = leaf(inspection, "print", "papers:print_inspection", _("Write the sheet as a PDF, counted as of today."))
    printed.add_argument("--half", required=True, metavar="2026H2", help=_("Half-year."))
    printed.add_argument("--blank", action="store_true", help=_("Leave the counts to the pen too."))
    printed.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    paper = group(commands, "paper", _("Forms to be filled in by hand, out and back, and how their dates are written."))
    add_paper_dates(paper, leaf)
    leaf(paper, "list", "papers:list_papers", _("List the forms that can be printed blank."))
    blank = leaf(paper, "blank", "papers:blank", _("Write a blank form as a PDF to print."))
    blank.add_argument("form", metavar=_("FORM"), help=_("Form, as “paper list” names it."))
    blank.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    add_paper_way(paper, leaf)
