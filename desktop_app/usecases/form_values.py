"""What a form's merge fields stand for in one case, and the rows of its tables (domain notes §3.0)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desktop_app.app import App
from desktop_app.domain.case import TransferCase, not_done
from desktop_app.domain.clock import office_date
from desktop_app.domain.dates import dotted, long_date, month_and_day
from desktop_app.domain.facts import Answer, ItemAnswered, Role
from desktop_app.domain.form import MAY_BE_EMPTY, Form, ReturnedGoods
from desktop_app.domain.form_fields import (
    ENTERED,
    FIELDS,
    RETURNED_GOODS,
    GoodsLine,
    as_printed,
    goods_lines,
)
from desktop_app.domain.lines import item_id_of, line_id
from desktop_app.domain.programme import Party, Programme
from desktop_app.domain.step_marks import MarkKind, step_marks
from desktop_app.domain.workplace import Person
from desktop_app.errors import UnknownItem
from desktop_app.papers.forms.letter_data import PEN_DATE, OpenItem, Outcome, Result
from desktop_app.sentences.moves import verdict_word
from desktop_app.text import paper_words
from desktop_app.usecases.restricted_moves import standing_of

_PEN = "　" * 10
NO_SUCH_DAY = "該当なし"
_PEN_DAYS = frozenset(
    {"effective_date", "submission_date", "briefed_on", "refused_on", "last_restricted_duty_date", "cooling_off_end"}
)


def values_of(app: App, case: TransferCase, programme: Programme, now: datetime) -> dict[str, str]:
    """Return what every merge field of a case stands for; a field that is not settled is left out.

    The witness of an explanation is not a matter of the case yet: ``explaining`` adds them.
    """
    era = app.workplace.papers_in_eras
    manager = addressee(app)
    title = programme.role_title(Party.WORKPLACE_INFORMATION_MANAGER).ja
    values = {
        "employer_name": app.workplace.company,
        "workplace_name": app.workplace.name,
        "workplace_code": app.workplace.org_code,
        "wim_title": title,
        "wim_name": manager.name,
        "department_head_title": _title(programme, Party.DEPARTMENT_HEAD),
        "second_line_title": _title(programme, Party.SECOND_LINE),
        "contact": f"{app.workplace.name}　{title}" + (f"（{manager.contact}）" if manager.contact else ""),
        "transferee_name": case.transferee.name,
        "transferee_kana": case.transferee.kana,
        "employee_no": case.transferee.employee_no,
        "origin_department": case.origin.department or app.workplace.name,
        "destination_company": case.destination.company,
        "destination_department": case.destination.department,
        "effective_date": long_date(case.effective_date, era=era),
        "submission_date": long_date(office_date(now), era=era),
        "case_no": case.case_no,
    }
    known = move_values(app, case, programme) | dict(case.form_fields)
    values |= {name: as_printed(name, known.get(name, ""), era=era) for name in ENTERED}
    if briefing := case.briefing:
        values["briefed_on"] = long_date(briefing.briefed_on, era=era)
        values["briefed_by"] = briefing.briefed_by
        values["briefed_how"] = "　".join(filter(None, (briefing.method, briefing.place)))
    if refusal := case.refusal:
        values["refused_on"] = long_date(refusal.refused_on, era=era)
        values["refusal_note"] = "　".join(refusal.note.splitlines())
    return {name: value for name, value in values.items() if value.strip() or name in MAY_BE_EMPTY}


def move_values(app: App, case: TransferCase, programme: Programme) -> dict[str, str]:
    """Return what a form says of the restricted move unless something else was entered; letters are Japanese."""
    standing = standing_of(app, case, programme)
    if standing is None:
        return {}
    judged, answered = standing.judged, standing.answered
    number = f"（{answered.number}）" if answered and standing.verdict is answered.verdict else ""
    free = judged.released_on
    return {
        "matrix_result": f"{verdict_word(standing.verdict, paper_words)}{number}",
        "last_restricted_duty_date": judged.last_duty.isoformat() if judged.last_duty else NO_SUCH_DAY,
        "cooling_off_end": free.isoformat() if free else NO_SUCH_DAY,
    }


def pen_values(app: App, programme: Programme) -> dict[str, str]:
    """Return room to write in for every field but those that are the same for every case of the workplace."""
    values = {name: PEN_DATE if name in _PEN_DAYS else _PEN for name in FIELDS}
    manager = programme.role_title(Party.WORKPLACE_INFORMATION_MANAGER).ja
    return values | {
        "employer_name": app.workplace.company,
        "workplace_name": app.workplace.name,
        "workplace_code": app.workplace.org_code,
        "wim_title": manager,
        "department_head_title": _title(programme, Party.DEPARTMENT_HEAD) or _PEN,
        "second_line_title": _title(programme, Party.SECOND_LINE) or _PEN,
        "contact": f"{app.workplace.name}　{manager}",
    }


def addressee(app: App) -> Person:
    """Return to whom letters go: the workplace information manager, else whoever is at the desk."""
    people = app.workplace.members.values()
    managers = [p for p in people if p.role is Role.WORKPLACE_INFORMATION_MANAGER]
    return managers[0] if managers else app.person


def results_of(case: TransferCase, programme: Programme, form: Form) -> Mapping[str, Result]:
    """Return what became of each step the form's result table names; a step not wholly answered is left out."""
    marks = {mark.step: mark for mark in step_marks(case, programme)}
    outcomes = {
        MarkKind.DONE: Outcome.DONE,
        MarkKind.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
        MarkKind.NOT_DONE: Outcome.PARTLY_OPEN,
    }
    found = {}
    for row in form.result_rows:
        mark = marks.get(row.step)
        if mark is not None and mark.kind in outcomes:
            done_on = month_and_day(mark.day) if mark.day else ""
            found[row.step] = Result(outcomes[mark.kind], done_on, _amounts(case, programme, row.step))
    return found


def open_items_of(case: TransferCase, programme: Programme) -> tuple[OpenItem, ...]:
    """Return the items that stay open, as the extra sheet says them."""
    return tuple(_open_item(programme, answer) for answer in not_done(case, programme))


def goods_of(case: TransferCase, programme: Programme, form: Form) -> tuple[GoodsLine, ...]:
    """Return the rows of 返却物品: as the manager entered them, else as the answers tell."""
    part = form.returned_goods
    if part is None:
        return ()
    entered = goods_lines(case.form_fields.get(RETURNED_GOODS, ""))
    return entered or tuple(_answered_goods(case, programme, part))


def _answered_goods(case: TransferCase, programme: Programme, part: ReturnedGoods) -> list[GoodsLine]:
    returned, not_applicable, still_open = part.states
    states = {Answer.DONE: returned, Answer.NOT_APPLICABLE: not_applicable, Answer.NOT_DONE: still_open}
    lines = []
    for row in part.rows:
        chosen = [(line.name, line_id(row.item, line.code)) for line in case.lines if line.item_id == row.item]
        for text, answered_id in chosen or [(row.text, row.item)]:
            answer = case.answer(answered_id)
            if answer is None:
                continue
            amount = f"{answer.count}{_unit(programme, answered_id)}" if answer.count is not None else ""
            done_on = dotted(answer.done_on) if answer.done_on and answer.answer is Answer.DONE else ""
            lines.append(GoodsLine(text, amount, answer.reference, done_on, states[answer.answer], ""))
    return lines


def _unit(programme: Programme, item_id: str) -> str:
    try:
        return programme.item(item_id).count_unit or "件"
    except UnknownItem:
        return "件"


def _title(programme: Programme, party: Party) -> str:
    return next((title.ja for known, title in programme.roles if known is party), "")


def _amounts(case: TransferCase, programme: Programme, step_code: str) -> tuple[str, ...]:
    totals: dict[str, int] = {}
    for item in programme.items_of(step_code):
        answer = case.answer(item.id)
        if answer and answer.answer is Answer.DONE and answer.count is not None:
            unit = item.count_unit or "件"
            totals[unit] = totals.get(unit, 0) + answer.count
    return tuple(f"{total}{unit}" for unit, total in totals.items())


def _open_item(programme: Programme, answer: ItemAnswered) -> OpenItem:
    item = programme.item(answer.item_id)
    label = next((r.label.ja for r in programme.not_done_reasons if r.code == answer.reason_code), "")
    reason = "　".join(part for part in (label, *answer.note.splitlines()) if part)
    due = dotted(answer.due_on, weekday=True) if answer.due_on else ""
    parties = tuple(programme.role_title(party).ja for party in (item.confirmed_by or (item.answered_by,))[:2])
    return OpenItem(item_id_of(item.id), item.text.ja, reason, due, parties)
