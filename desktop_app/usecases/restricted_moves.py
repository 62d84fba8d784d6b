"""Restricted moves: judging one from the imported history, asking the second line, recording what it answered.

The judgement is derived whenever it is shown; only what people did is recorded. It never keeps a transfer from being
registered: moving people is the personnel department's decision (domain notes §5.3, measures K4, T12).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain import move_decisions
from desktop_app.domain.case import TransferCase
from desktop_app.domain.move_facts import AssignmentsImported, MoveAnswered, MoveConsulted, MoveDutiesStated
from desktop_app.domain.programme import Programme
from desktop_app.domain.restricted_moves import (
    Assignment,
    Move,
    MoveJudgement,
    MoveVerdict,
    RestrictedMoves,
    SecondLineAnswer,
    judge_move,
    settled,
)
from desktop_app.errors import NotEntitled
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.programmes import MAY_ADOPT


@dataclass(frozen=True, slots=True)
class MoveStanding:
    """How a case's move stands: as judged, what was asked and answered, and what holds after that."""

    rules: RestrictedMoves
    judged: MoveJudgement
    verdict: MoveVerdict
    stated: MoveDutiesStated | None
    asked: MoveConsulted | None
    answered: MoveAnswered | None
    history: tuple[Assignment, ...]


def judged_move(app: App, employee_no: str, move: Move) -> MoveJudgement:
    """Return what the programme in force says of a move that is not registered yet."""
    history = app.workplace.assignments.get(employee_no, ())
    return judge_move(app.workplace.programme.restricted_moves, history, move)


def leaves_restricted_duties(app: App, move: Move) -> bool:
    """Whether somebody leaves restricted duties, as far as their department tells."""
    rules = app.workplace.programme.restricted_moves
    return rules is not None and rules.is_restricted(move.org_code, move.department)


def move_standing(app: App, case_id: str) -> MoveStanding | None:
    """Return how the move of a case stands, None where its programme restricts no moves. Raises UnknownCase."""
    case, programme = open_case(app, case_id)
    return standing_of(app, case, programme)


def standing_of(app: App, case: TransferCase, programme: Programme) -> MoveStanding | None:
    """Return how the move of *case* stands, None where its programme restricts no moves."""
    rules = programme.restricted_moves
    if rules is None:
        return None
    history = app.workplace.assignments.get(case.transferee.employee_no, ())
    judged = judge_move(rules, history, move_decisions.move_of(case))
    answered = case.move_answers[-1] if case.move_answers else None
    return MoveStanding(
        rules=rules,
        judged=judged,
        verdict=settled(judged, _answer(answered) if answered else None),
        stated=case.move_duties,
        asked=case.consultations[-1] if case.consultations else None,
        answered=answered,
        history=history,
    )


def state_duties(app: App, case_id: str, origin_function: str, destination_function: str) -> None:
    """Say which restricted duties a case leaves and takes up. Raises what ``move_decisions.state_duties`` raises."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    stated = MoveDutiesStated(case.case_id, origin_function, destination_function)
    _commit(app, move_decisions.state_duties(case, programme, stated))


def consult(app: App, case_id: str, question: str, asked_on: date | None = None) -> None:
    """Record that the second line was asked. Raises what ``move_decisions.consult`` raises."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    asked = MoveConsulted(case.case_id, asked_on or app.today(), app.person.name, question)
    _commit(app, move_decisions.consult(case, programme, asked, app.today()))


def record_answer(app: App, case_id: str, answer: SecondLineAnswer) -> None:
    """Record the second line's answer. Raises what ``move_decisions.record_answer`` raises."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    answered = MoveAnswered(
        case.case_id,
        answer.answered_on,
        answer.answered_by,
        answer.verdict,
        answer.number,
        answer.reason,
        answer.until,
    )
    _commit(app, move_decisions.record_answer(case, programme, answered, app.today()))


def import_assignments(app: App, path: Path) -> int:
    """Take over assignment history from a table; returns how many people it tells of.

    Raises SeatHandedOver, NotEntitled, the table's BadInput errors, AssignmentsUnreadable; then nothing was recorded.
    """
    from desktop_app.exchange.assignments import read_assignments

    require_seat_free(app)
    if app.person.role not in MAY_ADOPT:
        raise NotEntitled(act="import_assignments", role=app.person.role)
    table = read_assignments(path, today=app.today())
    app.commit((AssignmentsImported(table.source_sha256, _with_codes(app, table.assignments)),))
    return len({row.employee_no for row in table.assignments})


def _with_codes(app: App, rows: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return *rows* with duties by the programme's codes where the file names them by their labels."""
    rules = app.workplace.programme.restricted_moves
    codes = {label: one.code for one in rules.origins for label in (one.label.ja, one.label.en)} if rules else {}
    return tuple(replace(row, function=codes.get(row.function, row.function)) for row in rows)


def _answer(fact: MoveAnswered) -> SecondLineAnswer:
    return SecondLineAnswer(fact.verdict, fact.number, fact.answered_on, fact.answered_by, fact.reason, fact.until)


def _commit(app: App, facts: tuple[MoveDutiesStated | MoveConsulted | MoveAnswered, ...]) -> None:
    if facts:
        app.commit(facts)
