"""The commands of findings (是正) with their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.cli.command_tree import Group, Leaf

TRIGGERS = ("inspection", "confirmation", "second-line", "audit", "declaration", "log", "tip")
GRADES = ("nonconformity", "minor", "observation")
SEVERITIES = ("serious", "medium", "minor")
LEAKS = ("yes", "no", "looking")


def add_findings(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add ``finding`` and its commands."""
    finding = group(commands, "finding", _("Findings and their correction."))
    listed = leaf(finding, "list", "findings:list_findings", _("List findings, the most urgent first."))
    listed.add_argument("--all", action="store_true", help=_("Also those that ended."))
    listed.add_argument("--case", default="", metavar=_("CASE"), help=_("Only those about this case."))
    _of_finding(leaf(finding, "show", "findings:show", _("Show one finding with its history.")))
    _add_raising(finding, leaf)
    _add_working(finding, leaf)
    _add_ending(finding, leaf)


def _add_raising(finding: Any, leaf: Leaf) -> None:
    raised = leaf(finding, "raise", "findings:raise_finding", _("Raise a finding by hand."))
    raised.add_argument("--what", required=True, metavar=_("TEXT"), help=_("What was found."))
    raised.add_argument("--in-charge", required=True, metavar=_("TEXT"), help=_("Who is in charge."))
    raised.add_argument("--due", required=True, metavar=_("DATE"), help=_("By when."))
    raised.add_argument("--case", default="", metavar=_("CASE"), help=_("The case it is about."))
    raised.add_argument("--found-on", metavar=_("DATE"), help=_("Day it was found (today)."))
    raised.add_argument("--impact", default="", metavar=_("TEXT"), help=_("Extent: number, range, period."))
    raised.add_argument("--trigger", choices=TRIGGERS, default="confirmation", help=_("How it came to light."))
    raised.add_argument("--grade", choices=GRADES, default="nonconformity", help=_("What it is."))
    raised.add_argument("--severity", choices=SEVERITIES, default="medium", help=_("How grave it is."))
    raised.add_argument("--leak", choices=LEAKS, default="looking", help=_("Whether information may have leaked."))


def _add_working(finding: Any, leaf: Leaf) -> None:
    assigned = _of_finding(leaf(finding, "assign", "findings:assign", _("Say who is in charge, and by when.")))
    assigned.add_argument("--in-charge", required=True, metavar=_("TEXT"), help=_("Who is in charge."))
    assigned.add_argument("--due", required=True, metavar=_("DATE"), help=_("By when."))
    assigned.add_argument("--reason", default="", metavar=_("TEXT"), help=_("Reason."))
    acted = _of_finding(leaf(finding, "act", "findings:act", _("Record what is being done about it.")))
    for option, words in (
        ("--action", _("Corrective action.")),
        ("--meanwhile", _("What was done for the time being.")),
        ("--prevention", _("What keeps it from happening again, here and elsewhere.")),
        ("--impact", _("Extent: number, range, period.")),
        ("--material", _("Where further papers are.")),
    ):
        acted.add_argument(option, metavar=_("TEXT"), help=words)
    acted.add_argument("--why", action="append", metavar=_("TEXT"), help=_("Cause; up to three, each behind the last."))
    acted.add_argument("--grade", choices=GRADES, help=_("What it is."))
    acted.add_argument("--severity", choices=SEVERITIES, help=_("How grave it is."))
    judged = _of_finding(leaf(finding, "judge-leak", "findings:judge_leak", _("Record whether information may leak.")))
    judged.add_argument("leak", choices=LEAKS, help=_("Whether information may have leaked."))
    judged.add_argument("--note", default="", metavar=_("TEXT"), help=_("Why; needed for “no”."))
    told = _of_finding(leaf(finding, "tell", "findings:tell", _("Record whom you told of a leak (alone: whom to).")))
    told.add_argument("--contact", default="", metavar=_("TEXT"), help=_("Who was told."))
    told.add_argument("--on", metavar=_("DATE"), help=_("Day (today)."))
    told.add_argument("--at", default="", metavar="HH:MM", help=_("Time (now)."))
    told.add_argument("--by", default="", metavar=_("TEXT"), help=_("Who told them, if somebody else."))
    told.add_argument("--note", default="", metavar=_("TEXT"), help=_("Remarks."))


def _add_ending(finding: Any, leaf: Leaf) -> None:
    done = _of_finding(leaf(finding, "complete", "findings:complete", _("Report the correction as completed.")))
    done.add_argument("--on", metavar=_("DATE"), help=_("Day (today)."))
    seen = _of_finding(leaf(finding, "verify-effect", "findings:verify_effect", _("Say whether it helped.")))
    seen.add_argument("--not-enough", action="store_true", help=_("It did not help: it is in hand again."))
    ended = _of_finding(leaf(finding, "close", "findings:close", _("End a finding whose effect was verified.")))
    for parser in (done, seen, ended):
        parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("Remarks."))


def _of_finding(parser: Any) -> Any:
    parser.add_argument("number", metavar=_("NUMBER"), help=_("Number of the finding, e.g. F-26A-A001."))
    return parser
