"""The commands of 廃棄 with their options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.text import _


def add_disposal(commands: Any, leaf: Callable[..., Any], group: Callable[..., Any]) -> None:
    """Add ``disposal`` and its commands."""
    disposal = group(commands, "disposal", _("Disposal of fiscal years whose period of keeping is over."))
    leaf(disposal, "list", "disposals:show", _("List the orders, how they stand and which PCs are done."))
    previewed = leaf(disposal, "preview", "disposals:preview", _("Show what would go with a year, and what stays."))
    _with_year(previewed)
    ordered = leaf(disposal, "order", "disposals:order", _("Order a fiscal year's records disposed of."))
    _with_year(ordered)
    ordered.add_argument("--text", required=True, metavar=_("TEXT"), help=_("Reason."))
    _with_order(leaf(disposal, "approve", "disposals:approve", _("Approve somebody else's order; thirty days run.")))
    withdrawn = leaf(disposal, "withdraw", "disposals:withdraw", _("Take an order back before it is carried out."))
    _with_order(withdrawn)
    withdrawn.add_argument("--text", required=True, metavar=_("TEXT"), help=_("Reason."))
    words = _("Carry an approved order out: rows, files and keys of the year go. This cannot be undone.")
    _with_order(leaf(disposal, "carry-out", "disposals:carry_out", words))
    kit = leaf(disposal, "kit-destroyed", "disposals:kit_destroyed", _("Record that the year's kit was destroyed."))
    _with_year(kit)
    kit.add_argument("--on", metavar=_("DATE"), help=_("Day (today)."))
    record = leaf(disposal, "record", "disposals:record", _("Write the disposal record as a PDF."))
    _with_order(record)
    record.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))


def _with_year(parser: Any) -> None:
    parser.add_argument("year", type=int, metavar="2022", help=_("Fiscal year."))


def _with_order(parser: Any) -> None:
    parser.add_argument("order", metavar=_("NUMBER"), help=_("Number of the order."))
