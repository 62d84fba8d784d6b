"""Whether what is recorded about a restricted move may be recorded, and the facts it makes (domain notes §5.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.domain.case import TransferCase
from desktop_app.domain.entered import office_day, one_line, several_lines
from desktop_app.domain.move_facts import MoveAnswered, MoveConsulted, MoveDutiesStated
from desktop_app.domain.programme import Programme
from desktop_app.domain.restricted_moves import NO_RESTRICTED_DUTIES, Move, MoveVerdict, RestrictedMoves
from desktop_app.domain.summary import CaseSummary
from desktop_app.errors import FieldMissing, ImpossibleDate, MoveDutiesUnknown, NoMoveRules, WrongState


def move_of(case: TransferCase | CaseSummary) -> Move:
    """Return the move a case is about, with the duties somebody stated."""
    stated = case.move_duties
    return Move(
        effective_date=case.effective_date,
        org_code=case.origin.org_code,
        department=case.origin.department,
        destination_department=case.destination.department,
        to_specified_affiliate=case.destination.specified_affiliate,
        origin_function=stated.origin_function if stated else "",
        destination_function=stated.destination_function if stated else "",
    )


def state_duties(case: TransferCase, programme: Programme, stated: MoveDutiesStated) -> tuple[MoveDutiesStated, ...]:
    """Say which restricted duties are left and taken up; empty leaves it to the departments' names.

    Raises NoMoveRules, MoveDutiesUnknown, WrongState (cancelled).
    """
    rules = _rules(case, programme)
    for code, functions in (
        (stated.origin_function, rules.origins),
        (stated.destination_function, rules.destinations),
    ):
        known = ("", NO_RESTRICTED_DUTIES, *(one.code for one in functions))
        if code not in known:
            raise MoveDutiesUnknown(duties=code, known=known[1:])
    return () if stated == case.move_duties else (stated,)


def consult(case: TransferCase, programme: Programme, asked: MoveConsulted, today: date) -> tuple[MoveConsulted, ...]:
    """Record that the second line was asked. Raises NoMoveRules, FieldMissing, ImpossibleDate, WrongState."""
    _rules(case, programme)
    _not_after(asked.asked_on, today)
    cleaned = replace(
        asked, asked_by=one_line("asked_by", asked.asked_by), question=several_lines("question", asked.question)
    )
    _require(asked_by=cleaned.asked_by, question=cleaned.question)
    return (cleaned,)


def record_answer(
    case: TransferCase, programme: Programme, answer: MoveAnswered, today: date
) -> tuple[MoveAnswered, ...]:
    """Record what the second line answered; every answer has a number and a reason.

    Raises NoMoveRules, FieldMissing, ImpossibleDate, WrongState.
    """
    _rules(case, programme)
    _not_after(answer.answered_on, today)
    if answer.verdict is MoveVerdict.CONSULT:
        raise FieldMissing(field="verdict")
    if answer.until is not None:
        office_day(answer.until)
    cleaned = replace(
        answer,
        answered_by=one_line("answered_by", answer.answered_by),
        number=one_line("number", answer.number),
        reason=several_lines("reason", answer.reason),
    )
    _require(answered_by=cleaned.answered_by, number=cleaned.number, reason=cleaned.reason)
    return (cleaned,)


def _rules(case: TransferCase, programme: Programme) -> RestrictedMoves:
    if case.cancellation is not None:
        raise WrongState(act="restricted_move", state=case.state, case_no=case.case_no)
    if programme.restricted_moves is None:
        raise NoMoveRules(title=programme.title.ja)
    return programme.restricted_moves


def _not_after(day: date, today: date) -> None:
    office_day(day)
    if day > today:
        raise ImpossibleDate(item_id=None, date=day)


def _require(**fields: str) -> None:
    for field, value in fields.items():
        if not value:
            raise FieldMissing(field=field)
