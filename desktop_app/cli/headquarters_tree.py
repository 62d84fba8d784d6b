"""The commands of a headquarters with their options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.text import _


def add_orders(commands: Any, case: Any, leaf: Callable[..., Any]) -> None:
    """Add what a workplace does with headquarters' orders."""
    leaf(commands, "orders", "orders:show", _("List headquarters' orders."))
    answered = leaf(case, "answer-order", "orders:answer_order", _("Say what was done about an order."))
    answered.add_argument("case", metavar=_("CASE"), help=_("Case number."))
    answered.add_argument("order", metavar=_("NUMBER"), help=_("Number of the order."))
    answered.add_argument("--text", required=True, metavar=_("TEXT"), help=_("What was done."))


def add_headquarters(commands: Any, leaf: Callable[..., Any], group: Callable[..., Any]) -> None:
    """Add ``hq`` and its commands."""
    hq = group(commands, "hq", _("Headquarters: all workplaces from one PC."))
    leaf(hq, "init", "headquarters:init", _("Make a headquarters on this PC (in --home)."))
    joined = leaf(hq, "join", "headquarters:join", _("Ask a workplace to let headquarters in."))
    joined.add_argument("--share", required=True, metavar="URL", help=_("Share folder of the workplace."))
    joined.add_argument("--name", required=True, metavar=_("TEXT"), help=_("Name."))
    joined.add_argument("--employee-no", required=True, metavar=_("TEXT"), help=_("Employee number."))
    joined.add_argument("--kana", default="", metavar=_("TEXT"), help=_("Kana of the name."))
    joined.add_argument("--contact", default="", metavar=_("TEXT"), help=_("Extension or address for questions."))
    finished = leaf(hq, "finish", "headquarters:finish", _("Complete joining a workplace."))
    finished.add_argument("key", metavar=_("WORKPLACE"), help=_("Which workplace, as the list names it."))
    finished.add_argument("answer", metavar=_("NUMBER"), help=_("The number that the first PC shows."))
    invited = leaf(hq, "invite", "headquarters:invite", _("Write the invitation by which a workplace joins."))
    invited.add_argument("--name", default="", metavar=_("TEXT"), help=_("Name of the headquarters, the first time."))
    invited.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    confirmed = leaf(hq, "confirm", "headquarters:confirm", _("Make sure that a workplace joined this headquarters."))
    confirmed.add_argument("key", metavar=_("WORKPLACE"), help=_("Which workplace, as the list names it."))
    confirmed.add_argument("answer", metavar=_("NUMBER"), help=_("The number that its manager reads back."))
    asking = leaf(hq, "requests", "headquarters_checks:requests", _("List who asks a workplace to be let in."))
    asking.add_argument("key", nargs="?", metavar=_("WORKPLACE"), help=_("Only this workplace."))
    checked = leaf(hq, "check", "headquarters_checks:check", _("Check a PC that asks a workplace to be let in."))
    checked.add_argument("key", metavar=_("WORKPLACE"), help=_("Which workplace, as the list names it."))
    checked.add_argument("code", metavar=_("NUMBER"), help=_("The number that the new PC shows."))
    checked.add_argument("--request", metavar=_("FILE"), help=_("Take this request in first, as take does."))
    checked.add_argument("--reply", metavar=_("FILE"), help=_("Also write the reply here, for a PC without the share."))
    synced = leaf(hq, "sync", "headquarters:sync", _("Fetch what is new at every workplace."))
    synced.add_argument("key", nargs="?", metavar=_("WORKPLACE"), help=_("Only this workplace."))
    for name, words in (("list", _("List the workplaces.")), ("overview", _("Show how every workplace stands."))):
        shown = leaf(hq, name, "headquarters:show", words)
        shown.add_argument("--half", metavar="2026H2", help=_("Only this half-year."))
        shown.add_argument("--out", metavar=_("FILE"), help=_("Also write it: csv, xlsx, json or pdf."))
        shown.add_argument("--format", choices=("csv", "xlsx", "json", "pdf"), help=_("Kind of file."))
    noted = leaf(hq, "memo", "headquarters:memo", _("Keep a note on a workplace; it stays on this PC."))
    noted.add_argument("key", metavar=_("WORKPLACE"), help=_("Which workplace, as the list names it."))
    noted.add_argument("text", metavar=_("TEXT"), help=_("The note; empty takes it away."))
    asked = leaf(hq, "correction", "orders:order_correction", _("Ask a workplace to put something about a case right."))
    asked.add_argument("key", metavar=_("WORKPLACE"), help=_("Which workplace, as the list names it."))
    asked.add_argument("case", metavar=_("CASE"), help=_("Case number."))
    asked.add_argument("--text", required=True, metavar=_("TEXT"), help=_("What is to be put right."))
    asked.add_argument("--due", metavar=_("DATE"), help=_("By when."))
    away = leaf(hq, "disposal", "orders:order_disposal", _("Order a fiscal year's records disposed of."))
    away.add_argument("key", metavar=_("WORKPLACE"), help=_("Which workplace, as the list names it."))
    away.add_argument("year", type=int, metavar="2022", help=_("Fiscal year."))
    away.add_argument("--text", required=True, metavar=_("TEXT"), help=_("Reason."))
    kept = leaf(hq, "checkpoint", "headquarters:checkpoint", _("Write the newest checkpoint for an auditor."))
    kept.add_argument("key", metavar=_("WORKPLACE"), help=_("Which workplace, as the list names it."))
    kept.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    _add_key(hq, leaf)


def _add_key(hq: Any, leaf: Callable[..., Any]) -> None:
    """Add what takes headquarters' own key out and in."""
    written = leaf(hq, "export-key", "headquarters_checks:export_key", _("Write headquarters' key under a passphrase."))
    written.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    printed = leaf(hq, "print-key", "headquarters_checks:print_key", _("Write headquarters' key as a page to print."))
    printed.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    back = leaf(hq, "take-key", "headquarters_checks:take_key", _("Take headquarters' key in again on this PC."))
    source = back.add_mutually_exclusive_group()
    source.add_argument("--file", metavar=_("FILE"), help=_("What export-key wrote; without it the paper's letters."))
    source.add_argument(
        "--invitation", metavar=_("FILE"), help=_("With the letters: the invitation, where no workplace is here yet.")
    )
