"""The commands about restricted moves and cancelled transfers, as the help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from desktop_app.text import _

Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]
Group = Callable[[Any, str, str], Any]

ANSWERS = ("allowed", "prohibited", "exception")


def add_moves(case: Any, leaf: Leaf) -> None:
    """Add what is shown, asked and answered about a restricted move, and what is given back."""
    move = _with_case(leaf(case, "move", "moves:show", _("Show how the restricted move of a transfer is judged.")))
    move.add_argument("--from-duties", metavar=_("CODE"), help=_("State the restricted duties left (NONE: none)."))
    move.add_argument("--to-duties", metavar=_("CODE"), help=_("State the restricted duties taken up (NONE: none)."))
    asked = _with_case(leaf(case, "consult", "moves:consult", _("Record that the second line was asked.")))
    asked.add_argument("--question", required=True, metavar=_("TEXT"), help=_("What was asked."))
    answer = _with_case(leaf(case, "move-answer", "moves:answer", _("Record what the second line answered.")))
    answer.add_argument("verdict", choices=ANSWERS, help=_("What holds."))
    answer.add_argument("--number", required=True, metavar=_("TEXT"), help=_("Number of the answer."))
    answer.add_argument("--by", required=True, metavar=_("TEXT"), help=_("Who answered."))
    answer.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("Why, and what has to be kept to."))
    answer.add_argument("--on", metavar=_("DATE"), help=_("Day of the answer (today)."))
    answer.add_argument("--until", metavar=_("DATE"), help=_("Until when it holds."))
    back = _with_case(leaf(case, "restore", "moves:restore", _("Record that what was taken away came back.")))
    back.add_argument("--item", metavar="A-01", help=_("The item that had been carried out (alone: list them)."))
    back.add_argument("--not-needed", action="store_true", help=_("It need not come back; then with --note."))
    back.add_argument("--on", metavar=_("DATE"), help=_("Day (today)."))
    back.add_argument("--reference", default="", metavar=_("TEXT"), help=_("Number of the new application."))
    back.add_argument("--note", default="", metavar=_("TEXT"), help=_("What else is to be said."))


def add_history(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add taking over assignment history."""
    history = group(commands, "history", _("Assignment history: who worked where, from when until when."))
    taken = leaf(history, "import", "moves:take_over", _("Take over assignment history, whole or not at all."))
    taken.add_argument("file", metavar=_("FILE"), help=_("CSV or Excel file."))


def _with_case(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("case", metavar=_("CASE"), help=_("Case number, e.g. NSC01-26B-A001."))
    return parser
