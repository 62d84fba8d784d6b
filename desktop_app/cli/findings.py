"""``finding …``: what was found, what is done about it, and whether that helped."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desktop_app.app import App
from desktop_app.cli.intake import day_of
from desktop_app.cli.said import Said, day, moment
from desktop_app.cli.session import at_free_desk, pin
from desktop_app.domain.finding_facts import CorrectiveActionRecorded, Grade, Leak, LeakTold, Severity, Trigger
from desktop_app.domain.findings import Finding
from desktop_app.sentences.findings import (
    act_label,
    finding_state_label,
    grade_label,
    leak_label,
    severity_label,
    trigger_label,
)
from desktop_app.text import _, language
from desktop_app.usecases import findings
from desktop_app.usecases.findings import FindingInput, FindingLine

_TRIGGERS = {"inspection": Trigger.SELF_INSPECTION}


def list_findings(options: argparse.Namespace) -> Said:
    """List findings, the most urgent first."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case) if options.case else ""
        lines = [
            line
            for line in findings.finding_lines(app, open_only=not options.all)
            if not case_id or line.finding.case_id == case_id
        ]
    data = [_brief(line) for line in lines]
    return Said({"findings": data}, tuple(map(_told, lines)) or (_("There is no open finding."),))


def show(options: argparse.Namespace) -> Said:
    """Show one finding."""
    with at_free_desk(options) as app:
        return _whole(app, findings.finding_line(app, options.number))


def raise_finding(options: argparse.Namespace) -> Said:
    """Raise a finding by hand."""
    with at_free_desk(options) as app:
        entry = FindingInput(
            what=options.what,
            in_charge=options.in_charge,
            due_on=day_of(app, options.due),
            trigger=_TRIGGERS.get(options.trigger) or Trigger(_code(options.trigger)),
            grade=Grade(_code(options.grade)),
            severity=Severity(_code(options.severity)),
            leak=Leak(_code(options.leak)),
            impact=options.impact,
            case=options.case,
            found_on=_day(app, options.found_on),
        )
        return _outcome(app, findings.raise_finding(app, entry))


def assign(options: argparse.Namespace) -> Said:
    """Say who is in charge, and by when."""
    with at_free_desk(options) as app:
        due = day_of(app, options.due)
        return _outcome(app, findings.assign(app, options.number, options.in_charge, due, options.reason))


def act(options: argparse.Namespace) -> Said:
    """Record what is being done."""
    entered = CorrectiveActionRecorded(
        "",
        grade=Grade(_code(options.grade)) if options.grade else None,
        severity=Severity(_code(options.severity)) if options.severity else None,
        impact=options.impact,
        meanwhile=options.meanwhile,
        why=tuple(options.why) if options.why else None,
        action=options.action,
        prevention=options.prevention,
        material=options.material,
    )
    with at_free_desk(options) as app:
        return _outcome(app, findings.record_action(app, options.number, entered))


def judge_leak(options: argparse.Namespace) -> Said:
    """Record what people judged about a leak."""
    with at_free_desk(options) as app:
        return _outcome(app, findings.judge_leak(app, options.number, Leak(_code(options.leak)), options.note))


def tell(options: argparse.Namespace) -> Said:
    """Record whom somebody told, or say whom to tell."""
    with at_free_desk(options) as app:
        if not options.contact:
            return _guide()
        on = _day(app, options.on) or app.today()
        told = LeakTold("", options.contact, on, options.at, options.by, options.note)
        return _outcome(app, findings.tell(app, options.number, told))


def complete(options: argparse.Namespace) -> Said:
    """Report the correction as completed."""
    with at_free_desk(options) as app:
        done_on = _day(app, options.on)
        return _outcome(app, findings.complete(app, options.number, options.note, done_on, own_pin=pin()))


def verify_effect(options: argparse.Namespace) -> Said:
    """Say whether it helped."""
    with at_free_desk(options) as app:
        given = app, options.number, options.note
        return _outcome(app, findings.verify_effect(*given, effective=not options.not_enough, own_pin=pin()))


def close(options: argparse.Namespace) -> Said:
    """End a finding."""
    with at_free_desk(options) as app:
        return _outcome(app, findings.close(app, options.number, options.note, own_pin=pin()))


def _outcome(app: App, finding: Finding) -> Said:
    line = findings.finding_line(app, finding.finding_id)
    return Said({"finding": _brief(line)}, (_told(line),))


def _guide() -> Said:
    guide, said = findings.leak_guide(), language()
    contacts, steps = [one[said] for one in guide.contacts], [one[said] for one in guide.steps]
    lines = (guide.lead[said], *(f"- {one}" for one in contacts), *(f"{n}. {one}" for n, one in enumerate(steps, 1)))
    return Said({"contacts": contacts, "steps": steps}, lines)


def _told(line: FindingLine) -> str:
    finding = line.finding
    parts = (
        finding.finding_no,
        finding_state_label(finding.state),
        severity_label(finding.severity),
        _("due {date}").format(date=day(finding.due_on)),
        _("{days} days overdue").format(days=line.days_overdue) if line.days_overdue else "",
        finding.in_charge,
        line.case_no,
        finding.raised.what.replace("\n", " "),
    )
    return "  ".join(filter(None, parts))


def _brief(line: FindingLine) -> dict[str, Any]:
    finding = line.finding
    return {
        "number": finding.finding_no,
        "other_numbers": finding.other_numbers,
        "state": finding.state,
        "case_no": line.case_no,
        "found_on": finding.raised.found_on,
        "trigger": finding.raised.trigger,
        "grade": finding.grade,
        "severity": finding.severity,
        "leak": finding.leak,
        "what": finding.raised.what,
        "in_charge": finding.in_charge,
        "due_on": finding.due_on,
        "days_overdue": line.days_overdue,
        "completed_on": finding.completion.completed_on if finding.completion else None,
        "verified_by": finding.verification.verified_by if finding.verification else "",
        "verified_on": finding.verification.verified_on if finding.verification else None,
    }


def _whole(app: App, line: FindingLine) -> Said:
    finding, people = line.finding, app.workplace.people
    history: list[dict[str, Any]] = [
        {
            "at": one.at,
            "by": people[one.by].name if one.by in people else "",
            "act": act_label(one.fact),
            "fits": one not in finding.conflicts,
        }
        for one in finding.history
    ]
    fields = {
        "impact": finding.impact,
        "meanwhile": finding.meanwhile,
        "why": finding.why,
        "action": finding.action,
        "prevention": finding.prevention,
        "material": finding.material,
        "holds_disposal": bool(finding.case_id and finding.is_open),
    }
    told = [{"contact": o.contact, "on": o.told_on, "at": o.told_at, "by": o.told_by} for o in finding.told]
    lines = (
        _told(line),
        f"{trigger_label(finding.raised.trigger)}  {grade_label(finding.grade)}  {leak_label(finding.leak)}",
        *(
            text
            for text in (finding.impact, finding.meanwhile, *finding.why, finding.action, finding.prevention)
            if text
        ),
        *(f"{moment(one['at'])}  {one['act']}  {one['by']}" for one in history),
    )
    return Said({"finding": _brief(line) | fields | {"told": told, "history": history}}, lines)


def _code(word: str) -> str:
    return word.upper().replace("-", "_")


def _day(app: App, text: str | None) -> date | None:
    return day_of(app, text) if text else None
