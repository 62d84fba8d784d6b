"""The commands about forms, as the help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from desktop_app.text import _

Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]

CALENDARS = ("western", "era")


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
