"""How a finding stands, as badges: the one look that the list, the finding itself and 今日やること share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.finding_decisions import may_verify
from desktop_app.domain.finding_facts import Leak, Severity
from desktop_app.domain.finding_tasks import FindingTask, FindingTaskKind
from desktop_app.domain.findings import TO_BE_DONE, FindingState
from desktop_app.sentences.findings import finding_state_label, leak_label, severity_label
from desktop_app.text import _, ngettext
from ui import words
from ui.days import day_long
from ui.parts.badges import BadgeLook

if TYPE_CHECKING:
    from desktop_app.usecases.findings import FindingLine

_STATES = {
    FindingState.RAISED: ("flag", "neutral"),
    FindingState.IN_HAND: ("ring-half", "accent"),
    FindingState.COMPLETED: ("tray", "report"),
    FindingState.EFFECT_VERIFIED: ("double-check", "ok"),
    FindingState.CLOSED: ("check-disc", "ok"),
}
_SEVERITIES = {
    Severity.SERIOUS: ("octagon", "bad"),
    Severity.MEDIUM: ("triangle", "warn"),
    Severity.MINOR: ("ring", "neutral"),
}
_LEAKS = {Leak.YES: ("octagon", "bad"), Leak.LOOKING: ("clock", "warn"), Leak.NO: ("ring-dash", "neutral")}


def finding_state_look(state: FindingState) -> BadgeLook:
    """Return the badge of a state."""
    return BadgeLook(finding_state_label(state), *_STATES[state])


def severity_look(severity: Severity) -> BadgeLook:
    """Return the badge of 重大度."""
    return BadgeLook(severity_label(severity), *_SEVERITIES[severity])


def leak_look(leak: Leak) -> BadgeLook:
    """Return the badge of 漏えいのおそれ."""
    return BadgeLook(leak_label(leak), *_LEAKS[leak])


def due_look(line: FindingLine) -> BadgeLook:
    """Return the badge of the day something is to be done by, or of what is awaited after it."""
    finding, due = line.finding, line.finding.due_on
    if finding.state not in TO_BE_DONE:
        return finding_state_look(finding.state)
    if due is None:
        return BadgeLook(_("No date"), "clock", "warn")
    if line.days_overdue:
        word = ngettext("{count} day overdue", "{count} days overdue", line.days_overdue)
        icon, tone, word = "octagon", "bad-solid", word.format(count=line.days_overdue)
    else:
        word = _("By {date}").format(date=words.month_day(due))
        icon, tone = "clock", "warn" if line.due_soon else "neutral"
    return BadgeLook(word, icon, tone, "　".join((_("Deadline"), word, day_long(due))))


def about_words(line: FindingLine) -> str:
    """Return whom a finding is about: the case's number and name, or the workplace."""
    if not line.finding.case_id:
        return _("The workplace")
    return "　".join(filter(None, (line.name, line.case_no))) or _("A case that is not here yet")


def task_words(task: FindingTask, employee_no: str) -> str:
    """Return what is to be done, as a sentence; *employee_no* is the reader's."""
    match task.kind:
        case FindingTaskKind.CORRECT if task.finding.state is FindingState.RAISED:
            return _("Take the finding in hand and record the measures")
        case FindingTaskKind.CORRECT:
            return _("Complete the correction and report it")
        case FindingTaskKind.VERIFY_EFFECT if not may_verify(task.finding, employee_no):
            return _("Somebody else verifies the effect of the correction")
        case FindingTaskKind.VERIFY_EFFECT:
            return _("Verify the effect of the correction")
        case FindingTaskKind.END:
            return _("The effect is verified: end the finding")
