"""What is out of the ordinary in a case, and what follows from it (domain notes §5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop_app.app import App
from desktop_app.domain import answers, circumstances
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import TransferCase
from desktop_app.domain.circumstance_facts import OpenItemDone
from desktop_app.domain.circumstances import CircumstanceKind, CircumstanceRules
from desktop_app.domain.facts import CaseFact
from desktop_app.exchange.circumstance_file import circumstance_rules
from desktop_app.usecases.answering import open_case, require_seat_for
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.raising import lost, raised


def rules() -> CircumstanceRules:
    """Return the circumstances there are."""
    return circumstance_rules()


def kinds_of(case: TransferCase) -> tuple[CircumstanceKind, ...]:
    """Return the kinds that hold for a case."""
    return circumstance_rules().of(case)


def record_circumstance(app: App, case_id: str, kind: str, details: Mapping[str, str]) -> None:
    """Record a circumstance, dates in ISO form; a loss raises a finding.

    Raises CircumstanceUnknown, FieldMissing, FieldTooLong, ImpossibleDate.
    """
    require_seat_free(app)
    wanted = circumstance_rules().kind(kind)
    case = app.record.case(case_id)
    fact = circumstances.record_circumstance(case, wanted, details, app.today())
    app.commit((fact, *raised(app, lost(case, fact))))


def end_circumstance(app: App, case_id: str, kind: str, ended_on: date, note: str = "") -> None:
    """Record that a circumstance is over, or was a mistake. Raises CircumstanceUnknown."""
    require_seat_free(app)
    wanted = circumstance_rules().kind(kind)
    app.commit(circumstances.end_circumstance(app.record.case(case_id), wanted, ended_on, note))


def leave_the_rest(app: App, case_id: str, note: str = "") -> int:
    """Answer everything but the first items of an urgent case 未完了, to follow; returns how many items that were.

    Raises NotStillOpen (a first item is unanswered), WrongState; then nothing was recorded.
    """
    require_seat_for(app, case_id)
    case, programme = open_case(app, case_id)
    wanted = circumstance_rules()
    words = note.strip() or wanted.kind(circumstances.URGENT).remark.ja
    facts = circumstances.leave_the_rest(case, programme, wanted, app.today(), "", words)
    if facts:
        app.commit(facts)
    return len(facts)


def finish_open_item(
    app: App, case_id: str, item_id: str, *, done_on: date | None = None, reference: str = "", note: str = ""
) -> None:
    """Record that an item reported as 未完了 was done after all."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    fact = OpenItemDone(case_id, item_id, done_on or app.today(), reference, note)
    app.commit(circumstances.finish_open_item(case, programme, fact, app.today()))


def link_cases(app: App, case_id: str, other_case_no: str, note: str = "") -> None:
    """Link two cases of one person. Raises UnknownCase, LinkedToItself."""
    require_seat_free(app)
    case, other = app.record.case(case_id), app.record.case(app.record.case_id_of(other_case_no))
    app.commit(circumstances.link_cases(case, other, note))


def take_over_answers(app: App, case_id: str, other_case_no: str) -> int:
    """Answer this case's open items as the linked case's were answered, as one act; returns how many."""
    by_transferee = require_seat_for(app, case_id)
    case, programme = open_case(app, case_id)
    other, _programme = open_case(app, other_case_no)
    facts: list[CaseFact] = []
    for item_id, answer in circumstances.shared_answers(case, programme, other).items():
        entry = AnswerInput(
            answer.answer,
            done_on=answer.done_on,
            count=answer.count,
            reason_code=answer.reason_code,
            note=answer.note,
            due_on=answer.due_on,
            reference=answer.reference,
            evidence=answer.evidence,
        )
        entry = replace(entry, due_on=max(entry.due_on, app.today())) if entry.due_on else entry
        facts += answers.answer_item(case, programme, item_id, entry, today=app.today(), by_transferee=by_transferee)
    if facts:
        app.commit(tuple(facts))
    return len(facts)
