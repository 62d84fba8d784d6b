"""Every command with its options, as the help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from desktop_app.cli.disposal_tree import add_disposal
from desktop_app.cli.finding_tree import add_findings
from desktop_app.cli.form_tree import add_case_forms, add_ledger, add_papers
from desktop_app.cli.headquarters_tree import add_headquarters, add_orders
from desktop_app.cli.member_tree import add_enrolment, add_members, add_workplace
from desktop_app.cli.move_tree import add_history, add_moves
from desktop_app.cli.office_tree import add_office
from desktop_app.cli.people_tree import add_people, add_person_fields
from desktop_app.cli.ticket_tree import add_tickets
from desktop_app.cli.verify_tree import add_safety
from desktop_app.text import _

Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]
Group = Callable[[Any, str, str], Any]

EXCEPTIONS = ("refused", "absent", "other")


def add_commands(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add all commands to the parser."""
    _add_init(commands, leaf)
    case = group(commands, "case", _("Transfers: import, answer, sign, confirm …"))
    _add_registering(case, leaf)
    _add_reading(case, leaf)
    _add_answering(case, leaf)
    _add_confirming(case, leaf)
    _add_changing(case, leaf)
    add_case_forms(case, leaf)
    add_office(commands, case, leaf, group)
    add_moves(case, leaf)
    _add_share(commands, leaf, group)
    add_headquarters(commands, leaf, group)
    add_orders(commands, case, leaf)
    add_tickets(commands, leaf, group)
    add_findings(commands, leaf, group)
    add_disposal(commands, leaf, group)
    add_ledger(group(commands, "ledger", _("The ledger: export and print.")), leaf)
    add_papers(commands, leaf, group)
    add_history(commands, leaf, group)
    _add_programme(group(commands, "programme", _("Programme files: show, check, compare.")), leaf)
    add_safety(commands, leaf)
    add_people(commands, leaf, group)
    _add_settings(commands, leaf, group)
    _add_keys(commands, leaf, group)
    _add_demo(commands, leaf)


def _add_init(commands: Any, leaf: Leaf) -> None:
    init = leaf(commands, "init", "founding:init", _("Register the workplace on this PC (first start)."))
    for option, words in (
        ("--company", _("Company.")),
        ("--workplace", _("Workplace.")),
        ("--org-code", _("Org code of the workplace.")),
        ("--manager", _("Name of the workplace information manager.")),
        ("--employee-no", _("Employee number of the workplace information manager.")),
    ):
        init.add_argument(option, required=True, metavar=_("TEXT"), help=words)
    init.add_argument("--kana", default="", metavar=_("TEXT"), help=_("Kana of the name."))
    init.add_argument("--contact", default="", metavar=_("TEXT"), help=_("Extension or address for questions."))
    init.add_argument("--programme", default="hokkaido", metavar=_("NAME|FILE"), help=_("Programme to follow."))
    init.add_argument("--share", default="", metavar="URL", help=_("Share folder; it is made if it is not there."))


def _add_registering(case: Any, leaf: Leaf) -> None:
    taken = leaf(case, "import", "intake:take_in", _("Take in a personnel announcement, whole or not at all."))
    taken.add_argument("file", metavar=_("FILE"), help=_("CSV or Excel file."))
    taken.add_argument("--dry-run", action="store_true", help=_("Only show what would be taken in."))
    taken.add_argument("--all", action="store_true", help=_("Also take in rows of other workplaces."))
    taken.add_argument("--accept-doubtful", action="store_true", help=_("Agree to every doubtful cell as read."))
    words = _("Leave a row out, for this reason; may be repeated.")
    taken.add_argument("--leave-out", action="append", default=[], metavar=_("ROW=REASON"), help=words)
    taken.add_argument("--encoding", metavar=_("TEXT"), help=_("Character encoding, where it cannot be told."))
    taken.add_argument("--sheet", metavar=_("TEXT"), help=_("Sheet of the Excel file."))

    opened = leaf(case, "open", "intake:register", _("Register one transfer by hand."))
    opened.add_argument("--employee-no", required=True, metavar=_("TEXT"), help=_("Employee number."))
    opened.add_argument("--name", required=True, metavar=_("TEXT"), help=_("Name."))
    opened.add_argument("--effective-date", required=True, metavar=_("DATE"), help=_("Effective date."))
    opened.add_argument("--destination-company", required=True, metavar=_("TEXT"), help=_("Destination company."))
    _add_case_fields(opened)
    opened.add_argument("--specified-affiliate", choices=("yes", "no"), help=_("Whether it is a specified affiliate."))


def _add_case_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kana", metavar=_("TEXT"), help=_("Kana of the name."))
    parser.add_argument("--destination-department", metavar=_("TEXT"), help=_("Destination department."))
    parser.add_argument("--department", metavar=_("TEXT"), help=_("Department the person moves from."))
    parser.add_argument("--org-code", metavar=_("TEXT"), help=_("Org code of that department."))
    parser.add_argument("--notice-date", metavar=_("DATE"), help=_("Notice date."))
    parser.add_argument("--transfer-type", metavar=_("TEXT"), help=_("Kind of transfer, by code or name."))


def _add_reading(case: Any, leaf: Leaf) -> None:
    listed = leaf(case, "list", "cases:list_cases", _("List transfers."))
    listed.add_argument("--half", metavar="2026H2", help=_("Only this half-year."))
    listed.add_argument("--state", metavar=_("STATE"), help=_("Only this state, e.g. REPORTED."))
    listed.add_argument("--text", default="", metavar=_("TEXT"), help=_("Only where name, kana, number … match."))
    listed.add_argument("--all", action="store_true", help=_("Also transfers that are out of scope."))
    _with_case(leaf(case, "show", "cases:show", _("Show one transfer with items and history.")))
    paper = _with_case(leaf(case, "paper", "cases:write_paper", _("Write the signed report as a PDF.")))
    paper.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))


def _add_answering(case: Any, leaf: Leaf) -> None:
    briefed = _with_case(leaf(case, "brief", "acts:brief", _("Record the briefing and its acknowledgement.")))
    briefed.add_argument("--on", metavar=_("DATE"), help=_("Day of the briefing (today)."))
    briefed.add_argument("--method", metavar=_("TEXT"), help=_("How: in person, online, telephone."))
    briefed.add_argument("--place", default="", metavar=_("TEXT"), help=_("Where."))
    briefed.add_argument("--by", default="", metavar=_("TEXT"), help=_("Who briefed, if somebody else."))

    answered = _with_case(leaf(case, "answer", "acts:answer", _("Take in answers from a file, all or none.")))
    answered.add_argument("--from", dest="source", required=True, metavar=_("FILE"), help=_("answers.json"))

    # Signing is the transferee's act, reporting its effect: both names mean the same.
    for name, words in (("sign", _("Sign and report.")), ("report", _("Report: the same as “sign”."))):
        signed = _with_case(leaf(case, name, "acts:sign", words))
        signed.add_argument("--strokes", required=True, metavar=_("FILE"), help=_("strokes.json"))
        signed.add_argument("--late-reason", default="", metavar=_("TEXT"), help=_("Reason for a late report."))
        signed.add_argument("--out", metavar=_("FILE"), help=_("Also write the signed report here."))

    refused = _with_case(leaf(case, "refuse", "acts:refuse", _("Record that the transferee does not sign.")))
    refused.add_argument("--note", default="", metavar=_("TEXT"), help=_("What was said."))


def _add_confirming(case: Any, leaf: Leaf) -> None:
    checked = _with_case(leaf(case, "check", "confirming:check", _("Check answered items one by one.")))
    checked.add_argument("--item", action="append", required=True, metavar="A-01", help=_("Item; may be repeated."))
    checked.add_argument("--return", dest="returned", action="store_true", help=_("Mark them to be returned."))
    _add_reason(checked)

    returned = _with_case(leaf(case, "return", "confirming:send_back", _("Return the report with reasons.")))
    returned.add_argument("--item", action="append", default=[], metavar="A-01", help=_("Item; may be repeated."))
    _add_reason(returned)

    confirmed = _with_case(
        leaf(
            case,
            "confirm",
            "confirming:confirm",
            _("Confirm and countersign; items nobody looked at yet are accepted with it."),
        )
    )
    confirmed.add_argument("--accept-all", action="store_true", help=_("Said for clearness; it is always so."))
    confirmed.add_argument("--card", action="store_true", help=_("Sign with your card (its PIN is asked for)."))
    confirmed.add_argument("--only-checked", action="store_true", help=_("Refuse while an item is unchecked."))
    confirmed.add_argument("--late-reason", default="", metavar=_("TEXT"), help=_("Reason for confirming late."))
    confirmed.add_argument("--in-charge", default="", metavar=_("TEXT"), help=_("In charge of what is not done (you)."))
    confirmed.add_argument("--due", metavar=_("DATE"), help=_("What is not done, by when (as answered)."))

    later = _with_case(leaf(case, "post-check", "confirming:post_check", _("Record the check after the date.")))
    later.add_argument("--item", action="append", default=[], metavar="A-07", help=_("Item (all of them)."))
    later.add_argument("--on", metavar=_("DATE"), help=_("Day of the check (today)."))
    later.add_argument("--remaining", type=int, default=0, metavar=_("NUMBER"), help=_("How many were left."))
    later.add_argument("--note", default="", metavar=_("TEXT"), help=_("What was left and what is done about it."))

    closed = _with_case(leaf(case, "close-exception", "confirming:close_exception", _("Close as exception.")))
    closed.add_argument("--kind", choices=EXCEPTIONS, help=_("Why: signature refused, absent, other."))
    closed.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("Reason."))


def _add_changing(case: Any, leaf: Leaf) -> None:
    cancelled = _with_case(leaf(case, "cancel", "acts:cancel", _("The transfer was called off.")))
    cancelled.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("Reason."))
    cancelled.add_argument("--withdraw", action="store_true", help=_("The cancelling itself was a mistake."))
    corrected = _with_case(leaf(case, "correct", "acts:correct", _("Correct what was entered wrongly.")))
    corrected.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("Reason."))
    corrected.add_argument("--employee-no", metavar=_("TEXT"), help=_("Employee number."))
    corrected.add_argument("--name", metavar=_("TEXT"), help=_("Name."))
    corrected.add_argument("--effective-date", metavar=_("DATE"), help=_("Effective date."))
    corrected.add_argument("--destination-company", metavar=_("TEXT"), help=_("Destination company."))
    _add_case_fields(corrected)
    words = _("Choose what papers show for characters that cannot be printed (alone: list them).")
    chosen = _with_case(leaf(case, "substitute", "acts:substitute", words))
    chosen.add_argument(
        "--char",
        action="append",
        default=[],
        metavar=_("CHARACTER=TEXT"),
        help=_("Print TEXT for the character; may be repeated. The record keeps the character."),
    )
    chosen.add_argument(
        "--blank",
        action="append",
        default=[],
        metavar=_("CHARACTER"),
        help=_("Print a blank to be filled in by hand; may be repeated."),
    )


def _add_share(commands: Any, leaf: Leaf, group: Group) -> None:
    leaf(commands, "sync", "sharing:sync", _("Send and fetch records through the share folder."))
    tried = leaf(commands, "storecheck", "store_check:check", _("Try out what a share folder promises."))
    tried.add_argument("address", metavar="URL", help=_("Share folder to try: a path, file:// or smb://."))
    tried.add_argument("--other", default="", metavar="URL", help=_("The same folder for a second account."))
    shared = group(commands, "share", _("See what stands against the share folder or a PC on it."))
    standing = leaf(shared, "alarms", "alarms:alarms", _("List the alarms that stand."))
    standing.add_argument("--noted", action="store_true", help=_("Take note of them: they are not told again."))
    renewed = leaf(shared, "renew", "alarms:renew", _("Register this PC anew, after there were two of it."))
    renewed.add_argument("--answer", default="", metavar=_("NUMBER"), help=_("The number that the first PC shows."))
    words = _("Remove what went with disposed years, by the account that may delete. Needs no membership.")
    cleared = leaf(shared, "clear", "share_clear:clear", words)
    cleared.add_argument("--share", required=True, metavar="URL", help=_("Share folder: a path, file:// or smb://."))
    cleared.add_argument(
        "--root", required=True, metavar="FILE.pem|FINGERPRINT", help=_("Root certificate the share must stand under.")
    )
    cleared.add_argument("--delete", action="store_true", help=_("Remove it (otherwise only say what may go)."))
    add_enrolment(group(commands, "enrol", _("Let another PC join the workplace.")), leaf, add_person_fields)
    add_members(group(commands, "member", _("The PCs and people of the workplace.")), leaf)
    add_workplace(group(commands, "workplace", _("The workplace as a whole: its name, mergers, headquarters.")), leaf)


def _add_programme(programme: Any, leaf: Leaf) -> None:
    for name, words in (("show", _("Show a programme's steps and items.")), ("check", _("Check a programme file."))):
        one = leaf(programme, name, f"programmes:{name}", words)
        one.add_argument(
            "programme", metavar=_("NAME|FILE"), help=_("A shipped programme (also tohoku+kyushu), or a file.")
        )
    compared = leaf(programme, "diff", "programmes:diff", _("Compare two programmes."))
    compared.add_argument(
        "programme", metavar=_("NAME|FILE"), help=_("A shipped programme (also tohoku+kyushu), or a file.")
    )
    compared.add_argument(
        "other",
        nargs="?",
        metavar=_("NAME|FILE"),
        help=_("The newer one (otherwise the shipped one of the same name)."),
    )


def _add_settings(commands: Any, leaf: Leaf, group: Group) -> None:
    settings = group(commands, "settings", _("Settings of the workplace and of this PC."))
    share = leaf(settings, "share", "share_folder:share", _("The share folder, and the password for its file server."))
    share.add_argument("address", nargs="?", metavar="URL", help=_("Folder to use: a path, file:// or smb://."))
    share.add_argument("--rebuild", action="store_true", help=_("The share was wiped: mark the empty folder again."))
    stamps = leaf(settings, "timestamp", "stamping:timestamp", _("The service that stamps signatures with the time."))
    stamps.add_argument("address", nargs="?", metavar="URL|off", help=_("Address of the service (RFC 3161), or off."))
    stamps.add_argument("--certificate", metavar=_("FILE"), help=_("Certificates its stamps have to lead to (PEM)."))
    reader = leaf(settings, "card-reader", "cards:reader", _("The driver of this PC's card reader."))
    reader.add_argument("module", nargs="?", metavar=_("FILE"), help=_("Driver of the card reader (PKCS#11 module)."))


def _add_keys(commands: Any, leaf: Leaf, group: Group) -> None:
    kit = group(commands, "kit", _("The year's recovery kit."))
    printed = leaf(kit, "print", "keys:print_kit", _("Write the recovery kit as a PDF to print and lock away."))
    key = group(commands, "key", _("The workplace's keys."))
    exported = leaf(key, "export", "keys:export", _("Write a year's key, for the “age” program."))
    for parser in (printed, exported):
        parser.add_argument("--year", type=int, metavar="2026", help=_("Fiscal year (this one)."))
        parser.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))


def _add_demo(commands: Any, leaf: Leaf) -> None:
    demo = leaf(commands, "demo", "founding:demo", _("Play a whole half-year and leave home, share and papers."))
    demo.add_argument("--out", required=True, metavar=_("DIR"), help=_("New or empty folder."))
    demo.add_argument("--people", type=int, metavar=_("NUMBER"), help=_("Further invented people."))


def _with_case(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("case", metavar=_("CASE"), help=_("Case number, e.g. NSC01-26B-A001."))
    return parser


def _add_reason(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("Reason for returning."))
    parser.add_argument("--reason-code", default="", metavar=_("TEXT"), help=_("Ready-made reason of the programme."))
