"""The commands of the masters, of the lists taken in, and of what is out of the ordinary in a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.cli.command_tree import Group, Leaf


def add_office(commands: Any, case: Any, leaf: Leaf, group: Group) -> None:
    """Add all of them; *case* takes what belongs to one case."""
    add_extraordinary(case, leaf)
    add_masters(commands, leaf, group)
    add_rolls(commands, leaf, group)
    add_holidays(commands, leaf, group)


def add_masters(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add ``master``: import, list, set."""
    master = group(commands, "master", _("The masters: companies, workplaces, systems, devices …"))
    taken = leaf(master, "import", "masters:take_in", _("Take in a master from a file, whole or not at all."))
    taken.add_argument("kind", metavar=_("KIND"), help=_("Which master, e.g. system; “ledger” takes over a ledger."))
    taken.add_argument("file", metavar=_("FILE"), help=_("CSV or Excel file."))
    taken.add_argument("--dry-run", action="store_true", help=_("Only show what would be taken in."))
    taken.add_argument("--accept-doubtful", action="store_true", help=_("Agree to every doubtful cell as read."))
    taken.add_argument("--encoding", metavar=_("TEXT"), help=_("Character encoding, where it cannot be told."))
    taken.add_argument("--sheet", metavar=_("TEXT"), help=_("Sheet of the Excel file."))
    listed = leaf(master, "list", "masters:show", _("List a master as of a day."))
    listed.add_argument("kind", metavar=_("KIND"), help=_("Which master, e.g. system."))
    listed.add_argument("--on", metavar=_("DATE"), help=_("As of this day (today)."))
    listed.add_argument("--text", default="", metavar=_("TEXT"), help=_("Only where code, name … match."))
    entered = leaf(master, "set", "masters:enter", _("Enter one entry by hand: a new version from a day on."))
    entered.add_argument("kind", metavar=_("KIND"), help=_("Which master, e.g. system."))
    entered.add_argument("code", metavar=_("CODE"), help=_("Its code."))
    entered.add_argument("--name", required=True, metavar=_("TEXT"), help=_("Name."))
    entered.add_argument("--from", dest="first", metavar=_("DATE"), help=_("First day."))
    entered.add_argument("--to", dest="last", metavar=_("DATE"), help=_("Last day."))
    words = _("A further field; may be repeated.")
    entered.add_argument("--field", action="append", default=[], metavar=_("FIELD=TEXT"), help=words)


def add_holidays(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add ``holidays``: the company's own."""
    holidays = group(commands, "holidays", _("The company’s holidays, which deadlines are counted by."))
    taken = leaf(holidays, "import", "holidays:take_in", _("Take in a list of holidays, whole or not at all."))
    taken.add_argument("file", metavar=_("FILE"), help=_("CSV or Excel file: a date a row."))
    taken.add_argument("--dry-run", action="store_true", help=_("Only show what would be taken in."))
    taken.add_argument("--accept-doubtful", action="store_true", help=_("Agree to every doubtful cell as read."))
    taken.add_argument("--encoding", metavar=_("TEXT"), help=_("Character encoding, where it cannot be told."))
    taken.add_argument("--sheet", metavar=_("TEXT"), help=_("Sheet of the Excel file."))
    leaf(holidays, "list", "holidays:show", _("List the holidays and what was stated when."))
    back = leaf(holidays, "withdraw", "holidays:withdraw", _("Take the holidays of a fiscal year back."))
    back.add_argument("year", type=int, metavar=_("YEAR"), help=_("Fiscal year, e.g. 2026."))


def add_rolls(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add ``roll``: what became of everybody in an announcement."""
    roll = group(commands, "roll", _("Everybody in an announcement: a case, or a reason why not."))
    leaf(roll, "list", "rolls:show_all", _("List the announcements and former ledgers that were taken in."))
    shown = leaf(roll, "show", "rolls:show", _("Show everybody in an announcement."))
    exported = leaf(roll, "export", "rolls:export", _("Write everybody in an announcement as CSV."))
    printed = leaf(roll, "print", "rolls:write_sheet", _("Write the sheet as a PDF."))
    printed.add_argument("--former", action="store_true", help=_("The ledger that was taken over instead."))
    for parser in (shown, exported, printed):
        parser.add_argument("--number", type=int, default=0, metavar=_("NUMBER"), help=_("Which one (the latest)."))
    for parser in (exported, printed):
        parser.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))


def add_extraordinary(case: Any, leaf: Leaf) -> None:
    """Add what a case knows besides its ordinary way."""
    used = _of_case(leaf(case, "lines", "office:lines", _("Choose what the person used (alone: list it).")))
    used.add_argument("--use", action="append", default=[], metavar="KIND:CODE", help=_("Used; may be repeated."))
    used.add_argument("--none", action="store_true", help=_("Nothing was used: no lines."))
    noted = _of_case(leaf(case, "circumstance", "office:circumstance", _("Record something out of the ordinary.")))
    noted.add_argument("kind", nargs="?", metavar=_("KIND"), help=_("Which, e.g. leave (alone: list them)."))
    words = _("A detail; may be repeated.")
    noted.add_argument("--detail", action="append", default=[], metavar=_("FIELD=TEXT"), help=words)
    noted.add_argument("--end", metavar=_("DATE"), help=_("It is over since this day."))
    noted.add_argument("--note", default="", metavar=_("TEXT"), help=_("Remarks."))
    rest = _of_case(leaf(case, "leave-rest", "office:leave_rest", _("Urgent: leave all but the first items open.")))
    rest.add_argument("--note", default="", metavar=_("TEXT"), help=_("Reason."))
    done = _of_case(leaf(case, "finish", "office:finish", _("An item reported as not done was done.")))
    done.add_argument("--item", metavar="A-01", help=_("Item (alone: list them)."))
    done.add_argument("--on", metavar=_("DATE"), help=_("Day (today)."))
    done.add_argument("--reference", default="", metavar=_("TEXT"), help=_("Reference number."))
    done.add_argument("--note", default="", metavar=_("TEXT"), help=_("Remarks."))
    compared = leaf(case, "compare", "access:compare", _("After the date: compare with a list of rights."))
    compared.add_argument("file", metavar=_("FILE"), help=_("CSV or Excel file."))
    compared.add_argument("--dry-run", action="store_true", help=_("Only compare, record nothing."))
    linked = _of_case(leaf(case, "link", "office:link", _("Link two cases of one person.")))
    linked.add_argument("other", metavar=_("CASE"), help=_("The other case."))
    linked.add_argument("--note", default="", metavar=_("TEXT"), help=_("Remarks."))
    linked.add_argument("--take-over", action="store_true", help=_("Also take over its answers to open items."))


def add_substitute(person: Any, leaf: Leaf) -> None:
    """Add who stands in while manager and deputy are both away."""
    words = _("Who stands in for manager and deputy, for some days (alone: list them).")
    named = leaf(person, "substitute", "access:substitute", words)
    named.add_argument("--name", default="", metavar=_("TEXT"), help=_("Name."))
    named.add_argument("--employee-no", default="", metavar=_("TEXT"), help=_("Employee number."))
    named.add_argument("--title", default="", metavar=_("TEXT"), help=_("Title."))
    named.add_argument("--from", dest="first", default="", metavar=_("DATE"), help=_("First day."))
    named.add_argument("--to", dest="last", default="", metavar=_("DATE"), help=_("Last day."))
    named.add_argument("--reason", default="", metavar=_("TEXT"), help=_("Reason."))


def _of_case(parser: Any) -> Any:
    parser.add_argument("case", metavar=_("CASE"), help=_("Case number, e.g. NSC01-26B-A001."))
    return parser
