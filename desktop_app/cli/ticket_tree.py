"""The commands about tickets, on the manager's side (``ticket …``) and the transferee's (``declare``)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from desktop_app.text import _

Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]
Group = Callable[[Any, str, str], Any]


def add_tickets(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add both sides."""
    ticket = group(commands, "ticket", _("Let a transferee declare on their own PC."))
    issued = _of_case(leaf(ticket, "issue", "tickets:issue", _("Make the ticket of a case and show its code.")))
    issued.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write the ticket."))
    issued.add_argument(
        "--share",
        metavar="URL",
        help=_("Share folder as the transferee's PC calls it (else as this PC does); empty: by files alone."),
    )
    issued.add_argument("--expires", metavar=_("DATE"), help=_("Last day (the effective date, a week at least)."))

    shown = leaf(ticket, "list", "tickets:list_tickets", _("Show how tickets stand and what was kept aside."))
    shown.add_argument("case", nargs="?", default="", metavar="CASE", help=_("Only this case."))

    taken = leaf(ticket, "take", "tickets:take", _("Take in a declaration that came as a file."))
    taken.add_argument("file", metavar=_("FILE"), help=_("What the transferee handed over."))
    taken.add_argument("--although-expired", action="store_true", help=_("Also when the ticket has run out."))

    announced = _of_case(leaf(ticket, "announce", "tickets:announce", _("Note that the transferee sent something.")))
    announced.add_argument("number", metavar=_("NUMBER"), help=_("The eight digits they read out."))

    replied = _of_case(leaf(ticket, "reply", "tickets:reply", _("Write receipt or return as a file.")))
    replied.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))

    withdrawn = _of_case(leaf(ticket, "withdraw", "tickets:withdraw", _("Call a ticket back.")))
    withdrawn.add_argument("--reason", default="", metavar=_("TEXT"), help=_("Reason."))

    _add_declare(commands, leaf)


def _add_declare(commands: Any, leaf: Leaf) -> None:
    declared = leaf(
        commands,
        "declare",
        "declaring:declare",
        _("The transferee's side: open a ticket, answer, sign, hand in. Alone: see how it stands. Needs no home."),
    )
    declared.add_argument("ticket", metavar="TICKET", help=_("The ticket's file."))
    declared.add_argument("--from", dest="source", metavar=_("FILE"), help=_("answers.json"))
    declared.add_argument("--strokes", metavar=_("FILE"), help=_("strokes.json"))
    declared.add_argument("--late-reason", default="", metavar=_("TEXT"), help=_("Reason for a late report."))
    declared.add_argument("--refuse", action="store_true", help=_("Hand in that you do not sign."))
    declared.add_argument("--share", metavar="URL", help=_("Share folder as this PC calls it, from now on."))
    declared.add_argument("--reply", metavar=_("FILE"), help=_("Receipt or return that came as a file."))
    declared.add_argument(
        "--out", metavar=_("FILE"), help=_("Write the declaration as a file; nothing goes over the network then.")
    )
    declared.add_argument("--copy", metavar=_("FILE"), help=_("Also write the signed report here."))


def _of_case(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("case", metavar="CASE", help=_("Case number, e.g. NSC01-26B-A003."))
    return parser
