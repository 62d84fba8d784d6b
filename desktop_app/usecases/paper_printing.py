"""The paper way out: the pack of a case for the pen, every page with its signed code (paper notes §7, §10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.app import App
from desktop_app.domain.case import TransferCase, unanswered
from desktop_app.domain.clock import office_time
from desktop_app.domain.dates import long_date
from desktop_app.domain.deadlines import post_check_due, target_date
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.facts import Answer, ItemAnswered, PaperReported
from desktop_app.domain.programme import AnsweredThrough, Programme
from desktop_app.errors import AnswersMissing
from desktop_app.keys.signing import fixed_signature
from desktop_app.papers.forms.checklist import render_checklist
from desktop_app.papers.forms.checklist_layout import checklist_items
from desktop_app.papers.forms.pen_data import REVISION, PenSheet, code_wording, pen_wording, wording_hash
from desktop_app.papers.forms.post_check_sheet import render_post_check_sheet
from desktop_app.papers.page.page_code import PageCode, PenForm, sealed_code
from desktop_app.papers.page.pen import joined, stamp_pages
from desktop_app.papers.typesetting.substitutes import substituted
from desktop_app.usecases.answering import open_case, require_seat_for
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.reporting import preview_report, report_for_pen


@dataclass(frozen=True, slots=True)
class PrintedPack:
    """A PDF for the printer; nothing is kept of it."""

    pdf: bytes
    pages: int


def print_pack(app: App, case_id: str, *, filled: bool = True) -> PrintedPack:
    """Return the checklist and the report for the pen; *filled*: with the answers given so far ticked.

    The briefing comes first, because the report says when it was. Raises WrongState, MergeFieldUnset, GlyphMissing.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    require_fit(case, PaperReported)
    now = app.now()
    answers = _answers_given(case, programme) if filled else {}
    due = target_date(case.effective_date, programme.deadlines, app.calendar)
    checklist, checklist_length = render_checklist(_sheet(app, case, programme, long_date(due), now, answers))
    report = report_for_pen(app, case_id, filled=False)
    parts = (
        _coded(app, case, programme, PenForm.CHECKLIST, checklist, checklist_length),
        _coded(app, case, programme, PenForm.REPORT, report.pdf, report.pages),
    )
    return PrintedPack(*joined(parts))


def print_report(app: App, case_id: str) -> PrintedPack:
    """Return the report alone, to be signed by hand after everything was answered on the screen (紙で署名する).

    Whoever has the seat may print it. On the transferee's own PC it carries no code: nobody could tell it is ours.
    Raises WrongState, AnswersMissing, MergeFieldUnset, GlyphMissing.
    """
    case, programme = open_case(app, case_id)
    require_seat_for(app, case.case_id)
    require_fit(case, PaperReported)
    if missing := unanswered(case, programme):
        raise AnswersMissing(item_ids=tuple(item.id for item in missing))
    if not app.workplace.devices[app.device.device_id].certificate:
        plain = preview_report(app, case_id)
        return PrintedPack(plain.pdf, plain.pages)
    report = report_for_pen(app, case_id, filled=True)
    return PrintedPack(_coded(app, case, programme, PenForm.REPORT, report.pdf, report.pages), report.pages)


def print_post_check(app: App, case_id: str) -> PrintedPack:
    """Return the 事後確認票 of a case. Raises DoesNotFit, GlyphMissing."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    due = post_check_due(case.effective_date, programme.deadlines, app.calendar)
    pdf, pages = render_post_check_sheet(_sheet(app, case, programme, long_date(due), app.now(), {}))
    return PrintedPack(_coded(app, case, programme, PenForm.POST_CHECK, pdf, pages), pages)


def wording_in_force(programme: Programme, form: PenForm) -> str:
    """Return what the code of a page of *form* has to say of its wording."""
    match form:
        case PenForm.CHECKLIST:
            return code_wording(wording_hash(pen_wording(), programme, checklist_items(programme)))
        case PenForm.POST_CHECK:
            return code_wording(wording_hash(pen_wording(), programme, programme.after_items))
        case PenForm.REPORT:
            return code_wording(programme.report_form.wording_hash)


def _answers_given(case: TransferCase, programme: Programme) -> dict[str, ItemAnswered]:
    """Return the answers that stand, those the briefing gives included."""
    given = {item_id: answer.fact for item_id, answer in case.answers.items()}
    for item in programme.items:
        if item.answered_through is AnsweredThrough.BRIEFING and case.briefing and item.id not in given:
            day = case.briefing.briefed_on
            given[item.id] = ItemAnswered(case.case_id, item.id, Answer.DONE, day, None, "", "", None, "", (), False)
    return given


def _coded(app: App, case: TransferCase, programme: Programme, form: PenForm, pdf: bytes, pages: int) -> bytes:
    wording = wording_in_force(programme, form)

    def sign(data: bytes) -> bytes:
        return fixed_signature(app.device.sign(data))

    codes = [
        (
            sealed_code(PageCode(case.case_id, form, REVISION, page, pages, wording), sign),
            f"{case.case_no}  {page}/{pages}",
        )
        for page in range(1, pages + 1)
    ]
    return stamp_pages(pdf, codes, created_at=office_time(app.now()))


def _sheet(
    app: App, case: TransferCase, programme: Programme, due: str, now: datetime, answers: dict[str, ItemAnswered]
) -> PenSheet:
    workplace, origin = app.workplace, case.origin
    code = origin.org_code or workplace.org_code
    sheet = PenSheet(
        programme=programme,
        wording=pen_wording(),
        case_no=case.case_no,
        full_name=case.transferee.name,
        employee_no=case.transferee.employee_no,
        origin=f"{origin.department or workplace.name}（{code}）",
        destination="　".join(filter(None, (case.destination.company, case.destination.department))),
        effective_on=long_date(case.effective_date),
        due=due,
        author=f"{workplace.company}　{workplace.name}",
        created_at=office_time(now),
        answers={item_id: substituted(each, case.print_substitutes) for item_id, each in answers.items()},
    )
    return substituted(sheet, case.print_substitutes)
