"""Restrictions on personnel exchange (人事交流の制限) and the cooling-off period, judged from assignment history.

Both known kinds are one table (domain notes §5.3): the duties left have a row, the duties taken up a column, and the
cell says what holds. "Four departments, four functions" is a table of one cell; the other kind has 3×3 of them. These
restrictions are the companies' own rules, no law, so every name, row, column and cell is data, and a move that is
prohibited is registered all the same (measures H21, T12, T13, K4–K6).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from desktop_app.domain.bilingual import Text
from desktop_app.domain.calendar import period_end

_ONE_DAY = timedelta(days=1)


class MoveVerdict(StrEnum):
    """可 · 要協議 · 不可 · 例外承認, from the mildest to the strictest but for the last."""

    ALLOWED = "ALLOWED"
    CONSULT = "CONSULT"
    PROHIBITED = "PROHIBITED"
    EXCEPTION_APPROVED = "EXCEPTION_APPROVED"


class MoveReason(StrEnum):
    """Why a move is judged as it is."""

    NO_RULES = "NO_RULES"
    NOT_RESTRICTED = "NOT_RESTRICTED"
    DIRECT = "DIRECT"
    COOLING_OFF = "COOLING_OFF"
    COOLED_OFF = "COOLED_OFF"
    NOT_DIRECT = "NOT_DIRECT"
    DESTINATION_UNKNOWN = "DESTINATION_UNKNOWN"
    ELSEWHERE = "ELSEWHERE"


@dataclass(frozen=True, slots=True)
class RestrictedFunction:
    """Duties left, or taken up, that are restricted: known by org codes or by words in a department's name.

    ``grade`` is the row (取扱い強度) or the column (活用可能性) of the table, from 1.
    """

    code: str
    label: Text
    grade: int
    org_codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What holds for one row and column; ``note`` as the table says it (記録, 要確認)."""

    verdict: MoveVerdict
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class RestrictedMoves:
    """A programme's restrictions. ``cooling_off_years`` 0: there is no such period, and only direct moves count."""

    origins: tuple[RestrictedFunction, ...]
    destinations: tuple[RestrictedFunction, ...]
    matrix: tuple[tuple[MatrixCell, ...], ...]
    cooling_off_years: int
    row_titles: tuple[Text, ...] = ()
    column_titles: tuple[Text, ...] = ()

    def origin_of(self, org_code: str, department: str) -> RestrictedFunction | None:
        """Return the restricted duties of a department, the strictest row first; None when it has none."""
        return _known(self.origins, org_code, department)

    def is_restricted(self, org_code: str, department: str) -> bool:
        """Whether anything at all is restricted for who leaves a department."""
        origin = self.origin_of(org_code, department)
        return origin is not None and any(
            cell.verdict is not MoveVerdict.ALLOWED for cell in self.matrix[origin.grade - 1]
        )

    def destination_of(self, org_code: str, department: str) -> RestrictedFunction | None:
        """Return the restricted duties taken up in a department, None when it has none."""
        return _known(self.destinations, org_code, department)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One stretch of somebody's duties. ``last`` None: still there. ``function`` names restricted duties, if said.

    Changing duties inside a department ends the stretch on that day.
    """

    employee_no: str
    org_code: str
    department: str
    first: date
    last: date | None
    function: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """The move to be judged; functions are those somebody stated, else they are told by the departments."""

    effective_date: date
    org_code: str
    department: str
    destination_department: str
    to_specified_affiliate: bool
    origin_function: str = ""
    destination_function: str = ""


@dataclass(frozen=True, slots=True)
class MoveJudgement:
    """What holds for a move, and why. ``released_on`` is the first day on which it is free (解禁日)."""

    verdict: MoveVerdict
    reason: MoveReason
    origin: RestrictedFunction | None = None
    destination: RestrictedFunction | None = None
    cell: MatrixCell | None = None
    last_duty: date | None = None
    released_on: date | None = None


@dataclass(frozen=True, slots=True)
class SecondLineAnswer:
    """What the second line answered when it was consulted."""

    verdict: MoveVerdict
    number: str
    answered_on: date
    answered_by: str
    reason: str
    until: date | None = None


NO_RESTRICTED_DUTIES = "NONE"
"""Stated instead of a function: somebody looked, and the duties are none of the restricted ones."""

_STRICTNESS = (MoveVerdict.ALLOWED, MoveVerdict.CONSULT, MoveVerdict.PROHIBITED)


def released_on(last_duty: date, years: int) -> date:
    """Return the first free day when the period counts from the day after *last_duty*."""
    return period_end(last_duty + _ONE_DAY, years) + _ONE_DAY


def judge_move(rules: RestrictedMoves | None, history: Iterable[Assignment], move: Move) -> MoveJudgement:
    """Return what holds for *move*, given what is known of the person's assignments before it."""
    if rules is None:
        return MoveJudgement(MoveVerdict.ALLOWED, MoveReason.NO_RULES)
    if not move.to_specified_affiliate:
        return MoveJudgement(MoveVerdict.ALLOWED, MoveReason.ELSEWHERE)
    stretches = _stretches(history, move)
    judged = [
        _judge_stretch(rules, origin, stretch, move, is_direct=stretch is stretches[-1])
        for stretch in stretches
        if (origin := _origin(rules, stretch)) is not None
    ]
    if not judged:
        return MoveJudgement(MoveVerdict.ALLOWED, MoveReason.NOT_RESTRICTED, destination=_destination(rules, move))
    return max(judged, key=lambda one: (_STRICTNESS.index(one.verdict), one.last_duty or date.min))


def settled(judged: MoveJudgement, answer: SecondLineAnswer | None) -> MoveVerdict:
    """Return what holds once the second line has answered: its word settles what had to be asked."""
    if answer is None or judged.verdict is MoveVerdict.ALLOWED:
        return judged.verdict
    return answer.verdict


def _stretches(history: Iterable[Assignment], move: Move) -> list[Assignment]:
    """Return the stretches before the move, each ended (the last on the day before), in order.

    Where the history does not reach the day before the move, the case itself says where the person works.
    """
    eve = move.effective_date - _ONE_DAY
    begun = sorted((one for one in history if one.first <= eve), key=lambda one: (one.last or date.max, one.first))
    ended = [_ending(one, min(one.last or eve, eve)) for one in begun]
    if not ended or ended[-1].last != eve:
        ended.append(Assignment("", move.org_code, move.department, eve, eve, move.origin_function))
    elif move.origin_function:
        ended[-1] = _ending(ended[-1], eve, move.origin_function)
    return ended


def _ending(one: Assignment, last: date, function: str = "") -> Assignment:
    return Assignment(one.employee_no, one.org_code, one.department, one.first, last, function or one.function)


def _judge_stretch(
    rules: RestrictedMoves, origin: RestrictedFunction, stretch: Assignment, move: Move, *, is_direct: bool
) -> MoveJudgement:
    destination = _destination(rules, move)
    last = stretch.last
    assert last is not None, "stretches before a move have ended"
    free = released_on(last, rules.cooling_off_years) if rules.cooling_off_years else None
    if destination is None and move.destination_function == NO_RESTRICTED_DUTIES:
        return MoveJudgement(MoveVerdict.ALLOWED, MoveReason.NOT_RESTRICTED, origin, None, None, last, free)
    if not is_direct and free is None:
        return MoveJudgement(MoveVerdict.ALLOWED, MoveReason.NOT_DIRECT, origin, destination, None, last, None)
    if not is_direct and free is not None and move.effective_date >= free:
        return MoveJudgement(MoveVerdict.ALLOWED, MoveReason.COOLED_OFF, origin, destination, None, last, free)
    if destination is None:  # a case too many is asked about; a case too few is seen by nobody
        unknown = MoveReason.DESTINATION_UNKNOWN
        return MoveJudgement(MoveVerdict.CONSULT, unknown, origin, None, None, last, free)
    cell = rules.matrix[origin.grade - 1][destination.grade - 1]
    reason = MoveReason.DIRECT if is_direct else MoveReason.COOLING_OFF
    return MoveJudgement(cell.verdict, reason, origin, destination, cell, last, free)


def _origin(rules: RestrictedMoves, stretch: Assignment) -> RestrictedFunction | None:
    if stretch.function == NO_RESTRICTED_DUTIES:
        return None
    stated = next((one for one in rules.origins if one.code == stretch.function), None)
    return stated or rules.origin_of(stretch.org_code, stretch.department)


def _destination(rules: RestrictedMoves, move: Move) -> RestrictedFunction | None:
    if move.destination_function == NO_RESTRICTED_DUTIES:
        return None
    stated = next((one for one in rules.destinations if one.code == move.destination_function), None)
    return stated or rules.destination_of("", move.destination_department)


def _known(functions: tuple[RestrictedFunction, ...], org_code: str, department: str) -> RestrictedFunction | None:
    folded = _folded(department)
    fitting = (
        one
        for one in functions
        if (org_code and org_code in one.org_codes) or any(_folded(name) in folded for name in one.names)
    )
    return min(fitting, key=lambda one: one.grade, default=None)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name)
