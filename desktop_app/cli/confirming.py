"""``case check|return|confirm|post-check|close-exception``: the confirming person's side."""

from __future__ import annotations

import argparse

from desktop_app.cli.acts import outcome, stamped
from desktop_app.cli.intake import day_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, card_pin, pin
from desktop_app.domain.facts import ExceptionKind, Verdict
from desktop_app.domain.finding_rules import Duty
from desktop_app.text import _
from desktop_app.usecases import confirming
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.confirming import Check

_KINDS = {
    "refused": ExceptionKind.SIGNATURE_REFUSED,
    "absent": ExceptionKind.ABSENT,
    "other": ExceptionKind.OTHER,
}


def check(options: argparse.Namespace) -> Said:
    """Accept answered items, or mark them to be returned."""
    verdict = Verdict.TO_RETURN if options.returned else Verdict.ACCEPTED
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        confirming.check_items(
            app, case_id, dict.fromkeys(options.item, Check(verdict, options.reason_code, options.reason))
        )
        return outcome(app, case_id, _("Checked: {items}").format(items=_(", ").join(options.item)))


def send_back(options: argparse.Namespace) -> Said:
    """Return the report for the items named, or for those marked before."""
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.item:
            reason = Check(Verdict.TO_RETURN, options.reason_code, options.reason)
            confirming.check_items(app, case_id, dict.fromkeys(options.item, reason))
        confirming.return_report(app, case_id)
        return outcome(app, case_id, _("The report is returned."))


def confirm(options: argparse.Namespace) -> Said:
    """Confirm and countersign; with it, items nobody looked at yet are accepted."""
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        secret = card_pin() if options.card else pin()
        if not options.only_checked:
            confirming.accept_rest(app, case_id)
        due = day_of(app, options.due) if options.due else None
        duty = Duty(options.in_charge.strip() or app.person.name, due)
        before = set(app.findings.of_case(case_id))
        paper = confirming.confirm_case(app, case_id, secret, options.late_reason, with_card=options.card, duty=duty)
        raised = [one.finding_no for one in app.findings.of_case(case_id) if one not in before]
        told = (_("Raised: {numbers}").format(numbers=_(", ").join(raised)),) if raised else ()
        said = outcome(app, case_id, _("The report is confirmed and countersigned."), *stamped(app, case_id), *told)
        kept = {"name": paper.name, "sha256": paper.sha256}
        return Said(said.data | {"paper": kept, "findings": raised}, said.lines)


def post_check(options: argparse.Namespace) -> Said:
    """Record the check after the effective date."""
    with at_desk(options) as app:
        case, programme = open_case(app, options.case)
        checked_on = day_of(app, options.on) if options.on else app.today()
        items = options.item or [item.id for item in programme.after_items]
        for item_id in items:
            confirming.record_post_check(app, case.case_id, item_id, checked_on, options.remaining, options.note)
        return outcome(app, case.case_id, _("Checked: {items}").format(items=_(", ").join(items)))


def close_exception(options: argparse.Namespace) -> Said:
    """A superior ends the case as an exception."""
    with at_desk(options) as app:
        case, _programme = open_case(app, options.case)
        usual = ExceptionKind.SIGNATURE_REFUSED if case.refusal else ExceptionKind.OTHER
        kind = _KINDS[options.kind] if options.kind else usual
        confirming.close_as_exception(app, case.case_id, kind, options.reason, pin())
        return outcome(app, case.case_id, _("The case is closed as exception."))
