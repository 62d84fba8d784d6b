"""A case as a row of 様式第4号, in the paper's own words (paper notes §4, §7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.app import App
from desktop_app.domain.dates import dotted, step_date
from desktop_app.domain.facts import Role
from desktop_app.domain.step_marks import MarkKind, StepMark
from desktop_app.domain.summary import CaseSummary, Judgement
from desktop_app.papers.ledger.printing import NOT_DONE, NOTHING, Cell, Emphasis, LedgerLine
from desktop_app.papers.typesetting.substitutes import row_note, substituted
from desktop_app.text import paper_words
from desktop_app.usecases.ledger import remarks

_LONGEST_REMARKS = 120
"""Characters; the column then stays well below half a page."""


def paper_line(app: App, summary: CaseSummary, judged: tuple[Judgement, int], group: str) -> LedgerLine:
    """Return the row of a case as *judged* (判定 with its days), under the heading of its *group*."""
    programme = app.workplace.programme
    marks = {mark.step: mark for mark in summary.marks}
    person, origin, destination = summary.transferee, summary.origin, summary.destination
    line = LedgerLine(
        case_no=summary.case_no,
        name_kana=person.kana,
        full_name=person.name,
        employee_no=person.employee_no,
        origin=origin.department or app.record.workplace.called_on(summary.effective_date).name,
        org_code=origin.org_code,
        destination_company=destination.company,
        destination_department=destination.department,
        is_specified_affiliate=destination.specified_affiliate,
        effective_date=dotted(summary.effective_date),
        steps=tuple(_paper_mark(marks.get(step.code), summary) for step in programme.ledger_steps),
        briefed_on=_paper_day(summary.briefed_on, summary),
        reported_on=_paper_day(summary.reported_on, summary),
        pledge=(
            Cell.of(summary.pledge_form.removeprefix("様式"), *_paper_day(summary.reported_on, summary).lines)
            if summary.pledge_form
            else _not_yet(summary)
        ),
        confirmed=_paper_confirmed(summary),
        judgement=_paper_judgement(*judged),
        remarks=_paper_remarks(remarks(app, summary, paper_words)),
        group=group,
    )
    if not summary.print_substitutes:
        return line
    shown, note = substituted(line, summary.print_substitutes), row_note(line, summary.print_substitutes)
    return replace(shown, remarks="、".join(filter(None, (shown.remarks, note))))


def _paper_remarks(words: str) -> str:
    # A recorded reason stays as long as it is; it must not keep the whole ledger from being printed.
    return words if len(words) <= _LONGEST_REMARKS else f"{words[:_LONGEST_REMARKS]}…"


def _paper_mark(mark: StepMark | None, summary: CaseSummary) -> Cell:
    if mark is None or mark.kind is MarkKind.BLANK:
        return _not_yet(summary)
    if mark.kind is MarkKind.NOT_DONE:
        return NOT_DONE
    return Cell.of(step_date(mark.day, summary.effective_date)) if mark.day else NOTHING


def _paper_day(day: date | None, summary: CaseSummary) -> Cell:
    return Cell.of(step_date(day, summary.effective_date)) if day else _not_yet(summary)


def _not_yet(summary: CaseSummary) -> Cell:
    # Blank is what is still awaited; where nothing is awaited any more, a dash says so.
    return NOTHING if summary.is_settled else Cell.of("")


def _paper_confirmed(summary: CaseSummary) -> Cell:
    if summary.confirmed_on is None:
        return _not_yet(summary)
    deputy = ("（代理者）",) if summary.confirmer_role is Role.DEPUTY_MANAGER else ()
    return Cell.of(dotted(summary.confirmed_on), summary.confirmed_by, *deputy)


def _paper_judgement(judged: Judgement, days: int) -> Cell:
    match judged:
        case Judgement.IN_TIME:
            return Cell.of("期限内")
        case Judgement.LATE:
            return Cell.of("遅延", f"{days}日", emphasis=Emphasis.FRAMED)
        case Judgement.OVERDUE:
            return Cell.of("超過", emphasis=Emphasis.REVERSED)
        case Judgement.OPEN_ITEMS:
            return Cell.of("未了", emphasis=Emphasis.FRAMED)
        case Judgement.EXCEPTION:
            return Cell.of("特例", emphasis=Emphasis.BOLD)
        case Judgement.CANCELLED:
            return Cell.of("取消", emphasis=Emphasis.BOLD)
        case Judgement.PENDING:
            return Cell.of("未確定")
