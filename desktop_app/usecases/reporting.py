"""The completion report: set, signed by the transferee with a one-time certificate, kept sealed (measures H1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.app import App
from desktop_app.domain import decisions
from desktop_app.domain.case import TransferCase, not_done
from desktop_app.domain.clock import office_date, office_time
from desktop_app.domain.dates import dotted, long_date, month_and_day
from desktop_app.domain.entered import LONGEST_NOTE, one_line
from desktop_app.domain.facts import Answer, ItemAnswered, ReportSigned, Role, StoredFile
from desktop_app.domain.programme import Form, Party, Programme, Step
from desktop_app.domain.summary import MarkKind, StepMark, summarise
from desktop_app.domain.workplace import Person
from desktop_app.errors import BadStrokes
from desktop_app.keys.identity import fingerprint, one_time_certificate
from desktop_app.papers.forms import completion_report as form1
from desktop_app.papers.forms.wording import merge
from desktop_app.papers.page.blocks import wording_id
from desktop_app.papers.signing.signature import sign_report
from desktop_app.usecases.answering import open_case, require_seat_for

LONGEST_SIGNATURE = 20_000
"""Points of a handwritten signature at most."""


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """The report as it would be signed now."""

    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class ResultText:
    """A row of the result table in words; *outcome* is empty while a step is not wholly answered."""

    text: str
    outcome: str
    done_on: str
    amounts: str


@dataclass(frozen=True, slots=True)
class OpenItemText:
    """An item that stays open, as the annex says it."""

    item_id: str
    text: str
    reason: str
    due_on: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """Everything the report says, for reading before signing: the words of the PDF itself (measures H1)."""

    title: str
    form: str
    version: str
    wording_id: str
    addressee: str
    sender: tuple[tuple[str, str], ...]
    opening: str
    results_heading: str
    results: tuple[ResultText, ...]
    declarations_heading: str
    declarations: tuple[str, ...]
    open_items_heading: str
    open_items: tuple[OpenItemText, ...]


def report_text(app: App, case_id: str) -> ReportText:
    """Return what the report would say if it were signed now; raises MergeFieldUnset."""
    case, programme = open_case(app, case_id)
    paper = _paper(app, case, programme, app.now(), None)
    wording = paper.wording
    return ReportText(
        title=wording.title,
        form=wording.form_name,
        version=wording.form_version,
        wording_id=wording_id(wording.wording_hash),
        addressee=f"{paper.employer_name}　{paper.workplace_name}　{paper.wim_title}　{paper.wim_name}　殿",
        sender=(
            ("管理番号", paper.case_no),
            ("提出日", paper.submitted_on),
            ("所属", f"{paper.origin_department}（{paper.org_code}）"),
            ("社員番号", paper.employee_no),
            ("氏名", f"{paper.full_name}（{paper.name_kana}）" if paper.name_kana else paper.full_name),
        ),
        opening=wording.opening,
        results_heading=wording.results_heading,
        results=tuple(
            ResultText(r.wording, r.outcome.value if r.outcome else "", r.done_on, "　".join(r.amounts))
            for r in paper.results
        ),
        declarations_heading=wording.declarations_heading,
        declarations=wording.declarations,
        open_items_heading=wording.open_items_heading,
        open_items=tuple(OpenItemText(o.item_id, o.wording, o.reason, o.due_on) for o in paper.open_items),
    )


def preview_report(app: App, case_id: str) -> ReportPreview:
    """Return the unsigned report; raises MergeFieldUnset, GlyphMissing."""
    case, programme = open_case(app, case_id)
    rendered = form1.render_completion_report(_paper(app, case, programme, app.now(), None))
    return ReportPreview(rendered.pdf, rendered.pages)


def report_for_pen(app: App, case_id: str) -> ReportPreview:
    """Return the report to be filled in and signed by hand, with room for the code on every page.

    Its results and its date stay empty: by the day of signing they may be others. Raises as preview_report.
    """
    case, programme = open_case(app, case_id)
    paper = _paper(app, case, programme, app.now(), None)
    empty = tuple(replace(row, outcome=None, done_on="", amounts=()) for row in paper.results)
    blank = replace(paper, submitted_on="　　　　年　　　月　　　日", results=empty, open_items=(), for_pen=True)
    rendered = form1.render_completion_report(blank)
    return ReportPreview(rendered.pdf, rendered.pages)


def sign_and_report(app: App, case_id: str, strokes: form1.Strokes, late_reason: str = "") -> StoredFile:
    """Sign and hand in the report: set it with the handwriting, sign it, seal it, record it.

    The one-time key exists only inside this call. Raises what ``decisions.check_reportable`` raises, BadStrokes,
    MergeFieldUnset, GlyphMissing; then nothing was recorded.
    """
    case, programme = open_case(app, case_id)
    require_seat_for(app, case.case_id)
    now, late_reason = app.now(), one_line("reason", late_reason, LONGEST_NOTE)
    check_strokes(strokes)
    decisions.check_reportable(case, programme, today=app.today(), late_reason=late_reason)
    rendered = form1.render_completion_report(_paper(app, case, programme, now, strokes))
    person = case.transferee
    signer = one_time_certificate(person.name, person.employee_no, case.case_no, now)
    signed = sign_report(
        rendered.pdf,
        rendered.transferee_field,
        signer,
        manager_field=rendered.manager_field,
        signed_at=office_time(now),
        reason=programme.report_form.title,
        name=person.name,
    )
    certificate = fingerprint(signer.certificate)
    del signer
    form = programme.report_form
    kept = app.files.put(f"{case.case_no}.pdf", "application/pdf", signed, app.recipients())
    app.commit(
        (
            ReportSigned(
                case_id=case_id,
                reported_on=office_date(now),
                form_code=form.code,
                form_number=form.number,
                form_version=form.version,
                wording_hash=form.wording_hash,
                pdf=kept,
                certificate_sha256=certificate,
                stroke_count=len(strokes),
                late_reason=late_reason,
            ),
        )
    )
    return kept


def check_strokes(strokes: form1.Strokes) -> None:
    """Raise BadStrokes unless there is handwriting of a sensible size."""
    points = sum(len(stroke) for stroke in strokes)
    if not strokes or points < 2:  # noqa: PLR2004 - a dot is no signature
        raise BadStrokes(where="strokes")
    if points > LONGEST_SIGNATURE:
        raise BadStrokes(where="too_many_points")


def _paper(
    app: App, case: TransferCase, programme: Programme, now: datetime, strokes: form1.Strokes | None
) -> form1.CompletionReport:
    form, person, workplace = programme.report_form, case.transferee, app.workplace
    manager = _addressee(app)
    local = office_time(now)
    signature = None
    if strokes is not None:
        stamp = f"{long_date(local.date(), weekday=False)} {local:%H:%M}"
        signature = form1.HandSignature(strokes, person.name, stamp)
    return form1.CompletionReport(
        wording=_wording(form, _fields(app, case, programme, manager)),
        case_no=case.case_no,
        submitted_on=long_date(local.date()),
        employer_name=workplace.company,
        workplace_name=workplace.name,
        org_code=workplace.org_code,
        wim_title=programme.role_title(Party.WORKPLACE_INFORMATION_MANAGER).ja,
        wim_name=manager.name,
        origin_department=case.origin.department or workplace.name,
        employee_no=person.employee_no,
        name_kana=person.kana,
        full_name=person.name,
        results=tuple(_result(case, programme, row.step, row.text) for row in form.results),
        open_items=tuple(_open_item(programme, answer) for answer in not_done(case, programme)),
        receipt=form1.Receipt(),
        signature=signature,
        created_at=now,
        glossary=(workplace.name, case.destination.company, case.destination.department),
    )


def _addressee(app: App) -> Person:
    people = app.workplace.people.values()
    managers = [p for p in people if p.role is Role.WORKPLACE_INFORMATION_MANAGER]
    return managers[0] if managers else app.person


def _fields(app: App, case: TransferCase, programme: Programme, manager: Person) -> dict[str, str]:
    title = programme.role_title(Party.WORKPLACE_INFORMATION_MANAGER).ja
    contact = f"{app.workplace.name}　{title}" + (f"（{manager.contact}）" if manager.contact else "")
    return {
        "effective_date": long_date(case.effective_date),
        "destination_company": case.destination.company,
        "destination_department": case.destination.department,
        "origin_department": case.origin.department,
        "employer_name": app.workplace.company,
        "workplace_name": app.workplace.name,
        "transferee_name": case.transferee.name,
        "employee_no": case.transferee.employee_no,
        "case_no": case.case_no,
        "wim_name": manager.name,
        "contact": contact,
        "briefed_on": long_date(case.briefing.briefed_on, weekday=False) if case.briefing else "",
    }


def _wording(form: Form, fields: dict[str, str]) -> form1.ReportWording:
    draft = "（案）" if form.draft else ""
    return form1.ReportWording(
        form_name=f"{form.number}（{form.category}）" if form.category else form.number,
        form_number=form.number,
        form_version=f"第{form.version}版{draft}",
        wording_hash=form.wording_hash,
        title=form.title,
        opening=merge(form.opening, fields),
        results_heading=form.results_heading,
        declarations_heading=form.declarations_heading,
        declarations=tuple(merge(text, fields) for text in form.declarations),
        open_items_heading=form.open_items_heading,
        open_items_note="本紙の項目は管理表に登載し、処置が終わるまで追います。",
    )


def _result(case: TransferCase, programme: Programme, step_code: str, wording: str) -> form1.ResultRow:
    mark = step_mark(case, programme, programme.step(step_code))
    outcome = {
        MarkKind.DONE: form1.Outcome.DONE,
        MarkKind.NOT_APPLICABLE: form1.Outcome.NOT_APPLICABLE,
        MarkKind.NOT_DONE: form1.Outcome.PARTLY_OPEN,
        MarkKind.BLANK: None,
    }[mark.kind]
    done_on = month_and_day(mark.day) if mark.day else ""
    amounts = _amounts(case, programme, step_code)
    return form1.ResultRow(wording, outcome, done_on, amounts)


def step_mark(case: TransferCase, programme: Programme, step: Step) -> StepMark:
    """Return a step's mark, whether or not the step has a ledger column."""
    marks = {mark.step: mark for mark in summarise(case, programme).marks}
    return marks.get(step.code) or StepMark(step.code, MarkKind.BLANK, None)


def _amounts(case: TransferCase, programme: Programme, step_code: str) -> tuple[str, ...]:
    totals: dict[str, int] = {}
    for item in programme.items_of(step_code):
        answer = case.answer(item.id)
        if answer and answer.answer is Answer.DONE and answer.count is not None:
            unit = item.count_unit or "件"
            totals[unit] = totals.get(unit, 0) + answer.count
    return tuple(f"{total}{unit}" for unit, total in totals.items())


def _open_item(programme: Programme, answer: ItemAnswered) -> form1.OpenItem:
    item = programme.item(answer.item_id)
    label = next((r.label.ja for r in programme.not_done_reasons if r.code == answer.reason_code), "")
    reason = "　".join(part for part in (label, *answer.note.splitlines()) if part)
    due = dotted(answer.due_on, weekday=True) if answer.due_on else ""
    parties = tuple(programme.role_title(party).ja for party in (item.confirmed_by or (item.answered_by,))[:2])
    return form1.OpenItem(item.id, item.text.ja, reason, due, parties)
