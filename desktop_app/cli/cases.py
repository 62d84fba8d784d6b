"""``case list|show|paper``: reading."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.app import App
from desktop_app.cli.history import history_data, history_lines
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day, moment
from desktop_app.cli.session import at_free_desk
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState, ItemAnswer, TransferCase
from desktop_app.domain.programme import Programme
from desktop_app.errors import BadState, CaseDisposed, UnknownCase
from desktop_app.labels import answer_label, state_label
from desktop_app.store.queries import CaseFilter
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.desk import CaseLine, OpenedCase, case_lines, open_for_reading
from desktop_app.usecases.disposal_overview import left_the_lists


def list_cases(options: argparse.Namespace) -> Said:
    """List transfers in ledger order."""
    wanted = CaseFilter(
        text=options.text,
        half=HalfYear.parse(options.half) if options.half else None,
        states=frozenset({_state(options.state)}) if options.state else frozenset(),
        in_scope_only=not options.all,
    )
    with at_free_desk(options) as app:
        lines = case_lines(app, wanted)
    words = ngettext("{count} transfer", "{count} transfers", len(lines)).format(count=len(lines))
    return Said({"cases": [line_data(line) for line in lines]}, (*(_row(line) for line in lines), words))


def show(options: argparse.Namespace) -> Said:
    """Show one transfer with its items and history."""
    with at_free_desk(options) as app:
        opened = open_for_reading(app, _found(app, options.case))
        names = {person.person_id: person.name for person in app.workplace.people.values()}
    return Said(_case_data(opened, names), _case_lines(opened, names))


def _found(app: App, case_no: str) -> str:
    try:
        return app.record.case_id_of(case_no)
    except UnknownCase:
        left = left_the_lists(app, case_no)
        if left is None:
            raise
        raise CaseDisposed(case_no=left.case_no, order_no=left.order_no) from None


def write_paper(options: argparse.Namespace) -> Said:
    """Write the report in force as a PDF."""
    with at_free_desk(options) as app:
        out, name = write_paper_to(app, app.record.case_id_of(options.case), options.out)
    return Said({"out": out, "name": name}, (_("Written: {path}").format(path=out),))


def write_paper_to(app: App, case_id: str, out: str) -> tuple[str, str]:
    """Write a case's paper in force to *out*; returns the path and the paper's name."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.answering import read_file
    from desktop_app.usecases.confirming import current_paper

    paper = current_paper(app.record.case(case_id))
    path = file_of(out)
    write_whole(path, read_file(app, paper))
    return str(path), paper.name


def line_data(line: CaseLine) -> dict[str, Any]:
    """Return a table line as data."""
    summary = line.summary
    return {
        "case_no": summary.case_no,
        "case_id": summary.case_id,
        "name": summary.transferee.name,
        "kana": summary.transferee.kana,
        "employee_no": summary.transferee.employee_no,
        "effective_date": summary.effective_date,
        "state": summary.state,
        "state_label": state_label(summary.state),
        "half": str(HalfYear.of(summary.effective_date)),
        "origin": summary.origin.department,
        "org_code": summary.origin.org_code,
        "destination_company": summary.destination.company,
        "destination_department": summary.destination.department,
        "specified_affiliate": summary.destination.specified_affiliate,
        "transfer_type": summary.transfer_type,
        "in_scope": summary.in_scope,
        "unanswered": summary.unanswered_count,
        "briefed_on": summary.briefed_on,
        "reported_on": summary.reported_on,
        "confirmed_on": summary.confirmed_on,
        "confirmed_by": summary.confirmed_by,
        "cancelled_on": summary.cancelled_on,
        "post_checked_on": summary.post_checked_on,
        "return_times": summary.return_times,
        "standing": line.standing.kind,
        "days": line.standing.days,
        "next": line.task.kind if line.task else None,
        "due": line.task.due if line.task else None,
        "conflicts": summary.conflict_count,
    }


def _row(line: CaseLine) -> str:
    summary = line.summary
    person = summary.transferee
    words = _("{case_no}  {state}  {day}  {name} ({employee_no})  {destination}")
    return words.format(
        case_no=summary.case_no,
        state=state_label(summary.state),
        day=day(summary.effective_date),
        name=person.name,
        employee_no=person.employee_no,
        destination=" ".join(filter(None, (summary.destination.company, summary.destination.department))),
    )


def _case_data(opened: OpenedCase, names: dict[str, str]) -> dict[str, Any]:
    case, programme = opened.case, opened.programme
    return {
        "case": line_data(opened.line)
        | {
            "notice_date": case.notice_date,
            "target_date": opened.target,
            "programme": programme.id,
            "programme_version": programme.version,
            "late_reason": case.report.late_reason if case.report else "",
            "report_sha256": case.report.pdf.sha256 if case.report else None,
            "certificate_sha256": case.report.certificate_sha256 if case.report else None,
            "paper_sha256": (case.confirmation.pdf.sha256 if case.confirmation else None),
            "refused_on": case.refusal.refused_on if case.refusal else None,
            "exception": case.exception.kind if case.exception else None,
        },
        "items": [_item_data(case, programme, item_id, names) for item_id in (item.id for item in programme.items)],
        "history": history_data(opened.history, names),
    }


def _item_data(case: TransferCase, programme: Programme, item_id: str, names: dict[str, str]) -> dict[str, Any]:
    item, answer, check = programme.item(item_id), case.answer(item_id), case.checks.get(item_id)
    later = case.post_checks.get(item_id)
    return {
        "id": item.id,
        "step": item.step,
        "text": item.text[language()],
        "answered": case.is_answered(item),
        "answer": answer.answer if answer else None,
        "done_on": answer.done_on if answer else None,
        "count": answer.count if answer else None,
        "reason_code": answer.reason_code if answer else "",
        "note": answer.note if answer else "",
        "due_on": answer.due_on if answer else None,
        "rivals": [
            {"answer": one.fact.answer, "note": one.fact.note, "reference": one.fact.reference, "count": one.fact.count}
            | {"done_on": one.fact.done_on, "at": one.entered_at, "by": names.get(one.entered_by, "")}
            for one in case.rivals.get(item_id, ())
        ],
        "evidence": [{"name": f.name, "size": f.size, "sha256": f.sha256} for f in answer.evidence] if answer else [],
        "check": check.verdict if check else None,
        "checked_after_on": later.checked_on if later else None,
        "remaining": later.remaining if later else None,
    }


def _case_lines(opened: OpenedCase, names: dict[str, str]) -> tuple[str, ...]:
    case, programme = opened.case, opened.programme
    lines = [
        _row(opened.line),
        _("Target date {target}, deadline {deadline}").format(
            target=day(opened.target), deadline=day(case.effective_date)
        ),
    ]
    for step in programme.steps:
        lines.append(f"{step.number} {step.title[language()]}")
        for item in (item for item in programme.items if item.step == step.code):
            answer = case.answer(item.id)
            done = (
                answer_label(answer.answer) if answer else _("Done") if case.is_answered(item) else answer_label(None)
            )
            lines.append(f"  {item.id}  {done}  {item.text[language()]}")
            lines += [_rival_line(rival, names) for rival in case.rivals.get(item.id, ())]
    lines += history_lines(opened.history, names)
    return tuple(lines)


def _rival_line(rival: ItemAnswer, names: dict[str, str]) -> str:
    fact = rival.fact
    said = _("    answered apart from each other, answer again to choose: {answer}  {who}  {moment}").format(
        answer=" ".join(filter(None, (answer_label(fact.answer), fact.reference, fact.note))),
        who=names.get(rival.entered_by, ""),
        moment=moment(rival.entered_at),
    )
    return said.rstrip()


def _state(text: str) -> CaseState:
    for state in CaseState:
        if text.strip().upper() == state.value or text.strip() == state_label(state):
            return state
    raise BadState(text=text)
