"""What the record can count for the half-yearly self-inspection (domain notes §4.2): figures, never judgements.

Counted are the transfers in scope of the half-year that were not cancelled and whose effective date has come: before
it nothing is missing yet. How many that leaves out is printed with the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState, TransferCase, not_done
from desktop_app.domain.clock import office_date, office_time
from desktop_app.domain.dates import dotted, time_stamp
from desktop_app.domain.facts import Answer, PersonCorrected, PersonEnrolled, Role
from desktop_app.domain.inspection import Counted, InspectionCounts, InspectionForm, Question
from desktop_app.domain.membership_facts import PersonRemoved
from desktop_app.domain.programme import Programme
from desktop_app.domain.step_marks import MarkKind
from desktop_app.domain.summary import CaseSummary, Judgement, judgement
from desktop_app.errors import SekishoError
from desktop_app.exchange.record_file import shipped_inspection
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.findings import open_findings, overdue_findings
from desktop_app.usecases.keeping import cases_over
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.standing_in import days_stood_in, substitutes_on
from desktop_app.usecases.verifying_files import papers_of

Progress = Callable[[int, int], None]
Figures = Mapping[str, str]

_IMPORTED = "announcement "
"""How the source of a transfer begins that came from a personnel announcement."""


@dataclass(frozen=True, slots=True)
class _Due:
    """A transfer whose effective date has come, whole."""

    summary: CaseSummary
    case: TransferCase
    programme: Programme


@dataclass(frozen=True, slots=True)
class _Half:
    """A half-year's transfers as of *today*: those that stand, those of them that are due, and how many do not."""

    half: HalfYear
    today: date
    standing: tuple[CaseSummary, ...]
    due: tuple[_Due, ...]
    cancelled: int


def inspection_form(app: App) -> InspectionForm:
    """Return 様式第5号 as this workplace fills it in: the shipped questions, then those of its programme."""
    form = shipped_inspection()
    return replace(form, questions=(*form.questions, *app.workplace.programme.inspection))


def inspection_counts(
    app: App, half: HalfYear, form: InspectionForm | None = None, progress: Progress | None = None
) -> InspectionCounts:
    """Count what the record knows for the questions of *form* (None: as this workplace fills it in), as of today.

    A question that nothing here can answer has no figures. Kept papers are read one by one, which may take a while.
    """
    require_seat_free(app)
    asked = form or inspection_form(app)
    counted = _half(app, half, progress)
    figures = {}
    for number, question in enumerate(asked.questions, start=1):
        found = _figures(app, question, counted)
        if found is not None:
            figures[number] = {name: str(value) for name, value in found.items()}
    note = {
        "counted_at": time_stamp(office_time(app.now())),
        "cases": str(len(counted.due)),
        "coming": str(len(counted.standing) - len(counted.due)),
        "cancelled": str(counted.cancelled),
    }
    return InspectionCounts(figures, note)


def _half(app: App, half: HalfYear, progress: Progress | None) -> _Half:
    today = app.today()
    every = app.cases.page(CaseFilter(half=half))
    standing = tuple(summary for summary in every if summary.state is not CaseState.CANCELLED)
    come = [summary for summary in standing if summary.effective_date <= today]
    due = []
    for number, summary in enumerate(come, start=1):
        programme = app.workplace.programme_of(summary.programme_id, summary.programme_version)
        programme = programme.on_course(summary.transfer_type)
        due.append(_Due(summary, app.record.case(summary.case_id), programme))
        if progress:
            progress(number, len(come))
    return _Half(half, today, standing, tuple(due), len(every) - len(standing))


def _figures(  # noqa: C901, PLR0911, PLR0912 - one branch a count
    app: App, question: Question, half: _Half
) -> Mapping[str, int | str] | None:
    match question.counted:
        case None:
            return None
        case Counted.REGISTERED:
            return _registered(app, half)
        case Counted.BLANK_STEPS:
            return _blank_steps(half)
        case Counted.LATE_REPORTS:
            return _late_reports(half)
        case Counted.UNCONFIRMED:
            return {"count": sum(each.summary.confirmed_on is None for each in half.due)}
        case Counted.RETURNS:
            waiting = sum(each.summary.state is CaseState.RETURNED for each in half.due)
            return {"count": sum(each.summary.return_times for each in half.due), "waiting": waiting}
        case Counted.OPEN_UNSETTLED:
            return _open_unsettled(half)
        case Counted.ITEM_NOT_DONE:
            return {"count": sum(_lacks(each, question.item) for each in half.due)}
        case Counted.NOT_BRIEFED:
            return {"count": sum(each.summary.briefed_on is None for each in half.due)}
        case Counted.PLEDGE_MISSING:
            return _pledge_missing(half)
        case Counted.PAPERS_DIFFER:
            return _papers_differ(app, half)
        case Counted.NOT_POST_CHECKED:
            return {"count": sum(each.summary.awaits_post_check for each in half.due)}
        case Counted.UNAPPOINTED_DAYS:
            return _unappointed_days(app, half)
        case Counted.OVERDUE_FINDINGS:
            return {"count": overdue_findings(app, half.today), "open": open_findings(app)}
        case Counted.NOT_DISPOSED:
            aside = len(app.disposal_choice.laid_aside())
            return {"count": cases_over(app) + aside, "under_way": aside}


def _registered(app: App, half: _Half) -> Mapping[str, int]:
    known = {each.summary.case_id: each.case for each in half.due}
    cases = (known.get(each.case_id) or app.record.case(each.case_id) for each in half.standing)
    return {"count": len(half.standing), "imported": sum(case.source.startswith(_IMPORTED) for case in cases)}


def _blank_steps(half: _Half) -> Mapping[str, int]:
    """A step without its date: blank, or 未 because an item is open. ― is no blank."""
    missing = (MarkKind.BLANK, MarkKind.NOT_DONE)
    blanks = [sum(mark.kind in missing for mark in each.summary.marks) for each in half.due]
    return {"count": sum(blanks), "people": sum(map(bool, blanks))}


def _late_reports(half: _Half) -> Mapping[str, int]:
    """Reports that came late, and those that have not come although the date is over."""
    judged = [judgement(each.summary, half.today) for each in half.due]
    days = [days for kind, days in judged if kind in (Judgement.LATE, Judgement.OVERDUE)]
    return {"count": len(days), "days": max(days, default=0)}


def _open_unsettled(half: _Half) -> Mapping[str, int]:
    answers = [answer for each in half.due for answer in not_done(each.case, each.programme)]
    unsettled = sum(answer.due_on is None or not (answer.note or answer.reason_code) for answer in answers)
    return {"count": unsettled, "open": len(answers)}


def _lacks(due: _Due, item_id: str) -> bool:
    """Whether an item of the transfer's programme is unanswered or open; a programme without it asks for nothing."""
    item = next((item for item in due.programme.items if item.id == item_id), None)
    if item is None:
        return False
    answer = due.case.answer(item_id)
    return not due.case.is_answered(item) or (answer is not None and answer.answer is Answer.NOT_DONE)


def _pledge_missing(half: _Half) -> Mapping[str, int]:
    missing = [each for each in half.due if each.programme.report_form.carries_pledge and not each.summary.pledge_form]
    return {"count": len(missing), "refused": sum(each.summary.refused_on is not None for each in missing)}


def _papers_differ(app: App, half: _Half) -> Mapping[str, int]:
    """Compare every signed paper in force with the hash that its fact carries."""
    identities = app.identities()
    papers = [paper for each in half.due for paper in papers_of(each.case) if paper.in_force]
    differ = 0
    for paper in papers:
        try:
            app.files.get(paper.file, identities)
        except SekishoError:
            differ += 1
    return {"count": differ, "checked": len(papers)}


def _unappointed_days(app: App, half: _Half) -> Mapping[str, int | str] | None:
    """Days of the half-year up to today without a manager, from the record's first day on.

    A day on which a superior stood in is none of them, and is counted apart (T14).
    """
    managers = dict(_managers_by_day(app))
    if not managers:
        return None
    first, last = max(half.half.first, min(managers)), min(half.half.last, half.today)
    if first > last:
        return None
    count, day, named = 0, first, app.workplace.substitutes
    while day <= last:
        known = max(each for each in managers if each <= day)
        count += not managers[known] and not substitutes_on(named, day)
        day += timedelta(days=1)
    return {"count": count, "since": dotted(first), "stood_in": days_stood_in(named, half.half)}


def _managers_by_day(app: App) -> Iterator[tuple[date, int]]:
    """Yield, for each day on which it changed, how many managers there were when it ended."""
    roles: dict[str, Role] = {}
    for recorded in app.record.history(""):
        match recorded.fact:
            case PersonEnrolled(person_id=person_id, role=role) | PersonCorrected(person_id=person_id, role=role):
                roles[person_id] = role
            case PersonRemoved(person_id=person_id):
                roles.pop(person_id, None)
            case _:
                continue
        managers = sum(each is Role.WORKPLACE_INFORMATION_MANAGER for each in roles.values())
        yield office_date(recorded.at), managers
