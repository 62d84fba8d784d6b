"""What the next manager takes over: cases and findings that are not at their end, on one sheet (domain notes T15).

It is printed or shown before the manager changes. Who confirmed what keeps the name of that day: the fact holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.dates import dotted
from desktop_app.domain.findings import Finding
from desktop_app.domain.record_wording import filled
from desktop_app.domain.summary import CaseSummary
from desktop_app.domain.today import TaskKind, next_task
from desktop_app.exchange.record_file import shipped_record
from desktop_app.labels import state_label
from desktop_app.sentences.findings import finding_state_label
from desktop_app.text import _, paper_words
from desktop_app.usecases.people import require_seat_free

if TYPE_CHECKING:
    from desktop_app.papers.forms.roll import RollLine


@dataclass(frozen=True, slots=True)
class CaseToHandOver:
    """A case that still asks for something, and by when."""

    summary: CaseSummary
    kind: TaskKind
    due: date


@dataclass(frozen=True, slots=True)
class HandoverList:
    """Everything that waits, as of a day, in the order of its dates."""

    day: date
    cases: tuple[CaseToHandOver, ...]
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How much there is."""
        return len(self.cases) + len(self.findings)


def handover_list(app: App) -> HandoverList:
    """Return what waits today: also checks after the effective date that are still ahead of it."""
    require_seat_free(app)
    day, found = app.today(), list[CaseToHandOver]()
    for summary in (*app.cases.unfinished(), *app.cases.awaiting_post_check(), *app.cases.awaiting_restoring()):
        deadlines = app.workplace.programme_of(summary.programme_id, summary.programme_version).deadlines
        task = next_task(summary, deadlines, app.calendar, max(day, summary.effective_date))
        if task is not None:
            found.append(CaseToHandOver(summary, task.kind, task.due))
    cases = sorted(found, key=lambda one: (one.due, one.summary.case_no))
    findings = [one for one in app.findings.all() if one.is_open]
    findings.sort(key=lambda one: (one.due_on or date.max, one.finding_no))
    return HandoverList(day, tuple(cases), tuple(findings))


def render_handover_list(app: App) -> bytes:
    """Return the sheet 引継ぎ一覧 as a PDF. Raises GlyphMissing, RowTooTall."""
    from desktop_app.papers.forms.roll import Roll, render_roll

    found, wording = handover_list(app), shipped_record("handover")
    head = app.record.head(app.device.device_id)
    lines = [_case_line(place, one) for place, one in enumerate(found.cases, start=1)]
    lines += [_finding_line(place, one) for place, one in enumerate(found.findings, start=len(lines) + 1)]
    kinds = ((_cases_word(paper_words), len(found.cases)), (_findings_word(paper_words), len(found.findings)))
    return render_roll(
        Roll(
            wording=wording,
            printed_on=dotted(found.day),
            workplace=f"{app.workplace.name}（{app.workplace.org_code}）",
            file=app.person.name,
            taken_on=dotted(found.day),
            digest=f"{head.seq}-{head.hash[:16]}",
            result=filled(wording.words["complete"], {"count": str(found.count)}),
            counts=(*((name, str(count)) for name, count in kinds), (wording.words["total"], str(found.count))),
            lines=tuple(lines),
            created_at=app.now(),
        )
    )


def next_words(kind: TaskKind, _: Callable[[str], str] = _) -> str:
    """Return what is to be done next, in the language that ``_`` speaks."""
    return {
        TaskKind.BRIEF: _("Briefing"),
        TaskKind.ANSWER: _("Answers and report"),
        TaskKind.SIGN: _("Signing and report"),
        TaskKind.REPORT_AGAIN: _("Waiting for the new report"),
        TaskKind.CONFIRM: _("Confirming the report"),
        TaskKind.CLOSE_REFUSAL: _("Closing as an exception"),
        TaskKind.POST_CHECK: _("Comparing access rights"),
        TaskKind.RESTORE: _("Giving back rights"),
    }[kind]


def _cases_word(_: Callable[[str], str]) -> str:
    return _("Transfer cases")


def _findings_word(_: Callable[[str], str]) -> str:
    return _("Findings")


def _case_line(place: int, one: CaseToHandOver) -> RollLine:
    from desktop_app.papers.forms.roll import RollLine

    summary = one.summary
    return RollLine(
        row=str(place),
        person=f"{summary.transferee.employee_no}　{summary.transferee.name}",
        org_code=summary.origin.org_code or "―",
        effective_date=dotted(one.due),
        outcome=next_words(one.kind, paper_words),
        reason=f"{summary.case_no}　{state_label(summary.state, paper_words)}",
    )


def _finding_line(place: int, one: Finding) -> RollLine:
    from desktop_app.papers.forms.roll import RollLine

    return RollLine(
        row=str(place),
        person=one.in_charge or "―",
        org_code="―",
        effective_date=dotted(one.due_on) if one.due_on else "―",
        outcome=finding_state_label(one.state, paper_words),
        reason=f"{one.finding_no}　{one.raised.what.partition(chr(10))[0][:60]}",
    )
