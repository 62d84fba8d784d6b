"""The commands of the paper way, as the help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from desktop_app.text import _

Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]


def add_paper_way(paper: Any, leaf: Leaf) -> None:
    """Add what is printed for the pen of one case, and how its scan comes back."""
    printed = _with_case(leaf(paper, "print", "paper_way:print_pack", _("Write checklist and report for the pen.")))
    printed.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    kinds = printed.add_mutually_exclusive_group()
    kinds.add_argument("--blank", action="store_true", help=_("Without the answers given so far."))
    kinds.add_argument("--filled", action="store_true", help=_("Said for clearness: answers given so far are ticked."))
    kinds.add_argument("--post-check", action="store_true", help=_("The sheet for the check after the date instead."))

    looked = leaf(paper, "take-in", "paper_way:take_in", _("Look through scans and say whose pages they are."))
    looked.add_argument("files", nargs="+", metavar=_("FILE"), help=_("PDF, TIFF, JPEG or PNG."))
    looked.add_argument("--pictures", metavar=_("DIR"), help=_("Also write every item's picture into this folder."))

    kept = _with_case(
        leaf(paper, "record", "paper_way:record", _("Keep a case's scanned pages and answers from them."))
    )
    kept.add_argument("--scan", nargs="+", required=True, metavar=_("FILE"), help=_("PDF, TIFF, JPEG or PNG."))
    kept.add_argument("--answers", dest="source", metavar=_("FILE"), help=_("answers.json"))

    reported = _with_case(leaf(paper, "report", "paper_way:report", _("Record that the report was signed on paper.")))
    reported.add_argument("--signed-on", required=True, metavar=_("DATE"), help=_("Day beside the signature."))
    reported.add_argument("--received-on", metavar=_("DATE"), help=_("Day it was received (today)."))
    reported.add_argument("--late-reason", default="", metavar=_("TEXT"), help=_("Reason for a late report."))


def _with_case(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    command.add_argument("case", metavar=_("CASE"), help=_("Case number, e.g. NSC01-26B-A001."))
    return command
